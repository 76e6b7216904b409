"""SmsSend and SmsSendNumberList: the order of checks, the codes, and the counters."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.graphql.documents import rows
from tests.product import Product
from tests.rest.partner_program import ADDRESS, Program, approve, program
from textgate.domain.ids import new_id
from textgate.rest.partner_api.method import Level
from textgate.storage.tables import (
    audit_entry,
    message,
    opt_out,
    send_tally,
    sms_number,
    verification,
)

TEXT: dict[str, Any] = {"toNumber": "4065550120", "message": "See you at nine."}
INSUFFICIENT = "On file account business information is insufficient for verification"


async def test_a_first_text_requests_verification_and_later_ones_are_sent(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    for _ in range(2):
        assert await lakeside.call("SmsSend", **TEXT) == {
            "successful": False,
            "responseMessage": "SMS number not verified; verification has been requested.",
            "responseCode": 4035,
        }
    assert await rows(product, verification) == 1
    await product.finish_reviews()
    sent = await lakeside.result("smssend", **TEXT)
    assert sent.pop("messageId").startswith("message_")
    assert sent.pop("fromNumber").startswith("+18")
    assert sent == {"status": "queued", "segments": 1}
    (number,) = (await lakeside.result("SmsSendNumberList"))["numbers"]
    assert number.pop("number").startswith("+18")
    assert number == {
        "numberType": "TOLL_FREE",
        "ownerType": "ACCOUNT",
        "locationId": None,
        "queueId": None,
        "name": "Default Location",
        "verificationStatus": "APPROVED",
        "requestedAt": "2026-11-02T15:00:00.000Z",
        "verifiedAt": number["verifiedAt"],
        "rejectionReasons": [],
    }
    assert number["verifiedAt"] > number["requestedAt"]


async def test_a_send_is_checked_in_the_documented_order(product: Product) -> None:
    """Each check fails before all later ones, which would fail, too."""
    off = await product.partner("Off", sms_enabled=False)
    await product.account(off, externalId="p-1")
    caller = Program.of(off, "nobody", "nobody")
    wrong: dict[str, Any] = {"toNumber": "x", "message": "", "locationId": "nowhere"}
    response = await product.http.post("/api/io/SmsSend", content=b'{"auth": ')
    assert response.json()["responseCode"] == 4000
    assert await Program(product.http, "x", "y").code("SmsSend", Level.USER, **wrong) == 4010
    assert await caller.code("SmsSend", Level.USER, **wrong) == 4011
    caller.account_id = "p-1"
    assert await caller.code("SmsSend", Level.USER, **wrong) == 4012
    assert await caller.code("SmsSend", Level.ACCOUNT, **wrong) == 4015
    assert await caller.code("SmsSendNumberList") == 4015
    await product.services.partners.set_sms_enabled("Off", enabled=True)
    answer = await caller.call("SmsSend", **wrong)
    assert answer["responseCode"] == 4060
    assert [error["field"] for error in answer["errors"]] == ["message", "locationId", "toNumber"]
    assert await caller.code("SmsSend", **TEXT | {"toNumber": "212-555-01"}) == 4060
    assert await caller.code("SmsSend", **TEXT | {"toNumber": "1234567890"}) == 4070
    assert await caller.code("SmsSend", **TEXT | {"locationId": "nowhere"}) == 4060
    assert await rows(product, verification) == 0
    # The partner has a contact and the account an address, so verification can start.
    assert await caller.code("SmsSend", **TEXT) == 4035


async def test_incomplete_details_name_the_fields_to_correct(product: Product) -> None:
    caller = await program(product, complete=False)
    await caller.result("PracticeCreate", Level.APPLICATION, accountId="p", name="P", active=True)
    caller.account_id = "p"
    assert await caller.call("SmsSend", **TEXT) == {
        "successful": False,
        "responseMessage": INSUFFICIENT,
        "responseCode": 4039,
        "missing": [
            *("address1", "city", "state", "countryCode", "postal", "websiteUrl"),
            *("contactFirstName", "contactLastName", "contactEmail", "contactPhone"),
        ],
        "rejectionReasons": [],
    }
    assert await rows(product, sms_number) == 0


async def test_a_rejection_is_corrected_with_the_practice_methods(product: Product) -> None:
    lakeside = await (await program(product)).practice(address1="PO Box 12")
    await approve(product, lakeside)
    answer = await lakeside.call("SmsSend", **TEXT)
    assert (answer["responseCode"], answer["missing"]) == (4039, [])
    (reason,) = answer["rejectionReasons"]
    assert (reason["code"], reason["fields"][0]) == (30451, "address1")
    (number,) = (await lakeside.result("SmsSendNumberList"))["numbers"]
    assert (number["verificationStatus"], number["rejectionReasons"]) == ("REJECTED", [reason])
    assert (await lakeside.result("SmsSendNumberList", activeOnly="true")) == {"numbers": []}
    correction: dict[str, Any] = {"accountId": "Lakeside", "address1": ADDRESS["address1"]}
    await lakeside.result("PracticeUpdate/1.1", Level.APPLICATION, **correction)
    await approve(product, lakeside)
    assert await lakeside.code("SmsSend", **TEXT) == 2000


async def test_a_recipient_who_opted_out_is_not_texted(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    await approve(product, lakeside)
    async with product.services.database.write() as connection:
        number = (await connection.execute(select(sms_number))).one()
        opt_out_row: dict[str, Any] = {"partner_id": number.partner_id, "number_id": number.id}
        opt_out_row |= {
            "id": new_id(),
            "recipient": "+14065550120",
            "created_at": product.clock.now,
        }
        await connection.execute(insert(opt_out), opt_out_row)
    assert await lakeside.call("SmsSend", **TEXT) == {
        "successful": False,
        "responseMessage": "Recipient unable to receive messages",
        "responseCode": 4080,
    }


@pytest.mark.parametrize(
    "names", [("to", "body"), ("phoneNumber", "text"), ("toNumber", "message")]
)
async def test_a_text_with_an_external_id_is_sent_once(
    product: Product, names: tuple[str, str]
) -> None:
    caller = await program(product)
    lakeside, hilltop = await caller.practice(), await caller.practice("Hilltop")
    await approve(product, lakeside)
    await approve(product, hilltop)
    fields: dict[str, Any] = {names[0]: "(406) 555-0120", names[1]: "Hi", "externalId": "t-1"}
    first = await lakeside.call("SmsSend", **fields)
    assert [await lakeside.call("SmsSend", **fields) for _ in range(3)] == [first] * 3
    other = await lakeside.call("SmsSend", **fields | {names[1]: "Else"})
    assert (other["responseCode"], other["errors"][0]["field"]) == (4060, "externalId")
    # External IDs are unique per practice.
    second = await hilltop.result("SmsSend", **fields)
    assert second["messageId"] != first["messageId"]
    await lakeside.result(
        "SmsSend", **fields | {"externalId": "", "callbackUrl": "", "sendAt": None}
    )
    assert await rows(product, message) == 3


async def test_unsupported_fields_are_named_in_the_error(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    fields = TEXT | {"callbackUrl": "https://ehr.example.org", "sendAt": "2026-11-02T15:00:00Z"}
    answer = await lakeside.call("SmsSend", **fields)
    assert answer["responseCode"] == 4060
    assert [error["field"] for error in answer["errors"]] == ["callbackUrl", "sendAt"]
    assert answer["responseMessage"] == (
        "Callback URL is not supported; subscribe to the message status with a webhook. "
        "Send time is not supported; texts are sent immediately."
    )
    answer = await lakeside.call("SmsSend", toNumber=["x"], message={"a": 1}, externalId=True)
    assert [error["field"] for error in answer["errors"]] == ["toNumber", "message", "externalId"]
    assert await rows(product, verification) == 0


async def test_each_location_and_queue_sends_from_its_own_number(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    locations = [{"id": 7, "name": "Dublin"}, {"id": "off", "name": "Powell", "active": "false"}]
    await lakeside.result("LocationsSync", locations=locations)
    await lakeside.result("QueuesSync", queues=[{"id": "q", "name": "Billing"}])
    sender: dict[str, Any]
    for sender in ({}, {"locationId": 7}, {"queueId": "q"}):
        await approve(product, lakeside, **sender)
    numbers = (await lakeside.result("SmsSendNumberList", activeOnly=True))["numbers"]
    assert [(n["ownerType"], n["locationId"], n["queueId"]) for n in numbers] == [
        ("ACCOUNT", None, None),
        ("LOCATION", "7", None),
        ("QUEUE", None, "q"),
    ]
    senders: list[dict[str, Any]] = [{}, {"locationId": "7"}, {"queueId": "q"}]
    for number, sender in zip(numbers, senders, strict=True):
        by_name = await lakeside.result("SmsSend", **TEXT, **sender)
        by_number = await lakeside.result("SmsSend", **TEXT, fromNumber=number["number"][2:])
        assert by_name["fromNumber"] == by_number["fromNumber"] == number["number"]
        (only,) = (await lakeside.result("SmsSendNumberList", **sender or {"locationId": "7"}))[
            "numbers"
        ]
        assert only == (number if sender else numbers[1])
    answer = await lakeside.call("SmsSend", **TEXT, locationId="off")
    assert (answer["responseCode"], answer["responseMessage"]) == (
        4060,
        "Location ID is not active.",
    )
    both = await lakeside.call("SmsSend", **TEXT, locationId="7", queueId="q")
    assert (both["responseCode"], both["errors"][0]["field"]) == (4060, "queueId")


async def test_sends_are_counted_and_recorded(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    await approve(product, lakeside)
    lakeside.account_id = "nobody"
    assert await lakeside.code("SmsSend", **TEXT) == 4011
    lakeside.account_id = "Lakeside"
    assert await lakeside.code("SmsSend", **TEXT) == 2000
    assert await lakeside.code("SmsSend", **TEXT | {"toNumber": ""}) == 4060
    async with product.services.database.read() as connection:
        columns = (send_tally.c.code, send_tally.c["count"], send_tally.c.account_id)
        tallies = (await connection.execute(select(*columns).order_by(*columns))).all()
        counts = [(row[0], row[1], row[2] is not None) for row in tallies]
        statement = select(audit_entry).where(audit_entry.c.action == "SMS_SENT")
        (entry,) = (await connection.execute(statement)).all()
    assert counts == [(2000, 1, True), (4011, 1, False), (4035, 1, True), (4060, 1, True)]
    assert (entry.actor_kind, entry.actor_name) == ("PARTNER", "tests")
    assert entry.changes == '[["to",null,"…0120"],["segments",null,"1"]]'


async def test_objects_of_another_partner_are_unknown(product: Product) -> None:
    caller, other = await program(product), await program(product, "Other")
    lakeside, theirs = await caller.practice(), await other.practice("theirs")
    await theirs.result("LocationsSync", locations=[{"id": "l", "name": "L"}])
    await theirs.result("QueuesSync", queues=[{"id": "q", "name": "Q"}])
    await approve(product, theirs)
    (number,) = (await theirs.result("SmsSendNumberList"))["numbers"]
    default_id = (await theirs.result("PracticeLocationsRetrieve"))["locations"][0]["externalId"]
    cases: list[tuple[str, Any, str]] = [
        ("locationId", "l", "nowhere"),
        ("locationId", default_id, "location_" + "0" * 32),
        ("queueId", "q", "nowhere"),
        ("fromNumber", number["number"], "+18005550199"),
    ]
    for field, foreign, unknown in cases:
        texts: list[dict[str, Any]] = [TEXT | {field: key} for key in (foreign, unknown)]
        answers = [await lakeside.call("SmsSend", **text) for text in texts]
        assert answers[0] == answers[1]
        assert (answers[0]["responseCode"], answers[0]["errors"][0]["field"]) == (4060, field)
    assert len((await theirs.result("SmsSendNumberList"))["numbers"]) == 1
    assert (await lakeside.result("SmsSendNumberList")) == {"numbers": []}


@pytest.mark.parametrize(
    ("field", "key"),
    [("locationId", "location_" + "x" * 32), ("fromNumber", "555"), ("fromNumber", "no number")],
)
async def test_a_malformed_key_is_unknown(product: Product, field: str, key: str) -> None:
    lakeside = await (await program(product)).practice()
    answer = await lakeside.call("SmsSend", **(TEXT | {field: key}))
    assert (answer["responseCode"], answer["errors"][0]["field"]) == (4060, field)
