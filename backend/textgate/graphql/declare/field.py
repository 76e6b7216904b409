"""Fields with a resolver: what they read, what they cost, and which permission they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

import strawberry

from textgate.compat.strawberry import resolve_info
from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.relation import (
    COSTS,
    FINDS,
    NEEDS,
    OF,
    RELATION,
    Finder,
    Relation,
    WholeRow,
)

F = TypeVar("F", bound=Callable[..., Any])


def field(
    description: str,
    *,
    of: Sequence[str] | WholeRow | None = None,
    reads: Relation | None = None,
    finds: Finder | None = None,
    needs: Permission | None = None,
    costs: int = 0,
    name: str | None = None,
    plans: str | None = None,
    graphql_type: Any = None,
) -> Callable[[F], F]:
    """Makes a method a field of the schema.

        @field("Sends a text can come from.", reads=SENDERS)
        @field("Whether it is overdue.", of=["status", "requested_at"])

    of: names of the columns that the method depends on; all columns if omitted
    reads: the relation that the planner loads for the field
    finds: how the planner finds the objects of a field that returns several types
    needs: a permission in addition to the one for the rows that the field reads
    costs: points in addition to those for the rows
    plans: GLOBAL_ID or BY_IDS, for the fields that the planner answers without their resolver
    graphql_type: the field's type, if the resolver's annotation cannot name it without an import cycle
    """
    metadata: dict[Any, Any] = {}
    if reads is not None:
        metadata[RELATION] = reads
    if finds is not None:
        metadata[FINDS] = finds
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


def mutation(
    resolver: Callable[..., Any], description: str, *, needs: Permission, costs: int = 0
) -> Any:
    """A field of the mutation type. Its resolver runs once, even if graphql-core executes it again.

    `costs` are points in addition to the one of every mutation.
    """

    @wraps(resolver)
    async def once(info: Info, **arguments: Any) -> Any:
        outcomes = info.context.planner.completed_mutations
        node = id(resolve_info(info).field_nodes[0])
        if node not in outcomes:
            try:
                outcomes[node] = await resolver(info, **arguments), None
            except Exception as error:
                outcomes[node] = None, error
        value, raised = outcomes[node]
        if raised is not None:
            raise raised
        return value

    return strawberry.mutation(once, description=description, metadata={NEEDS: needs, COSTS: costs})
