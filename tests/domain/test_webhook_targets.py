"""SSRF: hostile webhook URLs are refused, and hostile addresses are not public."""

from __future__ import annotations

import pytest

from tests.domain.webhook_targets import HOSTILE_ADDRESSES, HOSTILE_URLS, PUBLIC_ADDRESSES
from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.webhook_addresses import is_loopback, is_public
from textgate.domain.webhook_url import MAX_LENGTH, parse_webhook_url


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_a_hostile_url_is_refused(url: str) -> None:
    with pytest.raises(InvalidValue):
        parse_webhook_url(url.replace("PORT", "8443"))


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_the_development_setting_allows_only_this_machine(url: str) -> None:
    try:
        parsed = parse_webhook_url(url.replace("PORT", "5000"), allow_loopback=True)
    except InvalidValue:
        return
    assert parsed.host in ("localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("https://ehr.example.org", "https://ehr.example.org/"),
        (" https://EHR.Example.org:443/Hooks ", "https://ehr.example.org/Hooks"),
        (
            "HTTPS://ehr.example.org:8443/a/b?c=d&e=%20",
            "https://ehr.example.org:8443/a/b?c=d&e=%20",
        ),
        ("https://ehr.example.org?x=1", "https://ehr.example.org/?x=1"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://1.example.org/@user", "https://1.example.org/@user"),
    ],
)
def test_other_urls_are_normalized(entered: str, kept: str) -> None:
    assert str(parse_webhook_url(entered)) == kept
    assert str(parse_webhook_url(kept)) == kept


def test_an_overlong_url_has_the_code_too_long() -> None:
    start = "https://ehr.example.org/"
    assert parse_webhook_url(start + "x" * (MAX_LENGTH - len(start)))
    with pytest.raises(InvalidValue) as error:
        parse_webhook_url(start + "x" * (MAX_LENGTH - len(start) + 1))
    assert error.value.code is UserErrorCode.TOO_LONG


@pytest.mark.parametrize("port", [0, 65536])
def test_a_port_outside_the_range_is_refused_on_this_machine_too(port: int) -> None:
    with pytest.raises(InvalidValue):
        parse_webhook_url(f"http://127.0.0.1:{port}/", allow_loopback=True)


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_a_hostile_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_other_addresses_are_public(address: str) -> None:
    assert is_public(address)
    assert not is_loopback(address)
