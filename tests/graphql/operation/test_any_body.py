"""Any body is answered: never with a 5xx, an error without a code, or an unexpected error."""

from __future__ import annotations

import json
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.product import CREATE_ACCOUNT, SEND, Client, Product
from textgate.graphql.schema import core

# Bodies are parsed before the database is used.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]

# Several bodies per example: setting one up takes longer than sending them.
BATCH = 25
EXAMPLES = settings(
    max_examples=120,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LEAVES: list[Any] = [None, True, 0, -1, 2**31, 1.5, "", "a", "\0", "\ud800", "query", "{"]
JSON = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["", "a", "id", "query", "__proto__"]), inner, max_size=3),
    ),
    max_leaves=6,
)
LITERALS = [
    *(
        "null",
        "true",
        "0",
        "-1",
        "1",
        "99999999999",
        "9" * 5000,
        "1.5",
        "1e400",
        "NAME",
        "$v",
        "$w",
    ),
    *(
        '""',
        '"a"',
        '"\\u0000"',
        '"\\ud800"',
        '"""a"""',
        "[]",
        "[[1]]",
        "{}",
        '{id: "a"}',
        "{a: $v}",
    ),
]
VALID: list[dict[str, Any]] = [
    {"query": "query Q { viewer { name } }", "operationName": "Q", "variables": {}},
    {"query": CREATE_ACCOUNT, "variables": {"input": {"externalId": "x", "name": "x"}}},
    {"query": SEND, "variables": {"input": {"senderId": "a", "to": "4065550120", "body": "Hi"}}},
    {"query": "{ accounts(first: 5, orderBy: {field: NAME}) { nodes { id ... { name } } } }"},
]


def wrong_requests() -> st.SearchStrategy[bytes]:
    """Requests with the right keys and arbitrary values."""
    query = st.one_of(JSON, st.sampled_from([each["query"] for each in VALID]))
    keys = {"variables": JSON, "operationName": JSON, "extensions": JSON}
    requests = st.fixed_dictionaries({"query": query}, optional=keys)
    return st.one_of(requests, requests, JSON).map(lambda made: json.dumps(made).encode())


@st.composite
def spoiled_requests(draw: st.DrawFn) -> bytes:
    """Valid requests with some bytes removed, inserted, changed or doubled."""
    body = bytearray(json.dumps(draw(st.sampled_from(VALID))).encode())
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(body)))
        length = draw(st.sampled_from([0, 0, 1, 1, 5]))
        put_in = draw(
            st.sampled_from([b"", b'"', b"\\", b"{", b"}", b"$", b"\xff", b"\0", b"9" * 9])
        )
        body[place : place + length] = put_in + body[place : place + length] * (length == 5)
    return bytes(body)


class Writer:
    """Writes documents over the schema's own names, with any values; much quicker than Hypothesis."""

    def __init__(self, seed: bytes) -> None:
        self._random = Random(seed)

    def request(self) -> bytes:
        operation = self._mostly(self._one_of("query", "mutation"), "subscription")
        root = core.mutation_type if operation == "mutation" else core.query_type
        assert root is not None
        selection = self._selection(root)
        types = ("ID", "ID!", "Int = 1", "[ID!]!", "Boolean!", "AccountFilter", "Nothing")
        declared = f"($v: {self._one_of(*types)})" if "$v" in selection else ""
        fragment = "fragment F on Account { id ...F }" if "...F" in selection else ""
        document = f"{operation} Q{declared} {selection} {self._mostly(fragment, '{ id }')}"
        value = self._one_of("a", True, 1, *LEAVES)
        variables = self._one_of({"v": value}, {"v": [value]}, {})
        return json.dumps({"query": document, "variables": variables}).encode()

    def _one_of(self, *choices: Any) -> Any:
        return self._random.choice(choices)

    def _mostly(self, usual: str, *others: str) -> str:
        return usual if self._random.random() < 0.95 else self._one_of(*others)

    def _some(self, choices: Iterable[str], least: int = 0) -> list[str]:
        known = sorted(choices)
        return self._random.sample(known, min(len(known), self._random.randint(least, 3)))

    def _selection(self, holder: GraphQLNamedType, depth: int = 0) -> str:
        """Some fields of a type, and sometimes an invalid one."""
        if depth > 5:
            return "{ __typename }"
        fields: dict[str, GraphQLField] = getattr(holder, "fields", {})
        written = [self._field(name, fields[name], depth) for name in self._some(fields, least=1)]
        if is_abstract_type(holder):
            possible = self._one_of(*core.get_possible_types(holder))
            written.append(f"... on {possible.name} {self._selection(possible, depth + 1)}")
        stray = ("...F", "nothing", "id { id }", "a: id", "__proto__", "... { id }")
        written.append(self._mostly("__typename", *stray))
        return f"{{ {' '.join(written)} }}"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        needed = {key for key, each in field.args.items() if is_required_argument(each)}
        names = needed | set(self._some(field.args))
        given = [f"{key}: {self._literal(field.args[key].type)}" for key in sorted(names)]
        arguments = f"({', '.join(given)})" if given else ""
        directive = self._mostly("", " @skip(if: $v)", " @include(if: true)", " @a(b: 1)")
        below = get_named_type(field.type)
        inner = "" if is_leaf_type(below) else f" {self._selection(below, depth + 1)}"
        return f"{name}{arguments}{directive}{inner}"

    def _literal(self, wanted: Any, depth: int = 0) -> Any:
        """A value, mostly of the right type."""
        if depth > 3 or self._random.random() < 0.04:
            return self._one_of(*LITERALS)
        if is_non_null_type(wanted):
            return self._literal(wanted.of_type, depth)
        if is_list_type(wanted):
            return f"[{self._literal(wanted.of_type, depth + 1)}]"
        if isinstance(wanted, GraphQLEnumType):
            return self._one_of(*wanted.values)
        if isinstance(wanted, GraphQLInputObjectType):
            fields = wanted.fields.items()
            needed = {name for name, each in fields if is_required_input_field(each)}
            names = sorted(needed | set(self._some(wanted.fields)))
            given = [f"{key}: {self._literal(wanted.fields[key].type, depth + 1)}" for key in names]
            return f"{{{', '.join(given)}}}"
        usual = {"Int": "1", "Boolean": "true"}
        return usual.get(wanted.name, '"a"')


def batches(bodies: st.SearchStrategy[bytes]) -> st.SearchStrategy[list[bytes]]:
    return st.lists(bodies, min_size=BATCH, max_size=BATCH)


@pytest.fixture
async def client(product: Product) -> Client:
    found = await product.partner()
    await product.approved_account(found)
    return found


@EXAMPLES
@given(bodies=batches(st.binary(max_size=200)))
async def test_any_bytes_are_answered(client: Client, bodies: list[bytes]) -> None:
    await answered(client, bodies)


@EXAMPLES
@given(bodies=batches(spoiled_requests()))
async def test_any_spoiled_request_is_answered(client: Client, bodies: list[bytes]) -> None:
    await answered(client, bodies)


@EXAMPLES
@given(bodies=batches(wrong_requests()))
async def test_any_wrong_types_are_answered(client: Client, bodies: list[bytes]) -> None:
    await answered(client, bodies)


# Fewer of these, because validation takes long. Only a report of a failure needs their text.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(EXAMPLES, max_examples=40)
@given(bodies=batches(st.binary(min_size=8, max_size=8).map(lambda seed: Writer(seed).request())))
async def test_any_document_is_answered(client: Client, bodies: list[bytes]) -> None:
    await answered(client, bodies)


async def answered(client: Client, bodies: list[bytes]) -> None:
    """Sends each body, and checks that a client may see the answer."""
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    for body in bodies:
        response = await client.http.post("/graphql", content=body, headers=headers)
        answer = response.json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        # Programs may not manage API tokens.
        statuses = (403,) if codes == {"FORBIDDEN"} else (200, 400) if codes else (200,)
        assert response.status_code in statuses, body
        for error in answer.get("errors", []):
            assert error["extensions"]["code"] not in ("", "INTERNAL"), (error, body)
