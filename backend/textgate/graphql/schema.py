"""Assembles the schema. `textgate schema` prints it to schema.graphql."""

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
"""The graphql-core schema. `execution.py` executes operations against it, not Strawberry."""
