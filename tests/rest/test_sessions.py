"""Sessions: their duration, the changes that end them, and their cookie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.graphql.documents import rows
from tests.product import Client, Product
from tests.rest.people import FROM_OUR_PAGE, PASSWORD, Browser, code_of, sign_in, user
from textgate.services.options import Options
from textgate.services.people.user_links import UserLinks
from textgate.storage.tables import session

NEW = "an entirely different phrase"


async def signed_in(product: Product) -> tuple[Client, dict[str, Any], Browser]:
    client = await product.partner()
    row = await user(product, client)
    return client, row, (await sign_in(product, row["email"]))[0]


async def test_a_session_ends_after_15_idle_minutes(product: Product) -> None:
    _, _, browser = await signed_in(product)
    for _ in range(4):
        product.clock.turn(minutes=14)
        assert await browser.is_signed_in()
    product.clock.turn(minutes=15)
    assert not await browser.is_signed_in()


async def test_a_session_in_use_ends_after_8_hours(product: Product) -> None:
    _, _, browser = await signed_in(product)
    for _ in range(47):
        product.clock.turn(minutes=10)
        assert await browser.is_signed_in()
    assert (await browser.session()).json()["idleExpiresAt"] == "2026-11-02T23:00:00Z"
    product.clock.turn(minutes=10)
    assert not await browser.is_signed_in()


async def test_signing_out_ends_only_that_session(product: Product) -> None:
    _, row, browser = await signed_in(product)
    other, _ = await sign_in(product, row["email"])
    old = browser.cookie
    assert (await browser.post("/auth/sign-out", {})).status_code == 204
    assert browser.cookie == ""
    assert not await Browser(product.http, old).is_signed_in()
    assert await other.is_signed_in()
    assert (await browser.post("/auth/sign-out", {})).status_code == 204
    assert await rows(product, session) == 1


async def test_signing_in_again_ends_the_previous_session(product: Product) -> None:
    _, row, browser = await signed_in(product)
    old = browser.cookie
    await browser.post("/auth/sign-in", {"email": row["email"], "password": PASSWORD})
    assert browser.cookie != old
    assert await browser.is_signed_in()
    assert not await Browser(product.http, old).is_signed_in()


Ending = Callable[[Product, Client, dict[str, Any]], Awaitable[Any]]


async def _mutation(client: Client, mutation: str, values: dict[str, Any]) -> None:
    name = mutation[0].upper() + mutation[1:]
    document = f"""mutation ($input: {name}Input!) {{
      {mutation}(input: $input) {{ userErrors {{ code }} }} }}"""
    assert (await client.get(document, input=values))[mutation] == {"userErrors": []}


async def deactivate(product: Product, client: Client, row: dict[str, Any]) -> None:
    await _mutation(client, "deactivateUser", {"id": f"user_{row['id'].hex}"})


async def change_role(product: Product, client: Client, row: dict[str, Any]) -> None:
    values = {"id": f"user_{row['id'].hex}", "role": "PARTNER_SUPPORT"}
    await _mutation(client, "updateUserRole", values)


async def change_password(product: Product, client: Client, row: dict[str, Any]) -> None:
    browser, _ = await sign_in(product, row["email"])
    body = {"currentPassword": PASSWORD, "newPassword": NEW}
    assert (await browser.post("/auth/password", body)).status_code == 200
    assert await browser.is_signed_in()


async def reset_password(product: Product, client: Client, row: dict[str, Any]) -> None:
    user_links: UserLinks = product.services.user_links
    url = await user_links.link_for(row["email"], by_mail=False)
    assert url is not None
    body = {"token": url.partition("#")[2], "password": NEW}
    answer = await Browser(product.http).post("/auth/set-password", body)
    assert answer.status_code == 204


@pytest.mark.parametrize("end", [deactivate, change_role, change_password, reset_password])
async def test_a_change_of_the_user_ends_their_sessions(product: Product, end: Ending) -> None:
    client, row, browser = await signed_in(product)
    # The last administrator cannot be deactivated.
    await user(product, client)
    await end(product, client, row)
    assert not await browser.is_signed_in()


async def test_the_cookie_is_http_only_and_same_site(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client)
    _, answer = await sign_in(product, row["email"])
    (cookie,) = answer.headers.get_list("set-cookie")
    parts = [part.strip().lower() for part in cookie.split(";")]
    assert parts[0].startswith("textgate=")
    assert sorted(parts[1:]) == ["httponly", "max-age=28800", "path=/", "samesite=lax"]


async def test_with_https_the_cookie_is_bound_to_the_host(database_url: str) -> None:
    options = Options(public_url="https://texts.example.org")
    async with Product.open(database_url, options=options) as product:
        client = await product.partner()
        row = await user(product, client)
        answer = await product.http.post(
            "/auth/sign-in",
            json={"email": row["email"], "password": PASSWORD},
            headers={"Origin": "https://texts.example.org"},
        )
        (cookie,) = answer.headers.get_list("set-cookie")
        parts = [part.strip().lower() for part in cookie.split(";")]
        assert cookie.startswith("__Host-textgate=")
        assert sorted(parts[1:]) == [
            "httponly",
            "max-age=28800",
            "path=/",
            "samesite=lax",
            "secure",
        ]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        plain = {"Cookie": cookie.partition(";")[0].removeprefix("__Host-")} | FROM_OUR_PAGE
        assert (await product.http.get("/auth/session", headers=plain)).status_code == 204


async def test_a_browser_without_a_session_is_no_error_and_one_that_has_ended_is(
    product: Product,
) -> None:
    answer = await product.http.get("/auth/session")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    _, _, browser = await signed_in(product)
    assert (await browser.session()).status_code == 200
    ended = Browser(product.http, browser.cookie)
    await browser.post("/auth/sign-out", {})
    assert code_of(await ended.session()) == (401, "UNAUTHENTICATED")


async def test_a_program_has_no_session(product: Product) -> None:
    client = await product.partner()
    headers = {"Authorization": f"Bearer {client.token}"}
    answer = await product.http.get("/auth/session", headers=headers)
    assert code_of(answer) == (403, "FORBIDDEN")


async def test_a_forged_cookie_is_ignored(product: Product) -> None:
    _, _, browser = await signed_in(product)
    for cookie in ("x", "%00", "a" * 4_000, browser.cookie[:-1], browser.cookie + "x"):
        assert not await Browser(product.http, cookie).is_signed_in()
