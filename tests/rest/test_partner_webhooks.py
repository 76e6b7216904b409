"""Webhooks over the partner API: one URL per event, for the partner or for one practice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.product import Product
from tests.rest.partner_program import program
from textgate.rest.partner_api.method import Level
from textgate.storage.tables import account, webhook

URL = "https://hooks.example.org/sms"


async def stored(product: Product) -> list[tuple[Any, ...]]:
    statement = (
        select(webhook.c.url, webhook.c.events, account.c.external_id)
        .join_from(webhook, account, webhook.c.account_id == account.c.id, isouter=True)
        .order_by(webhook.c.id)
    )
    async with product.services.database.read() as connection:
        return [tuple(row) for row in await connection.execute(statement)]


async def test_an_events_url_is_set_changed_and_removed(product: Product) -> None:
    caller = await program(product)
    await caller.practice()
    listed = (await caller.result("WebHookEventList", Level.APPLICATION))["events"]
    assert [event["id"] for event in listed] == [
        "sms_verification_status",
        "sms_number_status",
        "message_status",
    ]
    assert all(event["description"] for event in listed)

    async def save(**fields: Any) -> Any:
        return (await caller.result("WebHookSave", Level.APPLICATION, **fields))["secret"]

    secret = await save(eventId="SMS_Verification_Status", url=URL)
    assert secret.startswith("whsec_")
    assert await save(eventId="sms_verification_status", callbackUrl=f"{URL}/moved") is None
    other = await save(event="message_status", url=URL, accountId="Lakeside")
    assert other.startswith("whsec_")
    assert other != secret
    assert await stored(product) == [
        (f"{URL}/moved", ["SMS_VERIFICATION_STATUS"], None),
        (URL, ["MESSAGE_STATUS"], "Lakeside"),
    ]
    assert await save(eventId="sms_verification_status") is None
    assert await stored(product) == [(URL, ["MESSAGE_STATUS"], "Lakeside")]


async def test_unknown_events_and_invalid_urls_are_refused(product: Product) -> None:
    caller = await program(product)
    await caller.practice()
    stranger = await program(product, "Rival EHR")
    for fields, code in (
        ({"eventId": None, "url": URL}, 4060),
        ({"eventId": "inbound_fax", "url": URL}, 4060),
        ({"eventId": "message_status", "url": "http://hooks.example.org/"}, 4060),
        ({"eventId": "message_status", "url": "https://127.0.0.1/"}, 4060),
        ({"eventId": "message_status", "url": URL, "accountId": "unknown"}, 4011),
    ):
        assert await caller.code("WebHookSave", Level.APPLICATION, **fields) == code, fields
    foreign = {"eventId": "message_status", "url": URL, "accountId": "Lakeside"}
    assert await stranger.code("WebHookSave", Level.APPLICATION, **foreign) == 4011
    assert await stored(product) == []
