"""SQLite's search index: FTS5 with trigrams, maintained by the triggers of the first migration.

`search_index` holds trigrams only. `search_entry` maps its numbers to rows' ids. A number is

    kind (2 bits) | partner (12) | sequence (49)

so that the rows of one partner are one range, which a search of another partner does not read. Partners
with equal bits share a range: callers must also filter by partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from uuid import UUID

from sqlalchemy import BigInteger, Select, Text, Uuid, column, literal_column, select, table

PARTNER_SHIFT = 49
KIND_SHIFT = 61
MIN_PART = 3
"""Characters in the shortest text that the index finds."""
# Private characters, which no searchable text contains.
_FIRST_TOKEN_CHARACTER = 0xE000

entry = table("search_entry", column("number", BigInteger()), column("row_id", Uuid()))
_index = table("search_index", column("rowid", BigInteger()), column("text", Text()))


class EntryKind(IntEnum):
    """Tables with entries."""

    ACCOUNT = 0
    SENDER = 1
    SMS_NUMBER = 2
    MESSAGE = 3


def account_token(account_id: UUID) -> str:
    """Three characters that begin the text of every row of the account, so that one trigram finds them."""
    digits = account_id.hex[-9:]
    return "".join(
        chr(_FIRST_TOKEN_CHARACTER + int(digits[start : start + 3], 16)) for start in (0, 3, 6)
    )


def expression(words: Iterable[Sequence[Sequence[str]]]) -> str:
    """The FTS5 expression for texts that match all words: of each, all parts of one alternative.

    A word with an alternative that is too short for the index is left out.
    """
    clauses = []
    for alternatives in words:
        indexed = [[part for part in parts if len(part) >= MIN_PART] for parts in alternatives]
        if all(indexed):
            joined = (" AND ".join(map(_phrase, parts)) for parts in indexed)
            clauses.append(f"({' OR '.join(f'({parts})' for parts in joined)})")
    return " AND ".join(clauses)


def _phrase(part: str) -> str:
    escaped = part.replace('"', '""')
    return f'"{escaped}"'


def numbers_of(
    kind: EntryKind, partner_id: UUID, match: str, limit: int, *, is_descending: bool = False
) -> Select[int]:
    """Select the numbers of a partner's rows that match the expression, in order."""
    first = (kind << KIND_SHIFT) | (int(partner_id.hex[-3:], 16) << PARTNER_SHIFT)
    last = first + (1 << PARTNER_SHIFT) - 1
    matches = literal_column("search_index").op("MATCH", is_comparison=True)(match)
    return (
        select(_index.c.rowid.label("number"))
        .where(matches, _index.c.rowid.between(first, last))
        .order_by(_index.c.rowid.desc() if is_descending else _index.c.rowid)
        .limit(limit)
    )
