"""Settings come from the environment. Errors explain invalid ones without secrets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import make_url

from textgate.domain.sms_numbers import NumberType
from textgate.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("TEXTGATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def error_lines(**overrides: Any) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load_settings(**overrides)
    return str(refused.value).splitlines()


def test_every_setting_has_a_default(tmp_path: Path) -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.worker_enabled) == ("127.0.0.1", 8000, True)
    assert settings.number_type is NumberType.TOLL_FREE
    assert not settings.simulator_idempotent
    assert settings.simulator_review_seconds is None
    file = tmp_path / ".data" / "textgate.sqlite3"
    assert settings.resolved_database_url == f"sqlite+aiosqlite:///{file}"
    assert not file.exists()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTGATE_PORT", "9000")
    monkeypatch.setenv("TEXTGATE_WORKER_ENABLED", "false")
    monkeypatch.setenv("TEXTGATE_NUMBER_TYPE", "LOCAL_10DLC")
    monkeypatch.setenv("TEXTGATE_SIMULATOR_FAULTS", "refuse=0.1, late=0.2:3")
    monkeypatch.setenv("TEXTGATE_UNKNOWN", "ignored")
    settings = load_settings()
    assert (settings.port, settings.worker_enabled) == (9000, False)
    assert settings.number_type is NumberType.LOCAL_10DLC
    assert settings.simulator_faults == "refuse=0.1, late=0.2:3"


def test_options_override_the_environment_unless_omitted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEXTGATE_PORT", "9000")
    monkeypatch.setenv("TEXTGATE_WORKER_ENABLED", "true")
    settings = load_settings(port=None, worker_enabled=False)
    assert (settings.port, settings.worker_enabled) == (9000, False)


def test_settings_do_not_change_while_a_process_runs() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1


@pytest.mark.parametrize(
    ("url", "resolved"),
    [
        ("postgresql://u:p@db/textgate", "postgresql+asyncpg://u:p@db/textgate"),
        ("postgres://u:p@db/textgate", "postgresql+asyncpg://u:p@db/textgate"),
        ("postgresql+asyncpg://u:p@db/textgate", "postgresql+asyncpg://u:p@db/textgate"),
        ("sqlite:////var/lib/x.sqlite3", "sqlite+aiosqlite:////var/lib/x.sqlite3"),
        ("sqlite:///x.sqlite3", "sqlite+aiosqlite:///x.sqlite3"),
    ],
)
def test_a_database_url_needs_no_driver(url: str, resolved: str) -> None:
    assert load_settings(database_url=url).resolved_database_url == resolved


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:hunter2@host/db",
        "mysql+pymysql://user:hunter2@host/db",
        "postgresql+psycopg2://user:hunter2@host/db",
        "user:hunter2@host/db",
        "postgresql:user:hunter2",
        "postgresql://user:hunter2@host:port/db",
        "postgresql://user:x@y:hunter2/db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "",
    ],
)
def test_an_invalid_database_url_is_refused_and_not_quoted(url: str) -> None:
    (line,) = error_lines(database_url=url)
    assert line.startswith("TEXTGATE_DATABASE_URL")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", ""),
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("WORKER_ENABLED", "perhaps"),
        ("GRAPHIQL_ENABLED", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("CARRIER", "pigeon"),
        ("NUMBER_TYPE", "SHORT_CODE"),
        ("SIMULATOR_REVIEW_SECONDS", "0"),
        ("SIMULATOR_REVIEW_SECONDS", "inf"),
        ("SIMULATOR_DELIVERY_SECONDS", "-1"),
        ("SIMULATOR_DELIVERY_SECONDS", "nan"),
        ("SIMULATOR_DELIVERY_SECONDS", "inf"),
        ("SIMULATOR_UNDELIVERED_SHARE", "1.5"),
        ("SIMULATOR_FAULTS", "refuse"),
        ("SIMULATOR_FAULTS", "refuse=0.6,timeout_before=0.6"),
    ],
)
def test_an_invalid_value_is_explained_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TEXTGATE_{name}", value)
    (line,) = error_lines()
    assert line.startswith(f"TEXTGATE_{name}: ")
    assert len(line) > len(f"TEXTGATE_{name}: ") + 10
    assert "Value error" not in line


def test_all_errors_are_reported_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTGATE_PORT", "abc")
    monkeypatch.setenv("TEXTGATE_LOG_LEVEL", "loud")
    assert sorted(line.partition(":")[0] for line in error_lines()) == [
        "TEXTGATE_LOG_LEVEL",
        "TEXTGATE_PORT",
    ]


@pytest.mark.parametrize("level", ["INFO", "Info", "info"])
def test_a_log_level_may_be_in_capitals(level: str) -> None:
    assert load_settings(log_level=level).log_level == "info"


@pytest.mark.parametrize("name", ["100%20 practices", "a?b#c", "naïve & co"])
def test_any_directory_may_hold_the_database(tmp_path: Path, name: str) -> None:
    url = load_settings(data_dir=tmp_path / name).resolved_database_url
    assert make_url(url).database == str(tmp_path / name / "textgate.sqlite3")


def test_the_repr_of_settings_hides_the_database_password() -> None:
    settings = load_settings(database_url="postgresql://user:hunter2@db/textgate")
    assert "hunter2" not in f"{settings!r} {settings}"


def test_every_setting_has_a_description() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description[0].isupper() or field.description.startswith("postgresql://")
        assert field.description.endswith(".")
