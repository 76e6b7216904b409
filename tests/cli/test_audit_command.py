"""`textgate audit verify` reports findings, and compares the log with anchors."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from tests.services.audit.tampering import disarm
from textgate.cli import app
from textgate.cli.common import problems
from textgate.domain.audit import chain_hash
from textgate.services.audit.audit_log import FIRST_HASH
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry, audit_head


@pytest.fixture
def textgate(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", database_url)
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(problems, "width", 200)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    return run


def verify(textgate: Any, *arguments: str) -> tuple[int, str]:
    result = textgate("audit", "verify", *arguments)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def rewrite(database_url: str) -> None:
    """Give the first partner's entries another actor, and recompute their hashes and the head."""

    async def work() -> None:
        database = Database(database_url)
        async with database.write() as connection:
            await disarm(connection)
            previous = FIRST_HASH
            statement = select(audit_entry).order_by(audit_entry.c.sequence)
            for stored in (await connection.execute(statement)).mappings().all():
                row = {**stored, "actor_name": "nobody", "previous_hash": previous}
                previous = row["hash"] = chain_hash(row)
                has_id = audit_entry.c.id == row["id"]
                await connection.execute(update(audit_entry).where(has_id).values(**row))
            await connection.execute(update(audit_head).values(hash=previous))
        await database.close()

    asyncio.run(work())


def test_an_intact_log_is_reported_as_intact(textgate: Any) -> None:
    assert verify(textgate) == (0, "All 0 entries of 0 partners are intact.\n")
    for name in ("Acme", "Other"):
        textgate("partner", "create", name, "--enable-sms")
        textgate("credential", "create", name)
    Path("p.csv").write_text("external_id,name\np-1,Łódź\np-2,Lakeside\n", encoding="utf-8")
    assert textgate("import", "p.csv", "--partner", "Acme").exit_code == 0
    assert verify(textgate) == (0, "All 6 entries of 2 partners are intact.\n")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_findings_are_printed(textgate: Any, database_url: str) -> None:
    for name in ("Acme", "Other"):
        textgate("partner", "create", name)
        textgate("credential", "create", name)
    connection = sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///"))
    connection.execute("DROP TRIGGER audit_entry_update")
    # Names from users never contain terminal control characters.
    connection.execute("UPDATE audit_entry SET at = '\x1b[2J' WHERE sequence = 2")
    connection.commit()
    connection.close()
    exit_code, output = verify(textgate)
    assert exit_code == 1
    assert re.search(r"^Acme \([0-9a-f-]{36}\), entry 2: at is not as it was written", output, re.M)
    assert output.count("entry 2: ") == 2
    assert "Error: The audit log is not intact: 2 findings in 4 entries of 2 partners." in output
    assert "\x1b" not in output


def test_anchors_are_appended_and_compared_with_the_log(textgate: Any, database_url: str) -> None:
    textgate("partner", "create", "Acme")
    anchors = ("--anchors", "anchors.jsonl")
    anchor_summary = "Anchors in anchors.jsonl: {} verified, {} added.\n"
    log_summary = "All {} entries of 1 partner are intact.\n"
    assert verify(textgate, *anchors) == (0, log_summary.format(1) + anchor_summary.format(0, 1))
    assert verify(textgate, *anchors) == (0, log_summary.format(1) + anchor_summary.format(1, 0))
    textgate("partner", "enable-sms", "Acme")
    assert verify(textgate, *anchors) == (0, log_summary.format(2) + anchor_summary.format(1, 1))
    lines = [json.loads(line) for line in Path("anchors.jsonl").read_text().splitlines()]
    assert [line["sequence"] for line in lines] == [1, 2]
    assert all(set(line) == {"partner_id", "sequence", "hash", "at"} for line in lines)
    kept = Path("anchors.jsonl").read_bytes()
    rewrite(database_url)
    assert verify(textgate) == (0, log_summary.format(2))
    exit_code, output = verify(textgate, *anchors)
    assert exit_code == 1
    assert output.count("is another entry than the one that was anchored") == 2
    assert Path("anchors.jsonl").read_bytes() == kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "damage",
    [
        b"{}\n",
        b"[]\n",
        b"nonsense\n",
        b"\xff\n",
        b"1\n",
        b"[" * 100_000 + b"\n",
        b'{"partner_id": 1, "sequence": 1, "hash": "x"}\n',
        b'{"partner_id": "' + b"0" * 32 + b'", "sequence": true, "hash": "' + b"0" * 64 + b'"}\n',
        b'{"partner_id": "',
    ],
)
def test_unreadable_anchors_stop_the_check(textgate: Any, damage: bytes) -> None:
    textgate("partner", "create", "Acme")
    verify(textgate, "--anchors", "anchors.jsonl")
    file = Path("anchors.jsonl")
    file.write_bytes(file.read_bytes() + damage)
    kept = file.read_bytes()
    exit_code, output = verify(textgate, "--anchors", "anchors.jsonl")
    assert (exit_code, "Error: anchors.jsonl: " in output) == (1, True)
    assert "are intact" not in output
    assert file.read_bytes() == kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_anchors_of_missing_entries_are_reported(textgate: Any) -> None:
    textgate("partner", "create", "Acme")
    missing_entry = {"partner_id": "0" * 32, "sequence": 7, "hash": "0" * 64, "at": "2026-11-02"}
    Path("anchors.jsonl").write_text(json.dumps(missing_entry) + "\n")
    exit_code, output = verify(textgate, "--anchors", "anchors.jsonl")
    assert (exit_code, "entry 7: was anchored and is not there" in output) == (1, True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_unwritable_anchor_file_is_explained(textgate: Any) -> None:
    textgate("partner", "create", "Acme")
    exit_code, output = verify(textgate, "--anchors", "no/anchors.jsonl")
    assert (exit_code, "No such file or directory" in output) == (1, True)
    assert verify(textgate, "--anchors", ".")[0] == 2


def test_help_describes_the_command() -> None:
    shown = CliRunner().invoke(app, ["audit", "verify", "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert "Example: textgate audit verify" in shown.output
