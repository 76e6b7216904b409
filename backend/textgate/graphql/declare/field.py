"""Fields with a resolver: described, and saying which other rows they read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

import strawberry

from textgate.compat.strawberry import resolve_info
from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.relation import COSTS, NEEDS, OF, RELATION, Relation, WholeRow

F = TypeVar("F", bound=Callable[..., Any])


def field(
    description: str,
    *,
    of: Sequence[str] | WholeRow | None = None,
    reads: Relation | None = None,
    needs: Permission | None = None,
    costs: int = 0,
    name: str | None = None,
    plans: str | None = None,
    graphql_type: Any = None,
) -> Callable[[F], F]:
    """Makes a method a field of the schema. `of` names the columns of its row that it is a function of; all
    of them unless it is given. With `reads` the plan loads that relation for it, and
    `needs` says what a viewer must be permitted, beyond seeing what the field reads; `costs` are points
    for what it counts; `plans` names one of the fields that plans know by themselves. `graphql_type` is the
    field's type in the schema, where the resolver's annotation cannot name it."""
    metadata: dict[Any, Any] = {}
    if reads is not None:
        metadata[RELATION] = reads
    if needs is not None:
        metadata[NEEDS] = needs
    if of is not None:
        metadata[OF] = of
    if plans is not None:
        metadata[plans] = True
    if costs:
        metadata[COSTS] = costs
    decorate = strawberry.field(
        description=description, metadata=metadata, name=name, graphql_type=graphql_type
    )
    return cast("Callable[[F], F]", decorate)


def mutation(resolver: Callable[..., Any], description: str, *, needs: Permission) -> Any:
    """A field of the mutation type; `needs` says what a viewer must be permitted."""

    @wraps(resolver)
    async def once(info: Info, **given: Any) -> Any:
        # Whoever completes the answer may have to ask again, and must not do it again.
        done, node = info.context.planner.completed_mutations, id(resolve_info(info).field_nodes[0])
        if node not in done:
            try:
                done[node] = await resolver(info, **given), None
            except Exception as error:
                done[node] = None, error
        value, raised = done[node]
        if raised is not None:
            raise raised
        return value

    return strawberry.mutation(once, description=description, metadata={NEEDS: needs})
