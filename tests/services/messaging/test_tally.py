"""Sends are counted exactly under concurrency, and an error in counting changes no answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from tests.graphql.documents import rows, send
from tests.product import Client, Product
from textgate.services.messaging import tally as service
from textgate.services.options import Options
from textgate.storage.tables import message, send_tally


async def tallies(product: Product) -> dict[int, list[int]]:
    """The counts of all rows by code, in ascending order."""
    statement = select(send_tally.c.code, send_tally.c.count).order_by(send_tally.c.count)
    found: dict[int, list[int]] = {}
    async with product.services.database.read() as connection:
        for code, count in await connection.execute(statement):
            found.setdefault(code, []).append(count)
    return found


async def test_concurrent_sends_are_all_counted(product: Product) -> None:
    client = await product.partner()
    accounts = [await product.approved_account(client) for _ in range(2)]
    product.clock.turn(days=1)
    wanted: list[tuple[str, dict[str, Any]]] = [
        (account, changes)
        for account in accounts
        for changes in ({}, {"body": ""}, {"idempotencyKey": account})
    ] + [("nothing", {})]
    await asyncio.gather(
        *(send(client, sender, **changes) for _ in range(10) for sender, changes in wanted)
    )
    # Each account: ten messages without a key and one with it, and the first send, which was refused.
    assert await tallies(product) == {2000: [11, 11], 4035: [1, 1], 4060: [10, 10, 10]}
    assert await rows(product, message) == 22


async def test_partners_and_days_have_rows_of_their_own(product: Product) -> None:
    for name in ("One EHR", "Other EHR"):
        client = await product.partner(name)
        for _ in range(2):
            await send(client, "nothing")
    product.clock.turn(days=1)
    await send(client, "nothing")
    assert await tallies(product) == {4060: [1, 2, 2]}


async def test_a_send_over_the_limit_is_counted_as_refused(database_url: str) -> None:
    options = Options(texts_per_recipient_and_hour=2)
    async with Product.open(database_url, options=options) as product:
        client = await product.partner()
        account = await product.approved_account(client)
        for _ in range(5):
            await send(client, account)
        assert await tallies(product) == {2000: [2], 4035: [1], 4060: [3]}


async def test_a_rolled_back_send_is_not_counted(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    before = await tallies(product)

    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("textgate.services.messaging.messages.audit_log.record", fail)
    (error,) = (await _ask(client, account))["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert (await tallies(product), await rows(product, message)) == (before, 0)


async def test_a_refusal_that_cannot_be_counted_stays_a_refusal(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    account = await product.account(client)

    async def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    monkeypatch.setattr(service, "count_results", fail)
    with capture_logs() as logged:
        assert (await send(client, account))["code"] == 4035
        assert (await send(client, account, body=""))["code"] == 4060
    failures = [each for each in logged if each["event"] == "refusal_not_counted"]
    assert [(each["code"], each["error"]) for each in failures] == [
        (4035, "OperationalError"),
        (4060, "OperationalError"),
    ]
    assert "disk" not in repr(failures)


async def _ask(client: Client, account: str) -> dict[str, Any]:
    document = """mutation ($input: SendSmsInput!) { sendSms(input: $input) { __typename } }"""
    given = {"senderId": account, "to": "4065550120", "body": "Hi"}
    return await client.ask(document, input=given)
