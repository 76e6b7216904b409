"""Assembles the schema; `schema.graphql` at the top of the project is what it prints."""

from __future__ import annotations

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from textgate.graphql.mutations import sms_errors
from textgate.graphql.mutations.mutation import Mutation
from textgate.graphql.query import Query
from textgate.graphql.types.scalars import SCALARS


class Schema(strawberry.Schema):
    """A schema whose introspection answers for every type."""

    def _extend_introspection(self) -> None:
        """Strawberry's `isOneOf` fails on lists and on types that cannot be null; they are none."""
        super()._extend_introspection()
        field = self._schema.type_map["__Type"].fields["isOneOf"]  # type: ignore[attr-defined]
        resolve = field.resolve
        field.resolve = lambda type_, info: hasattr(type_, "extensions") and resolve(type_, info)


schema = Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    exception_handlers=sms_errors.HANDLERS,
)
core: GraphQLSchema = schema._schema
"""The schema as graphql-core has it: operations are executed by `execution.py`, not by Strawberry."""
