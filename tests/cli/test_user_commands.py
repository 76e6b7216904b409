"""Commands about users: shown and mailed links, lists and errors."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from typer.main import get_command
from typer.testing import CliRunner, Result

from textgate.cli import app
from textgate.storage.database import Database
from textgate.storage.tables import metadata, user

UNUSABLE = "Email cannot be invited; check the spelling or use another address."
LINK = r"http://127\.0\.0\.1:8000/set-password#[0-9a-f]{32}_[\w-]{32}"


@pytest.fixture
def textgate(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own that has the partner Acme and a practice."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", database_url)
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "250")
    for name in ("TEXTGATE_SMTP_URL", "TEXTGATE_MAIL_FROM", "TEXTGATE_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    practices = tmp_path / "p.csv"
    practices.write_text("external_id,name\np-1,Lakeside Clinic\n")
    assert run("partner", "create", "Acme").exit_code == 0
    assert run("import", str(practices), "--partner", "Acme").exit_code == 0
    return run


def invite(textgate: Any, *more: str, email: str = "ada@acme.example") -> Any:
    return textgate("user", "invite", "Acme", email, "--name", "Ada", *more)


@pytest.fixture
def mailing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Configures a mail server, which commands never contact."""
    monkeypatch.setenv("TEXTGATE_SMTP_URL", "smtps://user:hunter2@mail.example")
    monkeypatch.setenv("TEXTGATE_MAIL_FROM", "texts@acme.example")


@pytest.mark.parametrize(
    "command", ["user", "user invite", "user list", "user link", "user deactivate"]
)
def test_help_describes_the_commands(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert re.findall(r"[A-Z][^.]{15,}\.", shown.output), shown.output
    command_object: Any = get_command(app)
    for name in command.split():
        command_object = command_object.commands[name]
    for parameter in command_object.params:
        assert parameter.help, parameter.name
    if any(parameter.param_type_name == "argument" for parameter in command_object.params):
        assert "Example: textgate" in shown.output


def test_without_a_mail_server_the_link_is_shown(textgate: Any) -> None:
    made = invite(textgate, "--role", "PARTNER_ADMIN")
    assert made.exit_code == 0, made.output
    assert "Invited ada@acme.example as PARTNER_ADMIN." in made.output
    assert re.fullmatch(LINK, made.output.split()[-1])
    assert "mail" not in made.output
    listed = textgate("user", "list").output
    assert re.search(r"ada@acme.example .* Ada .* PARTNER_ADMIN .* Acme .* invited", listed)
    assert made.output.split()[-1].partition("#")[2] not in listed
    # Every request makes a new link.
    again = textgate("user", "link", "Ada@acme.example").output.split()[-1]
    assert re.fullmatch(LINK, again)
    assert again != made.output.split()[-1]


def test_with_a_mail_server_the_link_is_mailed(textgate: Any, mailing: None) -> None:
    made = invite(textgate, "--role", "partner_support")
    assert made.exit_code == 0, made.output
    assert "will mail the link" in made.output
    assert not re.search(LINK, made.output)
    shown = textgate("user", "link", "ada@acme.example", "--show-link").output
    assert "will mail the link" in shown
    assert re.fullmatch(LINK, shown.split()[-1])
    assert "hunter2" not in made.output + shown


def test_users_of_a_practice_are_invited_by_its_identifier(textgate: Any) -> None:
    made = invite(textgate, "--role", "ACCOUNT_ADMIN", "--account", "p-1")
    assert made.exit_code == 0, made.output
    assert "Lakeside Clinic" in textgate("user", "list", "--partner", "Acme").output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--role", "ACCOUNT_ADMIN"), "Role requires an account."),
        (("--role", "ACCOUNT_ADMIN", "--account", "p-2"), "'Acme' has no account 'p-2'"),
        (
            ("--role", "PARTNER_ADMIN", "--account", "p-1"),
            "Role is for the partner's own users, without an account.",
        ),
    ],
)
def test_a_role_that_does_not_fit_is_explained(textgate: Any, options: Any, message: str) -> None:
    refused = invite(textgate, *options)
    assert (refused.exit_code, message in refused.output) == (1, True), refused.output
    assert "@" not in textgate("user", "list").output


def test_errors_are_explained(textgate: Any) -> None:
    assert invite(textgate, "--role", "PROGRAM").exit_code == 2
    assert invite(textgate).exit_code == 2
    wrong = invite(textgate, "--role", "PARTNER_ADMIN", email="nonsense")
    assert (wrong.exit_code, UNUSABLE in wrong.output) == (1, True), wrong.output
    for command in (
        ("invite", "Nobody", "a@acme.example", "--name", "A", "--role", "PARTNER_ADMIN"),
        ("list", "--partner", "Nobody"),
    ):
        unknown = textgate("user", *command)
        assert (unknown.exit_code, "There is no partner 'Nobody'" in unknown.output) == (1, True)
    for name in ("link", "deactivate"):
        for email in ("nobody@acme.example", "nonsense"):
            unknown = textgate("user", name, email)
            assert (unknown.exit_code, "textgate user list" in unknown.output) == (1, True)


def test_a_deactivated_user_gets_no_link(textgate: Any) -> None:
    invite(textgate, "--role", "PARTNER_ADMIN")
    for _ in range(2):
        deactivated = textgate("user", "deactivate", "ADA@acme.example")
        assert (deactivated.exit_code, "Deactivated " in deactivated.output) == (0, True)
    assert "deactivated" in textgate("user", "list").output
    assert textgate("user", "link", "ada@acme.example").exit_code == 1
    assert invite(textgate, "--role", "PARTNER_ADMIN").exit_code == 0
    assert "invited" in textgate("user", "list").output


async def accept(database_url: str, *emails: str) -> None:
    """Set a password, as users do by their links."""
    database = Database(database_url)
    async with database.write() as connection:
        invited = user.c.email.in_(emails)
        await connection.execute(update(user).where(invited).values(password_hash="of one"))
    await database.close()


def test_deactivating_the_last_administrator_prints_a_warning(
    textgate: Any, database_url: str
) -> None:
    emails = ("ada@acme.example", "bob@acme.example")
    for email in emails:
        assert invite(textgate, "--role", "PARTNER_ADMIN", email=email).exit_code == 0
    asyncio.run(accept(database_url, *emails))
    for email, is_last in zip(emails, (False, True), strict=True):
        deactivated = textgate("user", "deactivate", email)
        assert deactivated.exit_code == 0
        assert ("Acme has no active administrator now" in deactivated.output) is is_last
    again = textgate("user", "deactivate", emails[0])
    assert "no active administrator" not in again.output
    assert invite(textgate, "--role", "PARTNER_ADMIN").exit_code == 0


async def database_text(database_url: str) -> str:
    """Everything in the database, as text."""
    database = Database(database_url)
    async with database.read() as connection:
        rows = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    await database.close()
    return repr(rows)


def test_a_shown_link_is_stored_nowhere(textgate: Any, database_url: str) -> None:
    token = invite(textgate, "--role", "PARTNER_ADMIN").output.split()[-1].partition("#")[2]
    stored = asyncio.run(database_text(database_url))
    assert "ada@acme.example" in stored
    assert token not in stored
