"""Sends texts, and lists the numbers an account can send from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from textgate.domain.errors import DomainError, FieldError, IdempotencyConflict, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.domain.response_codes import ResponseCode
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import RejectionReason
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.error_mapping import (
    REASON,
    invalid_fields,
    reason_to_json,
    to_api_error,
)
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.formats import format_moment
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields
from textgate.services.messaging.send_request import SendRequest
from textgate.services.senders.lookup import api_key_of
from textgate.services.senders.state import SenderRef
from textgate.storage.tables import SenderKind

_FIELD_NAMES = {"to": "toNumber", "body": "message", "idempotencyKey": "externalId"}
_PATHS = {field: path for path, field in _FIELD_NAMES.items()}
_LOCATION = Field("locationId", Kind.TEXT, "The location: its `id` in LocationsSync, or our id.")
_QUEUE = Field("queueId", Kind.TEXT, "The queue: its `id` in QueuesSync, or our id.")
_FROM = Field("fromNumber", Kind.TEXT, "The account's number to send from, in any notation.")
_SENDERS = (_LOCATION.name, _QUEUE.name, _FROM.name)
_UNSUPPORTED = {
    "callbackUrl": "is not supported; subscribe to the message status with a webhook",
    "sendAt": "is not supported; texts are sent immediately",
}
_NOT_OWNED = "does not belong to this account"


async def _send(call: Call) -> ResponseFields:
    values = call.values
    errors = [replace(error, path=(_PATHS.get(*error.path, *error.path),)) for error in call.errors]
    errors += [
        FieldError((name,), UserErrorCode.INVALID, problem)
        for name, problem in _UNSUPPORTED.items()
        if values.get(name)
    ]
    sender, sender_field = await _find_sender(call)
    request = SendRequest(
        sender=sender,
        to=values.get("toNumber", ""),
        body=values.get("message", ""),
        # Programs send empty fields; blank counts as absent.
        idempotency_key=values.get("externalId") or None,
        problems=(*errors, *_sender_errors(values, sender, sender_field)),
    )
    try:
        message_id = await call.services.messages.send(call.viewer, request)
    except IdempotencyConflict:
        problem = "was already used for a different text"
        conflict = FieldError(("externalId",), UserErrorCode.CONFLICT, problem)
        raise invalid_fields((conflict,), {}) from None
    except DomainError as error:
        raise to_api_error(error, {**_FIELD_NAMES, "senderId": sender_field}) from None
    row = await call.services.sender_reader.message(call.viewer, message_id)
    return {
        "messageId": f"message_{message_id.hex}",
        "fromNumber": row["sender_phone"],
        "status": "queued",
        "segments": row["segments"],
    }


async def _find_sender(call: Call) -> tuple[SenderRef | None, str]:
    """The sender, None if it is unknown, and the name of the field that identifies it."""
    name = next((name for name in _SENDERS if call.values.get(name)), None)
    if name is None:
        return SenderRef(call.calling_account["id"], is_account=True), _LOCATION.name
    sender_id = await _find_sender_id(call, name)
    return (None if sender_id is None else SenderRef(sender_id)), name


async def _find_sender_id(call: Call, name: str) -> UUID | None:
    reader, key = call.services.sender_reader, call.values[name]
    if name == _FROM.name:
        return await reader.id_by_number(call.viewer, key)
    kind = SenderKind.QUEUE if name == _QUEUE.name else SenderKind.LOCATION
    return await reader.id_by_key(call.viewer, kind, key)


def _sender_errors(
    values: Mapping[str, Any], sender: SenderRef | None, sender_field: str
) -> list[FieldError]:
    problem = f"cannot be combined with {sender_field}"
    errors = [
        FieldError((name,), UserErrorCode.CONFLICT, problem)
        for name in _SENDERS
        if values.get(name) and name != sender_field
    ]
    if sender is None:
        errors.append(FieldError(("senderId",), UserErrorCode.NOT_FOUND, _NOT_OWNED))
    return errors


async def _list_numbers(call: Call) -> ResponseFields:
    names = [name for name in _SENDERS[:2] if call.values.get(name)]
    sender_id = await _find_sender_id(call, names[0]) if names else None
    if names and sender_id is None:
        raise invalid_fields((FieldError((names[0],), UserErrorCode.NOT_FOUND, _NOT_OWNED),), {})
    if len(names) > 1:
        message = "Queue ID cannot be combined with locationId."
        raise ApiError(ResponseCode.INVALID_INPUT, message)
    rows = await call.services.sender_reader.numbers(
        call.viewer, sender_id=sender_id, approved_only=call.values.get("activeOnly", False)
    )
    return {"numbers": [_number_to_json(row) for row in rows]}


def _number_to_json(row: RowMapping) -> dict[str, Any]:
    is_queue = row["kind"] is SenderKind.QUEUE
    is_location = not is_queue and not (row["is_default"] and row["external_id"] is None)
    status = SmsNumberStatus(row["status"])
    is_approved = status is SmsNumberStatus.APPROVED
    reasons = [RejectionReason.from_json(reason) for reason in row["reasons"] or ()]
    return {
        "number": row["number"],
        "numberType": row["number_type"],
        "ownerType": "QUEUE" if is_queue else "ACCOUNT" if row["is_default"] else "LOCATION",
        "locationId": api_key_of(row) if is_location else None,
        "queueId": api_key_of(row) if is_queue else None,
        "name": row["name"],
        "verificationStatus": status,
        "requestedAt": format_moment(row["requested_at"]),
        "verifiedAt": format_moment(row["completed_at"]) if is_approved else None,
        "rejectionReasons": [reason_to_json(reason) for reason in reasons],
    }


_NUMBER = (
    Field("number", Kind.TEXT, "E.164, such as +14065550120; null until the carrier assigns it."),
    Field("numberType", Kind.TEXT, "`TOLL_FREE` or `LOCAL_10DLC`."),
    Field("ownerType", Kind.TEXT, "`ACCOUNT` (the default location), `LOCATION` or `QUEUE`."),
    Field(
        "locationId",
        Kind.TEXT,
        "`locationId` for SmsSend; null for queues and the default location.",
    ),
    Field("queueId", Kind.TEXT, "`queueId` for SmsSend; null for locations."),
    Field("name", Kind.TEXT, "Name of the location or queue."),
    Field("verificationStatus", Kind.TEXT, "`APPROVED`, `PENDING` or `REJECTED`."),
    Field("requestedAt", Kind.MOMENT, "When the newest verification was requested."),
    Field("verifiedAt", Kind.MOMENT, "When it was approved; null if it is not approved."),
    Field(
        "rejectionReasons",
        Kind.ROWS,
        "Why the carrier rejected it.",
        inner=REASON,
        shape="RejectionReason",
    ),
)

METHODS = (
    Method(
        "SmsSend",
        Level.OPTIONAL_USER,
        "Send a text. The first text of an account, location or queue requests verification of its number "
        "instead (4035), or returns 4039 if the business details are incomplete. Texts are sent once the "
        "number is approved. Without `locationId`, `queueId` and `fromNumber` the account's default "
        "location sends.",
        _send,
        needs=Permission.SEND_MESSAGES,
        request=(
            Field(
                "toNumber",
                Kind.TEXT,
                "The recipient's number, in any notation.",
                is_required=True,
                aliases=("to", "phoneNumber"),
            ),
            Field(
                "message",
                Kind.TEXT,
                "The text, at most 1,600 characters.",
                is_required=True,
                aliases=("body", "text"),
            ),
            _LOCATION,
            _QUEUE,
            _FROM,
            Field(
                "externalId",
                Kind.TEXT,
                "Your idempotency key of the text, at most 255 characters: repeating a call returns the "
                "first result and sends nothing.",
            ),
            Field("callbackUrl", Kind.ANY, "Not supported (4060); use a webhook."),
            Field("sendAt", Kind.ANY, "Not supported (4060); texts are sent immediately."),
        ),
        response=(
            Field("messageId", Kind.TEXT, "Our id of the text, also for `node` in GraphQL."),
            Field("fromNumber", Kind.TEXT, "The sender's number."),
            Field("status", Kind.TEXT, "`queued`."),
            Field("segments", Kind.NUMBER, "How many segments the carrier will bill."),
        ),
        codes=(4015, 4035, 4039, 4060, 4070, 4080),
        field_names=_FIELD_NAMES,
        sends=True,
    ),
    Method(
        "SmsSendNumberList",
        Level.ACCOUNT,
        "List the account's numbers and their verification status.",
        _list_numbers,
        needs=Permission.READ_NUMBERS,
        request=(
            _LOCATION,
            _QUEUE,
            Field("activeOnly", Kind.FLAG, "Only approved numbers."),
        ),
        response=(
            Field(
                "numbers",
                Kind.ROWS,
                "The numbers, the default location's first.",
                inner=_NUMBER,
                shape="SmsNumber",
            ),
        ),
        codes=(4015, 4060),
        requires_sms=True,
    ),
)
