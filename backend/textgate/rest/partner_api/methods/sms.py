"""Sending texts, and which numbers an account can send from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from textgate.domain.errors import DomainError, FieldError, IdempotencyConflict, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import RejectionReason
from textgate.rest.partner_api.codes import INVALID, ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.rest.partner_api.refusals import REASON, invalid, shown_reason, wrong
from textgate.rest.partner_api.shown import moment
from textgate.services.messaging.send_request import SendRequest
from textgate.services.senders.lookup import api_key_of
from textgate.services.senders.state import SenderRef
from textgate.storage.tables import SenderKind

_NAMES = {"to": "toNumber", "body": "message", "idempotencyKey": "externalId"}
_PATHS = {field: path for path, field in _NAMES.items()}
_LOCATION = Field(
    "locationId", Kind.TEXT, "The location, by the `id` that LocationsSync gave it, or by ours."
)
_QUEUE = Field("queueId", Kind.TEXT, "The queue, by the `id` that QueuesSync gave it, or by ours.")
_FROM = Field("fromNumber", Kind.TEXT, "The account's number to send from, however it is written.")
_SENDERS = (_LOCATION.name, _QUEUE.name, _FROM.name)
_UNSUPPORTED = {
    "callbackUrl": "is not supported; subscribe to the message status with a webhook",
    "sendAt": "is not supported; texts are sent immediately",
}
_NOT_OWNED = "does not belong to this account"


async def _send(call: Call) -> Answer:
    given = call.given
    problems = [replace(each, path=(_PATHS.get(*each.path, *each.path),)) for each in call.problems]
    problems += [
        FieldError((name,), UserErrorCode.INVALID, why)
        for name, why in _UNSUPPORTED.items()
        if given.get(name)
    ]
    sender, name = await _sender(call)
    request = SendRequest(
        sender=sender,
        to=given.get("toNumber", ""),
        body=given.get("message", ""),
        # Blank is as good as none here: programs send fields that they have nothing for.
        idempotency_key=given.get("externalId") or None,
        problems=(*problems, *_sender_problems(given, sender, name)),
    )
    try:
        message_id = await call.services.messages.send(call.viewer, request)
    except IdempotencyConflict:
        problem = "was already used for a different text"
        error = FieldError(("externalId",), UserErrorCode.CONFLICT, problem)
        raise invalid((error,), {}) from None
    except DomainError as refusal:
        raise wrong(refusal, {**_NAMES, "senderId": name}) from None
    row = await call.services.sender_reader.message(call.viewer, message_id)
    return {
        "messageId": f"message_{message_id.hex}",
        "fromNumber": row["sender_phone"],
        "status": "queued",
        "segments": row["segments"],
    }


async def _sender(call: Call) -> tuple[SenderRef | None, str]:
    """What to send from, None where there is no such thing, and the field that says so."""
    name = next((each for each in _SENDERS if call.given.get(each)), None)
    if name is None:
        return SenderRef(call.owner["id"], is_account=True), _LOCATION.name
    found = await _find(call, name)
    return (None if found is None else SenderRef(found)), name


async def _find(call: Call, name: str) -> UUID | None:
    reader, key = call.services.sender_reader, call.given[name]
    if name == _FROM.name:
        return await reader.id_by_number(call.viewer, key)
    kind = SenderKind.QUEUE if name == _QUEUE.name else SenderKind.LOCATION
    return await reader.id_by_key(call.viewer, kind, key)


def _sender_problems(
    given: Mapping[str, Any], sender: SenderRef | None, name: str
) -> list[FieldError]:
    more = [each for each in _SENDERS if given.get(each) and each != name]
    problems = [
        FieldError((each,), UserErrorCode.CONFLICT, f"cannot be combined with {name}")
        for each in more
    ]
    if sender is None:
        problems.append(FieldError(("senderId",), UserErrorCode.NOT_FOUND, _NOT_OWNED))
    return problems


async def _list_numbers(call: Call) -> Answer:
    name = next((each for each in _SENDERS[:2] if call.given.get(each)), None)
    sender_id = await _find(call, name) if name else None
    if name and sender_id is None:
        raise invalid((FieldError((name,), UserErrorCode.NOT_FOUND, _NOT_OWNED),), {})
    if all(call.given.get(each) for each in _SENDERS[:2]):
        raise ApiError(INVALID, "Queue ID cannot be combined with locationId.")
    rows = await call.services.sender_reader.numbers(
        call.viewer, sender_id=sender_id, approved_only=call.given.get("activeOnly", False)
    )
    return {"numbers": [_shown(row) for row in rows]}


def _shown(row: RowMapping) -> dict[str, Any]:
    is_queue = row["kind"] is SenderKind.QUEUE
    is_location = not is_queue and not (row["is_default"] and row["external_id"] is None)
    status = SmsNumberStatus(row["status"])
    is_approved = status is SmsNumberStatus.APPROVED
    reasons = [RejectionReason.from_json(each) for each in row["reasons"] or ()]
    return {
        "number": row["number"],
        "numberType": row["number_type"],
        "ownerType": "QUEUE" if is_queue else "ACCOUNT" if row["is_default"] else "LOCATION",
        "locationId": api_key_of(row) if is_location else None,
        "queueId": api_key_of(row) if is_queue else None,
        "name": row["name"],
        "verificationStatus": status,
        "requestedAt": moment(row["requested_at"]),
        "verifiedAt": moment(row["completed_at"]) if is_approved else None,
        "rejectionReasons": [shown_reason(each) for each in reasons],
    }


_NUMBER = (
    Field(
        "number", Kind.TEXT, "In full, such as +14065550120; null until the carrier has given it."
    ),
    Field("numberType", Kind.TEXT, "`TOLL_FREE` or `LOCAL_10DLC`."),
    Field("ownerType", Kind.TEXT, "`ACCOUNT` (the default location), `LOCATION` or `QUEUE`."),
    Field("locationId", Kind.TEXT, "What to give SmsSend as `locationId`; null for others."),
    Field("queueId", Kind.TEXT, "What to give SmsSend as `queueId`; null for others."),
    Field("name", Kind.TEXT, "What people call the location or the queue."),
    Field("verificationStatus", Kind.TEXT, "`APPROVED`, `PENDING` or `REJECTED`."),
    Field("requestedAt", Kind.MOMENT, "When the newest verification was requested."),
    Field("verifiedAt", Kind.MOMENT, "When it was approved; null while it is not."),
    Field(
        "rejectionReasons",
        Kind.ROWS,
        "Why the carrier refused it.",
        inner=REASON,
        shape="RejectionReason",
    ),
)

METHODS = (
    Method(
        "SmsSend",
        Level.ACCOUNT,
        "Send a text. The first one of an account, a location or a queue requests verification of its "
        "number instead (4035), if the business details are complete (else 4039); once that is approved, "
        "texts go out. Without `locationId`, `queueId` and `fromNumber` it is the account's default that "
        "sends.",
        _send,
        needs=Permission.SEND_MESSAGES,
        request=(
            Field(
                "toNumber",
                Kind.TEXT,
                "The recipient's number, ten digits or however it is written.",
                is_required=True,
                aliases=("to", "phoneNumber"),
            ),
            Field(
                "message",
                Kind.TEXT,
                "The text, 1,600 characters at the most.",
                is_required=True,
                aliases=("body", "text"),
            ),
            _LOCATION,
            _QUEUE,
            _FROM,
            Field(
                "externalId",
                Kind.TEXT,
                "Your own id of this text, of 255 characters at the most: a repetition is answered as the "
                "first time and sends nothing.",
            ),
            Field("callbackUrl", Kind.ANY, "Not taken (4060): use a webhook."),
            Field("sendAt", Kind.ANY, "Not taken (4060): texts are sent at once."),
        ),
        response=(
            Field("messageId", Kind.TEXT, "Our id of the text, for GraphQL's `node` as well."),
            Field("fromNumber", Kind.TEXT, "The number that it is sent from."),
            Field("status", Kind.TEXT, "`queued`."),
            Field("segments", Kind.NUMBER, "How many segments the carrier will bill."),
        ),
        codes=(4015, 4035, 4039, 4060, 4070, 4080),
        names=_NAMES,
        is_of_sms=True,
        sends=True,
    ),
    Method(
        "SmsSendNumberList",
        Level.ACCOUNT,
        "Every number that the account has asked for, and how the carriers see it.",
        _list_numbers,
        needs=Permission.READ_NUMBERS,
        request=(
            _LOCATION,
            _QUEUE,
            Field("activeOnly", Kind.FLAG, "Only numbers that texts can be sent from now."),
        ),
        response=(
            Field("numbers", Kind.ROWS, "The default's first.", inner=_NUMBER, shape="SmsNumber"),
        ),
        codes=(4015, 4060),
        is_of_sms=True,
    ),
)
