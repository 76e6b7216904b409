"""Hostile bodies at the faces of signing in: refused with a code, as GraphQL refuses them, and harmless."""

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

OFFER = "/auth/second-factor"
FACES = (
    "/auth/sign-in",
    "/auth/password",
    "/auth/set-password",
    "/auth/reset-request",
    OFFER,
    "/auth/second-factor/confirm",
    "/auth/second-factor/remove",
)
OFFERED = (200, None)


def expected(face: str, body: bytes, of_graphql: tuple[int, str]) -> tuple[int, str | None]:
    """What is no JSON is that everywhere; none of the rest has the fields that a face needs."""
    if of_graphql in (BAD_JSON, TOO_LARGE):
        return of_graphql
    # An offer needs none.
    return OFFERED if face == OFFER and isinstance(json.loads(body), dict) else BAD_REQUEST


@pytest.mark.parametrize("face", FACES)
async def test_a_hostile_body_is_refused_with_a_code(product: Product, face: str) -> None:
    client = await product.partner()
    browser, _ = await sign_in(product, (await user(product, client))["email"])
    before = await contents(product)
    headers = FROM_OUR_PAGE | {"Cookie": f"textgate={browser.cookie}"}
    found: dict[str, tuple[int, str | None]] = {}
    for name, (body, _) in BODIES.items():
        given = headers | {"Content-Type": "application/json"}
        response = await product.http.post(face, content=body, headers=given)
        found[name] = OFFERED if response.status_code == 200 else code_of(response)
    assert found == {name: expected(face, *case) for name, case in BODIES.items()}
    for name, changes in TYPES.items():
        given = {"Content-Type": "application/json"} | headers | changes
        response = await product.http.post(face, content=b"{}", headers=given)
        assert code_of(response) == BAD_TYPE, name
    assert await contents(product) == before
