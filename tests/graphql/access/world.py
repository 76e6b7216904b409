"""A world to find leaks in: three partners with two practices each. Every object names its owner."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import Table, select

from tests.product import Product
from textgate.domain.permissions import Role
from textgate.graphql.declare.entity import Entity, entity_of
from textgate.graphql.schema import core
from textgate.storage.tables import credential, metadata, partner, quota, send_tally, session

PARTNERS = ("qzalder", "qzbirch", "qzcedar")
ACCOUNTS = ("one", "two")
STAFF = "staff"
SHARED = "shared"

_ID = re.compile("[0-9a-f]{32}")
_BASE64 = re.compile("[A-Za-z0-9_-]{12,}")

# Columns and tables that reads change.
_LAST_USED = {credential.c.last_used_at, session.c.last_seen_at}
_UNCOUNTED = {quota, send_tally}


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an object. `part` is one of ACCOUNTS, SHARED for what all of a partner's practices see,
    or STAFF for what belongs to the partner alone."""

    partner: str
    part: str

    @property
    def marker(self) -> str:
        """The word in every name of the owner's objects."""
        return self.partner if self.part == SHARED else self.partner + self.part


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller. `partner` is None for strangers."""

    name: str
    headers: dict[str, str] = field(repr=False)
    partner: str | None = None
    role: Role | None = None
    account: str | None = None

    def sees(self, owner: Owner) -> bool:
        """Whether the owner's data may appear in a response."""
        if owner.partner != self.partner:
            return False
        return self.account is None or owner.part in (self.account, SHARED)

    @property
    def home(self) -> Owner:
        """The owner whose objects the caller uses: its own account, or the first one."""
        assert self.partner is not None
        return Owner(self.partner, self.account or ACCOUNTS[0])


@dataclass(slots=True)
class World:
    """The product with its callers. `ids` and `texts` map IDs and strings in the database to their owners.

    `objects` has the global IDs by type. Rows that are no type of the schema are under their table's name.
    """

    product: Product
    now: datetime
    callers: list[Caller]
    strangers: list[Caller]
    ids: dict[str, Owner] = field(default_factory=dict)
    texts: dict[str, set[Owner]] = field(default_factory=dict)
    objects: dict[str, list[tuple[str, Owner]]] = field(default_factory=dict)

    def caller(self, partner: str, role: Role) -> Caller:
        return next(c for c in self.callers if (c.partner, c.role) == (partner, role))

    def of_partner(self, partner: str) -> list[Caller]:
        return [caller for caller in self.callers if caller.partner == partner]

    async def ask(
        self, caller: Caller, document: str, variables: dict[str, Any] | None = None
    ) -> httpx2.Response:
        body = {"query": document, "variables": variables or {}}
        return await self.product.http.post("/graphql", json=body, headers=caller.headers)

    def hidden(self, caller: Caller) -> list[Owner]:
        """Owners hidden from the caller: another partner, and the other account if it has one of its own."""
        others = PARTNERS[PARTNERS.index(caller.home.partner) - 1]
        owners = [Owner(others, ACCOUNTS[0])]
        if caller.account is not None:
            owners.append(Owner(caller.home.partner, ACCOUNTS[1]))
        return owners

    def find(self, kind: str, owner: Owner) -> list[str]:
        """The global IDs of an owner's objects of one kind."""
        return [key for key, whose in self.objects[kind] if whose == owner]

    def one(self, kind: str, owner: Owner) -> str:
        """The newest of these, or else of the whole partner's objects of this kind."""
        for part in (owner.part, STAFF, SHARED):
            keys = self.find(kind, Owner(owner.partner, part))
            if keys:
                return max(keys)
        raise AssertionError(f"{owner} has no {kind}: give it one in inhabitants.py")

    def leaks(self, caller: Caller, answer: str) -> list[str]:
        """The parts of a response that this caller must not see."""
        strings = list(_strings(json.loads(answer)))
        places = [cursor for text in strings if (cursor := _cursor(text))]
        everything = "\n".join([answer, *places])
        leaks = [marker for marker in self._hidden_markers(caller) if marker in everything.lower()]
        for key in _ID.findall(everything.replace("-", "")):
            if key in self.ids and not caller.sees(self.ids[key]):
                leaks.append(f"{key} of {self.ids[key]}")
        for text in strings:
            owners = self.texts.get(text)
            if owners and not any(caller.sees(owner) for owner in owners):
                leaks.append(f"{text!r} of {owners}")
        return leaks

    def _hidden_markers(self, caller: Caller) -> Iterator[str]:
        for name in PARTNERS:
            if name != caller.partner:
                yield name
            for part in (*ACCOUNTS, STAFF):
                if not caller.sees(Owner(name, part)):
                    yield name + part

    async def survey(self) -> None:
        """Map everything in the database to its owner."""
        entities = _entity_tables()
        async with self.product.services.database.read() as connection:
            partners = (await connection.execute(select(partner))).all()
            names = {row.id: row.name.partition(" ")[0] for row in partners}
            accounts: dict[UUID, str] = {}
            for table in metadata.sorted_tables:
                for row in (await connection.execute(select(table))).mappings():
                    owner = self._owner(table, row, names, accounts)
                    if owner is None:
                        continue
                    for text in _strings([row[column] for column in table.c]):
                        self.texts.setdefault(text, set()).add(owner)
                    if "id" in table.c:
                        kind, key = table.name, f"{table.name}_{row['id'].hex}"
                        if table in entities:
                            entity = entity_of(table, row)
                            kind, key = type(entity).__name__, entity.global_id
                        self.ids[row["id"].hex] = owner
                        self.objects.setdefault(kind, []).append((key, owner))

    def _owner(
        self, table: Table, row: Any, names: dict[UUID, str], accounts: dict[UUID, str]
    ) -> Owner | None:
        """The owner, by the row's partner and by its account or its parent's."""
        if table is partner:
            return Owner(names[row["id"]], SHARED)
        if "partner_id" not in table.c:
            return None
        name = names[row["partner_id"]]
        if table.name == "account":
            accounts[row["id"]] = row["name"].partition(" ")[0].removeprefix(name)
            return Owner(name, accounts[row["id"]])
        if "account_id" in table.c:
            return Owner(name, accounts.get(row["account_id"], STAFF))
        parents = [
            self.ids[row[key.parent.name].hex].part
            for key in table.foreign_keys
            if key.column.table is not partner and row[key.parent.name] is not None
        ]
        return Owner(name, parents[0] if parents else STAFF)


async def contents(product: Product) -> set[tuple[str, ...]]:
    """Everything in the database except what reads change."""
    rows_seen = set()
    async with product.services.database.read() as connection:
        for name, table in metadata.tables.items():
            if table not in _UNCOUNTED:
                columns = [column for column in table.c if column not in _LAST_USED]
                rows = await connection.execute(select(*columns))
                rows_seen |= {(name, *map(repr, row)) for row in rows}
    return rows_seen


def _entity_tables() -> set[Table]:
    """The tables whose rows have IDs in the schema."""
    definitions = (
        core.type_map[name].extensions.get("strawberry-definition") for name in core.type_map
    )
    origins = (getattr(each, "origin", None) for each in definitions)
    return {
        each.table
        for each in origins
        if isinstance(each, type)
        and issubclass(each, Entity)
        and getattr(each, "prefix", None) not in (None, "")
    }


def _strings(value: Any) -> Iterator[str]:
    """Every string in a value, also inside JSON strings."""
    if isinstance(value, str):
        if isinstance(value, Enum):
            return
        yield value
        if value[:1] in ("[", "{"):
            try:
                yield from _strings(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _cursor(text: str) -> str | None:
    """The decoded text of a cursor; None if it is no cursor."""
    if not _BASE64.fullmatch(text):
        return None
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (ValueError, binascii.Error):
        return None
