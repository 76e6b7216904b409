"""Verifies the whole audit log: finds entries that were changed, deleted, swapped, inserted or truncated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import chain_hash, read_changes
from textgate.services.audit.anchors import Anchor, Anchors
from textgate.services.audit.audit_log import FIRST_HASH
from textgate.services.audit.stored_rows import StoredColumns, StoredRow
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry, audit_head, partner

BATCH = 1_000

PartnerKey = UUID | str
"""A partner's id, or the invalid text in its column."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: of an entry, of a chain (`sequence` is None) or of the tables (`partner` is None too)."""

    problem: str
    partner: str | None = None
    sequence: int | None = None

    def __str__(self) -> str:
        entry = None if self.sequence is None else f"entry {self.sequence:,}"
        place = ", ".join(part for part in (self.partner, entry) if part)
        return f"{place}: {self.problem}" if place else self.problem


@dataclass(slots=True)
class Result:
    """How much was verified, the findings, and the heads of the intact chains."""

    entries: int = 0
    chains: int = 0
    findings: list[Finding] = field(default_factory=list)
    heads: list[Anchor] = field(default_factory=list)


async def verify(database: Database, anchors: Anchors | None = None) -> Result:
    """Check all chains in one snapshot, while other transactions keep writing."""
    async with database.read() as connection:
        if database.dialect == "postgresql":
            await connection.execution_options(isolation_level="REPEATABLE READ")
        return await check(connection, anchors)


async def check(connection: AsyncConnection, anchors: Anchors | None = None) -> Result:
    """Check all chains in the snapshot of this connection's transaction."""
    checker = _ChainChecker(
        names=await _names(connection),
        heads=await _heads(connection),
        anchors=anchors.by_partner() if anchors else {},
    )
    if connection.dialect.name == "sqlite":
        checker.result.findings += await _inconsistencies(connection)
    columns = StoredColumns(connection.dialect.name, *audit_entry.c)
    # A server-side cursor. Keyset pages could skip entries whose order columns were tampered with.
    statement = select(*columns.columns).order_by(audit_entry.c.partner_id, audit_entry.c.sequence)
    options = {"yield_per": BATCH}
    async with connection.stream(statement, execution_options=options) as rows:
        async for row in rows.mappings():
            checker.add(columns.decode(row))
    return checker.finish()


async def _names(connection: AsyncConnection) -> dict[PartnerKey, str]:
    columns = StoredColumns(connection.dialect.name, partner.c.id, partner.c.name)
    rows = (await connection.execute(select(*columns.columns))).mappings()
    return {row["id"]: row["name"] for row in (columns.decode(raw).values for raw in rows)}


async def _heads(connection: AsyncConnection) -> dict[PartnerKey, StoredRow]:
    columns = StoredColumns(connection.dialect.name, *audit_head.c)
    rows = (await connection.execute(select(*columns.columns))).mappings()
    return {row.values["partner_id"]: row for row in map(columns.decode, rows)}


async def _inconsistencies(connection: AsyncConnection) -> list[Finding]:
    """SQLite reads from indexes where it can. A table edited as a file would look intact while its
    indexes still hold the old values."""
    findings: list[Finding] = []
    for table in (audit_entry, audit_head):
        lines = await connection.exec_driver_sql(f"PRAGMA integrity_check({table.name})")
        findings += [Finding(f"{table.name}: {line}") for line in lines.scalars() if line != "ok"]
    return findings


class _ChainChecker:
    """Takes all entries in order, chain by chain."""

    def __init__(
        self,
        names: Mapping[PartnerKey, str],
        heads: dict[PartnerKey, StoredRow],
        anchors: Mapping[UUID, Mapping[int, set[str]]],
    ) -> None:
        self.result = Result()
        self._names = names
        self._heads = heads
        self._missing = set(names)
        self._anchors: dict[PartnerKey, dict[int, set[str]]] = {
            key: dict(of_partner) for key, of_partner in anchors.items()
        }
        self._partner: PartnerKey | None = None
        self._start()

    def _start(self) -> None:
        self._sequence, self._hash = 0, FIRST_HASH
        self._findings_before = len(self.result.findings)

    def add(self, row: StoredRow) -> None:
        partner_id: PartnerKey = row.values["partner_id"]
        if partner_id != self._partner:
            self._end()
            self._partner = partner_id
            self._start()
            self.result.chains += 1
        self.result.entries += 1
        values = row.values
        sequence = self._sequence + 1 if "sequence" in row.wrong else values["sequence"]
        for problem in self._problems(row, sequence):
            self._report(partner_id, problem, sequence)
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
        """Finish the current chain and compare it with its head."""
        key = self._partner
        if key is None:
            return
        self._missing.discard(key)
        head = self._heads.pop(key, None)
        if key not in self._names:
            self._report(key, "is no partner")
        if head is None:
            self._report(key, "has entries and no head")
        else:
            for problem in self._problems_of_head(head):
                self._report(key, problem)
        self._report_missing_anchors(key)
        if len(self.result.findings) == self._findings_before:
            assert isinstance(key, UUID)
            self.result.heads.append(Anchor(key, self._sequence, self._hash))

    def _problems_of_head(self, head: StoredRow) -> list[str]:
        if head.wrong:
            return [f"of its head, {_is_wrong(head, name)}" for name in head.wrong]
        head_sequence = head.values["sequence"]
        if head_sequence > self._sequence:
            return [
                f"its end is missing: its head is at {head_sequence:,}, its last entry {self._sequence:,}"
            ]
        if head_sequence < self._sequence:
            return [
                f"its head is at {head_sequence:,}, and there are entries up to {self._sequence:,}"
            ]
        if head.values["hash"] != self._hash:
            return ["its head has another hash than its last entry"]
        return []

    def _report_missing_anchors(self, key: PartnerKey) -> None:
        for sequence in sorted(self._anchors.pop(key, ())):
            self._report(key, "was anchored and is not there", sequence)

    def finish(self) -> Result:
        self._end()
        for key in sorted(self._heads, key=str):
            self._missing.discard(key)
            self._report(key, "has a head and no entries")
        for key in sorted(self._missing, key=str):
            # The first entry of every partner records its creation.
            self._report(key, "has no entries at all")
        for key in sorted(self._anchors, key=str):
            self._report_missing_anchors(key)
        return self.result

    def _report(self, key: PartnerKey, problem: str, sequence: int | None = None) -> None:
        name = self._names.get(key)
        shown = f"{name} ({key})" if name else f"partner {key}"
        self.result.findings.append(Finding(problem, shown, sequence))


def _is_wrong(row: StoredRow, name: str) -> str:
    return f"{name} is not as it was written: {row.values[name][:80]!r}"


def _can_be_read(changes: str) -> bool:
    try:
        parsed = read_changes(changes)
    except (ValueError, TypeError, RecursionError):
        return False
    return all(
        isinstance(change.field, str)
        and isinstance(change.before, str | None)
        and isinstance(change.after, str | None)
        for change in parsed
    )
