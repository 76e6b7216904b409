"""`python -m benchmarks.ablation [NAME…]`: what each optimization is worth.

Two servers run over equal databases, one of them with an optimization switched off (without.py). Windows of
load alternate between them, and CPU time a request is compared within a round: the machine may be busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import postgres, sends
from benchmarks.catalogue import BY_NAME, Server
from benchmarks.processes import cpu_seconds, heed_signals, scratch, stay_on_load_core
from benchmarks.reads import CONNECTIONS, write_requests
from benchmarks.running import Running, start
from benchmarks.seed import Seeded, seed
from benchmarks.statistics import Spread, ratios
from benchmarks.without import SWITCHES

ACCOUNTS = 10_000
ROUNDS = 7
SECONDS = 2.0
STARTS = 7
READS = ("picker", "page", "typename")
# Connections that send at the same time: a batch, and texts that come alone.
SENDS = {"W": sends.CONNECTIONS, "lone send": 1}
# What a switch can change; all others are measured in everything.
_ONLY: Mapping[str, tuple[str, ...]] = {
    "mutation_plan": ("W",),
    "read_pool": READS,
    "prepared_write": ("W",),
    "wal_autocheckpoint": ("W",),
    "temp_store": ("W",),
    "gc_at_import": ("start",),
    "gc_after_start": ("picker", "page", "W", "start"),
    "statistics": ("picker", "page", "W"),
    "sqlite_cursor": ("W", "lone send", "start"),
    "inline_reads": ("picker", "page", "W"),
    "coercion": ("picker", "W"),
    "fixed_arguments": ("picker", "page", "W"),
    "row_cache": ("picker", "page", "typename", "W"),
    "graphql_first": ("picker", "typename", "W"),
    "write_buffer": ("picker", "page", "typename", "W"),
}


@dataclass(frozen=True, slots=True)
class Bench:
    seeded: Seeded
    directory: Path

    def server(self, name: str) -> Server:
        base = BY_NAME["textgate"]
        return replace(base, command=(sys.executable, "-m", "benchmarks.without", name, "serve"))

    @contextmanager
    def running(self, name: str) -> Iterator[Running]:
        directory = self.directory / name
        directory.mkdir(exist_ok=True)
        url = self.seeded.url
        if url.startswith("sqlite"):
            url = sends.copy_database(url, directory)
        server = start(self.server(name), url, directory)
        try:
            yield server
        finally:
            server.stop()

    def loads(
        self, name: str, sections: Sequence[str], stack: ExitStack
    ) -> dict[str, Callable[[], float]]:
        """For each section of one server, a window of load that returns its milliseconds of CPU a request."""
        running = stack.enter_context(self.running(name))
        loads: dict[str, Callable[[], float]] = {}
        for section in sections:
            if section in SENDS:
                over_graphql, _ = sends.textgate_contenders(running, self.seeded, running.directory)
                over_graphql.target.connections = SENDS[section]
                # It fails if a send was answered but not accepted.
                loads[section] = lambda load=over_graphql: load.window(SECONDS)["cpu_ms"]
            else:
                path = self.directory / f"{name}-{section}.txt"
                write_requests(running, section, ACCOUNTS, path)
                target = running.target(path, CONNECTIONS[section])
                loads[section] = lambda target=target: target.window(SECONDS).cpu_ms
        return loads

    def compare(self, name: str) -> None:
        sections = _ONLY.get(name, (*READS, "W"))
        loaded = [section for section in sections if section != "start"]
        with ExitStack() as stack:
            with_it = self.loads("nothing", loaded, stack)
            without = self.loads(name, loaded, stack)
            for section in loaded:
                run_with, run_without = with_it[section], without[section]
                run_with(), run_without()
                tell(name, section, [(run_with(), run_without()) for _ in range(ROUNDS)])
        if "start" in sections:
            tell(name, "start", [(self.start("nothing"), self.start(name)) for _ in range(STARTS)])

    def start(self, name: str) -> float:
        """The milliseconds of CPU until the first answer."""
        with self.running(name) as running:
            return cpu_seconds([running.process.pid]) * 1000


def tell(name: str, section: str, pairs: Sequence[tuple[float, float]]) -> None:
    with_it, without = [on for on, _ in pairs], [off for _, off in pairs]
    ratio = ratios(without, with_it)
    sys.stdout.write(
        f"| {name} | {section} | {Spread.of(with_it).median:.3f} | {Spread.of(without).median:.3f} "
        f"| {ratio.median:.3f}× ({ratio.smallest:.2f}–{ratio.biggest:.2f}) |\n"
    )
    sys.stdout.flush()


def main(names: Sequence[str]) -> None:
    heed_signals()
    stay_on_load_core()
    chosen = names or [name for name in SWITCHES if name != "nothing"]
    sys.stdout.write("| without | in | CPU ms with it | without | without / with |\n")
    sys.stdout.write("| --- | --- | ---: | ---: | ---: |\n")
    with scratch() as directory, ExitStack() as stack:
        file = seed(f"sqlite:///{directory / 'textgate.sqlite3'}", ACCOUNTS)
        for name in chosen:
            seeded = file
            if name == "read_pool":
                binaries = postgres.find_binaries()
                assert binaries is not None
                home = directory / "postgres"
                home.mkdir()
                cluster = stack.enter_context(postgres.cluster(binaries, home))
                seeded = seed(cluster.create("textgate"), ACCOUNTS)
            try:
                Bench(seeded, directory).compare(name)
            except Exception as error:
                sys.stdout.write(f"| {name} | not measured: {error!r} |\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
