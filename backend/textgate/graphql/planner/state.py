"""The planner's state of one request, while graphql-core executes an operation or resolvers load payloads."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import cast

from textgate.graphql.declare.context import Context, MutationOutcome
from textgate.graphql.declare.entity import BranchKey
from textgate.graphql.planner.branch import Branch
from textgate.graphql.planner.statements import Statements

FieldKey = tuple[str, int]
"""The name of a type, and the id of a field's node in the document."""


@dataclass(slots=True)
class LoadPlan:
    """What a resolver loads: a branch of entities and, for each of their fields, the key in `Entity.related` of
    its related rows."""

    branch: Branch
    related_keys: Mapping[FieldKey, BranchKey]


@dataclass(slots=True)
class RequestState:
    """What `Context.planner` holds."""

    statements: Statements
    related_keys: dict[FieldKey, BranchKey] = field(default_factory=dict)
    """The key in `Entity.related` for each field that has been loaded."""
    completed_mutations: dict[int, MutationOutcome] = field(default_factory=dict)
    payload_plans: dict[Hashable, LoadPlan | None] = field(default_factory=dict)
    """How payloads load their objects. A MutationPlan shares them between requests."""


def state_of(context: Context) -> RequestState:
    return cast(RequestState, context.planner)
