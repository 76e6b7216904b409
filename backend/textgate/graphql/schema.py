"""Assembles the schema; `schema.graphql` at the top of the project is what it prints."""

from __future__ import annotations

from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from textgate.compat.strawberry import Schema, core_schema
from textgate.graphql.mutations.mutation import Mutation
from textgate.graphql.query import Query
from textgate.graphql.types.scalars import SCALARS

schema = Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
)
core: GraphQLSchema = core_schema(schema)
"""The schema as graphql-core has it: operations are executed by `execution.py`, not by Strawberry."""
