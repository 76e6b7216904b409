"""Phone numbers are accepted in the forms that people write."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.phone import (
    REGIONS,
    NoSuchNumber,
    format_national,
    last_four,
    parse_business_phone,
    parse_phone,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(406) 555-0120", "+14065550120"),
        ("406-555-0120", "+14065550120"),
        ("406.555.0120", "+14065550120"),
        ("406/555-0120", "+14065550120"),
        ("4065550120", "+14065550120"),
        ("14065550120", "+14065550120"),
        ("1 (406) 555 0120", "+14065550120"),
        ("+1 406 555 0120", "+14065550120"),
        ("(+1) 406 555 0120", "+14065550120"),
        ("+1888-555-1212", "+18885551212"),
        ("tel:+1-406-555-0120", "+14065550120"),
        ("TEL: 406-555-0120", "+14065550120"),
        ("406\u2011555\u20130120", "+14065550120"),
        ("406\u00a0555\u00a00120", "+14065550120"),
        (
            "\uff0b\uff11 \uff14\uff10\uff16 \uff15\uff15\uff15 \uff10\uff11\uff12\uff10",
            "+14065550120",
        ),
        ("\u202d406-555-0120\u202c", "+14065550120"),
        ("  406-555-0120\u200e\n", "+14065550120"),
        ("704 555 0127", "+17045550127"),
        ("219 555 0114", "+12195550114"),
        ("229 555 0109", "+12295550109"),
        ("416-555-0134", "+14165550134"),
        ("787-555-1234", "+17875551234"),
        ("671-555-1234", "+16715551234"),
        ("340-555-1234", "+13405551234"),
        ("684-633-1234", "+16846331234"),
        ("670-234-5678", "+16702345678"),
        ("+15005550006", "+15005550006"),
        ("500-555-0001", "+15005550001"),
    ],
)
def test_a_number_is_parsed_in_common_notations(text: str, number: str) -> None:
    assert parse_phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "NOT AVAILABLE",
        "null",
        "406-555-012O",
        "4O6-555-0120",
        "406-555-012l",
        "1-800-FLOWERS",
        "406-555-012",
        "406-555-01200",
        "+4065550120",
        "011 44 20 7946 0958",
        "+44 20 7946 0958",
        "++14065550120",
        "406+5550120",
        "1+4065550120",
        "72345",
        "723456",
        "900-555-1234",
        "500-555-1234",
        "+15005550016",
        "876-555-1234",
        "242-322-1234",
        "106-555-0120",
        "406-155-0120",
        "999-999-9999",
        "406-555-0120 x12",
        "406-555-0120 ext. 12",
        "406-555-0120#12",
        "tel:+1-406-555-0120;ext=12",
        "207-623-8411 x",
        "406\u200b555\u200b0120",
        "406\u202e5550120",
        "406-555\x00-0120",
        "406-555-0120\x00",
        "406\x1c555-0120",
        "406-555-0120\ud800",
        "\u0664\u0660\u0666\u0665\u0665\u0665\u0660\u0661\u0662\u0660",
        "406-555-012\u0660",
        "\u0967\u096a\u0966\u096c-555-0120",
    ],
)
def test_values_other_than_one_north_american_number_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_phone(text)
    assert refusal.value.code is UserErrorCode.INVALID


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("406-555-0120 x12", "must not have an extension, because texts cannot reach one"),
        ("72345", "must not be a short code"),
        ("900-555-1234", "must be an ordinary or a toll-free number, not a premium-rate number"),
        ("876-555-1234", "must be a number of the United States, its territories or Canada"),
        ("106-555-0120", "is not in use; check the area code and the exchange"),
        ("hello", "must be a ten-digit phone number, for example (406) 555-0120"),
    ],
)
def test_an_invalid_number_is_explained(text: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_phone(text)
    assert refusal.value.problem == problem


def test_blank_and_overlong_numbers_have_their_own_codes() -> None:
    with pytest.raises(InvalidValue) as blank:
        parse_phone(" \u200e")
    assert blank.value.code is UserErrorCode.REQUIRED
    with pytest.raises(InvalidValue) as overlong:
        parse_phone("406-555-0120" + "-" * 29)
    assert overlong.value.code is UserErrorCode.TOO_LONG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("207-623-8411", ("+12076238411", None)),
        ("207-623-8411 x", ("+12076238411", "")),
        ("207-623-8411 x12345", ("+12076238411", "12345")),
        ("(207) 623-8411 Ext. 12", ("+12076238411", "12")),
        ("207-623-8411, extension: 12", ("+12076238411", "12")),
        ("tel:+1-207-623-8411;ext=12", ("+12076238411", "12")),
        ("207-623-8411 #12", ("+12076238411", "12")),
    ],
)
def test_a_business_phone_returns_the_dropped_extension(
    text: str, expected: tuple[str, str | None]
) -> None:
    assert parse_business_phone(text) == expected


@pytest.mark.parametrize(
    "text", ["999-999-9999 x99999", "632-550-3888 x", "NOT AVAILABLE", "x12", "207-623-8411 x1 x2"]
)
def test_an_extension_does_not_make_an_invalid_number_valid(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_business_phone(text)


@given(st.text(max_size=45))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        number = parse_phone(text)
    except InvalidValue:
        return
    assert parse_phone(number) == number


@given(st.integers(100, 199), st.sampled_from(["406", "704", "219", "229", "207"]))
def test_a_formatted_number_parses_to_itself(line_number: int, area_code: str) -> None:
    number = f"+1{area_code}5550{line_number}"
    assert parse_phone(format_national(number)) == number


def test_numbers_are_shown_in_national_form_and_logged_with_four_digits() -> None:
    assert format_national("+14065550120") == "(406) 555-0120"
    assert format_national("+442079460958") == "+442079460958"
    assert last_four("+14065550120") == "…0120"


@pytest.mark.parametrize("area", ["406", "809", "787", "900", "700", "416", "833", "211", "555"])
@pytest.mark.parametrize("line", ["5550120", "2025550", "9110000", "0123456", "9999999"])
def test_numbers_are_valid_exactly_if_phonenumbers_says_so(area: str, line: str) -> None:
    parsed = phonenumbers.parse(f"+1{area}{line}")
    is_valid = phonenumbers.is_valid_number(parsed) and (
        phonenumbers.region_code_for_number(parsed) in REGIONS
        and phonenumbers.number_type(parsed)
        in {
            PhoneNumberType.FIXED_LINE,
            PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE,
            PhoneNumberType.TOLL_FREE,
        }
    )
    try:
        is_accepted = parse_phone(f"{area}{line}") == f"+1{area}{line}"
    except NoSuchNumber:
        is_accepted = False
    assert is_accepted is is_valid
