"""Fields with a resolver: described, and saying which other rows they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

from textgate.graphql.entity import RELATION, Relation

F = TypeVar("F", bound=Callable[..., Any])


def field(
    description: str, *, reads: Relation | None = None, name: str | None = None
) -> Callable[[F], F]:
    """Makes a method a field of the schema; with `reads` the plan loads that relation for it."""
    metadata = {} if reads is None else {RELATION: reads}
    decorate = strawberry.field(description=description, metadata=metadata, name=name)
    return cast("Callable[[F], F]", decorate)
