"""Tenants: another partner's objects look like objects that do not exist."""

from __future__ import annotations

import pytest

from tests.graphql.access.world import contents
from tests.product import SEND, Client, Product

THEIRS = """{ accounts(first: 1) { nodes { senders { nodes { id smsNumber { id verification { id } } } } } }
  smsMessages { nodes { id } } }"""

QUERIES = {
    "account": "query ($id: ID!) { account(id: $id) { id name } }",
    "node": "query ($id: ID!) { node(id: $id) { id __typename } }",
    "nodes": "query ($id: ID!) { nodes(ids: [$id]) { id __typename } }",
}
MUTATIONS = {
    "updateAccount": ("account", "id", {"name": "Taken"}),
    "updateBusinessDetails": ("account", "accountId", {"businessName": "Taken"}),
    "createLocation": ("account", "accountId", {"name": "Taken"}),
    "createQueue": ("account", "accountId", {"name": "Taken"}),
    "updateLocation": ("location", "id", {"name": "Taken"}),
    "updateQueue": ("queue", "id", {"name": "Taken"}),
    "cancelSms": ("message", "id", {}),
}


async def belongings(product: Product) -> tuple[Client, dict[str, str]]:
    """A partner with one object of each kind, by kind."""
    client = await product.partner("Their EHR")
    account = await product.approved_account(client, name="Theirs")
    await client.get(SEND, input={"senderId": account, "to": "4065550120", "body": "Hi"})
    create = """mutation ($input: CreateQueueInput!) {
      createQueue(input: $input) { queue { id } } }"""
    queue = (await client.get(create, input={"accountId": account, "name": "Desk"}))["createQueue"]
    data = await client.get(THEIRS)
    sender = data["accounts"]["nodes"][0]["senders"]["nodes"][0]
    return client, {
        "account": account,
        "location": sender["id"],
        "queue": queue["queue"]["id"],
        "number": sender["smsNumber"]["id"],
        "verification": sender["smsNumber"]["verification"]["id"],
        "message": data["smsMessages"]["nodes"][0]["id"],
        "partner": f"partner_{client.viewer.partner_id.hex}",
    }


def unknown(global_id: str) -> str:
    prefix = global_id.rpartition("_")[0]
    return f"{prefix}_{'0' * 32}"


async def test_queries_treat_a_foreign_id_as_unknown(product: Product) -> None:
    _, theirs = await belongings(product)
    client = await product.partner("My EHR")
    for query in QUERIES.values():
        for foreign in theirs.values():
            answer = (await client.post({"query": query, "variables": {"id": foreign}})).content
            variables = {"id": unknown(foreign)}
            assert answer == (await client.post({"query": query, "variables": variables})).content
            assert b"Theirs" not in answer


@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
async def test_mutations_treat_a_foreign_id_as_unknown(product: Product, mutation: str) -> None:
    _, theirs = await belongings(product)
    client = await product.partner("My EHR")
    kind, field, rest = MUTATIONS[mutation]
    name = mutation[0].upper() + mutation[1:]
    document = f"""mutation ($input: {name}Input!) {{
      {mutation}(input: $input) {{ __typename userErrors {{ field code message }} }} }}"""
    before = await contents(product)
    answers = [
        await client.get(document, input={field: each, **rest})
        for each in (theirs[kind], unknown(theirs[kind]), "nothing")
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][mutation]["userErrors"][0]["code"] == "NOT_FOUND"
    assert await contents(product) == before


@pytest.mark.parametrize("kind", ["account", "location", "queue", "number", "message"])
async def test_no_partner_can_send_from_anothers_sender(product: Product, kind: str) -> None:
    _, theirs = await belongings(product)
    client = await product.partner("My EHR")
    before = await contents(product)
    text = {"to": "4065550120", "body": "Hi"}
    answers = [
        await client.get(SEND, input=text | {"senderId": each})
        for each in (theirs[kind], unknown(theirs[kind]))
    ]
    assert answers[0] == answers[1]
    assert answers[0]["sendSms"]["userErrors"] == [
        {
            "field": ["senderId"],
            "code": "NOT_FOUND",
            "message": "Sender does not exist.",
        }
    ]
    assert await contents(product) == before


@pytest.mark.parametrize("kind", ["account", "location", "queue", "number", "message"])
async def test_no_partner_can_request_a_number_for_anothers_sender(
    product: Product, kind: str
) -> None:
    _, theirs = await belongings(product)
    client = await product.partner("My EHR")
    before = await contents(product)
    document = """mutation ($id: ID!) { requestSmsNumber(input: {senderId: $id}) { __typename
      ... on InvalidInputError { code message userErrors { field code message } } } }"""
    answers = [
        (await client.get(document, id=each))["requestSmsNumber"]
        for each in (theirs[kind], unknown(theirs[kind]), "nothing")
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["userErrors"][0]["code"] == "NOT_FOUND"
    assert await contents(product) == before


async def test_a_foreign_cursor_reveals_nothing(product: Product) -> None:
    their_client, _ = await belongings(product)
    client = await product.partner("My EHR")
    own = [await product.account(client, name=name) for name in ("A", "Z")]
    document = """query ($after: String) { accounts(after: $after) {
      nodes { id } totalCount pageInfo { endCursor } } }"""
    theirs = (await their_client.get(document))["accounts"]["pageInfo"]["endCursor"]
    page = (await client.get(document, after=theirs))["accounts"]
    assert (page["nodes"], page["totalCount"]) == ([{"id": own[1]}], 2)


async def test_lists_hold_only_the_partners_own_objects(product: Product) -> None:
    await belongings(product)
    client = await product.partner("My EHR")
    lists = """{ accounts { totalCount nodes { id } } smsNumbers { totalCount nodes { id } }
      verifications { totalCount nodes { id } } smsMessages { totalCount nodes { id } }
      accountByExternalId(externalId: "practice-1") { id } }"""
    nothing = {"totalCount": 0, "nodes": []}
    assert await client.get(lists) == {
        "accounts": nothing,
        "smsNumbers": nothing,
        "verifications": nothing,
        "smsMessages": nothing,
        "accountByExternalId": None,
    }


async def test_idempotency_keys_of_partners_are_independent(product: Product) -> None:
    ids = []
    for name in ("One EHR", "Other EHR"):
        client = await product.partner(name)
        account = await product.approved_account(client)
        input_fields = {
            "senderId": account,
            "to": "4065550120",
            "body": "Hi",
            "idempotencyKey": "k",
        }
        answer = (await client.get(SEND, input=input_fields))["sendSms"]
        ids.append(answer["smsMessage"]["id"])
    assert ids[0] != ids[1]
