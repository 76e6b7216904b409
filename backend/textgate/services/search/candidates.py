"""The statements that find candidates for a search. Their number of rows is bounded; Python ranks them.

An index of trigrams finds rare words, but has no order: SQLite's begins with the oldest rows. Frequent
words occur within the first rows in order, so statements that need an order look there first. Without its
index PostgreSQL runs the same statements, and reads the partner's rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Dialect,
    FromClause,
    Select,
    Table,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from textgate.domain.search import Alternatives
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.storage import search_index
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.search_index import EntryKind
from textgate.storage.statement_program import AccessPath, Statement
from textgate.storage.tables import account, message, sender, sms_number

CANDIDATES = 500
"""Rows of one statement."""
WINDOW = 3_000
"""The first rows in order, in which frequent words occur."""
NUMBERS = 5_000
"""Numbers of the index that are checked for words that it cannot find."""

Words: TypeAlias = Sequence[Alternatives]
"""A text must match all words: of each, all parts of one alternative."""


@dataclass(frozen=True)
class Documents:
    """A table that is searched: its text, and what ranking reads besides it. Phone numbers have no words,
    so all matches have one level."""

    kind: EntryKind
    text: Column[Any]
    columns: tuple[str, ...]
    order: tuple[str, ...] = ()
    """Of an index of the database, in which frequent words are looked up first."""
    has_words: bool = True
    is_newest_first: bool = False

    @property
    def table(self) -> Table:
        return self.text.table

    def selected(self, rows: FromClause, *, is_window: bool) -> list[ColumnElement[Any]]:
        """The id, the text, the columns, and whether the row comes from the next rows in order only."""
        names = ("id", self.text.name, *self.columns)
        return [*(rows.c[name] for name in names), literal(is_window).label("is_window")]

    def matches(self, rows: FromClause, words: Words) -> ColumnElement[bool]:
        return and_(*(matches(rows.c[self.text.name], alternatives) for alternatives in words))


ACCOUNTS = Documents(
    EntryKind.ACCOUNT, account.c.search_key, ("name_key", "name"), ("name_key", "id")
)
SENDERS = Documents(EntryKind.SENDER, sender.c.search_key, ("name_key",))
NUMBERS_BY_PHONE = Documents(EntryKind.SMS_NUMBER, sms_number.c.phone, (), has_words=False)
MESSAGES = Documents(
    EntryKind.MESSAGE, message.c.recipient, (), ("id",), has_words=False, is_newest_first=True
)


def matches(text: ColumnElement[Any], alternatives: Alternatives) -> ColumnElement[bool]:
    """The condition that a text contains all parts of one alternative. Parts contain no wildcards."""
    return or_(*(and_(*(text.like(f"%{part}%") for part in parts)) for parts in alternatives))


def candidates(dialect: Dialect, viewer: Viewer, documents: Documents, words: Words) -> Statement:
    """Select rows that match all words, in no order."""
    statement = _indexed(dialect, viewer, documents, words)
    return CompiledQuery(statement, dialect).bind({}, AccessPath.SCAN)


def first_in_order(
    dialect: Dialect, viewer: Viewer, documents: Documents, words: Words, wanted: int
) -> Statement:
    """Select the first `wanted` rows in order that match, if they are among the first rows of the table."""
    statement = _nearby(viewer, documents, words, wanted)
    return CompiledQuery(statement, dialect).bind({}, AccessPath.SCAN)


def first_candidates(
    dialect: Dialect, viewer: Viewer, documents: Documents, words: Words, wanted: int
) -> Statement:
    """As `first_in_order`, but as `candidates` if these are fewer than `wanted`."""
    statement = _indexed(dialect, viewer, documents, words)
    if documents.order and not _is_in_order(dialect, documents):
        statement = _first_or(statement, viewer, documents, words, wanted)
    return CompiledQuery(statement, dialect).bind({}, AccessPath.SCAN)


def _is_in_order(dialect: Dialect, documents: Documents) -> bool:
    """SQLite's index is read backwards for the newest rows."""
    return dialect.name == "sqlite" and documents.is_newest_first


def is_complete(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether these are all rows that match."""
    return len(rows) < CANDIDATES and not any(row[-1] for row in rows)


def ids_of_accounts(viewer: Viewer, words: Words) -> Select[Any] | None:
    """Select the ids of all accounts that SQLite's index finds; None if it finds no part of the words.

    A further condition of lists, which scan the partner's accounts otherwise.
    """
    match = search_index.expression(words)
    if not match or viewer.account_id is not None:
        return None
    numbers = search_index.numbers_of(EntryKind.ACCOUNT, viewer.partner_id, match, -1)
    entry = search_index.entry
    return select(entry.c.row_id).where(entry.c.number.in_(numbers))


def _indexed(dialect: Dialect, viewer: Viewer, documents: Documents, words: Words) -> Select[Any]:
    is_own_account = viewer.account_id is not None and documents is ACCOUNTS
    if dialect.name == "sqlite" and not is_own_account:
        return _by_sqlite_index(viewer, documents, words)
    table = documents.table
    return (
        select(*documents.selected(table, is_window=False))
        .where(within(viewer, table), documents.matches(table, words))
        .limit(CANDIDATES)
    )


def _by_sqlite_index(viewer: Viewer, documents: Documents, words: Words) -> Select[Any]:
    match = search_index.expression(words)
    if not match:
        return _nearby(viewer, documents, words, CANDIDATES)
    if viewer.account_id is not None:
        token = search_index.account_token(viewer.account_id)
        match = f"{search_index.expression([[(token,)]])} AND {match}"
    is_indexed = all(search_index.expression([alternatives]) for alternatives in words)
    numbers = search_index.numbers_of(
        documents.kind,
        viewer.partner_id,
        match,
        CANDIDATES if is_indexed else NUMBERS,
        is_descending=documents.is_newest_first,
    ).subquery("numbers")
    entry, table = search_index.entry, documents.table
    rows = numbers.join(entry, entry.c.number == numbers.c.number)
    return (
        select(*documents.selected(table, is_window=False))
        .select_from(rows.join(table, table.c.id == entry.c.row_id))
        .where(within(viewer, table), documents.matches(table, words))
        .limit(CANDIDATES)
    )


def _first_or(
    otherwise: Select[Any], viewer: Viewer, documents: Documents, words: Words, wanted: int
) -> Select[Any]:
    nearby = _nearby(viewer, documents, words, wanted).cte("nearby").prefix_with("MATERIALIZED")
    count = select(func.count()).select_from(nearby).scalar_subquery()
    rows = union_all(
        select(nearby).where(count == wanted), select(otherwise.where(count < wanted).subquery())
    )
    return select(rows.subquery("candidates"))


def _nearby(viewer: Viewer, documents: Documents, words: Words, wanted: int) -> Select[Any]:
    window = _window(viewer, documents)
    return (
        select(*documents.selected(window, is_window=True))
        .where(documents.matches(window, words))
        .limit(wanted)
    )


def _window(viewer: Viewer, documents: Documents) -> FromClause:
    table = documents.table
    order = documents.order or ("id",)
    columns = {name: table.c[name] for name in ("id", documents.text.name, *documents.columns)}
    return (
        select(*columns.values())
        .where(within(viewer, table))
        .order_by(
            *(
                table.c[name].desc() if documents.is_newest_first else table.c[name]
                for name in order
            )
        )
        .limit(WINDOW)
        .subquery("search_window")
    )
