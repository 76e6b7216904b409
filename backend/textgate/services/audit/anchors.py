"""Anchors: how far each partner's chain had got, kept in a file elsewhere, against a chain rewritten whole.

The file holds one JSON object a line and is only ever appended to.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class AnchorsUnreadable(Exception):
    """The file is not as it was written."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hash that a partner's chain had at one of its entries."""

    partner_id: UUID
    sequence: int
    hash: str

    def line(self, at: datetime) -> str:
        content = {
            "partner_id": self.partner_id.hex,
            "sequence": self.sequence,
            "hash": self.hash,
            "at": at.isoformat(),
        }
        return json.dumps(content) + "\n"


class Anchors:
    """What a file says, by partner and by entry; an entry may have been anchored more than once."""

    def __init__(self, anchors: Iterable[Anchor] = ()) -> None:
        self._all = frozenset(anchors)

    @classmethod
    def parse(cls, text: str) -> Anchors:
        """Raises AnchorsUnreadable: what cannot be read can have been tampered with as well."""
        if text and not text.endswith("\n"):
            raise AnchorsUnreadable("it ends in the middle of a line")
        return cls(
            _parse_line(number, line)
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip()
        )

    def __len__(self) -> int:
        return len(self._all)

    def by_partner(self) -> dict[UUID, dict[int, set[str]]]:
        found: dict[UUID, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for anchor in self._all:
            found[anchor.partner_id][anchor.sequence].add(anchor.hash)
        return found

    def new(self, heads: Iterable[Anchor]) -> list[Anchor]:
        """Those of these heads that are not in the file yet."""
        return [head for head in heads if head not in self._all]


def _parse_line(number: int, line: str) -> Anchor:
    try:
        content = json.loads(line)
        anchor = Anchor(UUID(hex=content["partner_id"]), content["sequence"], content["hash"])
        is_sound = type(anchor.sequence) is int and _HASH.fullmatch(anchor.hash)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        is_sound = None
    if not is_sound:
        raise AnchorsUnreadable(f"line {number} is not an anchor")
    return anchor
