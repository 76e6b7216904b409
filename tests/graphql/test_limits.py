"""Documents that are small on paper and enormous in fact are refused before anything is done."""

from __future__ import annotations

from graphql import get_introspection_query

from tests.product import Product


def doubling(fragments: int) -> str:
    """Each fragment spreads the next one twice: 3 more levels and twice the fields each time."""
    document = "{ accounts(first: 1) { nodes { ...F0 } } }\n"
    for number in range(fragments):
        spread = f"senders(first: 1) {{ nodes {{ account {{ ...F{number + 1} }} }} }}"
        document += f"fragment F{number} on Account {{ a: {spread} b: {spread} }}\n"
    return document + f"fragment F{fragments} on Account {{ id }}"


async def test_doubling_fragments_are_refused_by_depth(product: Product) -> None:
    client = await product.partner()
    for fragments in (5, 12, 20):
        with product.statements() as statements:
            answer = await client.ask(doubling(fragments))
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "TOO_LARGE"
        # The credential was looked up, and nothing else.
        assert len(statements) == 1


async def test_many_fields_by_fragments_are_refused(product: Product) -> None:
    client = await product.partner()
    wide = "fragment F0 on Account { " + " ".join(f"n{n}: name" for n in range(50)) + " }\n"
    spreads = " ".join(f"...F{n}" for n in range(20))
    wide += "".join(
        f"fragment F{n} on Account {{ senders {{ nodes {{ account {{ ...F0 }} }} }} }}\n"
        for n in range(1, 20)
    )
    answer = await client.ask(f"{{ accounts {{ nodes {{ {spreads} }} }} }}\n{wide}")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["TOO_LARGE"]


async def test_fragments_in_a_circle_are_refused(product: Product) -> None:
    client = await product.partner()
    answer = await client.ask(
        """{ accounts { nodes { ...A } } }
        fragment A on Account { ...B } fragment B on Account { name ...A }"""
    )
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_DOCUMENT"


async def test_what_tools_ask_of_the_schema_is_answered(product: Product) -> None:
    client = await product.partner()
    schema = (await client.get(get_introspection_query()))["__schema"]
    assert schema["queryType"] == {"name": "Query", "kind": "OBJECT"}
