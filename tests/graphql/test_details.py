"""Business details: what would be submitted now, the source of each value, and what was submitted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved, send
from tests.product import ADDRESS, CONTACT, Client, Product

EFFECTIVE = """businessName website alternativeWebsite address { address1 state }
  contact { firstName phone } origins { field source } warnings { field code }"""
PARTNERS = [
    "CONTACT_FIRST_NAME",
    "CONTACT_LAST_NAME",
    "CONTACT_EMAIL",
    "CONTACT_PHONE",
]
OWN_ADDRESS = ["ADDRESS1", "CITY", "STATE", "COUNTRY_CODE", "POSTAL_CODE"]


async def effective(client: Client, account_id: str) -> Any:
    document = f"""query ($id: ID!) {{ account(id: $id) {{ businessDetails {{
      isComplete missing effective {{ {EFFECTIVE} }} }} }} }}"""
    return (await client.get(document, id=account_id))["account"]["businessDetails"]


def origins(combined: dict[str, Any]) -> dict[str, list[str]]:
    """The fields by their source."""
    by_source: dict[str, list[str]] = {}
    for each in combined["origins"]:
        by_source.setdefault(each["source"], []).append(each["field"])
    return by_source


async def test_missing_website_and_contact_fall_back_to_the_partner(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, name="Lakeside", website=None)
    details = await effective(client, account_id)
    assert (details["isComplete"], details["missing"]) == (True, [])
    combined = details["effective"]
    assert origins(combined) == {
        "ACCOUNT": ["BUSINESS_NAME", *OWN_ADDRESS],
        "PARTNER": ["WEBSITE", *PARTNERS],
    }
    assert (combined["businessName"], combined["website"]) == (
        "Lakeside",
        "https://partnersite.com",
    )
    assert combined["contact"] == {"firstName": "John", "phone": "+18885551212"}
    assert combined["alternativeWebsite"] is None
    assert combined["warnings"] == [{"field": "WEBSITE", "code": "PARTNER_WEBSITE"}]


async def test_name_and_address_never_fall_back_to_the_partner(product: Product) -> None:
    client = await product.partner(complete=False)
    await saved(client, "updatePartnerBusinessDetails", name="Partner", address=ADDRESS)
    account_id = await product.account(client, address={"city": "Boston"})
    details = await effective(client, account_id)
    assert (details["isComplete"], details["missing"]) == (
        False,
        ["ADDRESS1", "STATE", "COUNTRY_CODE", "POSTAL_CODE", *PARTNERS],
    )
    assert origins(details["effective"]) == {"ACCOUNT": ["BUSINESS_NAME", "CITY", "WEBSITE"]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"address": ADDRESS | {"address1": "P.O. Box 12"}}, [("ADDRESS1", "PO_BOX")]),
        ({"address": ADDRESS | {"address2": "po box 12"}}, [("ADDRESS2", "PO_BOX")]),
        # The source document's own example: Alabama with a ZIP code of Ohio.
        (
            {"address": ADDRESS | {"state": "AL", "postalCode": "44444"}},
            [("POSTAL_CODE", "ZIP_OUTSIDE_STATE")],
        ),
        ({"contact": {"firstName": "Ann"}}, [("CONTACT_LAST_NAME", "MIXED_CONTACT")]),
        (
            {"address": ADDRESS | {"address1": "PO Box 1", "state": "OH"}, "website": None},
            [
                ("ADDRESS1", "PO_BOX"),
                ("POSTAL_CODE", "ZIP_OUTSIDE_STATE"),
                ("WEBSITE", "PARTNER_WEBSITE"),
            ],
        ),
    ],
)
async def test_risky_details_are_warnings_and_no_errors(
    product: Product, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    client = await product.partner()
    details = await effective(client, await product.account(client, **changes))
    assert details["isComplete"] is True
    warned = details["effective"]["warnings"]
    assert [(each["field"], each["code"]) for each in warned] == expected


async def test_submitted_details_never_change(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, name="Lakeside", website=None)
    before = (await effective(client, account_id))["effective"]
    verification = (await send(client, account_id))["verification"]["id"]
    await product.finish_reviews()
    own = {
        "firstName": "Ann",
        "lastName": "Lee",
        "email": "ann@lakeside.org",
        "phone": "2075550101",
    }
    await saved(
        client,
        "updateAccount",
        id=account_id,
        name="Shoreside",
        website="https://shoreside.org",
        address={"address1": "1 Other St"},
        contact=own,
    )
    partners = {"website": "https://other.com", "contact": CONTACT | {"firstName": "Jane"}}
    await saved(client, "updatePartnerBusinessDetails", **partners)
    document = f"""query ($id: ID!) {{ node(id: $id) {{ ... on Verification {{
      attempt submittedDetails {{ {EFFECTIVE} }} }} }} }}"""
    submitted = (await client.get(document, id=verification))["node"]
    assert submitted == {"attempt": 1, "submittedDetails": before}
    assert origins(submitted["submittedDetails"])["PARTNER"] == ["WEBSITE", *PARTNERS]
    now = (await effective(client, account_id))["effective"]
    assert origins(now) == {
        "ACCOUNT": ["BUSINESS_NAME", *OWN_ADDRESS, "WEBSITE", *PARTNERS],
    }
    assert (now["businessName"], now["website"]) == ("Shoreside", "https://shoreside.org")
