"""Signing in with a password: success, one error for all failures, and the limits of attempts."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from tests.graphql.documents import rows
from tests.members import newest_entry, user_row
from tests.product import Product
from tests.rest.people import FROM_OUR_PAGE, PASSWORD, Browser, code_of, sign_in, user
from textgate.domain.audit import AuditAction
from textgate.domain.permissions import Role
from textgate.services.access.passwords import Passwords
from textgate.storage.tables import session
from textgate.storage.tables import user as user_table

WRONG = (401, "INVALID_CREDENTIALS")
TOO_MANY = (429, "TOO_MANY_ATTEMPTS")


class CountingPasswords(Passwords):
    """Counts the comparisons of passwords."""

    compared = 0

    async def is_right(self, password_hash: str | None, password: str) -> bool:
        self.compared += 1
        return await super().is_right(password_hash, password)


def counting(product: Product, monkeypatch: pytest.MonkeyPatch) -> CountingPasswords:
    passwords = CountingPasswords(memory=8, rounds=1)
    monkeypatch.setattr(product.passwords, "is_right", passwords.is_right)
    return passwords


async def test_a_user_signs_in_and_gets_their_session(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client, name="Ada Lovelace", email="ada@acme.example")
    browser, answer = await sign_in(product, " Ada@ACME.example ")
    assert answer.status_code == 200
    assert answer.json() == {
        "user": {
            "id": f"user_{row['id'].hex}",
            "name": "Ada Lovelace",
            "email": "ada@acme.example",
            "role": "PARTNER_ADMIN",
            "hasSecondFactor": False,
        },
        "permissions": [
            "CREATE_ACCOUNTS",
            "EDIT_ACCOUNTS",
            "EDIT_PARTNER",
            "MANAGE_API_TOKENS",
            "MANAGE_USERS",
            "MANAGE_WEBHOOKS",
            "READ_ACCOUNTS",
            "READ_AUDIT_LOG",
            "READ_MESSAGES",
            "READ_NUMBERS",
            "READ_REPORTS",
            "READ_VIEWER",
            "REQUEST_NUMBERS",
            "SEND_MESSAGES",
        ],
        "partner": {"id": f"partner_{client.viewer.partner_id.hex}", "name": "Acme EHR"},
        "account": None,
        "expiresAt": "2026-11-02T23:00:00Z",
        "idleExpiresAt": "2026-11-02T15:15:00Z",
        "idleSeconds": 900,
        "secondsLeft": 28800,
    }
    assert (await browser.session()).json() == answer.json()
    viewer = (await browser.graphql("{ viewer { kind name role } }")).json()["data"]["viewer"]
    assert viewer == {"kind": "PARTNER_USER", "name": "Ada Lovelace", "role": "PARTNER_ADMIN"}
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_id) == (AuditAction.SIGNED_IN, row["id"])


async def test_a_user_of_a_practice_sees_that_practice(product: Product) -> None:
    client = await product.partner()
    account_id, _ = [await product.account(client) for _ in range(2)]
    hashed = await Passwords(memory=8, rounds=1).hash(PASSWORD)
    row = await user_row(
        product, client.viewer.partner_id, Role.ACCOUNT_SENDER, account_id, password_hash=hashed
    )
    browser, answer = await sign_in(product, row["email"])
    assert answer.json()["account"] == {"id": account_id, "name": "Practice 1"}
    accounts = (await browser.graphql("{ accounts { nodes { id } } }")).json()["data"]["accounts"]
    assert accounts == {"nodes": [{"id": account_id}]}


async def test_every_failed_sign_in_gets_the_same_error(product: Product) -> None:
    client = await product.partner()
    known = await user(product, client)
    invited = await user(product, client, password_hash=None)
    deactivated = await user(product, client, deactivated_at=product.clock.now)
    locked = await user(product, client, failed_sign_ins=100)
    answers = [
        await sign_in(product, known["email"], "correct horse battery stapl"),
        await sign_in(product, "nobody@acme.example"),
        await sign_in(product, "no address"),
        await sign_in(product, ""),
        await sign_in(product, invited["email"]),
        await sign_in(product, deactivated["email"]),
        await sign_in(product, locked["email"]),
    ]
    assert [code_of(answer) for _, answer in answers] == [WRONG] * 7
    messages = {answer.json()["error"]["message"] for _, answer in answers}
    assert messages == {"The email address or the password is wrong."}
    assert not any("set-cookie" in answer.headers for _, answer in answers)
    assert await rows(product, session) == 0


async def test_the_eleventh_attempt_is_refused_without_comparing_the_password(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    row = await user(product, client)
    passwords = counting(product, monkeypatch)
    for email in (row["email"], "nobody@acme.example"):
        passwords.compared = 0
        for n in range(10):
            assert code_of((await sign_in(product, email, f"wrong {n}"))[1]) == WRONG
        _, refused = await sign_in(product, email)
        assert (code_of(refused), refused.headers["retry-after"]) == (TOO_MANY, "900")
        assert passwords.compared == 10
        product.clock.turn(minutes=2)
    product.clock.turn(minutes=13)
    assert (await sign_in(product, row["email"]))[1].status_code == 200


async def test_guesses_in_batches_or_in_parallel_do_not_bypass_the_limit(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    row = await user(product, client)
    passwords = counting(product, monkeypatch)
    browser = Browser(product.http)
    guesses = [f"guess {n}" for n in range(50)]
    shapes: list[Any] = [
        [{"email": row["email"], "password": guess} for guess in guesses],
        {"email": row["email"], "password": guesses},
        {"email": [row["email"]] * 50, "password": guesses},
        {"batch": [{"email": row["email"], "password": guess} for guess in guesses]},
    ]
    for shape in shapes:
        assert (await browser.post("/auth/sign-in", shape)).status_code == 400
    aliases = " ".join(f'a{n}: signIn(password: "{guess}")' for n, guess in enumerate(guesses[:30]))
    assert (await browser.graphql(f"mutation {{ {aliases} }}")).status_code == 401
    assert passwords.compared == 0
    duplicate_member = f'{{"email": "{row["email"]}", "password": "one", "password": "two"}}'
    await product.http.post(
        "/auth/sign-in",
        content=duplicate_member,
        headers=FROM_OUR_PAGE | {"Content-Type": "application/json"},
    )
    assert passwords.compared == 1
    answers = await asyncio.gather(
        *(sign_in(product, row["email"], f"guess {n}") for n in range(1_000))
    )
    codes = [code_of(answer) for _, answer in answers]
    assert (codes.count(WRONG), codes.count(TOO_MANY)) == (9, 991)
    assert passwords.compared == 10
    assert code_of((await sign_in(product, row["email"]))[1]) == TOO_MANY
    assert await rows(product, session) == 0


async def test_one_network_address_has_30_attempts_a_minute(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client)
    for n in range(30):
        assert code_of((await sign_in(product, f"nobody-{n}@acme.example"))[1]) == WRONG
    assert code_of((await sign_in(product, row["email"]))[1]) == TOO_MANY
    product.clock.turn(minutes=1)
    assert (await sign_in(product, row["email"]))[1].status_code == 200


async def test_100_failures_lock_a_user_and_a_success_resets_the_count(
    product: Product,
) -> None:
    client = await product.partner()
    row = await user(product, client, failed_sign_ins=98)
    assert (await sign_in(product, row["email"]))[1].status_code == 200
    async with product.services.database.read() as connection:
        count = await connection.scalar(select(user_table.c.failed_sign_ins))
    assert count == 0
    other = await user(product, client, failed_sign_ins=99)
    assert code_of((await sign_in(product, other["email"], "wrong"))[1]) == WRONG
    assert code_of((await sign_in(product, other["email"]))[1]) == WRONG


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "INVALID_REQUEST"),
        ({"email": "a@b.example"}, "INVALID_REQUEST"),
        ({"email": 1, "password": "x"}, "INVALID_REQUEST"),
        ({"email": "a@b.example", "password": None}, "INVALID_REQUEST"),
        ({"email": "a@b.example", "password": {}}, "INVALID_REQUEST"),
        ({"email": "a@b.example", "password": "x" * 1_001}, "INVALID_REQUEST"),
        ({"email": "a@b.example", "password": "x", "code": 123456}, "INVALID_REQUEST"),
        ([], "INVALID_REQUEST"),
    ],
)
async def test_malformed_sign_ins_are_refused(product: Product, body: Any, code: str) -> None:
    response = await Browser(product.http).post("/auth/sign-in", body)
    assert code_of(response) == (400, code)


@pytest.mark.parametrize(
    "email", ["a\0@b.example", "ä" * 300 + "@b.example", "😀", "a@b.example\n"]
)
async def test_malformed_addresses_belong_to_no_user(product: Product, email: str) -> None:
    assert code_of((await sign_in(product, email))[1]) == WRONG


FORGED: list[tuple[str, dict[str, str]]] = [
    ("application/json", {"Sec-Fetch-Site": "cross-site"}),
    ("application/json", {"Sec-Fetch-Site": "same-site"}),
    ("application/json", {"Sec-Fetch-Site": ""}),
    ("application/json", {}),
    ("application/json", {"Origin": "null"}),
    ("application/json", {"Origin": "https://evil.example"}),
    ("application/json", {"Origin": "http://127.0.0.1:8000.evil.example"}),
    ("application/json", {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"}),
    ("text/plain", FROM_OUR_PAGE),
    ("application/x-www-form-urlencoded", FROM_OUR_PAGE),
    ("multipart/form-data; boundary=x", FROM_OUR_PAGE),
    ("", FROM_OUR_PAGE),
]


@pytest.mark.parametrize(("content_type", "headers"), FORGED)
async def test_requests_of_other_sites_are_refused(
    product: Product, content_type: str, headers: dict[str, str]
) -> None:
    client = await product.partner()
    row = await user(product, client)
    browser, _ = await sign_in(product, row["email"])
    signing_in = {"email": row["email"], "password": PASSWORD}
    change = {"currentPassword": PASSWORD, "newPassword": "another long enough one"}
    create = {
        "query": """mutation { createAccount(input: {externalId: "x", name: "x"}) {
          account { id } } }"""
    }
    forged = headers | {"Cookie": f"textgate={browser.cookie}", "Content-Type": content_type}
    for path, body in (
        ("/auth/sign-in", signing_in),
        ("/auth/password", change),
        ("/graphql", create),
    ):
        response = await product.http.post(path, content=json.dumps(body), headers=forged)
        assert response.status_code in (403, 415)
        assert "set-cookie" not in response.headers
    if content_type == "application/json":
        assert (await product.http.post("/auth/sign-out", headers=forged)).status_code == 403
    for path in ("/auth/sign-in", "/auth/sign-out", "/auth/password"):
        assert (await product.http.get(path, headers=forged)).status_code == 405
    assert await browser.is_signed_in()
    assert await rows(product, session) == 1
    assert (await sign_in(product, row["email"]))[1].status_code == 200


async def test_the_own_origin_suffices_without_fetch_metadata(product: Product) -> None:
    client = await product.partner()
    row = await user(product, client)
    response: httpx2.Response = await product.http.post(
        "/auth/sign-in",
        json={"email": row["email"], "password": PASSWORD},
        headers={"Origin": "http://127.0.0.1:8000"},
    )
    assert response.status_code == 200
