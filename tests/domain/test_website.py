"""Only websites that a carrier could visit are accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.website import parse_website

LONG = "https://www.example.org/" + "a" * 176


@pytest.mark.parametrize(
    "website",
    [
        "https://mypractice.com",
        "https://facebook.com/mypractice",
        "https://PartnerEHRpage.usedbyclient.com",
        "HTTP://www.Example.org/Path?query=1#part",
        "https://www.example.org:8443/",
        "https://www.example.org/a@b:c",
        "https://www.example.org/users/%40",
        "https://xn--mnchen-3ya.example",
        "https://münchen.example/straße",
        "https://3m.com",
        LONG,
    ],
)
def test_the_spelling_of_a_public_website_is_kept(website: str) -> None:
    assert parse_website(f" {website}\n") == website


@pytest.mark.parametrize(
    "website",
    [
        "NOT AVAILABLE",
        "www.example.org",
        "ftp://www.example.org",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "https:www.example.org",
        "https:/www.example.org",
        "https:///www.example.org",
        "https://",
        "https://?a",
        "https://localhost",
        "https://localhost:8000/",
        "https://intranet",
        "https://printer.local",
        "https://a.localhost",
        "https://db.internal",
        "https://127.0.0.1",
        "https://0x7f.1",
        "https://2130706433",
        "https://127.0.0.1.",
        "https://[::1]/",
        "https://[2001:db8::1]:443/",
        "https://user@www.example.org",
        "https://user:secret@www.example.org",
        "https://@www.example.org",
        "https://www.example.org\\@evil.example",
        "https://www.example.org:0",
        "https://www.example.org:",
        "https://www.example.org:65536",
        "https://www.example.org:http",
        "https://-bad.example.org",
        "https://bad..example.org",
        "https://my_clinic.example.org",
        "https://www.example.org/a b",
        "https://www.example.org/\u200e",
        "\u200ehttps://www.example.org",
        "https://www.example.org/\x00",
        "https://www.example.org/\ud800",
        "https://www.exam\tple.org",
        "https://www.example.org https://www.example.org",
    ],
)
def test_values_other_than_one_public_website_are_refused(website: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_website(website)
    assert refusal.value.code is UserErrorCode.INVALID


@pytest.mark.parametrize(
    ("website", "suggestion"),
    [
        ("www.tmcaz.com", "https://www.tmcaz.com"),
        ("mypractice.com:8080/a", "https://mypractice.com:8080/a"),
        ("localhost", "https://www.example.org"),
        ("ftp://www.example.com", "https://www.example.org"),
        ("mailto:a@example.com", "https://www.example.org"),
    ],
)
def test_the_error_about_a_missing_scheme_suggests_the_full_url(
    website: str, suggestion: str
) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_website(website)
    assert refusal.value.problem == f"must start with https:// or http://, for example {suggestion}"


def test_blank_and_overlong_websites_have_their_own_codes() -> None:
    with pytest.raises(InvalidValue) as blank:
        parse_website(" ")
    assert blank.value.code is UserErrorCode.REQUIRED
    with pytest.raises(InvalidValue) as overlong:
        parse_website(LONG + "a")
    assert overlong.value.code is UserErrorCode.TOO_LONG


@given(st.text(max_size=60) | st.text(max_size=60).map("https://".__add__))
def test_any_text_is_kept_or_refused(text: str) -> None:
    try:
        website = parse_website(text)
    except InvalidValue:
        return
    assert website == text.strip()
