"""Pages below several parents, and joined rows: each parent gets its own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from tests.graphql.documents import saved
from tests.product import START, Client, Product
from textgate.services.accounts.accounts import new_account
from textgate.services.senders.senders import new_sender
from textgate.storage.tables import SenderKind, account, sender

PAGES = """query ($first: Int!, $after: String) { accounts(first: 100) { nodes { name
  locations(first: $first, after: $after) { nodes { name } edges { cursor } totalCount
    pageInfo { hasNextPage hasPreviousPage } } } } }"""


async def fill(product: Product, client: Client, counts: list[int]) -> None:
    """An account for each count, with that many locations."""
    partner_id = client.viewer.partner_id
    accounts = [
        new_account(partner_id, {"external_id": f"p{n}", "name": f"Practice {n:02}"}, START)
        for n in range(len(counts))
    ]
    senders = [
        new_sender(
            partner_id, row["id"], SenderKind.LOCATION, {"name": location_name(n, at)}, START
        )
        for at, (row, count) in enumerate(zip(accounts, counts, strict=True))
        for n in range(count)
    ]
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), accounts)
        if senders:
            await connection.execute(insert(sender), senders)


def location_name(n: int, at: int) -> str:
    """The name of an account's location."""
    return f"Place {n:02} of {at}"


def page(at: int, count: int, first: int) -> dict[str, Any]:
    """The first page of an account's locations."""
    return {
        "nodes": [{"name": location_name(n, at)} for n in range(min(count, first))],
        "totalCount": count,
        "pageInfo": {"hasNextPage": count > first, "hasPreviousPage": False},
    }


def without_cursors(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for node in nodes:
        assert len(node["locations"].pop("edges")) == len(node["locations"]["nodes"])
    return nodes


@pytest.mark.parametrize("first", [1, 2, 3, 5])
@pytest.mark.parametrize(
    "counts",
    [
        pytest.param([2, 2, 2], id="as many as are asked for"),
        pytest.param([3, 3, 3], id="one more each"),
        pytest.param([0, 9, 1, 0, 2], id="one has more than all may"),
        pytest.param([0, 0], id="none"),
        pytest.param([7], id="a single one"),
        pytest.param([1, 4, 1, 2], id="just as many together as are read"),
    ],
)
async def test_each_parent_has_its_own_page(
    product: Product, counts: list[int], first: int
) -> None:
    client = await product.partner()
    await fill(product, client, counts)
    nodes = (await client.get(PAGES, first=first))["accounts"]["nodes"]
    assert without_cursors(nodes) == [
        {"name": f"Practice {n:02}", "locations": page(n, count, first)}
        for n, count in enumerate(counts)
    ]


async def test_one_cursor_continues_the_page_of_every_parent(product: Product) -> None:
    client = await product.partner()
    counts = [2, 6, 3, 3]
    await fill(product, client, counts)
    nodes = (await client.get(PAGES, first=2))["accounts"]["nodes"]
    # The cursor of the third account's second location, whose name sorts after the second ones before it.
    after = nodes[2]["locations"]["edges"][-1]["cursor"]
    nodes = (await client.get(PAGES, first=2, after=after))["accounts"]["nodes"]
    names = [[each["name"] for each in node["locations"]["nodes"]] for node in nodes]
    assert names == [
        [],
        [location_name(2, 1), location_name(3, 1)],
        [location_name(2, 2)],
        [location_name(1, 3), location_name(2, 3)],
    ]
    assert [node["locations"]["pageInfo"]["hasNextPage"] for node in nodes] == [
        *(False, True, False),
        False,
    ]


async def test_a_sender_without_a_number_is_joined_to_null(product: Product) -> None:
    client = await product.partner()
    key = await product.approved_account(client)
    await saved(client, "createQueue", accountId=key, name="Desk")
    document = """query ($id: ID!) { account(id: $id) { senders { nodes { __typename
      name a: smsNumber { id } ... on Queue { b: smsNumber { status verification { status } } }
      ... on Location { smsNumber { status verification { status } } } } } } }"""
    nodes = (await client.get(document, id=key))["account"]["senders"]["nodes"]
    assert [node.pop("a") is None for node in nodes] == [False, True]
    verified = {"status": "APPROVED", "verification": {"status": "APPROVED"}}
    assert nodes == [
        {"__typename": "Location", "name": "Default Location", "smsNumber": verified},
        {"__typename": "Queue", "name": "Desk", "b": None},
    ]
