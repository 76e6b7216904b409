"""Refusals of the send gate as types of the schema, and the decorator that returns them from a mutation."""

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
from textgate.domain.sms_gate import BusinessDetailsInsufficient, NumberNotVerified
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.payload import UserError, load_payload, to_user_errors
from textgate.graphql.types.account import Account
from textgate.graphql.types.verification import RejectionReason, Verification, reason_to_graphql

P = ParamSpec("P")
R = TypeVar("R")
Resolver: TypeAlias = Callable[Concatenate[Info, P], Awaitable[R]]


@strawberry.interface(
    description="A refusal the caller can act on; `code` is the response code of the partner API."
)
class SmsError:
    code: int = strawberry.field(description="The response code of the partner API.")
    message: str = strawberry.field(description="The refusal, for people.")


@strawberry.type(description="4015: the partner's SMS actions are not activated.")
class SmsNotEnabledError(SmsError):
    pass


@strawberry.type(description="4011: the account is not active; nothing was sent.")
class AccountInactiveError(SmsError):
    pass


@strawberry.type(
    description="4035: the sender's number is not verified yet. Verification has been requested and takes "
    "two to three business days; send again once it is approved."
)
class SmsNumberNotVerifiedError(SmsError):
    verification: Verification = strawberry.field(description="The request under way.")


@strawberry.type(
    description="4039: what is on file cannot be verified. Fill in what is missing, or mend what was "
    "rejected, with updateBusinessDetails."
)
class BusinessDetailsInsufficientError(SmsError):
    account: Account = strawberry.field(description="The account whose details they are.")
    missing: list[BusinessDetailField] = strawberry.field(
        description="The required details that neither account nor partner has."
    )
    rejection_reasons: list[RejectionReason] = strawberry.field(
        description="Why the carrier refused these details, when it has."
    )


@strawberry.type(description="4080: the recipient has asked this number not to text.")
class RecipientOptedOutError(SmsError):
    pass


@strawberry.type(
    description="4060: the idempotency key was used before with a different request; nothing was sent."
)
class IdempotencyConflictError(SmsError):
    pass


@strawberry.type(
    description="4060: the account has sent as many texts as it may for now; nothing was sent."
)
class SendLimitReachedError(SmsError):
    retry_at: datetime = strawberry.field(description="When the next text may be sent.")


@strawberry.type(
    description="4060: fields of the input are wrong; 4070 when all that is wrong is that nobody can be "
    "texted at the recipient's number. Nothing was sent."
)
class InvalidInputError(SmsError):
    user_errors: list[UserError] = strawberry.field(description="Which ones, and what is wrong.")


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
