"""Every invalid value of the real files is reported, and none is replaced by a guess."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.importing import Importing
from tests.product import Product
from tests.shared import shared_file
from textgate.services.imports.columns import LOCATION_COLUMNS, PRACTICE_COLUMNS, match
from textgate.services.imports.reading import Source, header_of, records
from textgate.services.imports.rows import clean

NO_SUCH_PHONE = "Phone is not in use; check the area code and the exchange."
NO_STATE = "State must be a US state or territory, for example ME."
UNCLEAN_WEBSITE = "Website must not contain spaces or invisible characters."


@pytest.fixture
async def importing(product: Product, tmp_path: Path) -> Importing:
    client = await product.partner()
    return Importing(product, tmp_path, client.viewer.partner_id)


def real_row(external_id: str, file: str = "practices.csv") -> str:
    """The header and the one row of a real file that has this id."""
    with shared_file(file).open(encoding="utf-8", newline="") as lines:
        header = next(lines)
        found = [line for line in lines if external_id in line.split(",")[:2]]
    return header + found[0]


@pytest.mark.parametrize(
    ("external_id", "column", "value", "action", "reason"),
    [
        (
            "va-402",
            "phone",
            "207-623-8411 x",
            "corrected",
            "Phone is stored as +12076238411, without an extension that has no digits.",
        ),
        (
            "va-663",
            "phone",
            "800-329-8387 x71234",
            "corrected",
            "Phone is stored as +18003298387, without the extension 71234.",
        ),
        ("va-358", "phone", "632-550-3888 x", "refused", NO_SUCH_PHONE),
        ("va-358", "state", "PH", "refused", NO_STATE),
        ("hosp-0000696940", "state", "PW", "refused", NO_STATE),
        (
            "hosp-0000696940",
            "country_code",
            "PLW",
            "refused",
            "Country code must be US, CA or a US territory (PR, GU, VI, AS or MP).",
        ),
        (
            "hosp-0011190023",
            "phone",
            "NOT AVAILABLE",
            "refused",
            "Phone is a placeholder, not a value.",
        ),
        ("hosp-0011190023", "country_code", "USA", "corrected", "Country code is stored as US."),
        ("hosp-0196500984", "country_code", "PRI", "corrected", "Country code is stored as PR."),
        ("hosp-0000596950", "country_code", "MNP", "corrected", "Country code is stored as MP."),
        (
            "hosp-0005371418",
            "website",
            "NOT AVAILABLE",
            "refused",
            "Website is a placeholder, not a value.",
        ),
        (
            "hosp-0006461761",
            "website",
            "www.advocatehealth.com/bromenn",
            "refused",
            "Website must start with https:// or http://, for example "
            "https://www.advocatehealth.com/bromenn.",
        ),
        (
            "hosp-0023777964",
            "website",
            "www.mmcportlavaca.com/\u200e",
            "refused",
            UNCLEAN_WEBSITE,
        ),
        (
            "hosp-0007598331",
            "website",
            "www.forkshospital.org/\u200e www.forkshospital.org/\u200e "
            "www.forkshospital.org  www.forkshospital.org",
            "refused",
            UNCLEAN_WEBSITE,
        ),
    ],
)
async def test_each_kind_of_invalid_value_is_reported(
    importing: Importing, external_id: str, column: str, value: str, action: str, reason: str
) -> None:
    await importing.run(real_row(external_id))
    (note,) = [note for note in importing.notes if note["column"] == column]
    assert note == {
        "file": "practices.csv",
        "row": "2",
        "external_id": external_id,
        "column": column,
        "value": value,
        "action": action,
        "reason": reason,
    }


async def test_a_website_that_is_too_long_is_not_truncated(importing: Importing) -> None:
    await importing.run(real_row("hosp-0184168803"))
    (note,) = [note for note in importing.notes if note["column"] == "website"]
    assert (len(note["value"]), note["action"]) == (202, "refused")
    assert note["reason"] == "Website must have at most 200 characters."
    assert (await importing.accounts())[0].website is None


async def test_a_location_with_a_wrong_zip_code_is_imported_without_it(
    importing: Importing,
) -> None:
    locations = real_row("va-553-0401V", "locations.csv")
    await importing.run(real_row("va-553"), locations)
    (note,) = [note for note in importing.notes if note["column"] == "postal_code"]
    assert (note["file"], note["value"], note["action"]) == (
        "locations.csv",
        "48124-31810",
        "refused",
    )
    (kept,) = await importing.locations()
    assert (kept.external_id, kept.postal_code, kept.state) == ("va-553-0401V", None, "MI")


@pytest.mark.parametrize(
    ("external_id", "name"),
    [
        ("hosp-0001555432", "MERCY HOSPITAL \N{EN DASH} UNITY CAMPUS"),
        ("hosp-0193711040", "COHEN CHILDREN\N{RIGHT SINGLE QUOTATION MARK}S MEDICAL CENTER"),
    ],
)
async def test_a_name_keeps_its_typography(
    importing: Importing, external_id: str, name: str
) -> None:
    await importing.run(real_row(external_id))
    assert [note for note in importing.notes if note["column"] == "name"] == []
    assert (await importing.accounts())[0].name == name


async def test_a_placeholder_phone_number_is_refused(importing: Importing) -> None:
    await importing.run("external_id,name,phone\np-1,Lakeside,999-999-9999 x99999\n")
    assert [(note["value"], note["reason"]) for note in importing.notes] == [
        ("999-999-9999 x99999", NO_SUCH_PHONE)
    ]


def test_the_report_of_the_real_files_is_complete() -> None:
    told: Counter[tuple[str, str, str]] = Counter()
    for name, known in (("practices.csv", PRACTICE_COLUMNS), ("locations.csv", LOCATION_COLUMNS)):
        path = shared_file(name)
        columns = match(name, header_of(Source.file(path))[1], known)
        for number, cells in list(records(Source.file(path)))[1:]:
            for column, _, action, _ in clean(number, columns.pick(cells)).remarks:
                told[name, column, action] += 1
    assert told == {
        ("practices.csv", "country_code", "corrected"): 2330,
        ("practices.csv", "country_code", "refused"): 1,
        ("practices.csv", "state", "refused"): 2,
        ("practices.csv", "phone", "corrected"): 113,
        ("practices.csv", "phone", "refused"): 312,
        ("practices.csv", "website", "refused"): 193,
        ("locations.csv", "country_code", "corrected"): 2330,
        ("locations.csv", "country_code", "refused"): 1,
        ("locations.csv", "state", "refused"): 2,
        ("locations.csv", "postal_code", "refused"): 1,
        ("locations.csv", "phone", "corrected"): 1366,
        ("locations.csv", "phone", "refused"): 319,
    }


def test_every_website_without_a_scheme_is_refused() -> None:
    path = shared_file("practices.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        websites = [row["website"] for row in csv.DictReader(lines)]
    bare = [site for site in websites if site and "://" not in site and site != "NOT AVAILABLE"]
    assert len(bare) == 85
    for site in bare:
        assert "website" not in clean(2, {"website": site}).values
