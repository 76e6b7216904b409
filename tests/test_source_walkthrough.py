"""The source document's walkthrough, end to end."""

from __future__ import annotations

from typing import Any

from tests.product import SEND, Client, Product

PICKER = """
query ($id: ID!) { account(id: $id) { senders { nodes {
  name smsNumber { phoneNumber status verification { status } }
} } } }"""

CREATE_LOCATION = """
mutation ($input: CreateLocationInput!) {
  createLocation(input: $input) { location { id } userErrors { field code } }
}"""

REQUEST_NUMBER = """
mutation ($input: RequestSmsNumberInput!) {
  requestSmsNumber(input: $input) {
    __typename
    ... on RequestSmsNumberSuccess { smsNumber { status phoneNumber } }
    ... on SmsError { code }
  }
}"""

COMPLETE = """
mutation ($input: UpdateBusinessDetailsInput!) {
  updateBusinessDetails(input: $input) {
    account { businessDetails { isComplete missing effective {
      website origins { field source } warnings { code field } } } }
    userErrors { field code }
  }
}"""


async def location(client: Client, account: str, name: str) -> str:
    answer = await client.get(CREATE_LOCATION, input={"accountId": account, "name": name})
    location_id: str = answer["createLocation"]["location"]["id"]
    return location_id


async def send(client: Client, sender: str) -> Any:
    command = {"senderId": sender, "to": "(406) 555-0120", "body": "Your visit is tomorrow."}
    return (await client.get(SEND, input=command))["sendSms"]


async def test_the_walkthrough_of_the_source_document(product: Product) -> None:
    client = await product.partner("updox-businessdev", sms_enabled=False)
    account = await product.account(client, name="Northern Family Practice", address=None)

    # Before activation every send returns 4015.
    assert (await send(client, account))["code"] == 4015
    await product.services.partners.set_sms_enabled("updox-businessdev", enabled=True)

    # Business details are missing: 4039 lists them, and the pop-up requests only these.
    refused = await send(client, account)
    assert refused["code"] == 4039
    assert refused["missing"] == ["ADDRESS1", "CITY", "STATE", "COUNTRY_CODE", "POSTAL_CODE"]
    address = {
        "address1": "5700 Perimeter Drive",
        "city": "Dublin",
        "state": "OH",
        "postalCode": "43017",
        "countryCode": "US",
    }
    answer = await client.get(COMPLETE, input={"accountId": account, "address": address})
    details = answer["updateBusinessDetails"]["account"]["businessDetails"]
    assert details["isComplete"] is True
    assert details["effective"]["warnings"] == []

    # Submitting the details requested verification: 4035 until the carrier decides.
    for _ in range(3):
        assert (await send(client, account))["code"] == 4035
        await product.work()
        product.clock.turn(hours=10)
    product.clock.turn(days=5)
    await product.work()
    assert (await send(client, account))["__typename"] == "SendSmsSuccess"

    # The picker: the number of a location is pending after its request, and null without one.
    columbus = await location(client, account, "Columbus")
    await location(client, account, "Powell")
    requested = await client.get(REQUEST_NUMBER, input={"senderId": columbus})
    assert requested["requestSmsNumber"] == {
        "__typename": "RequestSmsNumberSuccess",
        "smsNumber": {"status": "PENDING", "phoneNumber": None},
    }
    await product.work()
    rows = (await client.get(PICKER, id=account))["account"]["senders"]["nodes"]
    assert [(row["name"], row["smsNumber"] and row["smsNumber"]["status"]) for row in rows] == [
        ("Default Location", "APPROVED"),
        ("Columbus", "PENDING"),
        ("Powell", None),
    ]
    assert rows[0]["smsNumber"]["phoneNumber"].startswith("+18")
    assert (await send(client, columbus))["code"] == 4035

    # The default location's text is delivered.
    product.clock.turn(minutes=1)
    await product.work()
    messages = await client.get("{ smsMessages { nodes { status to segments } } }")
    assert messages["smsMessages"]["nodes"] == [
        {"status": "DELIVERED", "to": "+14065550120", "segments": 1}
    ]


async def test_without_a_website_the_partners_website_is_submitted_with_a_warning(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.account(client, website=None)
    answer = await client.get(COMPLETE, input={"accountId": account})
    effective = answer["updateBusinessDetails"]["account"]["businessDetails"]["effective"]
    assert effective["website"] == "https://partnersite.com"
    assert {"field": "WEBSITE", "source": "PARTNER"} in effective["origins"]
    assert {"field": "BUSINESS_NAME", "source": "ACCOUNT"} in effective["origins"]
    assert effective["warnings"] == [{"code": "PARTNER_WEBSITE", "field": "WEBSITE"}]
