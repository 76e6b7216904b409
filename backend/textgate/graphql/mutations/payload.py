"""What all form-like mutations share: errors of the input become the payload's, never exceptions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import strawberry

from textgate.domain.errors import FieldError, InvalidInput, UserErrorCode

P = ParamSpec("P")
R = TypeVar("R")


@strawberry.type(description="One invalid field of a mutation's input.")
class UserError:
    field: list[str] = strawberry.field(description="The path to the field, from `input`.")
    code: UserErrorCode = strawberry.field(description="What is wrong with it.")
    message: str = strawberry.field(description="The same, for people.")


@strawberry.interface(description="What a mutation answers that takes a form's input.")
class Payload:
    user_errors: list[UserError] = strawberry.field(
        default_factory=list,
        description="What is wrong with the input; empty when the mutation has been carried out.",
    )


def show_errors(
    errors: tuple[FieldError, ...], renamed: Mapping[str, str] | None = None
) -> list[UserError]:
    """Errors as the schema shows them; `renamed` maps a field's usual name to this input's."""
    names = renamed or {}
    return [
        UserError(
            field=[names.get(part, part) for part in error.path],
            code=error.code,
            message=error.message,
        )
        for error in errors
    ]


def answers(
    payload: type[Any], renamed: Mapping[str, str] | None = None
) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """A resolver whose InvalidInput is answered as the payload's user errors."""

    def decorate(resolve: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @wraps(resolve)
        async def resolve_or_explain(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return await resolve(*args, **kwargs)
            except InvalidInput as refused:
                answer: R = payload(user_errors=show_errors(refused.errors, renamed))
                return answer

        return resolve_or_explain

    return decorate
