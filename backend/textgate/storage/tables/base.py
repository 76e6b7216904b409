"""Shared by all tables: names of constraints, column types, and the base class."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite has no time zones and stores it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are aware of their time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


ByteOrdered = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both databases compare byte by byte, so that pages and their cursors agree."""

Document = JSON().with_variant(JSONB(), "postgresql")
OptionalDocument = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A document, or NULL. Stores None as SQL's NULL, not as JSON's null."""


def by_value(enum: type[StrEnum], *, is_guarded: bool = True) -> Enum:
    """A text column that holds the enum's values, with a CHECK if `is_guarded`.

    A CHECK must be changed for every new value, for which SQLite rebuilds the table.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=is_guarded,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        name=f"{enum.__name__.lower()}",
    )


KeyPart = Annotated[UUID, mapped_column(primary_key=True)]
OrderedText = Annotated[str, mapped_column(ByteOrdered)]
Json = Annotated[Any, mapped_column(Document)]
Extras = Annotated[Any | None, mapped_column(OptionalDocument)]
"""Fields of a partner's program that Textgate stores and returns, but never interprets."""
IsActive = Annotated[bool, mapped_column(server_default=true())]


class Base(DeclarativeBase):
    """Declarative models describe the schema. Statements use Core and connections, never a Session."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        datetime: Moment(),
        str: Text(),
    }


class PartnerRows:
    """The primary key of rows that belong to a partner.

    Every primary, unique and foreign key of their tables begins with the partner. The database therefore
    refuses a row that refers to another partner's row.
    """

    partner_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)


class HasAddress:
    """The columns of a postal address."""

    address1: Mapped[str | None]
    address2: Mapped[str | None]
    city: Mapped[str | None]
    state: Mapped[str | None]
    postal_code: Mapped[str | None]
    country_code: Mapped[str | None]


class HasContact:
    """The columns of a person whom carriers can contact."""

    contact_first_name: Mapped[str | None]
    contact_last_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]


def refers_to_partner() -> ForeignKeyConstraint:
    """For tables whose rows refer to no other row of their partner."""
    return ForeignKeyConstraint(("partner_id",), ("partner.id",))


def refers_to(table: str, column: str | None = None) -> ForeignKeyConstraint:
    """A foreign key to a row of the same partner. The column's default name is that of the table, with _id."""
    return ForeignKeyConstraint(
        ("partner_id", column or f"{table}_id"), (f"{table}.partner_id", f"{table}.id")
    )


def table_of(model: type[Base]) -> Table:
    """The Core table of a model, for use in statements."""
    return cast(Table, model.__table__)
