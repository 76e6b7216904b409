"""Assembles the schema; `schema.graphql` at the top of the project is what it prints."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from textgate.graphql.admission import IsAdmitted
from textgate.graphql.documents import DocumentIsRead
from textgate.graphql.mutations import sms_errors
from textgate.graphql.mutations.mutation import Mutation
from textgate.graphql.operation import OperationIsNamed
from textgate.graphql.types.query import Query
from textgate.graphql.types.scalars import SCALARS


class _Schema(strawberry.Schema):
    def process_errors(self, errors: object, execution_context: object = None) -> None:
        """Nothing: Strawberry would log every error with all it carries; the endpoint logs what matters."""


schema = _Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    exception_handlers=sms_errors.HANDLERS,
    extensions=[
        IsAdmitted,
        OperationIsNamed,
        DocumentIsRead,
    ],
)
