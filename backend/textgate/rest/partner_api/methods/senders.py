"""Locations and queues (senders): synced from the partner, and listed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from textgate.domain.errors import FieldError, InvalidInput, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.rest.partner_api.error_mapping import invalid_fields
from textgate.rest.partner_api.fields import Field, Kind, parse_fields
from textgate.rest.partner_api.formats import ten_digits
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields
from textgate.services.details import input_parsers
from textgate.services.senders.lookup import api_key_of
from textgate.services.senders.sync import SenderInput
from textgate.storage.tables import SenderKind

MAX_BODY = 1024 * 1024
"""Bytes: about two thousand locations, more than one call accepts."""
_COLUMNS: Mapping[str, str] = {
    "name": "name",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "state": "state",
    "zip": "postal_code",
    "dayphone": "phone",
}
_FIELD_NAMES = {"externalId": "id", "postalCode": "zip", "phone": "dayphone", "isActive": "active"}
_MAX_INT = 2**31 - 1

_ID = Field("id", Kind.TEXT, "Your identifier.", is_required=True)
_NAME = Field("name", Kind.TEXT, "Name, as users see it; required for a new one.")
_ACTIVE = Field("active", Kind.FLAG, "Whether texts can be sent from it; true by default.")
_CODE = Field("code", Kind.ANY, "Stored and returned unchanged.")
_ADDRESS = (
    Field("address1", Kind.TEXT, "Street and number."),
    Field("address2", Kind.TEXT, "Suite, floor or building."),
    Field("city", Kind.TEXT, "City."),
    Field("state", Kind.TEXT, "US state or territory."),
    Field("zip", Kind.TEXT, "ZIP code of 5 or 9 digits.", aliases=("postal",)),
    Field("dayphone", Kind.TEXT, "Phone number, ten digits.", aliases=("phone",)),
)
_PASSTHROUGH = (
    _CODE,
    Field("evephone", Kind.ANY, "Stored and returned unchanged."),
    Field("faxphone", Kind.ANY, "Stored and returned unchanged."),
    Field("apptphone", Kind.ANY, "Stored and returned unchanged."),
    Field("emailAddress", Kind.ANY, "Stored and returned unchanged."),
    Field("showInPortal", Kind.ANY, "Stored and returned unchanged."),
    Field("hours", Kind.ANY, "Stored and returned unchanged."),
    Field("sortOrder", Kind.ANY, "Stored and returned unchanged."),
    Field("url", Kind.ANY, "Stored and returned unchanged."),
)
_LOCATION = (_ID, _NAME, *_ADDRESS, _ACTIVE, *_PASSTHROUGH)
_QUEUE = (_ID, _NAME, _ACTIVE, _CODE)
_STATUS = (
    Field("id", Kind.ID, "As you sent it; null if it is neither text nor a whole number."),
    Field("success", Kind.FLAG, "Whether it was saved."),
    Field("message", Kind.TEXT, "`OK`, or the errors."),
)
_STATUSES = Field(
    "statuses", Kind.ROWS, "One status for each, in order.", inner=_STATUS, shape="SyncStatus"
)
_SENDER = (
    Field("id", Kind.NUMBER, "Our number; no method takes it."),
    Field(
        "externalId",
        Kind.TEXT,
        "Id for SmsSend: your identifier, or ours if it has none.",
    ),
    Field("pid", Kind.TEXT, "Your identifier of the practice."),
    Field("isDefault", Kind.FLAG, "Whether it is the account's default."),
)


def _sync(
    kind: SenderKind, name: str, fields: tuple[Field, ...]
) -> Callable[[Call], Awaitable[ResponseFields]]:
    async def run(call: Call) -> ResponseFields:
        rows = call.values[name]
        changes = [_sender_change(row, fields, kind) for row in rows]
        results = await call.services.sender_sync.save(call.viewer, kind, changes)
        return {"statuses": [_status(row, error) for row, error in zip(rows, results, strict=True)]}

    return run


def _status(row: Any, error: InvalidInput | None) -> dict[str, Any]:
    message = "OK" if error is None else invalid_fields(error.errors, _FIELD_NAMES).message
    return {"id": _raw_id(row), "success": error is None, "message": message}


def _raw_id(row: Any) -> str | int | None:
    """The id as the caller wrote it, so that the caller finds the row."""
    raw = row.get("id") if isinstance(row, dict) else None
    return raw if isinstance(raw, str | int) and not isinstance(raw, bool) else None


def _sender_change(row: Any, fields: tuple[Field, ...], kind: SenderKind) -> SenderInput:
    if not isinstance(row, dict):
        error = FieldError((kind.lower(),), UserErrorCode.INVALID, "must be an object")
        return SenderInput("", {}, problems=(error,))
    values, errors = parse_fields(row, fields)
    extra_names = {field.name for field in _PASSTHROUGH}
    return SenderInput(
        key=values.get("id", ""),
        changes={column: values[name] for name, column in _COLUMNS.items() if name in values},
        is_active=values.get("active"),
        kept={name: value for name, value in values.items() if name in extra_names},
        problems=errors,
    )


def _retrieve(kind: SenderKind, name: str) -> Callable[[Call], Awaitable[ResponseFields]]:
    to_json = _location_to_json if kind is SenderKind.LOCATION else _queue_to_json

    async def run(call: Call) -> ResponseFields:
        active_only = call.values.get("activeOnly", False)
        rows = await call.services.sender_reader.all(call.viewer, kind, active_only=active_only)
        pid = call.calling_account["external_id"]
        return {name: [{**_sender_to_json(row, pid), **to_json(row)} for row in rows]}

    return run


def _sender_to_json(row: input_parsers.RowLike, pid: str) -> dict[str, Any]:
    return {
        "id": row["id"].int & _MAX_INT,
        "externalId": api_key_of(row),
        "pid": pid,
        "name": row["name"],
        "active": row["is_active"],
        "code": (row["extras"] or {}).get("code"),
    }


def _location_to_json(row: input_parsers.RowLike) -> dict[str, Any]:
    extras = row["extras"] or {}
    return {
        **{name: row[column] for name, column in _COLUMNS.items()},
        "dayphone": ten_digits(row["phone"]),
        "country": row["country_code"],
        "isDefault": row["is_default"],
        **{field.name: extras.get(field.name) for field in _PASSTHROUGH},
    }


def _queue_to_json(_: input_parsers.RowLike) -> dict[str, Any]:
    return {}


_ACTIVE_ONLY = (Field("activeOnly", Kind.FLAG, "Only active ones."),)
_COUNTRY = Field("country", Kind.TEXT, "Country, such as US.")

LOCATIONS = (
    Method(
        "LocationsSync",
        Level.ACCOUNT,
        "Create or update locations; others stay unchanged. Each has its own status, and the code is 2000 "
        "even if some are invalid. Send batches of about 200, at most 1,000 (4020).",
        _sync(SenderKind.LOCATION, "locations", _LOCATION),
        needs=Permission.EDIT_ACCOUNTS,
        request=(
            Field(
                "locations",
                Kind.ROWS,
                "The locations.",
                is_required=True,
                inner=_LOCATION,
                shape="LocationInput",
            ),
        ),
        response=(_STATUSES,),
        codes=(4060,),
        max_body=MAX_BODY,
    ),
    Method(
        "PracticeLocationsRetrieve",
        Level.ACCOUNT,
        "List all locations of the practice, the default first.",
        _retrieve(SenderKind.LOCATION, "locations"),
        needs=Permission.READ_ACCOUNTS,
        request=_ACTIVE_ONLY,
        response=(
            Field(
                "locations",
                Kind.ROWS,
                "The locations.",
                inner=(*_SENDER, _NAME, *_ADDRESS, _COUNTRY, _ACTIVE, *_PASSTHROUGH),
                shape="Location",
            ),
        ),
        codes=(4060,),
    ),
)

QUEUES = (
    Method(
        "QueuesSync",
        Level.ACCOUNT,
        "Create or update work queues that texts are sent from, as LocationsSync does.",
        _sync(SenderKind.QUEUE, "queues", _QUEUE),
        needs=Permission.EDIT_ACCOUNTS,
        request=(
            Field(
                "queues",
                Kind.ROWS,
                "The queues.",
                is_required=True,
                inner=_QUEUE,
                shape="QueueInput",
            ),
        ),
        response=(_STATUSES,),
        codes=(4060,),
        max_body=MAX_BODY,
    ),
    Method(
        "PracticeQueuesRetrieve",
        Level.ACCOUNT,
        "List all queues of the practice.",
        _retrieve(SenderKind.QUEUE, "queues"),
        needs=Permission.READ_ACCOUNTS,
        request=_ACTIVE_ONLY,
        response=(
            Field(
                "queues",
                Kind.ROWS,
                "The queues.",
                inner=(*_SENDER[:3], _NAME, _ACTIVE, _CODE),
                shape="Queue",
            ),
        ),
        codes=(4060,),
    ),
)
