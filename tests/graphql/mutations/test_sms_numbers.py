"""Numbers of many senders are requested in one transaction, with a result for each sender."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from sqlalchemy import update

from tests.between import between
from tests.graphql.documents import rows, saved
from tests.members import contents
from tests.product import ADDRESS, Client, Product
from textgate.graphql.declare.ids import decode_as
from textgate.storage.tables import audit_entry, sender, sms_number, verification
from textgate.storage.tables.base import Base

UNKNOWN = "0" * 32
EVERYTHING = Base.metadata.sorted_tables

REQUEST = """
mutation ($input: RequestSmsNumbersInput!) { requestSmsNumbers(input: $input) {
  results { outcome smsNumberId code message missing rejectionReasons { code fields } }
  userErrors { field code message } } }"""


async def request(client: Client, *sender_ids: str) -> list[dict[str, Any]]:
    """The results of the senders, in their order."""
    answer = await client.get(REQUEST, input={"senderIds": sender_ids})
    payload = answer["requestSmsNumbers"]
    assert payload["userErrors"] == []
    results: list[dict[str, Any]] = payload["results"]
    assert len(results) == len(sender_ids)
    return results


async def places(client: Client, account_id: str, number: int) -> list[str]:
    """Create locations of an account; returns their IDs."""
    made = [
        await saved(client, "createLocation", accountId=account_id, name=f"Place {index}")
        for index in range(number)
    ]
    return [place["id"] for place in made]


def outcomes(results: list[dict[str, Any]]) -> list[str | int]:
    return [result["code"] or result["outcome"] for result in results]


async def test_each_sender_has_its_own_result(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    first, second, off = await places(client, account_id, 3)
    other = await product.partner("Other EHR")
    foreign = await product.account(other)
    await request(client, first)
    async with product.services.database.write() as connection:
        is_off = sender.c.id == decode_as(off, "location")
        await connection.execute(update(sender).where(is_off).values(is_active=False))
    results = await request(
        client, account_id, first, second, off, foreign, f"queue_{UNKNOWN}", "nonsense"
    )
    assert outcomes(results) == ["EXISTS", "EXISTS", "REQUESTED", 4060, 4060, 4060, 4060]
    assert results[3]["message"] == "Sender ID is not active."
    assert {result["message"] for result in results[4:]} == {"Sender does not exist."}
    assert [result["smsNumberId"] is None for result in results] == [False] * 3 + [True] * 4
    statuses = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on SmsNumber {
      status sender { id } } } }"""
    ids = [result["smsNumberId"] for result in results[:3]]
    nodes = (await client.get(statuses, ids=ids))["nodes"]
    assert [node["status"] for node in nodes] == ["APPROVED", "PENDING", "PENDING"]
    assert [node["sender"]["id"] for node in nodes[1:]] == [first, second]


async def test_incomplete_details_refuse_new_numbers_and_keep_existing_ones(
    product: Product,
) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    (place,) = await places(client, account_id, 1)
    await saved(client, "updateAccount", id=account_id, address={"city": None})
    before = await contents(product, *EVERYTHING)
    existing, refused = await request(client, account_id, place)
    assert (existing["outcome"], existing["code"]) == ("EXISTS", None)
    assert (refused["outcome"], refused["code"]) == ("REFUSED", 4039)
    assert (refused["missing"], refused["rejectionReasons"]) == (["CITY"], [])
    assert await contents(product, *EVERYTHING) == before


async def test_a_rejected_number_is_requested_again_only_with_changed_details(
    product: Product,
) -> None:
    client = await product.partner()
    account_id = await product.account(client, website="https://bit.ly/clinic")
    assert outcomes(await request(client, account_id)) == ["REQUESTED"]
    await product.finish_reviews()
    (refused,) = await request(client, account_id)
    assert (refused["code"], refused["missing"]) == (4039, [])
    assert refused["rejectionReasons"] != []
    await saved(client, "updateAccount", id=account_id, website="https://clinic.org")
    assert outcomes(await request(client, account_id)) == ["REQUESTED"]
    assert await rows(product, verification) == 2


async def test_a_sender_that_is_named_twice_gets_one_number(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id } } } }"
    (place,) = (await client.get(listed, id=account_id))["account"]["locations"]["nodes"]
    results = await request(client, account_id, place["id"], place["id"])
    assert outcomes(results) == ["REQUESTED"] * 3
    assert len({result["smsNumberId"] for result in results}) == 1
    assert (await rows(product, sms_number), await rows(product, verification)) == (1, 1)


async def test_concurrent_requests_start_each_verification_once(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    senders = await places(client, account_id, 4)
    answers = await asyncio.gather(*(request(client, *senders) for _ in range(5)))
    counted = Counter(outcome for answer in answers for outcome in outcomes(answer))
    assert counted == {"REQUESTED": 4, "EXISTS": 16}
    assert (await rows(product, sms_number), await rows(product, verification)) == (4, 4)


async def test_a_wrong_list_is_refused_whole(product: Product) -> None:
    client = await product.partner()
    one, other = await product.account(client), await product.account(client)
    before = await contents(product, *EVERYTHING)
    for sender_ids, message in (
        ([], "Sender IDs must have from 1 to 100 items."),
        ([one] * 101, "Sender IDs must have from 1 to 100 items."),
        ([one, other], "Sender IDs must belong to one account."),
    ):
        payload = (await client.get(REQUEST, input={"senderIds": sender_ids}))["requestSmsNumbers"]
        error = {"field": ["senderIds"], "code": "INVALID", "message": message}
        assert payload == {"results": [], "userErrors": [error]}
    assert await contents(product, *EVERYTHING) == before


async def test_without_sms_every_sender_is_refused(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    senders = await places(client, account_id, 2)
    partners = product.services.partners
    before = await rows(product, sms_number)
    with between(lambda: partners.set_sms_enabled("Acme EHR", enabled=False)):
        assert outcomes(await request(client, *senders)) == [4015, 4015]
    assert outcomes(await request(client, *senders)) == [4015, 4015]
    assert await rows(product, sms_number) == before == 0


async def test_a_hundred_senders_take_as_many_statements_as_two(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, address=ADDRESS)
    senders = await places(client, account_id, 102)
    counts = []
    for batch in (senders[:2], senders[2:]):
        entries = await rows(product, audit_entry)
        with product.statements() as statements:
            assert outcomes(await request(client, *batch)) == ["REQUESTED"] * len(batch)
        assert await rows(product, audit_entry) == entries + len(batch)
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_a_bulk_request_costs_ten_points_more_than_a_single_one(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    single = """mutation ($id: ID!) { requestSmsNumber(input: {senderId: $id}) { __typename } }"""
    bulk = """mutation ($id: ID!) { requestSmsNumbers(input: {senderIds: [$id]}) { __typename } }"""
    costs = [
        (await client.ask(document, id=account_id))["extensions"]["cost"]["points"]
        for document in (single, bulk)
    ]
    assert costs == [2, 12]
