"""Managers of users list them by address, in pages, without secrets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.members import member, user_row
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.graphql.declare.ids import decode_as

LIST = """query ($status: UserStatus, $first: Int! = 50, $after: String) {
  users(status: $status, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { email } } }"""
WITH_ACCOUNTS = "{ users(first: 100) { nodes { name role status account { name } } totalCount } }"
# The credential and its partner, the users, their accounts, and a count.
STATEMENTS = 4


async def emails(client: Client, **variables: Any) -> list[str]:
    """The local parts of the listed addresses."""
    listed = (await client.get(LIST, **variables))["users"]
    assert listed["totalCount"] == len(listed["nodes"])
    return [node["email"].partition("@")[0] for node in listed["nodes"]]


async def test_users_are_listed_by_address_and_filtered_by_status(product: Product) -> None:
    client = await product.partner()
    partner_id = client.viewer.partner_id
    account_id = await product.account(client)
    now = product.clock.now
    await user_row(product, partner_id, email="c@acme.example", password_hash=None)
    await user_row(product, partner_id, email="a@acme.example", deactivated_at=now)
    await user_row(product, partner_id, Role.ACCOUNT_SENDER, account_id, email="b@acme.example")
    gone: dict[str, Any] = {"password_hash": None, "deactivated_at": now}
    await user_row(product, partner_id, email="d@acme.example", **gone)
    other = await product.partner("Other EHR")
    await user_row(product, other.viewer.partner_id, email="e@acme.example")
    assert await emails(client) == ["a", "b", "c", "d"]
    assert await emails(client, status="INVITED") == ["c"]
    assert await emails(client, status="ACTIVE") == ["b"]
    assert await emails(client, status="DEACTIVATED") == ["a", "d"]
    document = """query ($id: ID!, $status: UserStatus) {
      account(id: $id) { users(status: $status) { totalCount nodes { email account { id } } } } }"""
    for status, count in ((None, 1), ("ACTIVE", 1), ("INVITED", 0)):
        found = (await client.get(document, id=account_id, status=status))["account"]["users"]
        node = {"email": "b@acme.example", "account": {"id": account_id}}
        assert found == {"totalCount": count, "nodes": [node][:count]}


async def test_pages_follow_one_another(product: Product) -> None:
    client = await product.partner()
    rows = [await user_row(product, client.viewer.partner_id) for _ in range(5)]
    found: list[str] = []
    after, has_next = None, True
    while has_next:
        page = (await client.get(LIST, first=2, after=after))["users"]
        found += [node["email"] for node in page["nodes"]]
        after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == [row["email"] for row in rows]


async def test_a_user_is_found_by_its_id(product: Product) -> None:
    client = await product.partner()
    boss = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, totp_secret="secret")
    document = """query ($id: ID!) { node(id: $id) { id ... on User {
      name email role status hasSecondFactor lastSignInAt createdAt account { id } } } }"""
    found = (await boss.get(document, id=boss.global_id))["node"]
    assert found == {
        "id": boss.global_id,
        "name": boss.viewer.name,
        "email": found["email"],
        "role": "PARTNER_ADMIN",
        "status": "ACTIVE",
        "hasSecondFactor": True,
        "lastSignInAt": None,
        "createdAt": "2026-11-02T15:00:00Z",
        "account": None,
    }
    # The viewer's id is that of the user.
    assert await boss.get("{ viewer { id } }") == {"viewer": {"id": boss.global_id}}


async def test_the_schema_has_no_secrets(product: Product) -> None:
    client = await product.partner()
    document = '{ __type(name: "User") { fields { name } } }'
    found = (await client.get(document))["__type"]["fields"]
    assert {field["name"] for field in found} == {
        "id",
        "name",
        "email",
        "role",
        "account",
        "status",
        "hasSecondFactor",
        "lastSignInAt",
        "createdAt",
    }


async def test_an_account_admin_sees_the_accounts_users_only(product: Product) -> None:
    client = await product.partner()
    partner_id = client.viewer.partner_id
    mine, other = [await product.account(client) for _ in range(2)]
    admin = await member(product, partner_id, Role.ACCOUNT_ADMIN, mine, email="a@acme.example")
    await user_row(product, partner_id, Role.ACCOUNT_SENDER, mine, email="b@acme.example")
    outside = [
        await user_row(product, partner_id, Role.ACCOUNT_SENDER, other, email="c@acme.example"),
        await user_row(product, partner_id, email="d@acme.example"),
    ]
    assert await emails(client) == ["a", "b", "c", "d"]
    assert await emails(admin) == ["a", "b"]
    node = "query ($id: ID!) { node(id: $id) { id } }"
    for row in outside:
        assert await admin.get(node, id=f"user_{row['id'].hex}") == {"node": None}


@pytest.mark.parametrize("asking", ["support", "sender", "embed"])
async def test_viewers_without_the_permission_see_no_users(product: Product, asking: str) -> None:
    client = await product.partner()
    partner_id = client.viewer.partner_id
    account_id = await product.account(client)
    row = await user_row(product, partner_id)
    if asking == "embed":
        page = "https://ehr.example.org"
        account_key = decode_as(account_id, "account")
        assert account_key is not None
        token, _ = await product.services.embed_tokens.create(
            client.viewer, account_key, origin=page, user_name="Dr. Osler", minutes=10
        )
        headers = {"Authorization": f"Bearer {token}", "Origin": page}
    elif asking == "sender":
        who = await member(product, partner_id, Role.ACCOUNT_SENDER, account_id)
        headers = who.headers
    else:
        headers = (await member(product, partner_id, Role.PARTNER_SUPPORT)).headers

    async def ask(document: str) -> Any:
        answer = await product.http.post("/graphql", json={"query": document}, headers=headers)
        return answer.json()

    of_account = f'{{ account(id: "{account_id}") {{ users {{ totalCount }} }} }}'
    for document in ("{ users { totalCount } }", of_account):
        (error,) = (await ask(document))["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
    found = await ask(f'{{ node(id: "user_{row["id"].hex}") {{ id }} }}')
    assert found["data"] == {"node": None}


@pytest.mark.parametrize("count", [1, 60])
async def test_statements_do_not_depend_on_rows(product: Product, count: int) -> None:
    client = await product.partner()
    for _ in range(count):
        account_id = await product.account(client)
        await user_row(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account_id)
    with product.statements() as statements:
        found = (await client.get(WITH_ACCOUNTS))["users"]
    assert found["totalCount"] == len(found["nodes"]) == count
    assert len(statements) == STATEMENTS, statements
    assert all("partner_id = " in statement for statement in statements[1:])
