"""Documents are parsed, measured and validated here; valid ones of the usual size are remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules, validate
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from textgate.compat.graphql_core import limit_field_comparisons
from textgate.graphql.operation.document_limits import MAX_TOKENS, too_large
from textgate.graphql.operation.operation import Operation, choose

# Python's garbage collector looks through what is remembered while everybody waits: for about 50 ms
# when somebody has filled it with the largest documents.
REMEMBERED = 100
REMEMBERED_TOKENS = 500
# Each error may print a large value, and compare a name with every name of the schema for a suggestion.
MAX_ERRORS = 10
# How many comparisons of fields with the same name, which grow by the square: 25 ms of them. What tools
# and people ask needs none, or a few.
limit_field_comparisons(10_000)

_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


def read(schema: GraphQLSchema, query: str, operation_name: str | None) -> Operation:
    """The operation that is meant; raises Invalid with everything that is wrong with its document."""
    try:
        document = _read(schema, query)
    except _NotRemembered as unusual:
        node = choose(unusual.document, operation_name)
        if unusual.errors:
            raise Invalid(unusual.errors) from None
        return Operation(schema, unusual.document, node, is_remembered=False)
    operation = document.operations.get(operation_name)
    if operation is None:
        # A name that is none of the document's is refused, and not remembered.
        node = choose(document.node, operation_name)
        operation = document.operations[operation_name] = Operation(schema, document.node, node)
    return operation


class Invalid(Exception):
    """Raised for a document that cannot be executed."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(slots=True)
class _Document:
    node: DocumentNode
    operations: dict[str | None, Operation] = field(default_factory=dict)


class _NotRemembered(Exception):
    """Raised with what was read, since lru_cache remembers whatever is returned."""

    def __init__(self, document: DocumentNode, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.document = document
        self.errors = errors


@lru_cache(REMEMBERED)
def _read(schema: GraphQLSchema, query: str) -> _Document:
    document = parse(query, max_tokens=MAX_TOKENS)
    tokens = _unlink_tokens(document)
    # A document of fragments may cost validation far more than its length.
    refusal = too_large(document)
    if refusal:
        raise _NotRemembered(document, [refusal])
    errors = validate(schema, document, _RULES, max_errors=MAX_ERRORS)
    if errors or tokens > REMEMBERED_TOKENS:
        raise _NotRemembered(document, [_told(error) for error in errors])
    return _Document(document)


def _unlink_tokens(document: DocumentNode) -> int:
    """How many tokens there were. The parser chains them to each other, and would leave each document
    to the garbage collector; nothing follows the chain later."""
    count = 0
    token = document.loc.start_token if document.loc else None
    while token:
        count += 1
        following = token.next
        token.prev = token.next = None
        token = following
    return count


def _told(error: GraphQLError) -> GraphQLError:
    # Python reads no number of 5,000 digits; its refusal is not one of ours to be alarmed about.
    if error.original_error is None or isinstance(error.original_error, GraphQLError):
        return error
    return GraphQLError("The document has a value that cannot be read.", error.nodes)
