"""Imports lose no row, are idempotent, and report every refused value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing import Importing
from tests.product import START, Product
from tests.shared import shared_file
from textgate.domain.business_details import FROM_PARTNER, REQUIRED
from textgate.domain.csv_cells import safe_cell
from textgate.services.imports import Counts, ImportFailed
from textgate.storage.tables import account, sender

HEADER = "external_id,name,address1,city,state,postal,country,phone,website"
GOOD = "p-1,Lakeside Clinic,1 Main St,Boston,MA,02130,US,(617) 555-0101,https://lakeside.org"


@pytest.fixture
async def importing(product: Product, tmp_path: Path) -> Importing:
    client = await product.partner()
    return Importing(product, tmp_path, client.viewer.partner_id)


async def test_the_real_files_lose_nothing_and_a_second_run_changes_nothing(
    importing: Importing,
) -> None:
    files = shared_file("practices.csv"), shared_file("locations.csv")
    first = await importing.run_files(*files)
    assert first.accounts == Counts(rows=6166, created=6166)
    assert first.locations == Counts(rows=7569, created=7569)
    assert first.unknown_columns == ["practices.csv: source"]
    assert await importing.count(account) == 6166
    assert await importing.count(sender) == 6166 + 7569
    second = await importing.run_files(*files)
    assert second.accounts == Counts(rows=6166, unchanged=6166)
    assert second.locations == Counts(rows=7569, unchanged=7569)


async def test_completeness_equals_an_independent_count_of_the_real_files(
    importing: Importing,
) -> None:
    await importing.run_files(shared_file("practices.csv"), None)
    contact = sum(1 << REQUIRED.index(each) for each in FROM_PARTNER[1:])
    website = 1 << REQUIRED.index(FROM_PARTNER[0])
    gaps = [row.gaps for row in await importing.accounts()]
    assert sum(gap & ~contact == 0 for gap in gaps) == 2251
    assert sum(gap & ~(contact | website) == 0 for gap in gaps) == 6164


async def test_every_refused_and_corrected_value_is_in_the_report(importing: Importing) -> None:
    await importing.run(
        f"{HEADER}\n"
        "p-1,Lakeside  Clinic,1 Main St,Boston,ma,02130,USA,617-555-0101 x,www.lakeside.org\n"
        "p-2,Riverside,2 Main St,Manila,PH,01302-0000,US,NOT AVAILABLE,\n"
    )
    told = [
        (n["row"], n["external_id"], n["column"], n["value"], n["action"]) for n in importing.notes
    ]
    assert told == [
        ("2", "p-1", "country_code", "USA", "corrected"),
        ("2", "p-1", "state", "ma", "corrected"),
        ("2", "p-1", "phone", "617-555-0101 x", "corrected"),
        ("2", "p-1", "name", "Lakeside  Clinic", "corrected"),
        ("2", "p-1", "website", "www.lakeside.org", "refused"),
        ("3", "p-2", "state", "PH", "refused"),
        ("3", "p-2", "phone", "NOT AVAILABLE", "refused"),
    ]
    assert "https://www.lakeside.org" in importing.notes[4]["reason"]
    first, second = await importing.accounts()
    assert (first.name, first.state, first.country_code) == ("Lakeside Clinic", "MA", "US")
    assert (first.phone, first.website) == ("+16175550101", None)
    assert (second.state, second.phone) == (None, None)


async def test_rows_without_a_unique_id_and_name_are_refused(importing: Importing) -> None:
    summary = await importing.run(
        f"{HEADER}\n{GOOD}\n"
        ",Nameless Id,,,,,,,\n"
        "p-2,,,,,,,,\n"
        "p-1,Again,,,,,,,\n"
        "p-3,Too,Few\n"
        "p-4,N/A,,,,,,,\n"
    )
    assert summary.accounts == Counts(rows=6, created=1, refused=5)
    assert [(note["row"], note["action"], note["reason"]) for note in importing.notes] == [
        ("3", "row refused", "External ID is required."),
        ("4", "row refused", "Name is required."),
        ("5", "row refused", "An earlier row has this id."),
        ("6", "row refused", "The row has 3 cells instead of 9."),
        ("7", "row refused", "Name is a placeholder, not a value."),
    ]
    (only,) = await importing.accounts()
    assert only.name == "Lakeside Clinic"


async def test_a_changed_row_updates_and_a_blank_cell_erases_nothing(importing: Importing) -> None:
    await importing.run(f"{HEADER}\n{GOOD}\n")
    importing.product.clock.turn(hours=1)
    summary = await importing.run(f"{HEADER}\np-1,Lakeside Family Clinic,,,,,,,NOT AVAILABLE\n")
    assert summary.accounts == Counts(rows=1, updated=1)
    (row,) = await importing.accounts()
    assert (row.name, row.address1, row.website) == (
        "Lakeside Family Clinic",
        "1 Main St",
        "https://lakeside.org",
    )
    assert row.search_key.startswith(" lakeside family clinic ")
    assert (row.created_at, row.updated_at) == (START, importing.product.clock.now)


async def test_locations_of_unknown_accounts_are_refused(importing: Importing) -> None:
    summary = await importing.run(
        f"{HEADER}\n{GOOD}\n",
        "account_external_id,location_external_id,name\np-1,l-1,North\np-9,l-2,South\n",
    )
    assert summary.locations == Counts(rows=2, created=1, refused=1)
    assert importing.notes[-1]["reason"] == "Account does not exist."
    assert importing.notes[-1]["value"] == "p-9"


async def test_another_partners_accounts_are_out_of_reach(importing: Importing) -> None:
    other = await importing.product.partner("Other EHR")
    await importing.product.account(other, externalId="p-1", name="Theirs")
    summary = await importing.run(f"{HEADER}\n{GOOD}\n")
    assert summary.accounts == Counts(rows=1, created=1)
    names = {(row.partner_id, row.name) for row in await importing.accounts()}
    assert (other.viewer.partner_id, "Theirs") in names


async def test_columns_are_matched_by_usual_names(importing: Importing) -> None:
    await importing.run(
        "Practice ID,Account-Name,ZIP Code,Street,Colour\np-1,Lakeside,02130,1 Main,red\n"
    )
    (row,) = await importing.accounts()
    assert (row.external_id, row.postal_code, row.address1) == ("p-1", "02130", "1 Main")
    assert [(note["column"], note["action"]) for note in importing.notes] == [
        ("Colour", "column ignored")
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty"),
        (b"name\nx\n", "Required columns are missing: external_id."),
        (b"id,external_id,name\n", "both mean external_id"),
        (b"Account ID,Location ID,name\np-1,l-1,x\n", "'Location ID' is a column of locations"),
        (b"Practice External ID,id,name\np-1,l-1,x\n", "is a column of locations"),
        (b"external_id,name\np-1,ok\np-2,\xff\n", "Line 3 is not UTF-8"),
        (b"external_id,name\np-1,a\0b\n", "Line 2 contains a NUL"),
        (b'external_id,name\np-1,"never closed\n', "is not valid CSV"),
        (b'external_id,name\np-1,"' + b"x" * 200_000 + b'"\n', "is not valid CSV"),
    ],
)
async def test_a_broken_file_is_refused_before_anything_is_written(
    importing: Importing, tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=told):
        await importing.run_files(path, None)
    assert await importing.accounts() == []


async def test_a_missing_file_and_a_directory_are_refused(
    importing: Importing, tmp_path: Path
) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(ImportFailed):
            await importing.run_files(path, None)


async def test_a_byte_order_mark_is_not_part_of_the_first_column(importing: Importing) -> None:
    summary = await importing.run(f"\ufeff{HEADER}\n{GOOD}\n")
    assert summary.accounts == Counts(rows=1, created=1)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_report_cells_are_never_formulas(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell
