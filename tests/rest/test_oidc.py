"""Users sign in with their partner's identity provider: a real one, in a separate process."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select, update

from tests.members import contents, newest_entry, user_row
from tests.node import WITH_NODE, require_node
from tests.pages.built import BROWSER
from tests.product import Product
from tests.rest.oidc_browser import OURS, Browser, assert_refused, pending_sign_ins
from textgate.domain.permissions import Role
from textgate.services.sign_in.oidc import CALLBACK
from textgate.storage.tables import session, user

pytestmark = pytest.mark.slow

SECRET = "a secret: with + and % in it"
ADA = "ada@acme.example"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The issuer URL of a running provider."""
    require_node()
    with subprocess.Popen(
        [WITH_NODE, "node", Path(__file__).with_name("oidc_provider.mjs"), OURS + CALLBACK, SECRET],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # The provider only warns there that it is not for production.
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


@pytest.fixture
async def acme(product: Product, issuer: str) -> UUID:
    """A partner with a provider, and its user Ada."""
    # The provider uses the machine's clock.
    product.clock.now = datetime.now(UTC)
    partner_id = await product.services.partners.create("Acme EHR", sms_enabled=True)
    await product.services.identity_providers.set(
        partner_id, issuer=issuer, client_id="secret-client", client_secret=SECRET
    )
    await user_row(product, partner_id, Role.PARTNER_SUPPORT, email=ADA, name="Ada")
    return partner_id


@pytest.fixture
async def browser(product: Product) -> AsyncIterator[Browser]:
    async with Browser.open(product) as opened:
        yield opened


@pytest.fixture
async def other_browser(product: Product) -> AsyncIterator[Browser]:
    async with Browser.open(product) as opened:
        yield opened


async def sign_in(browser: Browser, partner_id: UUID, email: str = ADA) -> httpx2.Response:
    return await browser.http.get(await browser.sign_in_at_provider(partner_id, email))


@pytest.mark.parametrize(
    ("client_id", "client_secret"), [("secret-client", SECRET), ("public-client", None)]
)
async def test_the_user_named_by_the_provider_is_signed_in(
    product: Product, browser: Browser, acme: UUID, issuer: str, client_id: str, client_secret: Any
) -> None:
    await product.services.identity_providers.set(
        acme, issuer=issuer, client_id=client_id, client_secret=client_secret
    )
    response = await sign_in(browser, acme)
    assert (response.status_code, response.headers["location"]) == (303, f"{OURS}/")
    cookies = response.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["textgate", "textgate-oidc"]
    assert all(flag in cookies[0] for flag in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Max-Age=0" in cookies[1]
    assert await browser.viewer() == {"kind": "PARTNER_USER", "name": "Ada"}
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_name, entry.subject_kind) == ("SIGNED_IN", "Ada", "user")
    assert entry.changes == f'[["identity_provider",null,"{issuer}"]]'
    async with product.services.database.read() as connection:
        last = await connection.scalar(select(user.c.last_sign_in_at).where(user.c.email == ADA))
    assert last == product.clock.now
    assert await pending_sign_ins(product) == 0
    answer = await browser.http.get(f"{OURS}/auth/session")
    assert (answer.status_code, ADA in answer.text) == (200, True)


async def test_a_new_sign_in_ends_the_browsers_previous_session(
    product: Product, browser: Browser, other_browser: Browser, acme: UUID
) -> None:
    for next_browser in (browser, other_browser, browser):
        assert (await sign_in(next_browser, acme)).status_code == 303
    assert len(await contents(product, session)) == 2


async def test_a_user_of_a_practice_sees_only_that_practice(
    product: Product, browser: Browser, acme: UUID
) -> None:
    account_id = await product.account(await product.client(acme))
    await user_row(product, acme, Role.ACCOUNT_ADMIN, account_id, email="bo@p.example", name="Bo")
    # Case does not matter in the provider's email claim.
    assert (await sign_in(browser, acme, "Bo@P.example")).status_code == 303
    assert await browser.viewer() == {"kind": "ACCOUNT_USER", "name": "Bo"}


async def test_only_the_identity_is_requested_from_the_provider(
    browser: Browser, acme: UUID, issuer: str
) -> None:
    started = await browser.start(acme)
    assert started.headers["location"].startswith(f"{issuer}/auth?")
    cookie = started.headers["set-cookie"]
    assert cookie.startswith("textgate-oidc=")
    assert all(flag in cookie for flag in ("HttpOnly", "SameSite=lax", "Max-Age=600", "Path=/"))
    first = parse_qs(urlsplit(started.headers["location"]).query)
    assert first["scope"] == ["openid email"]
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == [OURS + CALLBACK]
    second = await browser.authorization_parameters(acme)
    for name in ("state", "nonce", "code_challenge"):
        assert len(second[name]) == 43
        assert second[name] != first[name][0]
    assert len({second[name] for name in ("state", "nonce", "code_challenge")}) == 3


@pytest.mark.parametrize(
    ("email", "changes"),
    [
        ("unknown@acme.example", {}),
        ("unverified@acme.example", {}),
        ("deactivated@acme.example", {"deactivated_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("invited@acme.example", {"password_hash": None}),
        ("no address", None),
    ],
)
async def test_all_users_who_are_not_active_get_the_same_error(
    product: Product, browser: Browser, acme: UUID, email: str, changes: Any
) -> None:
    if changes is not None and not email.startswith("unknown"):
        await user_row(product, acme, email=email, **changes)
    users = await contents(product, user)
    response = await sign_in(browser, acme, email)
    await assert_refused(browser, response)
    assert response.json()["error"]["message"] == "Signing in with the identity provider failed."
    assert await contents(product, user) == users


async def test_a_browser_sees_a_refusal_on_the_sign_in_page(
    product: Product, browser: Browser, acme: UUID
) -> None:
    callback = await browser.sign_in_at_provider(acme, "unknown@acme.example")
    for code in ("SIGN_IN_FAILED", "SIGN_IN_EXPIRED"):
        response = await browser.http.get(callback, headers=BROWSER)
        assert response.status_code == 303
        assert response.headers["location"] == f"{OURS}/?sign-in-error={code}"
        assert "set-cookie" not in response.headers
    assert await contents(product, session) == []
    assert await browser.viewer() is None


async def test_a_provider_signs_in_only_its_own_partners_users(
    product: Product, browser: Browser, acme: UUID
) -> None:
    other = await product.services.partners.create("Other EHR")
    await user_row(product, other, email="eve@other.example")
    await assert_refused(browser, await sign_in(browser, acme, "eve@other.example"))


async def test_canceling_at_the_provider_signs_no_user_in(browser: Browser, acme: UUID) -> None:
    parameters = await browser.authorization_parameters(acme)
    response = await browser.return_from_provider(state=parameters["state"], error="access_denied")
    await assert_refused(browser, response)


async def test_only_the_browser_that_started_a_sign_in_completes_it(
    product: Product, browser: Browser, other_browser: Browser, acme: UUID
) -> None:
    callback = await browser.sign_in_at_provider(acme, ADA)
    # Without a cookie, and with another sign-in's cookie: neither consumes the first sign-in.
    await assert_refused(other_browser, await other_browser.http.get(callback), "SIGN_IN_EXPIRED")
    await other_browser.authorization_parameters(acme)
    await assert_refused(other_browser, await other_browser.http.get(callback), "SIGN_IN_EXPIRED")
    assert await pending_sign_ins(product) == 2
    assert (await browser.http.get(callback)).status_code == 303


@pytest.mark.parametrize("spoil", [lambda state: state[:-1] + "~", lambda _: "", lambda _: "é"])
async def test_a_state_that_was_tampered_with_is_refused(
    browser: Browser, acme: UUID, spoil: Any
) -> None:
    callback = urlsplit(await browser.sign_in_at_provider(acme, ADA))
    parameters = {name: value for name, (value,) in parse_qs(callback.query).items()}
    response = await browser.return_from_provider(
        **parameters | {"state": spoil(parameters["state"])}
    )
    await assert_refused(browser, response, "SIGN_IN_EXPIRED")
    del parameters["state"]
    await assert_refused(
        browser, await browser.return_from_provider(**parameters), "SIGN_IN_EXPIRED"
    )


async def test_a_callback_works_only_once(product: Product, browser: Browser, acme: UUID) -> None:
    callback = await browser.sign_in_at_provider(acme, ADA)
    cookie = browser.http.cookies["textgate-oidc"]
    assert (await browser.http.get(callback)).status_code == 303
    await assert_refused(browser, await browser.http.get(callback), "SIGN_IN_EXPIRED", sessions=1)
    browser.http.cookies.set("textgate-oidc", cookie, domain="127.0.0.1")
    await assert_refused(browser, await browser.http.get(callback), "SIGN_IN_EXPIRED", sessions=1)


async def test_a_stolen_code_fails_in_another_browser(
    product: Product, browser: Browser, other_browser: Browser, acme: UUID
) -> None:
    stolen = parse_qs(urlsplit(await browser.sign_in_at_provider(acme, ADA)).query)
    own = await other_browser.authorization_parameters(acme)
    response = await other_browser.return_from_provider(
        state=own["state"], code=stolen["code"][0], iss=stolen["iss"][0]
    )
    await assert_refused(other_browser, response)


@pytest.mark.parametrize(("minutes", "status"), [(9, 303), (10, 400)])
async def test_a_started_sign_in_expires_after_ten_minutes(
    product: Product, browser: Browser, acme: UUID, minutes: int, status: int
) -> None:
    now = product.clock.now
    product.clock.turn(minutes=-minutes)
    callback = await browser.sign_in_at_provider(acme, ADA)
    product.clock.now = now
    assert (await browser.http.get(callback)).status_code == status
    assert len(await contents(product, session)) == (status == 303)


async def test_a_callback_from_another_issuer_is_refused(browser: Browser, acme: UUID) -> None:
    callback = urlsplit(await browser.sign_in_at_provider(acme, ADA))
    parameters = {name: value for name, (value,) in parse_qs(callback.query).items()}
    parameters["iss"] = "https://login.evil.example"
    await assert_refused(browser, await browser.return_from_provider(**parameters))


async def test_a_removed_provider_signs_no_user_in(
    product: Product, browser: Browser, acme: UUID
) -> None:
    callback = await browser.sign_in_at_provider(acme, ADA)
    assert await product.services.identity_providers.remove(acme)
    assert await pending_sign_ins(product) == 0
    await assert_refused(browser, await browser.http.get(callback), "SIGN_IN_EXPIRED")
    assert (await browser.start(acme)).json()["error"]["code"] == "NO_IDENTITY_PROVIDER"


async def test_a_wrong_client_secret_signs_no_user_in(
    product: Product, browser: Browser, acme: UUID, issuer: str
) -> None:
    await product.services.identity_providers.set(
        acme, issuer=issuer, client_id="secret-client", client_secret="wrong"
    )
    await assert_refused(browser, await sign_in(browser, acme))


async def test_a_provider_sign_in_keeps_password_and_second_factor(
    product: Product, browser: Browser, acme: UUID
) -> None:
    """OIDC ignores a user's local password, second factor and failed attempts."""
    local = {"totp_secret": "JBSWY3DPEHPK3PXP", "failed_sign_ins": 3}
    async with product.services.database.write() as connection:
        await connection.execute(update(user).where(user.c.email == ADA).values(**local))
    before = await contents(product, user)
    assert (await sign_in(browser, acme)).status_code == 303
    (row,), (row_before,) = await contents(product, user), before
    changed = {c.name for c, new, old in zip(user.c, row, row_before, strict=True) if new != old}
    assert changed == {"last_sign_in_at"}
