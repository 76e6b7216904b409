"""The check finds and locates tampering with the audit log, and accepts intact logs."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, text, update

from tests.graphql.documents import rows
from tests.importing import Importing
from tests.product import Product
from tests.services.audit.chains import fill, seed_ids, told, undone
from textgate.domain.audit import chain_hash
from textgate.services.audit import audit_log, chain_check
from textgate.services.audit.anchors import Anchors
from textgate.services.audit.chain_check import Result, check, verify
from textgate.storage.tables import audit_entry, audit_head


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Random:
    return seed_ids(monkeypatch)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE audit_entry SET changes = '[[\"a\",null,null]]' WHERE sequence = 3",
            ["entry 3: has been changed: its hash is of something else"],
        ),
        (
            "DELETE FROM audit_entry WHERE sequence = 3",
            ["entry 4: what came before it is missing, from entry 3 on"],
        ),
        (
            "UPDATE audit_entry SET previous_hash = upper(previous_hash) WHERE sequence = 3",
            [
                "entry 3: does not follow the entry before it: that one's hash is another",
                "entry 3: has been changed: its hash is of something else",
            ],
        ),
        (
            "UPDATE audit_entry SET sequence = 0 WHERE sequence = 1",
            [
                "entry 0: is in a place that another entry has, or that there is not",
                "entry 0: has been changed: its hash is of something else",
                "entry 2: what came before it is missing, from entry 1 on",
            ],
        ),
        (
            "DELETE FROM audit_entry WHERE sequence > 5",
            ["Partner 0: its end is missing: its head is at 8, its last entry 5"],
        ),
        (
            "UPDATE audit_head SET sequence = 7",
            ["Partner 0: its head is at 7, and there are entries up to 8"],
        ),
        (
            "UPDATE audit_head SET hash = 'x'",
            ["Partner 0: its head has another hash than its last entry"],
        ),
        ("DELETE FROM audit_head", ["Partner 0: has entries and no head"]),
        ("DELETE FROM audit_entry", ["Partner 0: has a head and no entries"]),
    ],
)
async def test_each_kind_of_tampering_is_reported(
    product: Product, seeded: Random, statement: str, expected: list[str]
) -> None:
    (partner_id,) = await fill(product, seeded, chains=1, entries=8)
    found = await told(product, statement)
    assert [each.replace(f" ({partner_id})", "") for each in found] == expected


async def test_a_missing_chain_is_reported(product: Product, seeded: Random) -> None:
    (partner_id,) = await fill(product, seeded, chains=1, entries=8)
    found = await told(product, "DELETE FROM audit_entry", "DELETE FROM audit_head")
    assert found == [f"Partner 0 ({partner_id}): has no entries at all"]


async def test_an_unreadable_entry_with_a_valid_hash_is_reported(
    product: Product, seeded: Random
) -> None:
    await fill(product, seeded, chains=1, entries=8)
    for changes in ("[", "[" * 100_000, "[[1,null,null]]", '[["a"]]', "{}x", "[[]]"):
        async with undone(product) as connection:
            entries = select(audit_entry).order_by(audit_entry.c.sequence.desc()).limit(1)
            row = dict((await connection.execute(entries)).mappings().one()) | {"changes": changes}
            row["hash"] = chain_hash(row)
            mine = audit_entry.c.id == row["id"]
            await connection.execute(update(audit_entry).where(mine).values(**row))
            await connection.execute(update(audit_head).values(hash=row["hash"]))
            (finding,) = (await check(connection)).findings
            assert finding.problem == "its changes cannot be read"


async def test_empty_new_and_imported_logs_are_intact(
    product: Product, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = product.services.database
    assert await verify(database) == Result()
    client = await product.partner()
    await product.approved_account(client)
    importing = Importing(product, tmp_path, client.viewer.partner_id)
    practices = [f"p-{n},Łódź Practice {n},https://p-{n}.org" for n in range(60)]
    await importing.run("\n".join(["external_id,name,website", *practices]))
    # Several batches.
    monkeypatch.setattr(chain_check, "BATCH", 7)
    result = await verify(database)
    assert (result.findings, result.chains) == ([], 1)
    assert result.entries == await rows(product, audit_entry) > 60
    (head,) = result.heads
    assert (head.partner_id, head.sequence) == (client.viewer.partner_id, result.entries)


async def test_anchors_detect_a_chain_rewritten_with_its_head(
    product: Product, seeded: Random
) -> None:
    await fill(product, seeded, chains=2, entries=8)
    database = product.services.database
    before = await verify(database)
    anchors = Anchors.parse("".join(head.line(product.clock()) for head in before.heads))
    assert (len(anchors), (await verify(database, anchors)).findings) == (2, [])
    async with undone(product) as connection:
        entries = select(audit_entry).order_by(audit_entry.c.partner_id, audit_entry.c.sequence)
        chain = [dict(row) for row in (await connection.execute(entries)).mappings()][:8]
        previous = audit_log.FIRST_HASH
        for row in chain:
            row |= {"actor_name": "somebody else", "previous_hash": previous}
            previous = row["hash"] = chain_hash(row)
            mine = audit_entry.c.id == row["id"]
            await connection.execute(update(audit_entry).where(mine).values(**row))
        of_partner = audit_head.c.partner_id == chain[0]["partner_id"]
        await connection.execute(update(audit_head).where(of_partner).values(hash=previous))
        assert (await check(connection)).findings == []
        (finding,) = (await check(connection, anchors)).findings
        assert finding.sequence == 8
        assert finding.problem == "is another entry than the one that was anchored"


async def test_anchors_detect_a_chain_truncated_with_its_head(
    product: Product, seeded: Random
) -> None:
    await fill(product, seeded, chains=1, entries=8)
    database = product.services.database
    anchors = Anchors((await verify(database)).heads)
    cut_off = (
        "DELETE FROM audit_entry WHERE sequence > 6",
        "UPDATE audit_head SET sequence = 6, "
        "hash = (SELECT hash FROM audit_entry WHERE sequence = 6)",
    )
    assert await told(product, *cut_off) == []
    async with undone(product) as connection:
        for statement in cut_off:
            await connection.execute(text(statement))
        (finding,) = (await check(connection, anchors)).findings
        assert (finding.sequence, finding.problem) == (8, "was anchored and is not there")
