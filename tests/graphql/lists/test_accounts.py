"""Finding accounts: search, filters, order and pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.product import ADDRESS, CONTACT, SEND, UPDATE_PARTNER, Client, Product

LIST = """
query ($filter: AccountFilter, $orderBy: AccountOrder, $first: Int! = 50, $after: String) {
  accounts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { name } edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


async def names(client: Client, **variables: Any) -> list[str]:
    listed = (await client.get(LIST, **variables))["accounts"]
    found = [node["name"] for node in listed["nodes"]]
    assert listed["totalCount"] == len(found)
    return found


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lakeside", ["Lakeside Clinic"]),
        ("LAKE clin", ["Lakeside Clinic"]),
        ("clinic lakeside", ["Lakeside Clinic"]),
        ("núñez", ["Núñez Pediatrics"]),
        ("nunez", ["Núñez Pediatrics"]),
        ("emr-77", ["Lakeside Clinic"]),
        ("worcester", ["Núñez Pediatrics"]),
        ("(617) 555-0101", ["Lakeside Clinic"]),
        ("6175550101", ["Lakeside Clinic"]),
        ("+1 617", ["Lakeside Clinic"]),
        ("100%", ["100% Health_Care"]),
        ("h_c", ["100% Health_Care"]),
        ("\\", []),
        ("nobody", []),
        ("  ", ["100% Health_Care", "Lakeside Clinic", "Núñez Pediatrics"]),
    ],
)
async def test_search_matches_words_in_any_order(
    product: Product, search: str, found: list[str]
) -> None:
    client = await product.partner()
    await product.account(client, externalId="EMR-77", name="Lakeside Clinic", phone="617.555.0101")
    await product.account(client, name="Núñez Pediatrics", address=ADDRESS | {"city": "Worcester"})
    await product.account(client, name="100% Health_Care")
    assert await names(client, filter={"search": search}) == found


async def test_completeness_follows_the_partners_details(product: Product) -> None:
    client = await product.partner(complete=False)
    await product.account(client, name="Whole")
    await product.account(client, name="Without website", website=None)
    await product.account(client, name="Without address", address=None)
    assert await names(client, filter={"isComplete": True}) == []
    await client.get(UPDATE_PARTNER, input={"contact": CONTACT})
    assert await names(client, filter={"isComplete": True}) == ["Whole"]
    await client.get(UPDATE_PARTNER, input={"website": "https://partnersite.com"})
    assert await names(client, filter={"isComplete": True}) == ["Whole", "Without website"]
    assert await names(client, filter={"isComplete": False}) == ["Without address"]


async def test_accounts_are_filtered_by_the_status_of_their_numbers(product: Product) -> None:
    client = await product.partner()
    await product.approved_account(client, name="Approved")
    box = await product.account(client, name="Rejected", address=ADDRESS | {"address1": "PO Box 1"})
    text = {"to": "4065550120", "body": "Hi"}
    await client.get(SEND, input=text | {"senderId": box})
    await product.finish_reviews()
    pending = await product.account(client, name="Pending")
    await client.get(SEND, input=text | {"senderId": pending})
    await product.account(client, name="Without")
    for status, found in (
        ("APPROVED", ["Approved"]),
        ("REJECTED", ["Rejected"]),
        ("PENDING", ["Pending"]),
        ("NO_NUMBER", ["Without"]),
    ):
        assert await names(client, filter={"numberStatus": status}) == found
    both = {"numberStatus": "NO_NUMBER", "isComplete": True, "search": "with"}
    assert await names(client, filter=both) == ["Without"]


@pytest.mark.parametrize("field", ["NAME", "CREATED_AT", "UPDATED_AT"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_visit_every_account_once_and_in_order(
    product: Product, field: str, direction: str
) -> None:
    client = await product.partner()
    # Names that repeat or differ only in case, created and changed at different times.
    for name in ("b", "A", "c", "B", "a", "b", "C"):
        await product.account(client, name=name)
        product.clock.turn(minutes=1)
    order = {"field": field, "direction": direction}
    whole = await names(client, orderBy=order)
    expected = {
        "NAME": ["A", "a", "b", "B", "b", "c", "C"],
        "CREATED_AT": ["b", "A", "c", "B", "a", "b", "C"],
    }.get(field, ["b", "A", "c", "B", "a", "b", "C"])
    assert whole == (expected if direction == "ASC" else expected[::-1])
    paged: list[str] = []
    after = None
    for _ in range(4):
        page = (await client.get(LIST, orderBy=order, first=2, after=after))["accounts"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["totalCount"] == 7
        assert page["edges"][0]["cursor"] == page["pageInfo"]["startCursor"]
        paged += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert page["pageInfo"]["hasNextPage"] is False
    assert paged == whole


async def test_a_page_of_each_parent_begins_at_its_own_start(product: Product) -> None:
    client = await product.partner()
    create = """mutation ($input: CreateLocationInput!) {
      createLocation(input: $input) { location { id } } }"""
    for number in range(3):
        account = await product.account(client, name=f"Practice {number}")
        for place in "cab":
            await client.get(create, input={"accountId": account, "name": f"{place}{number}"})
    nested = """{ accounts { nodes { few: locations(first: 2) {
        nodes { name } pageInfo { hasNextPage } } all: locations { totalCount nodes { name } } } } }"""
    listed = (await client.get(nested))["accounts"]["nodes"]
    for number, node in enumerate(listed):
        whole = ["Default Location", f"a{number}", f"b{number}", f"c{number}"]
        assert [each["name"] for each in node["all"]["nodes"]] == whole
        assert [each["name"] for each in node["few"]["nodes"]] == whole[:2]
        assert node["few"]["pageInfo"] == {"hasNextPage": True}
        assert node["all"]["totalCount"] == 4
