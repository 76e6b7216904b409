"""Parses, measures and validates documents. Caches valid documents of ordinary size by their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules, validate
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from textgate.compat.graphql_core import limit_field_comparisons
from textgate.graphql.operation.document_limits import MAX_TOKENS, DocumentMeasure
from textgate.graphql.operation.operation import Operation, choose_operation

# The garbage collector scans the cache while every request waits: about 50 ms if an attacker has filled it
# with the largest documents.
REMEMBERED = 100
REMEMBERED_TOKENS = 500
# Each error may print a large value, and compare a name with every name of the schema for a suggestion.
MAX_ERRORS = 10
# Validation compares all pairs of fields with the same response key: at most 25 ms of them. Documents of people
# and tools need a few comparisons, or none.
limit_field_comparisons(10_000)

_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


def parse_operation(schema: GraphQLSchema, query: str, operation_name: str | None) -> Operation:
    """The operation to execute. The same text and name return the same object while they are cached.

    Raises InvalidDocument for an invalid document, and GraphQLError for a syntax error or an unknown name.
    """
    try:
        document = _parse(schema, query)
    except _NotCached as result:
        node = choose_operation(result.document, operation_name)
        if result.errors:
            raise InvalidDocument(result.errors) from None
        conditions = result.conditions
        return Operation(schema, result.document, node, conditions, is_remembered=False)
    operation = document.operations.get(operation_name)
    if operation is None:
        # Raises for an unknown name, so that such names do not fill the dictionary.
        node = choose_operation(document.node, operation_name)
        operation = Operation(schema, document.node, node, document.conditions)
        document.operations[operation_name] = operation
    return operation


class InvalidDocument(Exception):
    """Raised for a document that cannot be executed, with its errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(slots=True)
class _Document:
    node: DocumentNode
    conditions: tuple[str, ...]
    operations: dict[str | None, Operation] = field(default_factory=dict)


class _NotCached(Exception):
    """Carries a result past lru_cache, which caches every return value."""

    def __init__(
        self, document: DocumentNode, errors: list[GraphQLError], conditions: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.document = document
        self.errors = errors
        self.conditions = conditions


@lru_cache(REMEMBERED)
def _parse(schema: GraphQLSchema, query: str) -> _Document:
    document = parse(query, max_tokens=MAX_TOKENS)
    # Validation expands fragments: it may take far longer than the document is long.
    measure = DocumentMeasure(document)
    if measure.refusal:
        raise _NotCached(document, [measure.refusal], ())
    errors = validate(schema, document, _RULES, max_errors=MAX_ERRORS)
    if errors or _count_tokens(document) > REMEMBERED_TOKENS:
        presentable = [_presentable(error) for error in errors]
        raise _NotCached(document, presentable, measure.conditions)
    return _Document(document, measure.conditions)


def _count_tokens(document: DocumentNode) -> int:
    count = 0
    token = document.loc.start_token if document.loc else None
    while token:
        count += 1
        token = token.next
    return count


def _presentable(error: GraphQLError) -> GraphQLError:
    # int() refuses more than 4,300 digits with a ValueError. That is the client's error, not an unexpected one.
    if error.original_error is None or isinstance(error.original_error, GraphQLError):
        return error
    return GraphQLError("The document has an invalid value.", error.nodes)
