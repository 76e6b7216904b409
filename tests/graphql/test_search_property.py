"""Any query finds what a plain reference finds: nothing in it is syntax of a database."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.product import ADDRESS, Client, Product
from textgate.domain.search import Level, level_of, searchable, words_of

SEARCH = """query ($query: String!) {
  search(query: $query, kinds: [ACCOUNT], first: 25) { ... on Account { name } }
}"""
NAMES = (
    "Northern Family Dental",
    "Family Northern Clinic",
    "Northernmost Health",
    "Greatnorthern Care",
    "Nothern Lights",
    "Rental Wellness",
    "St. Mary's",
    "Smyth Practice",
    "Dublin Pediatrics",
)


@pytest.fixture
async def client(product: Product) -> Client:
    owner = await product.partner()
    for number, name in enumerate(NAMES):
        city = {"city": "Dublin", "state": "OH"} if number % 2 else {"city": "Boston"}
        await product.account(
            owner,
            name=name,
            externalId=f"EMR-{number}X",
            phone=f"614555010{number}",
            address=ADDRESS | city,
        )
    return owner


WORDS = [
    *(
        "northern",
        "family",
        "dental",
        "clinic",
        "Northernmost",
        "mary's",
        "st",
        "dublin",
        "oh",
        "ma",
    ),
    *(
        "boston",
        "02130",
        "614",
        "5550104",
        "emr-4x",
        "norhern",
        "denatl",
        "famly",
        "clnic",
        "dubiln",
    ),
    *(
        "smith",
        "lights",
        "zzyzx",
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "*",
        '"',
        "'",
        "(",
        ")",
        ":",
        "^",
        "-",
    ),
    *("+", "\0", "\U0001f642", "é", "%"),
]
QUERIES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join),
    st.text(st.sampled_from('abdn" *(){}:^-+\0%_\\'), min_size=1, max_size=8),
    st.text(max_size=20).filter(bool),
).filter(lambda text: len(text) <= 200)


def reference(query: str) -> Iterator[str]:
    """The names of accounts in their order, computed without a database."""
    words = words_of(query)
    ranked = []
    for number, name in enumerate(NAMES):
        city = ("Dublin", "OH") if number % 2 else ("Boston", "MA")
        phone = f"+1614555010{number}"
        text = searchable(name, f"EMR-{number}X", *city, ADDRESS["postalCode"], phone)
        level = level_of(words, text)
        if level is not None and words:
            is_name = level is not Level.TYPO and level_of(words, searchable(name)) is not None
            ranked.append((not is_name, level, name.lower(), name))
    return (name for *_, name in sorted(ranked))


@pytest.mark.slow
@settings(
    max_examples=250, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(query=QUERIES)
async def test_any_query_finds_what_the_reference_finds(client: Client, query: str) -> None:
    # JSON escapes let lone surrogates and NULs arrive.
    content = json.dumps({"query": SEARCH, "variables": {"query": query}}).encode("ascii")
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    response = await client.http.post("/graphql", content=content, headers=headers)
    results = response.json()["data"]["search"]
    assert [result["name"] for result in results] == list(reference(query))
