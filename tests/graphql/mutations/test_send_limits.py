"""Send limits: messages per account and day, and per recipient and hour."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.graphql.documents import rows
from tests.product import Client, Product
from textgate.services.options import Options
from textgate.storage.tables import audit_entry, message

SEND = """mutation ($input: SendSmsInput!) { sendSms(input: $input) { __typename
  ... on SendSmsSuccess { smsMessage { id } }
  ... on SendLimitReachedError { code message retryAt } } }"""
TWO_AN_HOUR = {
    "__typename": "SendLimitReachedError",
    "code": 4060,
    "message": "An account can send 2 texts an hour to one number.",
    "retryAt": "2026-11-09T16:00:00Z",
}


@pytest.fixture
async def limited(database_url: str) -> AsyncIterator[Product]:
    options = Options(texts_per_account_and_day=5, texts_per_recipient_and_hour=2)
    async with Product.open(database_url, options=options) as product:
        yield product


async def send(client: Client, sender_id: str, to: str, **more: Any) -> dict[str, Any]:
    input_fields = {"senderId": sender_id, "to": to, "body": "See you at nine.", **more}
    answer: dict[str, Any] = (await client.get(SEND, input=input_fields))["sendSms"]
    return answer


async def test_messages_to_one_number_are_limited_per_hour(limited: Product) -> None:
    client = await limited.partner()
    sender = await limited.approved_account(client)
    for _ in range(2):
        assert (await send(client, sender, "4065550120"))["__typename"] == "SendSmsSuccess"
    before = await rows(limited, audit_entry)
    assert await send(client, sender, "(406) 555-0120") == TWO_AN_HOUR
    assert (await rows(limited, message), await rows(limited, audit_entry)) == (2, before)
    assert (await send(client, sender, "4065550121"))["__typename"] == "SendSmsSuccess"
    limited.clock.turn(hours=1)
    assert (await send(client, sender, "4065550120"))["__typename"] == "SendSmsSuccess"


async def test_messages_are_limited_per_account_and_day(
    limited: Product,
) -> None:
    client = await limited.partner()
    sender = await limited.approved_account(client)
    other = await limited.approved_account(client)
    for number in range(5):
        sent = await send(client, sender, f"406555012{number}")
        assert sent["__typename"] == "SendSmsSuccess"
    refused = await send(client, sender, "4065550129")
    assert refused["message"] == "An account can send 5 texts a day."
    assert (await send(client, other, "4065550129"))["__typename"] == "SendSmsSuccess"
    limited.clock.turn(days=1)
    assert (await send(client, sender, "4065550129"))["__typename"] == "SendSmsSuccess"


async def test_a_repeated_or_refused_send_does_not_count_toward_the_limit(limited: Product) -> None:
    client = await limited.partner()
    sender = await limited.approved_account(client)
    for _ in range(5):
        sent = await send(client, sender, "4065550120", idempotencyKey="one")
        assert sent["__typename"] == "SendSmsSuccess"
        assert (await send(client, sender, "4065550120", body=""))[
            "__typename"
        ] == "InvalidInputError"
    assert (await send(client, sender, "4065550120"))["__typename"] == "SendSmsSuccess"
    assert await send(client, sender, "4065550120") == TWO_AN_HOUR


async def test_50_concurrent_sends_never_exceed_the_limit(limited: Product) -> None:
    client = await limited.partner()
    sender = await limited.approved_account(client)
    answers = await asyncio.gather(*(send(client, sender, "4065550120") for _ in range(50)))
    kinds = [answer["__typename"] for answer in answers]
    assert (kinds.count("SendSmsSuccess"), kinds.count("SendLimitReachedError")) == (2, 48)
    assert await rows(limited, message) == 2
