"""What a run is asked to do, and how long its windows are."""

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
        """The warm-up before each later window: a server that others have pushed out of the caches."""
        return 0 if self.is_quick else 1

    @property
    def window(self) -> float:
        return 1 if self.is_quick else 4

    @property
    def more_starts(self) -> int:
        """After the one that is made to be measured otherwise."""
        return 0 if self.is_quick else 4

    @property
    def sizes(self) -> tuple[int, ...]:
        return (1_000, 10_000) if self.is_quick else (1_000, 10_000, 100_000, 1_000_000)

    def has(self, *sections: str) -> bool:
        return not self.only.isdisjoint(sections)

    def queries(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if _SECTION_OF[name] in self.only]

    def wants(self, peer: str) -> bool:
        """Textgate itself always; on PostgreSQL where its peer there is measured."""
        if peer == "textgate-postgres" and "postgraphile" in self.peers:
            return True
        return not self.peers or peer in self.peers or peer == "textgate"


def parse(arguments: Sequence[str] | None = None) -> Options:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures Textgate beside its peers. A whole run takes about twenty minutes of a machine "
        "with two cores that does nothing else, and writes docs/performance.md.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="under three minutes; writes no page without --write"
    )
    parser.add_argument(
        "--only", default=",".join(SECTIONS), help=f"some of {','.join(SECTIONS)}; writes no page"
    )
    parser.add_argument("--peers", default="", help=f"some of {_PEERS}; writes no page")
    parser.add_argument("--write", action="store_true", help="write the page whatever was left out")
    given = parser.parse_args(arguments)
    only = frozenset(given.only.lower().split(","))
    if unknown := only - set(SECTIONS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose of {', '.join(SECTIONS)}")
    peers = frozenset(given.peers.lower().split(",")) - {""}
    if unknown := peers - {*BY_NAME, *kannel.NAMES}:
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose of {_PEERS}")
    is_whole = not given.quick and only == set(SECTIONS) and not peers
    return Options(given.quick, only, peers, is_written=given.write or is_whole)
