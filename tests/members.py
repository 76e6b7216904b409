"""Creates active users and their sessions directly, without mails and passwords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import Table, select

from tests.product import Client, Product
from tests.rows import insert_users
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin
from textgate.graphql.declare.ids import decode_as
from textgate.storage.tables import audit_entry, link, outbox, quota, session, user

USER_TABLES = (user, link, outbox, session, audit_entry, quota)
"""The tables that a refused change of users must not modify."""


@dataclass(slots=True)
class Member(Client):
    """A signed-in user who sends requests like a browser. `token` is the session token."""

    @property
    def user_id(self) -> UUID:
        assert self.viewer.id is not None
        return self.viewer.id

    @property
    def global_id(self) -> str:
        return f"user_{self.user_id.hex}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"textgate={self.token}", "Sec-Fetch-Site": "same-origin"}

    async def post(self, body: Any) -> httpx2.Response:
        return await self.http.post("/graphql", json=body, headers=self.headers)


async def user_row(
    product: Product,
    partner_id: UUID,
    role: Role = Role.PARTNER_ADMIN,
    account_id: str | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Insert an active user; `changes` override columns."""
    number = next(product.names)
    now = product.clock.now
    row: dict[str, Any] = {
        "id": new_id(),
        "partner_id": partner_id,
        "account_id": decode_as(account_id, "account") if account_id else None,
        "email": f"person-{number:03}@acme.example",
        "name": f"Person {number}",
        "role": role,
        "password_hash": "of some password",
        "totp_secret": None,
        "totp_used_step": None,
        "failed_sign_ins": 0,
        "created_at": now,
        "updated_at": now,
        "last_sign_in_at": None,
        "deactivated_at": None,
        "external_id": None,
        "extras": None,
    } | changes
    async with product.services.database.write() as connection:
        await insert_users(connection, row)
    return row


async def member(
    product: Product, partner_id: UUID, role: Role, account_id: str | None = None, **changes: Any
) -> Member:
    """Create a user and a session."""
    row = await user_row(product, partner_id, role, account_id, **changes)
    async with product.services.database.write() as connection:
        token = await product.services.sessions.start(connection, row)
    session_user = await product.services.sessions.authenticate(token, Origin())
    assert session_user is not None
    return Member(product.http, token, session_user.viewer)


async def contents(product: Product, *tables: Table) -> list[Any]:
    """All rows of the tables, to compare before and after."""
    all_rows: list[Any] = []
    async with product.services.database.read() as connection:
        for table in tables:
            rows = await connection.execute(select(table).order_by(*table.primary_key))
            all_rows += [tuple(row) for row in rows]
    return all_rows


async def newest_entry(product: Product) -> Any:
    """The newest row of the audit log. Use it with a single partner."""
    statement = select(audit_entry).order_by(audit_entry.c.sequence.desc()).limit(1)
    async with product.services.database.read() as connection:
        return (await connection.execute(statement)).one()


async def mail_bodies(product: Product) -> list[str]:
    """The bodies of the outbox, newest last; empty once a mail is sent or given up."""
    async with product.services.database.read() as connection:
        bodies = await connection.execute(select(outbox.c.body).order_by(outbox.c.id))
        return list(bodies.scalars())


async def open_links(product: Product) -> int:
    """The number of unused links, including expired ones."""
    async with product.services.database.read() as connection:
        rows = await connection.execute(select(link).where(link.c.used_at.is_(None)))
        return len(rows.all())
