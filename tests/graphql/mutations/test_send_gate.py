"""The send gate as a partner's program sees it: 4015, 4035, 4039, and a delivered message."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import func, select

from tests.product import ADDRESS, SEND, Client, Product
from textgate.storage.tables import message, sms_number, verification

UPDATE_DETAILS = """
mutation ($input: UpdateBusinessDetailsInput!) {
  updateBusinessDetails(input: $input) {
    account { businessDetails { isComplete missing } smsNumbers { nodes { status } } }
    isVerificationRequested
    userErrors { field code message }
  }
}"""


async def send(client: Client, sender_id: str, **changes: Any) -> dict[str, Any]:
    input_fields = {
        "senderId": sender_id,
        "to": "(406) 555-0120",
        "body": "See you at nine.",
    } | changes
    answer: dict[str, Any] = (await client.get(SEND, input=input_fields))["sendSms"]
    return answer


async def rows(product: Product, table: Any) -> int:
    async with product.services.database.read() as connection:
        count: int = (
            await connection.execute(select(func.count()).select_from(table))
        ).scalar_one()
    return count


async def test_a_partner_without_sms_gets_4015(product: Product) -> None:
    client = await product.partner(sms_enabled=False)
    account = await product.account(client)
    answer = await send(client, account)
    assert answer == {
        "__typename": "SmsNotEnabledError",
        "code": 4015,
        "message": "Unauthorized - API not enabled for the request's access rights",
    }
    assert await rows(product, verification) == 0


async def test_4015_takes_precedence_over_invalid_input(product: Product) -> None:
    client = await product.partner(sms_enabled=False)
    answer = await send(client, "nobody", to="x", body="")
    assert answer["code"] == 4015


async def test_the_first_send_requests_verification_and_returns_4035(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    answer = await send(client, account)
    assert answer["__typename"] == "SmsNumberNotVerifiedError"
    assert answer["code"] == 4035
    assert answer["message"] == "SMS number not verified; verification has been requested."
    assert answer["verification"]["status"] == "REQUESTED"
    assert await rows(product, message) == 0


async def test_later_sends_return_4035_with_the_same_verification(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    first = await send(client, account)
    await product.work()
    later = await send(client, account)
    assert later["code"] == 4035
    assert later["verification"]["id"] == first["verification"]["id"]
    assert later["verification"]["status"] == "SUBMITTED"
    assert await rows(product, verification) == 1


async def test_20_concurrent_first_sends_request_one_verification(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    answers = await asyncio.gather(*(send(client, account) for _ in range(20)))
    assert [answer["code"] for answer in answers] == [4035] * 20
    assert len({answer["verification"]["id"] for answer in answers}) == 1
    assert await rows(product, verification) == 1
    assert await rows(product, sms_number) == 1


async def test_incomplete_details_return_4039_with_the_missing_fields(product: Product) -> None:
    client = await product.partner(complete=False)
    account = await product.account(client, website=None)
    answer = await send(client, account)
    assert answer["__typename"] == "BusinessDetailsInsufficientError"
    assert answer["code"] == 4039
    assert (
        answer["message"] == "On file account business information is insufficient for verification"
    )
    assert answer["account"]["id"] == account
    assert answer["missing"] == [
        "WEBSITE",
        "CONTACT_FIRST_NAME",
        "CONTACT_LAST_NAME",
        "CONTACT_EMAIL",
        "CONTACT_PHONE",
    ]
    assert await rows(product, sms_number) == 0


async def test_completing_the_details_requests_verification_immediately(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, address=None)
    assert (await send(client, account))["code"] == 4039
    input_fields = {"accountId": account, "address": {"address1": "1 Main St", "city": "Boston"}}
    half = (await client.get(UPDATE_DETAILS, input=input_fields))["updateBusinessDetails"]
    assert half["account"]["businessDetails"] == {
        "isComplete": False,
        "missing": ["STATE", "COUNTRY_CODE", "POSTAL_CODE"],
    }
    assert half["account"]["smsNumbers"]["nodes"] == []
    assert half["isVerificationRequested"] is False
    input_fields["address"] = {"state": "MA", "postalCode": "02130", "countryCode": "US"}
    whole = (await client.get(UPDATE_DETAILS, input=input_fields))["updateBusinessDetails"]
    assert whole["account"]["businessDetails"] == {"isComplete": True, "missing": []}
    assert whole["account"]["smsNumbers"]["nodes"] == [{"status": "PENDING"}]
    assert whole["isVerificationRequested"] is True
    assert (await send(client, account))["code"] == 4035


async def test_a_message_from_an_approved_number_is_delivered(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    answer = await send(client, account)
    assert answer["__typename"] == "SendSmsSuccess"
    assert answer["smsMessage"]["status"] == "QUEUED"
    await product.work()
    product.clock.turn(seconds=30)
    await product.work()
    events = """query ($id: ID!) { node(id: $id) { ... on SmsMessage {
        status failure { message } events { status } } } }"""
    delivered = (await client.get(events, id=answer["smsMessage"]["id"]))["node"]
    assert delivered["status"] == "DELIVERED"
    assert [event["status"] for event in delivered["events"]][:2] == ["QUEUED", "SENDING"]
    assert delivered["events"][-1] == {"status": "DELIVERED"}
    assert len(await product.carrier.sent_log()) == 1


async def test_an_approved_number_still_sends_when_details_become_incomplete(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await client.get(UPDATE_DETAILS, input={"accountId": account, "address": {"address1": None}})
    assert (await send(client, account))["__typename"] == "SendSmsSuccess"


async def test_a_rejected_number_returns_4039_until_the_details_are_corrected(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.account(client, address=ADDRESS_WITH_PO_BOX)
    assert (await send(client, account))["code"] == 4035
    await product.finish_reviews()
    refused = await send(client, account)
    assert refused["code"] == 4039
    assert refused["missing"] == []
    assert [reason["code"] for reason in refused["rejectionReasons"]] == [30451]
    assert "ADDRESS1" in refused["rejectionReasons"][0]["fields"]
    assert await rows(product, verification) == 1
    unchanged = {"accountId": account, "address": ADDRESS_WITH_PO_BOX}
    answer = (await client.get(UPDATE_DETAILS, input=unchanged))["updateBusinessDetails"]
    assert answer["isVerificationRequested"] is False
    assert await rows(product, verification) == 1
    mended = {"accountId": account, "address": {"address1": "150 South Huntington Avenue"}}
    answer = (await client.get(UPDATE_DETAILS, input=mended))["updateBusinessDetails"]
    assert answer["account"]["smsNumbers"]["nodes"] == [{"status": "PENDING"}]
    assert answer["isVerificationRequested"] is True
    assert (await send(client, account))["code"] == 4035
    assert await rows(product, verification) == 2
    await product.finish_reviews()
    assert (await send(client, account))["__typename"] == "SendSmsSuccess"


ADDRESS_WITH_PO_BOX = {
    "address1": "PO Box 12",
    "city": "Boston",
    "state": "MA",
    "postalCode": "02130",
    "countryCode": "US",
}


async def test_a_location_without_a_number_never_sends_from_the_default_one(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    create = """mutation ($input: CreateLocationInput!) {
        createLocation(input: $input) { location { id } userErrors { code } } }"""
    location = (await client.get(create, input={"accountId": account, "name": "Powell"}))[
        "createLocation"
    ]["location"]["id"]
    assert (await send(client, location))["code"] == 4035
    assert await rows(product, message) == 0


async def test_correcting_details_without_sms_requests_nothing(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, address=ADDRESS | {"city": None})
    for enabled, expected in ((False, 0), (True, 1)):
        await product.services.partners.set_sms_enabled("Acme EHR", enabled=enabled)
        changes = {"accountId": account, "address": {"city": f"Boston {expected}"}}
        saved = (await client.get(UPDATE_DETAILS, input=changes))["updateBusinessDetails"]
        assert saved["userErrors"] == []
        assert saved["account"]["businessDetails"] == {"isComplete": True, "missing": []}
        assert saved["isVerificationRequested"] is bool(expected)
        assert await rows(product, verification) == await rows(product, sms_number) == expected
