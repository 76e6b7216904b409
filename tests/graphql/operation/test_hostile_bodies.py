"""Hostile HTTP requests get a coded refusal or a harmless answer, and write nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator

import pytest

from tests.graphql.operation.test_hostile import contents
from tests.product import Client, Product
from textgate.web.body import MAX_BODY

JSON = "application/json"
ASK = '{"query": "{ __typename }"}'
NAMED = "query Q { __typename }"
NODE = "query ($id: ID!) { node(id: $id) { id } }"
LIST = "query ($first: Int!) { accounts(first: $first) { totalCount } }"
MUTATION = """mutation { createAccount(input: {externalId: "x", name: "x"}) { account { id } } }"""

ANSWERED = (200, "answered")
BAD_DOCUMENT = (200, "INVALID_DOCUMENT")
BAD_JSON = (400, "INVALID_JSON")
BAD_REQUEST = (400, "INVALID_REQUEST")
TOO_LARGE = (413, "BODY_TOO_LARGE")
BAD_TYPE = (415, "UNSUPPORTED_MEDIA_TYPE")

Expected = tuple[int, str]


def body(query: str = "{ __typename }", **members: str) -> bytes:
    """A request with further members as raw JSON."""
    rest = "".join(f', "{name}": {text}' for name, text in members.items())
    return f'{{"query": {json.dumps(query)}{rest}}}'.encode()


BODIES: dict[str, tuple[bytes, Expected]] = {
    "nothing": (b"", BAD_JSON),
    "NUL": (b"\0", BAD_JSON),
    "null": (b"null", BAD_REQUEST),
    "NaN": (b"NaN", BAD_JSON),
    "NaN as a variable": (body(variables='{"a": NaN}'), BAD_JSON),
    "Infinity as a variable": (body(variables='{"a": -Infinity}'), BAD_JSON),
    "an array": (f"[{ASK}]".encode(), BAD_REQUEST),
    "two mutations": (b"[" + body(MUTATION) + b"," + body(MUTATION) + b"]", BAD_REQUEST),
    "two bodies": (f"{ASK}\n{ASK}".encode(), BAD_JSON),
    "open braces": (b'{"a":' * 10_000, BAD_JSON),
    "open brackets": (b"[" * 60_000, BAD_JSON),
    "closed brackets": (b"]" * 60_000, BAD_JSON),
    "deep variables": (body(variables='{"a": ' * 80 + "1" + "}" * 80), BAD_JSON),
    "a deep list": (body(variables='{"a": ' + "[" * 80 + "]" * 80 + "}"), BAD_JSON),
    "brackets in a text": (body(variables='{"a": "' + "[{" * 20_000 + '"}'), ANSWERED),
    "a text without an end": (b'{"query": "' + b"a" * 60_000, BAD_JSON),
    "backslashes without an end": (b'{"query": "' + b"\\" * 60_001, BAD_JSON),
    "bytes that are no text": (b'{"query": "{ \xff\xfe }"}', BAD_JSON),
    "an overlong NUL": (b'{"query": "{ __typename \xc0\x80 }"}', BAD_JSON),
    "a surrogate in bytes": (b'{"query": "{ __typename \xed\xa0\x80 }"}', BAD_JSON),
    "a surrogate": (body(variables='{"a": "\\ud800"}'), BAD_JSON),
    "a surrogate in a key": (body(variables='{"\\udfff": 1}'), BAD_JSON),
    "a surrogate in the name": (body(operationName='"\\ud800"'), BAD_JSON),
    "a mark of byte order": (b"\xef\xbb\xbf" + body(), BAD_JSON),
    "UTF-16": (ASK.encode("utf-16"), BAD_JSON),
    "UTF-32": (ASK.encode("utf-32"), BAD_JSON),
    "gzip": (gzip.compress(body(), mtime=0), BAD_JSON),
    "a comment": (b'{"query": "{ __typename }" /* no */}', BAD_JSON),
    "a comma too many": (b'{"query": "{ __typename }",}', BAD_JSON),
    "single quotes": (b"{'query': '{ __typename }'}", BAD_JSON),
    "a line break in a text": (body(operationName='"a\nb"'), BAD_JSON),
    "300 digits": (body(LIST, variables=f'{{"first": {"9" * 300}}}'), BAD_DOCUMENT),
    "5,000 digits": (body(LIST, variables=f'{{"first": {"9" * 5000}}}'), BAD_JSON),
    "5,000 digits for an id": (body(NODE, variables=f'{{"id": {"9" * 5000}}}'), BAD_JSON),
    "a huge exponent": (body(LIST, variables='{"first": 1e400}'), BAD_JSON),
    "just small enough": (body() + b" " * (MAX_BODY - len(body())), ANSWERED),
    "just too large": (body() + b" " * (MAX_BODY - len(body()) + 1), TOO_LARGE),
    "12 MB": (body() + b" " * 12_000_000, TOO_LARGE),
    "no query": (b"{}", BAD_REQUEST),
    "null for a query": (b'{"query": null}', BAD_REQUEST),
    "a number for a query": (b'{"query": 1}', BAD_REQUEST),
    "a list for a query": (b'{"query": ["{ __typename }"]}', BAD_REQUEST),
    "a query of NULs": (b'{"query": "\\u0000\\u0000"}', BAD_DOCUMENT),
    "only extensions": (b'{"extensions": {"persistedQuery": {"version": 1}}}', BAD_REQUEST),
    "a number for variables": (body(variables="1"), BAD_REQUEST),
    "a list of variables": (body(variables="[{}]"), BAD_REQUEST),
    "a number for extensions": (body(extensions="1"), BAD_REQUEST),
    "a number for the name": (body(NAMED, operationName="1"), BAD_REQUEST),
    "an object for the name": (body(NAMED, operationName="{}"), BAD_REQUEST),
    "an unknown name": (body(NAMED, operationName='"R"'), BAD_DOCUMENT),
    "an empty name": (body(NAMED, operationName='""'), BAD_DOCUMENT),
    "a name with an accent": (body(NAMED, operationName='"Q\u0301"'), BAD_DOCUMENT),
    "a name from right to left": (body(NAMED, operationName='"\u202eQ"'), BAD_DOCUMENT),
    "a wide name": (body(NAMED, operationName='"\uff31"'), BAD_DOCUMENT),
    "a name with NUL": (body(NAMED, operationName='"Q\\u0000"'), BAD_DOCUMENT),
    "__proto__ as the name": (body(NAMED, operationName='"__proto__"'), BAD_DOCUMENT),
    "a long name": (body(NAMED, operationName=f'"{"Q" * 60_000}"'), BAD_DOCUMENT),
    "__proto__ as a key": (body(__proto__='{"query": "{ nothing }"}'), ANSWERED),
    "the query twice": (
        b'{"query": ' + json.dumps(MUTATION).encode() + b"," + body()[1:],
        ANSWERED,
    ),
    "a thousand keys": (body(**{f"k{number}": "1" for number in range(1000)}), ANSWERED),
    "a file": (b'--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n', BAD_JSON),
}

TYPES: dict[str, dict[str, str]] = {
    "UTF-16": {"Content-Type": f"{JSON}; charset=utf-16"},
    "UTF-7": {"Content-Type": f"{JSON}; charset=utf-7"},
    "two charsets": {"Content-Type": f"{JSON}; charset=utf-8; charset=utf-7"},
    "gzip": {"Content-Encoding": "gzip"},
    "two encodings": {"Content-Encoding": "identity, deflate"},
    "a form": {"Content-Type": "application/x-www-form-urlencoded"},
    "a file": {"Content-Type": "multipart/form-data; boundary=b"},
    "plain text": {"Content-Type": "text/plain"},
    "GraphQL": {"Content-Type": "application/graphql"},
    "something like JSON": {"Content-Type": "application/json+graphql"},
    "two types": {"Content-Type": f"{JSON}, text/plain"},
    "no type": {"Content-Type": ""},
}


async def answer(client: Client, content: bytes, headers: dict[str, str]) -> Expected:
    """Status and code of an answer."""
    given = {"Authorization": f"Bearer {client.token}", "Content-Type": JSON} | headers
    response = await client.http.post("/graphql", content=content, headers=given)
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
    found = response.json()
    assert ("errors" in found) is ("data" not in found)
    codes = {error["extensions"]["code"] for error in found.get("errors", [])}
    assert len(codes) < 2
    return response.status_code, codes.pop() if codes else "answered"


async def test_hostile_bodies_are_refused_with_a_code(product: Product) -> None:
    client = await product.partner()
    before = await contents(product)
    found = {name: await answer(client, content, {}) for name, (content, _) in BODIES.items()}
    assert found == {name: expected for name, (_, expected) in BODIES.items()}
    assert await contents(product) == before


async def test_other_content_types_than_json_are_refused(product: Product) -> None:
    client = await product.partner()
    before = await contents(product)
    found = {name: await answer(client, body(MUTATION), given) for name, given in TYPES.items()}
    assert found == dict.fromkeys(TYPES, BAD_TYPE)
    assert await contents(product) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_no_other_method_changes_anything(product: Product, method: str) -> None:
    client = await product.partner()
    before = await contents(product)
    response = await product.http.request(
        method,
        "/graphql",
        params={"query": MUTATION},
        content=body(MUTATION),
        headers={"Authorization": f"Bearer {client.token}", "Content-Type": JSON},
    )
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    if method != "HEAD":
        (error,) = response.json()["errors"]
        assert error["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    assert await contents(product) == before


async def test_a_mutation_in_the_url_does_not_run(product: Product) -> None:
    client = await product.partner()
    before = await contents(product)
    response = await product.http.post(
        "/graphql",
        params={"query": MUTATION, "operationName": "x"},
        content=body(),
        headers={"Authorization": f"Bearer {client.token}", "Content-Type": JSON},
    )
    assert response.json()["data"] == {"__typename": "Query"}
    assert await contents(product) == before


async def test_a_body_is_not_read_beyond_its_limit(product: Product) -> None:
    client = await product.partner()
    sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 12_000_000:
            sent += 1000
            yield b" " * 1000

    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": JSON}
    response = await product.http.post("/graphql", content=chunks(), headers=headers)
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == TOO_LARGE
    assert MAX_BODY < sent <= MAX_BODY + 1000
