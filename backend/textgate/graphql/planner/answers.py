"""Compiles a whole query: its plan, and what writes the answer from the rows, without graphql-core executing.

A row becomes an object by one generated expression, since a page may have hundreds of rows; everything else is
put together from small functions. What a plan does not know raises Unplannable when it is compiled, or anything
at all when it is run: then graphql-core executes the operation, and tells what is wrong in its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
)
from sqlalchemy import JSON

from textgate.compat.strawberry import class_of
from textgate.graphql.declare.entity import (
    GLOBAL_ID,
    OF,
    Entity,
    Relation,
    Shape,
    WholeRow,
    kinds_of,
)
from textgate.graphql.operation.operation import Unplannable
from textgate.graphql.planner.branch import Branch, MakeObject, Source
from textgate.graphql.planner.selection import (
    Arguments,
    Nodes,
    Selection,
    declared,
    relation_of,
)
from textgate.graphql.planner.statements import Statements
from textgate.graphql.planner.values import (
    Write,
    hexadecimal,
    leaf,
    of_entity,
    remembered,
    required,
    writer,
)


class AnswerCompiler:
    """Compiles the fields of one operation, and collects its branches with their arguments.

    Objects and pages are written by expressions of Python: of keys that are names of GraphQL, and of names and
    places of our own. `row`, or `page`, is what they write; `below` is what was found for each branch below.
    """

    def __init__(self, selection: Selection, statements: Statements) -> None:
        self._selection = selection
        self._statements = statements
        self._dialect = statements.dialect
        self._known: dict[str, Any] = {"required": required}
        self.arguments: list[tuple[Branch, Arguments]] = []

    def _name(self, value: Any) -> str:
        """What an expression calls a value by."""
        name = f"_{len(self._known)}"
        self._known[name] = value
        return name

    def _function(self, of: str, expression: str) -> Any:
        return eval(f"lambda {of}, below, run: {expression}", self._known)  # noqa: S307

    def branch(self, branch: Branch, definition: GraphQLField, nodes: Nodes) -> None:
        """Plan what a field that leads to rows wants of them."""
        given = Arguments(self._selection.schema, definition, nodes[0])
        self.arguments.append((branch, given))
        if branch.relation.shape is Shape.PAGE:
            branch.make_page = self._function("page", self._page(definition.type, nodes, branch))
        else:
            branch.wants_rows = True
            branch.make = self.object_of(definition.type, nodes, branch.own)

    def object_of(self, output: GraphQLOutputType, nodes: Nodes, source: Source) -> MakeObject:
        """What makes an object of a row."""
        make: MakeObject = self._function("row", self._object(output, nodes, source))
        return make

    def _object(self, output: GraphQLOutputType, nodes: Nodes, source: Source) -> str:
        """The expression for an object, whichever of the possible types it is."""
        possible = {each.name: each for each in self._selection.possible(output)}
        types = {
            kind: possible[cls.__name__]
            for kind, cls in kinds_of(source.relation.table).items()
            if cls.__name__ in possible
        }
        if len(types) == 1:
            (object_type,) = types.values()
            return self._members(object_type, nodes, source, None)
        makers = {
            kind: self._function("row", self._members(object_type, nodes, source, kind))
            for kind, object_type in types.items()
        }
        place = source.place(source.relation.table.c.kind)
        return f"{self._name(makers)}[row[{place}]](row, below, run)"

    def _members(
        self, object_type: GraphQLObjectType, nodes: Nodes, source: Source, kind: str | None
    ) -> str:
        return self._written(
            object_type, nodes, lambda _, group: self._member(object_type, group, source, kind)
        )

    def _written(
        self, object_type: GraphQLObjectType, nodes: Nodes, member: Callable[[str, Nodes], str]
    ) -> str:
        """The expression for an object of a type, given those for its members by their names and nodes."""
        members = []
        for key, group in self._selection.fields(object_type, nodes):
            name = group[0].name.value
            value = repr(object_type.name) if name == "__typename" else member(name, group)
            members.append(f"{key!r}: {value}")
        return "{" + ", ".join(members) + "}"

    def _member(
        self, object_type: GraphQLObjectType, nodes: Nodes, source: Source, kind: str | None
    ) -> str:
        """The expression for one member of an object that is a row."""
        name, definition = self._name, object_type.fields[nodes[0].name.value]
        field, relation = declared(definition), relation_of(definition)
        is_required = isinstance(definition.type, GraphQLNonNull)
        table = source.relation.table
        if relation is not None:
            found = self._related(relation, definition, nodes, source, kind)
            return f"required({found})" if is_required else found
        cls: type[Entity] = class_of(object_type)
        if GLOBAL_ID in field.metadata:
            digits = hexadecimal(self._dialect)
            key = source.place(table.c.id)
            value = f"row[{key}]" if digits is None else f"{name(digits)}(row[{key}])"
            return f"{cls.prefix + '_'!r} + {value}"
        if field.base_resolver is None:
            column = table.c[field.python_name]
            write = writer(column, get_named_type(definition.type), self._dialect)
            value = f"row[{source.place(column)}]"
            if not column.nullable:
                return value if write is None else f"{name(write)}({value})"
            if is_required:
                value = f"required({value})"
                return value if write is None else f"{name(write)}({value})"
            if write is None:
                return value
            return f"(None if {value} is None else {name(write)}({value}))"
        needed = self._columns_of(definition, nodes)
        columns = [each for each in table.c if needed is None or each.name in needed]
        places = [source.place(column) for column in columns]
        layout, value_of = self._statements.layout(source), self.resolver(definition)
        answer = of_entity(cls, layout, value_of, self.value(definition.type, nodes))
        if needed and not any(isinstance(column.type, JSON) for column in columns):
            answer = remembered(answer, places)
        return f"{name(answer)}(row, run)"

    def _related(
        self,
        relation: Relation,
        definition: GraphQLField,
        nodes: Nodes,
        source: Source,
        kind: str | None,
    ) -> str:
        if relation.is_one_to_one and not definition.args:
            beside = source.beside(relation)
            place = beside.place(relation.table.c.id)
            written = self._object(definition.type, nodes, beside)
            return f"(None if row[{place}] is None else {written})"
        place, child = source.child(relation, tuple(map(id, nodes)), kind)
        if child.make is None and child.make_page is None:
            self.branch(child, definition, nodes)
        return f"below[{place}][row[{child.above}]]"

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

    def _page(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        connection = get_named_type(output)
        assert isinstance(connection, GraphQLObjectType)

        def member(name: str, group: Nodes) -> str:
            if name == "totalCount":
                branch.wants_total = True
                return "page.total"
            branch.wants_rows = True
            output = connection.fields[name].type
            if name == "nodes":
                return f"[{self._object(output, group, branch.own)} for row in page.rows]"
            if name == "edges":
                return f"[{self._edge(output, group, branch)} for row in page.rows]"
            if name == "pageInfo":
                return self._page_info(output, group, branch)
            raise Unplannable(name)

        return self._written(connection, nodes, member)

    def _edge(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        edge = get_named_type(output)
        assert isinstance(edge, GraphQLObjectType)

        def member(name: str, group: Nodes) -> str:
            if name == "node":
                return self._object(edge.fields[name].type, group, branch.own)
            if name == "cursor":
                branch.wants_cursors = True
                return "page.cursor(row)"
            raise Unplannable(name)

        return self._written(edge, nodes, member)

    def _page_info(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        info = get_named_type(output)
        assert isinstance(info, GraphQLObjectType)

        def member(name: str, _: Nodes) -> str:
            branch.wants_cursors = branch.wants_cursors or name in ("startCursor", "endCursor")
            if name not in _PAGE_INFO:
                raise Unplannable(name)
            return _PAGE_INFO[name]

        return self._written(info, nodes, member)

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
            return lambda value, run: write(required(value), run)
        if isinstance(output, GraphQLList):
            each = self.value(output.of_type, nodes)
            return lambda value, run: None if value is None else [each(one, run) for one in value]
        if is_leaf_type(output):
            return leaf(output)
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
            return lambda *_: object_type.name
        if name not in object_type.fields:
            raise Unplannable(name)
        definition = object_type.fields[name]
        relation = relation_of(definition)
        if relation is None:
            read = self.resolver(definition)
        elif definition.args:  # as pages have: what payloads read is remembered without
            raise Unplannable(name)
        else:
            read = _of_mutation(object_type.name, id(nodes[0]))
        write = self.value(definition.type, nodes)
        return lambda source, run: write(read(source, run), run)


def _of_mutation(type_name: str, node: int) -> Write:
    """What reads the rows that an entity, which a mutation returned, leads to."""
    return lambda source, run: source.related[run.context.branches[type_name, node]]


_PAGE_INFO = {
    "hasNextPage": "page.has_next",
    "hasPreviousPage": "page.has_previous",
    "startCursor": "(page.cursor(page.rows[0]) if page.rows else None)",
    "endCursor": "(page.cursor(page.rows[-1]) if page.rows else None)",
}
