"""Reads the whole audit log and finds what has been changed, deleted, swapped, inserted or cut off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import chain_hash, read_changes
from textgate.services.audit.anchors import Anchor, Anchors
from textgate.services.audit.audit_log import FIRST_HASH
from textgate.services.audit.stored_rows import Stored, StoredRow
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry, audit_head, partner

BATCH = 1_000

Key = UUID | str
"""A partner's id, or the text that stands where one should be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; without a sequence with a chain as a whole, without a partner with the
    tables."""

    problem: str
    partner: str | None = None
    sequence: int | None = None

    def __str__(self) -> str:
        entry = None if self.sequence is None else f"entry {self.sequence:,}"
        place = ", ".join(part for part in (self.partner, entry) if part)
        return f"{place}: {self.problem}" if place else self.problem


@dataclass(slots=True)
class Result:
    """What was read, and what was found; `heads` are those of the chains that are whole."""

    entries: int = 0
    chains: int = 0
    findings: list[Finding] = field(default_factory=list)
    heads: list[Anchor] = field(default_factory=list)


async def verify(database: Database, anchors: Anchors | None = None) -> Result:
    """Check all chains as they are at one moment, though others go on writing."""
    async with database.read() as connection:
        if database.dialect == "postgresql":
            await connection.execution_options(isolation_level="REPEATABLE READ")
        return await check(connection, anchors)


async def check(connection: AsyncConnection, anchors: Anchors | None = None) -> Result:
    """Check all chains as this connection's transaction sees them."""
    going = _Check(
        names=await _names(connection),
        heads=await _heads(connection),
        anchors=anchors.by_partner() if anchors else {},
    )
    if connection.dialect.name == "sqlite":
        going.result.findings += await _inconsistencies(connection)
    columns = Stored(connection.dialect.name, *audit_entry.c)
    # A cursor of the database's: whatever stands in the columns that chains are ordered by, no entry
    # is passed over, as it could be by asking for what comes after it.
    statement = select(*columns.columns).order_by(audit_entry.c.partner_id, audit_entry.c.sequence)
    options = {"yield_per": BATCH}
    async with connection.stream(statement, execution_options=options) as rows:
        async for row in rows.mappings():
            going.entry(columns.read(row))
    return going.done()


async def _names(connection: AsyncConnection) -> dict[Key, str]:
    columns = Stored(connection.dialect.name, partner.c.id, partner.c.name)
    rows = (await connection.execute(select(*columns.columns))).mappings()
    return {row["id"]: row["name"] for row in (columns.read(each).values for each in rows)}


async def _heads(connection: AsyncConnection) -> dict[Key, StoredRow]:
    columns = Stored(connection.dialect.name, *audit_head.c)
    rows = (await connection.execute(select(*columns.columns))).mappings()
    return {row.values["partner_id"]: row for row in map(columns.read, rows)}


async def _inconsistencies(connection: AsyncConnection) -> list[Finding]:
    """SQLite reads what it can from indexes: they must say what the tables say, or a table that was
    edited as a file would look whole."""
    found: list[Finding] = []
    for table in (audit_entry, audit_head):
        told = await connection.exec_driver_sql(f"PRAGMA integrity_check({table.name})")
        found += [Finding(f"{table.name}: {line}") for line in told.scalars() if line != "ok"]
    return found


class _Check:
    """Goes along the entries, chain by chain."""

    def __init__(
        self,
        names: Mapping[Key, str],
        heads: dict[Key, StoredRow],
        anchors: Mapping[UUID, Mapping[int, set[str]]],
    ) -> None:
        self.result = Result()
        self._names = names
        self._heads = heads
        self._missing = set(names)
        self._anchors: dict[Key, dict[int, set[str]]] = {
            key: dict(of_partner) for key, of_partner in anchors.items()
        }
        self._partner: Key | None = None
        self._start()

    def _start(self) -> None:
        self._sequence, self._hash = 0, FIRST_HASH
        self._found_before = len(self.result.findings)

    def entry(self, row: StoredRow) -> None:
        partner_id: Key = row.values["partner_id"]
        if partner_id != self._partner:
            self._end()
            self._partner = partner_id
            self._start()
            self.result.chains += 1
        self.result.entries += 1
        values = row.values
        sequence = self._sequence + 1 if "sequence" in row.wrong else values["sequence"]
        for problem in self._problems(row, sequence):
            self._tell(partner_id, problem, sequence)
        self._sequence, self._hash = sequence, values["hash"]

    def _problems(self, row: StoredRow, sequence: int) -> list[str]:
        values = row.values
        problems = [_is_wrong(row, name) for name in row.wrong]
        expected = self._sequence + 1
        if sequence > expected:
            problems.append(f"what came before it is missing, from entry {expected:,} on")
        elif sequence < expected:
            problems.append("is in a place that another entry has, or that there is not")
        elif values["previous_hash"] != self._hash:
            problems.append("does not follow the entry before it: that one's hash is another")
        if not row.wrong:
            if chain_hash(values) != values["hash"]:
                problems.append("has been changed: its hash is of something else")
            elif not _can_be_read(values["changes"]):
                problems.append("its changes cannot be read")
        anchored = self._anchors.get(values["partner_id"], {}).pop(sequence, set())
        if anchored - {values["hash"]}:
            problems.append("is another entry than the one that was anchored")
        return problems

    def _end(self) -> None:
        """The chain has no more entries: its head must say the same."""
        key = self._partner
        if key is None:
            return
        self._missing.discard(key)
        head = self._heads.pop(key, None)
        if key not in self._names:
            self._tell(key, "is no partner")
        if head is None:
            self._tell(key, "has entries and no head")
        else:
            for problem in self._problems_of_head(head):
                self._tell(key, problem)
        self._miss_anchored(key)
        if len(self.result.findings) == self._found_before:
            assert isinstance(key, UUID)
            self.result.heads.append(Anchor(key, self._sequence, self._hash))

    def _problems_of_head(self, head: StoredRow) -> list[str]:
        if head.wrong:
            return [f"of its head, {_is_wrong(head, name)}" for name in head.wrong]
        at = head.values["sequence"]
        if at > self._sequence:
            return [f"its end is missing: its head is at {at:,}, its last entry {self._sequence:,}"]
        if at < self._sequence:
            return [f"its head is at {at:,}, and there are entries up to {self._sequence:,}"]
        if head.values["hash"] != self._hash:
            return ["its head has another hash than its last entry"]
        return []

    def _miss_anchored(self, key: Key) -> None:
        for sequence in sorted(self._anchors.pop(key, ())):
            self._tell(key, "was anchored and is not there", sequence)

    def done(self) -> Result:
        self._end()
        for key in sorted(self._heads, key=str):
            self._missing.discard(key)
            self._tell(key, "has a head and no entries")
        for key in sorted(self._missing, key=str):
            # Its creation is the first entry of every partner.
            self._tell(key, "has no entries at all")
        for key in sorted(self._anchors, key=str):
            self._miss_anchored(key)
        return self.result

    def _tell(self, key: Key, problem: str, sequence: int | None = None) -> None:
        name = self._names.get(key)
        shown = f"{name} ({key})" if name else f"partner {key}"
        self.result.findings.append(Finding(problem, shown, sequence))


def _is_wrong(row: StoredRow, name: str) -> str:
    return f"{name} is not as it was written: {row.values[name][:80]!r}"


def _can_be_read(changes: str) -> bool:
    try:
        read = read_changes(changes)
    except (ValueError, TypeError, RecursionError):
        return False
    return all(
        isinstance(each.field, str)
        and isinstance(each.before, str | None)
        and isinstance(each.after, str | None)
        for each in read
    )
