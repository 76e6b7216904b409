"""Refusals of the send gate as GraphQL types, and the decorator that returns them from a mutation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, get_args

import strawberry

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.errors import (
    AccountInactive,
    DomainError,
    IdempotencyConflict,
    InvalidInput,
    RecipientOptedOut,
    SendLimitReached,
    SmsNotEnabled,
)
from textgate.domain.response_codes import ResponseCode
from textgate.domain.sms_gate import BusinessDetailsInsufficient, NumberNotVerified
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.payload import UserError, load_payload, to_user_errors
from textgate.graphql.types.account import Account
from textgate.graphql.types.verification import RejectionReason, Verification, reason_to_graphql

P = ParamSpec("P")
R = TypeVar("R")
Resolver: TypeAlias = Callable[Concatenate[Info, P], Awaitable[R]]


def _describe(code: ResponseCode, advice: str) -> str:
    """The meaning from the catalog, followed by advice for GraphQL clients."""
    return f"{code.value}: {code.meaning} {advice}"


@strawberry.interface(description="Refusal that the caller can act on.")
class SmsError:
    code: int = strawberry.field(description="Response code of the partner API, such as 4035.")
    message: str = strawberry.field(description="Explanation in plain English.")


@strawberry.type(description=_describe(ResponseCode.SMS_NOT_ENABLED, "Nothing was sent."))
class SmsNotEnabledError(SmsError):
    pass


@strawberry.type(description=_describe(ResponseCode.ACCOUNT_INACTIVE, "Nothing was sent."))
class AccountInactiveError(SmsError):
    pass


@strawberry.type(
    description=_describe(
        ResponseCode.NUMBER_NOT_VERIFIED,
        "Verification takes two to three business days. Send again after approval.",
    )
)
class SmsNumberNotVerifiedError(SmsError):
    verification: Verification = strawberry.field(description="The pending verification.")


@strawberry.type(
    description=_describe(
        ResponseCode.BUSINESS_DETAILS_INSUFFICIENT,
        "Add what is missing, or correct what was rejected, with updateBusinessDetails.",
    )
)
class BusinessDetailsInsufficientError(SmsError):
    account: Account = strawberry.field(description="The account to correct.")
    missing: list[BusinessDetailField] = strawberry.field(
        description="Required details that neither the account nor the partner has."
    )
    rejection_reasons: list[RejectionReason] = strawberry.field(
        description="Reasons for the carrier's rejection of these details; empty if it has not rejected "
        "them."
    )


@strawberry.type(description=_describe(ResponseCode.RECIPIENT_OPTED_OUT, "Nothing was sent."))
class RecipientOptedOutError(SmsError):
    pass


@strawberry.type(
    description="4060: The idempotency key was already used for a different request. Nothing was sent."
)
class IdempotencyConflictError(SmsError):
    pass


@strawberry.type(description="4060: The account has reached a send limit. Nothing was sent.")
class SendLimitReachedError(SmsError):
    retry_at: datetime = strawberry.field(
        description="Earliest time at which the account may send again."
    )


@strawberry.type(
    description="4060: Input fields are invalid. 4070 if the only error is a recipient's number that "
    "cannot receive texts. Nothing was sent."
)
class InvalidInputError(SmsError):
    user_errors: list[UserError] = strawberry.field(description="Errors in the input.")


async def to_graphql(refusal: DomainError, info: Info) -> SmsError | None:
    """The refusal as a type of the schema; None if it has none."""
    code, message = refusal.code, refusal.message
    match refusal:
        case SmsNotEnabled():
            return SmsNotEnabledError(code=code, message=message)
        case AccountInactive():
            return AccountInactiveError(code=code, message=message)
        case RecipientOptedOut():
            return RecipientOptedOutError(code=code, message=message)
        case IdempotencyConflict():
            return IdempotencyConflictError(code=code, message=message)
        case SendLimitReached():
            return SendLimitReachedError(code=code, message=message, retry_at=refusal.retry_at)
        case InvalidInput():
            return InvalidInputError(
                code=code, message=message, user_errors=to_user_errors(refusal.errors)
            )
        case NumberNotVerified():
            return await load_payload(
                info,
                SmsNumberNotVerifiedError,
                "verification",
                Verification,
                refusal.verification_id,
                code=code,
                message=message,
            )
        case BusinessDetailsInsufficient():
            return await load_payload(
                info,
                BusinessDetailsInsufficientError,
                "account",
                Account,
                refusal.account_id,
                code=code,
                message=message,
                missing=list(refusal.missing),
                rejection_reasons=[reason_to_graphql(reason) for reason in refusal.reasons],
            )
    return None


def returns_sms_errors(
    union: Any,
) -> Callable[[Resolver[P, R]], Resolver[P, R | SmsError]]:
    """Decorate a resolver that returns `union`: a DomainError that it raises becomes a member of the union.

    A refusal whose type is not in the union is raised on, as an error of the operation.
    """
    members = get_args(get_args(union)[0])

    def decorate(resolver: Resolver[P, R]) -> Resolver[P, R | SmsError]:
        @wraps(resolver)
        async def resolve_or_explain(
            info: Info, /, *args: P.args, **kwargs: P.kwargs
        ) -> R | SmsError:
            try:
                return await resolver(info, *args, **kwargs)
            except DomainError as refusal:
                sms_error = await to_graphql(refusal, info)
                if sms_error is None or not isinstance(sms_error, members):
                    raise
                return sms_error

        return resolve_or_explain

    return decorate
