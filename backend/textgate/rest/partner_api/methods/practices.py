"""Practices (accounts), by the partner's identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.business_details import effective
from textgate.domain.errors import AccountExists
from textgate.domain.permissions import Permission
from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.error_mapping import detail_names
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.formats import ten_digits
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields
from textgate.services.details import input_parsers

_COLUMNS: Mapping[str, str] = {
    "name": "name",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "state": "state",
    "postal": "postal_code",
    "countryCode": "country_code",
    "phone": "phone",
    "fax": "fax",
    "timeZone": "time_zone",
    "websiteAddress": "website_address",
    "websiteUrl": "website",
    "alternativeWebsiteUrl": "alternative_website",
}
_PHONES = ("phone", "fax")
_FIELD_NAMES = {
    "externalId": "accountId",
    "postalCode": "postal",
    "website": "websiteUrl",
    "alternativeWebsite": "alternativeWebsiteUrl",
}

_ACCOUNT_ID = Field(
    "accountId",
    Kind.TEXT,
    "Your identifier of the practice, at most 100 characters.",
    is_required=True,
    missing_code=ResponseCode.ACCOUNT_ID_MISSING,
)
_NAME = Field(
    "name", Kind.TEXT, "Name of the practice, which carriers verify; required for a new one."
)
_ADDRESS = (
    Field("address1", Kind.TEXT, "Street and number."),
    Field("address2", Kind.TEXT, "Suite, floor or building."),
    Field("city", Kind.TEXT, "City."),
    Field("state", Kind.TEXT, "US state or territory, by its two letters or its name."),
    Field("postal", Kind.TEXT, "ZIP code of 5 or 9 digits.", aliases=("zip",)),
)
_CONTACT = (
    Field("phone", Kind.TEXT, "Phone number, ten digits."),
    Field("fax", Kind.TEXT, "Fax number, ten digits."),
    Field("timeZone", Kind.TEXT, "Time zone, such as America/New_York."),
    Field(
        "websiteAddress",
        Kind.TEXT,
        "Short name, unique among your practices. Not the website, which is `websiteUrl`.",
    ),
)
_ACTIVE = Field(
    "active", Kind.FLAG, "Whether the practice is active and can send texts; false by default."
)
_PASSTHROUGH = (
    Field("directDomain", Kind.ANY, "Stored and returned unchanged."),
    Field("directAddress", Kind.ANY, "Stored and returned unchanged."),
    Field("vetted", Kind.ANY, "Stored and returned unchanged."),
    Field("metadata", Kind.ANY, "Stored and returned unchanged."),
    Field("protocol", Kind.ANY, "Stored and returned unchanged."),
    Field("ipAddress", Kind.ANY, "Stored and returned unchanged."),
    Field("port", Kind.ANY, "Stored and returned unchanged."),
    Field("path", Kind.ANY, "Stored and returned unchanged."),
    Field("practiceSpecialtyCode", Kind.ANY, "Stored and returned unchanged."),
    Field("practiceNpi", Kind.ANY, "Stored and returned unchanged."),
    Field("defaultConsentMethods", Kind.ANY, "Stored and returned unchanged."),
)
_PASSTHROUGH_NAMES = tuple(field.name for field in _PASSTHROUGH)
_REQUEST = (_ACCOUNT_ID, _NAME, *_ADDRESS, *_CONTACT, _ACTIVE, *_PASSTHROUGH)
_REQUEST_1_1 = (
    Field("websiteUrl", Kind.TEXT, "Website of the practice, starting with https://."),
    Field("alternativeWebsiteUrl", Kind.TEXT, "Second website, such as a Facebook page."),
    Field("countryCode", Kind.TEXT, "US, CA or a US territory; US by default."),
)
_PRACTICE = (
    Field("accountId", Kind.TEXT, "Your identifier."),
    Field("active", Kind.FLAG, "Whether the practice is active."),
    _NAME,
    *_ADDRESS,
    *_CONTACT,
    *_REQUEST_1_1,
    Field(
        "smsBusinessDetails",
        Kind.TEXT,
        "Whether the details suffice for verification, with the partner's details filling gaps: `COMPLETE` "
        "or `INCOMPLETE`.",
    ),
    Field("missing", Kind.TEXTS, "Missing details."),
    *_PASSTHROUGH,
)
_SAVED = (
    Field("accountId", Kind.TEXT, "Your identifier."),
    Field("action", Kind.TEXT, "What was done: `create` or `update`."),
)


async def _create(call: Call) -> ResponseFields:
    changes = _changes(call, is_new=True)
    is_active, extras = call.values.get("active", False), _extras(call)
    await call.services.accounts.create(call.viewer, changes, is_active=is_active, extras=extras)
    return _saved(call, "create")


async def _update(call: Call) -> ResponseFields:
    accounts = call.services.accounts
    current = await accounts.by_external_id(call.viewer, call.values["accountId"])
    if current is None:
        raise ApiError(ResponseCode.ACCOUNT_UNKNOWN)
    changes = _changes(call, is_new=False, country=current["country_code"])
    is_active, extras = call.values.get("active"), _extras(call)
    await accounts.update(call.viewer, current["id"], changes, is_active=is_active, extras=extras)
    return _saved(call, "update")


async def _save(call: Call) -> ResponseFields:
    account = await call.services.accounts.by_external_id(call.viewer, call.values["accountId"])
    if account is None:
        try:
            return await _create(call)
        except AccountExists:
            # Race: another request has created it.
            pass
    return await _update(call)


def _changes(call: Call, *, is_new: bool, country: str | None = None) -> dict[str, str | None]:
    """The columns to write. `country` is the one on file.

    Without a country, a state and a ZIP code are in the US: the published API has no other countries.
    """
    values = call.values
    changes = {column: values[name] for name, column in _COLUMNS.items() if name in values}
    if values.get("state") and not values.get("countryCode") and country is None:
        changes["country_code"] = "US"
    if is_new:
        changes["external_id"] = values["accountId"]
        changes.setdefault("name", None)
    return changes


def _extras(call: Call) -> dict[str, Any]:
    return {name: call.values[name] for name in _PASSTHROUGH_NAMES if name in call.values}


def _saved(call: Call, action: str) -> ResponseFields:
    return {"accountId": call.values["accountId"].strip(), "action": action}


async def _get(call: Call) -> ResponseFields:
    account = await call.services.accounts.by_external_id(call.viewer, call.values["accountId"])
    if account is None:
        raise ApiError(ResponseCode.ACCOUNT_UNKNOWN)
    return {"practice": _practice_to_json(call, account)}


async def _list(call: Call) -> ResponseFields:
    rows = await call.services.accounts.all(call.viewer)
    return {"practiceList": [_practice_to_json(call, row) for row in rows]}


def _practice_to_json(call: Call, row: input_parsers.RowLike) -> dict[str, Any]:
    assert call.partner is not None
    details = effective(
        input_parsers.account_details(row), input_parsers.partner_details(call.partner)
    )
    extras = row["extras"] or {}
    columns = {name: row[column] for name, column in _COLUMNS.items()}
    return {
        "accountId": row["external_id"],
        "active": row["is_active"],
        **columns,
        **{name: ten_digits(columns[name]) for name in _PHONES},
        "smsBusinessDetails": "COMPLETE" if details.is_complete else "INCOMPLETE",
        "missing": detail_names(details.missing),
        **{name: extras.get(name) for name in _PASSTHROUGH_NAMES},
    }


_WRITES: dict[str, Any] = {
    "level": Level.APPLICATION,
    "request": _REQUEST,
    "request_1_1": _REQUEST_1_1,
    "response": _SAVED,
    "field_names": _FIELD_NAMES,
}

METHODS = (
    Method(
        name="PracticeCreate",
        description="Create a practice. It cannot send texts until it has a physical address.",
        run=_create,
        needs=Permission.CREATE_ACCOUNTS,
        codes=(4060, 4110, 4130, 4140),
        **_WRITES,
    ),
    Method(
        name="PracticeSave",
        description="Create a practice, or update the existing one, active or not.",
        run=_save,
        needs=Permission.CREATE_ACCOUNTS,
        codes=(4060, 4110, 4140),
        **_WRITES,
    ),
    Method(
        name="PracticeUpdate",
        description="Update a practice, active or not; `active` can reactivate it.",
        run=_update,
        needs=Permission.EDIT_ACCOUNTS,
        codes=(4060, 4110, 4131, 4140),
        **_WRITES,
    ),
    Method(
        "PracticeGet",
        Level.APPLICATION,
        "Get a practice, active or not.",
        _get,
        needs=Permission.READ_ACCOUNTS,
        request=(_ACCOUNT_ID,),
        response=(
            Field("practice", Kind.OBJECT, "The practice.", inner=_PRACTICE, shape="Practice"),
        ),
        codes=(4060, 4110, 4131),
    ),
    Method(
        "PracticeList",
        Level.APPLICATION,
        "List all practices, active or not, by name.",
        _list,
        needs=Permission.READ_ACCOUNTS,
        response=(
            Field("practiceList", Kind.ROWS, "The practices.", inner=_PRACTICE, shape="Practice"),
        ),
    ),
)
