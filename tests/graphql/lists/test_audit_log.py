"""Administrators of a partner read its audit log: action, subject and actor, never another partner's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved
from tests.members import member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.graphql.declare.ids import decode_as

ENTRY = """id at action actorKind actorId actorName subjectId accountId requestId address sequence hash
  changes { field before after }"""
LIST = f"""query ($filter: AuditLogFilter, $first: Int! = 100, $after: String) {{
  auditLog(filter: $filter, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {ENTRY} }} }} }}"""
NODE = f"query ($id: ID!) {{ node(id: $id) {{ id ... on AuditLogEntry {{ {ENTRY} }} }} }}"
PAGE = "https://ehr.example.org"
# The credential and its partner, the entries, and a count.
STATEMENTS = 3


async def entries(client: Client, **wanted: Any) -> list[dict[str, Any]]:
    """The entries that match a filter, the newest first."""
    found = (await client.get(LIST, filter=wanted))["auditLog"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes


async def actions(client: Client, **wanted: Any) -> list[str]:
    return [entry["action"] for entry in await entries(client, **wanted)]


async def test_an_entry_says_who_did_what_to_which_object(product: Product) -> None:
    client = await product.partner()
    partner_id = client.viewer.partner_id
    account_id = await product.account(client)
    location = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    queue = await saved(client, "createQueue", accountId=account_id, name="Desk")
    ada = await member(product, partner_id, Role.PARTNER_ADMIN, name="Ada Lovelace")
    document = """mutation ($input: UpdateLocationInput!) { updateLocation(input: $input) {
      location { id } } }"""
    changes = {"id": location["id"], "name": "Main", "phone": "614 555 0101"}
    response = await ada.post({"query": document, "variables": {"input": changes}})
    newest, of_queue, of_location, of_account, of_partner, *rest = await entries(ada)
    assert newest.pop("hash") != of_queue["hash"]
    entry_id = newest.pop("id")
    assert entry_id.startswith("audit_")
    assert newest == {
        "at": "2026-11-02T15:00:00Z",
        "action": "SENDER_UPDATED",
        "actorKind": "PARTNER_USER",
        "actorId": ada.global_id,
        "actorName": "Ada Lovelace",
        "subjectId": location["id"],
        "accountId": account_id,
        "requestId": response.headers["x-request-id"],
        "address": "127.0.0.1",
        "sequence": 7,
        "changes": [
            {"field": "name", "before": "Dublin", "after": "Main"},
            {"field": "phone", "before": None, "after": "+16145550101"},
        ],
    }
    program = (f"credential_{client.credential_id.hex}", "PARTNER", "tests")
    for entry in (of_queue, of_location, of_account, of_partner):
        assert (entry["actorId"], entry["actorKind"], entry["actorName"]) == program
    assert (of_queue["subjectId"], of_queue["accountId"]) == (queue["id"], account_id)
    assert (of_account["subjectId"], of_account["accountId"]) == (account_id, account_id)
    assert (of_partner["subjectId"], of_partner["accountId"]) == (f"partner_{partner_id.hex}", None)
    for entry in rest:
        assert (entry["actorId"], entry["actorKind"]) == (None, "OPERATOR")
        assert (entry["requestId"], entry["address"]) == (None, None)
    made, created = rest
    assert (made["action"], made["subjectId"]) == ("CREDENTIAL_CREATED", program[0])
    assert (created["action"], created["sequence"]) == ("PARTNER_CREATED", 1)
    found = (await ada.get(NODE, id=entry_id))["node"]
    assert (found["id"], found["changes"]) == (entry_id, newest["changes"])


async def test_filters_find_by_subject_actor_account_action_and_time(product: Product) -> None:
    client = await product.partner()
    mine, other = [await product.account(client) for _ in range(2)]
    product.clock.turn(hours=1)
    location = await saved(client, "createLocation", accountId=mine, name="Dublin")
    product.clock.turn(hours=1)
    ada = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
    await saved(ada, "updateLocation", id=location["id"], name="Main")
    assert await actions(client, subjectId=location["id"]) == ["SENDER_UPDATED", "SENDER_CREATED"]
    assert await actions(client, actorId=ada.global_id) == ["SENDER_UPDATED"]
    assert await actions(client, accountId=mine) == [
        "SENDER_UPDATED",
        "SENDER_CREATED",
        "ACCOUNT_CREATED",
    ]
    assert await actions(client, accountId=other) == ["ACCOUNT_CREATED"]
    created = await entries(client, action="ACCOUNT_CREATED")
    assert [entry["subjectId"] for entry in created] == [other, mine]
    since = {"since": "2026-11-02T16:00:00Z"}
    assert await actions(client, **since) == ["SENDER_UPDATED", "SENDER_CREATED"]
    assert await actions(client, since="2026-11-02T11:00:00.000001-05:00") == ["SENDER_UPDATED"]
    assert await actions(client, until="2026-11-02T17:00:00Z", **since) == ["SENDER_CREATED"]
    both = {"accountId": mine, "action": "ACCOUNT_CREATED"}
    assert await actions(client, **both) == ["ACCOUNT_CREATED"]
    assert await actions(client, **both, **since) == []
    carriers = await entries(client, actorId=None, action=None)
    assert len(carriers) == len(await entries(client))


@pytest.mark.parametrize("field", ["subjectId", "actorId", "accountId"])
async def test_an_unknown_foreign_or_malformed_id_matches_nothing(
    product: Product, field: str
) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    theirs = await product.partner("Other EHR")
    foreign = {
        "subjectId": await product.account(theirs),
        "actorId": f"credential_{theirs.credential_id.hex}",
        "accountId": await product.account(theirs),
    }
    key = account_id.removeprefix("account_")
    for wanted in (
        foreign[field],
        f"account_{'0' * 32}",
        f"queue_{key}",
        f"user_{client.credential_id.hex}",
        f"carrier_{key}",
        account_id.upper(),
        "nothing",
        "",
        "\0",
    ):
        assert await actions(client, **{field: wanted}) == [], wanted


@pytest.mark.parametrize(
    "moment",
    ["2026-11-02T15:00:00", "2026-11-02", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-02:00"],
)
async def test_an_invalid_time_is_refused(product: Product, moment: str) -> None:
    client = await product.partner()
    for field in ("since", "until"):
        answer = await client.ask(LIST, filter={field: moment})
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "INVALID_ARGUMENT"
        assert error["extensions"]["argument"] == field
    for outermost in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"):
        await client.get(LIST, filter={"since": outermost, "until": outermost})


async def test_pages_follow_one_another(product: Product) -> None:
    client = await product.partner()
    for _ in range(3):
        await product.approved_account(client)
    everything = [entry["sequence"] for entry in await entries(client)]
    assert everything == sorted(everything, reverse=True)
    assert everything[-1] == 1
    found: list[int] = []
    after, has_next = None, True
    while has_next:
        page = (await client.get(LIST, first=2, after=after))["auditLog"]
        found += [node["sequence"] for node in page["nodes"]]
        after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == everything
    # [1099511627776]: larger than any sequence.
    answer = await client.ask(LIST, after="WzEwOTk1MTE2Mjc3NzZd")
    assert "errors" not in answer


@pytest.mark.parametrize("count", [1, 40])
async def test_statements_do_not_depend_on_rows(product: Product, count: int) -> None:
    client = await product.partner()
    for _ in range(count):
        await product.account(client)
    with product.statements() as statements:
        found = (await client.get(LIST))["auditLog"]
    assert found["totalCount"] == len(found["nodes"]) == count + 3
    assert len(statements) == STATEMENTS, statements
    assert all("partner_id = " in statement for statement in statements[1:])


async def test_entries_of_another_partner_are_not_listed(product: Product) -> None:
    theirs = await product.partner("Their EHR")
    await product.account(theirs)
    client = await product.partner("My EHR")
    mine = {entry["id"] for entry in await entries(client)}
    for entry in await entries(theirs):
        assert entry["id"] not in mine
        assert await client.get(NODE, id=entry["id"]) == {"node": None}
        assert (await theirs.get(NODE, id=entry["id"]))["node"]["hash"] == entry["hash"]


ROLES = ["support", "account admin", "account sender", "embed"]


@pytest.mark.parametrize("asking", ROLES)
async def test_other_roles_see_no_entries(product: Product, asking: str) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    newest = (await entries(client, accountId=account_id))[0]
    headers = await headers_of(product, client, account_id, asking)

    async def ask(document: str, **variables: Any) -> Any:
        body = {"query": document, "variables": variables}
        return (await product.http.post("/graphql", json=body, headers=headers)).json()

    answer = await ask(LIST)
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], answer.get("data")) == ("FORBIDDEN", None)
    assert (await ask(NODE, id=newest["id"]))["data"] == {"node": None}


async def headers_of(
    product: Product, client: Client, account_id: str, asking: str
) -> dict[str, str]:
    partner_id = client.viewer.partner_id
    if asking == "support":
        return (await member(product, partner_id, Role.PARTNER_SUPPORT)).headers
    if asking == "embed":
        key = decode_as(account_id, "account")
        assert key is not None
        token, _ = await product.services.embed_tokens.create(
            client.viewer, key, origin=PAGE, user_name="Dr. Osler", minutes=10
        )
        return {"Authorization": f"Bearer {token}", "Origin": PAGE}
    role = Role.ACCOUNT_ADMIN if asking == "account admin" else Role.ACCOUNT_SENDER
    return (await member(product, partner_id, role, account_id)).headers
