"""Ranks candidates by level, then in their order. The number of statements does not depend on the rows."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Dialect

from textgate.domain.search import (
    Alternatives,
    Level,
    evidence,
    is_forgiven,
    level_of,
    pattern_of,
)
from textgate.domain.viewer import Viewer
from textgate.services.search.candidates import (
    CANDIDATES,
    Documents,
    candidates,
    first_candidates,
    first_in_order,
    is_complete,
)
from textgate.storage.statement_program import Rows, Statement

NEARLY_ALL = CANDIDATES * 9 // 10
"""Of the candidates."""


class Match(NamedTuple):
    """A row that matches, with the driver's values, and the level of its worst word."""

    level: Level
    row: Sequence[Any]


Matching: TypeAlias = Generator[Statement, Rows, list[Match]]


def best_matches(
    dialect: Dialect, viewer: Viewer, documents: Documents, words: Sequence[str], wanted: int
) -> Matching:
    """The matches, the best first. Typos are forgiven if there are fewer than `wanted` without."""
    matches: dict[Any, Match] = {}
    typed = as_typed(words)
    if not documents.has_words:
        rows = yield first_candidates(dialect, viewer, documents, typed, wanted)
        _add(matches, rows, words)
    else:
        rows = yield candidates(dialect, viewer, documents, typed)
        _add(matches, rows, words)
        if not is_complete(rows):
            yield from _add_best(matches, dialect, viewer, documents, words, wanted)
    if len(matches) < wanted and any(map(is_forgiven, words)):
        rows = yield candidates(dialect, viewer, documents, with_typos(words))
        _add(matches, rows, words)
    ordered = sorted(
        matches.values(),
        # The table's id comes last, so that equal names have one order.
        key=lambda match: (*match.row[2:-1], match.row[0]),
        reverse=documents.is_newest_first,
    )
    return sorted(ordered, key=lambda match: match.level)


def _add_best(
    matches: dict[Any, Match],
    dialect: Dialect,
    viewer: Viewer,
    documents: Documents,
    words: Sequence[str],
    wanted: int,
) -> Generator[Statement, Rows, None]:
    """Too many rows match: read the first ones at the best levels.

    The index reads all rows with common words before it returns the first. It is not asked again if nearly all
    candidates are at the level: it would only return others of the same kind.
    """
    for level in (Level.EXACT, Level.PREFIX):
        patterns = as_typed(words, level)
        is_common = sum(match.level <= level for match in matches.values()) >= NEARLY_ALL
        if is_common and not documents.order:
            break
        statement = first_in_order if is_common else first_candidates
        rows = yield statement(dialect, viewer, documents, patterns, wanted)
        _add(matches, rows, words)
        if is_common or len(rows) >= wanted:
            break


def as_typed(words: Sequence[str], level: Level = Level.SUBSTRING) -> list[Alternatives]:
    return [((pattern_of(word, level),),) for word in words]


def with_typos(words: Sequence[str]) -> list[Alternatives]:
    return [
        ((pattern_of(word),), *evidence(word)) if is_forgiven(word) else ((pattern_of(word),),)
        for word in words
    ]


def _add(matches: dict[Any, Match], rows: Rows, words: Sequence[str]) -> None:
    for row in rows:
        level = level_of(words, row[1])
        if level is not None:
            matches[row[0]] = Match(level, row)
