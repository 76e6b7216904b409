"""Hostile documents and variables get a coded refusal or a harmless answer, and write nothing."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from tests.product import Client, Product
from textgate.storage.tables import metadata

CREATE = """mutation ($input: CreateAccountInput!) {
  createAccount(input: $input) { account { id } userErrors { code } } }"""
NODE = "query ($id: ID!) { node(id: $id) { id } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
LIST = "query ($first: Int!) { accounts(first: $first) { totalCount } }"
ORDER = "query ($by: AccountOrder) { accounts(orderBy: $by) { totalCount } }"
FILTER = "query ($by: AccountFilter) { accounts(filter: $by) { totalCount } }"
LINES = "a\n" * 20_000
MANY = 'm#: createAccount(input: {externalId: "m#", name: "M"}) { account { id } }'
MUTATION = """mutation { createAccount(input: {externalId: "x", name: "x"}) { account { id } } }"""


def numbered(count: int, text: str) -> str:
    return " ".join(text.replace("#", str(number)) for number in range(count))


def within(depth: int, opening: str, closing: str, inner: str = "") -> str:
    return opening * depth + inner + closing * depth


DOCUMENTS: dict[str, tuple[str, str]] = {
    "aliases": (f"{{ {numbered(320, 'a#: __typename')} }}", "TOO_LARGE"),
    "aliased mutations": (f"mutation {{ {numbered(31, MANY)} }}", "TOO_LARGE"),
    "aliased introspection": (
        f"{{ {numbered(30, 'a#: __schema { types { name } }')} }}",
        "TOO_LARGE",
    ),
    "the same field": (f"{{ accounts {{ nodes {{ {'id ' * 900} }} }} }}", "TOO_LARGE"),
    "fields in fields": (f"{{ {'accounts { nodes { id } } ' * 101} }}", "TOO_LARGE"),
    "tokens": (f"{{ {'__typename ' * 1000} }}", "INVALID_DOCUMENT"),
    "comments": ("#\n" * 20_000 + "{ __typename }", "INVALID_DOCUMENT"),
    "directives": (f"{{ __typename {'@skip(if: false) ' * 100} }}", "TOO_LARGE"),
    "unknown directives": (f"{{ __typename {'@a ' * 450} }}", "TOO_LARGE"),
    "operations": (numbered(31, "query Q# { __typename }"), "INVALID_DOCUMENT"),
    "doubling": (
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(25))
        + " fragment F25 on Query { __typename }",
        "TOO_LARGE",
    ),
    "doubling in depth": (
        "{ node(id: 1) { ...F0 } } "
        + " ".join(
            f"fragment F{n} on Account {{ a: partner {{ ...F{n + 1} }} b: partner {{ ...F{n + 1} }} }}"
            for n in range(20)
        )
        + " fragment F20 on Account { id }",
        "TOO_LARGE",
    ),
    "a circle": (
        "{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }",
        "INVALID_DOCUMENT",
    ),
    "a fragment of itself": (
        f"{{ ...A }} fragment A on Query {{ {'...A ' * 400} }}",
        "TOO_LARGE",
    ),
    "selections": (within(150, "{ a ", "}"), "TOO_LARGE"),
    "selections beyond the parser": (within(490, "{ a ", "}"), "INVALID_DOCUMENT"),
    "fragments within": (f"{{ {within(490, '... {', '}')} }}", "INVALID_DOCUMENT"),
    "fragments within, just read": (f"{{ {within(190, '... {', '}', '__typename')} }}", "answered"),
    "fragments of fragments": (
        "{ ...F0 } "
        + " ".join(
            f"fragment F{n} on Query {{ {within(20, '... {', '}', f'...F{n + 1}')} }}"
            for n in range(10)
        )
        + " fragment F10 on Query { __typename }",
        "INVALID_DOCUMENT",
    ),
    "empty fragments, doubled": (
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(28))
        + " fragment F28 on Query { }",
        "TOO_LARGE",
    ),
    "empty selections": ("{ viewer { } }", "answered"),
    "lists": (f"{{ nodes(ids: {within(150, '[', ']')}) {{ id }} }}", "INVALID_DOCUMENT"),
    "lists beyond the parser": (
        f"{{ nodes(ids: {within(490, '[', ']')}) {{ id }} }}",
        "INVALID_DOCUMENT",
    ),
    "objects": (
        f"{{ accounts(filter: {within(150, '{a: ', '}', '1')}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "objects beyond the parser": (
        f"{{ accounts(filter: {within(300, '{a: ', '}', '1')}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "types of variables": (
        f"query ($a: {within(300, '[', ']', 'ID')}) {{ __typename }}",
        "INVALID_DOCUMENT",
    ),
    "arguments": (
        f"{{ accounts({numbered(300, 'a#: 1')}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "the same argument": (
        f"{{ accounts({'first: 1 ' * 300}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "variables": (
        f"query ({numbered(200, '$a#: Int')}) {{ __typename }}",
        "INVALID_DOCUMENT",
    ),
    "a huge whole number": (
        f"{{ accounts(first: {'9' * 5000}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "a huge negative number": (
        f"{{ accounts(first: -{'9' * 5000}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "a huge fraction": (
        f"{{ accounts(first: 1.{'9' * 5000}) {{ totalCount }} }}",
        "INVALID_DOCUMENT",
    ),
    "a huge exponent": ("{ accounts(first: 1e999999999) { totalCount } }", "INVALID_DOCUMENT"),
    "a huge id": (f"{{ node(id: {'9' * 5000}) {{ id }} }}", "answered"),
    "a long text": (f'{{ node(id: "{"a" * 60_000}") {{ id }} }}', "answered"),
    "a block": (f'{{ node(id: """{LINES}""") {{ id }} }}', "answered"),
    "a block without an end": (f'{{ node(id: """{LINES}', "INVALID_DOCUMENT"),
    "a text without an end": ('{ node(id: "a) { id } }', "INVALID_DOCUMENT"),
    "a half surrogate": ('{ node(id: "\\uD800") { id } }', "INVALID_DOCUMENT"),
    "a code point too far": ('{ node(id: "\\u{110000}") { id } }', "INVALID_DOCUMENT"),
    "NUL, escaped": ('{ node(id: "\\u0000") { id } }', "answered"),
    "NUL": ("{ __typename \0 }", "INVALID_DOCUMENT"),
    "a mark of byte order": ("\ufeff{ __typename }", "answered"),
    "no space at all": ("{\u00a0__typename\u2003}", "INVALID_DOCUMENT"),
    "a name of another script": ("{ __typenamе }", "INVALID_DOCUMENT"),
    "a long name": (f"{{ {'a' * 60_000} }}", "INVALID_DOCUMENT"),
    "a long name of a type": (f"{{ ... on {'A' * 60_000} {{ a }} }}", "INVALID_DOCUMENT"),
    "long unknown names": (f"{{ {numbered(100, 'accounts' * 70 + '#')} }}", "INVALID_DOCUMENT"),
    "names nearly known": (
        f"{{ accounts {{ nodes {{ {numbered(100, '... on Acount# { id }')} }} }} }}",
        "INVALID_DOCUMENT",
    ),
    "__proto__": ("{ __proto__ { constructor } }", "INVALID_DOCUMENT"),
    "a subscription": ("subscription { accounts { totalCount } }", "INVALID_DOCUMENT"),
    "a deferred fragment": ("{ ... @defer { __typename } }", "INVALID_DOCUMENT"),
    "a streamed list": ("{ accounts { nodes @stream { id } } }", "INVALID_DOCUMENT"),
    "a definition of a type": ("{ __typename } type Query { a: Int }", "INVALID_DOCUMENT"),
    "an extension of the schema": (
        "{ __typename } extend type Query { a: Int }",
        "INVALID_DOCUMENT",
    ),
    "a mutation in a query": (
        '{ createAccount(input: {externalId: "x", name: "x"}) { account { id } } }',
        "INVALID_DOCUMENT",
    ),
    "a mutation beside a mistake": (
        MUTATION.replace("} }", "} nothing }"),
        "INVALID_DOCUMENT",
    ),
    "nothing": ("", "INVALID_REQUEST"),
    "space": (" \n", "INVALID_REQUEST"),
    "only a comment": ("# nothing", "INVALID_DOCUMENT"),
    "only a fragment": ("fragment F on Query { __typename }", "INVALID_DOCUMENT"),
}

VARIABLES: dict[str, tuple[str, Any, str]] = {
    "an array": (NODE, [], "INVALID_REQUEST"),
    "a text": (NODE, "id", "INVALID_REQUEST"),
    "none": (NODE, {}, "INVALID_DOCUMENT"),
    "null": (NODE, {"id": None}, "INVALID_DOCUMENT"),
    "an object for an id": (NODE, {"id": {}}, "INVALID_DOCUMENT"),
    "a list for an id": (NODE, {"id": ["a"]}, "INVALID_DOCUMENT"),
    "true for an id": (NODE, {"id": True}, "INVALID_DOCUMENT"),
    "a fraction for an id": (NODE, {"id": 1.5}, "INVALID_DOCUMENT"),
    "unknown ones": (NODE, {"id": "a", "__proto__": {"id": "b"}, "x": [[[]]]}, "answered"),
    "NUL": (NODE, {"id": "\0"}, "answered"),
    "a long text": (NODE, {"id": "a" * 60_000}, "answered"),
    "many ids": (NODES, {"ids": ["a"] * 15_000}, "TOO_LARGE"),
    "many wrong ids": (NODES, {"ids": [{}] * 15_000}, "TOO_LARGE"),
    "many nulls": (NODES, {"ids": [None] * 12_000}, "TOO_LARGE"),
    "lists in lists": (NODES, {"ids": json.loads(within(60, "[", "]"))}, "INVALID_DOCUMENT"),
    "a huge number": (LIST, {"first": 2**63}, "INVALID_DOCUMENT"),
    "a number below": (LIST, {"first": -(2**31)}, "INVALID_ARGUMENT"),
    "a large fraction": (LIST, {"first": 1e300}, "INVALID_DOCUMENT"),
    "a text for a number": (LIST, {"first": "1"}, "INVALID_DOCUMENT"),
    "true for a number": (LIST, {"first": True}, "INVALID_DOCUMENT"),
    "an unknown value": (ORDER, {"by": {"field": "N" * 50_000}}, "INVALID_DOCUMENT"),
    "many unknown fields": (
        ORDER,
        {"by": {f"field{n}": 1 for n in range(3000)}},
        "INVALID_DOCUMENT",
    ),
    "__proto__ as a field": (
        ORDER,
        {"by": {"__proto__": {"field": "NAME"}}},
        "INVALID_DOCUMENT",
    ),
    "a deep object": (
        FILTER,
        {"by": json.loads(within(60, '{"a": ', "}", "1"))},
        "INVALID_DOCUMENT",
    ),
    "wrong types of a form": (
        CREATE,
        {"input": {"externalId": 1, "name": {}, "address": []}},
        "INVALID_DOCUMENT",
    ),
    "a field too many": (
        CREATE,
        {"input": {"externalId": "x", "name": "x", "partnerId": "y"}},
        "INVALID_DOCUMENT",
    ),
    "a list for a form": (CREATE, {"input": [{"externalId": "x"}] * 2}, "INVALID_DOCUMENT"),
}


async def contents(product: Product) -> dict[str, list[Any]]:
    """Everything in the database except the times when credentials were used."""
    found = {}
    async with product.services.database.read() as connection:
        for name, table in metadata.tables.items():
            if name != "credential":
                rows = await connection.execute(select(table).order_by(*table.primary_key))
                found[name] = [tuple(row) for row in rows]
    return found


async def test_hostile_documents_are_refused_with_a_code(product: Product) -> None:
    client = await product.partner()
    before = await contents(product)
    found = {name: await answer(client, document, {}) for name, (document, _) in DOCUMENTS.items()}
    assert found == {name: code for name, (_, code) in DOCUMENTS.items()}
    assert await contents(product) == before


async def test_hostile_variables_are_refused_with_a_code(product: Product) -> None:
    client = await product.partner()
    before = await contents(product)
    found = {
        name: await answer(client, document, variables)
        for name, (document, variables, _) in VARIABLES.items()
    }
    assert found == {name: code for name, (_, _, code) in VARIABLES.items()}
    assert await contents(product) == before


async def answer(client: Client, document: str, variables: Any) -> str:
    """The one code of an answer's errors."""
    response = await client.post({"query": document, "variables": variables})
    assert response.status_code in (200, 400)
    found = response.json()
    codes = {error["extensions"]["code"] for error in found.get("errors", [])}
    assert len(codes) < 2
    assert found.get("data") is None or not codes
    return codes.pop() if codes else "answered"
