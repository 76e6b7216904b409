"""Any text in any argument is refused or stored, never a 5xx, and no error reveals internals."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    is_list_type,
    is_non_null_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graphql.documents import saved, send
from tests.product import Client, Product
from textgate.graphql.schema import core

pytestmark = pytest.mark.slow

INSIDES = re.compile(
    r"Traceback|sqlite|asyncpg|sqlalchemy|SELECT |INSERT |UPDATE |\.py\b|/backend/|strawberry", re.I
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.text(
        st.sampled_from("\0\ud800\udfff\u202e\u200b\r\n\t'\"\\%_ ;\x7f\U0001f642é０1+()"),
        max_size=20,
    ),
    st.integers(1, 10_000).map(lambda n: "x" * n),
    st.sampled_from(
        ["4065550120", "https://a.org", "a@b.org", "US", "MA", "02130", "America/Chicago"]
    ),
)


# Placeholders for the ids of a test's own objects.
KNOWN_IDS = ["{account}", "{location}", "{queue}", "{message}"]
Question = tuple[str, dict[str, Any]]


def values(wanted: GraphQLInputType) -> st.SearchStrategy[Any]:
    """Values of a type, sometimes null where it is nullable."""
    if not is_non_null_type(wanted):
        return st.one_of(st.none(), values_of(wanted), values_of(wanted), values_of(wanted))
    return values_of(wanted.of_type)


def values_of(wanted: Any) -> st.SearchStrategy[Any]:
    if is_list_type(wanted):
        return st.lists(values(wanted.of_type), max_size=3)
    if isinstance(wanted, GraphQLInputObjectType):
        fields = wanted.fields.items()
        return st.fixed_dictionaries(
            {name: values(field.type) for name, field in fields if is_non_null_type(field.type)},
            optional={
                name: values(field.type)
                for name, field in fields
                if not is_non_null_type(field.type)
            },
        )
    if isinstance(wanted, GraphQLEnumType):
        return st.sampled_from(sorted(wanted.values))
    scalars: dict[str, st.SearchStrategy[Any]] = {
        "Boolean": st.booleans(),
        "Int": st.sampled_from([1, 100]),
        "ID": st.one_of(st.sampled_from(KNOWN_IDS), st.sampled_from(KNOWN_IDS), TEXTS),
    }
    return scalars.get(wanted.name, TEXTS)


def questions(holder: GraphQLObjectType | None) -> st.SearchStrategy[Question]:
    """Documents with one field of the schema's root each, and variables for all its arguments."""
    assert holder is not None
    operation = holder.name.lower()
    found = []
    for name, field in holder.fields.items():
        if field.args:
            declared = ", ".join(f"${key}: {argument.type}" for key, argument in field.args.items())
            passed = ", ".join(f"{key}: ${key}" for key in field.args)
            document = f"{operation} ({declared}) {{ {name}({passed}) {{ __typename }} }}"
            variables = {key: values(argument.type) for key, argument in field.args.items()}
            found.append(st.tuples(st.just(document), st.fixed_dictionaries(variables)))
    return st.one_of(found)


@pytest.fixture
async def known(product: Product) -> tuple[Client, dict[str, str]]:
    """A client, and the ids of its objects."""
    client = await product.partner()
    account_id = await product.approved_account(client)
    queue = await saved(client, "createQueue", accountId=account_id, name="Desk")
    location = await saved(client, "createLocation", accountId=account_id, name="Dublin")
    text = (await send(client, account_id))["smsMessage"]
    keys = (account_id, location["id"], queue["id"], text["id"])
    return client, dict(zip(KNOWN_IDS, keys, strict=True))


EXAMPLES = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@EXAMPLES
@given(question=questions(core.query_type))
async def test_any_text_in_a_query_is_answered(
    known: tuple[Client, dict[str, str]], question: Question
) -> None:
    await ask(*known, question)


@EXAMPLES
@given(question=questions(core.mutation_type))
async def test_any_text_in_a_mutation_is_answered(
    known: tuple[Client, dict[str, str]], question: Question
) -> None:
    await ask(*known, question)


async def ask(client: Client, ids: dict[str, str], question: Question) -> None:
    document, variables = question
    # JSON escapes let lone surrogates and NULs arrive.
    content = json.dumps({"query": document, "variables": variables})
    for stand_in, key in ids.items():
        content = content.replace(stand_in, key)
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    response = await client.http.post("/graphql", content=content.encode("ascii"), headers=headers)
    assert response.status_code < 500
    assert not INSIDES.search(response.text), response.text
    for error in response.json().get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL"
        assert error["extensions"]["requestId"]
