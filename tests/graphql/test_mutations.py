"""Creating and changing: what is given is kept, what is wrong is named, what is absent stays."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.product import ADDRESS, CREATE_ACCOUNT, SEND, Client, Product
from textgate.storage.tables import account, message, sender

UPDATE_ACCOUNT = """
mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) {
  account { name phone timeZone businessDetails {
    website alternativeWebsite address { address1 address2 city state postalCode countryCode }
    contact { firstName lastName email phone } } }
  userErrors { field code } } }"""
CREATE_LOCATION = """
mutation ($input: CreateLocationInput!) { createLocation(input: $input) {
  location { id name isDefault externalId phone timeZone address { city } }
  userErrors { field code } } }"""
UPDATE_LOCATION = """
mutation ($input: UpdateLocationInput!) { updateLocation(input: $input) {
  location { name isDefault phone } userErrors { field code } } }"""
CREATE_QUEUE = """
mutation ($input: CreateQueueInput!) { createQueue(input: $input) {
  queue { id name externalId } userErrors { field code } } }"""
UPDATE_QUEUE = """
mutation ($input: UpdateQueueInput!) { updateQueue(input: $input) {
  queue { name } userErrors { field code } } }"""
UPDATE_PARTNER = """
mutation ($input: UpdatePartnerBusinessDetailsInput!) { updatePartnerBusinessDetails(input: $input) {
  partner { businessDetails { name legalName website isComplete missing updatedAt
    address { state postalCode } contact { firstName phone } } }
  userErrors { field code } } }"""
REQUEST = """
mutation ($input: RequestSmsNumberInput!) { requestSmsNumber(input: $input) { __typename
  ... on RequestSmsNumberSuccess { smsNumber { id status } }
  ... on SmsError { code } ... on BusinessDetailsInsufficientError { missing } } }"""


async def run(client: Client, document: str, **given: Any) -> Any:
    """The only field of a mutation's answer."""
    (answer,) = (await client.get(document, input=given)).values()
    return answer


async def rows(product: Product, table: Any) -> int:
    async with product.services.database.read() as connection:
        count = await connection.execute(select(func.count()).select_from(table))
    counted: int = count.scalar_one()
    return counted


async def test_an_account_keeps_what_is_given_in_clean_form(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    answer = await run(
        client,
        UPDATE_ACCOUNT,
        id=account_id,
        name="  Lakeside   Clinic ",
        phone="(617) 555-0101 x12",
        timeZone="America/New_York",
        alternativeWebsite="https://facebook.com/lakeside",
        address={"state": "massachusetts", "address2": "Suite 5", "countryCode": "usa"},
        contact={"firstName": "Dana", "phone": "617.555.0102"},
    )
    assert answer["userErrors"] == []
    assert answer["account"] == {
        "name": "Lakeside Clinic",
        "phone": "+16175550101",
        "timeZone": "America/New_York",
        "businessDetails": {
            "website": "https://practice-1.org",
            "alternativeWebsite": "https://facebook.com/lakeside",
            "address": ADDRESS | {"address2": "Suite 5"},
            "contact": {
                "firstName": "Dana",
                "lastName": None,
                "email": None,
                "phone": "+16175550102",
            },
        },
    }


async def test_null_and_blank_empty_a_field_and_absence_leaves_it(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, phone="6175550101")
    answer = await run(client, UPDATE_ACCOUNT, id=account_id, website=None, address={"city": "  "})
    details = answer["account"]["businessDetails"]
    assert (details["website"], details["address"]["city"]) == (None, None)
    assert (details["address"]["state"], answer["account"]["phone"]) == ("MA", "+16175550101")


async def test_all_that_is_wrong_is_named_at_once_and_nothing_is_kept(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    answer = await run(
        client,
        UPDATE_ACCOUNT,
        id=account_id,
        name="",
        phone="12",
        timeZone="Mars/Olympus",
        website="www.lakeside.org",
        alternativeWebsite="javascript:alert(1)",
        address={"state": "PH", "postalCode": "1", "countryCode": "ZZ", "city": "x" * 500},
        contact={"email": "nobody", "phone": "555", "firstName": "a\0b"},
    )
    assert answer["account"] is None
    assert sorted((".".join(e["field"]), e["code"]) for e in answer["userErrors"]) == [
        ("address.city", "TOO_LONG"),
        ("address.countryCode", "INVALID"),
        ("address.postalCode", "INVALID"),
        ("address.state", "INVALID"),
        ("alternativeWebsite", "INVALID"),
        ("contact.email", "INVALID"),
        ("contact.firstName", "INVALID"),
        ("contact.phone", "INVALID"),
        ("name", "REQUIRED"),
        ("phone", "INVALID"),
        ("timeZone", "INVALID"),
        ("website", "INVALID"),
    ]
    async with product.services.database.read() as connection:
        (row,) = await connection.execute(select(account))
    assert (row.name, row.website) == ("Practice 1", "https://practice-1.org")


async def test_an_external_id_is_one_accounts_only(product: Product) -> None:
    client = await product.partner()
    await product.account(client, externalId="p-1")
    for external_id, code in (("p-1", "ALREADY_EXISTS"), ("", "REQUIRED")):
        answer = await run(client, CREATE_ACCOUNT, externalId=external_id, name="Other")
        assert [(e["field"], e["code"]) for e in answer["userErrors"]] == [(["externalId"], code)]
    assert (await rows(product, account), await rows(product, sender)) == (1, 1)


async def test_two_accounts_of_one_external_id_at_once_make_one(product: Product) -> None:
    client = await product.partner()
    answers = await asyncio.gather(
        *(run(client, CREATE_ACCOUNT, externalId="p-1", name=f"Try {n}") for n in range(10))
    )
    assert sum(answer["account"] is not None for answer in answers) == 1
    assert (await rows(product, account), await rows(product, sender)) == (1, 1)


async def test_another_location_becomes_the_default(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    made = await run(
        client,
        CREATE_LOCATION,
        accountId=account_id,
        name="Dublin",
        externalId="l-1",
        phone="219-555-0114",
        address={"city": "Dublin"},
        isDefault=True,
    )
    assert made["location"] | {"id": ""} == {
        "id": "",
        "name": "Dublin",
        "isDefault": True,
        "externalId": "l-1",
        "phone": "+12195550114",
        "timeZone": None,
        "address": {"city": "Dublin"},
    }
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id name isDefault } } } }"
    nodes = (await client.get(listed, id=account_id))["account"]["locations"]["nodes"]
    assert [(node["name"], node["isDefault"]) for node in nodes] == [
        ("Dublin", True),
        ("Default Location", False),
    ]
    first, second = nodes[0]["id"], nodes[1]["id"]
    refused = await run(client, UPDATE_LOCATION, id=first, isDefault=False)
    assert refused["userErrors"] == [{"field": ["isDefault"], "code": "INVALID"}]
    moved = await run(client, UPDATE_LOCATION, id=second, isDefault=True, name="Main")
    assert moved["location"] == {"name": "Main", "isDefault": True, "phone": None}
    again = await run(client, CREATE_LOCATION, accountId=account_id, name="x", externalId="l-1")
    assert again["userErrors"] == [{"field": ["externalId"], "code": "ALREADY_EXISTS"}]


async def test_queues_are_made_and_changed_and_are_no_locations(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    made = await run(client, CREATE_QUEUE, accountId=account_id, name="Desk", externalId="q")
    assert (made["queue"]["name"], made["queue"]["externalId"]) == ("Desk", "q")
    queue = made["queue"]["id"]
    changed = await run(client, UPDATE_QUEUE, id=queue, name="Front desk")
    assert changed == {"queue": {"name": "Front desk"}, "userErrors": []}
    as_location = queue.replace("queue_", "location_")
    refused = await run(client, UPDATE_LOCATION, id=as_location, name="x")
    assert refused["userErrors"] == [{"field": ["id"], "code": "NOT_FOUND"}]


async def test_the_partners_own_details(product: Product) -> None:
    client = await product.partner(complete=False)
    product.clock.turn(hours=1)
    answer = await run(
        client,
        UPDATE_PARTNER,
        name="John Smith",
        legalName="John J. Smith",
        website="https://PartnerEHRpage.usedbyclient.com",
        # The source document's own example: Alabama with a ZIP code of Ohio is no error.
        address=ADDRESS | {"state": "AL", "postalCode": "44444"},
        contact={"firstName": "John", "phone": "+1888-555-1212"},
    )
    assert answer == {
        "partner": {
            "businessDetails": {
                "name": "John Smith",
                "legalName": "John J. Smith",
                "website": "https://PartnerEHRpage.usedbyclient.com",
                "isComplete": False,
                "missing": ["CONTACT_LAST_NAME", "CONTACT_EMAIL"],
                "updatedAt": "2026-11-02T16:00:00Z",
                "address": {"state": "AL", "postalCode": "44444"},
                "contact": {"firstName": "John", "phone": "+18885551212"},
            }
        },
        "userErrors": [],
    }


async def test_asking_for_a_number_is_harmless_to_repeat(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    answers = await asyncio.gather(*(run(client, REQUEST, senderId=account_id) for _ in range(10)))
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert answers[0]["smsNumber"]["status"] == "PENDING"
    await product.finish_reviews()
    again = await run(client, REQUEST, senderId=account_id)
    assert again["smsNumber"] == answers[0]["smsNumber"] | {"status": "APPROVED"}


@pytest.mark.parametrize(
    ("sms_enabled", "changes", "expected"),
    [
        (False, {}, {"__typename": "SmsNotEnabledError", "code": 4015}),
        (
            True,
            {"address": ADDRESS | {"city": None}},
            {"__typename": "BusinessDetailsInsufficientError", "code": 4039, "missing": ["CITY"]},
        ),
    ],
)
async def test_asking_for_a_number_goes_through_the_gate(
    product: Product, sms_enabled: bool, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    client = await product.partner(sms_enabled=sms_enabled)
    account_id = await product.account(client, **changes)
    assert await run(client, REQUEST, senderId=account_id) == expected


async def test_100_sends_at_once_with_one_key_are_one_message(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    given = {"senderId": account_id, "to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    answers = await asyncio.gather(*(run(client, SEND, **given) for _ in range(100)))
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert await rows(product, message) == 1
    product.clock.turn(hours=23)
    await product.work()
    assert await run(client, SEND, **given) == answers[0]
    # The same request, written in another way.
    assert await run(client, SEND, **given | {"to": "(406) 555-0120"}) == answers[0]
    for change in ({"body": "Ho"}, {"to": "4065550121"}):
        other = await run(client, SEND, **given | change)
        assert (other["__typename"], other["code"]) == ("IdempotencyConflictError", 4060)
    assert await rows(product, message) == 1


async def test_a_refused_send_does_not_use_its_key_up(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    given = {"senderId": account_id, "to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    assert (await run(client, SEND, **given | {"body": ""}))["code"] == 4060
    assert (await run(client, SEND, **given))["code"] == 4035
    await product.finish_reviews()
    assert (await run(client, SEND, **given))["__typename"] == "SendSmsSuccess"
