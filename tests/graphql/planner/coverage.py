"""Compares the answers to generated documents, and counts the fields, features and errors that they covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import anyio.from_thread
import anyio.to_thread
from graphql import GraphQLNamedType, GraphQLObjectType, get_named_type, is_leaf_type
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.graphql.access.type_graph import POSSIBLE
from tests.graphql.planner.agreement import Answer, Apps, Disagreement
from tests.graphql.planner.generated_documents import Document
from tests.graphql.planner.reducing import reduced
from tests.graphql.planner.selection_trees import Field, Node

SEEDS = {"sqlite": 1, "postgresql": 2}
MORE = "more"
"""Hypothesis's profile that generates new documents on each run."""


@dataclass(slots=True)
class Coverage:
    """`answered` holds the fields of object types that occurred in answers."""

    asked: int = 0
    with_data: int = 0
    with_errors: int = 0
    with_both: int = 0
    planned: int = 0
    failed: int = 0
    unexpected: int = 0
    answered: set[tuple[str, str]] = field(default_factory=set)
    features: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    members: Counter[str] = field(default_factory=Counter)

    def note(self, document: Document, answer: Answer) -> None:
        content = answer.content
        errors, data = content.get("errors", []), content.get("data")
        self.asked += 1
        self.with_data += data is not None
        self.failed += answer.failed
        self.unexpected += answer.unexpected
        self.with_errors += bool(errors)
        self.with_both += bool(errors) and data is not None
        self.features.update(document.features)
        self.roles[document.role] += 1
        self.codes.update({each["extensions"]["code"] for each in errors})
        if data is not None:
            self.planned += answer.planned
            self._objects(
                document.root, [(document.root, each) for each in document.selection], data
            )

    @property
    def summary(self) -> str:
        counts = f"{self.asked} asked, {self.with_data} with data, {self.with_errors} with errors, "
        counts += f"{self.with_both} with both, {self.planned} planned, {self.failed} failed"
        return "\n".join([counts, *map(str, (self.codes, self.roles, self.features, self.members))])

    def _objects(
        self, type_: GraphQLNamedType, nodes: list[tuple[GraphQLNamedType, Node]], found: Any
    ) -> None:
        """Note the fields of an object, or of each in a list. An object of unknown type does not count."""
        if isinstance(found, list):
            for each in found:
                self._objects(type_, nodes, each)
            return
        if not isinstance(found, dict):
            return
        fields = [each for parent, node in nodes for each in _applying(parent, node)]
        name = type_.name if isinstance(type_, GraphQLObjectType) else None
        if name is None:
            # What is not selected of such an object may go by a key that something else has.
            names = {
                type_name
                for conditions, each in fields
                if each.name == "__typename" and isinstance(type_name := found.get(each.key), str)
                if all(type_name in POSSIBLE[condition] for condition in conditions)
            }
            if not names:
                return
            (name,) = names
        self.members[name] += 1
        below: dict[str, tuple[GraphQLNamedType, list[tuple[GraphQLNamedType, Node]]]] = {}
        for conditions, each in fields:
            if each.key in found and all(name in POSSIBLE[condition] for condition in conditions):
                self._field(name, each, below)
        for key, (inner, selected) in below.items():
            self._objects(inner, selected, found[key])

    def _field(
        self,
        name: str,
        each: Field,
        below: dict[str, tuple[GraphQLNamedType, list[tuple[GraphQLNamedType, Node]]]],
    ) -> None:
        if each.name != "__typename":
            self.answered.add((name, each.name))
        inner = get_named_type(each.type)
        if not is_leaf_type(inner):
            selected = below.setdefault(each.key, (inner, []))[1]
            selected.extend((inner, node) for node in each.selection or ())


def _applying(
    parent: GraphQLNamedType, node: Node, conditions: tuple[GraphQLNamedType, ...] = ()
) -> Iterable[tuple[tuple[GraphQLNamedType, ...], Field]]:
    """The fields of a selection with the types that an object must be of for each."""
    if isinstance(node, Field):
        yield (*conditions, parent), node
        return
    condition = getattr(node, "condition", None) or getattr(
        getattr(node, "fragment", None), "condition", None
    )
    for inner in node.selection:
        yield from _applying(condition or parent, inner, (*conditions, parent))


Examples = Callable[[Callable[..., Any]], Callable[..., Any]]


def examples(apps: Apps, count: int) -> Examples:
    """The number of documents to generate: the same ones on each run, different ones for each database."""
    # On a busy machine, generating documents takes long.
    usual = settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    if settings.get_current_profile_name() == MORE:
        return settings(usual, max_examples=count * 20)
    dialect = apps.world.product.services.database.engines[0].dialect.name
    repeatable = seed(SEEDS[dialect])
    return lambda test: repeatable(usual(test))


async def compare(
    apps: Apps,
    documents: st.SearchStrategy[Document],
    examples: Examples,
    *,
    is_reduced: bool = True,
) -> Coverage:
    """Send documents to both applications. Hypothesis knows no event loop, so it runs in a thread."""
    coverage = Coverage()

    def ask(document: Document, **changes: Any) -> Answer:
        who = apps.world.caller(document.partner, document.role)
        body = document.body | changes
        return anyio.from_thread.run(apps.agree, body, who, document.accept)

    def is_wrong(document: Document, text: str) -> bool:
        try:
            ask(document, query=text)
        except Disagreement:
            return True
        return False

    def check(document: Document) -> None:
        try:
            coverage.note(document, ask(document))
        except Disagreement:
            # Simpler and faster than Hypothesis's own shrinking.
            if is_reduced:
                ask(document, query=reduced(document.text, partial(is_wrong, document)))
            raise

    await anyio.to_thread.run_sync(examples(given(document=documents)(check)))
    return coverage
