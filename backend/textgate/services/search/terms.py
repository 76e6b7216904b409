"""The words of a list's search, with typos corrected: a condition that SQL can count and page by.

A typo is forgiven only if no account of the viewer matches the words as typed. A list is not ranked, and
"dental" must not show every account with "rental" between those with "dental".
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Dialect, FromClause, false

from textgate.domain.search import Alternatives, corrections, level_of, pattern_of, words_of
from textgate.domain.viewer import Viewer
from textgate.services.search.candidates import (
    ACCOUNTS,
    candidates,
    ids_of_accounts,
    matches,
)
from textgate.services.search.ranking import as_typed, with_typos
from textgate.storage.statement_program import Rows, Statement

MAX_CORRECTIONS = 20
"""Different corrections of one word that a list accepts."""


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """A text matches if it has an alternative of each word. Without words, no text matches."""

    words: Sequence[Alternatives]

    def conditions(self, rows: FromClause) -> list[ColumnElement[bool]]:
        """Conditions on the accounts' table or its alias."""
        if not self.words:
            return [false()]
        return [matches(rows.c.search_key, alternatives) for alternatives in self.words]

    def index_hint(
        self, dialect: str, viewer: Viewer, rows: FromClause
    ) -> list[ColumnElement[bool]]:
        """A further condition that holds for every account that matches, and that SQLite has an index for."""
        ids = ids_of_accounts(viewer, self.words) if dialect == "sqlite" else None
        return [] if ids is None else [rows.c.id.in_(ids)]


def search_terms(
    dialect: Dialect, viewer: Viewer, text: str
) -> Generator[Statement, Rows, SearchTerms]:
    words = words_of(text)
    typed = as_typed(words)
    if not words:
        return SearchTerms(())
    if (yield candidates(dialect, viewer, ACCOUNTS, typed)):
        return SearchTerms(typed)
    rows = yield candidates(dialect, viewer, ACCOUNTS, with_typos(words))
    texts = [row[1] for row in rows if level_of(words, row[1]) is not None]
    return SearchTerms([_alternatives(word, texts) for word in words])


def _alternatives(word: str, texts: Sequence[str]) -> Alternatives:
    corrected = sorted({other for text in texts for other in corrections(word, text)})
    parts = [pattern_of(word), *(f" {other} " for other in corrected[:MAX_CORRECTIONS])]
    return tuple((part,) for part in parts)
