"""Strawberry as in its documentation: typed objects, async sessions of SQLAlchemy's ORM, DataLoaders."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry
from serving import serve
from shared import (
    FROM_PARTNER,
    REQUIRED,
    cursor_of,
    hash_of,
    missing,
    now,
    read_account_id,
    read_cursor,
    supplies,
)
from sqlalchemy import ForeignKey, case, or_, select, tuple_
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.requests import Request
from starlette.responses import Response
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

_engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['BENCH_SQLITE']}", pool_size=8)
_sessions = async_sessionmaker(_engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class PartnerRow(Base):
    __tablename__ = "partner"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    website: Mapped[str | None]
    contact_first_name: Mapped[str | None]
    contact_last_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]


class CredentialRow(Base):
    __tablename__ = "credential"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partner.id"))
    token_hash: Mapped[str]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AccountRow(Base):
    __tablename__ = "account"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID]
    external_id: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    gaps: Mapped[int]


class SenderRow(Base):
    __tablename__ = "sender"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID]
    account_id: Mapped[UUID]
    kind: Mapped[str]
    is_default: Mapped[bool]
    name: Mapped[str]
    name_key: Mapped[str]


class SmsNumberRow(Base):
    __tablename__ = "sms_number"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID]
    sender_id: Mapped[UUID]
    phone: Mapped[str | None]
    status: Mapped[str]


_PICKER_ORDER = (
    case((SenderRow.is_default, 0), (SenderRow.kind == "LOCATION", 1), else_=2),
    SenderRow.name_key,
    SenderRow.id,
)
BusinessDetailField = strawberry.enum(
    Enum(
        "BusinessDetailField",
        {name: name for name in (*REQUIRED, "ADDRESS2", "ALTERNATIVE_WEBSITE")},
    )
)
SmsNumberStatus = strawberry.enum(
    Enum("SmsNumberStatus", {name: name for name in ("PENDING", "APPROVED", "REJECTED")})
)


class Context(dict[str, Any]):
    """One request's viewer and loaders."""

    def __init__(self, request: Request, response: Response, partner: UUID, fills: int) -> None:
        super().__init__(request=request, response=response)
        self.partner = partner
        self.supplies = fills
        self.numbers = DataLoader(load_fn=self._numbers)
        self.locations = DataLoader(load_fn=self._locations)

    async def _numbers(self, senders: list[UUID]) -> list[SmsNumberRow | None]:
        statement = select(SmsNumberRow).where(
            SmsNumberRow.sender_id.in_(senders), SmsNumberRow.partner_id == self.partner
        )
        async with _sessions() as session:
            by_sender = {row.sender_id: row for row in await session.scalars(statement)}
        return [by_sender.get(sender) for sender in senders]

    async def _locations(self, accounts: list[UUID]) -> list[list[SenderRow]]:
        statement = select(SenderRow).where(
            SenderRow.account_id.in_(accounts),
            SenderRow.kind == "LOCATION",
            SenderRow.partner_id == self.partner,
        )
        by_account = defaultdict(list)
        async with _sessions() as session:
            for row in await session.scalars(statement.order_by(*_PICKER_ORDER)):
                by_account[row.account_id].append(row)
        return [by_account[account] for account in accounts]


@strawberry.type
class SmsNumber:
    id: strawberry.ID
    phone_number: str | None
    status: SmsNumberStatus  # type: ignore[valid-type]


@strawberry.interface
class Sender:
    key: strawberry.Private[UUID]
    id: strawberry.ID
    name: str

    @strawberry.field
    async def sms_number(self, info: strawberry.Info[Context, None]) -> SmsNumber | None:
        row = await info.context.numbers.load(self.key)
        if row is None:
            return None
        return SmsNumber(
            id=strawberry.ID(f"number_{row.id.hex}"),
            phone_number=row.phone,
            status=SmsNumberStatus(row.status),
        )


@strawberry.type
class Location(Sender):
    pass


@strawberry.type
class Queue(Sender):
    pass


def _sender(row: SenderRow) -> Location | Queue:
    kind, type_ = ("queue", Queue) if row.kind == "QUEUE" else ("location", Location)
    return type_(key=row.id, id=strawberry.ID(f"{kind}_{row.id.hex}"), name=row.name)


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class SenderConnection:
    nodes: list[Sender]


@strawberry.type
class LocationConnection:
    nodes: list[Location]


@strawberry.type
class AccountBusinessDetails:
    is_complete: bool
    missing: list[BusinessDetailField]  # type: ignore[valid-type]


@strawberry.type
class Account:
    row: strawberry.Private[AccountRow]
    id: strawberry.ID
    external_id: str
    name: str

    @strawberry.field
    def business_details(self, info: strawberry.Info[Context, None]) -> AccountBusinessDetails:
        gaps = self.row.gaps & ~info.context.supplies
        fields = [BusinessDetailField(name) for name in missing(gaps)]
        return AccountBusinessDetails(is_complete=not gaps, missing=fields)

    @strawberry.field
    async def senders(
        self, info: strawberry.Info[Context, None], first: int = 50
    ) -> SenderConnection:
        statement = select(SenderRow).where(
            SenderRow.account_id == self.row.id, SenderRow.partner_id == info.context.partner
        )
        async with _sessions() as session:
            rows = await session.scalars(statement.order_by(*_PICKER_ORDER).limit(first + 1))
            return SenderConnection(nodes=[_sender(row) for row in rows][:first])

    @strawberry.field
    async def locations(
        self, info: strawberry.Info[Context, None], first: int = 50
    ) -> LocationConnection:
        rows = await info.context.locations.load(self.row.id)
        return LocationConnection(nodes=[_sender(row) for row in rows[:first]])


@strawberry.type
class AccountConnection:
    nodes: list[Account]
    page_info: PageInfo


def _account(row: AccountRow) -> Account:
    global_id = strawberry.ID(f"account_{row.id.hex}")
    return Account(row=row, id=global_id, external_id=row.external_id, name=row.name)


@strawberry.type
class Query:
    @strawberry.field
    async def account(
        self, info: strawberry.Info[Context, None], id: strawberry.ID
    ) -> Account | None:
        key = read_account_id(id)
        if key is None:
            return None
        statement = select(AccountRow).where(
            AccountRow.id == UUID(key), AccountRow.partner_id == info.context.partner
        )
        async with _sessions() as session:
            row = (await session.scalars(statement)).one_or_none()
        return None if row is None else _account(row)

    @strawberry.field
    async def accounts(
        self, info: strawberry.Info[Context, None], first: int = 50, after: str | None = None
    ) -> AccountConnection:
        statement = select(AccountRow).where(AccountRow.partner_id == info.context.partner)
        if after is not None:
            name_key, key = read_cursor(after)
            place = tuple_(AccountRow.name_key, AccountRow.id) > tuple_(name_key, UUID(key))
            statement = statement.where(AccountRow.name_key >= name_key, place)
        ordered = statement.order_by(AccountRow.name_key, AccountRow.id).limit(first + 1)
        async with _sessions() as session:
            rows = (await session.scalars(ordered)).all()
        shown = rows[:first]
        end = cursor_of(shown[-1].name_key, shown[-1].id.hex) if shown else None
        return AccountConnection(
            nodes=[_account(row) for row in shown],
            page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=end),
        )


class Endpoint(GraphQL[Context, None]):
    async def get_context(self, request: Any, response: Any) -> Context:
        statement = (
            select(PartnerRow)
            .join(CredentialRow, CredentialRow.partner_id == PartnerRow.id)
            .where(
                CredentialRow.token_hash == hash_of(request.headers.get("authorization", "")),
                CredentialRow.revoked_at.is_(None),
                or_(CredentialRow.expires_at.is_(None), CredentialRow.expires_at > now()),
            )
        )
        async with _sessions() as session:
            row = (await session.scalars(statement)).one()
        fills = supplies(getattr(row, name) for name in FROM_PARTNER)
        return Context(request, response, row.id, fills)


# The caches of parsing and validation that its documentation recommends.
_EXTENSIONS = [ParserCache(maxsize=1_000), ValidationCache(maxsize=1_000)]
serve(Endpoint(strawberry.Schema(Query, types=[Location, Queue], extensions=_EXTENSIONS)))
