"""Mutations of accounts and partners: saved values, unchanged values, and the field that each error names."""

from __future__ import annotations

from typing import Any

from tests.graphql.documents import refused, rows, saved
from tests.product import ADDRESS, CONTACT, Client, Product
from textgate.storage.tables import account, sender

NO_ADDRESS: dict[str, str | None] = dict.fromkeys(
    ("address1", "address2", "city", "state", "postalCode", "countryCode"), None
)
NO_CONTACT = dict.fromkeys(("firstName", "lastName", "email", "phone"), None)
WHOLE: dict[str, Any] = {
    "externalId": "EMR-1",
    "name": "  Lakeside   Clinic ",
    "address": {
        "address1": "12 Shore Rd.",
        "address2": "Suite 4",
        "city": "Augusta",
        "state": "maine",
        "postalCode": "043306796",
        "countryCode": "usa",
    },
    "website": "https://lakeside.org",
    "alternativeWebsite": "http://facebook.com/lakeside",
    "contact": {
        "firstName": "Ann",
        "lastName": "Núñez",
        "email": "ann@Lakeside.ORG",
        "phone": "(207) 555-0101",
    },
    "phone": "207.555.0100 x 12",
    "timeZone": "America/New_York",
}
WHOLE_SAVED = {
    "externalId": "EMR-1",
    "name": "Lakeside Clinic",
    "phone": "+12075550100",
    "timeZone": "America/New_York",
    "businessDetails": {
        "businessName": "Lakeside Clinic",
        "website": "https://lakeside.org",
        "alternativeWebsite": "http://facebook.com/lakeside",
        "address": {
            "address1": "12 Shore Rd.",
            "address2": "Suite 4",
            "city": "Augusta",
            "state": "ME",
            "postalCode": "04330-6796",
            "countryCode": "US",
        },
        "contact": {
            "firstName": "Ann",
            "lastName": "Núñez",
            "email": "ann@lakeside.org",
            "phone": "+12075550101",
        },
    },
}
EVERYTHING_WRONG: dict[str, Any] = {
    "name": "a\0b",
    "address": {
        "address1": "x" * 201,
        "address2": "\u202eetius",
        "city": "x" * 101,
        "state": "Ontario",
        "postalCode": "1234",
        "countryCode": "Atlantis",
    },
    "website": "lakeside.org",
    "alternativeWebsite": "https://localhost",
    "contact": {
        "firstName": "x" * 101,
        "lastName": "a\0b",
        "email": "ann@",
        "phone": "(207) 555-0101 x 3",
    },
    "phone": "12",
    "timeZone": "Boston",
}
WRONG_DETAILS = [
    ("address.address1", "TOO_LONG"),
    ("address.address2", "INVALID"),
    ("address.city", "TOO_LONG"),
    ("address.countryCode", "INVALID"),
    ("address.postalCode", "INVALID"),
    ("address.state", "INVALID"),
    ("alternativeWebsite", "INVALID"),
    ("contact.email", "INVALID"),
    ("contact.firstName", "TOO_LONG"),
    ("contact.lastName", "INVALID"),
    ("contact.phone", "INVALID"),
    ("website", "INVALID"),
]
WRONG_OFFICE = [("name", "INVALID"), ("phone", "INVALID"), ("timeZone", "INVALID")]


async def contents(client: Client, account_id: str) -> Any:
    document = """query ($id: ID!) { account(id: $id) { name phone timeZone updatedAt
      businessDetails { website address { address1 state } contact { firstName } }
      senders { nodes { name externalId ... on Location { isDefault } } } } }"""
    return (await client.get(document, id=account_id))["account"]


async def test_a_new_account_stores_normalized_values(product: Product) -> None:
    client = await product.partner()
    created = await saved(client, "createAccount", **WHOLE)
    assert created.pop("id").startswith("account_")
    assert created == WHOLE_SAVED
    assert await rows(product, sender) == 1


async def test_an_absent_field_stays_and_null_or_blank_clears_it(product: Product) -> None:
    client = await product.partner()
    created = await saved(client, "createAccount", **WHOLE)
    account_id = created["id"]
    assert await saved(client, "updateAccount", id=account_id) == created
    changes = {"address": {"address2": None}, "contact": {"phone": " "}, "website": None}
    changed = await saved(client, "updateAccount", id=account_id, **changes, timeZone="")
    details = created["businessDetails"]
    details["address"]["address2"] = details["contact"]["phone"] = details["website"] = None
    assert changed == created | {"timeZone": None}


async def test_null_clears_a_whole_address_and_contact(product: Product) -> None:
    client = await product.partner()
    created = await saved(client, "createAccount", **WHOLE)
    for mutation, name in (("updateAccount", "id"), ("updateBusinessDetails", "accountId")):
        input_fields = {name: created["id"], "address": None, "contact": None}
        details = (await saved(client, mutation, **input_fields))["businessDetails"]
        assert (details["address"], details["contact"]) == (NO_ADDRESS, NO_CONTACT)
        again = {name: created["id"], "address": WHOLE["address"], "contact": WHOLE["contact"]}
        assert (await saved(client, mutation, **again)) == created


async def test_saving_unchanged_values_changes_nothing(product: Product) -> None:
    client = await product.partner()
    created = await saved(client, "createAccount", **WHOLE)
    before = await contents(client, created["id"])
    product.clock.turn(hours=1)
    same = {key: value for key, value in WHOLE.items() if key != "externalId"}
    await saved(client, "updateAccount", id=created["id"], **same)
    assert await contents(client, created["id"]) == before
    await saved(client, "updateAccount", id=created["id"], name="Lakeside")
    after = await contents(client, created["id"])
    assert after["updatedAt"] == "2026-11-02T16:00:00Z"


async def test_all_invalid_fields_of_an_account_are_reported_at_once(product: Product) -> None:
    client = await product.partner()
    assert sorted(await refused(client, "createAccount", externalId=" ", **EVERYTHING_WRONG)) == (
        sorted([*WRONG_DETAILS, *WRONG_OFFICE, ("externalId", "REQUIRED")])
    )
    assert await rows(product, account) == 0
    account_id = (await saved(client, "createAccount", **WHOLE))["id"]
    before = await contents(client, account_id)
    assert sorted(await refused(client, "updateAccount", id=account_id, **EVERYTHING_WRONG)) == (
        sorted([*WRONG_DETAILS, *WRONG_OFFICE])
    )
    input_fields = {
        key: value for key, value in EVERYTHING_WRONG.items() if key not in ("phone", "timeZone")
    }
    input_fields["businessName"] = input_fields.pop("name")
    wrong = await refused(client, "updateBusinessDetails", accountId=account_id, **input_fields)
    assert sorted(wrong) == sorted([*WRONG_DETAILS, ("businessName", "INVALID")])
    assert await contents(client, account_id) == before


async def test_a_name_cannot_be_cleared(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, name="Lakeside")
    queue = await saved(client, "createQueue", accountId=account_id, name="Desk")
    location = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    before = await contents(client, account_id)
    required = [("name", "REQUIRED")]
    for name in (None, "", " \t ", "\u200b"):
        assert await refused(client, "updateAccount", id=account_id, name=name) == required
        assert await refused(client, "updateLocation", id=location["id"], name=name) == required
        assert await refused(client, "updateQueue", id=queue["id"], name=name) == required
        input_fields = {"accountId": account_id, "businessName": name}
        wrong = await refused(client, "updateBusinessDetails", **input_fields)
        assert wrong == [("businessName", "REQUIRED")]
    assert await contents(client, account_id) == before


async def test_a_state_is_validated_with_the_country_on_file(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, address={"countryCode": "CA", "state": "Ontario"})
    wrong = await refused(client, "updateAccount", id=account_id, address={"countryCode": "US"})
    assert wrong == [("address.state", "INVALID")]
    moved = {"countryCode": "US", "state": "MA"}
    account = await saved(client, "updateAccount", id=account_id, address=moved)
    assert account["businessDetails"]["address"] == NO_ADDRESS | moved


async def test_the_partners_details_are_saved_and_cleared(product: Product) -> None:
    client = await product.partner(complete=False)
    input_fields: dict[str, Any] = {
        "name": "Partner Site",
        "legalName": "Partner Site, Inc.",
        "website": "https://partnersite.com",
        "address": ADDRESS,
        "contact": CONTACT,
    }
    partner = await saved(client, "updatePartnerBusinessDetails", **input_fields)
    expected: dict[str, Any] = {
        **input_fields,
        "address": {**ADDRESS, "address2": None},
        "contact": CONTACT | {"phone": "+18885551212"},
        "isComplete": True,
        "missing": [],
    }
    assert partner["businessDetails"] == expected
    emptied: dict[str, Any] = {"legalName": None, "website": "", "contact": {"email": None}}
    partner = await saved(client, "updatePartnerBusinessDetails", **emptied)
    assert partner["businessDetails"] == expected | {
        "legalName": None,
        "website": None,
        "contact": {**CONTACT, "phone": "+18885551212", "email": None},
        "isComplete": False,
        "missing": ["WEBSITE", "CONTACT_EMAIL"],
    }


async def test_all_invalid_fields_of_a_partner_are_reported_at_once(product: Product) -> None:
    client = await product.partner(complete=False)
    input_fields = {key: EVERYTHING_WRONG[key] for key in ("name", "address", "website", "contact")}
    wrong = await refused(
        client, "updatePartnerBusinessDetails", **input_fields, legalName="x" * 201
    )
    expected = [each for each in WRONG_DETAILS if each[0] != "alternativeWebsite"]
    assert sorted(wrong) == sorted([*expected, ("legalName", "TOO_LONG"), ("name", "INVALID")])
    updated = "{ viewer { partner { businessDetails { name website updatedAt } } } }"
    assert await client.get(updated) == {
        "viewer": {"partner": {"businessDetails": dict.fromkeys(("name", "website", "updatedAt"))}}
    }
