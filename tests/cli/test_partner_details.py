"""Promises of `textgate partner details`: changes, errors, and the next step for incomplete accounts."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from textgate.cli import app
from textgate.cli.common import console, problems, with_services

CONTACT = (
    *("--contact-first-name", "Ada", "--contact-last-name", "Lovelace"),
    *("--contact-email", "Ada@acme.example", "--contact-phone", "(617) 555-0148"),
)
HAVE = "have the business details that verification needs"


@pytest.fixture
def textgate(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own that has the partner Acme's EHR."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", database_url)
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for target in (console, problems):
        monkeypatch.setattr(target, "width", 200)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    assert run("partner", "create", "Acme's EHR").exit_code == 0
    return run


def shown(output: str) -> dict[str, str]:
    """The table of details."""
    rows = re.findall(r"^│ (\S+) +│ (.*?) *│$", output, re.MULTILINE)
    return {name: value for name, value in rows if value}


def details(textgate: Any, *options: str) -> Result:
    result: Result = textgate("partner", "details", "Acme's EHR", *options)
    return result


def test_the_version_option_prints_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"textgate {version('textgate')}\n")


def test_details_are_changed_and_shown(textgate: Any) -> None:
    assert shown(details(textgate).output) == {"time-zone": "America/New_York"}
    changed = details(textgate, "--website", "https://acme.example", "--city", "Boston", *CONTACT)
    assert changed.exit_code == 0, changed.output
    expected = {
        "website": "https://acme.example",
        "city": "Boston",
        "contact-first-name": "Ada",
        "contact-last-name": "Lovelace",
        "contact-email": "Ada@acme.example",
        "contact-phone": "+16175550148",
        "time-zone": "America/New_York",
    }
    assert shown(changed.output) == shown(details(textgate).output) == expected
    # A missing option changes nothing; a blank one removes the detail.
    without = details(textgate, "--city", "", "--time-zone", "America/Chicago").output
    assert shown(without) == {
        **{name: value for name, value in expected.items() if name != "city"},
        "time-zone": "America/Chicago",
    }


def test_errors_name_the_options_and_nothing_changes(textgate: Any) -> None:
    refused = details(textgate, "--city", "Boston", "--website", "acme", "--contact-email", "x")
    assert refused.exit_code == 1
    assert (
        "Error: --website must start with https:// or http://, for example https://www.example.org.\n"
        "--contact-email must be an email address, for example name@example.org."
    ) in refused.output
    assert shown(details(textgate).output) == {"time-zone": "America/New_York"}
    unknown = textgate("partner", "details", "Nobody", "--city", "Boston")
    assert (unknown.exit_code, "There is no partner 'Nobody'" in unknown.output) == (1, True)


def test_the_audit_log_records_a_change_by_the_operator(textgate: Any) -> None:
    details(textgate)
    details(textgate, "--city", "Boston")
    details(textgate, "--city", "Boston")

    async def entries(services: Any) -> list[tuple[str, str, Any]]:
        from sqlalchemy import select

        from textgate.storage.tables import audit_entry

        async with services.database.read() as connection:
            rows = await connection.execute(select(audit_entry).order_by(audit_entry.c.sequence))
            return [(row["action"], row["actor_kind"], row["changes"]) for row in rows.mappings()]

    created, changed = with_services(entries)
    assert created[0] == "PARTNER_CREATED"
    assert changed[:2] == ("PARTNER_UPDATED", "OPERATOR")
    assert "Boston" in str(changed[2])
    assert textgate("audit", "verify").exit_code == 0


def test_an_import_names_the_next_step(textgate: Any, tmp_path: Path) -> None:
    header = "external_id,name,address1,city,state,postal,country,website\n"
    address = "1 Main St,Boston,MA,02130,US"
    (tmp_path / "p.csv").write_text(
        f"{header}a,A,{address},https://a.org\nb,B,{address},\nc,C,1 Main St,Boston,,02130,US,https://c.org\n"
    )
    command = ("import", "p.csv", "--partner", "Acme's EHR")
    lines = textgate(*command).output.splitlines()
    contact = "--contact-first-name … --contact-last-name … --contact-email … --contact-phone …"
    expected = [
        f"0 of the partner's 3 accounts {HAVE}; 3 do not yet.",
        "Missing: state (1), website (1), contact_first_name (3), contact_last_name (3), "
        "contact_email (3), contact_phone (3).",
        "Next, set them for all accounts that have none of their own:",
        f"""  textgate partner details 'Acme'"'"'s EHR' --website … {contact}""",
        "Next, fill in state in the file of practices, and import it again.",
    ]
    assert lines[-5:] == expected
    assert details(textgate).output.splitlines()[-5:] == expected
    output = details(textgate, "--website", "https://acme.example", *CONTACT).output
    summary = f"2 of the partner's 3 accounts {HAVE}; 1 does not yet."
    assert output.splitlines()[-3:] == [summary, "Missing: state (1).", expected[-1]]
    (tmp_path / "p.csv").write_text(f"{header}c,C,1 Main St,Boston,MA,02130,US,https://c.org\n")
    assert textgate(*command).output.splitlines()[-1] == f"3 of the partner's 3 accounts {HAVE}."
