"""Which partner an email address or a phone number belongs to, for look-ups before the partner is known.

Both are unique among all partners, which a key that begins with the partner cannot ensure.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from textgate.storage.tables.base import Base, OrderedText, refers_to_partner, table_of

# SQLite stores the rows in the index of the key.
_OPTIONS = {"sqlite_with_rowid": False}


class EmailDirectoryRow(Base):
    """The email address of a user."""

    __tablename__ = "email_directory"
    __table_args__ = (UniqueConstraint("partner_id", "email"), refers_to_partner(), _OPTIONS)

    email: Mapped[OrderedText] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID]


class PhoneDirectoryRow(Base):
    """The phone number of an SMS number."""

    __tablename__ = "phone_directory"
    __table_args__ = (UniqueConstraint("partner_id", "phone"), refers_to_partner(), _OPTIONS)

    phone: Mapped[str] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID]


def is_listed_in(directory: str, column: str) -> ForeignKeyConstraint:
    """A foreign key to a directory, which has a column of the same name."""
    return ForeignKeyConstraint(
        ("partner_id", column), (f"{directory}.partner_id", f"{directory}.{column}")
    )


email_directory = table_of(EmailDirectoryRow)
phone_directory = table_of(PhoneDirectoryRow)
