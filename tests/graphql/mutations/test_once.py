"""Idempotency: a request that is repeated, in turn or concurrently, takes effect once."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.product import ADDRESS, CREATE_ACCOUNT, SEND, Client, Product
from textgate.storage.tables import account, message, sender

REQUEST = """
mutation ($input: RequestSmsNumberInput!) { requestSmsNumber(input: $input) { __typename
  ... on RequestSmsNumberSuccess { smsNumber { id status } }
  ... on SmsError { code } ... on BusinessDetailsInsufficientError { missing } } }"""


async def run(client: Client, document: str, **input_fields: Any) -> Any:
    """The result of a document's only mutation."""
    (answer,) = (await client.get(document, input=input_fields)).values()
    return answer


async def rows(product: Product, table: Any) -> int:
    async with product.services.database.read() as connection:
        count = await connection.execute(select(func.count()).select_from(table))
    counted: int = count.scalar_one()
    return counted


async def test_concurrent_creates_with_one_external_id_make_one_account(product: Product) -> None:
    client = await product.partner()
    answers = await asyncio.gather(
        *(run(client, CREATE_ACCOUNT, externalId="p-1", name=f"Try {n}") for n in range(10))
    )
    assert sum(answer["account"] is not None for answer in answers) == 1
    assert (await rows(product, account), await rows(product, sender)) == (1, 1)


async def test_requesting_a_number_is_idempotent(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    answers = await asyncio.gather(*(run(client, REQUEST, senderId=account_id) for _ in range(10)))
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert answers[0]["smsNumber"]["status"] == "PENDING"
    await product.finish_reviews()
    again = await run(client, REQUEST, senderId=account_id)
    assert again["smsNumber"] == answers[0]["smsNumber"] | {"status": "APPROVED"}


@pytest.mark.parametrize(
    ("sms_enabled", "changes", "expected"),
    [
        (False, {}, {"__typename": "SmsNotEnabledError", "code": 4015}),
        (
            True,
            {"address": ADDRESS | {"city": None}},
            {"__typename": "BusinessDetailsInsufficientError", "code": 4039, "missing": ["CITY"]},
        ),
    ],
)
async def test_requesting_a_number_goes_through_the_gate(
    product: Product, sms_enabled: bool, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    client = await product.partner(sms_enabled=sms_enabled)
    account_id = await product.account(client, **changes)
    assert await run(client, REQUEST, senderId=account_id) == expected


async def test_100_concurrent_sends_with_one_key_make_one_message(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    input_fields = {"senderId": account_id, "to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    answers = await asyncio.gather(*(run(client, SEND, **input_fields) for _ in range(100)))
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert await rows(product, message) == 1
    product.clock.turn(hours=23)
    await product.work()
    assert await run(client, SEND, **input_fields) == answers[0]
    # The same request in another notation.
    assert await run(client, SEND, **input_fields | {"to": "(406) 555-0120"}) == answers[0]
    for change in ({"body": "Ho"}, {"to": "4065550121"}):
        other = await run(client, SEND, **input_fields | change)
        assert (other["__typename"], other["code"]) == ("IdempotencyConflictError", 4060)
    assert await rows(product, message) == 1


@pytest.mark.parametrize("key", ["", " ", "\u200b"])
async def test_a_blank_idempotency_key_is_refused(product: Product, key: str) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    input_fields = {"senderId": account_id, "to": "4065550120", "body": "Hi", "idempotencyKey": key}
    answer = await run(client, SEND, **input_fields)
    assert [each["field"] for each in answer["userErrors"]] == [["idempotencyKey"]]
    assert await rows(product, message) == 0


async def test_a_refused_send_does_not_use_up_its_key(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    input_fields = {"senderId": account_id, "to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    assert (await run(client, SEND, **input_fields | {"body": ""}))["code"] == 4060
    assert (await run(client, SEND, **input_fields))["code"] == 4035
    await product.finish_reviews()
    assert (await run(client, SEND, **input_fields))["__typename"] == "SendSmsSuccess"
