"""The payloads of mutations: they hold the changed object, or the errors in the input."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import strawberry
from strawberry.utils.str_converters import to_camel_case

from textgate.domain.errors import FieldError, InvalidInput, UserErrorCode
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity
from textgate.graphql.planner import resolve

P = ParamSpec("P")
R = TypeVar("R")


@strawberry.type(description="Error in one field of a mutation's input.")
class UserError:
    field: list[str] = strawberry.field(
        description='Path to the field within `input`, such as ["address", "city"].'
    )
    code: UserErrorCode = strawberry.field(description="Kind of error.")
    message: str = strawberry.field(description="Explanation in plain English.")


@strawberry.interface(description="Payload of a mutation that reports input errors as data.")
class Payload:
    user_errors: list[UserError] = strawberry.field(
        default_factory=list,
        description="Errors in the input; empty if the mutation succeeded. If there are any, nothing was "
        "changed.",
    )


async def load_payload(
    info: Info, payload: type[R], field_name: str, entity: type[Entity], key: UUID, **values: Any
) -> R:
    """Return `payload(**values)` with the entity of id `key` in its field `field_name`.

    Only the selected columns and relations are read; nothing is read, and the field is None, if the operation
    does not select the field: `await load_payload(info, UpdateAccountPayload, "account", Account, account_id)`.
    """
    graphql_name = to_camel_case(field_name)
    loaded = await resolve.load_payload_object(
        info, payload.__name__, graphql_name, entity.table, key
    )
    build: Callable[..., R] = payload
    return build(**{field_name: loaded}, **values)


def to_user_errors(
    errors: tuple[FieldError, ...], renamed: Mapping[str, str] | None = None
) -> list[UserError]:
    """Field errors as GraphQL objects. `renamed` maps a service's field name to the input's."""
    names = renamed or {}
    shown = [
        replace(error, path=tuple(names.get(part, part) for part in error.path)) for error in errors
    ]
    return [
        UserError(field=list(error.path), code=error.code, message=error.message) for error in shown
    ]


def returns_user_errors(
    payload: type[R], renamed: Mapping[str, str] | None = None
) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """Decorate a resolver: an InvalidInput that it raises becomes `payload(user_errors=...)`.

    Pass `renamed` if the input's name of a field differs from the service's.
    """
    build: Callable[..., R] = payload

    def decorate(resolver: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @wraps(resolver)
        async def resolve_or_explain(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return await resolver(*args, **kwargs)
            except InvalidInput as error:
                return build(user_errors=to_user_errors(error.errors, renamed))

        return resolve_or_explain

    return decorate
