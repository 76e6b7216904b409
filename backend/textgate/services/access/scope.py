"""What a viewer can reach: the one condition that keeps partners, and practices, apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Uuid, and_

from textgate.domain.viewer import Viewer
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import account, message_event, partner

# Rows without an account of their own that an account's people see: their partner's name and
# details, and what is only ever reached through a message of theirs.
_SHARED = (partner, message_event)


class Scope(NamedTuple):
    """All that decides what a viewer reaches: viewers of one scope reach the same."""

    partner_id: UUID
    account_id: UUID | None

    def has(self, partner_id: UUID, account_id: UUID) -> bool:
        """Whether it reaches what belongs to this account: what `within` says, of a row that was read
        for many viewers at once."""
        return self.partner_id == partner_id and self.account_id in (None, account_id)


def scope_of(viewer: Viewer) -> Scope:
    return Scope(viewer.partner_id, viewer.account_id)


def open_scope(*, is_limited: bool) -> Scope:
    """A scope of places in a statement, for viewers who are limited to one account or for others;
    `scope_values` fills them."""
    account_id = open_parameter("viewer_account", Uuid(), is_raw=True) if is_limited else None
    partner_id: Any = open_parameter("viewer_partner", Uuid(), is_raw=True)
    return Scope(partner_id, cast("UUID | None", account_id))


def scope_values(viewer: Viewer | Scope, raw: Callable[[UUID], Any]) -> dict[str, Any]:
    """What fills the places, once for all statements; `raw` makes of a key what the driver has for it."""
    account_id = viewer.account_id
    return {
        "viewer_partner": raw(viewer.partner_id),
        "viewer_account": None if account_id is None else raw(account_id),
    }


def within(viewer: Viewer | Scope, table: FromClause) -> ColumnElement[bool]:
    """The condition for the rows that this viewer may see and change: its partner's, and for the
    people of one practice that account's."""
    owner = table.c.id if table is partner else table.c.partner_id
    condition = owner == viewer.partner_id
    if viewer.account_id is None or table in _SHARED:
        return condition
    column = table.c.id if table is account else table.c.account_id
    return and_(condition, column == viewer.account_id)
