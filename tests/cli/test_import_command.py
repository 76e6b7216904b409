"""The import command: its output without a report file, and its safety for files and terminals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from textgate.cli import app
from textgate.cli.common import problems


@pytest.fixture
def textgate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on a database of the test's own that has the partner Acme."""
    monkeypatch.setenv("TEXTGATE_DATABASE_URL", f"sqlite:///{tmp_path / 'textgate.sqlite3'}")
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path / "data"))
    # File names are relative.
    monkeypatch.chdir(tmp_path)

    # Errors wrap at the width of the terminal.
    monkeypatch.setattr(problems, "width", 200)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    run("partner", "create", "Acme")
    return run


def test_notes_are_printed_without_a_report_file(textgate: Any) -> None:
    Path("p.csv").write_text("external_id,name,website\np-1,Lakeside,www.lakeside.org\n")
    done = textgate("import", "p.csv", "--partner", "Acme")
    assert done.exit_code == 0
    assert (
        "p.csv row 2 p-1: website 'www.lakeside.org' refused: "
        "Website must start with https:// or http://, for example https://www.lakeside.org."
    ) in done.output
    assert "Noted: 1 refused. This is the full list. Use --report FILE" in done.output
    assert "0 of the partner's 1 accounts" in done.output


def test_only_the_first_of_many_notes_are_printed(textgate: Any) -> None:
    Path("p.csv").write_text("external_id,name\n" + ",Nobody\n" * 25)
    shown = textgate("import", "p.csv", "--partner", "Acme").output
    assert shown.count("row refused: External ID is required.") == 20
    assert "Noted: 25 row refused. The list is incomplete." in shown


@pytest.mark.parametrize("option", ["practices", "locations"])
def test_the_report_never_overwrites_an_input_file(textgate: Any, option: str) -> None:
    files = {"practices": Path("p.csv"), "locations": Path("l.csv")}
    files["practices"].write_text("external_id,name\np-1,Lakeside\n")
    files["locations"].write_text("account id,location id,name\np-1,l-1,North\n")
    content = files[option].read_text()
    # Another spelling of the same file.
    report = f"./{files[option]}"
    done = textgate(
        "import", "p.csv", "--locations", "l.csv", "--partner", "Acme", "--report", report
    )
    assert done.exit_code == 1
    assert "is a file to import. Choose another name for the report" in done.output
    assert files[option].read_text() == content


def test_an_unknown_partner_leaves_the_last_report_alone(textgate: Any) -> None:
    Path("p.csv").write_text("external_id,name\np-1,Lakeside\n")
    Path("report.csv").write_text("kept")
    failed = textgate("import", "p.csv", "--partner", "[/Nobody]", "--report", "report.csv")
    assert (failed.exit_code, "There is no partner '[/Nobody]'" in failed.output) == (1, True)
    assert Path("report.csv").read_text() == "kept"


def test_file_content_is_printed_without_markup_and_control_characters(textgate: Any) -> None:
    Path("p.csv").write_text("external_id,name,[/x]\x1b[2J\np-1,Lakeside,red\n")
    done = textgate("import", "p.csv", "--partner", "Acme")
    assert done.exit_code == 0
    assert "Column ignored: p.csv: [/x]\ufffd[2J" in done.output
    assert "\x1b[2J" not in done.output


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("[/absent].csv", "[/absent].csv: No such file or directory"),
        (".", ".: This is not a regular file"),
        ("broken.csv", "broken.csv: The record from line 2 on is not valid CSV"),
    ],
)
def test_a_file_that_cannot_be_imported_is_explained(
    textgate: Any, name: str, message: str
) -> None:
    Path("broken.csv").write_text('external_id,name\np-1,"never closed\n')
    failed = textgate("import", name, "--partner", "Acme")
    assert failed.exit_code == 1
    assert message in failed.output
    assert isinstance(failed.exception, SystemExit)


def test_a_report_that_cannot_be_written_is_not_blamed_on_the_database(textgate: Any) -> None:
    Path("p.csv").write_text("external_id,name,website\np-1,Lakeside,www.lakeside.org\n")
    failed = textgate("import", "p.csv", "--partner", "Acme", "--report", "/dev/full")
    assert failed.exit_code == 1
    assert "Error: No space left on device" in failed.output
    assert "database" not in failed.output
