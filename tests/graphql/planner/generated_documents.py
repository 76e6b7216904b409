"""Valid documents over the whole schema, made up by Hypothesis, and what each of them is an example of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLNamedType, GraphQLUnionType, get_named_type
from hypothesis import strategies as st

from tests.graphql.access.walker import SCHEMA, reachable_fields
from tests.graphql.access.world import PARTNERS
from tests.graphql.planner.document_writer import Writer
from tests.graphql.planner.generated_values import ABSENT, Chooser, Values
from tests.graphql.planner.pools import Pools
from tests.graphql.planner.selection_trees import (
    Field,
    Fragment,
    Node,
    Scope,
    fragments_in,
    written,
)
from textgate.domain.permissions import Permission, Role, permissions_of

# Longer than most documents need, whose other decisions are the plainest then.
CHOICES = st.binary(min_size=150, max_size=700)
ACCEPTED = ("*/*", "application/json", "application/graphql-response+json")
SIZES = (8, 14, 24, 48)
# The program sees most; some of the others are refused much of what there is.
ROLES = (*[Role.PROGRAM] * 5, *Role)


def _nested(*names: str, times: int) -> str:
    """Fields within one another, as a template has them."""
    path = names * times
    return "".join(f"{{{{ {name} " for name in path) + "{{ id }}" + " }}" * len(path)


AIMS = [SCHEMA.type_map[name] for name in sorted({name for name, _ in reachable_fields("Query")})]
SPECIAL = (
    ("introspection", '{name}: __type(name: "Sender") {{ name kind possibleTypes {{ name }} }}'),
    ("introspection", "__schema {{ queryType {{ name }} directives {{ name locations }} }}"),
    ("introspection", '{name}: __type(name: "Nothing") {{ __typename name }}'),
    ("introspection", '{name}: __type(name: "Role") {{ enumValues {{ name description }} }}'),
    (
        "too costly",
        "{name}: accounts(first: 100) {{ nodes {{ senders(first: 100) {{ nodes {{ id }} }} }} }}",
    ),
    ("too deep", '{name}: account(id: "") ' + _nested("smsNumbers", "nodes", "account", times=4)),
)
"""What is asked now and then beside the rest."""

_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(slots=True)
class Document:
    """A request, as somebody of a role makes it; `selection` is what it asks of `root`."""

    text: str
    variables: dict[str, Any]
    operation_name: str | None
    role: Role
    root: GraphQLNamedType = field(repr=False)
    selection: list[Node] = field(repr=False)
    features: set[str] = field(repr=False)
    accept: str = "*/*"
    partner: str = PARTNERS[0]

    @property
    def body(self) -> dict[str, Any]:
        named = {} if self.operation_name is None else {"operationName": self.operation_name}
        return {"query": self.text, "variables": self.variables} | named


@dataclass(slots=True)
class Call:
    """A mutation that changes nothing: it is refused, or has been done before; `result` is the type of its
    answer."""

    name: str
    input: dict[str, Any]
    role: Role = Role.PROGRAM
    partner: str = PARTNERS[0]
    result: str = ""


def queries(pools: Pools, *aims: str) -> st.SearchStrategy[Document]:
    """Queries by anybody, mostly of these types; of any type without."""
    types = [SCHEMA.type_map[name] for name in aims] or AIMS
    return CHOICES.map(lambda choices: _query(Chooser(choices), pools, types))


def mutations(pools: Pools, calls: Sequence[Call]) -> st.SearchStrategy[Document]:
    """Mutations that change nothing, and whatever of their payloads."""
    return CHOICES.map(lambda choices: _mutation(Chooser(choices), pools, calls))


def _query(choose: Chooser, pools: Pools, aims: Sequence[GraphQLNamedType]) -> Document:
    features: set[str] = set()
    role = choose.one_of(ROLES)
    writer = _writer(choose, pools, features, role, choose.one_of(aims))
    root = SCHEMA.query_type
    assert root is not None
    selections = [writer.selection(root, Scope(), 1, 1)]
    tops = [""]
    if choose.chance(5):
        feature, selection = choose.one_of(SPECIAL)
        features.add(feature)
        tops[0] = selection.format(name="special")
    if choose.chance(8):
        features.add("several operations")
        writer.left = 6
        selections.append(writer.selection(root, Scope(), 1, 1))
        tops.append("")
    names = ["", ""] if len(selections) == 1 and choose.chance(70) else ["Asked", "Other"]
    name = choose.one_of(names[: len(selections)]) or None
    if choose.chance(2):
        features.add("operation that cannot be told")
        name = choose.one_of([None, "Nothing"])
    text = _document("query", names, selections, tops, writer)
    meant = selections[names.index(name)] if name in names else selections[0]
    accept = choose.one_of(ACCEPTED)
    return Document(text, _given(writer), name, role, root, meant, features, accept)


def _mutation(choose: Chooser, pools: Pools, calls: Sequence[Call]) -> Document:
    features: set[str] = set()
    results = sorted({(each.name, each.result) for each in calls})
    result = choose.one_of(results)
    call = choose.one_of([each for each in calls if (each.name, each.result) == result])
    root = SCHEMA.mutation_type
    assert root is not None
    definition = root.fields[call.name]
    named = get_named_type(definition.type)
    # A union leads to nothing else: one of its members is what it may be.
    aims = named.types if isinstance(named, GraphQLUnionType) else AIMS
    writer = _writer(choose, pools, features, call.role, choose.one_of(aims))
    wanted = definition.args["input"].type
    text = writer.values.variable(wanted, lambda: call.input)
    scope = Scope()
    made = Field(root, call.name, definition.type, "", f"(input: {text})")
    if choose.chance(20):
        made.alias = "a"
    features.add(call.name)
    made.selection = writer.selection(named, scope.enter(made), 2, 1)
    document = _document("mutation", [""], [[made]], [""], writer)
    given, accept = _given(writer), choose.one_of(ACCEPTED)
    return Document(document, given, None, call.role, root, [made], features, accept, call.partner)


def _writer(
    choose: Chooser, pools: Pools, features: set[str], role: Role, aim: GraphQLNamedType
) -> Writer:
    # Now and then somebody asks for what is not permitted.
    permitted = frozenset(Permission) if choose.chance(30) else permissions_of(role)
    values = Values(choose, pools, features, aim.name)
    return Writer(choose, values, permitted, choose.one_of(SIZES), aim, features)


def _given(writer: Writer) -> dict[str, Any]:
    """The values of all variables that are given one."""
    variables = writer.values.variables.values()
    return {each.name: each.value for each in variables if each.value is not ABSENT}


def _document(
    operation: str, names: list[str], selections: list[list[Node]], tops: list[str], writer: Writer
) -> str:
    """Operations with the fragments that they need, each declaring the variables that it uses."""
    parts: list[str] = []
    used: dict[str, Fragment] = {}
    for name, nodes, top in zip(names, selections, tops, strict=False):
        needed = {each.name: each for each in fragments_in(nodes)}
        used |= needed
        selection = written(nodes)
        if top:
            selection = f"{{ {top} {selection[1:]}"
        whole = " ".join([selection, *(written(each.selection) for each in needed.values())])
        declared = [
            each.declaration
            for key, each in writer.values.variables.items()
            if key in set(_VARIABLE.findall(whole))
        ]
        head = f"({', '.join(declared)})" if declared else ""
        parts.append(f"{operation} {name}{head} {selection}")
    # In no order of their own: what a fragment is called and where it stands means nothing.
    for key in sorted(used, reverse=len(used) % 2 == 0):
        each = used[key]
        parts.append(f"fragment {key} on {each.condition.name} {written(each.selection)}")
    return "\n".join(parts)
