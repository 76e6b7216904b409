"""The check finds random tampering with the audit log, regardless of the resulting values."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.product import Product
from tests.services.audit.chains import SEED, fill, seed_ids, told, undone
from tests.services.audit.tampering import Tamperer
from textgate.services.audit.chain_check import check, verify
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry, audit_head

TAMPERINGS = {"sqlite": 500, "postgresql": 40}


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Random:
    return seed_ids(monkeypatch)


@pytest.mark.slow
async def test_every_random_tampering_is_detected(product: Product, seeded: Random) -> None:
    await fill(product, seeded)
    async with undone(product) as connection:
        assert (await check(connection)).findings == []
        entries = select(audit_entry).order_by(audit_entry.c.partner_id, audit_entry.c.sequence)
        tamperer = Tamperer(
            connection,
            Random(SEED),
            [dict(row) for row in (await connection.execute(entries)).mappings()],
            [dict(row) for row in (await connection.execute(select(audit_head))).mappings()],
        )
        done = 0
        missed = []
        while done < TAMPERINGS[connection.dialect.name]:
            savepoint = await connection.begin_nested()
            try:
                deed = await tamperer.tamper()
            except IntegrityError:
                # Two entries in one place: that the database itself refuses.
                await savepoint.rollback()
                continue
            if not (await check(connection)).findings:
                missed.append(deed)
            await savepoint.rollback()
            done += 1
        assert missed == []
        assert (await check(connection)).findings == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_accepts_one_stored_form_per_value(product: Product, seeded: Random) -> None:
    await fill(product, seeded, chains=1, entries=8)
    for column, value in (
        ("id", "upper(id)"),
        ("subject_id", "' ' || subject_id"),
        ("partner_id", "upper(partner_id)"),
        ("at", "replace(at, ' ', 'T')"),
        ("at", "replace(at, '.000000', '')"),
        ("at", "at || '+00:00'"),
        ("at", "'2026-02-30 00:00:00.000000'"),
        ("action", "lower(action)"),
        ("actor_kind", "'NOBODY'"),
        ("sequence", "'one'"),
        ("sequence", "1.5"),
        ("hash", "CAST(hash AS BLOB)"),
        ("changes", "CAST(x'5b80' AS TEXT)"),
        ("actor_name", "actor_name || char(0)"),
    ):
        statement = f"UPDATE audit_entry SET {column} = {value} WHERE sequence = 1"
        found = await told(product, statement)
        assert any(each.startswith(("entry 1: ", "entry 2: ")) for each in found), statement
    for column in ("partner_id", "hash"):
        assert await told(product, f"UPDATE audit_head SET {column} = upper({column})")
    (finding,) = await told(product, "UPDATE audit_head SET sequence = 'eight'")
    assert finding.endswith(": of its head, sequence is not as it was written: 'eight'")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("moment", ["infinity", "-infinity", "20000-01-01", "2026-11-02 15:00 BC"])
async def test_times_outside_pythons_range_are_detected_on_postgresql(
    product: Product, seeded: Random, moment: str
) -> None:
    await fill(product, seeded, chains=1, entries=8)
    found = await told(product, f"UPDATE audit_entry SET at = '{moment}' WHERE sequence = 3")
    assert [each.partition(" as ")[0] for each in found] == ["entry 3: at is not"]


def contents(path: Path) -> bytes:
    return path.read_bytes()


def edit(path: Path, whole: bytes, place: int) -> None:
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_table_edited_as_a_file_is_detected_despite_its_indexes(
    database_url: str, seeded: Random
) -> None:
    path = Path(database_url.removeprefix("sqlite+aiosqlite:///"))
    async with Product.open(database_url) as product:
        await fill(product, seeded, chains=1, entries=8)
        async with product.services.database.read() as connection:
            entries = select(audit_entry).where(audit_entry.c.sequence == 3)
            row = (await connection.execute(entries)).mappings().one()
    # The last connection has closed: all is in the one file now.
    whole = contents(path)
    for word in (
        row["id"].hex,
        row["subject_id"].hex,
        row["hash"],
        row["request_id"] or "operator",
    ):
        places = [found.start() for found in re.finditer(word.encode(), whole)]
        assert places, word
        for place in places:
            edit(path, whole, place)
            database = Database(database_url)
            assert (await verify(database)).findings, (word, place)
            await database.close()
