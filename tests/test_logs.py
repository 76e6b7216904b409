"""Logs are JSON or readable lines, and never contain the message or locals of an error."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import text

from textgate.logs import configure_logs
from textgate.storage.database import Database

SECRET = "+14065550120 is late with the rent"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    """Restore the process's logging."""
    root = logging.getLogger()
    handlers = root.handlers
    names = (None, "uvicorn", "aiosqlite", "sqlalchemy", "alembic", "asyncio")
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert SECRET not in captured.err
    return [json.loads(line) for line in captured.err.splitlines()]


def fail_with_a_secret() -> None:
    local = SECRET
    raise ValueError(local)


def caught_error() -> ValueError:
    with pytest.raises(ValueError, match="rent") as raised:
        fail_with_a_secret()
    return raised.value


def test_each_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "json")
    structlog.get_logger("any").info("server_started", port=8000)
    structlog.get_logger("any").warning("two\nlines", value="\r\n\x1b[31m")
    first, second = lines(capsys)
    logged_at = datetime.fromisoformat(first.pop("timestamp"))
    assert logged_at.utcoffset() == timedelta()
    assert first == {"event": "server_started", "level": "info", "port": 8000}
    assert (second["event"], second["value"]) == ("two\nlines", "\r\n\x1b[31m")


def test_lines_of_libraries_have_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "json")
    logging.getLogger("some.library").warning("%d retries", 3)
    (line,) = lines(capsys)
    assert (line["event"], line["level"], "timestamp" in line) == ("3 retries", "warning", True)


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_lines_below_the_level_are_dropped(capsys: pytest.CaptureFixture[str], level: str) -> None:
    configure_logs(level, "json")
    levels = ["debug", "info", "warning", "error"]
    for method in levels:
        getattr(structlog.get_logger("ours"), method)("ours")
        getattr(logging.getLogger("theirs"), method)("theirs")
        getattr(logging.getLogger("uvicorn"), method)("uvicorn")
    logged: dict[str, list[str]] = {"ours": [], "theirs": [], "uvicorn": []}
    for line in lines(capsys):
        logged[line["event"]].append(line["level"])
    assert logged["ours"] == logged["theirs"] == levels[levels.index(level) :]
    # Textgate logs the server's start and stop; uvicorn's own info lines would repeat them.
    assert logged["uvicorn"] == levels[max(levels.index(level), 2) :]


@pytest.mark.parametrize("form", ["ours", "ours in the handler", "theirs", "theirs in the handler"])
def test_an_error_is_logged_by_type_and_location_without_its_message(
    capsys: pytest.CaptureFixture[str], form: str
) -> None:
    configure_logs("info", "json")
    match form:
        case "ours":
            structlog.get_logger("any").error("failed", exc_info=caught_error())
        case "theirs":
            logging.getLogger("any").error("failed", exc_info=caught_error())
        case _:
            log = structlog.get_logger("any") if "ours" in form else logging.getLogger("any")
            try:
                fail_with_a_secret()
            except ValueError:
                log.exception("failed")
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["error"]) == ("failed", "error", "ValueError")
    assert line["frames"][-1].startswith("fail_with_a_secret:")
    assert set(line) == {"event", "level", "timestamp", "error", "frames"}


async def test_a_database_error_does_not_quote_the_parameters(database_url: str) -> None:
    database = Database(database_url)
    for transaction in (database.read, database.write):
        with pytest.raises(Exception, match="nowhere") as raised:
            async with transaction() as connection:
                await connection.execute(
                    text("INSERT INTO nowhere VALUES (:body)"), {"body": SECRET}
                )
        assert SECRET not in str(raised.value)
    await database.close()


def test_console_lines_are_readable(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "console")
    structlog.get_logger("any").info("server_started", port=8000)
    printed = capsys.readouterr().err
    assert "server_started" in printed
    assert not printed.startswith("{")


def test_console_tracebacks_hide_locals(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "console")
    try:
        local = SECRET
        raise ValueError(len(local))
    except ValueError:
        structlog.get_logger("any").exception("failed")
    printed = capsys.readouterr().err
    assert "ValueError" in printed
    assert SECRET not in printed


@pytest.mark.parametrize("library", ["aiosqlite", "sqlalchemy", "alembic", "asyncio"])
def test_sql_parameters_are_not_logged_even_at_debug(
    capsys: pytest.CaptureFixture[str], library: str
) -> None:
    configure_logs("debug", "json")
    logging.getLogger(f"{library}.any").debug("executing %s", SECRET)
    logging.getLogger(f"{library}.any").warning("slow")
    assert [line["event"] for line in lines(capsys)] == ["slow"]


def test_auto_logs_json_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "auto")
    structlog.get_logger("any").info("server_started")
    (line,) = lines(capsys)
    assert line["event"] == "server_started"
