"""Races of a sign-in with other changes, and routes of `/auth` that refuse programs and other sites."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from pyotp import TOTP
from sqlalchemy import delete, select, update

from tests.graphql.documents import rows
from tests.members import USER_TABLES, contents
from tests.product import Product
from tests.rest.people import FROM_OUR_PAGE, PASSWORD, Browser, code_of, sign_in, user
from textgate.services.access.passwords import Passwords
from textgate.storage.tables import audit_entry, session
from textgate.storage.tables import user as user_table

WRONG = (401, "INVALID_CREDENTIALS")
TOO_MANY = (429, "TOO_MANY_ATTEMPTS")

Change = Callable[[], Awaitable[None]]


class InterruptedPasswords(Passwords):
    """Commits a change while it compares a password, to force a race."""

    def __init__(self, change: Change) -> None:
        super().__init__(memory=8, rounds=1)
        self._change = change

    async def is_right(self, password_hash: str | None, password: str) -> bool:
        is_right = await super().is_right(password_hash, password)
        await self._change()
        return is_right


async def set_user(product: Product, row: Mapping[str, Any], **values: Any) -> None:
    async with product.services.database.write() as connection:
        is_row = user_table.c.id == row["id"]
        await connection.execute(update(user_table).where(is_row).values(**values))


async def stored(product: Product, row: Mapping[str, Any]) -> dict[str, Any]:
    async with product.services.database.read() as connection:
        result = await connection.execute(select(user_table).where(user_table.c.id == row["id"]))
        return dict(result.mappings().one())


@pytest.mark.parametrize("change", ["password_hash", "deactivated_at", "totp_secret"])
async def test_a_change_during_the_request_lets_no_caller_in(
    product: Product, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    client = await product.partner()
    row = await user(product, client)
    value = {
        "password_hash": await Passwords(memory=8, rounds=1).hash("another phrase"),
        "deactivated_at": product.clock.now,
        "totp_secret": "A" * 32,
    }[change]

    async def commit_change() -> None:
        await set_user(product, row, **{change: value})

    monkeypatch.setattr(product.passwords, "is_right", InterruptedPasswords(commit_change).is_right)
    before = await contents(product, session, audit_entry)
    browser, answer = await sign_in(product, row["email"])
    assert code_of(answer) == WRONG
    assert browser.cookie == ""
    assert await contents(product, session, audit_entry) == before
    assert (await stored(product, row))["failed_sign_ins"] == 1


async def test_a_role_removed_during_the_request_is_not_granted_again(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    row = await user(product, client)

    async def commit_change() -> None:
        await set_user(product, row, role="PARTNER_SUPPORT")

    monkeypatch.setattr(product.passwords, "is_right", InterruptedPasswords(commit_change).is_right)
    _, answer = await sign_in(product, row["email"])
    assert answer.json()["user"]["role"] == "PARTNER_SUPPORT"


async def test_a_session_that_ends_during_a_request_is_over(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client)
    for _ in range(5):
        browser, _ = await sign_in(product, row["email"])
        same = Browser(product.http, browser.cookie)
        *answers, ended = await asyncio.gather(
            *(same.session() for _ in range(20)), browser.post("/auth/sign-out", {})
        )
        assert ended.status_code == 204
        assert {answer.status_code for answer in answers} <= {200, 401}
        assert not await same.is_signed_in()


async def test_a_session_that_ends_during_the_sign_in_sets_no_cookie(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    row = await user(product, client)
    sessions = product.services.sessions
    details = sessions.details

    async def details_after_deletion(viewer: Any, token: str) -> Any:
        async with product.services.database.write() as connection:
            await connection.execute(delete(session))
        return await details(viewer, token)

    monkeypatch.setattr(sessions, "details", details_after_deletion)
    browser, answer = await sign_in(product, row["email"])
    assert code_of(answer) == (401, "UNAUTHENTICATED")
    assert browser.cookie == ""


async def test_a_sign_in_rehashes_a_password_with_the_current_costs(product: Product) -> None:
    client = await product.partner()
    old = await Passwords(memory=16, rounds=1).hash(PASSWORD)
    row = await user(product, client, password_hash=old)
    assert code_of((await sign_in(product, row["email"], "wrong"))[1]) == WRONG
    assert (await stored(product, row))["password_hash"] == old
    assert (await sign_in(product, row["email"]))[1].status_code == 200
    renewed = (await stored(product, row))["password_hash"]
    assert renewed.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert (await sign_in(product, row["email"]))[1].status_code == 200
    assert (await stored(product, row))["password_hash"] == renewed


async def test_hashing_costs_default_to_those_of_owasp() -> None:
    assert (await Passwords().hash(PASSWORD)).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_wrong_codes_count_as_failed_attempts(product: Product) -> None:
    client = await product.partner()
    secret = "A" * 32
    row = await user(product, client, totp_secret=secret)
    valid = TOTP(secret).at(product.clock.now)
    wrong = f"{(int(valid) + 1) % 1_000_000:06}"
    for _ in range(10):
        assert code_of((await sign_in(product, row["email"], code=wrong))[1]) == WRONG
    assert code_of((await sign_in(product, row["email"], code=valid))[1]) == TOO_MANY
    assert (await stored(product, row))["totp_used_step"] is None
    assert await rows(product, session) == 0


@pytest.mark.parametrize(
    "path", ["password", "second-factor", "second-factor/confirm", "second-factor/remove"]
)
async def test_a_program_cannot_change_a_password_or_second_factor(
    product: Product, path: str
) -> None:
    client = await product.partner()
    row = await user(product, client)
    browser, _ = await sign_in(product, row["email"])
    before = await contents(product, *USER_TABLES)
    # The token takes precedence over the session cookie.
    headers = browser.headers | {"Authorization": f"Bearer {client.token}"}
    body = {"password": PASSWORD, "currentPassword": PASSWORD, "newPassword": "a" * 20}
    answer = await product.http.post(f"/auth/{path}", json=body, headers=headers)
    assert code_of(answer) == (403, "FORBIDDEN")
    assert await contents(product, *USER_TABLES) == before


@pytest.mark.parametrize("path", ["sign-in", "set-password", "reset-request", "second-factor"])
async def test_other_sites_cannot_use_routes_without_a_session(product: Product, path: str) -> None:
    client = await product.partner()
    row = await user(product, client)
    browser, _ = await sign_in(product, row["email"])
    url = await product.services.user_links.link_for(row["email"], by_mail=False)
    assert url is not None
    body = {
        "email": row["email"],
        "password": "an entirely different phrase",
        "token": url.partition("#")[2],
    }
    before = await contents(product, *USER_TABLES)
    foreign: list[dict[str, str]] = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {},
    ]
    for headers in foreign:
        cookie = {"Cookie": browser.headers["Cookie"]}
        answer = await product.http.post(f"/auth/{path}", json=body, headers=headers | cookie)
        assert code_of(answer) == (403, "CROSS_SITE_REQUEST")
    form = await product.http.post(
        f"/auth/{path}", data={"email": row["email"]}, headers=browser.headers | FROM_OUR_PAGE
    )
    assert code_of(form) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert await contents(product, *USER_TABLES) == before
