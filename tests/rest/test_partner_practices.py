"""Practices over the partner API: create, update, get and list; refusals change nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from tests.graphql.documents import rows
from tests.product import Product
from tests.rest.partner_program import ADDRESS, Program, program
from textgate.rest.partner_api.method import Level
from textgate.storage.tables import account, audit_entry

APP = Level.APPLICATION
ALL_FIELDS: dict[str, Any] = ADDRESS | {
    "accountId": "p-1",
    "name": "Lakeside",
    "address2": "Suite 5",
    "phone": "(406) 555-0120 ext. 5",
    "fax": "406-555-0121",
    "timeZone": "America/New_York",
    "websiteAddress": "Lakeside-Clinic",
    "active": "true",
    "directDomain": "direct.lakeside.org",
    "directAddress": None,
    "metadata": {"a": [1, None]},
    "port": 8080,
    "vetted": False,
    "item": None,
    "items": None,
}
RETURNED: dict[str, Any] = ALL_FIELDS | {
    "phone": "4065550120",
    "fax": "4065550121",
    "websiteAddress": "lakeside-clinic",
    "active": True,
    "websiteUrl": None,
    "alternativeWebsiteUrl": None,
    "countryCode": "US",
    "smsBusinessDetails": "COMPLETE",
    "missing": [],
    "protocol": None,
    "ipAddress": None,
    "path": None,
    "practiceSpecialtyCode": None,
    "practiceNpi": None,
    "defaultConsentMethods": None,
}
del RETURNED["item"], RETURNED["items"]


async def get(caller: Program, account_id: str = "p-1") -> Any:
    return (await caller.result("PracticeGet", APP, accountId=account_id))["practice"]


async def test_a_practice_is_returned_as_it_was_sent(product: Product) -> None:
    caller = await program(product)
    created = await caller.result("PracticeCreate", APP, **ALL_FIELDS)
    assert created == {"accountId": "p-1", "action": "create"}
    assert await get(caller) == RETURNED
    assert (await caller.result("practicelist", APP)) == {"practiceList": [RETURNED]}
    more = {"websiteUrl": "https://lakeside.org", "alternativeWebsiteUrl": "https://facebook.com/l"}
    # Unversioned methods ignore the fields of version 1.1.
    for path, expected in (("PracticeUpdate", RETURNED), ("PracticeSave/1.1", RETURNED | more)):
        result = await caller.result(path, APP, accountId="p-1", **more)
        assert result == {"accountId": "p-1", "action": "update"}
        assert await get(caller) == expected


async def test_null_keeps_a_field_and_an_empty_string_clears_it(product: Product) -> None:
    caller = await program(product)
    await caller.result("PracticeCreate", APP, **ALL_FIELDS)
    nulls = dict.fromkeys(ALL_FIELDS) | {"accountId": "p-1"}
    await caller.result("PracticeUpdate", APP, **nulls)
    assert await get(caller) == RETURNED
    await caller.result("PracticeUpdate", APP, accountId="p-1", address2="", fax="", metadata="")
    assert await get(caller) == RETURNED | {"address2": None, "fax": None, "metadata": ""}


async def test_the_last_of_duplicate_json_members_counts(product: Product) -> None:
    caller = await program(product)
    auth = json.dumps(caller.auth(APP))
    body = f'{{"auth": {auth}, "accountId": null, "name": null, "accountId": 12, "name": "N"}}'
    response = await product.http.post("/io/practiceCreate", content=body.encode())
    assert response.json()["responseCode"] == 2000
    practice = await get(caller, "12")
    # Inactive is the documented default.
    assert (practice["name"], practice["active"]) == ("N", False)


async def test_save_creates_or_updates(product: Product) -> None:
    caller = await program(product)
    fields: dict[str, Any] = {"accountId": "p-1", "name": "Lakeside"}
    assert await caller.code("PracticeUpdate", APP, **fields) == 4131
    assert await caller.code("PracticeGet", APP, accountId="p-1") == 4131
    assert (await caller.result("PracticeSave", APP, **fields))["action"] == "create"
    assert (await caller.result("PracticeSave", APP, **fields))["action"] == "update"
    exists = await caller.call("PracticeCreate", APP, **fields)
    assert (exists["responseCode"], exists["responseMessage"]) == (4130, "Account already exists")
    assert exists["errors"][0]["field"] == "accountId"
    assert await rows(product, account) == 1


async def test_a_web_address_is_unique_within_a_partner(product: Product) -> None:
    caller, other = await program(product), await program(product, "Other")
    for program_of_partner in (caller, other):
        await program_of_partner.result(
            "PracticeCreate", APP, accountId="a", name="A", websiteAddress="clinic"
        )
    second: dict[str, Any] = {"accountId": "b", "name": "B"}
    taken = await caller.call("PracticeCreate", APP, **second, websiteAddress="CLINIC")
    assert (taken["responseCode"], taken["responseMessage"]) == (4140, "Web address already taken")
    await caller.result("PracticeSave", APP, **second)
    for path in ("PracticeSave", "PracticeUpdate/1.1"):
        assert await caller.code(path, APP, **second, websiteAddress="clinic") == 4140


async def test_all_invalid_fields_are_named(product: Product) -> None:
    caller = await program(product)
    wrong = {
        **{"name": "", "state": "ZZ", "postal": "1", "phone": "12", "fax": "x", "timeZone": "Mars"},
        **{"websiteAddress": "a b", "websiteUrl": "example.org", "countryCode": "DE"},
    }
    for path in ("PracticeCreate/1.1", "PracticeSave/1.1"):
        answer = await caller.call(path, APP, accountId="p", **wrong)
        assert answer["responseCode"] == 4060
        assert {error["field"] for error in answer["errors"]} == set(wrong)
        assert answer["responseMessage"] == (
            "Name is required. "
            "Phone must be a ten-digit phone number, for example (406) 555-0120. "
            "Fax must be a ten-digit phone number, for example (406) 555-0120. "
            "Time zone must be a time zone such as America/New_York. "
            "Website address must have at most 100 letters, digits, hyphens, underscores and dots. "
            "Website must start with https:// or http://, for example https://example.org. "
            "Country code must be US, CA or a US territory (PR, GU, VI, AS or MP). "
            "State must be a US state or territory, for example ME. "
            "Postal code must be a ZIP code of five or nine digits, for example 04330-6796."
        )
    wrong_types = await caller.call("PracticeCreate", APP, accountId="p", name=[], active="yes")
    assert [error["field"] for error in wrong_types["errors"]] == ["name", "active"]
    for missing in ({}, {"accountId": None}, {"accountId": ""}):
        assert await caller.code("PracticeCreate", APP, name="N", **missing) == 4110
        assert await caller.code("PracticeGet", APP, **missing) == 4110
    assert await rows(product, account) == 0


@pytest.mark.parametrize("path", ["PracticeUpdate", "PracticeSave/1.1"])
async def test_an_inactive_practice_can_be_activated_again(product: Product, path: str) -> None:
    caller = await program(product)
    lakeside = await caller.practice()
    await caller.result(path, APP, accountId="Lakeside", active=False)
    for method in ("PingWithAccountAuth", "LocationsSync", "SmsSend", "SmsSendNumberList"):
        answer = await lakeside.call(method)
        assert (answer["responseCode"], len(answer)) == (4011, 3)
    assert (await get(caller, "Lakeside"))["active"] is False
    await caller.result(path, APP, accountId="Lakeside", active="TRUE")
    assert await lakeside.code("PingWithAccountAuth") == 2000


async def test_a_practice_without_an_address_cannot_send_texts(
    product: Product,
) -> None:
    caller = await program(product)
    await caller.result("PracticeCreate", APP, accountId="p", name="P", active=True)
    caller.account_id = "p"
    text: dict[str, Any] = {"toNumber": "4065550120", "message": "Hi"}
    refused = await caller.call("SmsSend", **text)
    assert (refused["responseCode"], refused["missing"]) == (
        4039,
        ["address1", "city", "state", "countryCode", "postal"],
    )
    assert (await get(caller, "p"))["smsBusinessDetails"] == "INCOMPLETE"
    await caller.result("PracticeUpdate/1.1", APP, accountId="p", **ADDRESS)
    assert await caller.code("SmsSend", **text) == 4035


async def test_foreign_and_unknown_practices_get_the_same_error(product: Product) -> None:
    caller, other = await program(product), await program(product, "Other")
    await other.practice("theirs")
    for method in ("PracticeGet", "PracticeUpdate", "PracticeUpdate/1.1"):
        answers = {
            json.dumps(await caller.call(method, APP, accountId=name, name="X"))
            for name in ("theirs", "unknown")
        }
        assert len(answers) == 1
    assert (await get(other, "theirs"))["name"] == "theirs"
    # Another partner can use the same ID.
    assert (await caller.result("PracticeSave", APP, accountId="theirs", name="X"))[
        "action"
    ] == "create"


async def test_the_audit_log_names_passthrough_fields_without_values(product: Product) -> None:
    caller = await program(product)
    await caller.result("PracticeCreate", APP, accountId="p", name="P", metadata="secret-of-theirs")
    await caller.result(
        "PracticeUpdate", APP, accountId="p", metadata="another-secret", active=True
    )
    async with product.services.database.read() as connection:
        stored = (await connection.execute(select(audit_entry.c.changes))).scalars().all()
    changes = [json.loads(entry) for entry in stored[-2:]]
    assert changes == [
        [
            ["name", None, "P"],
            ["external_id", None, "p"],
            ["is_active", None, "false"],
            ["extras", None, "metadata"],
        ],
        [["is_active", "false", "true"], ["extras", None, "metadata"]],
    ]
