"""Limits on documents: one at the limit is answered, one above it is refused."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from graphql import get_introspection_query

from tests.product import Client, Product

ACCOUNT = "id externalId name phone timeZone createdAt updatedAt __typename"
TYPE = "kind name description specifiedByURL isOneOf __typename"

# Documents are measured before the database is used.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LEVELS = ["accounts(first: 1)", "nodes", *["senders(first: 1)", "nodes", "account"] * 9]
SCHEMA = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)
# gql.tada asks this first, for urql, to learn which introspection the server supports.
SUPPORT = """query IntrospectSupportQuery {
  directive: __type(name: "__Directive") { fields { name args { name } } }
  field: __type(name: "__Field") { fields { name args { name } } }
  type: __type(name: "__Type") { fields { name } }
  inputValue: __type(name: "__InputValue") { fields { name } } }"""


def nested(levels: list[str], leaf: str) -> str:
    return f"{{ {' { '.join([*levels, leaf])} {'} ' * len(levels)}}}"


def numbered(count: int, text: str) -> str:
    return " ".join(text.replace("#", str(number)) for number in range(count))


def depth(count: int) -> str:
    return nested(LEVELS[: count - 1], "__typename")


def depth_by_fragments(count: int) -> str:
    below = nested(["senders(first: 1)", "nodes", "account"], "...B")
    last = nested(LEVELS[2 : count - 4], "__typename")
    return f"""{{ accounts(first: 1) {{ nodes {{ ... {{ ...A }} }} }} }}
        fragment A on Account {below} fragment B on Account {last}"""


def several(count: int, names: str) -> str:
    """`count` fields, few of them equal."""
    return " ".join(itertools.islice(itertools.cycle(names.split()), count))


def fields(count: int) -> str:
    few, rest = (several(each, ACCOUNT) for each in (150, count - 154))
    return f"{{ accounts {{ nodes {{ {few} }} }} more: accounts {{ nodes {{ {rest} }} }} }}"


def fields_by_fragments(count: int) -> str:
    """Two fragments that each spread the next one ten times, and the rest."""
    rest = several(count - 202, ACCOUNT)
    return f"""{{ accounts {{ nodes {{ ... {{ {rest} }} ...A ...A }} }} }}
        fragment A on Account {{ {"...B " * 10} }} fragment B on Account {{ {"name " * 10} }}"""


def fragments(count: int) -> str:
    return f"{{ __typename {'... { } ' * count} }}"


def fragments_by_fragments(count: int) -> str:
    """Two fragments that each spread an empty one a hundred times, and the rest."""
    return f"""{{ __typename ...A ...A {"...B " * (count - 202)} }}
        fragment A on Query {{ {"...B " * 100} }} fragment B on Query {{ }}"""


def aliases(count: int) -> str:
    return f"{{ {numbered(count, 'a#: __typename')} }}"


def aliases_by_fragments(count: int) -> str:
    return f"""{{ {numbered(count - 20, "a#: __typename")} ...A ...A }}
        fragment A on Query {{ ... {{ {numbered(10, "a#: __typename")} }} }}"""


def directives(count: int) -> str:
    return f"{{ {'__typename @include(if: true) ' * count} }}"


def directives_by_fragments(count: int) -> str:
    """On fields, on spreads and on fragments within a selection."""
    return f"""{{ {"__typename @skip(if: false) " * (count - 18)} {"...A @include(if: true) " * 6} }}
        fragment A on Query {{ ... @include(if: true) {{ __typename @skip(if: false) }} }}"""


def schema_depth(count: int) -> str:
    return nested(["__schema", "types", *["ofType"] * (count - 2)], "name")


def schema_fields(count: int) -> str:
    few, rest = (several(each, TYPE) for each in (130, count - 263))
    return f"""{{ __schema {{ types {{ {few} }} queryType {{ {few} }}
        mutationType {{ {rest} }} }} }}"""


def schema_fields_by_fragments(count: int) -> str:
    return f"""{{ __schema {{ types {{ {"...T " * 9} {several(count - 361, TYPE)} }} }} }}
        fragment T on __Type {{ {"name " * 40} }}"""


def schema_aliases(count: int) -> str:
    return nested(["__schema", "types"], f"kind {numbered(count, 'a#: name')}")


def schema_aliases_above(count: int) -> str:
    return f"{{ __schema {{ description }} {numbered(count, 's#: __schema { description }')} }}"


def schema_directives(count: int) -> str:
    return nested(["__schema", "types"], "name @include(if: true) " * count)


def schema_members(count: int) -> str:
    return nested(["__schema", "types", *["fields", "type"] * count], "name")


def schema_members_by_fragments(count: int) -> str:
    inner = nested(["fields", "type"] * count, "name")
    return f"""{{ __type(name: "Query") {{ ...T }} }}
        fragment T on __Type {{ interfaces {{ name }} ... {inner} }}"""


SPREAD = "with its fragments spread out"
MEMBERS = "has 2 lists of types' members within one another; 1 is allowed."
LIMITS: list[tuple[Callable[[int], str], int, str]] = [
    (depth, 10, "is 11 levels deep; 10 are allowed."),
    (depth_by_fragments, 10, "is 11 levels deep; 10 are allowed."),
    (fields, 300, f"has 301 fields {SPREAD}; 300 are allowed."),
    (fields_by_fragments, 300, f"has 301 fields {SPREAD}; 300 are allowed."),
    (fragments, 300, "spreads 301 fragments out; 300 are allowed."),
    (fragments_by_fragments, 300, "spreads 301 fragments out; 300 are allowed."),
    (aliases, 30, f"has 31 aliases {SPREAD}; 30 are allowed."),
    (aliases_by_fragments, 30, f"has 31 aliases {SPREAD}; 30 are allowed."),
    (directives, 20, f"has 21 directives {SPREAD}; 20 are allowed."),
    (directives_by_fragments, 20, f"has 21 directives {SPREAD}; 20 are allowed."),
    (schema_depth, 15, "is 16 levels deep; 15 are allowed."),
    (schema_fields, 400, f"has 401 fields {SPREAD}; 400 are allowed."),
    (schema_fields_by_fragments, 400, f"has 401 fields {SPREAD}; 400 are allowed."),
    (schema_aliases, 0, f"has 1 aliases {SPREAD}; 0 are allowed."),
    (schema_aliases_above, 0, f"has 1 aliases {SPREAD}; 0 are allowed."),
    (schema_directives, 20, f"has 21 directives {SPREAD}; 20 are allowed."),
    (schema_members, 1, MEMBERS),
    (schema_members_by_fragments, 1, MEMBERS),
]


async def refusals(client: Client, document: str) -> list[tuple[str, str]]:
    """(message, code) of each error of an answer without data."""
    answer = await client.ask(document)
    assert "data" not in answer
    return [(error["message"], error["extensions"]["code"]) for error in answer["errors"]]


@pytest.mark.parametrize(
    ("document", "limit", "message"), LIMITS, ids=[make.__name__ for make, _, _ in LIMITS]
)
async def test_a_document_at_a_limit_is_answered_and_one_above_is_refused(
    product: Product, document: Callable[[int], str], limit: int, message: str
) -> None:
    client = await product.partner()
    is_introspection = document.__name__.startswith("schema")
    subject = "The operation's introspection" if is_introspection else "The operation"
    expected = [(f"{subject} {message}", "TOO_LARGE")]
    await product.account(client)
    assert await client.get(document(limit))
    with product.statements() as statements:
        assert await refusals(client, document(limit + 1)) == expected
        assert await refusals(client, document(limit + 1)) == expected
    # Each request only looked up the credential.
    assert len(statements) == 2


@pytest.mark.parametrize("more", ["query Q# { __typename }", "fragment F# on Query { __typename }"])
async def test_operations_count_as_fragments_do(product: Product, more: str) -> None:
    client = await product.partner()

    async def ask(count: int) -> Any:
        spreads = numbered(count - 1, "...F#") if "fragment" in more else "__typename"
        document = f"query Q {{ {spreads} }} {numbered(count - 1, more)}"
        return (await client.post({"query": document, "operationName": "Q"})).json()

    assert (await ask(30))["data"] == {"__typename": "Query"}
    (error,) = (await ask(31))["errors"]
    assert error["message"] == "The document has 31 operations and fragments; 30 are allowed."
    assert error["extensions"]["code"] == "TOO_LARGE"


async def test_every_operation_and_every_fragment_is_measured(product: Product) -> None:
    client = await product.partner()
    large = f"{{ {'__typename ' * 301} }}"
    for document in (
        f"query Q {{ __typename }} query Large {large}",
        f"query Q {{ __typename }} fragment Unused on Query {large}",
        f"query Q {{ ...F }} fragment F on Query {{ __typename }} fragment F on Query {large}",
    ):
        response = await client.post({"query": document, "operationName": "Q"})
        (error,) = response.json()["errors"]
        assert re.match(r"The (operation|fragment) has \d+ fields ", error["message"])
        assert error["extensions"]["code"] == "TOO_LARGE"


def doubling(fragments: int, leaf: str) -> str:
    """Each fragment spreads the next one twice."""
    doubled = (f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments))
    return f"{{ ...F0 }} {' '.join(doubled)} fragment F{fragments} on Query {{ {leaf} }}"


async def test_doubling_fragments_are_counted_without_expanding_them(product: Product) -> None:
    client = await product.partner()
    assert await client.get(doubling(7, "__typename")) == {"__typename": "Query"}
    assert await client.get(doubling(4, "a: __typename")) == {"a": "Query"}
    for document, message in {
        doubling(5, "a: __typename"): f"has 32 aliases {SPREAD}; 30 are allowed.",
        doubling(8, "__typename"): "spreads 511 fragments out; 300 are allowed.",
        doubling(28, "__typename"): f"has {2**28} fields {SPREAD}; 300 are allowed.",
        doubling(28, ""): f"spreads {2**29 - 1} fragments out; 300 are allowed.",
    }.items():
        assert await refusals(client, document) == [(f"The operation {message}", "TOO_LARGE")]


@pytest.mark.parametrize(
    "circle",
    [
        "fragment A on Query { ...A }",
        "fragment A on Query { ...A __typename ...A }",
        "fragment A on Query { ...B } fragment B on Query { __typename ...A }",
        "fragment A on Query { ...B ...B } fragment B on Query { ...A ...B ...A }",
        "fragment A on Query { viewer { ...B } } fragment B on Query { __schema { ...A } }",
    ],
)
async def test_cycles_of_fragments_are_refused(product: Product, circle: str) -> None:
    client = await product.partner()
    found = await refusals(client, f"{{ ...A }} {circle}")
    assert ("Cannot spread fragment 'A' within itself", "INVALID_DOCUMENT") in [
        (message.partition(" via")[0].rstrip("."), code) for message, code in found
    ]


async def test_validation_stops_after_the_first_errors(product: Product) -> None:
    client = await product.partner()
    found = await refusals(client, f"{{ {numbered(100, 'wrong#')} }}")
    assert [code for _, code in found] == ["INVALID_DOCUMENT"] * 11
    assert found[-1][0].startswith("Too many validation errors")


async def test_comparisons_of_equally_named_fields_are_limited(product: Product) -> None:
    client = await product.partner()
    assert await client.get(nested(["accounts"], "nodes { id } " * 40))
    found = await refusals(client, nested(["accounts"], "nodes { id } " * 140))
    assert found == [("Validation aborted.", "INVALID_DOCUMENT")]


async def test_introspection_queries_of_tools_are_answered(product: Product) -> None:
    client = await product.partner()
    # Apollo's clients add __typename to every selection.
    for document in (get_introspection_query(), SCHEMA, SCHEMA.replace("{", "{ __typename")):
        schema = (await client.get(document))["__schema"]
        assert schema["queryType"]["name"] == "Query"
        assert schema["types"]
    support = await client.get(SUPPORT)
    assert {"name": "isOneOf"} in support["type"]["fields"]
