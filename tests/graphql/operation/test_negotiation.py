"""Negotiation: the media type of the response, and persisted queries."""

from __future__ import annotations

import hashlib
import json

import httpx2
import pytest

from tests.graphql.test_endpoint import post, refused
from tests.product import CREATE_ACCOUNT, Product

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
QUERY = b'{"query": "{ __typename }"}'


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("Application/JSON; charset=utf-8", JSON),
        ("application/json, text/plain, */*", JSON),
        (GRAPHQL, GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL},{JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL};q=0, */*;q=0.1", JSON),
        (f"{JSON};q=0, */*;q=0.1", GRAPHQL),
        # Apollo Client, and urql.
        (f"multipart/mixed;incrementalSpec=v0.2, {GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (
            f"{GRAPHQL}, application/graphql+json, {JSON}, text/event-stream, multipart/mixed",
            GRAPHQL,
        ),
        ("text/event-stream, application/json", JSON),
        ("text/event-stream, */*;q=0.1", JSON),
    ],
)
async def test_the_client_chooses_the_media_type(
    product: Product, accept: str, expected: str
) -> None:
    client = await product.partner()
    response = await post(client, QUERY, Accept=accept)
    assert response.status_code == 200
    assert response.json()["data"] == {"__typename": "Query"}
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"


async def test_the_default_media_type_is_json(product: Product) -> None:
    client = await product.partner()
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": JSON}
    request = httpx2.Request("POST", "http://textgate/graphql", content=QUERY, headers=headers)
    assert "accept" not in request.headers
    response = await client.http.send(request)
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"


async def test_a_preference_may_come_in_two_headers(product: Product) -> None:
    client = await product.partner()
    response = await client.http.post(
        "/graphql",
        content=QUERY,
        headers=[
            ("Authorization", f"Bearer {client.token}"),
            ("Content-Type", JSON),
            ("Accept", "text/event-stream"),
            ("Accept", GRAPHQL),
        ],
    )
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"


@pytest.mark.parametrize(
    "accept",
    [
        "text/event-stream",
        "multipart/mixed",
        "text/event-stream, multipart/mixed",
        "application/json;q=0",
        f"{GRAPHQL};q=0, application/json;q=0, text/event-stream",
        "application/jsonp",
        "application/xml",
    ],
)
async def test_a_client_that_accepts_neither_media_type_gets_406(
    product: Product, accept: str
) -> None:
    client = await product.partner()
    account = {"externalId": "p", "name": "P"}
    body = json.dumps({"query": CREATE_ACCOUNT, "variables": {"input": account}}).encode()
    response = await post(client, body, Accept=accept)
    assert refused(response) == (406, "NOT_ACCEPTABLE")
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
    message = response.json()["errors"][0]["message"]
    assert JSON in message
    assert GRAPHQL in message
    assert (await client.get("{ accounts { totalCount } }"))["accounts"]["totalCount"] == 0


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
async def test_a_hash_is_refused_so_that_clients_send_the_document(
    product: Product, accept: str, status: int
) -> None:
    client = await product.partner()
    document = CREATE_ACCOUNT
    hashed = {"version": 1, "sha256Hash": hashlib.sha256(document.encode()).hexdigest()}
    variables = {"input": {"externalId": "p", "name": "P"}}
    request = {"variables": variables, "extensions": {"persistedQuery": hashed}}
    response = await post(client, json.dumps(request).encode(), Accept=accept)
    assert refused(response) == (status, "PERSISTED_QUERY_NOT_SUPPORTED")
    assert response.json()["errors"][0]["message"] == "PersistedQueryNotSupported"
    assert (await client.get("{ accounts { totalCount } }"))["accounts"]["totalCount"] == 0
    # The client's next request has both, and is executed.
    again = await post(client, json.dumps(request | {"query": document}).encode(), Accept=accept)
    assert again.status_code == 200
    assert again.json()["data"]["createAccount"]["userErrors"] == []
