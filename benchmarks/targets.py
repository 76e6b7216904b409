"""The performance targets, and whether a run meets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.statistics import Spread, ratios

Results = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A target for a figure. `measure` returns None if it was not measured."""

    text: str
    bar: float
    unit: str
    measure: Callable[[Results], Spread | None]
    is_at_most: bool = False

    def is_met(self, results: Results) -> bool | None:
        """Compares the median; None if it was not measured."""
        value = self.measure(results)
        if value is None:
            return None
        return value.median <= self.bar if self.is_at_most else value.median >= self.bar


def series(results: Results, section: str, *path: str, field: str = "rate") -> list[float] | None:
    """One field of all windows at this path; None if it was not measured."""
    windows: Any = results.get(section)
    for name in path:
        windows = windows.get(name) if windows else None
    return [window[field] for window in windows] if windows else None


def _against(
    section: str, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> Callable[[Results], Spread | None]:
    def measure(results: Results) -> Spread | None:
        own, others = series(results, section, *ours), series(results, section, *theirs)
        return ratios(own, others) if own and others else None

    return measure


def _reads(query: str, peer: str, ours: str = "textgate") -> Callable[[Results], Spread | None]:
    return _against("reads", (query, ours), (query, peer))


def _growth(query: str) -> Callable[[Results], Spread | None]:
    """The slowdown of a page from a thousand to a million accounts."""
    return _against("growth", ("1000", query), ("1000000", query))


def _figures(*path: str) -> Callable[[Results], Spread | None]:
    def measure(results: Results) -> Spread | None:
        values: Any = results
        for name in path:
            values = values.get(name) if values else None
        return Spread.of(values) if values else None

    return measure


_Q1, _Q2, _Q3 = "picker", "page", "typename"
_PG = "textgate-postgres"
TARGETS = (
    Target("Q1 against Mercurius + jit", 1.5, "×", _reads(_Q1, "mercurius")),
    Target("Q2 against Mercurius + jit", 2, "×", _reads(_Q2, "mercurius")),
    Target("Q1 against GraphQL Yoga", 3, "×", _reads(_Q1, "yoga")),
    Target("Q2 against GraphQL Yoga", 3, "×", _reads(_Q2, "yoga")),
    Target("Q1 on PostgreSQL against PostGraphile", 1.5, "×", _reads(_Q1, "postgraphile", _PG)),
    Target("Q2 on PostgreSQL against PostGraphile", 3, "×", _reads(_Q2, "postgraphile", _PG)),
    Target("Q2 against idiomatic Strawberry", 40, "×", _reads(_Q2, "strawberry")),
    Target("Q3 against Mercurius + jit", 1, "×", _reads(_Q3, "mercurius")),
    Target(
        "D: dispatched for each accepted",
        1,
        "×",
        _figures("dispatch", "without-callbacks", "ratio"),
    ),
    Target(
        "Q2, first page: 1,000,000 accounts against 1,000",
        1.5,
        "×",
        _growth("first"),
        is_at_most=True,
    ),
    Target(
        "Q2, last page: 1,000,000 accounts against 1,000",
        1.5,
        "×",
        _growth("last"),
        is_at_most=True,
    ),
    Target("Import", 5_000, " rows/s", _figures("import", "rows_per_second")),
    Target(
        "Import: peak memory for several times the rows",
        1.2,
        "×",
        _figures("import", "memory_ratio"),
        is_at_most=True,
    ),
    Target(
        "Cold start to the first answer",
        1,
        " s",
        _figures("servers", "textgate", "start_seconds"),
        is_at_most=True,
    ),
    Target(
        "Memory after load",
        120,
        " MiB",
        _figures("servers", "textgate", "memory_mib"),
        is_at_most=True,
    ),
)
