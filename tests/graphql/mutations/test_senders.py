"""Locations and queues, and the one default location that each account always has."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.graphql.documents import refused, rows, saved, submit
from tests.product import ADDRESS, Client, Product
from textgate.storage.tables import sender

UNKNOWN = "0" * 32


async def names(client: Client, account_id: str) -> list[str]:
    """The names of the account's senders in picker order. A star marks the default."""
    document = """query ($id: ID!) { account(id: $id) { senders { nodes {
      name ... on Location { isDefault } } } } }"""
    senders = (await client.get(document, id=account_id))["account"]["senders"]["nodes"]
    return [each["name"] + ("*" if each.get("isDefault") else "") for each in senders]


async def test_a_location_can_be_created_changed_and_cleared(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    input_fields = {
        "name": " Dublin ",
        "externalId": "d-1",
        "address": ADDRESS,
        "phone": "614 555 0101",
        "timeZone": "America/Chicago",
    }
    created = await saved(client, "createLocation", accountId=account_id, **input_fields)
    assert created.pop("id").startswith("location_")
    assert created == {
        "name": "Dublin",
        "externalId": "d-1",
        "address": ADDRESS | {"address2": None},
        "phone": "+16145550101",
        "timeZone": "America/Chicago",
        "isDefault": False,
    }


async def test_a_location_keeps_absent_fields_and_clears_null_ones(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    input_fields = {
        "name": "Dublin",
        "externalId": "d-1",
        "address": ADDRESS,
        "phone": "6145550101",
    }
    created = await saved(client, "createLocation", accountId=account_id, **input_fields)
    assert await saved(client, "updateLocation", id=created["id"]) == created
    emptied = {"externalId": None, "address": {"state": "", "city": None}, "phone": None}
    changed = await saved(client, "updateLocation", id=created["id"], **emptied)
    address = created["address"] | {"state": None, "city": None}
    assert changed == created | {"externalId": None, "address": address, "phone": None}


async def test_a_queue_can_be_created_and_changed(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    created = await saved(client, "createQueue", accountId=account_id, name="Desk")
    queue_id = created["id"]
    assert queue_id.startswith("queue_")
    assert created == {"id": queue_id, "name": "Desk", "externalId": None}
    changes = {"name": "Front desk", "externalId": "q-1"}
    assert await saved(client, "updateQueue", id=queue_id, **changes) == {"id": queue_id} | changes


async def test_all_invalid_fields_of_a_sender_are_reported_at_once(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    wrong: dict[str, Any] = {
        "name": "x" * 201,
        "externalId": "a\0b",
        "address": {"state": "Atlantis", "countryCode": "?"},
        "phone": "911",
        "timeZone": "Mars/Olympus",
    }
    expected = [
        ("address.countryCode", "INVALID"),
        ("address.state", "INVALID"),
        ("externalId", "INVALID"),
        ("name", "TOO_LONG"),
        ("phone", "INVALID"),
        ("timeZone", "INVALID"),
    ]
    assert sorted(await refused(client, "createLocation", accountId=account_id, **wrong)) == (
        expected
    )
    dublin = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    assert sorted(await refused(client, "updateLocation", id=dublin["id"], **wrong)) == expected
    input_fields = {"name": " ", "externalId": "x" * 101}
    assert sorted(await refused(client, "createQueue", accountId=account_id, **input_fields)) == [
        ("externalId", "TOO_LONG"),
        ("name", "REQUIRED"),
    ]
    assert await rows(product, sender) == 2
    assert await names(client, account_id) == ["Default Location*", "Dublin"]


async def test_an_external_id_is_unique_among_an_accounts_locations(product: Product) -> None:
    client = await product.partner()
    one, other = await product.account(client), await product.account(client)
    taken = [("externalId", "ALREADY_EXISTS")]
    input_fields = {"name": "Dublin", "externalId": "1"}
    await saved(client, "createLocation", accountId=one, **input_fields)
    assert await refused(client, "createLocation", accountId=one, **input_fields) == taken
    # A queue or another account's location may have the same identifier.
    await saved(client, "createLocation", accountId=other, **input_fields)
    await saved(client, "createQueue", accountId=one, **input_fields)
    assert await refused(client, "createQueue", accountId=one, **input_fields) == taken
    assert await rows(product, sender) == 5


async def test_an_external_id_cannot_be_changed_to_one_in_use(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    taken = [("externalId", "ALREADY_EXISTS")]
    for noun in ("Location", "Queue"):
        input_fields = {"accountId": account_id, "name": "First", "externalId": "1"}
        first = await saved(client, f"create{noun}", **input_fields)
        second = await saved(client, f"create{noun}", accountId=account_id, name="Second")
        changes = {"id": second["id"], "name": "Changed", "externalId": "1"}
        assert await refused(client, f"update{noun}", **changes) == taken
        assert await saved(client, f"update{noun}", id=second["id"]) == second
        # A location may keep its own identifier.
        assert await saved(client, f"update{noun}", id=first["id"], externalId="1") == first


async def test_the_default_location_can_move_but_never_end(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    dublin = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    await saved(client, "updateLocation", id=dublin["id"], isDefault=True)
    assert await names(client, account_id) == ["Dublin*", "Default Location"]
    wrong = await refused(client, "updateLocation", id=dublin["id"], isDefault=False, name="X")
    assert wrong == [("isDefault", "INVALID")]
    for unchanged in ({"isDefault": True}, {"isDefault": None}):
        await saved(client, "updateLocation", id=dublin["id"], **unchanged)
    assert await names(client, account_id) == ["Dublin*", "Default Location"]
    input_fields = {"accountId": account_id, "name": "Ann Arbor", "isDefault": True}
    await saved(client, "createLocation", **input_fields)
    assert await names(client, account_id) == ["Ann Arbor*", "Default Location", "Dublin"]
    await saved(client, "updateLocation", id=dublin["id"], isDefault=False)
    assert await names(client, account_id) == ["Ann Arbor*", "Default Location", "Dublin"]


async def test_a_refused_location_does_not_become_the_default(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    input_fields = {"accountId": account_id, "name": "Dublin", "externalId": "1"}
    await saved(client, "createLocation", **input_fields)
    wrong = await refused(client, "createLocation", **input_fields, isDefault=True)
    assert wrong == [("externalId", "ALREADY_EXISTS")]
    assert await names(client, account_id) == ["Default Location*", "Dublin"]


async def test_concurrent_changes_of_the_default_leave_one_default(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    made = [
        await saved(client, "createLocation", accountId=account_id, name=f"Place {n}")
        for n in range(5)
    ]
    moved = [submit(client, "updateLocation", id=each["id"], isDefault=True) for each in made]
    input_fields = {"accountId": account_id, "isDefault": True}
    moved += [submit(client, "createLocation", **input_fields, name=f"New {n}") for n in range(5)]
    answers = await asyncio.gather(*moved)
    assert [answer["userErrors"] for answer in answers] == [[]] * 10
    senders = await names(client, account_id)
    assert len(senders) == 11
    assert [name.endswith("*") for name in senders] == [True] + [False] * 10


async def test_an_unknown_id_is_not_found(product: Product) -> None:
    client = await product.partner()
    for mutation, field, global_id, noun in (
        ("createLocation", "accountId", f"account_{UNKNOWN}", "account"),
        ("createQueue", "accountId", f"location_{UNKNOWN}", "account"),
        ("updateLocation", "id", f"queue_{UNKNOWN}", "location"),
        ("updateLocation", "id", f"location_{UNKNOWN}", "location"),
        ("updateQueue", "id", f"location_{UNKNOWN}", "queue"),
        ("updateAccount", "id", "", "account"),
        ("updateBusinessDetails", "accountId", "account_", "account"),
        ("cancelSms", "id", "message_", "message"),
    ):
        rest = {"name": "Dublin"} if mutation.startswith("create") else {}
        payload = await submit(client, mutation, **{field: global_id}, **rest)
        assert payload["userErrors"] == [
            {
                "field": [field],
                "code": "NOT_FOUND",
                "message": f"{noun.capitalize()} does not exist.",
            }
        ]
    assert await rows(product, sender) == 0


async def test_a_location_is_no_queue_and_a_queue_no_location(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    location = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    key = location["id"].removeprefix("location_")
    not_found = [("id", "NOT_FOUND")]
    assert await refused(client, "updateQueue", id=f"queue_{key}", name="X") == not_found
    assert await names(client, account_id) == ["Default Location*", "Dublin"]
