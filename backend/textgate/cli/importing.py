"""The command that imports practices and locations from CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, partner_id_or_fail, say, with_services
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
        Path, typer.Argument(help="CSV file with a row per practice.", show_default=False)
    ],
    partner: Annotated[str, typer.Option(help="The partner of the practices.", show_default=False)],
    locations: Annotated[
        Path | None,
        typer.Option(help="CSV file of the practices' locations.", show_default=False),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write refused and corrected values to this CSV file.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Create and update accounts and their locations from CSV files in UTF-8.

    Your own ids identify the rows (external_id, and account_external_id for locations), so a second import
    changes only what differs. Rows without valid ids and names are refused. Other invalid values are skipped.
    Blank values never erase stored ones. The report lists every such value with the reason. Report cells that
    begin like a formula (= + - @) get an apostrophe.

    Example: textgate import practices.csv --locations locations.csv --partner "Acme EHR" \\
    --report report.csv
    """
    from textgate.services.imports import ImportFailed

    try:
        _keep_inputs(report, practices, locations)
        summary, notes, completeness = with_services(
            lambda services: _import(services, practices, locations, partner, report)
        )
    except ImportFailed as error:
        fail(str(error))
    except OSError as error:
        # From `_keep_inputs`: a path without access.
        fail(f"{error.filename}: {error.strerror}")
    _show(summary, notes, report)
    show_completeness(partner, completeness)


def _keep_inputs(report: Path | None, *inputs: Path | None) -> None:
    """Fail if the report would overwrite an input file."""
    for path in inputs:
        if report and path and report.exists() and path.exists() and report.samefile(path):
            fail(f"{report} is a file to import. Choose another name for the report.")


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

    partner_id = await partner_id_or_fail(services, partner)
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
    # A private file: it repeats data of practices.
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
    which = (
        "This is the full list."
        if notes.counts.total() == len(notes.first)
        else "The list is incomplete."
    )
    say(f"Noted: {counts_of}. {which} Use --report FILE to write all to a file.")
