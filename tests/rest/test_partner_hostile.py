"""Every method answers any body with the envelope, never with a 5xx, and without effect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.graphql.operation.test_hostile import contents
from tests.graphql.operation.test_hostile_bodies import BODIES
from tests.product import Product
from tests.rest.partner_program import Program
from textgate.rest.partner_api.method import Level, Method
from textgate.rest.partner_api.registry import METHODS
from textgate.services.options import Options

LEAVES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        2**63,
        "",
        " ",
        "x",
        "\0",
        "a\nb",
        "\u202e",
        "🙂" * 300,
        "@",
        "%00",
    ),
    *([], {}, [[]], [None], [{}], [1], {"a": None}, "x" * 30_000, "' OR 1=1 --", "2026-13-45"),
]
# Bodies that are not a JSON object, or have no valid field.
RAW: list[bytes] = [
    *(
        b"",
        b" ",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"{",
        b"}",
        b"{]",
        b'{"auth"',
        b"\xff\xfe{}",
        b"\x00",
    ),
    *(
        b"{'auth': 1}",
        b'{"auth": NaN}',
        b'{"auth": "\\ud800"}',
        b"auth=1",
        b"<xml/>",
        b"\xef\xbb\xbf",
    ),
    *(
        b"[" * 5_000,
        b'{"a":' * 5_000,
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"x" * 1_200_000,
    ),
]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_method_survives_any_body(product: Product, method: Method) -> None:
    client = await product.partner()
    await product.account(client, externalId="p-1")
    caller = Program.of(client, "p-1", "nobody")
    fields = [name for field in method.fields("1.1") for name in (field.name, *field.aliases)]
    bodies = [*RAW, *(body for body, _ in BODIES.values())]
    auth = caller.auth(method.level)
    bodies += [json.dumps({"auth": leaf}).encode() for leaf in LEAVES]
    for leaf in LEAVES:
        bodies.append(json.dumps({"auth": auth, **dict.fromkeys(fields, leaf)}).encode())
        bodies.append(json.dumps({"auth": dict.fromkeys(auth, leaf)}).encode())
    assert len(bodies) >= 60
    before = await contents(product)
    for version in method.versions:
        path = "/".join(filter(None, ("/api/io", method.name, version)))
        for body in bodies:
            response = await product.http.post(path, content=body)
            assert response.status_code == 200, body[:80]
            answer = response.json()
            assert answer["successful"] is (answer["responseCode"] == 2000)
            assert answer["responseCode"] != 5000, body[:200]
    if method.name not in HAVE_EFFECTS:
        assert await contents(product) == before


# These succeed with the same leaf as name and ID.
HAVE_EFFECTS = ("PracticeCreate", "PracticeSave", "UserCreate", "UserSave", "SmsSend")


async def test_a_caller_over_its_rate_limit_waits(database_url: str) -> None:
    few = Options(points_at_once=3, points_per_second=1.0)
    async with Product.open(database_url, options=few) as product:
        partner_id = await product.services.partners.create("Acme")
        caller = Program.of(await product.client(partner_id))
        for remaining in (2, 1, 0):
            body = {"auth": caller.auth(Level.APPLICATION)}
            response = await product.http.post("/api/io/PingWithApplicationAuth", json=body)
            assert (response.status_code, response.headers["x-ratelimit-remaining"]) == (
                200,
                str(remaining),
            )
        response = await product.http.post("/api/io/PingWithApplicationAuth", json=body)
        assert (response.status_code, response.headers["retry-after"]) == (429, "1")
        assert response.json() == {
            "successful": False,
            "responseMessage": "Too many requests",
            "responseCode": 4290,
        }
        product.clock.turn(seconds=1)
        assert await caller.code("PingWithApplicationAuth", Level.APPLICATION) == 2000


async def test_an_unexpected_error_returns_5000_without_details(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()

    async def fail(*_: object) -> None:
        raise RuntimeError("at /backend/secret.py")

    monkeypatch.setattr("textgate.services.accounts.accounts.Accounts.all", fail)
    answer = await Program.of(client).call("PracticeList", Level.APPLICATION)
    assert answer == {
        "successful": False,
        "responseMessage": "An unknown error has occurred",
        "responseCode": 5000,
    }
