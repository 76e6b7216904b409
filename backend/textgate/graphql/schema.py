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


class Schema(strawberry.Schema):
    """A schema that logs nothing by itself, and whose introspection answers for every type."""

    def process_errors(self, errors: object, execution_context: object = None) -> None:
        """Nothing: Strawberry would log every error with all it carries; the endpoint logs what matters."""

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
    extensions=[
        IsAdmitted,
        OperationIsNamed,
        DocumentIsRead,
    ],
)
