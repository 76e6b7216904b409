"""During a database outage every API returns UNAVAILABLE and a retry time, and changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.graphql.documents import rows
from tests.product import SEND, Client, Product
from tests.rest.partner_program import BASE, Program
from textgate.rest.partner_api.method import Level
from textgate.storage.database import Database
from textgate.storage.tables import message

OUTAGE_MESSAGE = (
    "The database is unavailable; try again in a moment. The change may have been made anyway; a request "
    "with an idempotency key is never executed twice."
)


@contextmanager
def outage(*methods: str) -> Iterator[None]:
    """Make these methods of Database fail as if it refused connections."""

    def fail(*_: object, **__: object) -> Any:
        raise ConnectionRefusedError

    with pytest.MonkeyPatch.context() as patched:
        for method in methods:
            patched.setattr(Database, method, fail)
        yield


@pytest.fixture
async def client(product: Product) -> Client:
    return await product.partner()


async def test_a_send_fails_with_a_code_and_its_retry_succeeds(
    product: Product, client: Client
) -> None:
    account = await product.approved_account(client)
    command = {"senderId": account, "to": "4065550121", "body": "Hi", "idempotencyKey": "once"}
    before = await rows(product, message)
    with outage("write"):
        response = await client.post({"query": SEND, "variables": {"input": command}})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (200, "UNAVAILABLE")
    assert error["message"] == OUTAGE_MESSAGE
    assert await rows(product, message) == before
    assert (await client.get(SEND, input=command))["sendSms"]["__typename"] == "SendSmsSuccess"
    assert await rows(product, message) == before + 1


async def test_authentication_returns_503(product: Product, client: Client) -> None:
    token = {"Authorization": f"Bearer {client.token}"}
    with outage("one", "read", "run"):
        response = await client.post({"query": "{ viewer { name } }"})
        report = await product.http.get("/reports/sends.csv", headers=token)
        ready = await product.http.get("/readyz")
    (error,) = response.json()["errors"]
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert (error["message"], error["extensions"]["code"]) == (OUTAGE_MESSAGE, "UNAVAILABLE")
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    assert (report.status_code, report.headers["retry-after"]) == (503, "5")
    assert (report.json()["error"]["message"], report.json()["error"]["code"]) == (
        OUTAGE_MESSAGE,
        "UNAVAILABLE",
    )
    assert ready.status_code == 503
    assert (await client.get("{ viewer { name } }"))["viewer"]["name"]


async def test_queries_succeed_while_writes_fail(product: Product, client: Client) -> None:
    # The token's last use is due to be updated.
    product.clock.turn(days=1)
    with outage("write"):
        answer = await client.get("{ viewer { name } }")
    assert answer["viewer"]["name"]


async def test_a_failed_batch_is_not_retried_text_by_text(
    product: Product, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await product.approved_account(client)
    attempts = 0

    async def lose_connection(*_: object) -> None:
        nonlocal attempts
        attempts += 1
        raise ConnectionResetError

    before = await rows(product, message)
    with monkeypatch.context() as patched:
        patched.setattr("textgate.services.messaging.messages.audit_log.record", lose_connection)
        sends = (
            client.post({"query": SEND, "variables": {"input": command}})
            for command in (
                {"senderId": account, "to": "4065550121", "body": f"Text {n}"} for n in range(9)
            )
        )
        answers = await asyncio.gather(*sends)
    codes = {answer.json()["errors"][0]["extensions"]["code"] for answer in answers}
    assert codes == {"UNAVAILABLE"}
    # The whole batch, not each text on its own.
    assert attempts < 9
    assert await rows(product, message) == before


@pytest.mark.parametrize("methods", [("one", "read", "run"), ("write",)])
async def test_the_partner_api_returns_5030(
    product: Product, client: Client, methods: tuple[str, ...]
) -> None:
    account = {"accountId": "lakeside", "name": "Lakeside"}
    program = Program.of(client)
    body = {"auth": program.auth(Level.APPLICATION), **account}
    with outage(*methods):
        response = await product.http.post(f"{BASE}/PracticeCreate", json=body)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert response.json() == {
        "successful": False,
        "responseMessage": "Service unavailable, please try again",
        "responseCode": 5030,
    }
    assert (await program.call("PracticeCreate", Level.APPLICATION, **account))[
        "action"
    ] == "create"
