"""Sending and canceling messages: the responses, and the database afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import refused, rows, saved, send
from tests.product import Product
from textgate.storage.tables import message, message_event, verification


async def test_an_accepted_message_keeps_its_text_and_counts_segments(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    answer = await send(client, account_id, body="Zoë — see you at nine 🙂 " + "x" * 120)
    accepted = answer["smsMessage"]
    assert accepted.pop("id").startswith("message_")
    assert accepted.pop("from")["phoneNumber"].startswith("+18")
    assert accepted == {
        "status": "QUEUED",
        "segments": 3,
        "encoding": "UCS_2",
        "to": "+14065550120",
    }
    # At the length limit, with characters that people paste: stored unchanged.
    body = " \r\n" + "x" * 1_596 + "\t"
    sent = (await send(client, account_id, body=body))["smsMessage"]
    assert (sent["segments"], sent["encoding"]) == (24, "UCS_2")
    kept = "query ($id: ID!) { node(id: $id) { ... on SmsMessage { body } } }"
    assert (await client.get(kept, id=sent["id"]))["node"] == {"body": body}
    assert await rows(product, message) == 2


async def test_all_errors_in_a_message_are_reported_at_once(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    wrong = {"to": "555", "body": " ", "kind": "SECURE_TEXT", "idempotencyKey": "k" * 256}
    for sender_id, more in ((account_id, []), ("nobody", [("senderId", "NOT_FOUND")])):
        answer = await send(client, sender_id, **wrong)
        assert (answer["__typename"], answer["code"]) == ("InvalidInputError", 4060)
        assert [(each["field"][0], each["code"]) for each in answer["userErrors"]] == [
            ("to", "INVALID"),
            ("idempotencyKey", "TOO_LONG"),
            ("body", "REQUIRED"),
            ("kind", "INVALID"),
            *more,
        ]
    assert await rows(product, verification) == 0


@pytest.mark.parametrize("key", ["k" * 255, "Ünï 🙂", " ké "])
async def test_an_idempotency_key_is_stored_unchanged(product: Product, key: str) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    input_fields: dict[str, Any] = {"idempotencyKey": key}
    first = await send(client, account_id, **input_fields)
    assert await send(client, account_id, **input_fields) == first
    assert await send(client, account_id, **input_fields, to="+1 406-555-0120") == first
    other = await send(client, account_id, idempotencyKey=key[1:].upper())
    assert other["smsMessage"]["id"] != first["smsMessage"]["id"]
    assert await rows(product, message) == 2


async def test_an_idempotency_key_belongs_to_one_sender_recipient_and_body(
    product: Product,
) -> None:
    client = await product.partner()
    one, other = [await product.approved_account(client) for _ in range(2)]
    input_fields = {"idempotencyKey": "k"}
    assert (await send(client, one, **input_fields))["__typename"] == "SendSmsSuccess"
    for sender_id, changes in (
        (one, {"body": "see you at nine."}),
        (one, {"to": "4065550121"}),
        (other, {}),
    ):
        assert await send(client, sender_id, **input_fields, **changes) == {
            "__typename": "IdempotencyConflictError",
            "code": 4060,
            "message": "Idempotency key was already used for a different request.",
        }
    assert await rows(product, message) == 1


async def test_a_queued_message_is_canceled_once_and_never_sent(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    sent = (await send(client, account_id, idempotencyKey="k"))["smsMessage"]
    product.clock.turn(minutes=1)
    expected = {
        "id": sent["id"],
        "status": "CANCELED",
        "events": [{"status": "QUEUED"}, {"status": "CANCELED"}],
    }
    for _ in range(2):
        assert await saved(client, "cancelSms", id=sent["id"]) == expected
    await product.work()
    assert await product.carrier.sent_log() == []
    assert await rows(product, message_event) == 2
    # The key stays used: a repeated request does not send the canceled message.
    assert (await send(client, account_id, idempotencyKey="k"))["smsMessage"] == sent
    await product.work()
    assert await product.carrier.sent_log() == []


async def test_a_sent_message_cannot_be_canceled(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    sent = (await send(client, account_id))["smsMessage"]["id"]
    await product.work()
    status = "query ($id: ID!) { node(id: $id) { ... on SmsMessage { status events { status } } } }"
    before = await client.get(status, id=sent)
    assert await refused(client, "cancelSms", id=sent) == [("id", "CONFLICT")]
    assert await client.get(status, id=sent) == before
    product.clock.turn(minutes=5)
    await product.work()
    assert (await client.get(status, id=sent))["node"]["status"] == "DELIVERED"
    assert await refused(client, "cancelSms", id=sent) == [("id", "CONFLICT")]


async def test_a_locations_first_send_requests_its_own_number(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    location = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    queue = await saved(client, "createQueue", accountId=account_id, name="Desk")
    for sender_id in (location["id"], queue["id"]):
        assert (await send(client, sender_id))["code"] == 4035
    await product.finish_reviews()
    used = {
        (await send(client, sender_id))["smsMessage"]["from"]["phoneNumber"]
        for sender_id in (account_id, location["id"], queue["id"])
    }
    assert len(used) == 3
    # An account's ID means its current default location.
    await saved(client, "updateLocation", id=location["id"], isDefault=True)
    moved = (await send(client, account_id))["smsMessage"]["id"]
    document = "query ($id: ID!) { node(id: $id) { ... on SmsMessage { sender { id } } } }"
    assert (await client.get(document, id=moved))["node"]["sender"] == {"id": location["id"]}
