"""The command-line options of a run, and the durations that follow from them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import kannel
from benchmarks.catalogue import BY_NAME, SERVERS

SECTIONS = ("q1", "q2", "q3", "w", "d", "i", "g", "start")
_PEERS = ",".join([*(server.name for server in SERVERS if not server.is_textgate), *kannel.NAMES])
_SECTION_OF = {"picker": "q1", "page": "q2", "typename": "q3"}


@dataclass(frozen=True, slots=True)
class Options:
    is_quick: bool
    only: frozenset[str]
    peers: frozenset[str]
    """Empty for all."""
    is_written: bool

    @property
    def accounts(self) -> int:
        return 10_000

    @property
    def rounds(self) -> int:
        return 2 if self.is_quick else 5

    @property
    def warm_up(self) -> float:
        return 1 if self.is_quick else 4

    @property
    def again(self) -> float:
        """Seconds of warm-up before each later window: other servers have evicted this one from CPU caches."""
        return 0 if self.is_quick else 1

    @property
    def window(self) -> float:
        return 1 if self.is_quick else 4

    @property
    def more_starts(self) -> int:
        """Starts in addition to the first one, which the reads need."""
        return 0 if self.is_quick else 4

    @property
    def sizes(self) -> tuple[int, ...]:
        return (1_000, 10_000) if self.is_quick else (1_000, 10_000, 100_000, 1_000_000)

    def has(self, *sections: str) -> bool:
        return not self.only.isdisjoint(sections)

    def queries(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if _SECTION_OF[name] in self.only]

    def wants(self, peer: str) -> bool:
        """Textgate always runs; on PostgreSQL if PostGraphile runs."""
        if peer == "textgate-postgres" and "postgraphile" in self.peers:
            return True
        return not self.peers or peer in self.peers or peer == "textgate"


def parse(arguments: Sequence[str] | None = None) -> Options:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Compares Textgate with its peers. A complete run takes about twenty minutes of a machine "
        "with two cores that does nothing else, and writes docs/performance.md.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="under three minutes; writes no page without --write"
    )
    parser.add_argument(
        "--only", default=",".join(SECTIONS), help=f"some of {','.join(SECTIONS)}; writes no page"
    )
    parser.add_argument("--peers", default="", help=f"some of {_PEERS}; writes no page")
    parser.add_argument(
        "--write", action="store_true", help="write the page even after a partial run"
    )
    parsed = parser.parse_args(arguments)
    only = frozenset(parsed.only.lower().split(","))
    if unknown := only - set(SECTIONS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(SECTIONS)}")
    peers = frozenset(parsed.peers.lower().split(",")) - {""}
    if unknown := peers - {*BY_NAME, *kannel.NAMES}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {_PEERS}")
    is_complete = not parsed.quick and only == set(SECTIONS) and not peers
    return Options(parsed.quick, only, peers, is_written=parsed.write or is_complete)
