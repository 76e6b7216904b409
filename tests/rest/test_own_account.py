"""Users change their own password and second factor."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pyotp import TOTP
from sqlalchemy import select

from tests.graphql.documents import rows
from tests.members import contents, newest_entry
from tests.product import Product
from tests.rest.people import PASSWORD, Browser, code_of, sign_in, user
from textgate.domain.audit import AuditAction
from textgate.domain.viewer import Viewer
from textgate.storage.tables import audit_entry, link, outbox, session
from textgate.storage.tables import user as user_table

NEW = "an entirely different phrase"
WRONG = (401, "INVALID_CREDENTIALS")


async def signed_in(product: Product, **changes: Any) -> tuple[dict[str, Any], Browser]:
    client = await product.partner()
    row = await user(product, client, **changes)
    return row, (await sign_in(product, row["email"]))[0]


async def link_token(product: Product, email: str) -> str:
    url = await product.services.user_links.link_for(email, by_mail=False)
    assert url is not None
    return url.partition("#")[2]


async def test_a_new_password_replaces_the_old_one(product: Product) -> None:
    row, browser = await signed_in(product)
    body = {"currentPassword": PASSWORD, "newPassword": NEW}
    assert (await browser.post("/auth/password", body)).status_code == 200
    assert (await newest_entry(product)).action is AuditAction.PASSWORD_CHANGED
    assert code_of((await sign_in(product, row["email"]))[1]) == WRONG
    assert (await sign_in(product, row["email"], NEW))[1].status_code == 200


async def test_changing_a_password_requires_the_current_one(product: Product) -> None:
    row, browser = await signed_in(product)
    before = await contents(product, session, audit_entry)
    body = {"currentPassword": "wrong", "newPassword": NEW}
    assert code_of(await browser.post("/auth/password", body)) == WRONG
    assert code_of(await Browser(product.http).post("/auth/password", body)) == (
        401,
        "UNAUTHENTICATED",
    )
    assert await contents(product, session, audit_entry) == before
    assert (await sign_in(product, row["email"]))[1].status_code == 200


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("fourteen chars", "Password must have at least 15 characters."),
        ("x y" * 50, "Password must have at most 128 characters."),
        ("a" * 20, "Password is too common."),
        ("POLNIYPIZDEC0211", "Password is too common."),
        ("Ada Lovelace Acme EHR", "Password consists mostly of your name or your organization's."),
        ("textgate-textgate-1", "Password consists mostly of your name or your organization's."),
        ("with\ta tab inside of it", "Password contains unsupported characters."),
    ],
)
async def test_guessable_passwords_are_refused(
    product: Product, password: str, message: str
) -> None:
    row, browser = await signed_in(product, name="Ada Lovelace")
    token = await link_token(product, row["email"])
    before = await contents(product, session, link, audit_entry)
    changed = await browser.post(
        "/auth/password", {"currentPassword": PASSWORD, "newPassword": password}
    )
    chosen = await browser.post("/auth/set-password", {"token": token, "password": password})
    for answer in (changed, chosen):
        assert code_of(answer) == (422, "INVALID_PASSWORD")
        assert answer.json()["error"]["message"] == message
    assert await contents(product, session, link, audit_entry) == before


async def test_a_link_sets_a_password_once(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client, password_hash=None, failed_sign_ins=100)
    token = await link_token(product, row["email"])
    body = {"token": token, "password": NEW}
    answers = await asyncio.gather(
        *(Browser(product.http).post("/auth/set-password", body) for _ in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [204, 410, 410, 410, 410]
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_id) == (AuditAction.PASSWORD_CHANGED, row["id"])
    assert (await sign_in(product, row["email"], NEW))[1].status_code == 200


async def test_expired_and_replaced_links_are_refused(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client)
    old = await link_token(product, row["email"])
    replaced = await link_token(product, row["email"])
    product.clock.turn(hours=1)
    for token in (old, replaced, "", "x", "\0"):
        body = {"token": token, "password": NEW}
        answer = await Browser(product.http).post("/auth/set-password", body)
        assert code_of(answer) == (410, "LINK_EXPIRED")
    assert (await sign_in(product, row["email"]))[1].status_code == 200


async def test_a_reset_request_does_not_reveal_whether_the_user_exists(mailing: Product) -> None:
    product = mailing
    client = await product.partner()
    row = await user(product, client)
    browser = Browser(product.http)
    answers = [
        await browser.post("/auth/reset-request", {"email": email})
        for email in (row["email"], "nobody@acme.example", "no address")
    ]
    assert [answer.status_code for answer in answers] == [202] * 3
    assert [answer.json() for answer in answers] == [{"isMailConfigured": True}] * 3
    assert await rows(product, outbox) == 1
    for _ in range(7):
        await browser.post("/auth/reset-request", {"email": "nobody@acme.example"})
    product.clock.turn(seconds=20)
    refused = await browser.post("/auth/reset-request", {"email": row["email"]})
    assert (code_of(refused), refused.headers["retry-after"]) == ((429, "TOO_MANY_ATTEMPTS"), "40")
    assert await rows(product, outbox) == 1


async def with_second_factor(product: Product) -> tuple[dict[str, Any], Browser, TOTP]:
    row, browser = await signed_in(product)
    enrollment = (await browser.post("/auth/second-factor", {})).json()
    assert enrollment["uri"].startswith("otpauth://totp/Textgate:")
    totp = TOTP(enrollment["secret"])
    body = {
        "password": PASSWORD,
        "secret": enrollment["secret"],
        "secretCode": totp.at(product.clock.now),
    }
    answer = await browser.post("/auth/second-factor/confirm", body)
    assert answer.json()["user"]["hasSecondFactor"] is True
    assert (await newest_entry(product)).action is AuditAction.SECOND_FACTOR_ADDED
    return row, browser, totp


async def test_a_user_with_a_second_factor_needs_a_code(product: Product) -> None:
    row, _, totp = await with_second_factor(product)
    email = row["email"]
    product.clock.turn(seconds=60)
    now = product.clock.now
    assert code_of((await sign_in(product, email))[1]) == (401, "CODE_REQUIRED")
    assert code_of((await sign_in(product, email, "wrong"))[1]) == WRONG
    for code in (
        "000000",
        "",
        "12345x",
        totp.at(now, counter_offset=-3),
        totp.at(now, counter_offset=3),
    ):
        answer = (await sign_in(product, email, code=code))[1]
        assert code_of(answer) == (WRONG if code else (401, "CODE_REQUIRED"))
    assert (await sign_in(product, email, code=totp.at(now)))[1].status_code == 200


async def test_a_code_works_once_even_for_concurrent_sign_ins(product: Product) -> None:
    row, _, totp = await with_second_factor(product)
    product.clock.turn(seconds=60)
    code = totp.at(product.clock.now)
    answers = await asyncio.gather(*(sign_in(product, row["email"], code=code) for _ in range(4)))
    assert sorted(answer.status_code for _, answer in answers) == [200, 401, 401, 401]
    product.clock.turn(seconds=30)
    assert code_of((await sign_in(product, row["email"], code=code))[1]) == WRONG


async def test_a_second_factor_is_not_added_without_a_valid_code(product: Product) -> None:
    _, browser = await signed_in(product)
    enrollment = (await browser.post("/auth/second-factor", {})).json()
    before = await contents(product, session, audit_entry)
    for secret, code in ((enrollment["secret"], "000000"), ("x", "000000"), ("A" * 31 + "é", "1")):
        body = {"password": PASSWORD, "secret": secret, "secretCode": code}
        answer = await browser.post("/auth/second-factor/confirm", body)
        assert code_of(answer) == (422, "WRONG_CODE")
    assert await contents(product, session, audit_entry) == before


async def test_removing_a_second_factor_requires_password_and_code(product: Product) -> None:
    row, browser, totp = await with_second_factor(product)
    product.clock.turn(seconds=60)
    remove = "/auth/second-factor/remove"
    assert code_of(await browser.post(remove, {"password": PASSWORD})) == (401, "CODE_REQUIRED")
    body = {"password": PASSWORD, "code": totp.at(product.clock.now)}
    answer = await browser.post(remove, body)
    assert answer.json()["user"]["hasSecondFactor"] is False
    assert (await newest_entry(product)).action is AuditAction.SECOND_FACTOR_REMOVED
    assert (await sign_in(product, row["email"]))[1].status_code == 200
    assert code_of(await browser.post(remove, {"password": PASSWORD})) == (409, "NOT_ADDED")


async def test_a_password_with_a_second_factor_needs_only_8_characters(product: Product) -> None:
    row, browser, totp = await with_second_factor(product)
    product.clock.turn(seconds=60)
    body = {"currentPassword": PASSWORD, "code": totp.at(product.clock.now)}
    answer = await browser.post("/auth/password", body | {"newPassword": "kestrel9"})
    assert answer.status_code == 200
    async with product.services.database.read() as connection:
        secret = await connection.scalar(
            select(user_table.c.totp_secret).where(user_table.c.id == row["id"])
        )
    assert secret == totp.secret


async def test_an_invalid_new_password_does_not_count_as_a_failed_attempt(product: Product) -> None:
    row, browser = await signed_in(product)
    for _ in range(12):
        body = {"currentPassword": PASSWORD, "newPassword": "too short"}
        answer = await browser.post("/auth/password", body)
        assert code_of(answer) == (422, "INVALID_PASSWORD")
    async with product.services.database.read() as connection:
        failed = await connection.scalar(select(user_table.c.failed_sign_ins))
    assert failed == 0
    assert (await sign_in(product, row["email"]))[1].status_code == 200


async def test_a_session_that_ends_during_the_request_is_refused(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, browser = await signed_in(product)
    details = product.services.sessions.details

    async def end_first(viewer: Viewer, token: str) -> Any:
        await product.services.sessions.end(viewer, token)
        return await details(viewer, token)

    monkeypatch.setattr(product.services.sessions, "details", end_first)
    assert code_of(await browser.post("/auth/second-factor", {})) == (401, "UNAUTHENTICATED")


async def test_a_second_factor_is_added_once(product: Product) -> None:
    row, browser, totp = await with_second_factor(product)
    product.clock.turn(seconds=60)
    before = await contents(product, session, audit_entry)
    now, other = product.clock.now, TOTP("A" * 32)
    fields = {"password": PASSWORD, "code": totp.at(now), "secret": "A" * 32}
    answer = await browser.post(
        "/auth/second-factor/confirm", fields | {"secretCode": other.at(now)}
    )
    assert code_of(answer) == (409, "ALREADY_ADDED")
    assert await contents(product, session, audit_entry) == before
    product.clock.turn(seconds=60)
    code = totp.at(product.clock.now)
    assert (await sign_in(product, row["email"], code=code))[1].status_code == 200
