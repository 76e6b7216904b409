"""Mutations that send and cancel messages and request numbers."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from textgate.domain.messages import MessageKind
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import parse_sender, require_id
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.mutations.sms_errors import (
    AccountInactiveError,
    BusinessDetailsInsufficientError,
    IdempotencyConflictError,
    InvalidInputError,
    RecipientOptedOutError,
    SendLimitReachedError,
    SmsNotEnabledError,
    SmsNumberNotVerifiedError,
    returns_sms_errors,
)
from textgate.graphql.types.sms_message import SmsMessage, show_as_accepted
from textgate.services.messaging.send_request import SendRequest


@strawberry.input(description="Input of sendSms.")
class SendSmsInput:
    sender_id: strawberry.ID = strawberry.field(
        description="ID of the location or queue to send from. An account's ID means its default "
        "location."
    )
    to: str = strawberry.field(description="Recipient's phone number, in any notation.")
    body: str = strawberry.field(description="Text of the message, 1,600 characters at most.")
    kind: MessageKind = strawberry.field(
        default=MessageKind.SMS_TEXT, description="Kind of message."
    )
    idempotency_key: Maybe[str | None] = strawberry.field(
        default=None,
        description="Key of your choice, 255 characters at most. Repeating a request with the same key "
        "returns the first message and sends nothing, for at least 24 hours.",
    )


@strawberry.input(description="Input of cancelSms.")
class CancelSmsInput:
    id: strawberry.ID = strawberry.field(description="ID of the message.")


@strawberry.type(
    description="The message is accepted and stored. Query it by its ID to follow its progress."
)
class SendSmsSuccess:
    # Not `message`: SmsError.message is a String, and fields of different types cannot merge in a selection.
    sms_message: SmsMessage = strawberry.field(
        description="The message as it was accepted. A repeated request returns the same."
    )


@strawberry.type(description="Payload of cancelSms.")
class CancelSmsPayload(Payload):
    sms_message: SmsMessage | None = strawberry.field(
        default=None, description="The canceled message; null if there are user errors."
    )


SendSmsResult = Annotated[
    SendSmsSuccess
    | SmsNotEnabledError
    | AccountInactiveError
    | SmsNumberNotVerifiedError
    | BusinessDetailsInsufficientError
    | RecipientOptedOutError
    | IdempotencyConflictError
    | SendLimitReachedError
    | InvalidInputError,
    strawberry.union(
        "SendSmsResult", description="The accepted message, or the reason for its refusal."
    ),
]


@returns_sms_errors(SendSmsResult)
async def send_sms(
    info: Info, input: Annotated[SendSmsInput, strawberry.argument(description="The message.")]
) -> SendSmsResult:
    request = SendRequest(
        sender=parse_sender(input.sender_id),
        to=input.to,
        body=input.body,
        kind=input.kind,
        idempotency_key=input.idempotency_key.value if input.idempotency_key else None,
    )
    message_id = await info.context.services.messages.send(info.context.viewer, request)
    success = await load_payload(info, SendSmsSuccess, "sms_message", SmsMessage, message_id)
    if success.sms_message:  # None if the operation does not select it.
        show_as_accepted(success.sms_message)
    return success


@returns_user_errors(CancelSmsPayload)
async def cancel_sms(
    info: Info,
    input: Annotated[CancelSmsInput, strawberry.argument(description="The message to cancel.")],
) -> CancelSmsPayload:
    message_id = require_id(input.id, "message", "id")
    await info.context.services.messages.cancel(info.context.viewer, message_id)
    return await load_payload(info, CancelSmsPayload, "sms_message", SmsMessage, message_id)
