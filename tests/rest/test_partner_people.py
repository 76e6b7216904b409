"""Users, locations and queues over the partner API: written values are returned; refusals change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.graphql.documents import rows, saved
from tests.members import contents, member, newest_entry
from tests.product import Product
from tests.rest.partner_program import ADDRESS, Program, program
from textgate.domain.permissions import Role
from textgate.rest.partner_api.method import Level
from textgate.storage.tables import audit_entry, outbox, sender, user

ADA: dict[str, Any] = {
    "userId": "u-1",
    "loginId": "Ada@Lakeside.org",
    "firstName": "Ada",
    "lastName": "Lovelace",
    "middleName": None,
    "npi": 1234567890,
    "searchOptOut": True,
    "admin": "true",
}
PASSWORD = "Correct7horse"


async def get_user(caller: Program, key: str = "u-1") -> Any:
    return (await caller.result("UserGet", userId=key))["user"]


async def test_a_user_is_created_updated_and_listed(product: Product) -> None:
    caller = await program(product)
    lakeside = await caller.practice()
    for action in ("create", "update"):
        result = await lakeside.result("UserSave", **ADA, loginPassword=PASSWORD)
        assert result == {"userId": "u-1", "action": action}
    created = await get_user(lakeside)
    assert {name: created[name] for name in ADA} == ADA | {"admin": True}
    assert (created["active"], created["accountId"], created["vetted"]) == (True, "Lakeside", None)
    assert await caller.result("UserList", Level.APPLICATION) == {"userList": [created]}
    assert await lakeside.code("UserUpdate", userId="u-1", lastName="King", admin=False) == 2000
    changed = await get_user(lakeside)
    assert changed == created | {"lastName": "King", "admin": False}
    lakeside.user_id = "u-1"
    assert await lakeside.code("PingWithAuth", Level.USER) == 2000
    assert await lakeside.code("UserUpdate", userId="u-1", active=False) == 2000
    assert await lakeside.code("PingWithAuth", Level.USER) == 4012
    async with product.services.database.read() as connection:
        (row,) = (await connection.execute(select(user))).all()
        actions = (await connection.execute(select(audit_entry.c.action))).scalars().all()
        mails = await connection.scalar(select(func.count()).select_from(outbox))
    assert (row.email, row.name, row.role) == ("ada@lakeside.org", "Ada King", "ACCOUNT_SENDER")
    assert row.password_hash is None
    assert (actions[-3:], mails) == (["USER_CREATED", "USER_UPDATED", "USER_UPDATED"], 0)


async def test_each_refusal_of_a_user_has_its_code(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    fields: dict[str, Any] = {"userId": "u-1", "firstName": "Ada", "lastName": "L"}
    assert await lakeside.code("UserCreate", **fields) == 2000
    for method, changes, code in (
        ("UserCreate", {}, 4230),
        ("UserUpdate", {"userId": "u-2"}, 4231),
        ("UserGet", {"userId": "u-2"}, 4231),
        ("UserCreate", {"userId": ""}, 4210),
        ("UserCreate", {"userId": "@u"}, 4241),
        ("UserSave", {"userId": "u-2", "lastName": None}, 4060),
        ("UserSave", {"userId": "u-2", "loginId": "ada"}, 4232),
        ("UserSave", {"userId": "u-2", "loginId": "ada", "loginPassword": "short7A"}, 4233),
        ("UserUpdate", {"loginPassword": "no-upper-case-7"}, 4233),
    ):
        assert await lakeside.code(method, **fields | changes) == code, (method, changes)
    assert await rows(product, user) == 1
    # A user without an email address gets an undeliverable one, and cannot be invited.
    async with product.services.database.read() as connection:
        email = await connection.scalar(select(user.c.email))
    assert email is not None
    assert email.endswith("@no-address.invalid")


async def test_creating_an_existing_user_links_the_same_user(product: Product) -> None:
    client = await product.partner()
    caller = Program.of(client, "p")
    account_id = await product.account(client, externalId="p")
    desk = await member(product, client.viewer.partner_id, Role.ACCOUNT_SENDER, account_id)
    other = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
    async with product.services.database.read() as connection:
        rows_by_id = await connection.execute(select(user.c.id, user.c.email))
        emails = {row[0]: row[1] for row in rows_by_id}
    fields: dict[str, Any] = {"firstName": "A", "lastName": "B", "loginPassword": PASSWORD}
    # The error does not reveal whose address it is.
    taken = await caller.call("UserCreate", userId="x", **fields, loginId=emails[other.user_id])
    assert (taken["responseCode"], taken["errors"][0]["field"]) == (4060, "loginId")
    assert (
        await caller.code("UserCreate", userId="d", **fields, loginId=emails[desk.user_id]) == 2000
    )
    assert await rows(product, user) == 2
    moved = await caller.call("UserUpdate", userId="d", loginId="new@lakeside.org")
    assert (moved["responseCode"], moved["errors"][0]["field"]) == (4060, "loginId")
    assert (await desk.post({"query": "{ viewer { name } }"})).status_code == 200
    await caller.result("UserUpdate", userId="d", active="false")
    assert (await desk.post({"query": "{ viewer { name } }"})).status_code == 401


async def test_users_of_another_practice_are_unknown(product: Product) -> None:
    caller = await program(product)
    lakeside, hilltop = await caller.practice(), await caller.practice("Hilltop")
    await lakeside.result("UserCreate", userId="u", firstName="A", lastName="B")
    assert await hilltop.code("UserGet", userId="u") == 4231
    assert await hilltop.code("UserCreate", userId="u", firstName="C", lastName="D") == 2000
    assert [
        u["accountId"] for u in (await caller.result("UserList", Level.APPLICATION))["userList"]
    ] == [
        "Hilltop",
        "Lakeside",
    ]


LOCATION = {
    **{"id": 7, "code": "AA", "name": "Ann Arbor", "dayphone": "(406) 555-0120", "evephone": 5},
    **{"address1": "1 Main St", "city": "Boston", "state": "Massachusetts", "zip": "02130"},
    **{"showInPortal": False, "active": True, "item": None, "items": None},
}


async def test_a_sync_creates_and_updates_locations(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    batch = [LOCATION, {"id": "8"}, {"name": "no id"}, "x", LOCATION | {"id": "9", "zip": "1"}]
    answer = await lakeside.result("LocationsSync", locations=batch)
    assert [(status["id"], status["success"]) for status in answer["statuses"]] == [
        (7, True),
        ("8", False),
        (None, False),
        (None, False),
        ("9", False),
    ]
    assert [status["message"] for status in answer["statuses"]] == [
        "OK",
        "Name is required.",
        "ID is required.",
        "Location must be an object. ID is required. Name is required.",
        "Postal code must be a ZIP code of five or nine digits, for example 04330-6796.",
    ]
    for changes in ({}, {"name": "Arbor", "active": "false", "evephone": None}):
        await lakeside.result("LocationsSync", locations=[LOCATION | changes])
    listed = (await lakeside.result("PracticeLocationsRetrieve"))["locations"]
    assert [location["name"] for location in listed] == ["Default Location", "Arbor"]
    location = listed[1]
    assert isinstance(location.pop("id"), int)
    expected: dict[str, Any] = {
        **{name: LOCATION[name] for name in ("code", "evephone", "address1", "city", "zip")},
        **{"externalId": "7", "pid": "Lakeside", "name": "Arbor", "active": False},
        **{"dayphone": "4065550120", "state": "MA", "country": "US", "isDefault": False},
        **{"showInPortal": False, "address2": None},
    }
    assert {name: location[name] for name in expected} == expected
    active = await lakeside.result("PracticeLocationsRetrieve", activeOnly="True")
    assert active["locations"] == listed[:1]
    # Textgate's ID addresses the default location, which cannot be deactivated.
    default_id = listed[0]["externalId"]
    for change, success in (({"name": "Main"}, True), ({"active": False}, False)):
        answer = await lakeside.result("LocationsSync", locations=[{"id": default_id, **change}])
        assert answer["statuses"][0]["success"] is success
    assert await rows(product, sender) == 2


@pytest.mark.parametrize(
    ("method", "rows"), [("LocationsSync", "locations"), ("QueuesSync", "queues")]
)
async def test_a_status_repeats_the_id_as_it_was_sent(
    product: Product, method: str, rows: str
) -> None:
    lakeside = await (await program(product)).practice()
    sent_ids = [7, "7", " 8 ", "", None, True, 1.5, [1], {"a": 1}]
    batch = [{"id": sent_id, "name": "Desk"} for sent_id in sent_ids]
    fields: dict[str, Any] = {rows: batch}
    statuses = (await lakeside.result(method, **fields))["statuses"]
    assert [status["id"] for status in statuses] == [
        7,
        "7",
        " 8 ",
        "",
        None,
        None,
        None,
        None,
        None,
    ]
    assert [status["success"] for status in statuses] == [True, True, True] + [False] * 6


async def test_a_sync_creates_and_updates_queues(product: Product) -> None:
    caller = await program(product)
    lakeside, hilltop = await caller.practice(), await caller.practice("Hilltop")
    queues = [{"id": "q", "name": "Billing", "code": None}, {"id": "q", "name": "Desk"}]
    statuses = (await lakeside.result("QueuesSync", queues=queues))["statuses"]
    assert statuses == [{"id": "q", "success": True, "message": "OK"}] * 2
    (queue,) = (await lakeside.result("PracticeQueuesRetrieve"))["queues"]
    assert (queue["externalId"], queue["name"], queue["active"]) == ("q", "Desk", True)
    assert (await hilltop.result("PracticeQueuesRetrieve")) == {"queues": []}


@pytest.mark.parametrize(("number", "expected"), [(200, 2000), (1000, 2000), (1001, 4020)])
async def test_a_batch_has_at_most_1000_entries(
    product: Product, number: int, expected: int
) -> None:
    lakeside = await (await program(product)).practice()
    batch = [{"id": n, "name": f"Place {n}", **ADDRESS} for n in range(number)]
    answer = await lakeside.call("LocationsSync", locations=batch)
    assert answer["responseCode"] == expected
    assert await rows(product, sender) == (number + 1 if expected == 2000 else 1)
    assert await lakeside.code("LocationsSync") == 4060
    assert await lakeside.code("LocationsSync", locations={"id": 1}) == 4060
    assert await lakeside.code("LocationsSync", locations=[]) == 2000
    # This name makes the body too long.
    big = [{"id": 1, "name": "x" * 1024 * 1024}]
    assert await lakeside.code("LocationsSync", locations=big) == 4020


async def test_a_queue_created_in_the_portal_is_listed_by_its_textgate_id(product: Product) -> None:
    client = await product.partner()
    caller = Program.of(client, "p")
    account_id = await product.account(client, externalId="p")
    created = await saved(client, "createQueue", accountId=account_id, name="Desk")
    (queue,) = (await caller.result("PracticeQueuesRetrieve"))["queues"]
    assert queue["externalId"] == created["id"]
    assert (
        await caller.code("SmsSend", toNumber="4065550120", message="x", queueId=created["id"])
        == 4035
    )


async def test_a_reactivated_user_has_to_set_a_password_again(product: Product) -> None:
    client = await product.partner()
    lakeside = await Program.of(client).practice()
    await lakeside.result("UserSave", **ADA, loginPassword=PASSWORD)
    async with product.services.database.write() as connection:
        values = {"password_hash": "of some password", "totp_secret": "A" * 32}
        await connection.execute(update(user).values(**values))
    await lakeside.result("UserUpdate", userId="u-1", active=False)
    await lakeside.result("UserUpdate", userId="u-1", active=True)
    lakeside.user_id = "u-1"
    assert (await get_user(lakeside))["active"] is True
    assert await lakeside.code("PingWithAuth", Level.USER) == 2000
    async with product.services.database.read() as connection:
        row = (await connection.execute(select(user))).one()
    assert (row.deactivated_at, row.password_hash, row.totp_secret) == (None, None, None)


async def test_a_changed_passthrough_field_is_logged_by_name(product: Product) -> None:
    lakeside = await (await program(product)).practice()
    for code in ("AA", "secret-of-theirs"):
        await lakeside.result("LocationsSync", locations=[LOCATION | {"code": code}])
    entry = await newest_entry(product)
    assert (entry.action, entry.changes) == ("SENDER_UPDATED", '[["extras",null,"code"]]')
    assert (await lakeside.result("PracticeLocationsRetrieve"))["locations"][1]["code"] == (
        "secret-of-theirs"
    )


async def test_an_unknown_or_foreign_location_id_creates_nothing(product: Product) -> None:
    caller = await program(product)
    lakeside, hilltop = await caller.practice(), await caller.practice("Hilltop")
    (theirs,) = (await hilltop.result("PracticeLocationsRetrieve"))["locations"]
    before = await contents(product, sender, audit_entry)
    keys = ["location_" + "0" * 32, theirs["externalId"]]
    batch = [{"id": key, "name": "Desk"} for key in keys]
    answer = await lakeside.result("LocationsSync", locations=batch)
    assert answer["statuses"] == [
        {"id": key, "success": False, "message": "Location does not exist."} for key in keys
    ]
    assert await contents(product, sender, audit_entry) == before
