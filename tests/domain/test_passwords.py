"""Passwords must be long, uncommon, and different from known names."""

from __future__ import annotations

import pytest

from textgate.domain.errors import InvalidValue
from textgate.domain.passwords import check, normalise
from textgate.services.access.passwords import common_passwords

NAMES = ("textgate", "Ada Lovelace", "ada.lovelace@acme.example", "Acme EHR", "Dr. O'Hara & Sons")
MADE_OF_NAMES = "consists mostly of your name or your organization's"
TOO_COMMON = "is too common"


def refusal(password: str, *, has_second_factor: bool = False) -> str | None:
    """The problem of a password; None if it is allowed."""
    try:
        check(
            normalise(password),
            has_second_factor=has_second_factor,
            names=NAMES,
            common=common_passwords(),
        )
    except InvalidValue as error:
        return error.problem
    return None


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "x" * 5 + "y" * 5 + "z" * 5 + "w",
        "пароль для текстов",
        "合言葉は長いほうがよいのだよね本当に",
        "🦜🦀🐙🦜🦀🐙🦔🐝🐛🦋🐌🐞🐜🦟🐢",
        " leading and trailing ",
        "kestrels over acme hill",
        "lovelace wrote it at the lake",
        "abcd" * 32,
    ],
)
def test_a_long_password_of_any_characters_is_allowed(password: str) -> None:
    assert refusal(password) is None


@pytest.mark.parametrize(
    ("length", "has_second_factor", "problem"),
    [
        (7, True, "must have at least 8 characters"),
        (8, True, None),
        (8, False, "must have at least 15 characters"),
        (14, False, "must have at least 15 characters"),
        (15, False, None),
        (128, False, None),
        (129, False, "must have at most 128 characters"),
        (129, True, "must have at most 128 characters"),
    ],
)
def test_a_password_has_a_minimum_and_a_maximum_length(
    length: int, has_second_factor: bool, problem: str | None
) -> None:
    password = ("wxyz" * 40)[:length]
    assert refusal(password, has_second_factor=has_second_factor) == problem


def test_characters_are_counted_in_their_composed_form() -> None:
    composed, decomposed = "\u00e9\u00e8\u00ea\u00eb" * 2, "e\u0301e\u0300e\u0302e\u0308" * 2
    assert normalise(decomposed) == normalise(composed) == composed
    assert refusal(decomposed) == "must have at least 15 characters"
    # One character, whose composed form has eighteen.
    assert refusal("\ufdfa" * 8) == "must have at most 128 characters"
    assert normalise("\uff50\uff41\uff53\uff53") == "pass"


@pytest.mark.parametrize(
    "password",
    [
        "a" * 20,
        "abcabcabcabcabcabc",
        "YFDBUFNJH10305070",
        "passwordpassword",
        "PassWord12345678",
        "123456789012345",
        "543210987654321",
        "qwertyuiopasdfghjkl",
        "abcdefghijklmnopq",
    ],
)
def test_a_common_password_is_refused(password: str) -> None:
    assert refusal(password) == TOO_COMMON


def test_a_second_factor_does_not_allow_a_common_password() -> None:
    for password in ("password1", "Qwerty123", "1QAZ2WSX"):
        assert refusal(password, has_second_factor=True) == TOO_COMMON


@pytest.mark.parametrize(
    "password",
    [
        "ada.lovelace1234",
        "AdaLovelace2026!",
        "ada_lovelace_1234",
        "a.d.a.l.o.v.e.l.a.c.e",
        "lovelaceada12345",
        "Ada Lovelace Acme EHR",
        "ada.lovelace@acme.example",
        "acmeehr123456789",
        "text-gate-text-gate",
        "textgate1234567",
        "Dr.O'Hara&Sons1",
        "ＴＥＸＴＧＡＴＥ１２３４５６７",
    ],
)
def test_a_password_of_known_names_is_refused_with_any_separators(password: str) -> None:
    assert refusal(password) == MADE_OF_NAMES


@pytest.mark.parametrize("password", ["lovelace", "lovelace1", "ada-12345", "textgate9"])
def test_a_second_factor_does_not_allow_a_password_of_known_names(password: str) -> None:
    assert refusal(password, has_second_factor=True) == MADE_OF_NAMES


@pytest.mark.parametrize("password", ["tab\tin the middle", "a null \0 in the middle"])
def test_a_password_with_control_characters_is_refused(password: str) -> None:
    assert refusal(password) == "contains unsupported characters"


def test_the_list_of_common_passwords_has_only_long_enough_ones() -> None:
    listed = common_passwords()
    assert 8_000 < len(listed) <= 10_000
    assert min(map(len, listed)) >= 8
    assert all(password == password.casefold() for password in listed)
