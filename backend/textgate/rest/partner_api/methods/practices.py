"""Practices: created, changed, fetched and listed under the partner's own identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.business_details import effective
from textgate.domain.errors import AccountExists
from textgate.domain.permissions import Permission
from textgate.rest.partner_api.codes import NO_PRACTICE_ID, PRACTICE_UNKNOWN, ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.rest.partner_api.refusals import detail_names
from textgate.rest.partner_api.shown import ten_digits
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
_NAMES = {
    "externalId": "accountId",
    "postalCode": "postal",
    "website": "websiteUrl",
    "alternativeWebsite": "alternativeWebsiteUrl",
}

_ACCOUNT_ID = Field(
    "accountId",
    Kind.TEXT,
    "Your own identifier of the practice, of 100 characters at the most.",
    is_required=True,
    absent=NO_PRACTICE_ID,
)
_NAME = Field("name", Kind.TEXT, "The practice's name, which carriers verify; a new one needs it.")
_ADDRESS = (
    Field("address1", Kind.TEXT, "Street and number."),
    Field("address2", Kind.TEXT, "Suite, floor or building."),
    Field("city", Kind.TEXT, "City."),
    Field("state", Kind.TEXT, "US state or territory, by its two letters or its name."),
    Field("postal", Kind.TEXT, "ZIP code of 5 or 9 digits.", aliases=("zip",)),
)
_MORE = (
    Field("phone", Kind.TEXT, "Its phone number, ten digits."),
    Field("fax", Kind.TEXT, "Its fax number, ten digits."),
    Field("timeZone", Kind.TEXT, "Its time zone, such as America/New_York."),
    Field(
        "websiteAddress",
        Kind.TEXT,
        "A short name, of which you have no other: no website (that is `websiteUrl`).",
    ),
)
_ACTIVE = Field(
    "active", Kind.FLAG, "Whether it may text. A new one is not active unless this says so."
)
_KEPT = (
    Field("directDomain", Kind.ANY, "Kept and given back."),
    Field("directAddress", Kind.ANY, "Kept and given back."),
    Field("vetted", Kind.ANY, "Kept and given back."),
    Field("metadata", Kind.ANY, "Kept and given back."),
    Field("protocol", Kind.ANY, "Kept and given back."),
    Field("ipAddress", Kind.ANY, "Kept and given back."),
    Field("port", Kind.ANY, "Kept and given back."),
    Field("path", Kind.ANY, "Kept and given back."),
    Field("practiceSpecialtyCode", Kind.ANY, "Kept and given back."),
    Field("practiceNpi", Kind.ANY, "Kept and given back."),
    Field("defaultConsentMethods", Kind.ANY, "Kept and given back."),
)
_KEPT_NAMES = tuple(field.name for field in _KEPT)
_REQUEST = (_ACCOUNT_ID, _NAME, *_ADDRESS, *_MORE, _ACTIVE, *_KEPT)
_REQUEST_1_1 = (
    Field("websiteUrl", Kind.TEXT, "The practice's website, beginning with https://."),
    Field("alternativeWebsiteUrl", Kind.TEXT, "A second website, such as one on Facebook."),
    Field("countryCode", Kind.TEXT, "US, CA or a US territory; US without it."),
)
_PRACTICE = (
    Field("accountId", Kind.TEXT, "Your own identifier."),
    Field("active", Kind.FLAG, "Whether it may text."),
    _NAME,
    *_ADDRESS,
    *_MORE,
    *_REQUEST_1_1,
    Field(
        "smsBusinessDetails",
        Kind.TEXT,
        "`COMPLETE` or `INCOMPLETE`: whether its number could be verified, with what the partner has "
        "where it has nothing.",
    ),
    Field("missing", Kind.TEXTS, "The details that are missing."),
    *_KEPT,
)
_SAVED = (
    Field("accountId", Kind.TEXT, "Your own identifier."),
    Field("action", Kind.TEXT, "`create` or `update`: what has been done."),
)


async def _create(call: Call) -> Answer:
    changes = _changes(call, is_new=True)
    is_active, kept = call.given.get("active", False), _kept(call)
    await call.services.accounts.create(call.viewer, changes, is_active=is_active, extras=kept)
    return _saved(call, "create")


async def _update(call: Call) -> Answer:
    accounts = call.services.accounts
    current = await accounts.by_external_id(call.viewer, call.given["accountId"])
    if current is None:
        raise ApiError(PRACTICE_UNKNOWN)
    changes = _changes(call, is_new=False, country=current["country_code"])
    is_active, kept = call.given.get("active"), _kept(call)
    await accounts.update(call.viewer, current["id"], changes, is_active=is_active, extras=kept)
    return _saved(call, "update")


async def _save(call: Call) -> Answer:
    known = await call.services.accounts.by_external_id(call.viewer, call.given["accountId"])
    if known is None:
        try:
            return await _create(call)
        except AccountExists:
            # Somebody else has created it meanwhile.
            pass
    return await _update(call)


def _changes(call: Call, *, is_new: bool, country: str | None = None) -> dict[str, str | None]:
    """The columns that are given. A state and a ZIP code are those of the United States, unless another
    country is given or on file: the known API has no others."""
    given = call.given
    changes = {column: given[name] for name, column in _COLUMNS.items() if name in given}
    if given.get("state") and not given.get("countryCode") and country is None:
        changes["country_code"] = "US"
    if is_new:
        changes["external_id"] = given["accountId"]
        changes.setdefault("name", None)
    return changes


def _kept(call: Call) -> dict[str, Any]:
    return {name: call.given[name] for name in _KEPT_NAMES if name in call.given}


def _saved(call: Call, action: str) -> Answer:
    return {"accountId": call.given["accountId"].strip(), "action": action}


async def _get(call: Call) -> Answer:
    found = await call.services.accounts.by_external_id(call.viewer, call.given["accountId"])
    if found is None:
        raise ApiError(PRACTICE_UNKNOWN)
    return {"practice": _shown(call, found)}


async def _list(call: Call) -> Answer:
    rows = await call.services.accounts.all(call.viewer)
    return {"practiceList": [_shown(call, row) for row in rows]}


def _shown(call: Call, row: input_parsers.RowLike) -> dict[str, Any]:
    assert call.partner is not None
    details = effective(
        input_parsers.account_details(row), input_parsers.partner_details(call.partner)
    )
    kept = row["extras"] or {}
    columns = {name: row[column] for name, column in _COLUMNS.items()}
    return {
        "accountId": row["external_id"],
        "active": row["is_active"],
        **columns,
        **{name: ten_digits(columns[name]) for name in _PHONES},
        "smsBusinessDetails": "COMPLETE" if details.is_complete else "INCOMPLETE",
        "missing": detail_names(details.missing),
        **{name: kept.get(name) for name in _KEPT_NAMES},
    }


_WRITES: dict[str, Any] = {
    "level": Level.APPLICATION,
    "request": _REQUEST,
    "request_1_1": _REQUEST_1_1,
    "response": _SAVED,
    "names": _NAMES,
}

METHODS = (
    Method(
        name="PracticeCreate",
        description="Create a practice. Without a physical address it can text nobody until it has one.",
        run=_create,
        needs=Permission.CREATE_ACCOUNTS,
        codes=(4060, 4110, 4130, 4140),
        **_WRITES,
    ),
    Method(
        name="PracticeSave",
        description="Create a practice, or change the one that there is; an inactive one as well.",
        run=_save,
        needs=Permission.CREATE_ACCOUNTS,
        codes=(4060, 4110, 4140),
        **_WRITES,
    ),
    Method(
        name="PracticeUpdate",
        description="Change a practice, an inactive one as well: `active` makes it active again.",
        run=_update,
        needs=Permission.EDIT_ACCOUNTS,
        codes=(4060, 4110, 4131, 4140),
        **_WRITES,
    ),
    Method(
        "PracticeGet",
        Level.APPLICATION,
        "One practice, active or not.",
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
        "All practices, active or not, by name.",
        _list,
        needs=Permission.READ_ACCOUNTS,
        response=(
            Field("practiceList", Kind.ROWS, "The practices.", inner=_PRACTICE, shape="Practice"),
        ),
    ),
)
