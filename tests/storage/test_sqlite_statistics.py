"""SQLite uses the most selective index without ANALYZE."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from textgate.settings import sqlite_url
from textgate.storage.migrate import upgrade
from textgate.storage.tables import metadata

STATEMENTS = {
    "SELECT * FROM sms_number WHERE partner_id = ? AND account_id IN (?, ?)": (
        "SEARCH sms_number USING INDEX ix_sms_number_account_id_status (account_id=?)"
    ),
    "SELECT * FROM message WHERE partner_id = ? AND account_id IN (?, ?)": (
        "SEARCH message USING INDEX ix_message_account_id_sent_by_name_id (account_id=?)"
    ),
    "SELECT * FROM account WHERE partner_id = ? AND id IN (?, ?) ORDER BY name_key, id": (
        "SEARCH account USING INDEX sqlite_autoindex_account_1 (partner_id=? AND id=?)"
    ),
    "SELECT * FROM account WHERE partner_id = ? ORDER BY name_key, id LIMIT 50": (
        "SEARCH account USING INDEX ix_account_partner_id_name_key_id (partner_id=?)"
    ),
    "SELECT account_id, id, name FROM sender WHERE partner_id = ? "
    "AND account_id IN (SELECT value FROM json_each(?)) AND kind = ? ORDER BY account_id, "
    "CASE WHEN is_default THEN 0 WHEN kind = 'LOCATION' THEN 1 ELSE 2 END, name_key, id LIMIT 300": (
        "SEARCH sender USING COVERING INDEX ix_sender_picker (partner_id=? AND account_id=?)"
    ),
}


@pytest.fixture
def connection(migrated_sqlite: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(migrated_sqlite)) as opened:
        yield opened


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_uses_the_most_selective_index(
    connection: sqlite3.Connection, statement: str
) -> None:
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", [""] * statement.count("?"))
    assert plan.fetchone()[3] == STATEMENTS[statement]


def test_every_index_has_statistics(connection: sqlite3.Connection) -> None:
    described = set(connection.execute("SELECT tbl, idx FROM sqlite_stat1"))
    indexes = set(
        connection.execute(
            "SELECT tables.name, indexes.name FROM sqlite_schema AS tables "
            "JOIN pragma_index_list(tables.name) AS indexes "
            "WHERE tables.type = 'table' AND tables.name NOT LIKE 'search_%'"
        )
    )
    assert {table for table, _ in indexes} <= {*metadata.tables, "alembic_version"}
    assert described == {(table, name) for table, name in indexes if table in metadata.tables}


async def test_an_upgrade_replaces_the_statistics_of_analyze(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = tmp_path / "counted.sqlite3"
    shutil.copy(migrated_sqlite, path)
    query = "SELECT * FROM sqlite_stat1 ORDER BY tbl, idx"
    counted = sqlite3.connect(path, isolation_level=None)
    before = counted.execute(query).fetchall()
    counted.execute("ANALYZE")
    assert counted.execute(query).fetchall() != before
    await upgrade(sqlite_url(path))
    assert counted.execute(query).fetchall() == before
    counted.close()
