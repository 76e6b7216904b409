"""Accounts (practices) and their senders: locations and queues."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Integer, UniqueConstraint, case, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.sender_preselection import SenderPreselection
from textgate.storage.tables.base import (
    Base,
    Extras,
    HasAddress,
    HasContact,
    IsActive,
    OrderedText,
    PartnerRows,
    by_value,
    refers_to,
    refers_to_partner,
    table_of,
)


def _filter_index(*order: str) -> Index:
    """An index for accounts of one completeness and one set of number statuses, in one order."""
    columns = ("partner_id", "gaps", "number_statuses", *order)
    return Index(f"ix_account_{'_'.join(columns)}", *columns)


class AccountRow(HasAddress, HasContact, PartnerRows, Base):
    """`gaps` has a bit for each required detail that the account lacks (see domain.business_details).
    With a mask of the partner's details, SQL filters by completeness without knowing the rule.

    `number_statuses` has a bit for each status of the account's numbers (see domain.sms_numbers). A trigger
    updates it, so that no writer of numbers can forget it.

    `name_key` is the folded name, by which lists are ordered. `search_key` holds the words that searches
    match (see domain.search). The migrations index their trigrams.

    `website_address` is a short name in the partner API, not a website.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("partner_id", "external_id"),
        Index(
            "uq_account_partner_id_website_address", "partner_id", "website_address", unique=True
        ),
        Index("ix_account_partner_id_name_key_id", "partner_id", "name_key", "id"),
        Index("ix_account_partner_id_updated_at_id", "partner_id", "updated_at", "id"),
        _filter_index("id"),
        _filter_index("name_key", "id"),
        _filter_index("updated_at", "id"),
        refers_to_partner(),
    )

    external_id: Mapped[str]
    name: Mapped[str]
    is_active: Mapped[IsActive]
    website: Mapped[str | None]
    alternative_website: Mapped[str | None]
    website_address: Mapped[str | None]
    phone: Mapped[str | None]
    fax: Mapped[str | None]
    time_zone: Mapped[str | None]
    sender_preselection: Mapped[SenderPreselection | None] = mapped_column(
        by_value(SenderPreselection, is_guarded=False)
    )
    extras: Mapped[Extras]
    gaps: Mapped[int]
    number_statuses: Mapped[int] = mapped_column(server_default="0")
    name_key: Mapped[OrderedText]
    search_key: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SenderKind(StrEnum):
    LOCATION = "LOCATION"
    QUEUE = "QUEUE"


class SenderRow(HasAddress, PartnerRows, Base):
    """A location or queue that sends texts. Each account has exactly one default location."""

    __tablename__ = "sender"
    __table_args__ = (
        Index(
            "uq_sender_partner_id_account_id_default",
            "partner_id",
            "account_id",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
        UniqueConstraint("partner_id", "account_id", "kind", "external_id"),
        refers_to("account"),
    )

    account_id: Mapped[UUID]
    kind: Mapped[SenderKind] = mapped_column(by_value(SenderKind))
    is_default: Mapped[bool]
    external_id: Mapped[str | None]
    name: Mapped[str]
    name_key: Mapped[OrderedText]
    search_key: Mapped[str] = mapped_column(server_default="")
    is_active: Mapped[IsActive]
    phone: Mapped[str | None]
    time_zone: Mapped[str | None]
    extras: Mapped[Extras]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


account = table_of(AccountRow)
sender = table_of(SenderRow)

picker_rank = case(
    (sender.c.is_default, literal_column("0", Integer())),
    (sender.c.kind == literal_column("'LOCATION'"), literal_column("1", Integer())),
    else_=literal_column("2", Integer()),
)
"""The sender's rank in the picker: the default, then locations, then queues.

Uses literals, because an index on an expression serves only queries with an identical expression.
"""

# A covering index for the picker and the portal's list.
Index(
    "ix_sender_picker",
    sender.c.partner_id,
    sender.c.account_id,
    picker_rank,
    *(sender.c[name] for name in ("name_key", "id", "kind", "is_default", "name")),
)
