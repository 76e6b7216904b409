"""A provider that is down, slow or invalid fails the sign-in, and the next one succeeds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.pages.built import BROWSER
from tests.product import Product
from tests.rest.fake_identity_provider import KEYS, METADATA, TOKEN, USUAL, Answer, Setting
from tests.rest.oidc_browser import OURS, START, assert_refused, pending_sign_ins
from textgate.services.sign_in import identity_provider_client, oidc


@pytest.fixture
async def setting(product: Product) -> AsyncIterator[Setting]:
    async with Setting.open(product) as opened:
        yield opened


async def test_provider_metadata_and_keys_are_cached_for_an_hour(setting: Setting) -> None:
    for _ in range(2):
        await setting.assert_signs_in()
    setting.product.clock.turn(minutes=59)
    await setting.assert_signs_in()
    assert setting.provider.requested == [METADATA, TOKEN, KEYS, TOKEN, TOKEN]
    setting.product.clock.turn(minutes=1)
    await setting.assert_signs_in()
    assert setting.provider.requested[5:] == [METADATA, TOKEN, KEYS]


BROKEN = {
    "slow": Answer(None),
    "an error": Answer(USUAL, 400),
    "a failure": Answer(USUAL, 503),
    "moved": Answer({}, 302, ("Location: ?moved",)),
    "no JSON": Answer(b"<html>"),
    "no object": Answer([]),
    "empty": Answer(b""),
    "too long": Answer(USUAL, spaces=identity_provider_client.MAX_RESPONSE_BYTES),
    "compressed": Answer(USUAL, 200, ("Content-Encoding: gzip",)),
    "wrong types": Answer({"keys": 1, "id_token": 1}),
    "no HTTP": Answer({}, 200, ("\x00: x",)),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
async def test_malformed_provider_responses_sign_no_user_in(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, path: str, broken: str
) -> None:
    if broken == "slow":
        # Long enough for the valid responses before it on a busy machine.
        monkeypatch.setattr(identity_provider_client, "TIMEOUT_SECONDS", 1.0)
    setting.provider.answers[path] = BROKEN[broken]
    if path == METADATA:
        response = await setting.start()
        assert response.status_code == 502
        assert response.json()["error"]["code"] == "IDENTITY_PROVIDER_FAILED"
        assert "set-cookie" not in response.headers
    else:
        await assert_refused(setting.browser, await setting.sign_in())
        assert await pending_sign_ins(setting.product) == 0
    # The failure is not cached.
    monkeypatch.undo()
    setting.provider.answers.clear()
    await setting.assert_signs_in()


async def test_an_unreachable_provider_signs_no_user_in(setting: Setting) -> None:
    await setting.product.services.identity_providers.set(
        setting.partner_id, issuer="http://127.0.0.1:1", client_id="x", client_secret=None
    )
    assert (await setting.start()).status_code == 502


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://login.evil.example"},
        {"issuer": None},
        {"token_endpoint": "http://login.acme.example/token"},
        {"token_endpoint": "http://169.254.169.254/latest/meta-data"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://a@b.example"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": None},
    ],
    ids=str,
)
async def test_metadata_with_an_unsafe_endpoint_is_refused(
    setting: Setting, changes: dict[str, Any]
) -> None:
    setting.provider.answers[METADATA] = Answer(setting.provider.metadata | changes)
    response = await setting.start()
    assert (response.status_code, "set-cookie" in response.headers) == (502, False)
    assert setting.provider.requested == [METADATA]


@pytest.mark.parametrize(
    "partner", ["", "partner_", "partner_" + "0" * 32, "partner_" + "0" * 31 + "\n", "Acme EHR"]
)
async def test_an_unknown_partner_has_no_provider(setting: Setting, partner: str) -> None:
    response = await setting.browser.http.get(START, params={"partner": partner})
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "NO_IDENTITY_PROVIDER"
    assert await pending_sign_ins(setting.product) == 0


async def test_too_many_sign_in_starts_must_wait(setting: Setting) -> None:
    for _ in range(oidc.STARTS_A_MINUTE):
        assert (await setting.start()).status_code == 302
    refused = await setting.start()
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert await pending_sign_ins(setting.product) == oidc.STARTS_A_MINUTE
    setting.product.clock.turn(minutes=10)
    assert (await setting.start()).status_code == 302
    # Expired sign-ins have been deleted.
    assert await pending_sign_ins(setting.product) == 1


async def test_other_sites_cannot_sign_a_user_in(setting: Setting) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("none", 302)):
        response = await setting.start(**{"Sec-Fetch-Site": site})
        assert response.status_code == status
    assert await pending_sign_ins(setting.product) == 1


async def test_a_browser_sees_a_failed_start_on_the_sign_in_page(setting: Setting) -> None:
    refused = await setting.start(**BROWSER, **{"Sec-Fetch-Site": "cross-site"})
    assert await pending_sign_ins(setting.product) == 0
    setting.provider.answers[METADATA] = Answer(USUAL, 503)
    failed = await setting.start(**BROWSER)
    for response, code in ((refused, "CROSS_SITE_REQUEST"), (failed, "IDENTITY_PROVIDER_FAILED")):
        assert response.status_code == 303
        assert response.headers["location"] == f"{OURS}/?sign-in-error={code}"
        assert "set-cookie" not in response.headers


async def test_without_the_oidc_extra_sign_in_returns_501(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "is_installed", lambda: False)
    for response in (
        await setting.start(),
        await setting.browser.return_from_provider(state="x", code="c"),
    ):
        assert response.status_code == 501
        assert response.json()["error"]["code"] == "OIDC_NOT_INSTALLED"
    assert setting.provider.requested == []
