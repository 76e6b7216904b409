"""Finds a viewer's accounts, numbers and messages by words: programs that return keys, the best first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Dialect,
    FromClause,
    Select,
    Table,
    select,
    true,
)

from textgate.domain.permissions import Permission
from textgate.domain.search import Level, is_phone_part, level_of, searchable, words_of
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.search.candidates import ACCOUNTS, MESSAGES, NUMBERS_BY_PHONE, SENDERS
from textgate.services.search.ranking import Match, Matching, best_matches
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.parameters import encode_keys, is_among, key_table
from textgate.storage.statement_program import AccessPath, Rows, Statement
from textgate.storage.tables import account, message, sms_number

MAX_RESULTS = 25
SENDERS_READ = 50
"""The senders, the best first, whose numbers and messages are results."""


class SearchKind(StrEnum):
    """Kinds of results."""

    ACCOUNT = "ACCOUNT"
    SMS_NUMBER = "SMS_NUMBER"
    MESSAGE = "MESSAGE"


class Result(NamedTuple):
    """A row's table and key, as the driver has it. Results are sorted by all but these."""

    is_name_elsewhere: bool
    level: Level
    kind: int
    position: int
    table: Table
    key: Any


Finding: TypeAlias = Generator[Statement, Rows, list[tuple[Table, Any]]]

_NEEDED = {
    SearchKind.ACCOUNT: Permission.READ_ACCOUNTS,
    SearchKind.SMS_NUMBER: Permission.READ_NUMBERS,
    SearchKind.MESSAGE: Permission.READ_MESSAGES,
}
TABLES = (account, sms_number, message)


def find(
    dialect: Dialect,
    viewer: Viewer,
    query: str,
    kinds: Collection[SearchKind] | None,
    first: int,
) -> Finding:
    """The tables and keys of the best results. Kinds that the viewer may not see have none."""
    words = words_of(query)
    if not words:
        return []
    wanted = [
        kind for kind in SearchKind if kinds is None or kind in kinds if viewer.may(_NEEDED[kind])
    ]
    results: list[Result] = []
    # An account's users have one account, which they need not find.
    if SearchKind.ACCOUNT in wanted and viewer.account_id is None:
        matches = yield from best_matches(dialect, viewer, ACCOUNTS, words, first)
        results += _accounts(matches, words)
    search = _SenderSearch(dialect, viewer, words, first)
    if SearchKind.SMS_NUMBER in wanted or SearchKind.MESSAGE in wanted:
        yield from search.find_senders()
    if SearchKind.SMS_NUMBER in wanted:
        results += yield from search.numbers()
    if SearchKind.MESSAGE in wanted:
        results += yield from search.messages()
    results.sort(key=lambda result: result[:4])
    return [(result.table, result.key) for result in results[:first]]


def _accounts(matches: Sequence[Match], words: Sequence[str]) -> list[Result]:
    """Accounts whose names match precede all other results."""
    results = []
    for position, (level, row) in enumerate(matches):
        is_name = level is not Level.TYPO and level_of(words, searchable(row[3])) is not None
        results.append(Result(not is_name, level, 0, position, account, row[0]))
    return results


class _SenderSearch:
    """Numbers and messages: by their digits, and by the name of their location or queue."""

    def __init__(self, dialect: Dialect, viewer: Viewer, words: Sequence[str], first: int) -> None:
        self._dialect = dialect
        self._viewer = viewer
        self._words = words
        self._first = first
        self._senders: dict[Any, Level] = {}

    def find_senders(self) -> Generator[Statement, Rows, None]:
        viewer, words = self._viewer, self._words
        matches = yield from best_matches(self._dialect, viewer, SENDERS, words, SENDERS_READ)
        self._senders = {row[0]: level for level, row in matches[:SENDERS_READ]}

    def numbers(self) -> Generator[Statement, Rows, list[Result]]:
        by_phone = yield from self._by_digits(NUMBERS_BY_PHONE)
        rows: Rows = ()
        if self._senders:
            rows = yield self._of_senders(_numbers_of_senders)
        order = {key: position for position, key in enumerate(self._senders)}
        in_order = sorted(rows, key=lambda row: order[row[1]])
        return self._results(1, sms_number, by_phone, in_order)

    def messages(self) -> Generator[Statement, Rows, list[Result]]:
        by_recipient = yield from self._by_digits(MESSAGES)
        rows: Rows = ()
        if self._senders:
            rows = yield self._of_senders(_messages_of_senders)
        newest_first = sorted(rows, key=lambda row: row[0], reverse=True)
        return self._results(2, message, by_recipient, newest_first)

    def _by_digits(self, documents: Any) -> Matching:
        if len(self._words) != 1 or not is_phone_part(self._words[0]):
            return []
        return (
            yield from best_matches(
                self._dialect, self._viewer, documents, self._words, self._first
            )
        )

    def _of_senders(
        self, build: Callable[[str, ColumnElement[bool] | Viewer, int], Select[Any]]
    ) -> Statement:
        query = CompiledQuery(build(self._dialect.name, self._viewer, self._first), self._dialect)
        senders = encode_keys(list(self._senders), self._dialect)
        return query.bind({"senders": senders}, AccessPath.SCAN)

    def _results(
        self, kind: int, table: Table, by_digits: Sequence[Match], rows: Rows
    ) -> list[Result]:
        """Rows of senders have the sender's level. A row that matches in both ways is one result."""
        levels = {row[0]: level for level, row in by_digits}
        for row in rows:
            level = self._senders[row[1]]
            levels[row[0]] = min(levels.get(row[0], level), level)
        return [
            Result(True, level, kind, position, table, key)
            for position, (key, level) in enumerate(levels.items())
        ]


def _numbers_of_senders(dialect: str, viewer: Any, _: int) -> Select[Any]:
    of_senders = is_among(sms_number.c.sender_id, "senders", dialect)
    return select(sms_number.c.id, sms_number.c.sender_id).where(
        of_senders, within(viewer, sms_number)
    )


def _messages_of_senders(dialect: str, viewer: Any, first: int) -> Select[Any]:
    """The newest messages of each sender: a range of an index, however many it has sent."""
    keys = key_table("senders", dialect)
    newest = (
        select(message.c.id, message.c.sender_id)
        .where(message.c.sender_id == keys.c.value, within(viewer, message))
        .order_by(message.c.id.desc())
        .limit(first)
    )
    rows: FromClause
    if dialect == "postgresql":
        rows = newest.lateral("newest")
        joined = keys.join(rows, true())
    else:
        # SQLite has no LATERAL: join the rows again by id.
        rows = message.alias("newest")
        ids = newest.with_only_columns(message.c.id).correlate(keys)
        joined = keys.join(rows, within(viewer, rows) & rows.c.id.in_(ids))
    return select(rows.c.id, rows.c.sender_id).select_from(joined)
