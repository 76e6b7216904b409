"""The search for objects of several types, and the search of lists of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect

from textgate.domain.search import MAX_QUERY_LENGTH
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.relation import Finder, ReadContext
from textgate.services.search.find import MAX_RESULTS, TABLES, find
from textgate.services.search.terms import search_terms
from textgate.storage.statement_program import StatementProgram

TERMS = "search_terms"
"""The argument with the terms of a list's search, if it has one."""


def prepare_terms(
    arguments: Mapping[str, Any], context: ReadContext, dialect: Dialect
) -> StatementProgram:
    """Reads the terms of a list's search. Raises GraphQLError for a long text."""
    text: str = getattr(arguments.get("filter"), "search", None) or ""
    if len(text) > MAX_QUERY_LENGTH:
        raise invalid_argument("search", f"must have at most {MAX_QUERY_LENGTH} characters")
    if not text.strip():
        return {}
    terms = yield from search_terms(dialect, context.viewer, text)
    return {TERMS: terms}


def _find(arguments: Mapping[str, Any], context: ReadContext, dialect: Dialect) -> StatementProgram:
    query, first = arguments["query"], arguments["first"]
    if not 1 <= len(query) <= MAX_QUERY_LENGTH:
        raise invalid_argument("query", f"must have from 1 to {MAX_QUERY_LENGTH} characters")
    if not 1 <= first <= MAX_RESULTS:
        raise invalid_argument("first", f"must be from 1 to {MAX_RESULTS}")
    return (yield from find(dialect, context.viewer, query, arguments.get("kinds"), first))


SEARCH = Finder(TABLES, MAX_RESULTS, _find)
