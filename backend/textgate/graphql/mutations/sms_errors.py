"""Refusals of the send gate as the schema's types, and the one table that turns the one into the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from strawberry.schema.exception_handlers import ExceptionHandler
from strawberry.types.field import StrawberryField

from textgate.domain import errors as domain
from textgate.domain import sms_gate
from textgate.domain.business_details import BusinessDetailField
from textgate.graphql.mutations.payload import UserError, show_errors
from textgate.graphql.planner import resolve
from textgate.graphql.types.account import Account
from textgate.graphql.types.verification import RejectionReason, Verification, show_reason
from textgate.storage.tables import account, verification


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


def _plain(refused: type[domain.DomainError], shown: type[SmsError]) -> ExceptionHandler[Any]:
    """A handler for a refusal that says no more than its code and message."""

    class Handler:
        exception_type = refused
        error_type = shown

        def handle(
            self, exception: domain.DomainError, *, field: StrawberryField, info: strawberry.Info
        ) -> Any:
            return shown(code=exception.code, message=exception.message)

    return Handler()


class _NotVerified(ExceptionHandler[sms_gate.NumberNotVerified, SmsNumberNotVerifiedError]):
    async def handle(
        self,
        exception: sms_gate.NumberNotVerified,
        *,
        field: StrawberryField,
        info: strawberry.Info,
    ) -> SmsNumberNotVerifiedError:
        request = await resolve.held(
            info,
            "SmsNumberNotVerifiedError",
            "verification",
            verification,
            exception.verification_id,
        )
        return SmsNumberNotVerifiedError(
            code=exception.code, message=exception.message, verification=request
        )


class _Insufficient(
    ExceptionHandler[sms_gate.BusinessDetailsInsufficient, BusinessDetailsInsufficientError]
):
    async def handle(
        self,
        exception: sms_gate.BusinessDetailsInsufficient,
        *,
        field: StrawberryField,
        info: strawberry.Info,
    ) -> BusinessDetailsInsufficientError:
        owner = await resolve.held(
            info, "BusinessDetailsInsufficientError", "account", account, exception.account_id
        )
        return BusinessDetailsInsufficientError(
            code=exception.code,
            message=exception.message,
            account=owner,
            missing=list(exception.missing),
            rejection_reasons=[show_reason(reason) for reason in exception.reasons],
        )


class _Invalid(ExceptionHandler[domain.InvalidInput, InvalidInputError]):
    def handle(
        self, exception: domain.InvalidInput, *, field: StrawberryField, info: strawberry.Info
    ) -> InvalidInputError:
        return InvalidInputError(
            code=exception.code,
            message=exception.message,
            user_errors=show_errors(exception.errors),
        )


class _LimitReached(ExceptionHandler[domain.SendLimitReached, SendLimitReachedError]):
    def handle(
        self, exception: domain.SendLimitReached, *, field: StrawberryField, info: strawberry.Info
    ) -> SendLimitReachedError:
        return SendLimitReachedError(
            code=exception.code, message=exception.message, retry_at=exception.retry_at
        )


HANDLERS: tuple[ExceptionHandler[Any], ...] = (
    _plain(domain.SmsNotEnabled, SmsNotEnabledError),
    _plain(domain.AccountInactive, AccountInactiveError),
    _plain(domain.RecipientOptedOut, RecipientOptedOutError),
    _plain(domain.IdempotencyConflict, IdempotencyConflictError),
    _NotVerified(),
    _Insufficient(),
    _LimitReached(),
    _Invalid(),
)
