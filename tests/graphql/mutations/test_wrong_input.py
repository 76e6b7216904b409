"""Invalid input of every kind gets a typed, coded response: never a 5xx, and no internals."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLScalarType,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from sqlalchemy import func, select

from tests.product import SEND, Client, Product
from textgate.graphql.schema import core
from textgate.storage.tables import message, verification

INSIDES = re.compile(
    r"Traceback|sqlite|asyncpg|sqlalchemy|psycopg|SELECT |INSERT |\.py\b|/backend/|strawberry", re.I
)

NASTY = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u202e",
    "%_\\",
    "'; DROP TABLE account; --",
    "x" * 10_000,
    "\U0001f468\u200d\u2695\ufe0f",
    "-1",
    "null",
    "=1+1",
    "account_" + "0" * 32,
    "account_" + "f" * 33,
    "WzFd",
    "a" * 255 + "\n",
]


async def answered(client: Client, body: Any) -> dict[str, Any]:
    """The response, which must be one that a client may see."""
    response = await client.post(body)
    assert response.status_code < 500
    assert not INSIDES.search(response.text), response.text
    answer: dict[str, Any] = response.json()
    for error in answer.get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL", error
        assert error["extensions"]["requestId"]
    return answer


def filled(input_type: GraphQLInputType, text: str) -> Any:
    """A value of a type with `text` in every place that takes a string."""
    if is_non_null_type(input_type):
        return filled(input_type.of_type, text)
    if is_list_type(input_type):
        return [filled(input_type.of_type, text)]
    named = get_named_type(input_type)
    if isinstance(named, GraphQLInputObjectType):
        return {name: filled(field.type, text) for name, field in named.fields.items()}
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    assert isinstance(named, GraphQLScalarType)
    return {"Int": 1, "Boolean": True, "Float": 1.5}.get(named.name, text)


def documents() -> list[tuple[str, GraphQLField]]:
    assert core.query_type is not None
    assert core.mutation_type is not None
    root_fields = [(f"query {name}", field) for name, field in core.query_type.fields.items()]
    root_fields += [
        (f"mutation {name}", field) for name, field in core.mutation_type.fields.items()
    ]
    return [(name, field) for name, field in root_fields if field.args]


@pytest.mark.parametrize(
    ("called", "field"), documents(), ids=[name.replace(" ", "-") for name, _ in documents()]
)
async def test_hostile_text_in_every_argument_gets_a_coded_response(
    product: Product, called: str, field: GraphQLField
) -> None:
    client = await product.partner()
    operation, name = called.split(" ")
    declared = ", ".join(f"${key}: {arg.type}" for key, arg in field.args.items())
    passed = ", ".join(f"{key}: ${key}" for key in field.args)
    document = f"{operation} ({declared}) {{ {name}({passed}) {{ __typename }} }}"
    for text in NASTY:
        variables = {key: filled(arg.type, text) for key, arg in field.args.items()}
        answer = await answered(client, {"query": document, "variables": variables})
        assert "data" in answer or answer["errors"]
    async with product.services.database.read() as connection:
        for table in (message, verification):
            count = select(func.count()).select_from(table)
            assert (await connection.execute(count)).scalar_one() == 0


@pytest.mark.parametrize("first", [-1, 0, 101, 1000, 10**20])
async def test_a_page_size_out_of_range_is_coded(product: Product, first: int) -> None:
    client = await product.partner()
    for list_field in (
        "accounts(first: %d) { nodes { id } }",
        "smsMessages(first: %d) { totalCount }",
    ):
        answer = await answered(client, {"query": "{ " + list_field % first + " }"})
        assert answer["errors"][0]["extensions"]["code"] in ("INVALID_ARGUMENT", "INVALID_DOCUMENT")


@pytest.mark.parametrize(
    "cursor", ["", "x", "WzFd", "bnVsbA", "WyJhIiwiYiJd", "W251bGwsbnVsbF0", "é", "A" * 5000]
)
async def test_a_bad_cursor_is_coded(product: Product, cursor: str) -> None:
    client = await product.partner()
    query = "query ($after: String) { accounts(after: $after) { nodes { id } } }"
    answer = await answered(client, {"query": query, "variables": {"after": cursor}})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_ARGUMENT"
    assert answer["errors"][0]["extensions"]["argument"] == "after"


async def test_a_cursor_of_another_order_is_coded(product: Product) -> None:
    client = await product.partner()
    await product.account(client)
    by_name = await client.get("{ accounts { pageInfo { endCursor } } }")
    cursor = by_name["accounts"]["pageInfo"]["endCursor"]
    query = """query ($after: String) {
      accounts(after: $after, orderBy: {field: CREATED_AT}) { nodes { id } } }"""
    answer = await answered(client, {"query": query, "variables": {"after": cursor}})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_ARGUMENT"


async def test_requesting_too_many_objects_is_coded(product: Product) -> None:
    client = await product.partner()
    query = """{ accounts(first: 100) { nodes { locations(first: 100) { nodes {
        account { messages(first: 100) { nodes { id } } } } } } } }"""
    response = await client.post({"query": query})
    # 100 accounts, 100 × 100 locations, an account for each, and 100 messages for each account.
    points = 1 + (100 + 10_000 + 10_000 + 1_000_000) // 10
    assert (response.status_code, response.json()) == (
        200,
        {
            "errors": [
                {
                    "message": f"The operation costs {points} points; 1000 are allowed.",
                    "extensions": {
                        "code": "TOO_LARGE",
                        "requestId": response.headers["x-request-id"],
                    },
                }
            ],
            "extensions": {"cost": {"points": points}},
        },
    )


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"to": "12"}, "to", "INVALID"),
        ({"to": ""}, "to", "REQUIRED"),
        ({"to": "+44 20 7946 0958"}, "to", "INVALID"),
        ({"to": "٤٠٦٥٥٥٠١٢٠"}, "to", "INVALID"),
        ({"body": ""}, "body", "REQUIRED"),
        ({"body": " \n "}, "body", "REQUIRED"),
        ({"body": "x" * 10_000}, "body", "TOO_LONG"),
        ({"body": "a\0b"}, "body", "INVALID"),
        ({"senderId": "account_" + "0" * 32}, "senderId", "NOT_FOUND"),
        ({"senderId": "'"}, "senderId", "NOT_FOUND"),
        ({"idempotencyKey": "k" * 256}, "idempotencyKey", "TOO_LONG"),
        ({"idempotencyKey": "a\nb"}, "idempotencyKey", "INVALID"),
        ({"kind": "SECURE_TEXT"}, "kind", "INVALID"),
    ],
)
async def test_an_error_in_a_text_names_its_field(
    product: Product, changes: dict[str, str], field: str, code: str
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    input_fields = {"senderId": account, "to": "(406) 555-0120", "body": "Hi"} | changes
    answer = (await client.get(SEND, input=input_fields))["sendSms"]
    assert (answer["__typename"], answer["code"]) == ("InvalidInputError", 4060)
    assert [(each["field"], each["code"]) for each in answer["userErrors"]] == [([field], code)]
    async with product.services.database.read() as connection:
        count = await connection.execute(select(func.count()).select_from(message))
        assert count.scalar_one() == 0


async def test_a_lone_surrogate_is_refused_as_a_malformed_request(product: Product) -> None:
    client = await product.partner()
    body = b'{"query": "{ __typename }", "variables": {"x": "\\ud800"}}'
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    response = await product.http.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "INVALID_JSON"
