"""GraphQL over HTTP: which requests are served, and how every other request is refused."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from tests.canary import watch
from tests.product import Client, Product
from textgate.services.accounts.accounts import Accounts

QUERY = b'{"query": "{ __typename }"}'
GRAPHQL = "application/graphql-response+json"


async def post(client: Client, content: bytes, **headers: str) -> httpx2.Response:
    defaults = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.http.post("/graphql", content=content, headers=defaults | named)


def refused(response: httpx2.Response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    assert "data" not in response.json()
    assert response.headers["cache-control"] == "no-store"
    return response.status_code, error["extensions"]["code"]


async def test_requests_need_a_credential_that_is_neither_revoked_nor_expired(
    product: Product,
) -> None:
    client = await product.partner()
    assert (await post(client, QUERY)).json()["data"] == {"__typename": "Query"}
    for header in ("", "Bearer", "Bearer x", "Basic abc", f"Token {client.token}"):
        response = await post(client, QUERY, Authorization=header)
        assert refused(response) == (401, "UNAUTHENTICATED")
        assert response.headers["www-authenticate"] == "Bearer"
    credentials = product.services.credentials
    _, short = await credentials.create(
        client.viewer.partner_id, "short", valid_for=timedelta(days=1)
    )
    brief = Client(client.http, short, client.viewer)
    assert (await post(brief, QUERY)).status_code == 200
    product.clock.turn(days=1)
    assert refused(await post(brief, QUERY)) == (401, "UNAUTHENTICATED")
    assert await credentials.revoke(client.credential_id) is True
    assert refused(await post(client, QUERY)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_only_post_is_allowed(product: Product, method: str) -> None:
    response = await product.http.request(method, "/graphql?query={__typename}")
    assert refused(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"
    message = response.json()["errors"][0]["message"]
    assert message.startswith("GraphQL requests must be sent with POST.")
    assert "In urql, set preferGetMethod to false." in message


@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (QUERY, {"Content_Type": "text/plain"}, (415, "UNSUPPORTED_MEDIA_TYPE")),
        (
            QUERY,
            {"Content_Type": "application/json; charset=utf-16"},
            (415, "UNSUPPORTED_MEDIA_TYPE"),
        ),
        (
            gzip.compress(QUERY, mtime=0),
            {"Content_Encoding": "gzip"},
            (415, "UNSUPPORTED_MEDIA_TYPE"),
        ),
        (b'{"query": "' + b" " * 65_536 + b'"}', {}, (413, "BODY_TOO_LARGE")),
        (b"", {}, (400, "INVALID_JSON")),
        (b"{", {}, (400, "INVALID_JSON")),
        (b'{"query": NaN}', {}, (400, "INVALID_JSON")),
        (b'{"query": "\xff"}', {}, (400, "INVALID_JSON")),
        (b"[" * 30_000, {}, (400, "INVALID_JSON")),
        (b'{"variables": ' + b'{"a":' * 80 + b"1" + b"}" * 81, {}, (400, "INVALID_JSON")),
        (QUERY.decode().encode("utf-16"), {}, (400, "INVALID_JSON")),
        (b"null", {}, (400, "INVALID_REQUEST")),
        (b"1", {}, (400, "INVALID_REQUEST")),
        (b'"{ __typename }"', {}, (400, "INVALID_REQUEST")),
        (b"[" + QUERY + b"]", {}, (400, "INVALID_REQUEST")),
        (b"{}", {}, (400, "INVALID_REQUEST")),
        (b'{"query": ""}', {}, (400, "INVALID_REQUEST")),
        (b'{"query": {}}', {}, (400, "INVALID_REQUEST")),
        (b'{"query": "{x}", "variables": []}', {}, (400, "INVALID_REQUEST")),
        (b'{"query": "{x}", "extensions": 1}', {}, (400, "INVALID_REQUEST")),
        (b'{"query": "{x}", "operationName": 1}', {}, (400, "INVALID_REQUEST")),
    ],
)
async def test_a_malformed_request_is_refused(
    product: Product, content: bytes, headers: dict[str, str], expected: tuple[int, str]
) -> None:
    client = await product.partner()
    assert refused(await post(client, content, **headers)) == expected


@pytest.mark.parametrize(
    "document",
    [
        b"{",
        b"{ nothing }",
        b"query A { __typename } query B { __typename }",
        b"query ($a: Nothing) { __typename }",
        b"query ($id: ID!) { account(id: $id) { id } }",
        b"subscription { x }",
        b"fragment F on Account { id }",
        b"{ accounts(first: 99999999999999999999) { totalCount } }",
        b"{" + b" __typename" * 1_100 + b" }",
    ],
)
async def test_an_invalid_document_is_refused_with_a_code(
    product: Product, document: bytes
) -> None:
    client = await product.partner()
    body = b'{"query": "' + document + b'"}'
    plain = await post(client, body)
    assert plain.status_code == 200
    assert plain.headers["content-type"].startswith("application/json")
    negotiated = await post(client, body, Accept=GRAPHQL)
    assert negotiated.status_code == 400
    assert negotiated.headers["content-type"].startswith(GRAPHQL)
    for response in (plain, negotiated):
        assert "data" not in response.json()
        assert {error["extensions"]["code"] for error in response.json()["errors"]} == {
            "INVALID_DOCUMENT"
        }


async def test_an_unexpected_error_is_masked(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()

    async def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the secret of +14065550120")

    monkeypatch.setattr(Accounts, "create", fail)
    document = """mutation { createAccount(input: {externalId: "x", name: "y"}) {
      account { id } } }"""
    answer = await client.ask(document)
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert error["message"] == "An unexpected error occurred; nothing more was done."
    assert error["extensions"]["code"] == "INTERNAL"
    logged = "\n".join(watch.logged)
    assert "secret" not in logged
    assert f"'request_id': '{error['extensions']['requestId']}'" in logged


async def test_plans_follow_fragments_directives_and_aliases(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client, name="Lakeside")
    document = """query ($id: ID!, $yes: Boolean!, $no: Boolean!) {
      account(id: $id) { ...Names again: name
        senders @include(if: $yes) { nodes { ...Place } }
        skipped: senders @skip(if: $yes) { nodes { id } }
        queues @include(if: $no) { nodes { id } } }
      account(id: $id) { senders { nodes { name } edges { node { smsNumber { status } } } } }
      node(id: $id) { __typename ... on Account { locations(first: 1) { nodes { ...Place } } } } }
    fragment Names on Account { name }
    fragment Place on Sender { __typename name ... on Location { isDefault }
      smsNumber { verification { status submittedDetails { businessName } } } }"""
    answer = await client.get(document, id=account, yes=True, no=False)
    number = {
        "verification": {"status": "APPROVED", "submittedDetails": {"businessName": "Lakeside"}}
    }
    location = {
        "__typename": "Location",
        "name": "Default Location",
        "isDefault": True,
        "smsNumber": number,
    }
    assert answer["account"] == {
        "name": "Lakeside",
        "again": "Lakeside",
        "senders": {
            "nodes": [location],
            "edges": [{"node": {"smsNumber": {"status": "APPROVED"}}}],
        },
    }
    assert answer["node"] == {"__typename": "Account", "locations": {"nodes": [location]}}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("query ($x: Int) { accounts(first: $x) { totalCount } }", "INVALID_ARGUMENT"),
        (
            "query ($x: Int = 1) { accounts { nodes { queues(first: $x) { totalCount } } } }",
            "INVALID_ARGUMENT",
        ),
        (
            """query ($x: OrderDirection) { accounts(orderBy: {field: NAME, direction: $x}) {
            totalCount } }""",
            "INVALID_ARGUMENT",
        ),
        (
            "query ($x: Boolean = true) { accounts { totalCount @skip(if: $x) } }",
            "INVALID_ARGUMENT",
        ),
        ("query ($x: Boolean = true) { viewer @include(if: $x) { name } }", "INVALID_DOCUMENT"),
    ],
)
async def test_null_for_a_required_variable_is_an_invalid_argument(
    product: Product, document: str, code: str
) -> None:
    client = await product.partner()
    assert "errors" not in await client.ask(document)
    answer = await client.ask(document, x=None)
    assert answer.get("data") is None
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
