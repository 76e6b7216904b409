"""Addresses of the United States, its territories and Canada."""

import pytest

from textgate.domain.address import (
    Address,
    is_po_box,
    parse_country,
    parse_postal_code,
    parse_state,
    read_address,
    zip_matches_state,
)
from textgate.domain.errors import (
    FieldError,
    InputErrors,
    InvalidInput,
    InvalidValue,
    UserErrorCode,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        (" United  States ", "US"),
        ("CAN", "CA"),
        ("PRI", "PR"),
        ("GUM", "GU"),
        ("VIR", "VI"),
        ("ASM", "AS"),
        ("MNP", "MP"),
        ("Puerto Rico", "PR"),
    ],
)
def test_a_country_becomes_its_two_letter_code(text: str, code: str) -> None:
    assert parse_country(text) == code


@pytest.mark.parametrize("text", ["PLW", "PW", "Palau", "MX", "GB", "1", "U", "US\x00"])
def test_an_unsupported_country_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_country(text)


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("ME", "US", "ME"),
        (" me ", None, "ME"),
        ("Maine", None, "ME"),
        ("new  york", "US", "NY"),
        ("District of Columbia", "US", "DC"),
        ("DC", "US", "DC"),
        ("PR", "PR", "PR"),
        ("GU", "US", "GU"),
        ("Guam", "GU", "GU"),
        ("U.S. Virgin Islands", "VI", "VI"),
        ("AS", "AS", "AS"),
        ("MP", "MP", "MP"),
        ("AA", "US", "AA"),
        ("AE", None, "AE"),
        ("AP", "US", "AP"),
        ("ON", "CA", "ON"),
        ("québec", "CA", "QC"),
        ("Newfoundland", "CA", "NL"),
    ],
)
def test_a_state_becomes_its_two_letter_code(text: str, country: str | None, code: str) -> None:
    assert parse_state(text, country) == code


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("PH", "US"),
        ("PW", "US"),
        ("PW", None),
        ("FM", None),
        ("MH", None),
        ("ON", "US"),
        ("ON", None),
        ("ME", "CA"),
        ("XX", "PR"),
        ("Lakeside", "US"),
        ("M\x00E", "US"),
    ],
)
def test_a_state_outside_the_country_is_refused(text: str, country: str | None) -> None:
    with pytest.raises(InvalidValue):
        parse_state(text, country)


@pytest.mark.parametrize(
    ("text", "country", "postal_code"),
    [
        ("04330", "US", "04330"),
        ("04330-6796", None, "04330-6796"),
        ("043306796", "US", "04330-6796"),
        ("04330 6796", "US", "04330-6796"),
        ("00901", "PR", "00901"),
        ("\uff10\uff14\uff13\uff13\uff10", "US", "04330"),
        ("K1A 0B1", "CA", "K1A 0B1"),
        ("k1a0b1", "CA", "K1A 0B1"),
        ("K1A-0B1", "CA", "K1A 0B1"),
    ],
)
def test_a_postal_code_is_parsed_in_the_format_of_its_country(
    text: str, country: str | None, postal_code: str
) -> None:
    assert parse_postal_code(text, country) == postal_code


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("4330", "US"),
        ("04330-67", "US"),
        ("K1A 0B1", "US"),
        ("04330", "CA"),
        ("D1A 0B1", "CA"),
        ("K1A 0O1", "CA"),
        ("\u0660\u0664\u0663\u0663\u0660", "US"),
        ("O4330", "US"),
    ],
)
def test_an_invalid_postal_code_is_refused(text: str, country: str) -> None:
    with pytest.raises(InvalidValue):
        parse_postal_code(text, country)


def test_each_part_of_an_address_is_parsed() -> None:
    errors = InputErrors()
    raw = Address(" 1  VA Center ", None, "Augusta", "maine", "043306796", "USA")
    address = read_address(raw, errors=errors)
    errors.raise_if_any()
    assert address == Address("1 VA Center", None, "Augusta", "ME", "04330-6796", "US")


def test_absent_parts_stay_absent() -> None:
    errors = InputErrors()
    assert read_address(Address(address2=" "), errors=errors) == Address()
    errors.raise_if_any()


def test_all_invalid_parts_are_reported_together() -> None:
    errors = InputErrors()
    raw = Address("1 Road\x00", "a" * 201, "b" * 101, "PH", "1302", "PLW")
    address = read_address(raw, errors=errors, path=("input", "address"))
    assert address == Address()
    with pytest.raises(InvalidInput) as refusal:
        errors.raise_if_any()
    assert {(error.path, error.code) for error in refusal.value.errors} == {
        (("input", "address", "address1"), UserErrorCode.INVALID),
        (("input", "address", "address2"), UserErrorCode.TOO_LONG),
        (("input", "address", "city"), UserErrorCode.TOO_LONG),
        (("input", "address", "state"), UserErrorCode.INVALID),
        (("input", "address", "postalCode"), UserErrorCode.INVALID),
        (("input", "address", "countryCode"), UserErrorCode.INVALID),
    }


def test_the_country_decides_how_state_and_postal_code_are_parsed() -> None:
    errors = InputErrors()
    address = read_address(
        Address(state="Ontario", postal_code="k1a0b1", country_code="Canada"), errors=errors
    )
    errors.raise_if_any()
    assert address == Address(state="ON", postal_code="K1A 0B1", country_code="CA")
    read_address(Address(state="Ontario"), errors=errors, path=("a",))
    with pytest.raises(InvalidInput) as refusal:
        errors.raise_if_any()
    assert refusal.value.errors == (
        FieldError(
            ("a", "state"), UserErrorCode.INVALID, "must be a US state or territory, for example ME"
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PO BOX 447", True),
        ("100 HOSPITAL AVENUE, P O BOX 530", True),
        ("p.o. box 12", True),
        ("P.O.Box 12", True),
        ("Post Office Box 690", True),
        ("POB 12", True),
        ("P.O. Drawer 3", True),
        ("RR 2 Box 10553", False),
        ("3131 THOMASVILLE HWY, BOX 40", False),
        ("12 Boxwood Road", False),
        ("1 Depot Box Lane", False),
    ],
)
def test_a_po_box_is_recognized(text: str, expected: bool) -> None:
    assert is_po_box(text) is expected


@pytest.mark.parametrize(
    ("postal_code", "state", "expected"),
    [
        ("04330-6796", "ME", True),
        ("44444", "AL", False),
        ("44444", "OH", True),
        ("00901", "PR", True),
        ("00802", "VI", True),
        ("96910", "GU", True),
        ("96950", "MP", True),
        ("96799", "AS", True),
        ("09012", "AE", True),
        ("K1A 0B1", "ON", True),
        ("K1A 0B1", "BC", False),
        ("44444", None, None),
        (None, "AL", None),
        ("44444", "XX", None),
    ],
)
def test_a_zip_code_is_compared_with_its_state(
    postal_code: str | None, state: str | None, expected: bool | None
) -> None:
    assert zip_matches_state(postal_code, state) is expected
