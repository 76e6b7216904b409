"""While the database cannot be used every face says so, with a code and when to ask again; and does nothing."""

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

TOLD = (
    "The database is unavailable; try again in a moment. The change may have been made anyway; a request "
    "with an idempotency key is never executed twice."
)


@contextmanager
def outage(*ways: str) -> Iterator[None]:
    """Make the database refuse connections."""

    def fail(*_: object, **__: object) -> Any:
        raise ConnectionRefusedError

    with pytest.MonkeyPatch.context() as patched:
        for way in ways:
            patched.setattr(Database, way, fail)
        yield


@pytest.fixture
async def client(product: Product) -> Client:
    return await product.partner()


async def test_a_text_is_refused_with_a_code_and_may_be_sent_again(
    product: Product, client: Client
) -> None:
    account = await product.approved_account(client)
    given = {"senderId": account, "to": "4065550121", "body": "Hi", "idempotencyKey": "once"}
    before = await rows(product, message)
    with outage("write"):
        response = await client.post({"query": SEND, "variables": {"input": given}})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (200, "UNAVAILABLE")
    assert error["message"] == TOLD
    assert await rows(product, message) == before
    assert (await client.get(SEND, input=given))["sendSms"]["__typename"] == "SendSmsSuccess"
    assert await rows(product, message) == before + 1


async def test_nobody_is_known_meanwhile(product: Product, client: Client) -> None:
    token = {"Authorization": f"Bearer {client.token}"}
    with outage("one", "read", "run"):
        response = await client.post({"query": "{ viewer { name } }"})
        report = await product.http.get("/reports/sends.csv", headers=token)
        ready = await product.http.get("/readyz")
    (error,) = response.json()["errors"]
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert (error["message"], error["extensions"]["code"]) == (TOLD, "UNAVAILABLE")
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    assert (report.status_code, report.headers["retry-after"]) == (503, "5")
    assert (report.json()["error"]["message"], report.json()["error"]["code"]) == (
        TOLD,
        "UNAVAILABLE",
    )
    assert ready.status_code == 503
    assert (await client.get("{ viewer { name } }"))["viewer"]["name"]


async def test_what_is_read_is_answered_while_nothing_can_be_written(
    product: Product, client: Client
) -> None:
    # Long after the token's use was noted last.
    product.clock.turn(days=1)
    with outage("write"):
        answer = await client.get("{ viewer { name } }")
    assert answer["viewer"]["name"]


async def test_all_that_came_together_are_told_at_once(
    product: Product, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await product.approved_account(client)
    asked = 0

    async def cut_off(*_: object) -> None:
        nonlocal asked
        asked += 1
        raise ConnectionResetError

    before = await rows(product, message)
    with monkeypatch.context() as patched:
        patched.setattr("textgate.services.messaging.messages.audit_log.record", cut_off)
        sends = (
            client.post({"query": SEND, "variables": {"input": given}})
            for given in (
                {"senderId": account, "to": "4065550121", "body": f"Text {n}"} for n in range(9)
            )
        )
        answers = await asyncio.gather(*sends)
    codes = {answer.json()["errors"][0]["extensions"]["code"] for answer in answers}
    assert codes == {"UNAVAILABLE"}
    # Not each of them alone as well.
    assert asked < 9
    assert await rows(product, message) == before


@pytest.mark.parametrize("ways", [("one", "read", "run"), ("write",)])
async def test_the_partner_api_answers_5030(
    product: Product, client: Client, ways: tuple[str, ...]
) -> None:
    account = {"accountId": "lakeside", "name": "Lakeside"}
    program = Program.of(client)
    body = {"auth": program.auth(Level.APPLICATION), **account}
    with outage(*ways):
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
