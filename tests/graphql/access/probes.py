"""Probes that read a whole schema: every field, along every path, with every argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from tests.graphql.arguments import LITERALS, is_required, look_up
from tests.graphql.planner.selections import Document, Need, Probe, Step
from textgate.graphql.declare.entity import permission_of
from textgate.graphql.declare.relation import NEEDS, RELATION
from textgate.services.search.find import MAX_RESULTS

# One less than the depth limit, because a leaf is selected as well.
MAX_STEPS = 9
# Page sizes of an outermost list, and of each list within it.
OUTER_PAGE, INNER_PAGE = 40, 6
# The number of values of an enum that are tried.
MAX_CHOICES = 9


def documents(schema: GraphQLSchema) -> list[Document]:
    """All probes, packed into few documents.

    Only probes that need the same permissions share a document, so that a refusal hides nothing else.
    """
    groups: dict[frozenset[str], list[Document]] = {}
    for probe in [*_everything(schema), *_variants(schema)]:
        packed = groups.setdefault(_needs(schema, probe), [])
        single = Document.of([probe])
        if packed and packed[-1].is_plain == single.is_plain:
            combined = Document.of([*packed[-1].probes, probe])
            if combined.is_small:
                packed[-1] = combined
                continue
        packed.append(single)
    return [document for group in groups.values() for document in group]


def _needs(schema: GraphQLSchema, probe: Probe) -> frozenset[str]:
    fields = [_object(schema, step.parent).fields[step.name] for step in probe.steps]
    declared = [each.extensions["strawberry-definition"] for each in fields]
    relations = [each.metadata[RELATION] for each in declared if RELATION in each.metadata]
    own = {each.metadata[NEEDS] for each in declared if NEEDS in each.metadata}
    return frozenset(own | {permission_of(each.table) for each in relations})


def leaves(of: GraphQLOutputType) -> tuple[str, ...]:
    """The names of a type's scalar and enum fields without required arguments."""
    named = get_named_type(of)
    fields = getattr(named, "fields", {})
    return tuple(
        name
        for name, each in fields.items()
        if is_leaf_type(get_named_type(each.type)) and not any(map(is_required, each.args.values()))
    )


def _everything(schema: GraphQLSchema) -> Iterator[Probe]:
    """Probes of every field.

    They follow each list to its objects and their own lists. By ID they reach each type and its fields once.
    Then they follow every edge that no earlier probe has seen.
    """
    assert schema.query_type is not None
    yield Probe((), leaves(schema.query_type))
    seen: set[tuple[str, str, str]] = set()
    seen_by_id: set[str] = set()
    roots = list(_steps(schema, schema.query_type, ()))
    for root in sorted(roots, key=lambda step: bool(step.needs)):
        yield Probe((root,), leaves(_object(schema, root.of)))
        ways: deque[tuple[Step, ...]] = deque([(root,)])
        expanded = {root.of}
        while ways:
            way = ways.popleft()
            if root.needs:
                is_near = len(way) == 1 and root.of not in seen_by_id
                seen_by_id.add(root.of)
            else:
                is_near = sum(_has_id(schema, step.of) for step in way) <= 1
            for step in _steps(schema, _object(schema, way[-1].of), way):
                edge = (step.parent, step.name, step.of)
                if len(way) == MAX_STEPS - 1 or (edge in seen and not is_near):
                    continue
                seen.add(edge)
                yield Probe((*way, step), leaves(_object(schema, step.of)))
                if step.of not in expanded:
                    expanded.add(step.of)
                    ways.append((*way, step))


def _variants(schema: GraphQLSchema) -> Iterator[Probe]:
    """Probes of each optional argument with each value, once for each field that has it."""
    assert schema.query_type is not None
    ways: dict[str, tuple[Step, ...]] = {schema.query_type.name: ()}
    for probe in _everything(schema):
        if probe.steps:
            ways.setdefault(probe.steps[-1].of, probe.steps)
    for name, way in ways.items():
        for step in _steps(schema, _object(schema, name), way):
            definition = _object(schema, name).fields[step.name]
            options = [
                option
                for argument, each in definition.args.items()
                if argument != "first" and not is_required(each)
                for option in _options(each, f"{name}.{step.name}.{argument}")
            ]
            for number, (literal, needs) in enumerate(options):
                varied = replace(
                    step,
                    arguments=(*step.arguments, literal),
                    needs=(*step.needs, *needs),
                    variant=number,
                )
                yield Probe((*way, varied), leaves(_object(schema, step.of)))
                for inner in _steps(schema, _object(schema, step.of), (*way, varied)):
                    if inner.name == "nodes":
                        yield Probe((*way, varied, inner), leaves(_object(schema, inner.of)))


Option = tuple[str, tuple[Need, ...]]


def _options(member: GraphQLArgument | GraphQLInputField, place: str) -> Iterator[Option]:
    """`name: value` for each value worth trying."""
    name = place.rpartition(".")[2]
    for value, needs in _values(member.type, place):
        yield f"{name}: {value}", needs


def _values(input_type: GraphQLInputType, place: str) -> Iterator[Option]:
    named = get_named_type(input_type)
    if isinstance(named, GraphQLEnumType):
        yield from ((value, ()) for value in list(named.values)[:MAX_CHOICES])
    elif isinstance(named, GraphQLInputObjectType):
        members = named.fields.items()
        required = [key for key, each in members if is_required(each)]
        for key, each in members:
            others = [
                next(_options(named.fields[other], f"{place}.{other}"))[0]
                for other in required
                if other != key
            ]
            for option, needs in _options(each, f"{place}.{key}"):
                yield f"{{{', '.join([option, *others])}}}", needs
    elif named.name in ("ID", "String"):
        # Tests of paging cover the caller's own cursors.
        for hidden in (0, 1) if place.endswith(".after") else (None, 0, 1):
            variable = place.replace(".", "_") + ("" if hidden is None else f"_hidden{hidden}")
            yield (
                f"${variable}",
                (Need(variable, str(input_type), place, "", hidden),),
            )
    else:
        yield from ((each, ()) for each in look_up(LITERALS, named.name, "LITERALS"))


def _steps(
    schema: GraphQLSchema, parent: GraphQLObjectType, way: tuple[Step, ...]
) -> Iterator[Step]:
    """A step for each object field of a type and each possible type of its object."""
    for name, each in parent.fields.items():
        named = get_named_type(each.type)
        if is_leaf_type(named):
            continue
        possible = schema.get_possible_types(named) if is_abstract_type(named) else [named]
        for of in possible:
            yield _step(parent.name, name, each, of.name, way, is_abstract=is_abstract_type(named))


def _step(
    parent: str,
    name: str,
    field: GraphQLField,
    of: str,
    way: tuple[Step, ...],
    *,
    is_abstract: bool,
) -> Step:
    arguments, needs, page = [], [], 1
    for argument, each in field.args.items():
        if argument == "first":
            page = OUTER_PAGE if all(step.page == 1 for step in way) else INNER_PAGE
            page = min(page, MAX_RESULTS) if name == "search" else page
            arguments.append(f"first: {page}")
        elif is_required(each):
            variable = f"{parent}_{name}_{argument}_{of}"
            arguments.append(f"{argument}: ${variable}")
            place = f"{parent}.{name}.{argument}"
            needs.append(Need(variable, str(each.type), place, of))
    return Step(parent, name, of, is_abstract, tuple(arguments), tuple(needs), page=page)


def _object(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    found = schema.get_type(name)
    assert isinstance(found, GraphQLObjectType)
    return found


def _has_id(schema: GraphQLSchema, name: str) -> bool:
    return any(each.name == "Node" for each in _object(schema, name).interfaces)
