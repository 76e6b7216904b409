"""The digest comes once for each local day with news, whatever clocks and restarts do."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from tests.graphql.documents import saved
from tests.product import Client, Product
from tests.webhooks import URL, create_webhook
from textgate.services.webhooks.digest import WebhookDigest
from textgate.services.webhooks.events import enqueue_decisions
from textgate.storage.leases import ids_by_partner
from textgate.storage.tables import partner, verification, webhook

DIGEST = "SMS_VERIFICATION_STATUS"
NEW_YORK = ZoneInfo("America/New_York")
DAYS = 400
RESTARTS = 30


async def news(product: Product, *accounts: str) -> None:
    """Enqueue the accounts' decisions once more, as the verification worker does."""
    of_accounts = verification.c.account_id.in_([UUID(account[-32:]) for account in accounts])
    decided = select(verification.c.partner_id, verification.c.id).where(of_accounts)
    async with product.services.database.write() as connection:
        ((partner_id, ids),) = (await ids_by_partner(connection, decided)).items()
        await enqueue_decisions(connection, partner_id, ids, product.clock.now)


def at(product: Product, day: int, hour: int, minute: int = 0) -> None:
    """Turn the clock to an hour in New York, of a day in November 2026."""
    local = datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK)
    product.clock.now = local.astimezone(UTC)


async def test_the_digest_lists_every_decided_number(product: Product) -> None:
    client = await product.partner()
    await create_webhook(client, DIGEST)
    approved = await product.account(client, externalId="north")
    refused = await product.account(client, externalId="south", website="https://bit.ly/x")
    for account in (approved, refused):
        await request_number(client, account)
    await product.work()
    product.clock.turn(days=7)
    await product.deliver_webhooks()
    await product.work()
    at(product, 10, 7, 59)
    await product.deliver_webhooks()
    assert product.endpoints.sent() == []
    at(product, 10, 8)
    await product.deliver_webhooks()
    (body,) = product.endpoints.sent()
    assert (body["type"], body["timestamp"]) == (
        "sms_verification_status",
        "2026-11-10T13:00:00.000Z",
    )
    data = body["data"]
    assert {name: data[name] for name in ("day", "timeZone", "accountId")} == {
        "day": "2026-11-10",
        "timeZone": "America/New_York",
        "accountId": None,
    }
    listed = {number["externalAccountId"]: number for number in data["numbers"]}
    assert {name: number["status"] for name, number in listed.items()} == {
        "north": "APPROVED",
        "south": "REJECTED",
    }
    document = """query ($id: ID!) { account(id: $id) { id smsNumbers { nodes { id phoneNumber
      sender { id } verification { id status completedAt
      rejectionReasons { code message fields isRetryable } } } } } }"""
    for account, reported in ((approved, listed["north"]), (refused, listed["south"])):
        (number,) = (await client.get(document, id=account))["account"]["smsNumbers"]["nodes"]
        decided = number["verification"]["completedAt"]
        assert datetime.fromisoformat(reported.pop("decidedAt")) == datetime.fromisoformat(decided)
        assert reported.pop("status") in ("APPROVED", "REJECTED")
        assert reported.pop("externalAccountId") in ("north", "south")
        assert reported == {
            "accountId": account,
            "senderId": number["sender"]["id"],
            "numberId": number["id"],
            "phoneNumber": number["phoneNumber"],
            "verificationId": number["verification"]["id"],
            "verificationStatus": number["verification"]["status"],
            "rejectionReasons": number["verification"]["rejectionReasons"],
        }
    assert len(listed["south"]["rejectionReasons"]) == 1


async def request_number(client: Client, account: str) -> None:
    document = """mutation ($id: ID!) { requestSmsNumber(input: {senderId: $id}) { __typename } }"""
    await client.get(document, id=account)


async def test_an_accounts_webhook_gets_only_that_accounts_numbers(product: Product) -> None:
    client = await product.partner()
    accounts = [await product.approved_account(client) for _ in range(2)]
    other = await product.partner("Other EHR")
    await create_webhook(client, DIGEST, url=URL)
    await create_webhook(client, DIGEST, url=URL + "/one", accountId=accounts[0])
    await create_webhook(client, "SMS_NUMBER_STATUS", url=URL + "/now")
    await create_webhook(other, DIGEST, url=URL + "/other")
    at(product, 20, 8)
    await product.deliver_webhooks()
    await news(product, *accounts)
    await product.deliver_webhooks()
    assert {post.url for post in product.endpoints.posts} == {URL + "/now"}
    assert len(product.endpoints.sent("sms_number_status")) == 2
    at(product, 21, 8)
    await product.deliver_webhooks()
    reported = {
        post.url: [number["accountId"] for number in post.body["data"]["numbers"]]
        for post in product.endpoints.posts
    }
    assert reported == {URL: accounts, URL + "/one": accounts[:1]}


async def test_the_digest_comes_at_eight_in_the_partners_time_zone(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await create_webhook(client, DIGEST)
    at(product, 20, 9)
    await saved(client, "updatePartnerBusinessDetails", timeZone="Pacific/Honolulu")
    await news(product, account)
    at(product, 21, 8)
    await product.deliver_webhooks()
    assert product.endpoints.sent() == []
    # 8:00 in Honolulu is 13:00 in New York.
    at(product, 21, 12, 59)
    await product.deliver_webhooks()
    assert product.endpoints.sent() == []
    at(product, 21, 13)
    await product.deliver_webhooks()
    (body,) = product.endpoints.sent()
    assert (body["data"]["day"], body["data"]["timeZone"]) == ("2026-11-21", "Pacific/Honolulu")


@pytest.fixture
async def subscribed(product: Product) -> tuple[Product, Client, str]:
    client = await product.partner()
    account = await product.approved_account(client)
    await create_webhook(client, DIGEST)
    return product, client, account


@pytest.mark.slow
async def test_four_hundred_days_have_one_digest_each_where_there_is_news(
    subscribed: tuple[Product, Client, str],
) -> None:
    """With both changes of daylight saving, a clock that jumps an hour each way, and thirty restarts."""
    product, _, account = subscribed
    chance = random.Random(20261126)
    start = datetime(2026, 11, 20, 0, 30, tzinfo=NEW_YORK)
    restarts = set(chance.sample(range(DAYS), RESTARTS))
    digest = product.services.webhook_digest
    with_news: list[str] = []
    looked_at: Counter[str] = Counter()
    waiting = False
    for day in range(DAYS):
        local = (start + timedelta(days=day)).date()
        for hour in (1, 5, 7.5, 8, 8.5, 12, 23.5):
            midnight = datetime(local.year, local.month, local.day, tzinfo=NEW_YORK)
            wall = midnight + timedelta(hours=hour)
            jump = timedelta(hours=chance.choice((-1, 0, 0, 0, 1)))
            product.clock.now = wall.astimezone(UTC) + jump
            # No jump crosses midnight.
            seen = product.clock.now.astimezone(NEW_YORK)
            if seen.date() != local:
                product.clock.now = wall.astimezone(UTC)
                seen = wall
            if chance.random() < 0.1:
                await news(product, account)
                waiting = True
            if day in restarts and hour in (7.5, 8, 8.5):
                services = product.services
                digest = WebhookDigest(services.database, services.clock, services.signals)
                if hour == 8:
                    continue
            is_new_day = not with_news or with_news[-1] != local.isoformat()
            looked_at[local.isoformat()] += seen.hour >= 8
            if waiting and seen.hour >= 8 and is_new_day and looked_at[local.isoformat()] == 1:
                with_news.append(local.isoformat())
                waiting = False
            while await digest.run_due():
                pass
    await product.deliver_webhooks()
    days = [body["data"]["day"] for body in product.endpoints.sent()]
    assert days == with_news
    assert len(set(days)) == len(days) > 150


async def test_news_of_a_day_without_a_server_comes_with_the_next_digest(
    subscribed: tuple[Product, Client, str],
) -> None:
    product, _, account = subscribed
    at(product, 20, 7)
    await product.deliver_webhooks()
    await news(product, account)
    # No worker runs until the next night: too late for that day, too early for the next.
    at(product, 21, 1)
    await product.deliver_webhooks()
    assert product.endpoints.sent() == []
    at(product, 21, 8)
    await product.deliver_webhooks()
    at(product, 21, 22)
    await product.deliver_webhooks()
    assert [body["data"]["day"] for body in product.endpoints.sent()] == ["2026-11-21"]


async def test_concurrent_workers_enqueue_one_digest(
    subscribed: tuple[Product, Client, str],
) -> None:
    product, _, account = subscribed
    at(product, 20, 7)
    await news(product, account)
    at(product, 21, 8)
    services = product.services
    workers = [WebhookDigest(services.database, services.clock, services.signals) for _ in range(5)]
    await asyncio.gather(*(worker.run_due() for worker in workers))
    await product.deliver_webhooks()
    assert len(product.endpoints.sent()) == 1


async def test_without_news_no_digest_is_enqueued(subscribed: tuple[Product, Client, str]) -> None:
    product, _, _ = subscribed
    for day in range(20, 25):
        at(product, day, 8)
        await product.deliver_webhooks()
    assert product.endpoints.sent() == []
    async with product.services.database.read() as connection:
        (row,) = await connection.execute(select(webhook.c.digest_day, webhook.c.digest_due_at))
        zones: Any = (await connection.execute(select(partner.c.time_zone))).scalars().all()
    assert (row.digest_day, row.digest_due_at) == (None, product.clock.now + timedelta(days=1))
    assert zones == ["America/New_York"]


async def test_the_database_refuses_a_second_digest_of_a_day(
    subscribed: tuple[Product, Client, str],
) -> None:
    product, _, account = subscribed
    at(product, 20, 8)
    await news(product, account)
    await product.deliver_webhooks()
    forget = {"digest_day": None, "digest_due_at": product.clock.now}
    async with product.services.database.write() as connection:
        await connection.execute(update(webhook).values(**forget))
    await news(product, account)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await product.deliver_webhooks()


async def test_a_day_gets_no_second_digest_after_the_webhook_changes(
    subscribed: tuple[Product, Client, str],
) -> None:
    product, client, account = subscribed
    at(product, 20, 8)
    await news(product, account)
    await product.deliver_webhooks()
    # The clock jumps back, and the webhook unsubscribes and subscribes again.
    at(product, 20, 7, 30)
    (webhook_id,) = [
        node["id"]
        for node in (await client.get("{ webhooks { nodes { id } } }"))["webhooks"]["nodes"]
    ]
    for events in (["MESSAGE_STATUS"], [DIGEST]):
        await saved(client, "updateWebhook", id=webhook_id, events=events)
    await news(product, account)
    for day in (20, 21):
        at(product, day, 8, 1)
        await product.deliver_webhooks()
    days = [body["data"]["day"] for body in product.endpoints.sent()]
    assert days == ["2026-11-20", "2026-11-21"]
