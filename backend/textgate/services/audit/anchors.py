"""Anchors: hashes of each partner's chain, stored in a file elsewhere. They expose a chain rewritten whole.

The file is append-only, with one JSON object per line:
`{"partner_id": "…", "sequence": 7, "hash": "…", "at": "2026-01-01T00:00:00+00:00"}`.
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
    """The file has lines that Textgate did not write."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hash of a partner's chain at one of its entries."""

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
    """The anchors of a file. An entry can have several."""

    def __init__(self, anchors: Iterable[Anchor] = ()) -> None:
        self._all = frozenset(anchors)

    @classmethod
    def parse(cls, text: str) -> Anchors:
        """Raises AnchorsUnreadable, since an unreadable line may hide tampering."""
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
        hashes: dict[UUID, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for anchor in self._all:
            hashes[anchor.partner_id][anchor.sequence].add(anchor.hash)
        return hashes

    def new(self, heads: Iterable[Anchor]) -> list[Anchor]:
        """The heads that are not in the file yet."""
        return [head for head in heads if head not in self._all]


def _parse_line(number: int, line: str) -> Anchor:
    try:
        content = json.loads(line)
        anchor = Anchor(UUID(hex=content["partner_id"]), content["sequence"], content["hash"])
        is_valid = type(anchor.sequence) is int and _HASH.fullmatch(anchor.hash)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        is_valid = None
    if not is_valid:
        raise AnchorsUnreadable(f"line {number} is not an anchor")
    return anchor
