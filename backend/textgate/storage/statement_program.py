"""Statements as a driver takes them, and programs of several that depend on each other's rows."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

Rows: TypeAlias = Sequence[Sequence[Any]]
"""Rows with the driver's values; a LazyRow decodes them."""


class AccessPath(Enum):
    """How a statement finds its rows. SQLite runs LOOKUP and RANGE in the event loop."""

    LOOKUP = "LOOKUP"
    """By equality on a key. The database's plan does not depend on the values."""
    RANGE = "RANGE"
    """A bounded range of an index: microseconds, whatever the size of the table."""
    SCAN = "SCAN"
    """May visit rows that it does not return."""


class Statement(NamedTuple):
    """SQL with positional parameters, in the driver's values."""

    text: str
    parameters: Sequence[Any]
    access_path: AccessPath

    @property
    def runs_inline(self) -> bool:
        """Whether it is fast enough to run in the event loop."""
        return self.access_path is not AccessPath.SCAN


StatementProgram: TypeAlias = Generator[Statement, Rows, Any]
"""Yields statements, is sent the rows of each, and returns a result. It knows no driver, so both databases run
the same programs."""
