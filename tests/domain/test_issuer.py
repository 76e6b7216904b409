"""The issuer of an identity provider is an https:// URL, or an http:// URL of this machine."""

from __future__ import annotations

import pytest

from textgate.domain.errors import InvalidValue
from textgate.domain.issuer import is_protected, parse_issuer


@pytest.mark.parametrize(
    "text",
    [
        "https://login.acme.example",
        "https://login.acme.example/",
        "https://login.acme.example:8443/realms/acme",
        "http://localhost:8080",
        "http://127.0.0.1:8080/a",
        "http://[::1]:8080",
    ],
)
def test_the_spelling_of_an_issuer_is_kept(text: str) -> None:
    assert parse_issuer(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "login.acme.example",
        "http://login.acme.example",
        "http://10.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://user:password@login.acme.example",
        "https://login.acme.example?tenant=1",
        "https://login.acme.example?",
        "https://login.acme.example#a",
        "https://",
        "https:///path",
        "https://login.acme.example:0",
        "https://login.acme.example:70000",
        "https://[::1",
        "https://login.acme.example\\@evil.example",
        "https://login acme.example",
        "https://login.acme.example/\x00",
        "https://lögin.example",
        "ftp://login.acme.example",
        "javascript:alert(1)",
        "https://login.acme.example/" + "a" * 2_000,
    ],
)
def test_other_issuers_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_issuer(text)


def test_a_remote_provider_cannot_name_http_endpoints_on_this_machine() -> None:
    assert is_protected("http://127.0.0.1:6379/token", may_be_local=True)
    assert not is_protected("http://127.0.0.1:6379/token", may_be_local=False)
    assert is_protected("https://login.acme.example/token", may_be_local=False)
