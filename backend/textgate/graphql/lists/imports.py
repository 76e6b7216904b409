"""Relations of imports."""

from __future__ import annotations

from uuid import UUID

from textgate.graphql.declare.ids import decode_as
from textgate.graphql.declare.relation import EqualityFilter, Order, Relation, Shape
from textgate.storage.tables import import_job


def _import_id(text: str) -> UUID | None:
    return decode_as(text, "import")


ALL_IMPORTS = Relation(import_job, Shape.PAGE, order=Order((import_job.c.id,), is_descending=True))
IMPORT_BY_ID = Relation(
    import_job, Shape.ONE, filters=(EqualityFilter("id", import_job.c.id, _import_id),)
)
