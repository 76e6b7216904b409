"""Rate limits: the cost of operations, the remaining points, and the isolation of partners."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import SimpleNamespace

import httpx2
import pytest

from tests.graphql.documents import rows
from tests.product import Client, Product
from textgate.services.options import Options
from textgate.storage.tables import account
from textgate.web import rate_limits

WHO = "{ viewer { name } }"
PICKER = """query ($first: Int) { accounts(first: 1) { nodes {
  senders(first: $first) { nodes { name smsNumber { status verification { status } } } } } } }"""
CREATE = """mutation ($name: String!) {
  a: createQueue(input: {accountId: "account_0", name: $name}) { userErrors { code } }
  b: createQueue(input: {accountId: "account_0", name: $name}) { userErrors { code } } }"""


@pytest.fixture
async def limited(database_url: str) -> AsyncIterator[Product]:
    options = Options(points_at_once=1_000, points_per_second=10)
    async with Product.open(database_url, options=options) as product:
        yield product


async def cost(client: Client, document: str, **variables: object) -> int:
    points: int = (await client.ask(document, **variables))["extensions"]["cost"]["points"]
    return points


async def exhaust(client: Client) -> httpx2.Response:
    """Send expensive operations until one is refused."""
    dear = "{ accounts(first: 100) { nodes { senders(first: 40) { nodes { name } } } } }"
    for _ in range(5):
        response = await client.post({"query": dear})
        if response.status_code != 200:
            return response
    raise AssertionError("five dear questions were all answered")


async def test_an_operation_a_mutation_and_ten_objects_cost_a_point_each(product: Product) -> None:
    client = await product.partner()
    assert await cost(client, WHO) == 1
    assert await cost(client, CREATE, name="Desk") == 3
    # An account, and the number and its verification of each of its first senders.
    assert await cost(client, PICKER, first=10) == 1 + 4
    assert await cost(client, PICKER) == 1 + 16
    # The same number, as JSON may write it.
    assert await cost(client, PICKER, first=10.0) == 1 + 4
    skipped = PICKER.replace("$first) {", "$first) @include(if: false) {")
    assert await cost(client, skipped, first=100) == 2
    many = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { queues(first: 9) { totalCount } } } }"
    assert await cost(client, many, ids=["account_0"] * 10) == 1 + 10


async def test_remaining_points_are_reported_and_refill_over_time(limited: Product) -> None:
    client = await limited.partner(complete=False)
    first = await client.post({"query": WHO})
    assert first.headers["x-ratelimit-limit"] == "1000"
    assert first.headers["x-ratelimit-remaining"] == "999"
    assert first.headers["x-ratelimit-reset"] == "1"
    refused = await exhaust(client)
    assert refused.status_code == 429
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    limited.clock.turn(seconds=int(refused.headers["retry-after"]))
    assert (await client.post({"query": WHO})).status_code == 200


async def test_callers_without_points_are_delayed_by_different_times(
    limited: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await limited.partner()
    held: list[float] = []

    async def sleep(seconds: float) -> None:
        held.append(seconds)

    monkeypatch.setattr(rate_limits, "asyncio", SimpleNamespace(sleep=sleep))
    assert (await client.post({"query": WHO})).status_code == 200
    assert held == []
    for _ in range(20):
        await exhaust(client)
    assert len(held) == 20
    assert all(0.05 <= seconds <= 0.15 for seconds in held)
    assert len(set(held)) > 10


async def test_an_operation_without_points_changes_nothing(limited: Product) -> None:
    client = await limited.partner(complete=False)
    await exhaust(client)
    create = """mutation { createAccount(input: {externalId: "a", name: "A"}) {
      account { senders(first: 100) { nodes { smsNumber { id } messages: smsNumber { id } } } } } }"""
    for _ in range(100):
        response = await client.post({"query": create})
        if response.status_code == 429:
            break
    assert response.status_code == 429
    before = await rows(limited, account)
    assert (await client.post({"query": create})).status_code == 429
    assert await rows(limited, account) == before


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ nothing }"},
        {"query": "{"},
        {"query": f"{{ {'a: viewer { name } ' * 31} }}"},
        {"query": WHO, "operationName": "Other"},
        {"query": 1},
        [],
    ],
)
async def test_refused_requests_cost_points(limited: Product, body: object) -> None:
    client = await limited.partner(complete=False)
    for _ in range(9):
        assert (await client.post(body)).status_code != 429
    last = await client.post({"query": WHO})
    assert last.headers["x-ratelimit-remaining"] == "99"
    # The debt must refill first.
    assert (await client.post(body)).status_code != 429
    refused = await client.post(body)
    assert refused.status_code == 429
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["retry-after"] == "1"
    limited.clock.turn(seconds=1)
    assert (await client.post(body)).status_code != 429
    refused = await client.post({"query": WHO})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
    assert (
        await (await limited.partner("Quiet EHR", complete=False)).post(body)
    ).status_code != 429


async def test_one_partners_flood_takes_nothing_from_another(limited: Product) -> None:
    client = await limited.partner("Flooding EHR", complete=False)
    other = await limited.partner("Quiet EHR", complete=False)
    await exhaust(client)
    assert (await other.post({"query": WHO})).headers["x-ratelimit-remaining"] == "999"


async def test_an_operation_above_the_maximum_cost_is_refused(product: Product) -> None:
    client = await product.partner()
    huge = "{ accounts(first: 100) { nodes { senders(first: 100) { nodes { name } } } } }"
    answer = await client.ask(huge)
    assert answer["errors"][0]["message"] == "The operation costs 1011 points; 1000 are allowed."
    assert answer["errors"][0]["extensions"]["code"] == "TOO_LARGE"
