"""The command that imports practices and locations from CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, say, with_services
from textgate.cli.partner_details import show_completeness
from textgate.private_files import open_private

if TYPE_CHECKING:
    from textgate.services.details.completeness import Completeness
    from textgate.services.imports import ImportSummary, Report
    from textgate.services.services import Services


def register(app: typer.Typer) -> None:
    app.command("import")(import_)


def import_(
    practices: Annotated[
        Path, typer.Argument(help="CSV file of practices, a row each.", show_default=False)
    ],
    partner: Annotated[
        str, typer.Option(help="The partner whose practices they are.", show_default=False)
    ],
    locations: Annotated[
        Path | None,
        typer.Option(help="CSV file of the practices' locations.", show_default=False),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write a line for every value that was refused or mended to this CSV file.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Create and update accounts and their locations from CSV files in UTF-8.

    Rows are known by your own ids (external_id, and account_external_id for locations): importing a
    file again changes only what differs. A row is taken as a whole or refused as a whole; a value
    that cannot be used is left out, and a blank one never erases what is on file. Nothing happens in
    silence: the report has the row, the column, the value, what was done and why. A cell of the
    report that begins like a formula (= + - @) has an apostrophe before it.

    Example: textgate import practices.csv --locations locations.csv --partner "Acme EHR" \\
    --report report.csv
    """
    from textgate.services.imports import ImportFailed

    try:
        _keep_inputs(report, practices, locations)
        summary, notes, found = with_services(
            lambda services: _import(services, practices, locations, partner, report)
        )
    except ImportFailed as failed:
        fail(str(failed))
    except OSError as error:
        # Of `_keep_inputs`: a path that cannot be looked at.
        fail(f"{error.filename}: {error.strerror}")
    _show(summary, notes, report)
    show_completeness(partner, found)


def _keep_inputs(report: Path | None, *inputs: Path | None) -> None:
    """Refuse to write the report over what is to be imported."""
    for path in inputs:
        if report and path and report.exists() and path.exists() and report.samefile(path):
            fail(f"{report}: is a file to import; give another name for the report.")


async def _import(
    services: Services,
    practices: Path,
    locations: Path | None,
    partner: str,
    report: Path | None,
) -> tuple[ImportSummary, Report, Completeness]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from textgate.services.details.completeness import completeness
    from textgate.services.imports import import_files

    partner_id = await services.partners.id_of(partner)
    if partner_id is None:
        fail(f"There is no partner {partner!r}; see `textgate partner list`.")
    columns = ("Importing", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        _report_to(report) as notes,
        Progress(*columns, console=console, transient=True) as progress,
    ):
        task = progress.add_task("import", total=None)
        summary = await import_files(
            services.database,
            services.clock,
            partner_id=partner_id,
            practices=practices,
            locations=locations,
            report=notes,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    return summary, notes, await completeness(services.database, partner_id)


def _report_to(path: Path | None) -> Report:
    from textgate.services.imports import Report

    if path is None:
        return Report(None)
    # It repeats what is on file about practices.
    return Report(open(path, "w", encoding="utf-8", newline="", opener=open_private))


def _show(summary: ImportSummary, notes: Report, report: Path | None) -> None:
    table = Table("", "Rows", "Created", "Updated", "Unchanged", "Refused")
    for name, counts in (("Accounts", summary.accounts), ("Locations", summary.locations)):
        numbers = (
            counts.rows,
            counts.created,
            counts.updated,
            counts.unchanged,
            counts.refused,
        )
        table.add_row(name, *(f"{number:,}" for number in numbers))
    console.print(table)
    if not any(counts.created + counts.updated for counts in (summary.accounts, summary.locations)):
        console.print("Nothing has changed.")
    for column in summary.unknown_columns:
        say(f"Column ignored: {column}")
    counts_of = ", ".join(f"{count:,} {action}" for action, count in notes.counts.items())
    if not counts_of:
        return
    if report is not None:
        say(f"Noted: {counts_of} ({report}).")
        return
    for note in notes.first:
        subject = f"{note.file} row {note.row} {note.external_id}".rstrip()
        say(f"{subject}: {note.column} {note.value!r} {note.action}: {note.reason}")
    which = "These are all." if notes.counts.total() == len(notes.first) else "These are the first."
    say(f"Noted: {counts_of}. {which} Give --report FILE to have every one in a file.")
