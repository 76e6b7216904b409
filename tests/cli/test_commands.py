"""The console script: every command has help, does its work and explains errors."""

from __future__ import annotations

import gc
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from tests.shared import shared_file
from textgate.cli import app
from textgate.cli.common import with_services
from textgate.graphql.schema import schema
from textgate.rest.partner_api import openapi
from textgate.services.services import Services
from textgate.settings import sqlite_url

COMMANDS = [
    "serve",
    "worker",
    "demo",
    "import",
    "migrate",
    "schema",
    "openapi",
    "partner create",
    "partner details",
    "partner list",
    "partner enable-sms",
    "partner disable-sms",
    "credential create",
    "credential list",
    "credential revoke",
]


# Their help says where the only argument comes from.
NEED_NO_EXAMPLE = ["partner enable-sms", "partner disable-sms", "credential revoke"]


@pytest.fixture
def textgate(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", database_url)
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    return run


@pytest.mark.parametrize("command", ["", "partner", "credential", *COMMANDS])
def test_help_describes_every_command_and_option(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    sentences = re.findall(r"[A-Z][^.]{15,}\.", shown.output)
    assert sentences, shown.output
    command_object: Any = get_command(app)
    for name in command.split():
        command_object = command_object.commands[name]
    for parameter in command_object.params:
        assert parameter.help, parameter.name
    if any(parameter.param_type_name == "argument" for parameter in command_object.params):
        assert command in NEED_NO_EXAMPLE or "Example: textgate" in shown.output


def test_a_second_demo_on_the_same_port_keeps_the_data(textgate: Any, tmp_path: Path) -> None:
    data = tmp_path / "demo"
    data.mkdir()
    kept = {
        data / name: name for name in ("demo.json", "textgate.sqlite3", "simulator.sqlite3-wal")
    }
    for path, content in kept.items():
        path.write_text(content)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = textgate("demo", "--data", str(data), "--port", port, "--fresh")
    assert failed.exit_code == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in failed.output
    assert {path: path.read_text() for path in data.iterdir()} == kept


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).output
    for command in ("serve", "worker", "demo", "import", "migrate", "schema"):
        assert f" {command} " in shown


def test_partners_are_created_listed_and_activated(textgate: Any) -> None:
    assert textgate("partner", "create", "Acme EHR").exit_code == 0
    assert " off " in textgate("partner", "list").output
    assert textgate("partner", "enable-sms", "Acme EHR").exit_code == 0
    assert " on " in textgate("partner", "list").output
    assert textgate("partner", "disable-sms", "Acme EHR").exit_code == 0
    again = textgate("partner", "create", "Acme EHR")
    assert (again.exit_code, "Name is already used by another partner." in again.output) == (
        1,
        True,
    )
    unknown = textgate("partner", "enable-sms", "Nobody")
    assert (unknown.exit_code, "There is no partner 'Nobody'" in unknown.output) == (1, True)


def test_a_credentials_token_is_shown_once(textgate: Any) -> None:
    textgate("partner", "create", "Acme")
    created = textgate("credential", "create", "Acme", "--name", "nightly", "--days", "30")
    token = created.output.split()[-1]
    assert re.fullmatch(r"tg_[0-9a-f]{32}_[\w-]{32}", token)
    listed = textgate("credential", "list").output
    assert "nightly" in listed
    assert token not in listed
    credential_id = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", listed)
    assert credential_id is not None
    assert textgate("credential", "revoke", credential_id[0]).exit_code == 0
    again = textgate("credential", "revoke", credential_id[0])
    assert (again.exit_code, "already revoked" in again.output) == (1, True)
    assert textgate("credential", "revoke", "nonsense").exit_code == 2
    assert textgate("credential", "create", "Nobody").exit_code == 1


def test_the_list_of_credentials_has_the_state_of_each(textgate: Any) -> None:
    for partner in ("Acme", "Other"):
        textgate("partner", "create", partner)
        textgate("credential", "create", partner, "--name", f"of {partner}")
    listed = textgate("credential", "list").output
    assert ("of Acme" in listed, "of Other" in listed, listed.count("never used")) == (
        True,
        True,
        2,
    )
    acmes = textgate("credential", "list", "--partner", "Acme").output
    assert ("of Acme" in acmes, "of Other" in acmes) == (True, False)
    credential_id = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", acmes)
    assert credential_id is not None
    textgate("credential", "revoke", credential_id[0])
    assert "revoked " in textgate("credential", "list", "--partner", "Acme").output
    unknown = textgate("credential", "list", "--partner", "Nobody")
    assert (unknown.exit_code, "There is no partner 'Nobody'" in unknown.output) == (1, True)


@pytest.mark.parametrize("days", ["0", "-1", "3651", "soon"])
def test_a_credential_expires_in_a_number_of_days(textgate: Any, days: str) -> None:
    textgate("partner", "create", "Acme")
    refused = textgate("credential", "create", "Acme", "--days", days)
    assert refused.exit_code == 2
    assert "--days" in refused.output
    assert "tg_" not in refused.output


def test_schema_openapi_and_migrate_write_their_output(textgate: Any, tmp_path: Path) -> None:
    assert textgate("schema").output == schema.as_str() + "\n"
    assert textgate("schema", "--output", str(tmp_path / "s.graphql")).exit_code == 0
    assert (tmp_path / "s.graphql").read_text() == schema.as_str() + "\n"
    nowhere = textgate("schema", "--output", str(tmp_path / "no" / "s.graphql"))
    assert (nowhere.exit_code, "No such file or directory" in nowhere.output) == (1, True)
    assert textgate("openapi").output == openapi.as_json()
    page = tmp_path / "page.md"
    page.write_text("<!-- codes -->\n<!-- end -->\n")
    assert textgate("openapi", "--tables", str(page)).exit_code == 0
    assert "| 2000 | OK | The call succeeded. |" in page.read_text()
    assert textgate("migrate").output == "The database is up to date.\n"


def test_import_reports_its_result(textgate: Any, tmp_path: Path) -> None:
    textgate("partner", "create", "Acme")
    practices = tmp_path / "p.csv"
    practices.write_text("external_id,name,phone,colour\np-1,Lakeside,none,red\n,Nobody,,\n")
    report = tmp_path / "report.csv"
    command = ("import", str(practices), "--partner", "Acme", "--report", str(report))
    done = textgate(*command)
    assert done.exit_code == 0, done.output
    assert re.search(r"Accounts\W+2\W+1\W+0\W+0\W+1\W", done.output)
    assert "Column ignored: p.csv: colour" in done.output
    assert report.read_text().splitlines() == [
        "file,row,external_id,column,value,action,reason",
        "p.csv,1,,colour,,column ignored,The column is unknown.",
        'p.csv,2,p-1,phone,none,refused,"Phone is a placeholder, not a value."',
        "p.csv,3,,external_id,,row refused,External ID is required.",
    ]
    again = textgate(*command)
    assert "Nothing has changed." in again.output
    assert textgate("import", str(practices), "--partner", "Nobody").exit_code == 1
    absent = textgate("import", str(tmp_path / "absent.csv"), "--partner", "Acme")
    assert (absent.exit_code, "No such file" in absent.output) == (1, True)
    nowhere = textgate(*command[:-1], str(tmp_path / "no" / "report.csv"))
    assert (nowhere.exit_code, "Traceback" in nowhere.output) == (1, False)


def test_the_examples_of_the_demo_come_from_the_real_files() -> None:
    examples = Path(__file__).resolve().parents[2] / "examples"
    for name in ("practices.csv", "locations.csv"):
        real = set(shared_file(name).read_text(encoding="utf-8").splitlines())
        lines = (examples / name).read_text(encoding="utf-8").splitlines()
        assert len(lines) > 100
        assert real.issuperset(lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTGATE_PORT", "abc"),
        ("TEXTGATE_PORT", "99999"),
        ("TEXTGATE_LOG_LEVEL", "loud"),
        ("TEXTGATE_DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("TEXTGATE_DATABASE_URL", "postgresql://user:hunter2@host:port/db"),
        ("TEXTGATE_SIMULATOR_FAULTS", "refuse=lots"),
        ("TEXTGATE_NUMBER_TYPE", "PIGEON"),
    ],
)
def test_an_invalid_setting_is_explained(
    textgate: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    failed = textgate("partner", "list")
    assert failed.exit_code == 1
    assert name in failed.output
    assert "hunter2" not in failed.output
    assert "Traceback" not in failed.output


@pytest.mark.parametrize("command", ["migrate", "partner list"])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://user:hunter2@127.0.0.1:1/db", "The database cannot be reached"),
        ("sqlite:////proc/nowhere/textgate.sqlite3", "No such file or directory"),
    ],
)
def test_an_unusable_database_is_explained(
    textgate: Any, monkeypatch: pytest.MonkeyPatch, command: str, url: str, message: str
) -> None:
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", url)
    failed = textgate(*command.split())
    assert (failed.exit_code, message in failed.output) == (1, True), failed.output
    assert "hunter2" not in failed.output
    assert "Traceback" not in failed.output


def test_commands_restore_the_garbage_collection_thresholds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start raises the thresholds; a command's work runs with the usual ones."""
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", sqlite_url(tmp_path / "textgate.sqlite3"))
    before = gc.get_threshold()
    gc.set_threshold(1_000_000)

    async def work(_: Services) -> int:
        return gc.get_threshold()[0]

    try:
        assert with_services(work) <= 20_000
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
