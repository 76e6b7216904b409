"""The calls of an existing partner program.

It sends every field of its models, even null ones, only the required fields of `auth`, and trusts `successful`.
"""

from __future__ import annotations

from typing import Any

from tests.product import Product
from tests.rest.partner_program import WEBSITE, Program, approve, program
from textgate.rest.partner_api.method import Level

APP = Level.APPLICATION
PRACTICE = (
    *("name", "accountId", "address1", "address2", "city", "state", "postal", "phone", "fax"),
    *(
        "websiteAddress",
        "timeZone",
        "directDomain",
        "directAddress",
        "protocol",
        "ipAddress",
        "port",
    ),
    *(
        "path",
        "metadata",
        "practiceSpecialtyCode",
        "practiceNpi",
        "defaultConsentMethods",
        "active",
    ),
)
LOCATION = (
    *("id", "code", "name", "address1", "address2", "city", "state", "zip", "dayphone", "evephone"),
    *("faxphone", "apptphone", "emailAddress", "showInPortal", "active", "external_id"),
)
USER = (
    *("userId", "emrUserId", "loginId", "loginPassword", "firstName", "middleName", "lastName"),
    *(
        "address1",
        "address2",
        "city",
        "state",
        "postal",
        "timeZone",
        "metadata",
        "vetted",
        "active",
    ),
    *("searchOptOut", "npi", "providerTaxonomyCode", "directAddress", "provider", "admin"),
)


def model(names: tuple[str, ...], **values: Any) -> dict[str, Any]:
    """An object with every field of a model; those without a value are null."""
    return dict.fromkeys((*names, "item", "items")) | {"updox_status": {}} | values


async def exists(caller: Program, account_id: str) -> bool:
    successful: bool = (await caller.call("PracticeGet", APP, accountId=account_id))["successful"]
    return successful


async def test_an_existing_program_works_unchanged(product: Product) -> None:
    caller = await program(product)
    assert (await caller.post("/Ping", {"auth": {}}))["successful"]
    assert (await caller.call("PingWithApplicationAuth", APP))["successful"]
    assert not await exists(caller, "12")
    address = {"address1": "150 South Huntington Avenue", "city": "Boston", "state": "MA"}
    practice = model(
        PRACTICE, name="Lakeside", accountId="12", active=True, postal="02130", **address
    )
    assert (await caller.call("PracticeCreate", APP, **practice))["successful"]
    assert await exists(caller, "12")
    listed = (await caller.call("PracticeList", APP))["practiceList"]
    assert [(item["accountId"], item["name"]) for item in listed] == [("12", "Lakeside")]

    caller.account_id = "12"
    assert (await caller.call("PingWithAccountAuth"))["successful"]
    dublin = model(
        LOCATION, id=3, name="Dublin", active=True, showInPortal=False, zip="02130", **address
    )
    synced = await caller.call("LocationsSync", locations=[dublin])
    assert synced["statuses"] == [{"id": 3, "success": True, "message": "OK"}]
    locations = (await caller.call("PracticeLocationsRetrieve", activeOnly=False))["locations"]
    assert [item["name"] for item in locations if item["externalId"] == "3"] == ["Dublin"]

    user = model(USER, userId="7", firstName="Ada", lastName="Lovelace", active=True, admin=False)
    assert (await caller.call("UserSave", **user))["successful"]
    assert (await caller.call("UserGet", userId="7"))["user"]["firstName"] == "Ada"
    assert [item["userId"] for item in (await caller.call("UserList", APP))["userList"]] == ["7"]
    caller.user_id = "7"
    assert (await caller.call("PingWithAuth", Level.USER))["successful"]

    # Version 1.1 added the website that carriers require.
    website: dict[str, Any] = {"accountId": "12", "websiteUrl": WEBSITE}
    assert (await caller.call("PracticeUpdate/1.1", APP, **website))["successful"]
    assert (await caller.call("SmsSendNumberList"))["numbers"] == []
    await approve(product, caller, locationId=3)
    (number,) = (await caller.call("SmsSendNumberList"))["numbers"]
    assert (number["locationId"], number["verificationStatus"]) == ("3", "APPROVED")
    text: dict[str, Any] = {
        "toNumber": "4065550120",
        "message": "See you at nine.",
        "locationId": 3,
    }
    sent = await caller.call("SmsSend", Level.USER, **text)
    assert (sent["successful"], sent["fromNumber"]) == (True, number["number"])
    await product.work()
    assert len(await product.carrier.sent_log()) == 1
