"""Email addresses."""

import pytest

from textgate.domain.email_address import parse_email
from textgate.domain.errors import InvalidValue, UserErrorCode


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("jjsmith@partnersite.com", "jjsmith@partnersite.com"),
        (" JJ.Smith+sms@PartnerSite.COM\u200e\n", "JJ.Smith+sms@partnersite.com"),
        ("a@clinic.example", "a@clinic.example"),
        ("a@example.com", "a@example.com"),
        ("a@münchen.de", "a@münchen.de"),
    ],
)
def test_an_address_is_trimmed_and_its_domain_lowercased(text: str, email: str) -> None:
    assert parse_email(text) == email


@pytest.mark.parametrize(
    "text",
    [
        "jjsmith",
        "a@localhost",
        "a@clinic.test",
        "a@b@example.com",
        "a b@example.com",
        "J Smith <a@example.com>",
        "a@example.com, b@example.com",
        "josé@example.com",
        "a@[127.0.0.1]",
        "a\x00@example.com",
        "a\ud800@example.com",
        "a@exa\u200bmple.com",
        "a" * 65 + "@example.com",
    ],
)
def test_values_other_than_one_email_address_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_email(text)
    assert refusal.value.code is UserErrorCode.INVALID


def test_an_overlong_address_has_the_code_too_long() -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_email("a@" + "b." * 130 + "com")
    assert refusal.value.code is UserErrorCode.TOO_LONG
