"""Opens a file of practices or of locations, and reads its rows cleaned."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textgate.domain.imports import ImportAction, ImportKind
from textgate.services.imports.columns import (
    LOCATION_COLUMNS,
    PRACTICE_COLUMNS,
    Columns,
    is_of_locations,
    match,
)
from textgate.services.imports.reading import ImportFailed, Source, check, header_of, records
from textgate.services.imports.report import Note
from textgate.services.imports.rows import CleanRow, clean, refuse_incomplete
from textgate.services.imports.seen import SeenIds

REQUIRED: Mapping[ImportKind, Sequence[str]] = MappingProxyType(
    {
        ImportKind.ACCOUNTS: ("external_id", "name"),
        ImportKind.LOCATIONS: ("account_external_id", "external_id", "name"),
    }
)
COLUMNS: Mapping[ImportKind, Mapping[str, Sequence[str]]] = MappingProxyType(
    {ImportKind.ACCOUNTS: PRACTICE_COLUMNS, ImportKind.LOCATIONS: LOCATION_COLUMNS}
)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A checked file. `rows` is the number of its records after the header."""

    source: Source
    kind: ImportKind
    header_row: int
    columns: Columns
    rows: int

    def read(self) -> Generator[CleanRow]:
        """Every record, cleaned. Rows without valid ids, or with the id of an earlier row, are refused."""
        numbered = records(self.source)
        next(numbered)
        required = REQUIRED[self.kind]
        with SeenIds() as seen:
            for number, cells in numbered:
                if len(cells) != self.columns.width:
                    row = CleanRow(number)
                    reason = f"The row has {len(cells)} cells instead of {self.columns.width}."
                    row.refuse("", "", reason)
                    yield row
                    continue
                row = clean(number, self.columns.pick(cells))
                if not refuse_incomplete(row, *required):
                    owner = row.values.get("account_external_id", "")
                    if not seen.add(owner, row.external_id):
                        row.refuse("external_id", row.external_id, "An earlier row has this id.")
                yield row

    def column_notes(self) -> list[Note]:
        """A note for each unknown column."""
        ignored = (ImportAction.IGNORED, "The column is unknown.")
        return [
            Note(self.source.name, self.header_row, "", title, "", *ignored)
            for title in self.columns.unknown
        ]

    def notes(self, row: CleanRow) -> list[Note]:
        return [
            Note(self.source.name, row.number, row.external_id, *remark) for remark in row.remarks
        ]


def open_file(
    source: Source, kind: ImportKind | None = None, max_rows: int | None = None
) -> ImportFile:
    """Check a file. Without a `kind`, the header determines it. Raises ImportFailed."""
    rows = check(source)
    if max_rows is not None and rows > max_rows:
        raise ImportFailed(
            f"{source.label}: The file has {rows:,} rows; at most {max_rows:,} are allowed. Split the file, or "
            "import it with the command textgate import."
        )
    header_row, header = header_of(source)
    if kind is None:
        kind = ImportKind.LOCATIONS if is_of_locations(header) else ImportKind.ACCOUNTS
    columns = match(source.name, header, COLUMNS[kind], *REQUIRED[kind])
    return ImportFile(source, kind, header_row, columns, rows)
