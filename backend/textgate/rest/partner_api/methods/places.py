"""Locations and queues: kept in step with the partner's own, and listed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from textgate.domain.errors import FieldError, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.rest.partner_api.fields import Field, Kind, read
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.rest.partner_api.refusals import invalid
from textgate.rest.partner_api.shown import ten_digits
from textgate.services.details import input_parsers
from textgate.services.senders.lookup import api_key_of
from textgate.services.senders.sync import SenderInput
from textgate.storage.tables import SenderKind

MEGABYTE = 1024 * 1024
"""Of a body: some two thousand locations, and more than are taken at once."""
_COLUMNS: Mapping[str, str] = {
    "name": "name",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "state": "state",
    "zip": "postal_code",
    "dayphone": "phone",
}
_NAMES = {"externalId": "id", "postalCode": "zip", "phone": "dayphone", "isActive": "active"}
_INT = 2**31 - 1

_ID = Field("id", Kind.TEXT, "Your own identifier of it.", is_required=True)
_NAME = Field("name", Kind.TEXT, "The name that people choose it by; a new one needs it.")
_ACTIVE = Field("active", Kind.FLAG, "Whether texts may be sent from it; a new one may.")
_CODE = Field("code", Kind.ANY, "Kept and given back.")
_ADDRESS = (
    Field("address1", Kind.TEXT, "Street and number."),
    Field("address2", Kind.TEXT, "Suite, floor or building."),
    Field("city", Kind.TEXT, "City."),
    Field("state", Kind.TEXT, "US state or territory."),
    Field("zip", Kind.TEXT, "ZIP code of 5 or 9 digits.", aliases=("postal",)),
    Field("dayphone", Kind.TEXT, "Its phone number, ten digits.", aliases=("phone",)),
)
_KEPT = (
    _CODE,
    Field("evephone", Kind.ANY, "Kept and given back."),
    Field("faxphone", Kind.ANY, "Kept and given back."),
    Field("apptphone", Kind.ANY, "Kept and given back."),
    Field("emailAddress", Kind.ANY, "Kept and given back."),
    Field("showInPortal", Kind.ANY, "Kept and given back."),
    Field("hours", Kind.ANY, "Kept and given back."),
    Field("sortOrder", Kind.ANY, "Kept and given back."),
    Field("url", Kind.ANY, "Kept and given back."),
)
_LOCATION = (_ID, _NAME, *_ADDRESS, _ACTIVE, *_KEPT)
_QUEUE = (_ID, _NAME, _ACTIVE, _CODE)
_STATUS = (
    Field("id", Kind.ID, "As it was given; null where it is neither a text nor a whole number."),
    Field("success", Kind.FLAG, "Whether this one is as it was given now."),
    Field("message", Kind.TEXT, "`OK`, or what is wrong with it."),
)
_STATUSES = Field(
    "statuses", Kind.ROWS, "One for each, in order.", inner=_STATUS, shape="SyncStatus"
)
_OWN = (
    Field("id", Kind.NUMBER, "A number of ours, which nothing asks for."),
    Field(
        "externalId",
        Kind.TEXT,
        "What to give SmsSend: your own identifier, ours where it has none.",
    ),
    Field("pid", Kind.TEXT, "Your own identifier of the practice."),
    Field("isDefault", Kind.FLAG, "Whether it is what the account sends from."),
)


def _sync(
    kind: SenderKind, name: str, fields: tuple[Field, ...]
) -> Callable[[Call], Awaitable[Answer]]:
    async def run(call: Call) -> Answer:
        rows = call.given[name]
        places = [_place(row, fields, kind) for row in rows]
        refused = await call.services.sender_sync.save(call.viewer, kind, places)
        statuses = []
        for row, refusal in zip(rows, refused, strict=True):
            message = "OK" if refusal is None else invalid(refusal.errors, _NAMES).message
            statuses.append({"id": _given_id(row), "success": refusal is None, "message": message})
        return {"statuses": statuses}

    return run


def _given_id(row: Any) -> str | int | None:
    """The id of a row as it was written, so that the caller finds the row again."""
    given = row.get("id") if isinstance(row, dict) else None
    return given if isinstance(given, str | int) and not isinstance(given, bool) else None


def _place(row: Any, fields: tuple[Field, ...], kind: SenderKind) -> SenderInput:
    if not isinstance(row, dict):
        problem = FieldError((f"{kind.lower()}",), UserErrorCode.INVALID, "must be an object")
        return SenderInput("", {}, problems=(problem,))
    given, problems = read(row, fields)
    kept = {field.name for field in _KEPT}
    changes = {column: given[name] for name, column in _COLUMNS.items() if name in given}
    return SenderInput(
        key=given.get("id", ""),
        changes=changes,
        is_active=given.get("active"),
        kept={name: value for name, value in given.items() if name in kept},
        problems=problems,
    )


def _retrieve(kind: SenderKind, name: str) -> Callable[[Call], Awaitable[Answer]]:
    show = _location if kind is SenderKind.LOCATION else _queue

    async def run(call: Call) -> Answer:
        active_only = call.given.get("activeOnly", False)
        rows = await call.services.sender_reader.all(call.viewer, kind, active_only=active_only)
        pid = call.owner["external_id"]
        return {name: [{**_own(row, pid), **show(row)} for row in rows]}

    return run


def _own(row: input_parsers.RowLike, pid: str) -> dict[str, Any]:
    return {
        "id": row["id"].int & _INT,
        "externalId": api_key_of(row),
        "pid": pid,
        "name": row["name"],
        "active": row["is_active"],
        "code": (row["extras"] or {}).get("code"),
    }


def _location(row: input_parsers.RowLike) -> dict[str, Any]:
    kept = row["extras"] or {}
    return {
        **{name: row[column] for name, column in _COLUMNS.items()},
        "dayphone": ten_digits(row["phone"]),
        "country": row["country_code"],
        "isDefault": row["is_default"],
        **{field.name: kept.get(field.name) for field in _KEPT},
    }


def _queue(_: input_parsers.RowLike) -> dict[str, Any]:
    return {}


_ACTIVE_ONLY = (Field("activeOnly", Kind.FLAG, "Only those that texts may be sent from."),)
_COUNTRY = Field("country", Kind.TEXT, "Its country, such as US.")

LOCATIONS = (
    Method(
        "LocationsSync",
        Level.ACCOUNT,
        "Create locations, or change those that there are; others stay as they are. Each has its own "
        "status, and the answer is 2000 even where some are refused. Batches of 200 are best; 1,000 are "
        "the most (4020).",
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
        longest=MEGABYTE,
    ),
    Method(
        "PracticeLocationsRetrieve",
        Level.ACCOUNT,
        "All locations of the practice, its default first.",
        _retrieve(SenderKind.LOCATION, "locations"),
        needs=Permission.READ_ACCOUNTS,
        request=_ACTIVE_ONLY,
        response=(
            Field(
                "locations",
                Kind.ROWS,
                "The locations.",
                inner=(*_OWN, _NAME, *_ADDRESS, _COUNTRY, _ACTIVE, *_KEPT),
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
        "The same for work queues that texts are sent from.",
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
        longest=MEGABYTE,
    ),
    Method(
        "PracticeQueuesRetrieve",
        Level.ACCOUNT,
        "All queues of the practice.",
        _retrieve(SenderKind.QUEUE, "queues"),
        needs=Permission.READ_ACCOUNTS,
        request=_ACTIVE_ONLY,
        response=(
            Field(
                "queues",
                Kind.ROWS,
                "The queues.",
                inner=(*_OWN[:3], _NAME, _ACTIVE, _CODE),
                shape="Queue",
            ),
        ),
        codes=(4060,),
    ),
)
