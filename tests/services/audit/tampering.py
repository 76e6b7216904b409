"""Random tampering with the audit log by an attacker with write access to the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    cast,
    delete,
    insert,
    literal,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType

from textgate.domain.audit import chain_hash
from textgate.storage.tables import audit_entry, audit_head

ENTRY, HEAD = audit_entry.c, audit_head.c
FAR = 1_000_000

Row = dict[str, Any]


async def disarm(connection: AsyncConnection) -> None:
    """Drop the triggers in this transaction, as an attacker with all rights can."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    triggers = select(text("name")).select_from(text("sqlite_master"))
    for name in (await connection.execute(triggers.where(text("type = 'trigger'")))).scalars():
        await connection.execute(text(f"DROP TRIGGER {name}"))


@dataclass(slots=True)
class Tamperer:
    """Tampers with one random row per call. `entries` and `heads` are the rows before."""

    connection: AsyncConnection
    random: Random
    entries: list[Row]
    heads: list[Row]

    async def tamper(self) -> str:
        """The tampering, for the message of a failed test."""
        deed = self.random.choice(DEEDS)
        return f"{deed.__name__}: {await deed(self)}"

    async def _set(self, row: Row, **values: Any) -> None:
        mine = ENTRY.id == row["id"]
        await self.connection.execute(update(audit_entry).where(mine).values(**values))

    def _entry(self) -> Row:
        return self.random.choice(self.entries)

    def _of_one_partner(self) -> list[Row]:
        partner_id = self._entry()["partner_id"]
        return [row for row in self.entries if row["partner_id"] == partner_id]

    async def edit_an_entry(self) -> str:
        row = self._entry()
        return await self._edit(audit_entry, row, ENTRY.id == row["id"])

    async def edit_a_head(self) -> str:
        row = self.random.choice(self.heads)
        return await self._edit(audit_head, row, HEAD.partner_id == row["partner_id"])

    async def _edit(self, table: Table, row: Row, where: Any) -> str:
        column = self.random.choice(list(table.c))
        if self.connection.dialect.name == "sqlite":
            text_of = select(cast(type_coerce(column, NullType()), LargeBinary)).where(where)
            before: bytes | None = (await self.connection.execute(text_of)).scalar_one()
            after = self._other_bytes(before)
            value: Any = cast(literal(after, LargeBinary()), Text)
            if self.random.random() < 0.1 and before is not None:
                # The same bytes, as another type.
                after, value = before, literal(before, LargeBinary())
            value = type_coerce(value, NullType())
        else:
            before = row[column.name]
            after = value = self._other_value(column, before)
            if isinstance(after, str):
                value = literal(after, Text())
        await self.connection.execute(update(table).where(where).values({column.name: value}))
        return f"{column} from {before!r} to {after!r} in {row}"

    def _other_bytes(self, before: bytes | None) -> bytes:
        """One byte is another, one more or one less; or a letter's case."""
        if not before:
            return b"x"
        place = self.random.randrange(len(before))
        start, byte, end = before[:place], before[place], before[place + 1 :]
        others = [
            start + bytes([byte ^ self.random.randint(1, 255)]) + end,
            start + end,
            before + bytes([self.random.randrange(256)]),
            before.swapcase(),
        ]
        return self.random.choice([each for each in others if each != before])

    def _other_value(self, column: Column[Any], before: Any) -> Any:
        if before is None:
            is_key = isinstance(column.type, Uuid)
            return UUID(int=self.random.getrandbits(128)) if is_key else "x"
        if isinstance(column.type, Integer):
            return before + self.random.choice((-1, 1)) * self.random.randint(1, FAR)
        if isinstance(before, UUID):
            return UUID(int=before.int ^ (1 << self.random.randrange(128)))
        if isinstance(before, datetime):
            return before + timedelta(microseconds=self.random.choice((-1, 1)))
        return before + " " if self.random.random() < 0.5 else before.swapcase() + "x"

    async def edit_and_hash_anew(self) -> str:
        row = self._entry()
        changed = row | {"actor_name": row["actor_name"] + "!"}
        await self._set(row, actor_name=changed["actor_name"], hash=chain_hash(changed))
        return str(row)

    async def delete_one(self) -> str:
        row = self._entry()
        await self.connection.execute(delete(audit_entry).where(ENTRY.id == row["id"]))
        return str(row)

    async def cut_off(self) -> str:
        chain = self._of_one_partner()
        first = self.random.choice(chain[1:])
        of_partner = ENTRY.partner_id == first["partner_id"]
        after = of_partner & (ENTRY.sequence >= first["sequence"])
        await self.connection.execute(delete(audit_entry).where(after))
        return f"from {first['sequence']} of {len(chain)} on"

    async def delete_a_chain(self) -> str:
        partner_id = self._entry()["partner_id"]
        what = self.random.choice(("entries", "head", "all"))
        if what != "head":
            await self.connection.execute(delete(audit_entry).where(ENTRY.partner_id == partner_id))
        if what != "entries":
            await self.connection.execute(delete(audit_head).where(HEAD.partner_id == partner_id))
        return what

    async def swap_places(self) -> str:
        one, other = self.random.sample(self._of_one_partner(), 2)
        await self._set(one, sequence=FAR)
        await self._set(other, sequence=one["sequence"])
        await self._set(one, sequence=other["sequence"])
        return f"{one['sequence']} and {other['sequence']}"

    async def swap_contents(self) -> str:
        one, other = self.random.sample(self.entries, 2)
        kept = {"id", "partner_id", "sequence"}
        if self.random.random() < 0.5:
            kept |= {"previous_hash", "hash"}
        for row, source in ((one, other), (other, one)):
            await self._set(row, **{name: source[name] for name in source if name not in kept})
        return f"{one['id']} and {other['id']}"

    async def insert_at_the_end(self) -> str:
        chain = self._of_one_partner()
        sequence = chain[-1]["sequence"] + self.random.choice((1, 2, FAR))
        made = self._made(chain[-1], sequence)
        await self.connection.execute(insert(audit_entry), made)
        return f"{sequence} after {len(chain)}"

    async def insert_between(self) -> str:
        chain = self._of_one_partner()
        before = self.random.choice(chain[:-1])
        of_partner = ENTRY.partner_id == before["partner_id"]
        after = of_partner & (ENTRY.sequence > before["sequence"])
        far = of_partner & (ENTRY.sequence > FAR)
        # Far away and back, as every place is one entry's only.
        for where, by in ((after, FAR), (far, 1 - FAR)):
            moved = update(audit_entry).where(where).values(sequence=ENTRY.sequence + by)
            await self.connection.execute(moved)
        made = self._made(before, before["sequence"] + 1)
        await self.connection.execute(insert(audit_entry), made)
        moved = update(audit_head).where(HEAD.partner_id == before["partner_id"])
        await self.connection.execute(moved.values(sequence=HEAD.sequence + 1))
        return f"after {before['sequence']} of {len(chain)}"

    def _made(self, before: Row, sequence: int) -> Row:
        made = before | {
            "id": UUID(int=self.random.getrandbits(128)),
            "sequence": sequence,
            "previous_hash": before["hash"],
        }
        return made | {"hash": chain_hash(made)}

    async def move_to_another_partner(self) -> str:
        row = self._entry()
        others = [head for head in self.heads if head["partner_id"] != row["partner_id"]]
        to = self.random.choice(others)
        await self._set(row, partner_id=to["partner_id"], sequence=to["sequence"] + 1)
        return f"{row['sequence']} to {to['partner_id']}"


DEEDS: tuple[Callable[[Tamperer], Awaitable[str]], ...] = (
    *[Tamperer.edit_an_entry] * 8,
    *[Tamperer.edit_a_head] * 2,
    Tamperer.edit_and_hash_anew,
    *[Tamperer.delete_one] * 2,
    Tamperer.cut_off,
    Tamperer.delete_a_chain,
    Tamperer.swap_places,
    Tamperer.swap_contents,
    Tamperer.insert_at_the_end,
    Tamperer.insert_between,
    Tamperer.move_to_another_partner,
)
