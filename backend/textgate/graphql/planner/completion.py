"""Compiles what completes the values that resolvers return, as CompleteValue does in the specification."""

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
    is_leaf_type,
)

from textgate.compat.strawberry import class_of
from textgate.graphql.planner.run import Unplannable
from textgate.graphql.planner.selection import Nodes, Selection, declared, relation_of
from textgate.graphql.planner.state import state_of
from textgate.graphql.planner.values import Write, leaf_writer, required


class ValueCompiler:
    """Compiles fields of one selection; raises Unplannable for those that graphql-core must execute."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    def resolver(self, definition: GraphQLField, *, is_awaited: bool = False) -> Write:
        """Calls the field's resolver, or reads the attribute of a field without one."""
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
        """Completes a value of this type.

        String!             "Bozeman Dental" → "Bozeman Dental"; raises NullFound for None
        [RejectionReason!]  [RejectionReason(code=30513, …)] → [{"code": 30513}]
        """
        if isinstance(output, GraphQLNonNull):
            write = self.value(output.of_type, nodes)
            return lambda value, run: write(required(value), run)
        if isinstance(output, GraphQLList):
            write_item = self.value(output.of_type, nodes)
            return lambda value, run: (
                None if value is None else [write_item(item, run) for item in value]
            )
        if is_leaf_type(output):
            return leaf_writer(output)
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
        """Resolves and completes one field of an object."""
        name = nodes[0].name.value
        if name == "__typename":
            return lambda *_: object_type.name
        if name not in object_type.fields:
            raise Unplannable(name)
        definition = object_type.fields[name]
        relation = relation_of(definition)
        if relation is None:
            read = self.resolver(definition)
        elif definition.args:
            # A page of a payload: LoadPlans of payloads outlive the request, and have no arguments.
            raise Unplannable(name)
        else:
            read = _related(object_type.name, id(nodes[0]))
        write = self.value(definition.type, nodes)
        return lambda source, run: write(read(source, run), run)


def _related(type_name: str, node: int) -> Write:
    """Reads what a payload's entity leads to."""
    return lambda source, run: source.related[state_of(run.context).related_keys[type_name, node]]
