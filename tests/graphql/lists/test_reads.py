"""Objects by ids, the order of the number picker, lists by status, and their pages."""

from __future__ import annotations

from typing import Any

from tests.graphql.documents import saved, send
from tests.product import ADDRESS, START, Client, Product

PO_BOX = ADDRESS | {"address1": "PO Box 12"}
EMPTY_PAGE = {
    "hasNextPage": False,
    "hasPreviousPage": False,
    "startCursor": None,
    "endCursor": None,
}


async def default_of(client: Client, account_id: str) -> dict[str, Any]:
    """The account's default location with its number and verification."""
    document = """query ($id: ID!) { account(id: $id) { locations(first: 1) { nodes {
      id smsNumber { id verification { id } } } } } }"""
    found: dict[str, Any] = (await client.get(document, id=account_id))["account"]["locations"]
    location: dict[str, Any] = found["nodes"][0]
    return location


async def pages(client: Client, document: str, first: int, **variables: Any) -> list[str]:
    """The names or ids in a list, from pages of size `first`. Checks each page."""
    found: list[str] = []
    after = None
    while True:
        listed = await client.get(document, first=first, after=after, **variables)
        while "pageInfo" not in listed:
            (listed,) = listed.values()
        info = listed["pageInfo"]
        assert info["hasPreviousPage"] is (after is not None)
        assert (info["startCursor"], info["endCursor"]) == (
            listed["edges"][0]["cursor"],
            listed["edges"][-1]["cursor"],
        )
        found += [edge["node"]["id"] for edge in listed["edges"]]
        assert listed["totalCount"] >= len(found)
        if not info["hasNextPage"]:
            assert listed["totalCount"] == len(found) == len(set(found))
            return found
        assert len(listed["edges"]) == first
        after = info["endCursor"]


PAGE = """totalCount edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"""


async def test_the_viewer_is_the_credential_and_its_partner(product: Product) -> None:
    client = await product.partner(sms_enabled=False)
    viewer = """{ viewer { id kind name partner { id name smsEnabled
      businessDetails { name website contact { phone } isComplete missing updatedAt } } } }"""
    assert (await client.get(viewer))["viewer"] == {
        "id": f"credential_{client.credential_id.hex}",
        "kind": "PARTNER",
        "name": "tests",
        "partner": {
            "id": f"partner_{client.viewer.partner_id.hex}",
            "name": "Acme EHR",
            "smsEnabled": False,
            "businessDetails": {
                "name": None,
                "website": "https://partnersite.com",
                "contact": {"phone": "+18885551212"},
                "isComplete": False,
                "missing": [
                    "BUSINESS_NAME",
                    "ADDRESS1",
                    "CITY",
                    "STATE",
                    "COUNTRY_CODE",
                    "POSTAL_CODE",
                ],
                "updatedAt": START.isoformat().replace("+00:00", "Z"),
            },
        },
    }


async def test_every_kind_of_object_is_found_by_its_id(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client, externalId="EMR-1")
    queue = await saved(client, "createQueue", accountId=account_id, name="Desk")
    message = (await send(client, account_id))["smsMessage"]
    default = await default_of(client, account_id)
    kinds = {
        account_id: "Account",
        default["id"]: "Location",
        queue["id"]: "Queue",
        default["smsNumber"]["id"]: "SmsNumber",
        default["smsNumber"]["verification"]["id"]: "Verification",
        message["id"]: "SmsMessage",
        f"partner_{client.viewer.partner_id.hex}": "Partner",
    }
    node = "query ($id: ID!) { node(id: $id) { __typename id } }"
    for key, name in kinds.items():
        assert (await client.get(node, id=key))["node"] == {"__typename": name, "id": key}
    nothing = [
        "",
        "account",
        account_id.upper(),
        account_id + "0",
        f" {account_id}",
        "account_" + "0" * 32,
        account_id.replace("account_", "location_"),
        default["id"].replace("location_", "queue_"),
        f"credential_{client.credential_id.hex}",
        "message_event_" + "0" * 32,
        "nothing_" + "0" * 32,
    ]
    for key in nothing:
        assert await client.get(node, id=key) == {"node": None}
        by_id = "query ($id: ID!) { account(id: $id) { id } }"
        assert await client.get(by_id, id=key) == {"account": None}
    # Together, in the order of the ids; a repeated id repeats its object.
    mixed = [message["id"], *nothing, *kinds, account_id]
    nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    assert (await client.get(nodes, ids=mixed))["nodes"] == [
        {"__typename": kinds[key], "id": key} if key in kinds else None for key in mixed
    ]
    by_external = "query ($id: String!) { accountByExternalId(externalId: $id) { id } }"
    assert await client.get(by_external, id="EMR-1") == {"accountByExternalId": {"id": account_id}}
    for unknown in ("emr-1", "EMR-1 ", "EMR-_", ""):
        assert await client.get(by_external, id=unknown) == {"accountByExternalId": None}


async def test_more_than_100_ids_or_1_000_points_at_once_are_refused(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { %s } } }"
    page = "messages(first: %d) { nodes { id } }"
    # The objects by ids, with messages for each.
    for many, points in ((98, 991), (99, 1_001), (100, 1_011)):
        answer = await client.ask(nodes % page % many, ids=[account_id] * 100)
        assert answer["extensions"] == {"cost": {"points": points}}
        if points <= 1_000:
            assert len(answer["data"]["nodes"]) == 100
            continue
        (error,) = answer["errors"]
        assert (error["extensions"]["code"], "data" in answer) == ("TOO_LARGE", False)
    answer = await client.ask(nodes % "id", ids=[account_id] * 101)
    (error,) = answer["errors"]
    assert (answer["data"], error["extensions"]["argument"]) == (None, "ids")
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"


async def test_the_picker_shows_the_default_locations_and_queues_by_name(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, name="Lakeside Clinic")
    made = {
        name: (await saved(client, "createLocation", accountId=account_id, name=name))["id"]
        for name in ("worthington", "Ärztehaus", "Dublin", "Columbus")
    }
    for name in ("Desk", "Billing"):
        await saved(client, "createQueue", accountId=account_id, name=name)
    await saved(client, "updateAccount", id=account_id, address=PO_BOX)
    await send(client, made["Dublin"])
    await product.finish_reviews()
    await saved(client, "updateAccount", id=account_id, address=ADDRESS)
    await send(client, account_id)
    await product.finish_reviews()
    await send(client, made["Columbus"])
    picker = """query ($id: ID!) { account(id: $id) { senders { totalCount nodes { __typename name
      account { name } smsNumber { phoneNumber status verification { status attempt } } } } } }"""
    found = (await client.get(picker, id=account_id))["account"]["senders"]
    assert found["totalCount"] == 7
    assert {each["account"]["name"] for each in found["nodes"]} == {"Lakeside Clinic"}
    numbers = [each["smsNumber"] or {"status": None} for each in found["nodes"]]
    assert [
        (each["__typename"], each["name"], number["status"])
        for each, number in zip(found["nodes"], numbers, strict=True)
    ] == [
        ("Location", "Default Location", "APPROVED"),
        ("Location", "Ärztehaus", None),
        ("Location", "Columbus", "PENDING"),
        ("Location", "Dublin", "REJECTED"),
        ("Location", "worthington", None),
        ("Queue", "Billing", None),
        ("Queue", "Desk", None),
    ]
    assert numbers[0]["phoneNumber"].startswith("+18")
    assert numbers[0]["verification"] == {"status": "APPROVED", "attempt": 1}
    assert numbers[2]["phoneNumber"] is None
    assert numbers[2]["verification"] == {"status": "REQUESTED", "attempt": 1}
    assert numbers[3]["verification"]["status"] in ("ACTION_REQUIRED", "REJECTED")


async def test_lists_are_sorted_and_filtered_by_status(product: Product) -> None:
    client = await product.partner()
    ids = [await product.account(client) for _ in range(3)]
    box = await product.account(client, address=PO_BOX)
    for key in (*ids[:2], box):
        await send(client, key)
        product.clock.turn(minutes=1)
    await product.finish_reviews()
    await send(client, ids[2])
    document = """query ($n: SmsNumberStatus, $v: VerificationStatus) {
      smsNumbers(status: $n) { totalCount nodes { account { id } } }
      verifications(status: $v) { totalCount nodes { account { id } } } }"""
    for number, verification, numbers, requests in (
        (None, None, [*ids[:2], box, ids[2]], [ids[2], box, *ids[1::-1]]),
        ("APPROVED", "APPROVED", ids[:2], ids[1::-1]),
        ("PENDING", "REQUESTED", [ids[2]], [ids[2]]),
        ("REJECTED", "IN_REVIEW", [box], []),
    ):
        found = await client.get(document, n=number, v=verification)
        for name, expected in (("smsNumbers", numbers), ("verifications", requests)):
            listed = [each["account"]["id"] for each in found[name]["nodes"]]
            assert (listed, found[name]["totalCount"]) == (expected, len(expected))


async def test_messages_are_listed_newest_first_of_all_and_of_an_account(product: Product) -> None:
    client = await product.partner()
    one, other = [await product.approved_account(client) for _ in range(2)]
    sent = [
        (await send(client, key, body=f"Text {n}"))["smsMessage"]["id"]
        for n, key in enumerate((one, other, one))
    ]
    await saved(client, "cancelSms", id=sent[0])
    document = """query ($id: ID!, $status: MessageStatus) {
      smsMessages(status: $status) { totalCount nodes { id } }
      account(id: $id) { messages(status: $status) { totalCount nodes { id } } } }"""
    for status, everything, of_one in (
        (None, sent[::-1], [sent[2], sent[0]]),
        ("QUEUED", [sent[2], sent[1]], [sent[2]]),
        ("CANCELED", [sent[0]], [sent[0]]),
        ("FAILED", [], []),
    ):
        found = await client.get(document, id=one, status=status)
        for listed, expected in (
            (found["smsMessages"], everything),
            (found["account"]["messages"], of_one),
        ):
            assert [node["id"] for node in listed["nodes"]] == expected
            assert listed["totalCount"] == len(expected)


async def test_senders_and_messages_are_paged_without_a_gap_or_a_repeat(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    for name in ("b", "B", "a", "b"):
        await saved(client, "createLocation", accountId=account_id, name=name)
        await saved(client, "createQueue", accountId=account_id, name=name)
    for n in range(5):
        await send(client, account_id, body=f"Text {n}")
    paged = "query ($id: ID!, $first: Int!, $after: String) { account(id: $id) { %s } }"
    for field in ("senders", "locations", "queues", "messages", "smsNumbers", "verifications"):
        document = paged % f"{field}(first: $first, after: $after) {{ {PAGE} }}"
        whole = await pages(client, document, 100, id=account_id)
        for first in (1, 2):
            assert await pages(client, document, first, id=account_id) == whole
    root = (
        "query ($first: Int!, $after: String) { smsMessages(first: $first, after: $after) { %s } }"
    )
    assert len(await pages(client, root % PAGE, 2)) == 5


async def test_a_row_added_or_renamed_between_pages_moves_no_other(product: Product) -> None:
    client = await product.partner()
    made = {name: await product.account(client, name=name) for name in "bdfh"}
    document = """query ($after: String) { accounts(first: 2, after: $after) {
      nodes { name } pageInfo { endCursor } } }"""
    first = (await client.get(document))["accounts"]
    assert [node["name"] for node in first["nodes"]] == ["b", "d"]
    await product.account(client, name="a")
    await product.account(client, name="e")
    # The row of the cursor may move: the cursor keeps its position.
    await saved(client, "updateAccount", id=made["d"], name="z")
    second = (await client.get(document, after=first["pageInfo"]["endCursor"]))["accounts"]
    assert [node["name"] for node in second["nodes"]] == ["e", "f"]


async def test_an_empty_list_is_an_empty_page(product: Product) -> None:
    client = await product.partner()
    for field in ("accounts", "smsNumbers", "verifications", "smsMessages"):
        assert await client.get(f"{{ {field} {{ {PAGE} nodes {{ id }} }} }}") == {
            field: {"totalCount": 0, "edges": [], "nodes": [], "pageInfo": EMPTY_PAGE}
        }
