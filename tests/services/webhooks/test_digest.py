"""The daily digest: once for each local day with news, whatever the clock does and whoever restarts."""

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
from tests.webhooks import URL, hook
from textgate.services.webhooks.digest import WebhookDigest
from textgate.services.webhooks.events import enqueue_decisions
from textgate.storage.tables import partner, verification, webhook

DIGEST = "SMS_VERIFICATION_STATUS"
HERE = ZoneInfo("America/New_York")
DAYS = 400
RESTARTS = 30


async def news(product: Product, *accounts: str) -> None:
    """What the review writes when the carrier has decided, once more."""
    wanted = verification.c.account_id.in_([UUID(each[-32:]) for each in accounts])
    async with product.services.database.write() as connection:
        ids = (await connection.execute(select(verification.c.id).where(wanted))).scalars().all()
        assert ids
        await enqueue_decisions(connection, ids, product.clock.now)


def at(product: Product, day: int, hour: int, minute: int = 0) -> None:
    """Turn the clock to an hour in New York, of a day in November 2026."""
    local = datetime(2026, 11, day, hour, minute, tzinfo=HERE)
    product.clock.now = local.astimezone(UTC)


async def test_it_tells_of_every_number_that_was_decided(product: Product) -> None:
    client = await product.partner()
    await hook(client, DIGEST)
    approved = await product.account(client, externalId="north")
    refused = await product.account(client, externalId="south", website="https://bit.ly/x")
    for account in (approved, refused):
        await saved_request(client, account)
    await product.work()
    product.clock.turn(days=7)
    await product.tell()
    await product.work()
    at(product, 10, 7, 59)
    await product.tell()
    assert product.endpoints.sent() == []
    at(product, 10, 8)
    await product.tell()
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
    told = {each["externalAccountId"]: each for each in data["numbers"]}
    assert {name: each["status"] for name, each in told.items()} == {
        "north": "APPROVED",
        "south": "REJECTED",
    }
    document = """query ($id: ID!) { account(id: $id) { id smsNumbers { nodes { id phoneNumber
      sender { id } verification { id status completedAt
      rejectionReasons { code message fields isRetryable } } } } } }"""
    for account, each in ((approved, told["north"]), (refused, told["south"])):
        (number,) = (await client.get(document, id=account))["account"]["smsNumbers"]["nodes"]
        decided = number["verification"]["completedAt"]
        assert datetime.fromisoformat(each.pop("decidedAt")) == datetime.fromisoformat(decided)
        assert each.pop("status") in ("APPROVED", "REJECTED")
        assert each.pop("externalAccountId") in ("north", "south")
        assert each == {
            "accountId": account,
            "senderId": number["sender"]["id"],
            "numberId": number["id"],
            "phoneNumber": number["phoneNumber"],
            "verificationId": number["verification"]["id"],
            "verificationStatus": number["verification"]["status"],
            "rejectionReasons": number["verification"]["rejectionReasons"],
        }
    assert len(told["south"]["rejectionReasons"]) == 1


async def saved_request(client: Client, account: str) -> None:
    document = """mutation ($id: ID!) { requestSmsNumber(input: {senderId: $id}) { __typename } }"""
    await client.get(document, id=account)


async def test_a_webhook_of_an_account_is_told_of_that_one(product: Product) -> None:
    client = await product.partner()
    accounts = [await product.approved_account(client) for _ in range(2)]
    other = await product.partner("Other EHR")
    await hook(client, DIGEST, url=URL)
    await hook(client, DIGEST, url=URL + "/one", accountId=accounts[0])
    await hook(client, "SMS_NUMBER_STATUS", url=URL + "/now")
    await hook(other, DIGEST, url=URL + "/other")
    at(product, 20, 8)
    await product.tell()
    await news(product, *accounts)
    await product.tell()
    assert {post.url for post in product.endpoints.posts} == {URL + "/now"}
    assert len(product.endpoints.sent("sms_number_status")) == 2
    at(product, 21, 8)
    await product.tell()
    told = {
        post.url: [each["accountId"] for each in post.body["data"]["numbers"]]
        for post in product.endpoints.posts
    }
    assert told == {URL: accounts, URL + "/one": accounts[:1]}


async def test_it_comes_at_eight_of_the_partners_own_day(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await hook(client, DIGEST)
    at(product, 20, 9)
    await saved(client, "updatePartnerBusinessDetails", timeZone="Pacific/Honolulu")
    await news(product, account)
    at(product, 21, 8)
    await product.tell()
    assert product.endpoints.sent() == []
    # Five hours later.
    at(product, 21, 12, 59)
    await product.tell()
    assert product.endpoints.sent() == []
    at(product, 21, 13)
    await product.tell()
    (body,) = product.endpoints.sent()
    assert (body["data"]["day"], body["data"]["timeZone"]) == ("2026-11-21", "Pacific/Honolulu")


@pytest.fixture
async def told(product: Product) -> tuple[Product, Client, str]:
    client = await product.partner()
    account = await product.approved_account(client)
    await hook(client, DIGEST)
    return product, client, account


@pytest.mark.slow
async def test_four_hundred_days(told: tuple[Product, Client, str]) -> None:
    """Both clock changes, a clock that jumps an hour each way, thirty restarts, and two workers at once."""
    product, _, account = told
    chance = random.Random(20261126)
    start = datetime(2026, 11, 20, 0, 30, tzinfo=HERE)
    restarts = set(chance.sample(range(DAYS), RESTARTS))
    digest = product.services.webhook_digest
    with_news: list[str] = []
    looked_at: Counter[str] = Counter()
    waiting = False
    for day in range(DAYS):
        local = (start + timedelta(days=day)).date()
        for hour in (1, 5, 7.5, 8, 8.5, 12, 23.5):
            midnight = datetime(local.year, local.month, local.day, tzinfo=HERE)
            wall = midnight + timedelta(hours=hour)
            jump = timedelta(hours=chance.choice((-1, 0, 0, 0, 1)))
            product.clock.now = wall.astimezone(UTC) + jump
            # A jump leads over an hour, never over the day.
            shown = product.clock.now.astimezone(HERE)
            if shown.date() != local:
                product.clock.now = wall.astimezone(UTC)
                shown = wall
            if chance.random() < 0.1:
                await news(product, account)
                waiting = True
            if day in restarts and hour in (7.5, 8, 8.5):
                services = product.services
                digest = WebhookDigest(services.database, services.clock, services.signals)
                if hour == 8:
                    continue
            is_new_day = not with_news or with_news[-1] != local.isoformat()
            looked_at[local.isoformat()] += shown.hour >= 8
            if waiting and shown.hour >= 8 and is_new_day and looked_at[local.isoformat()] == 1:
                with_news.append(local.isoformat())
                waiting = False
            while await digest.run_due():
                pass
    await product.tell()
    days = [body["data"]["day"] for body in product.endpoints.sent()]
    assert days == with_news
    assert len(set(days)) == len(days) > 150


async def test_a_day_on_which_nobody_was_there_is_told_of_with_the_next(
    told: tuple[Product, Client, str],
) -> None:
    product, _, account = told
    at(product, 20, 7)
    await product.tell()
    await news(product, account)
    # Nobody looks until the night after: it is too late for that day, and too early for the next.
    at(product, 21, 1)
    await product.tell()
    assert product.endpoints.sent() == []
    at(product, 21, 8)
    await product.tell()
    at(product, 21, 22)
    await product.tell()
    assert [body["data"]["day"] for body in product.endpoints.sent()] == ["2026-11-21"]


async def test_workers_that_look_at_once_write_one(told: tuple[Product, Client, str]) -> None:
    product, _, account = told
    at(product, 20, 7)
    await news(product, account)
    at(product, 21, 8)
    services = product.services
    workers = [WebhookDigest(services.database, services.clock, services.signals) for _ in range(5)]
    await asyncio.gather(*(worker.run_due() for worker in workers))
    await product.tell()
    assert len(product.endpoints.sent()) == 1


async def test_without_news_there_is_none_and_no_row(told: tuple[Product, Client, str]) -> None:
    product, _, _ = told
    for day in range(20, 25):
        at(product, day, 8)
        await product.tell()
    assert product.endpoints.sent() == []
    async with product.services.database.read() as connection:
        (row,) = await connection.execute(select(webhook.c.digest_day, webhook.c.digest_due_at))
        zones: Any = (await connection.execute(select(partner.c.time_zone))).scalars().all()
    assert (row.digest_day, row.digest_due_at) == (None, product.clock.now + timedelta(days=1))
    assert zones == ["America/New_York"]


async def test_a_digest_that_exists_is_not_written_again(
    told: tuple[Product, Client, str],
) -> None:
    """The database itself refuses a second one, should anything forget that the day has been told."""
    product, _, account = told
    at(product, 20, 8)
    await news(product, account)
    await product.tell()
    forget = {"digest_day": None, "digest_due_at": product.clock.now}
    async with product.services.database.write() as connection:
        await connection.execute(update(webhook).values(**forget))
    await news(product, account)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await product.tell()


async def test_a_day_that_was_told_is_over_whatever_is_changed_then(
    told: tuple[Product, Client, str],
) -> None:
    product, client, account = told
    at(product, 20, 8)
    await news(product, account)
    await product.tell()
    # Back an hour, and the webhook is told of other things, and of days again.
    at(product, 20, 7, 30)
    (webhook_id,) = [
        each["id"]
        for each in (await client.get("{ webhooks { nodes { id } } }"))["webhooks"]["nodes"]
    ]
    for events in (["MESSAGE_STATUS"], [DIGEST]):
        await saved(client, "updateWebhook", id=webhook_id, events=events)
    await news(product, account)
    for day in (20, 21):
        at(product, day, 8, 1)
        await product.tell()
    days = [body["data"]["day"] for body in product.endpoints.sent()]
    assert days == ["2026-11-20", "2026-11-21"]
