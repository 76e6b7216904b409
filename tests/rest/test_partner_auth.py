"""Authentication of the partner API: the four pings, and the fields that each level requires."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.product import Product
from tests.rest.partner_program import ENVELOPE_OK, Program
from textgate.rest.partner_api.method import Level
from textgate.storage.tables import account

UNAUTHORIZED = {"successful": False, "responseMessage": "Unauthorized", "responseCode": 4010}
NO_PRACTICE = {
    "successful": False,
    "responseMessage": "Unauthorized [Practice does not exist or is inactive]",
    "responseCode": 4011,
}
NO_USER = {
    "successful": False,
    "responseMessage": "Unauthorized [User does not exist or is inactive]",
    "responseCode": 4012,
}


async def program_with_account(product: Product, **partner: Any) -> Program:
    """Create a partner with an account; returns its program."""
    client = await product.partner(**partner)
    await product.account(client, externalId="p-1")
    return Program.of(client, "p-1")


@pytest.mark.parametrize(
    "path", ["/api/io/Ping", "/io/ping", "/api/io/PING", "/io/Ping", "/api/io/piNg"]
)
async def test_method_names_ignore_case_under_both_mounts(product: Product, path: str) -> None:
    for content in (b"{}", b"", b'{"auth": {}}', b'{"auth": "", "item": null}'):
        response = await product.http.post(path, content=content)
        assert (response.status_code, response.json()) == (200, ENVELOPE_OK)
        assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_each_level_requires_more_fields(product: Product) -> None:
    caller = await program_with_account(product)
    assert await caller.call("PingWithApplicationAuth", Level.APPLICATION) == ENVELOPE_OK
    assert await caller.call("pingWithAccountAuth") == ENVELOPE_OK
    assert await caller.call("PingWithAuth", Level.USER) == NO_USER
    caller.account_id = "p-2"
    assert await caller.call("PingWithAccountAuth") == NO_PRACTICE
    assert await caller.call("PingWithAuth", Level.USER) == NO_PRACTICE
    # Fields that a level does not require are ignored.
    assert await caller.call("PingWithApplicationAuth", Level.ACCOUNT) == ENVELOPE_OK


async def test_the_application_is_the_credential_or_its_partner(product: Product) -> None:
    caller = await program_with_account(product)
    client = await product.client((await product.services.partners.all())[0].id)
    credential_id, partner_id = client.credential_id, client.viewer.partner_id
    caller.application_password = client.token
    for name in (
        str(credential_id),
        credential_id.hex,
        str(partner_id),
        f"partner_{partner_id.hex}",
        str(credential_id).upper(),
    ):
        caller.application_id = name
        assert await caller.call("PingWithApplicationAuth", Level.APPLICATION) == ENVELOPE_OK
    other = await product.partner("Other")
    for name in (str(other.credential_id), str(other.viewer.partner_id), "Acme EHR", "*", "0" * 32):
        caller.application_id = name
        assert await caller.call("PingWithApplicationAuth", Level.APPLICATION) == UNAUTHORIZED


@pytest.mark.parametrize(
    "auth",
    [
        *(None, {}, "", "x", 7, [], True, {"applicationId": None}),
        {"applicationId": "", "applicationPassword": ""},
        {"applicationId": [], "applicationPassword": {}},
        {"applicationId": 7, "applicationPassword": True},
        {"applicationId": "x" * 5000, "applicationPassword": "y" * 5000},
    ],
)
async def test_empty_or_malformed_auth_is_unauthorized(product: Product, auth: Any) -> None:
    caller = await program_with_account(product)
    for method in ("PingWithApplicationAuth", "PingWithAccountAuth", "PingWithAuth"):
        assert await caller.post(f"/{method}", {"auth": auth}) == UNAUTHORIZED
        assert await caller.post(f"/{method}", {}) == UNAUTHORIZED
    assert await caller.post("/Ping", {"auth": auth}) == ENVELOPE_OK


async def test_an_expired_or_revoked_credential_is_unauthorized(product: Product) -> None:
    caller = await program_with_account(product)
    partner = (await product.services.partners.all())[0].id
    for valid_for in (timedelta(days=1), None):
        credential_id, token = await product.services.credentials.create(
            partner, "x", valid_for=valid_for
        )
        caller.application_id, caller.application_password = str(credential_id), token
        assert await caller.call("PingWithAccountAuth") == ENVELOPE_OK
        if valid_for:
            product.clock.turn(days=2)
        else:
            await product.services.credentials.revoke(credential_id)
        assert await caller.call("PingWithAccountAuth") == UNAUTHORIZED


async def test_an_embed_token_does_not_authenticate_an_application(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, externalId="p-1")
    document = """mutation ($input: CreateEmbedTokenInput!) { createEmbedToken(input: $input) { token } }"""
    token_input = {"accountId": account_id, "origin": "https://ehr.example.org", "userName": "Ada"}
    token = (await client.get(document, input=token_input))["createEmbedToken"]["token"]
    caller = Program(product.http, str(client.credential_id), token, "p-1")
    assert await caller.call("PingWithAccountAuth") == UNAUTHORIZED


async def test_foreign_unknown_and_inactive_accounts_get_the_same_error(
    product: Product,
) -> None:
    caller = await program_with_account(product)
    other = await product.partner("Other")
    await product.account(other, externalId="theirs")
    await product.account(await product.client(await acme_id(product)), externalId="off")
    async with product.services.database.write() as connection:
        off = account.c.external_id == "off"
        await connection.execute(update(account).where(off).values(is_active=False))
    answers = set()
    for name in ("theirs", "unknown", "off", "", "x" * 5000):
        body = {"auth": caller.auth(Level.ACCOUNT) | {"accountId": name}}
        response = await product.http.post("/api/io/PingWithAccountAuth", json=body)
        answers.add((response.status_code, response.content))
    assert len(answers) == 1
    assert (await caller.call("PingWithAccountAuth")) == ENVELOPE_OK


async def acme_id(product: Product) -> UUID:
    partners = await product.services.partners.all()
    return next(partner.id for partner in partners if partner.name == "Acme EHR")


@pytest.mark.parametrize(
    "path", ["/api/io/Nothing", "/api/io/Ping/1.1", "/io/SmsSend/2", "/api/io/PracticeGet/1.1"]
)
async def test_an_unknown_method_is_not_found(product: Product, path: str) -> None:
    response = await product.http.post(path, json={})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_only_post_calls_a_method(product: Product) -> None:
    for verb in ("GET", "PUT", "DELETE"):
        response = await product.http.request(verb, "/api/io/Ping")
        assert (response.status_code, response.headers["allow"]) == (405, "POST")
