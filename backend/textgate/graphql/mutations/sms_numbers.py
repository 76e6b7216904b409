"""Mutations that request numbers: for one sender, or for many of one account."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.errors import DomainError, UserErrorCode, invalid
from textgate.domain.sms_gate import BusinessDetailsInsufficient
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import encode
from textgate.graphql.mutations.inputs import parse_sender
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.mutations.sms_errors import (
    AccountInactiveError,
    BusinessDetailsInsufficientError,
    InvalidInputError,
    SmsNotEnabledError,
    returns_sms_errors,
)
from textgate.graphql.types.sms_number import SmsNumber
from textgate.graphql.types.verification import RejectionReason, reason_to_graphql
from textgate.services.senders.state import sender_not_found
from textgate.services.verification.sms_numbers import AddedNumber

MAX_SENDERS = 100


@strawberry.input(description="Input of requestSmsNumber.")
class RequestSmsNumberInput:
    sender_id: strawberry.ID = strawberry.field(
        description="ID of the location or queue. An account's ID means its default location."
    )


@strawberry.input(description="Input of requestSmsNumbers.")
class RequestSmsNumbersInput:
    sender_ids: list[strawberry.ID] = strawberry.field(
        description="IDs of locations and queues of one account, from 1 to 100."
    )


@strawberry.type(description="The sender has a number, or one is requested.")
class RequestSmsNumberSuccess:
    sms_number: SmsNumber = strawberry.field(description="The sender's number.")


@strawberry.enum(description="Outcome of the request for one sender.")
class SmsNumberRequestOutcome(Enum):
    REQUESTED = strawberry.enum_value(
        "REQUESTED", description="This mutation requested verification of the sender's number."
    )
    EXISTS = strawberry.enum_value(
        "EXISTS", description="The sender already had an approved or pending number."
    )
    REFUSED = strawberry.enum_value(
        "REFUSED", description="Nothing was requested; see `code` and `message`."
    )


@strawberry.type(description="Result of requestSmsNumbers for one sender.")
class SmsNumberRequestResult:
    outcome: SmsNumberRequestOutcome = strawberry.field(description="Outcome for this sender.")
    sms_number_id: strawberry.ID | None = strawberry.field(
        default=None, description="ID of the sender's number; null if the request was refused."
    )
    code: int | None = strawberry.field(
        default=None,
        description="Response code of the refusal, such as 4039; null if it was not refused.",
    )
    message: str | None = strawberry.field(
        default=None, description="Explanation of the refusal; null if it was not refused."
    )
    missing: list[BusinessDetailField] = strawberry.field(
        default_factory=list,
        description="For 4039: required details that neither the account nor the partner has.",
    )
    rejection_reasons: list[RejectionReason] = strawberry.field(
        default_factory=list,
        description="For 4039: reasons for the carrier's rejection of these details.",
    )


@strawberry.type(description="Payload of requestSmsNumbers.")
class RequestSmsNumbersPayload(Payload):
    results: list[SmsNumberRequestResult] = strawberry.field(
        default_factory=list,
        description="One result per sender, in the order of the input; empty if there are user errors.",
    )


RequestSmsNumberResult = Annotated[
    RequestSmsNumberSuccess
    | SmsNotEnabledError
    | AccountInactiveError
    | BusinessDetailsInsufficientError
    | InvalidInputError,
    strawberry.union(
        "RequestSmsNumberResult", description="The sender's number, or the reason for the refusal."
    ),
]


@returns_sms_errors(RequestSmsNumberResult)
async def request_sms_number(
    info: Info,
    input: Annotated[RequestSmsNumberInput, strawberry.argument(description="The sender.")],
) -> RequestSmsNumberResult:
    sender = parse_sender(input.sender_id)
    if sender is None:
        raise sender_not_found()
    number_id = await info.context.services.sms_numbers.add_number(info.context.viewer, sender)
    return await load_payload(info, RequestSmsNumberSuccess, "sms_number", SmsNumber, number_id)


@returns_user_errors(RequestSmsNumbersPayload)
async def request_sms_numbers(
    info: Info,
    input: Annotated[RequestSmsNumbersInput, strawberry.argument(description="The senders.")],
) -> RequestSmsNumbersPayload:
    if not 1 <= len(input.sender_ids) <= MAX_SENDERS:
        problem = f"must have from 1 to {MAX_SENDERS} items"
        raise invalid(("senderIds",), UserErrorCode.INVALID, problem)
    outcomes = await info.context.services.sms_numbers.add_numbers(
        info.context.viewer, [parse_sender(sender_id) for sender_id in input.sender_ids]
    )
    return RequestSmsNumbersPayload(results=[_to_result(outcome) for outcome in outcomes])


def _to_result(outcome: AddedNumber | DomainError) -> SmsNumberRequestResult:
    if isinstance(outcome, AddedNumber):
        is_requested = outcome.is_requested
        return SmsNumberRequestResult(
            outcome=SmsNumberRequestOutcome.REQUESTED
            if is_requested
            else SmsNumberRequestOutcome.EXISTS,
            sms_number_id=strawberry.ID(encode("number", outcome.number_id)),
        )
    result = SmsNumberRequestResult(
        outcome=SmsNumberRequestOutcome.REFUSED,
        code=outcome.code,
        message=outcome.message,
    )
    if isinstance(outcome, BusinessDetailsInsufficient):
        result.missing = list(outcome.missing)
        result.rejection_reasons = [reason_to_graphql(reason) for reason in outcome.reasons]
    return result
