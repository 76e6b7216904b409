"""Embed tokens: a page of one origin sends from one account for some minutes, and does nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from tests.graphql.documents import rows
from tests.product import SEND, Client, Product
from textgate.storage.tables import embed_token

PAGE = "https://ehr.example.org"
CREATE = """mutation ($input: CreateEmbedTokenInput!) { createEmbedToken(input: $input) {
  token expiresAt userErrors { field code message } } }"""
WHO = "{ viewer { kind role name accountId partner { name } } accounts { nodes { id } } }"


async def create(client: Client, account_id: str, **changes: Any) -> dict[str, Any]:
    input_fields = {"accountId": account_id, "origin": PAGE, "userName": "Dr. Osler", **changes}
    answer: dict[str, Any] = (await client.get(CREATE, input=input_fields))["createEmbedToken"]
    return answer


async def ask(
    product: Product, token: str, document: str, origin: str | None = PAGE, **variables: Any
) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {token}"} | ({"Origin": origin} if origin else {})
    body = {"query": document, "variables": variables}
    return await product.http.post("/graphql", json=body, headers=headers)


async def test_an_embedded_page_reads_and_sends_only_for_its_account(product: Product) -> None:
    client = await product.partner()
    own = await product.approved_account(client)
    other = await product.approved_account(client)
    answer = await create(client, own)
    assert (answer["userErrors"], answer["expiresAt"]) == ([], "2026-11-16T15:10:00Z")
    data = (await ask(product, answer["token"], WHO)).json()["data"]
    assert data == {
        "viewer": {
            "kind": "EMBED",
            "role": "EMBED",
            "name": "Dr. Osler",
            "accountId": own,
            "partner": {"name": "Acme EHR"},
        },
        "accounts": {"nodes": [{"id": own}]},
    }
    sends = [
        (
            await ask(
                product,
                answer["token"],
                SEND,
                input={"senderId": sender, "to": "4065550120", "body": "Hi"},
            )
        ).json()["data"]["sendSms"]["__typename"]
        for sender in (own, other)
    ]
    assert sends == ["SendSmsSuccess", "InvalidInputError"]


async def test_a_token_is_valid_for_its_origin_until_it_expires(product: Product) -> None:
    client = await product.partner()
    token = (await create(client, await product.account(client)))["token"]
    for origin in (None, "null", "https://ehr.example.org.evil.example", "http://ehr.example.org"):
        assert (await ask(product, token, WHO, origin)).status_code == 401
    assert (await ask(product, token, WHO)).status_code == 200
    product.clock.turn(minutes=10)
    assert (await ask(product, token, WHO)).status_code == 401


async def test_revoking_a_credential_ends_its_tokens(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    token = (await create(client, account))["token"]
    other = await product.client(client.viewer.partner_id)
    others = (await create(other, account))["token"]
    assert await product.services.credentials.revoke(client.credential_id)
    assert (await ask(product, token, WHO)).status_code == 401
    assert (await ask(product, others, WHO)).status_code == 200


async def test_a_token_ends_when_its_credential_expires(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    _, short = await product.services.credentials.create(
        client.viewer.partner_id, "short", valid_for=timedelta(minutes=5)
    )
    token = (await create(replace(client, token=short), account))["token"]
    assert (await ask(product, token, WHO)).status_code == 200
    product.clock.turn(minutes=5)
    assert (await ask(product, token, WHO)).status_code == 401


async def test_a_token_can_create_no_token_and_change_nothing_else(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    token = (await create(client, account))["token"]
    rename = """mutation ($id: ID!) {
      updateAccount(input: {id: $id, name: "Taken"}) { userErrors { code } } }"""
    input_fields = {"accountId": account, "origin": PAGE, "userName": "Dr. Osler"}
    for document, variables in ((CREATE, {"input": input_fields}), (rename, {"id": account})):
        refused = await ask(product, token, document, **variables)
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert await rows(product, embed_token) == 1


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"origin": ""}, "origin", "REQUIRED"),
        ({"origin": "ehr.example.org"}, "origin", "INVALID"),
        ({"origin": "http://ehr.example.org"}, "origin", "INVALID"),
        ({"origin": "https://ehr.example.org/"}, "origin", "INVALID"),
        ({"origin": "https://user@ehr.example.org"}, "origin", "INVALID"),
        ({"origin": "https://*.example.org"}, "origin", "INVALID"),
        ({"origin": "https://"}, "origin", "INVALID"),
        ({"origin": "https://a:port"}, "origin", "INVALID"),
        ({"origin": "null"}, "origin", "INVALID"),
        ({"userName": " "}, "userName", "REQUIRED"),
        ({"minutes": 0}, "minutes", "INVALID"),
        ({"minutes": 61}, "minutes", "INVALID"),
        ({"minutes": 2_147_483_647}, "minutes", "INVALID"),
        ({"accountId": "account_" + "0" * 32}, "accountId", "NOT_FOUND"),
    ],
)
async def test_invalid_input_creates_no_token(
    product: Product, changes: dict[str, Any], field: str, code: str
) -> None:
    client = await product.partner()
    answer = await create(client, await product.account(client), **changes)
    assert answer["token"] is None
    assert [(error["field"], error["code"]) for error in answer["userErrors"]] == [([field], code)]
    assert await rows(product, embed_token) == 0


async def test_cors_allows_the_tokens_page_and_no_other(product: Product) -> None:
    client = await product.partner()
    token = (await create(client, await product.account(client)))["token"]
    request_headers = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    preflight = await product.http.options("/graphql", headers=request_headers)
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert "access-control-allow-credentials" not in preflight.headers
    answer = await ask(product, token, WHO)
    assert answer.headers["access-control-allow-origin"] == PAGE
    plain = await ask(product, client.token, WHO)
    assert plain.status_code == 200
    assert "access-control-allow-origin" not in plain.headers


async def test_a_tokens_idempotency_keys_belong_to_its_account(product: Product) -> None:
    client = await product.partner()
    own, other = [await product.approved_account(client) for _ in range(2)]
    token = (await create(client, own))["token"]
    text = {"to": "4065550120", "body": "Hi", "idempotencyKey": "one"}
    theirs = (await client.get(SEND, input=text | {"senderId": other}))["sendSms"]
    answers = [
        (await ask(product, token, SEND, input=text | {"senderId": sender})).json()["data"][
            "sendSms"
        ]
        for sender in (own, own, other)
    ]
    assert answers[0]["__typename"] == "SendSmsSuccess"
    assert answers[0] == answers[1]
    assert answers[0]["smsMessage"]["id"] != theirs["smsMessage"]["id"]
    assert answers[2]["__typename"] == "IdempotencyConflictError"
