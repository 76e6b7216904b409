"""The list of verifications: filters by status, age, account and words, in both orders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved, send
from tests.members import member
from tests.product import Client, Product
from textgate.domain.permissions import Role

LIST = """query ($status: VerificationStatus, $filter: VerificationFilter, $orderBy: VerificationOrder,
    $first: Int = 50, $after: String) {
  verifications(status: $status, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { endCursor } nodes { attempt status isOverdue account { name } } } }"""
REFUSED_BY_THE_CARRIER = "https://bit.ly/practice"
OLDEST_FIRST = {"field": "REQUESTED_AT", "direction": "ASC"}


async def found(client: Client, **variables: Any) -> list[tuple[str, int]]:
    """(account's name, attempt) of each listed verification."""
    listed = (await client.get(LIST, **variables))["verifications"]
    if "first" not in variables:
        assert listed["totalCount"] == len(listed["nodes"])
    return [(node["account"]["name"], node["attempt"]) for node in listed["nodes"]]


async def where(client: Client, **filter: Any) -> list[tuple[str, int]]:
    return await found(client, filter=filter)


@pytest.fixture
async def client(product: Product) -> Client:
    """A partner with an approved number, a rejected one that was requested again, and a new request."""
    client = await product.partner()
    lakeside = await product.account(client, name="Lakeside Clinic")
    hilltop = await product.account(client, name="Hilltop Clinic", website=REFUSED_BY_THE_CARRIER)
    for sender in (lakeside, hilltop):
        await send(client, sender)
    await product.finish_reviews()
    await saved(client, "updateAccount", id=hilltop, website="https://hilltop.org")
    await send(client, hilltop)
    product.clock.turn(days=5)
    await send(client, await product.account(client, name="Riverbend"))
    return client


async def test_the_newest_come_first_by_default(client: Client) -> None:
    newest = [
        ("Riverbend", 1),
        ("Hilltop Clinic", 2),
        ("Hilltop Clinic", 1),
        ("Lakeside Clinic", 1),
    ]
    assert await found(client) == newest
    assert await found(client, orderBy=OLDEST_FIRST) == newest[::-1]
    assert await found(client, orderBy={"field": "REQUESTED_AT"}) == newest[::-1]
    assert await found(client, orderBy=OLDEST_FIRST | {"direction": "DESC"}) == newest


async def test_pages_follow_the_order(client: Client) -> None:
    whole, after = [], None
    for _ in range(4):
        page = {"orderBy": OLDEST_FIRST, "first": 1, "after": after}
        whole += await found(client, **page)
        after = (await client.get(LIST, **page))["verifications"]["pageInfo"]["endCursor"]
    assert whole == await found(client, orderBy=OLDEST_FIRST)


async def test_verifications_are_filtered_by_status(client: Client) -> None:
    refused, approved = [("Hilltop Clinic", 1)], [("Lakeside Clinic", 1)]
    assert await where(client, statuses=["APPROVED"]) == approved
    assert await where(client, statuses=["ACTION_REQUIRED", "REJECTED", "APPROVED"]) == [
        *refused,
        *approved,
    ]
    assert await where(client, statuses=[]) == []
    assert await found(client, status="APPROVED") == approved
    assert await found(client, status="APPROVED", filter={"statuses": ["REQUESTED"]}) == []


async def test_verifications_are_filtered_by_age(client: Client) -> None:
    others = [("Riverbend", 1), ("Hilltop Clinic", 1), ("Lakeside Clinic", 1)]
    assert await where(client, isOverdue=True) == [("Hilltop Clinic", 2)]
    assert await where(client, isOverdue=False) == others
    shown = (await client.get(LIST))["verifications"]["nodes"]
    assert [node["attempt"] for node in shown if node["isOverdue"]] == [2]


async def test_verifications_are_filtered_by_the_newest_attempt(client: Client) -> None:
    assert await where(client, isNewest=False) == [("Hilltop Clinic", 1)]
    assert await where(client, isNewest=True) == [
        ("Riverbend", 1),
        ("Hilltop Clinic", 2),
        ("Lakeside Clinic", 1),
    ]


async def test_verifications_are_filtered_by_account_and_words(client: Client) -> None:
    accounts = "{ accounts { nodes { id name } } }"
    nodes = (await client.get(accounts))["accounts"]["nodes"]
    ids = {node["name"]: node["id"] for node in nodes}
    hilltop = [("Hilltop Clinic", 2), ("Hilltop Clinic", 1)]
    assert await where(client, accountId=ids["Hilltop Clinic"]) == hilltop
    assert await where(client, search="hilltop") == hilltop
    assert await where(client, search="clinic HILL", isNewest=True) == hilltop[:1]
    assert await where(client, search="clinic") == [*hilltop, ("Lakeside Clinic", 1)]
    assert await where(client, search="") == await found(client)
    for nothing in ({"search": "100%"}, {"accountId": "nothing"}, {"search": "river clinic"}):
        assert await where(client, **nothing) == []
    (error,) = (await client.ask(LIST, filter={"search": "x" * 201}))["errors"]
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"


async def test_verifications_of_others_are_not_listed(product: Product, client: Client) -> None:
    other = await product.partner("Other EHR")
    mine = await product.account(other, name="Hilltop Clinic")
    await product.account(other, name="Unrelated")
    await send(other, mine)
    assert await where(other, search="hilltop") == [("Hilltop Clinic", 1)]
    nodes = (await client.get("{ accounts { nodes { id name } } }"))["accounts"]["nodes"]
    ids = {node["name"]: node["id"] for node in nodes}
    assert await where(other, accountId=ids["Hilltop Clinic"]) == []
    person = await member(
        product, client.viewer.partner_id, Role.ACCOUNT_SENDER, ids["Lakeside Clinic"]
    )
    assert await where(person, search="clinic") == [("Lakeside Clinic", 1)]
    assert await where(person, accountId=ids["Hilltop Clinic"]) == []
