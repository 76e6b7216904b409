"""Lines of human text and their normal form for searching."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.text import clean_line, line, search_key, strip_invisible


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Lakeside  Clinic ", "Lakeside Clinic"),
        ("Lakeside\r\n\tClinic", "Lakeside Clinic"),
        ("Lakeside\u00a0Clinic", "Lakeside Clinic"),
        ("Lakeside\u2028Clinic", "Lakeside Clinic"),
        ("Jose\u0301", "José"),
        ("\ufeffLakeside\u200e", "Lakeside"),
        ("St. Luke\u2019s \u2013 North", "St. Luke\u2019s \u2013 North"),
        (
            "Clinic \U0001f3f4\U000e0067\U000e0062\U000e007f",
            "Clinic \U0001f3f4\U000e0067\U000e0062\U000e007f",
        ),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_a_line_is_composed_trimmed_and_single_spaced(text: str, cleaned: str) -> None:
    assert clean_line(text, 30) == cleaned


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", UserErrorCode.REQUIRED),
        (" \u200b\u00a0\ufeff", UserErrorCode.REQUIRED),
        ("Lake\x00side", UserErrorCode.INVALID),
        ("Lake\x1bside", UserErrorCode.INVALID),
        ("Lake\x1cside", UserErrorCode.INVALID),
        ("Lake\x85side", UserErrorCode.INVALID),
        ("Lake\ud800side", UserErrorCode.INVALID),
        ("Lake\u202eside", UserErrorCode.INVALID),
        ("\u202eLakeside", UserErrorCode.INVALID),
        ("1234567890123456789012345678901", UserErrorCode.TOO_LONG),
        ("a" + "\u0316\u0301" * 50_000, UserErrorCode.TOO_LONG),
    ],
)
def test_a_line_is_refused_with_its_code(text: str, code: UserErrorCode) -> None:
    with pytest.raises(InvalidValue) as refusal:
        clean_line(text, 30)
    assert refusal.value.code is code


def test_line_returns_a_parser_with_a_maximum_length() -> None:
    assert line(4)(" abcd ") == "abcd"
    with pytest.raises(InvalidValue, match="at most 4 characters"):
        line(4)("abcde")


@given(st.text())
def test_cleaning_a_line_again_changes_nothing(text: str) -> None:
    try:
        cleaned = clean_line(text, 50)
    except InvalidValue:
        return
    assert clean_line(cleaned, 50) == cleaned


def test_only_the_ends_are_stripped_of_invisible_characters() -> None:
    assert strip_invisible("\u202d \u200ea\u200db\u202c") == "a\u200db"


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("Lakeside  CLINIC", None, "", "ME"), "lakeside clinic me"),
        (("José Muñoz",), "jose munoz"),
        (("Straße",), "strasse"),
        (("St. Luke\u2019s \u2013 North",), "st. luke's - north"),
        (("\uff21\uff22\uff23 \uff11\uff12\uff13",), "abc 123"),
        (("a\x00b\ud800c\u200bd",), "abcd"),
        ((), ""),
    ],
)
def test_the_search_key_folds_case_accents_and_spaces(
    parts: tuple[str | None, ...], key: str
) -> None:
    assert search_key(*parts) == key


@given(st.text())
def test_a_search_key_is_its_own_key_and_can_be_stored(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert "\x00" not in key
    key.encode()


def test_all_white_space_is_stripped_and_all_control_characters_are_refused() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        if character.isspace():
            assert strip_invisible(f"{character}a{character}") == "a"
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n\r":
            with pytest.raises(InvalidValue, match="control characters"):
                clean_line(f"a{character}b", 30)
