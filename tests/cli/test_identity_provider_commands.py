"""Commands that set a partner's identity provider: the secret is never shown and never an argument."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.main import get_command
from typer.testing import CliRunner, Result

from textgate.cli import app
from textgate.services.sign_in import oidc
from textgate.services.sign_in.identity_providers import IdentityProvider, load_provider
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry, partner

ISSUER = "https://login.acme.example"
SECRET = "the client's secret"


@pytest.fixture
def textgate(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own that has the partner Acme."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", database_url)
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "250")
    for name in ("TEXTGATE_OIDC_CLIENT_SECRET", "TEXTGATE_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["partner", *arguments], input=typed)

    assert run("create", "Acme").exit_code == 0
    return run


def set_provider(
    textgate: Any, issuer: str = ISSUER, typed: str | None = None, client_id: str = "textgate"
) -> Any:
    options = ("Acme", "--issuer", issuer, "--client-id", client_id)
    return textgate("set-identity-provider", *options, typed=typed)


def stored_provider(database_url: str) -> tuple[IdentityProvider | None, list[Any]]:
    """Acme's provider, and the actions and changes of its audit entries."""

    async def look() -> tuple[IdentityProvider | None, list[Any]]:
        database = Database(database_url)
        async with database.read() as connection:
            partner_id = (await connection.execute(select(partner.c.id))).scalar_one()
            provider = await load_provider(connection, partner_id)
            entries = select(audit_entry.c.action, audit_entry.c.changes)
            rows = await connection.execute(entries.order_by(audit_entry.c.sequence).offset(1))
            audit_log = [tuple(row) for row in rows]
        await database.close()
        return provider, audit_log

    return asyncio.run(look())


@pytest.mark.parametrize("command", ["set-identity-provider", "remove-identity-provider"])
def test_help_describes_the_commands(command: str) -> None:
    shown = CliRunner().invoke(app, ["partner", command, "--help"], env={"COLUMNS": "200"})
    assert (shown.exit_code, "Example: textgate partner" in shown.output) == (0, True)
    command_object: Any = get_command(app)
    parameters = command_object.commands["partner"].commands[command].params
    assert all(parameter.help for parameter in parameters)
    assert not any("secret" in parameter.name for parameter in parameters)


def test_the_command_prompts_for_the_secret_and_hides_it(textgate: Any, database_url: str) -> None:
    result = set_provider(textgate, typed=f"{SECRET}\n")
    assert result.exit_code == 0, result.output
    assert SECRET not in result.output
    assert "http://127.0.0.1:8000/auth/oidc/callback" in result.output
    assert "/auth/oidc/start?partner=partner_" in result.output
    provider, audit_log = stored_provider(database_url)
    assert provider is not None
    assert (provider.issuer, provider.client_id) == (ISSUER, "textgate")
    assert provider.client_secret == SECRET
    assert SECRET not in repr((provider, audit_log))
    assert audit_log == [
        (
            "IDENTITY_PROVIDER_SET",
            f'[["issuer",null,"{ISSUER}"],["client_id",null,"textgate"],'
            '["has_client_secret",null,"true"]]',
        )
    ]


def test_the_secret_is_read_from_the_environment(
    textgate: Any, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTGATE_OIDC_CLIENT_SECRET", SECRET)
    result = set_provider(textgate)
    assert (result.exit_code, "Client secret" in result.output) == (0, False)
    provider, _ = stored_provider(database_url)
    assert provider is not None
    assert provider.client_secret == SECRET


def test_a_provider_is_replaced_and_removed(textgate: Any, database_url: str) -> None:
    set_provider(textgate, typed=f"{SECRET}\n")
    # A public client has no secret.
    assert set_provider(textgate, "http://127.0.0.1:9", typed="\n").exit_code == 0
    provider, audit_log = stored_provider(database_url)
    assert provider is not None
    assert (provider.issuer, provider.client_secret) == ("http://127.0.0.1:9", None)
    changes = f'[["issuer","{ISSUER}","http://127.0.0.1:9"],["has_client_secret","true","false"]]'
    assert audit_log[-1] == ("IDENTITY_PROVIDER_SET", changes)
    assert textgate("remove-identity-provider", "Acme").exit_code == 0
    provider, audit_log = stored_provider(database_url)
    assert (provider, audit_log[-1]) == (None, ("IDENTITY_PROVIDER_REMOVED", "[]"))
    again = textgate("remove-identity-provider", "Acme")
    assert (again.exit_code, "'Acme' has no identity provider" in again.output) == (1, True)


@pytest.mark.parametrize(
    ("issuer", "message"),
    [
        (
            "http://login.acme.example",
            "Issuer must start with https://; http:// is allowed for this machine only.",
        ),
        ("login.acme.example", "Issuer must be a URL such as https://login.example.org."),
        (" ", "Issuer is required."),
    ],
)
def test_invalid_values_are_explained(
    textgate: Any, database_url: str, issuer: str, message: str
) -> None:
    refused = set_provider(textgate, issuer, typed="\n")
    assert (refused.exit_code, message in refused.output) == (1, True), refused.output
    assert stored_provider(database_url) == (None, [])


@pytest.mark.parametrize("client_id", ["café", "text\tgate", "x" * 2_049])
def test_an_invalid_client_id_is_refused(textgate: Any, database_url: str, client_id: str) -> None:
    refused = set_provider(textgate, typed="\n", client_id=client_id)
    assert (refused.exit_code, "Client ID" in refused.output) == (1, True), refused.output
    assert stored_provider(database_url) == (None, [])


def test_an_unknown_partner_is_explained(textgate: Any) -> None:
    options = ("Nobody", "--issuer", ISSUER, "--client-id", "textgate")
    for refused in (
        textgate("set-identity-provider", *options, typed="\n"),
        textgate("remove-identity-provider", "Nobody"),
    ):
        assert (refused.exit_code, "There is no partner 'Nobody'" in refused.output) == (1, True)


def test_a_missing_extra_is_explained_with_its_installation(
    textgate: Any, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "is_installed", lambda: False)
    refused = set_provider(textgate, typed="\n")
    assert (refused.exit_code, "pip install 'textgate[oidc]'" in refused.output) == (1, True)
    assert stored_provider(database_url) == (None, [])
