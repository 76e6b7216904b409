"""Hostile bodies sent to the sign-in routes: refused with GraphQL's codes, and without effect."""

from __future__ import annotations

import json

import pytest

from tests.graphql.operation.test_hostile import contents
from tests.graphql.operation.test_hostile_bodies import (
    BAD_JSON,
    BAD_REQUEST,
    BAD_TYPE,
    BODIES,
    TOO_LARGE,
    TYPES,
)
from tests.product import Product
from tests.rest.people import FROM_OUR_PAGE, code_of, sign_in, user

NEW_SECRET = "/auth/second-factor"
PATHS = (
    "/auth/sign-in",
    "/auth/password",
    "/auth/set-password",
    "/auth/reset-request",
    NEW_SECRET,
    "/auth/second-factor/confirm",
    "/auth/second-factor/remove",
)
SUCCESS = (200, None)


def expected(path: str, body: bytes, graphql_error: tuple[int, str]) -> tuple[int, str | None]:
    """The error for a body: GraphQL's for invalid JSON and long bodies, BAD_REQUEST for missing fields."""
    if graphql_error in (BAD_JSON, TOO_LARGE):
        return graphql_error
    # A new secret requires no fields.
    return SUCCESS if path == NEW_SECRET and isinstance(json.loads(body), dict) else BAD_REQUEST


@pytest.mark.parametrize("path", PATHS)
async def test_a_hostile_body_is_refused_with_a_code(product: Product, path: str) -> None:
    client = await product.partner()
    browser, _ = await sign_in(product, (await user(product, client))["email"])
    before = await contents(product)
    headers = FROM_OUR_PAGE | {"Cookie": f"textgate={browser.cookie}"}
    results: dict[str, tuple[int, str | None]] = {}
    for name, (body, _) in BODIES.items():
        json_headers = headers | {"Content-Type": "application/json"}
        response = await product.http.post(path, content=body, headers=json_headers)
        results[name] = SUCCESS if response.status_code == 200 else code_of(response)
    assert results == {name: expected(path, *case) for name, case in BODIES.items()}
    for name, changes in TYPES.items():
        changed = {"Content-Type": "application/json"} | headers | changes
        response = await product.http.post(path, content=b"{}", headers=changed)
        assert code_of(response) == BAD_TYPE, name
    assert await contents(product) == before
