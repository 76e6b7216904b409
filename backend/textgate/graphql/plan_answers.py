"""Compiles a whole query: its plan, and what writes the answer from the rows, without graphql-core executing.

A row becomes an object by one generated expression, since a page may have hundreds of rows; everything else is
put together from small functions. What a plan does not know raises Unplannable when it is compiled, or anything
at all when it is run: then graphql-core executes the operation, and tells what is wrong in its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeAlias, cast

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
)
from graphql.type.definition import GraphQLLeafType

from textgate.graphql.columns import hexadecimal, writer
from textgate.graphql.entity import GLOBAL_ID, OF, Entity, Shape, WholeRow, kinds_of
from textgate.graphql.plan_rows import PAGE_INFO, Run, constant, each_row, members_of, of_row
from textgate.graphql.plan_statements import Branch, MakeObject, MakePage, Statements
from textgate.graphql.selection import (
    Arguments,
    Nodes,
    Selection,
    class_of,
    declared,
    relation_of,
)
from textgate.storage.query import Layout, Row

Write: TypeAlias = Callable[[Any, Run], Any]
"""Makes what an answer has of a value that a resolver returned."""


class Unplannable(Exception):
    """Raised for what graphql-core has to execute."""


class NullFound(Exception):
    """Raised where there is not what the schema promises."""


class AnswerCompiler:
    """Compiles the fields of one operation, and collects its branches with their arguments."""

    def __init__(self, selection: Selection, statements: Statements) -> None:
        self._selection = selection
        self._statements = statements
        self._dialect = statements.dialect
        self.arguments: list[tuple[Branch, Arguments]] = []

    def branch(self, branch: Branch, definition: GraphQLField, nodes: Nodes) -> None:
        """Plan what a field that leads to rows wants of them."""
        given = Arguments(self._selection.schema, definition, nodes[0])
        self.arguments.append((branch, given))
        if branch.relation.shape is Shape.PAGE:
            branch.make_page = self._page(definition.type, nodes, branch)
        else:
            branch.wants_rows = True
            branch.make = self.object_of(definition.type, nodes, branch)

    def object_of(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> MakeObject:
        """What makes an object of a row, whichever of the possible types it is."""
        possible = {each.name: each for each in self._selection.possible(output)}
        types = {
            kind: possible[cls.__name__]
            for kind, cls in kinds_of(branch.relation.table).items()
            if cls.__name__ in possible
        }
        if len(types) == 1:
            (object_type,) = types.values()
            return self._object(object_type, nodes, branch, None)
        place = branch.place(branch.relation.table.c.kind)
        makers = {
            kind: self._object(object_type, nodes, branch, kind)
            for kind, object_type in types.items()
        }
        return lambda row, below, run: makers[row[place]](row, below, run)

    def _object(
        self, object_type: GraphQLObjectType, nodes: Nodes, branch: Branch, kind: str | None
    ) -> MakeObject:
        """`row` and `below` are the names under which the expression knows them."""
        known: dict[str, Any] = {"required": _required}

        def name(value: Any) -> str:
            known[f"_{len(known)}"] = value
            return f"_{len(known) - 1}"

        members = []
        for key, group in self._selection.fields(object_type, nodes):
            if group[0].name.value == "__typename":
                members.append(f"{key!r}: {object_type.name!r}")
                continue
            definition = object_type.fields[group[0].name.value]
            expression = self._member(object_type, definition, group, branch, kind, name)
            members.append(f"{key!r}: {expression}")
        # Made of keys that are names of GraphQL, and of names and places of our own: nothing else.
        source = "lambda row, below, run: {" + ", ".join(members) + "}"
        make: MakeObject = eval(source, known)  # noqa: S307
        return make

    def _member(
        self,
        object_type: GraphQLObjectType,
        definition: GraphQLField,
        nodes: Nodes,
        branch: Branch,
        kind: str | None,
        name: Callable[[Any], str],
    ) -> str:
        """The expression for one member of an object that is a row."""
        field, relation = declared(definition), relation_of(definition)
        is_required = isinstance(definition.type, GraphQLNonNull)
        if relation is not None:
            place, child = branch.child(relation, tuple(map(id, nodes)), kind)
            if child.make is None and child.make_page is None:
                self.branch(child, definition, nodes)
            key = branch.place(branch.relation.table.c[relation.key])
            found = f"below[{place}][row[{key}]]"
            return f"required({found})" if is_required else found
        cls: type[Entity] = class_of(object_type)
        if GLOBAL_ID in field.metadata:
            digits = hexadecimal(self._dialect)
            key = branch.place(branch.relation.table.c.id)
            value = f"row[{key}]" if digits is None else f"{name(digits)}(row[{key}])"
            return f"{cls.prefix + '_'!r} + {value}"
        if field.base_resolver is None:
            column = branch.relation.table.c[field.python_name]
            write = writer(column, get_named_type(definition.type), self._dialect)
            value = f"row[{branch.place(column)}]"
            if not column.nullable:
                return value if write is None else f"{name(write)}({value})"
            if is_required:
                value = f"required({value})"
                return value if write is None else f"{name(write)}({value})"
            if write is None:
                return value
            return f"(None if {value} is None else {name(write)}({value}))"
        table, needed = branch.relation.table, self._columns_of(definition, nodes)
        for column in table.c:
            if needed is None or column.name in needed:
                branch.place(column)
        layout, value_of = self._statements.layout(branch), self.resolver(definition)
        write_value = self.value(definition.type, nodes)
        return f"{name(_of_entity(cls, layout, value_of, write_value))}(row, run)"

    def _columns_of(self, definition: GraphQLField, nodes: Nodes) -> set[str] | None:
        """The names of the columns that a field with a resolver is a function of; None for all."""
        of = declared(definition).metadata.get(OF)
        if of is not WholeRow.PASSED_ON:
            return of and set(of)
        names: set[str] = set()
        for object_type in self._selection.possible(definition.type):
            for _, group in self._selection.fields(object_type, nodes):
                inner = object_type.fields.get(group[0].name.value)
                needed = self._columns_of(inner, group) if inner else set()
                if needed is None:
                    return None
                names |= needed
        return names

    def _page(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> MakePage:
        connection = get_named_type(output)
        assert isinstance(connection, GraphQLObjectType)
        members: list[tuple[str, MakePage]] = []
        for key, group in self._selection.fields(connection, nodes):
            name = group[0].name.value
            branch.wants_rows = branch.wants_rows or name in ("nodes", "edges", "pageInfo")
            if name == "__typename":
                members.append((key, constant(connection.name)))
            elif name == "totalCount":
                branch.wants_total = True
                members.append((key, lambda page, *_: page.total))
            elif name == "nodes":
                make = self.object_of(connection.fields[name].type, group, branch)
                members.append((key, each_row(make)))
            elif name == "edges":
                members.append((key, self._edges(connection.fields[name].type, group, branch)))
            elif name == "pageInfo":
                members.append((key, self._page_info(connection.fields[name].type, group, branch)))
            else:
                raise Unplannable(name)
        return members_of(members)

    def _edges(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> MakePage:
        edge = get_named_type(output)
        assert isinstance(edge, GraphQLObjectType)
        members: list[tuple[str, Any]] = []
        for key, group in self._selection.fields(edge, nodes):
            name = group[0].name.value
            if name == "node":
                make = self.object_of(edge.fields[name].type, group, branch)
                members.append((key, of_row(make)))
            elif name == "cursor":
                branch.wants_cursors = True
                members.append((key, lambda page, row, *_: page.cursor(row)))
            elif name == "__typename":
                members.append((key, constant(edge.name)))
            else:
                raise Unplannable(name)
        return lambda page, below, run: [
            {key: make(page, row, below, run) for key, make in members} for row in page.rows
        ]

    def _page_info(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> MakePage:
        info = get_named_type(output)
        assert isinstance(info, GraphQLObjectType)
        members: list[tuple[str, MakePage]] = []
        for key, group in self._selection.fields(info, nodes):
            name = group[0].name.value
            branch.wants_cursors = branch.wants_cursors or name in ("startCursor", "endCursor")
            value = constant(info.name) if name == "__typename" else PAGE_INFO.get(name)
            if value is None:
                raise Unplannable(name)
            members.append((key, value))
        return members_of(members)

    def resolver(self, definition: GraphQLField, *, is_awaited: bool = False) -> Write:
        """What calls a field's resolver, or reads the attribute where it has none."""
        field = declared(definition)
        resolver = field.base_resolver
        if resolver is None:
            read = attrgetter(field.python_name)
            return lambda source, _: read(source)
        if field.is_async is not is_awaited or field.arguments:
            raise Unplannable(field.python_name)
        call = cast("Callable[..., Any]", resolver.wrapped_func)
        return call if resolver.info_parameter else lambda source, _: call(source)

    def value(self, output: GraphQLOutputType, nodes: Nodes) -> Write:
        """What completes a resolver's value, as the specification's CompleteValue does."""
        if isinstance(output, GraphQLNonNull):
            write = self.value(output.of_type, nodes)
            return lambda value, run: write(_required(value), run)
        if isinstance(output, GraphQLList):
            each = self.value(output.of_type, nodes)
            return lambda value, run: None if value is None else [each(one, run) for one in value]
        if is_leaf_type(output):
            return _leaf(output)
        members = {
            class_of(object_type): [
                (key, self.member(object_type, group))
                for key, group in self._selection.fields(object_type, nodes)
            ]
            for object_type in self._selection.possible(output)
        }
        return lambda value, run: (
            None if value is None else {key: make(value, run) for key, make in members[type(value)]}
        )

    def member(self, object_type: GraphQLObjectType, nodes: Nodes) -> Write:
        name = nodes[0].name.value
        if name == "__typename":
            return constant(object_type.name)
        if name not in object_type.fields:
            raise Unplannable(name)
        definition = object_type.fields[name]
        relation = relation_of(definition)
        if relation is None:
            read = self.resolver(definition)
        elif relation.shape is Shape.PAGE:
            raise Unplannable(name)
        else:
            read = _related(object_type.name, id(nodes[0]))
        write = self.value(definition.type, nodes)
        return lambda source, run: write(read(source, run), run)


def _related(type_name: str, node: int) -> Write:
    """What reads the rows that an entity, which a mutation returned, leads to."""
    return lambda source, run: source.related[run.context.branches[type_name, node]]


def _required(value: Any) -> Any:
    if value is None:
        raise NullFound
    return value


_PLAIN: dict[str, type] = {"String": str, "ID": str, "Boolean": bool}


def _leaf(leaf: GraphQLLeafType) -> Write:
    serialize, plain = leaf.serialize, _PLAIN.get(leaf.name)
    return lambda value, _: value if value is None or type(value) is plain else serialize(value)


def _of_entity(cls: type[Entity], layout: Layout, read: Write, write: Write) -> Write:
    """What answers a field that has a resolver, on an object that is a row."""
    return lambda row, run: write(read(cls.of(Row(row, layout)), run), run)
