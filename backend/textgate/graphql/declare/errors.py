"""GraphQL errors: each has a code, and none reveals internals or values."""

from __future__ import annotations

import re

import structlog
from graphql import GraphQLError, ValueNode

from textgate.domain.field_labels import sentence
from textgate.logs import frame_locations
from textgate.web.http_error import to_http_error

log = structlog.get_logger(__name__)

INVALID_ARGUMENT = "INVALID_ARGUMENT"
INVALID_DOCUMENT = "INVALID_DOCUMENT"
INTERNAL = "INTERNAL"
FORBIDDEN = "FORBIDDEN"
RATE_LIMITED = "RATE_LIMITED"
TOO_LARGE = "TOO_LARGE"


def invalid_argument(name: str, problem: str) -> GraphQLError:
    """An error with the code INVALID_ARGUMENT, such as "Argument first must be from 1 to 100."

    `problem` is a predicate, as in `InvalidValue`.
    """
    message = sentence(f"Argument {name}", problem)
    return GraphQLError(message, extensions={"code": INVALID_ARGUMENT, "argument": name})


# graphql-core repeats whole inputs in its messages, with recipients and texts (PHI).
_REPEATED = (
    (re.compile(r"\? Found: .*", re.DOTALL), "?"),
    (re.compile(r"[,;.]? [Ff]ound:? .*", re.DOTALL), "."),
    (re.compile(r"(, but encountered error) '.*", re.DOTALL), "."),
    (re.compile(r"(cannot represent [\w -]+?): .*", re.DOTALL), r"\1."),
    (
        re.compile(r"Value '.*' does not exist in ('\w+' enum).*", re.DOTALL),
        r"No such value in \1.",
    ),
)


def without_values(message: str) -> str:
    """Removes values from a message, because clients log the errors that they receive.

    An unexpected token of syntax stays, unless it is a string.
    """
    if message.startswith("Syntax Error") and not re.search(r"found (Block)?String", message):
        return message
    for repeated, instead in _REPEATED:
        message = repeated.sub(instead, message)
    return message


def presentable(error: GraphQLError, request_id: str, *, default_code: str) -> GraphQLError:
    """The error as a client may see it.

    Logs and masks an unexpected error: its text may contain anything, from SQL to a patient's number.
    """
    extensions = {"code": default_code, **(error.extensions or {}), "requestId": request_id}
    if extensions["code"] == INTERNAL and error.nodes and isinstance(error.nodes[0], ValueNode):
        # A variable left a required argument without a value, which graphql-core notices at the field.
        extensions["code"] = INVALID_ARGUMENT
    original = error.original_error or error
    refused = to_http_error(original)
    if refused is not None:
        return GraphQLError(
            refused.message,
            nodes=error.nodes,
            path=error.path,
            extensions={"code": refused.code, "requestId": request_id},
        )
    if extensions["code"] == INTERNAL or not isinstance(original, GraphQLError):
        log.error(
            "unexpected_error",
            error=type(original).__name__,
            frames=frame_locations(original),
        )
        return GraphQLError(
            "An unexpected error occurred; nothing more was done.",
            nodes=error.nodes,
            path=error.path,
            extensions={"code": INTERNAL, "requestId": request_id},
        )
    is_ours = error.extensions and "code" in error.extensions
    return GraphQLError(
        error.message if is_ours else without_values(error.message),
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
