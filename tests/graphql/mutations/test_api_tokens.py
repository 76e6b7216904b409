"""API tokens: shown once, listed without their secret, and without authority as soon as they are revoked."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from tests.graphql.documents import refused, rows, saved
from tests.members import Member, contents, member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.services.credentials.credentials import MAX_AN_HOUR
from textgate.storage.tables import audit_entry, credential
from textgate.storage.tables.base import Base

UNKNOWN = "0" * 32
EVERYTHING = Base.metadata.sorted_tables

CREATE = """mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  token apiToken { id name createdAt } userErrors { field code message } } }"""
LIST = """query ($first: Int = 50, $after: String) { apiTokens(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { id name createdAt lastUsedAt expiresAt revokedAt } } }"""


async def created(caller: Client, name: str = "nightly sync") -> tuple[str, str]:
    """The ID and the secret of a new token."""
    payload = (await caller.get(CREATE, input={"name": name}))["createApiToken"]
    assert payload["userErrors"] == []
    return payload["apiToken"]["id"], payload["token"]


async def listed(caller: Client, **variables: Any) -> Any:
    return (await caller.get(LIST, **variables))["apiTokens"]


async def admin(product: Product, client: Client) -> Member:
    return await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)


async def status(product: Product, token: str) -> int:
    """The status of a request with a token."""
    headers = {"Authorization": f"Bearer {token}"}
    query = {"query": "{ viewer { role } }"}
    return (await product.http.post("/graphql", json=query, headers=headers)).status_code


async def test_a_new_token_works_and_its_secret_is_shown_once(product: Product) -> None:
    boss = await admin(product, await product.partner())
    token_id, token = await created(boss, " nightly  sync ")
    assert re.fullmatch(r"tg_[0-9a-f]{32}_[A-Za-z0-9_-]{32}", token)
    assert await status(product, token) == 200
    (newest, _) = (await listed(boss))["nodes"]
    assert newest == {
        "id": token_id,
        "name": "nightly sync",
        "createdAt": "2026-11-02T15:00:00Z",
        "lastUsedAt": "2026-11-02T15:00:00Z",
        "expiresAt": None,
        "revokedAt": None,
    }
    assert token not in repr(await contents(product, *EVERYTHING))


async def test_a_revoked_token_has_no_authority(product: Product) -> None:
    boss = await admin(product, await product.partner())
    token_id, token = await created(boss)
    product.clock.turn(minutes=5)
    revoked = await saved(boss, "revokeApiToken", id=token_id)
    assert revoked["revokedAt"] == "2026-11-02T15:05:00Z"
    assert await status(product, token) == 401
    before = await contents(product, credential, audit_entry)
    product.clock.turn(minutes=5)
    assert await saved(boss, "revokeApiToken", id=token_id) == revoked
    assert await contents(product, credential, audit_entry) == before


async def test_tokens_are_listed_page_by_page_with_the_newest_first(product: Product) -> None:
    client = await product.partner()
    boss = await admin(product, client)
    await product.partner("Other EHR")
    for name in ("first", "second", "third"):
        await created(boss, name)
    page = await listed(boss, first=2)
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (4, True)
    rest = await listed(boss, first=2, after=page["pageInfo"]["endCursor"])
    names = [node["name"] for node in page["nodes"] + rest["nodes"]]
    assert names == ["third", "second", "first", "tests"]


async def test_a_refused_request_changes_nothing(product: Product) -> None:
    client = await product.partner()
    boss = await admin(product, client)
    other = await product.partner("Other EHR")
    before = await contents(product, *EVERYTHING)
    for name, code in ((" ", "REQUIRED"), ("x" * 101, "TOO_LONG")):
        assert await refused(boss, "createApiToken", name=name) == [("name", code)]
    foreign = f"credential_{other.credential_id.hex}"
    for token_id in (foreign, f"credential_{UNKNOWN}", boss.global_id, "nonsense"):
        assert await refused(boss, "revokeApiToken", id=token_id) == [("id", "NOT_FOUND")]
    assert await contents(product, *EVERYTHING) == before


async def test_a_program_cannot_manage_tokens(product: Product) -> None:
    client = await product.partner()
    before = await contents(product, *EVERYTHING)
    for document, variables in (
        (LIST, {}),
        (CREATE, {"input": {"name": "successor"}}),
    ):
        (error,) = (await client.ask(document, **variables))["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
    node = "query ($id: ID!) { node(id: $id) { id } }"
    own = await client.get(node, id=f"credential_{client.credential_id.hex}")
    assert own == {"node": None}
    assert await contents(product, *EVERYTHING) == before


async def test_a_partner_creates_at_most_twenty_tokens_an_hour(product: Product) -> None:
    client = await product.partner()
    bosses = [await admin(product, client) for _ in range(2)]
    for number in range(MAX_AN_HOUR):
        await created(bosses[number % 2])
    before = await contents(product, *EVERYTHING)
    assert await refused(bosses[0], "createApiToken", name="x") == [("name", "CONFLICT")]
    assert await contents(product, *EVERYTHING) == before
    # The limit is the partner's own.
    await created(await admin(product, await product.partner("Other EHR")))
    product.clock.turn(hours=1)
    await created(await admin(product, client))


async def test_concurrent_revocations_are_logged_once(product: Product) -> None:
    boss = await admin(product, await product.partner())
    token_id, _ = await created(boss)
    await asyncio.gather(*(saved(boss, "revokeApiToken", id=token_id) for _ in range(5)))
    log = "{ auditLog(filter: {action: CREDENTIAL_REVOKED}) { nodes { subjectId actorName } } }"
    entries = (await boss.get(log))["auditLog"]["nodes"]
    assert entries == [{"subjectId": token_id, "actorName": boss.viewer.name}]
    assert await rows(product, credential) == 2
