"""An account's locations and queues are filtered by words, digits of the number, and its status."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved
from tests.product import Client, Product

SENDERS = """query ($id: ID!, $filter: SenderFilter, $first: Int = 50, $after: String) {
  account(id: $id) { senders(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { name smsNumber { status phoneNumber } } } } }"""
REQUEST = """mutation ($ids: [ID!]!) {
  requestSmsNumbers(input: {senderIds: $ids}) { results { outcome } } }"""
# The credential and its partner, the account, the senders with their numbers, and a count.
STATEMENTS = 4


class Account:
    def __init__(self, client: Client, account_id: str) -> None:
        self.client, self.account_id = client, account_id

    async def page(self, **variables: Any) -> dict[str, Any]:
        answer = await self.client.get(SENDERS, id=self.account_id, **variables)
        page: dict[str, Any] = answer["account"]["senders"]
        return page

    async def where(self, **filter: Any) -> list[str]:
        page = await self.page(filter=filter)
        assert page["totalCount"] == len(page["nodes"])
        return [node["name"] for node in page["nodes"]]


@pytest.fixture
async def account(product: Product) -> Account:
    """An account with numbers that are approved, pending, and not requested yet."""
    client = await product.partner()
    account_id = await product.approved_account(client)
    location = {"accountId": account_id}
    dublin = await saved(
        client, "createLocation", **location, name="Dublin North", externalId="D-1"
    )
    await saved(client, "createLocation", **location, name="Ärzte im Norden, 50%")
    await saved(client, "createQueue", **location, name="Billing", externalId="north_desk")
    await client.get(REQUEST, ids=[dublin["id"]])
    return Account(client, account_id)


async def test_senders_are_filtered_by_words_in_any_order(account: Account) -> None:
    everyone = ["Default Location", "Ärzte im Norden, 50%", "Dublin North", "Billing"]
    assert sorted(await account.where()) == sorted(everyone)
    assert await account.where(search="north dublin") == ["Dublin North"]
    assert await account.where(search="NOR") == await account.where(search="nor")
    assert sorted(await account.where(search="nor")) == sorted(everyone[1:])
    assert await account.where(search="arzte") == ["Ärzte im Norden, 50%"]
    assert await account.where(search="d-1") == ["Dublin North"]
    assert await account.where(search="north_desk") == ["Billing"]
    assert await account.where(search="northdesk") == []
    assert await account.where(search="50%") == ["Ärzte im Norden, 50%"]
    assert await account.where(search="norden 50") == ["Ärzte im Norden, 50%"]
    # As in `search`, fewer than three characters are the start of a word.
    assert await account.where(search="0") == []
    assert await account.where(search="im") == ["Ärzte im Norden, 50%"]
    assert await account.where(search="%_!") == []
    assert sorted(await account.where(search="  ")) == sorted(everyone)
    assert await account.where(search="\0north dublin") == ["Dublin North"]


async def test_senders_are_filtered_by_the_status_of_their_number(account: Account) -> None:
    assert await account.where(numberStatus="APPROVED") == ["Default Location"]
    assert await account.where(numberStatus="PENDING") == ["Dublin North"]
    assert await account.where(numberStatus="REJECTED") == []
    without = await account.where(numberStatus="NO_NUMBER")
    assert sorted(without) == ["Billing", "Ärzte im Norden, 50%"]
    assert await account.where(numberStatus="NO_NUMBER", search="nor dublin") == []
    assert await account.where(numberStatus="NO_NUMBER", search="bill") == ["Billing"]


async def test_digits_find_the_number_in_every_format(account: Account) -> None:
    (node,) = (await account.page(filter={"numberStatus": "APPROVED"}))["nodes"]
    area, office, line = (node["smsNumber"]["phoneNumber"][start:][:3] for start in (2, 5, 8))
    for digits in (f"({area}) {office}-{line}", f"+1{area}{office}", f"{area} {office}"):
        assert await account.where(search=digits) == ["Default Location"]
    assert await account.where(search="99999999") == []


async def test_filtered_senders_come_in_pages(account: Account) -> None:
    first = await account.page(filter={"numberStatus": "NO_NUMBER"}, first=1)
    after = first["pageInfo"]["endCursor"]
    second = await account.page(filter={"numberStatus": "NO_NUMBER"}, first=1, after=after)
    assert [page["totalCount"] for page in (first, second)] == [2, 2]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]
    names = {page["nodes"][0]["name"] for page in (first, second)}
    assert names == {"Billing", "Ärzte im Norden, 50%"}


async def test_a_filter_takes_no_further_statement(product: Product, account: Account) -> None:
    with product.statements() as statements:
        await account.where(search="north", numberStatus="PENDING")
    assert len(statements) == STATEMENTS


async def test_a_long_search_is_refused(account: Account) -> None:
    answer = await account.client.ask(SENDERS, id=account.account_id, filter={"search": "x" * 201})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
