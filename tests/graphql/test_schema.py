"""The published schema: up to date, and described in every part."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    is_specified_scalar_type,
)

from tests.product import Product
from textgate.graphql.schema import schema

TOP = Path(__file__).resolve().parents[2]


def test_schema_graphql_is_up_to_date() -> None:
    published = (TOP / "schema.graphql").read_text(encoding="utf-8")
    assert published == schema.as_str() + "\n", "run: textgate schema --output schema.graphql"


def test_every_type_field_argument_and_value_is_described() -> None:
    undescribed: list[str] = []
    for name, named in build_schema(schema.as_str()).type_map.items():
        if name.startswith("__") or is_specified_scalar_type(named):
            continue
        if not named.description:
            undescribed.append(name)
        if isinstance(named, GraphQLEnumType):
            values = named.values.items()
            undescribed += [f"{name}.{key}" for key, value in values if not value.description]
        if isinstance(named, GraphQLInputObjectType):
            inputs = named.fields.items()
            undescribed += [f"{name}.{key}" for key, field in inputs if not field.description]
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for key, field in named.fields.items():
                if not field.description:
                    undescribed.append(f"{name}.{key}")
                undescribed += [
                    f"{name}.{key}({argument})"
                    for argument, definition in field.args.items()
                    if not definition.description
                ]
    assert undescribed == []


def test_no_source_loads_from_another_host() -> None:
    loads = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//|unpkg|jsdelivr|cdnjs|esm\.sh""")
    sources = [path for path in (TOP / "backend").rglob("*") if path.suffix in {".py", ".html"}]
    assert sources
    assert [path.name for path in sources if loads.search(path.read_text(encoding="utf-8"))] == []


async def test_introspection_answers_is_one_of_for_every_type(product: Product) -> None:
    client = await product.partner()
    document = """{ __type(name: "Account") { fields { name type { kind isOneOf } } } }"""
    fields = (await client.get(document))["__type"]["fields"]
    assert {field["type"]["isOneOf"] for field in fields} == {False}
