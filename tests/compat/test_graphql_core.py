"""Contract of `compat/graphql_core.py` with graphql-core. A failure means that the library has changed."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableValues,
    build_schema,
    execute,
    get_variable_values,
    parse,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged

from textgate.compat.graphql_core import (
    FieldCollector,
    VariableValueSource,
    limit_field_comparisons,
    make_resolve_info,
    variable_signature,
)

SCHEMA = build_schema("type Query { a(x: Int): Query b: Int c: Int }")


class Parsed:
    def __init__(self, text: str) -> None:
        document = parse(text)
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        (self.operation,) = (
            node for node in document.definitions if isinstance(node, OperationDefinitionNode)
        )

    def variables(self, **inputs: Any) -> VariableValues:
        definitions = self.operation.variable_definitions or ()
        values = get_variable_values(SCHEMA, definitions, inputs)
        assert isinstance(values, VariableValues)
        return values

    def collector(self, **inputs: Any) -> FieldCollector:
        return FieldCollector(SCHEMA, self.operation, self.fragments, self.variables(**inputs))


def query_type(schema: GraphQLSchema = SCHEMA) -> Any:
    assert schema.query_type is not None
    return schema.query_type


def test_fields_of_fragments_are_grouped_by_their_key() -> None:
    parsed = Parsed("{ a { b } ...More c } fragment More on Query { a { c } key: b }")
    groups = dict(parsed.collector().roots(query_type()))
    assert {key: [node.name.value for node in nodes] for key, nodes in groups.items()} == {
        "a": ["a", "a"],
        "key": ["b"],
        "c": ["c"],
    }
    children = dict(parsed.collector().fields(query_type(), groups["a"]))
    assert list(children) == ["b", "c"]


@pytest.mark.parametrize(("flag", "keys"), [(True, ["b", "c"]), (False, ["c"])])
def test_a_directive_decides_with_the_variables_value(flag: bool, keys: list[str]) -> None:
    parsed = Parsed("query ($flag: Boolean!) { b @include(if: $flag) c }")
    assert [key for key, _ in parsed.collector(flag=flag).roots(query_type())] == keys


def test_a_variables_signature_has_its_name_type_and_default() -> None:
    (node,) = Parsed("query ($x: Int = 3) { a(x: $x) { b } }").operation.variable_definitions or ()
    signature = variable_signature(SCHEMA, node)
    assert (signature.name, str(signature.type)) == ("x", "Int")
    assert signature.default is not None


def test_a_variable_of_an_unknown_type_has_no_signature() -> None:
    (node,) = Parsed("query ($x: Nothing) { b }").operation.variable_definitions or ()
    with pytest.raises(GraphQLError):
        variable_signature(SCHEMA, node)


def test_manually_built_variable_values_equal_coerced_ones() -> None:
    parsed = Parsed("query ($x: Int, $y: Int) { a(x: $x) { b } other: a(x: $y) { b } }")
    (x, y) = (
        variable_signature(SCHEMA, node) for node in parsed.operation.variable_definitions or ()
    )
    manual = VariableValues({"x": VariableValueSource(x, 3), "y": VariableValueSource(y)}, {"x": 3})
    assert manual == parsed.variables(x=3)


def test_a_resolver_receives_the_same_info_as_from_graphql_core() -> None:
    schema = build_schema("type Query { a(x: Int): Int }")
    passed: list[GraphQLResolveInfo[Any]] = []
    query_type(schema).fields["a"].resolve = lambda _, info, **__: passed.append(info)
    document = parse("{ key: a(x: 1) }")
    context = object()
    execute(schema, document, context_value=context)
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    field_nodes = list(passed[0].field_nodes)
    built = make_resolve_info(
        *(schema, operation, {}, passed[0].variable_values, context),
        *(query_type(schema), "key", field_nodes, query_type(schema).fields["a"]),
    )
    # The helpers are for streams and cancellation, which no resolver of ours uses.
    names = set(GraphQLResolveInfo._fields) - {"async_helpers", "abort_signal", "is_awaitable"}
    for name in names:
        assert getattr(built, name) == getattr(passed[0], name), name


def test_validation_uses_the_limit_of_field_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overlapping_fields_can_be_merged, "MAX_COMPLEXITY_BUDGET", 10_000)
    document = parse("{ " + "b " * 50 + "}")
    assert validate(SCHEMA, document) == []
    limit_field_comparisons(10)
    assert validate(SCHEMA, document) != []
