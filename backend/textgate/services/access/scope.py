"""The one condition that isolates partners, and practices, from each other."""

from __future__ import annotations

from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Uuid, and_

from textgate.domain.viewer import Viewer
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import account, message_event, partner

# Tables without an account column that an account's users can see: their partner's name and details,
# and the events of a message, which are only reached through a message of the account.
_SHARED = (partner, message_event)


class Scope(NamedTuple):
    """Which rows a viewer can reach. Viewers with equal scopes reach the same rows."""

    partner_id: UUID
    account_id: UUID | None

    def has(self, partner_id: UUID, account_id: UUID) -> bool:
        """Apply `within` to one row in memory, for rows that were loaded for several viewers together."""
        return self.partner_id == partner_id and self.account_id in (None, account_id)


def scope_of(viewer: Viewer) -> Scope:
    return Scope(viewer.partner_id, viewer.account_id)


def open_scope(*, is_limited: bool) -> Scope:
    """A scope of open parameters, for viewers limited to one account or for others.

    `scope_values` supplies the values.
    """
    account_id = open_parameter("viewer_account", Uuid()) if is_limited else None
    partner_id: Any = open_parameter("viewer_partner", Uuid())
    return Scope(partner_id, cast("UUID | None", account_id))


def scope_values(viewer: Viewer | Scope) -> dict[str, Any]:
    """The values of an open scope's parameters."""
    values = {"viewer_partner": viewer.partner_id}
    return values if viewer.account_id is None else values | {"viewer_account": viewer.account_id}


def within(viewer: Viewer | Scope, table: FromClause) -> ColumnElement[bool]:
    """The condition for rows that this viewer can see and change.

    These are its partner's rows, and for users of one practice only those of its account.
    """
    owner = table.c.id if table is partner else table.c.partner_id
    condition = owner == viewer.partner_id
    if viewer.account_id is None or table in _SHARED:
        return condition
    column = table.c.id if table is account else table.c.account_id
    return and_(condition, column == viewer.account_id)
