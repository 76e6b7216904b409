"""Imports write the same rows as the API, also with concurrent writers."""

from __future__ import annotations

import asyncio
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.between import between
from tests.importing import Importing
from tests.product import Product
from textgate.services.imports import Counts, ImportFailed, Report, import_files
from textgate.services.imports.reading import MAX_LINE_BYTES, Source, check, records
from textgate.services.imports.rows import clean
from textgate.storage.tables import SenderKind, account, audit_entry, sender

WRITTEN = {
    "external_id": "p-1",
    "name": "Lakeside  Clinic\u200e",
    "address1": "1 Main St",
    "address2": " Suite 2",
    "city": "Toronto",
    "state": "ontario",
    "postal_code": "m5v2t6",
    "country_code": "Canada",
    "website": "https://lakeside.org",
    "alternative_website": "https://lakeside.example.com/texts",
    "contact_first_name": "Ann",
    "contact_last_name": "Lee",
    "contact_email": "ann@Lakeside.ORG",
    "contact_phone": "(416) 555 0120",
    "phone": "416.555.0121 ext 9",
    "time_zone": "America/Toronto",
}


@pytest.fixture
async def importing(product: Product, tmp_path: Path) -> Importing:
    client = await product.partner()
    return Importing(product, tmp_path, client.viewer.partner_id)


async def test_an_imported_account_is_the_same_as_one_that_was_entered(
    importing: Importing,
) -> None:
    product = importing.product
    other = await product.partner("Other EHR")
    await product.services.accounts.create(other.viewer, WRITTEN)
    await importing.run(f"{','.join(WRITTEN)}\n{','.join(WRITTEN.values())}\n")
    own = {"id", "partner_id"}
    first, second = (
        {name: value for name, value in row._mapping.items() if name not in own}
        for row in await importing.accounts()
    )
    assert first == second
    assert (first["name"], first["state"], first["postal_code"], first["phone"]) == (
        "Lakeside Clinic",
        "ON",
        "M5V 2T6",
        "+14165550121",
    )


async def test_an_imported_account_has_its_default_location(importing: Importing) -> None:
    await importing.run("external_id,name\np-1,Lakeside\np-2,Riverside\n")
    async with importing.product.services.database.read() as connection:
        found = list(await connection.execute(select(sender).order_by(sender.c.id)))
    accounts = await importing.accounts()
    assert {row.account_id for row in found} == {row.id for row in accounts}
    assert [(row.name, row.kind, row.is_default, row.partner_id) for row in found] == [
        ("Default Location", SenderKind.LOCATION, True, importing.partner_id)
    ] * 2


async def test_a_changed_location_is_found_again_by_its_id(importing: Importing) -> None:
    header = "account_external_id,location_external_id,name,phone\n"
    practices = "external_id,name\np-1,Lakeside\np-2,Riverside\n"
    rows = "p-1,north,North,617-555-0101\np-2,north,Other North,\n"
    await importing.run(practices, header + rows)
    summary = await importing.run(practices, header + rows.replace("617-555-0101", "6175550102"))
    assert summary.locations == Counts(rows=2, updated=1, unchanged=1)
    found = [(row.name, row.phone) for row in await importing.locations()]
    assert sorted(found, key=str) == [("North", "+16175550102"), ("Other North", None)]


async def test_a_state_is_validated_by_the_stored_country(importing: Importing) -> None:
    await importing.run("external_id,name,country\np-1,Lakeside,CA\n")
    summary = await importing.run("external_id,name,state,zip\np-1,Lakeside,ON,M5V 2T6\n")
    assert summary.accounts == Counts(rows=1, updated=1)
    assert importing.notes == []
    (row,) = await importing.accounts()
    assert (row.country_code, row.state, row.postal_code) == ("CA", "ON", "M5V 2T6")


async def test_two_concurrent_imports_create_each_row_once(
    importing: Importing, tmp_path: Path
) -> None:
    practices, locations = tmp_path / "p.csv", tmp_path / "l.csv"
    numbers = range(1200)
    practices.write_text("id,name\n" + "".join(f"p-{n},Practice {n}\n" for n in numbers))
    locations.write_text(
        "account id,location id,name\n" + "".join(f"p-{n},l-{n},North\n" for n in numbers)
    )
    both = await asyncio.gather(*(_import(importing, practices, locations) for _ in range(2)))
    for counts in ([each.accounts for each in both], [each.locations for each in both]):
        assert sum(each.created for each in counts) == 1200
        assert sum(each.unchanged for each in counts) == 1200
    assert await importing.count(sender) == 2400


async def _import(importing: Importing, practices: Path, locations: Path | None) -> Any:
    return await import_files(
        importing.product.services.database,
        importing.product.clock,
        partner_id=importing.partner_id,
        practices=practices,
        locations=locations,
        report=Report(None),
    )


async def test_a_concurrent_change_is_not_lost(importing: Importing, tmp_path: Path) -> None:
    await importing.run("external_id,name\np-1,Lakeside\n")
    path = tmp_path / "renamed.csv"
    path.write_text("external_id,name\np-1,Lakeside Clinic\n")
    async with importing.product.services.database.write() as connection:
        await connection.execute(update(account).values(website="https://lakeside.org"))
        running = asyncio.create_task(_import(importing, path, None))
        # Time for the import to read the row, if nothing kept it from doing so.
        await asyncio.sleep(0.3)
    await running
    (row,) = await importing.accounts()
    assert (row.name, row.website) == ("Lakeside Clinic", "https://lakeside.org")


async def test_a_batch_that_loses_a_race_is_retried(importing: Importing, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("external_id,name\np-1,Lakeside\n")
    winners: list[Any] = []
    before = await importing.count(audit_entry)

    async def win() -> None:
        winners.append(await _import(importing, path, None))

    with between(win, failure=IntegrityError("INSERT", {}, Exception("unique"))):
        summary = await _import(importing, path, None)
    assert winners[0].accounts == Counts(rows=1, created=1)
    assert summary.accounts == Counts(rows=1, unchanged=1)
    assert await importing.count(account) == 1
    assert await importing.count(audit_entry) == before + 1


async def test_rows_are_numbered_as_a_spreadsheet_shows_them(importing: Importing) -> None:
    await importing.run('external_id,name\n\np-1,"Lake\nside"\n\n,Nobody\n')
    assert [(note["row"], note["action"]) for note in importing.notes] == [
        ("3", "corrected"),
        ("5", "row refused"),
    ]


async def test_the_first_notes_are_kept_for_the_terminal(
    importing: Importing, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("external_id,name\n" + ",Nobody\n" * 30)
    report = Report(None)
    await import_files(
        importing.product.services.database,
        importing.product.clock,
        partner_id=importing.partner_id,
        practices=path,
        locations=None,
        report=report,
    )
    assert [note.row for note in report.first] == list(range(2, 22))
    assert report.counts.total() == 30


def test_a_broken_record_is_reported_with_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text('external_id,name\np-1,ok\np-2,"never\nclosed\n')
    with pytest.raises(ImportFailed, match="The record from line 3 on is not valid CSV"):
        check(Source.file(path))


def test_a_line_without_an_end_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_text("external_id,name\n" + "x" * (MAX_LINE_BYTES + 1))
    with pytest.raises(ImportFailed, match="Line 2 is too long for a CSV file"):
        check(Source.file(path))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    line = "p-{},Practice {},1 Main Street\n"
    peaks = []
    for rows in (2_000, 40_000):
        with path.open("w") as file:
            file.write("external_id,name,address1\n")
            file.writelines(line.format(n, n) for n in range(rows))
        tracemalloc.start()
        assert check(Source.file(path)) == rows
        for number, cells in records(Source.file(path)):
            clean(number, {"external_id": cells[0]})
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000
