"""Lines of CSV that every parser reads in the same way, and that no spreadsheet evaluates."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textgate.domain.csv_cells import csv_line, safe_cell

FORMULAS = "=+-@＝＋－＠﹦﹢﹣﹫−\t\r\0"
SKIPPED = ["", " ", "'", '"', "“", "’", "«", "\u00a0", "\u3000", "\u200b", "\ufeff", "' \"", "`"]
TEXTS = st.text(st.one_of(st.sampled_from(FORMULAS + "'\" ,\n"), st.characters(codec="utf-8")))


@pytest.mark.parametrize("skipped", SKIPPED)
@pytest.mark.parametrize("first", FORMULAS)
def test_a_possible_formula_gets_an_apostrophe(skipped: str, first: str) -> None:
    text = f"{skipped}{first}cmd|' /C calc'!A0"
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lakeside",
        "St. Luke's",
        "'Lakeside'",
        '"A" Clinic',
        "a=b",
        "7-Eleven",
        " x +1",
        "Ärzte @ 9",
    ],
)
def test_other_texts_are_unchanged(text: str) -> None:
    assert safe_cell(text) == text


def test_a_phone_number_is_restored_by_removing_its_apostrophe() -> None:
    assert safe_cell("+14065550120") == "'+14065550120"
    assert safe_cell("+14065550120").removeprefix("'") == "+14065550120"


def test_a_line_quotes_separators_quotes_and_line_breaks() -> None:
    cells: list[str | int] = [
        "Smith, Jones",
        'the "Lake"',
        "two\r\nlines",
        "",
        "=1+1",
        "plain",
        7,
        -7,
    ]
    assert csv_line(cells) == (
        '"Smith, Jones","the ""Lake""","two\r\nlines",,\'=1+1,plain,7,-7\r\n'
    )


@settings(max_examples=5_000)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_text_survives_a_round_trip_and_none_begins_as_a_formula(texts: list[str]) -> None:
    line = csv_line(["begin", *texts, "end"])
    assert line.endswith("\r\n")
    (cells,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert cells == ["begin", *map(safe_cell, texts), "end"]
    for text, cell in zip(texts, cells[1:-1], strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(tuple(FORMULAS))
