"""Renders a run's figures as the tables of docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks import more_tables
from benchmarks.catalogue import BY_NAME, Server, reference_of
from benchmarks.markdown import number, spread, table
from benchmarks.statistics import Spread, ratios
from benchmarks.targets import TARGETS, Results, series

QUERY_TITLES = {
    "picker": "Q1, picker",
    "page": "Q2, portal page",
    "typename": "Q3, `{ __typename }`",
}


def tables(results: Results) -> dict[str, str]:
    """The Markdown of each part of the page, by its marker."""
    return {
        "run": _run(results),
        "targets": _targets(results),
        "reads": "\n\n".join(_reads(results, query) for query in QUERY_TITLES),
        "sends": more_tables.sends(results),
        "dispatch": more_tables.dispatch(results),
        "growth": more_tables.growth(results),
        "import": more_tables.imports(results),
        "starts": more_tables.starts(results),
        "machine": _machine(results),
    }


def _run(results: Results) -> str:
    windows = results["windows"]
    kind = (
        "A quick run: its windows are too short to rely on."
        if results["is_quick"]
        else "A whole run."
    )
    return (
        f"{kind} It took {results['minutes']:g} minutes on {results['taken']}, with commit "
        f"{results['machine']['commit']}: {windows['rounds']} rounds, windows of "
        f"{windows['seconds']:g} s after {windows['warm_up']:g} s of warm-up."
    )


def _targets(results: Results) -> str:
    rows = []
    for target in TARGETS:
        value, is_met = target.measure(results), target.is_met(results)
        bar = f"{'≤' if target.is_at_most else '≥'} {target.bar:,g}{target.unit}"
        measured = "not measured" if value is None else spread(value, target.unit)
        rows.append(
            [target.text, bar, measured, {True: "met", False: "**not met**", None: ""}[is_met]]
        )
    return table(["", "target", "measured: median (smallest–biggest)", ""], rows)


def _reads(results: Results, query: str) -> str:
    rows = []
    for name, server in BY_NAME.items():
        rate = series(results, "reads", query, name)
        if rate is None:
            rows.append([server.title, why_not(results, server), "", "", "", ""])
            continue
        cpu, p50, p99 = (
            Spread.of(series(results, "reads", query, name, field=field) or [0])
            for field in ("cpu_ms", "p50_ms", "p99_ms")
        )
        rows.append(
            [
                server.title,
                spread(Spread.of(rate)),
                number(cpu.median),
                _ratio(results, query, server, rate),
                number(p50.median),
                number(p99.median),
            ]
        )
    head = [QUERY_TITLES[query], "requests/s", "CPU ms", "Textgate is faster", "p50 ms", "p99 ms"]
    return table(head, rows)


def why_not(results: Results, server: Server) -> str:
    return f"not measured: {results['not_measured'].get(server.name, 'it was left out')}"


def _ratio(results: Results, query: str, server: Server, theirs: list[float]) -> str:
    reference = reference_of(server)
    ours = series(results, "reads", query, reference.name)
    if reference is server or ours is None:
        return ""
    ratio = ratios(ours, theirs)
    return spread(ratio, "×") + (f": **{server.title} wins**" if ratio.median < 1 else "")


def _machine(results: Results) -> str:
    machine: Mapping[str, Any] = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return (
        f"- {machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB; {machine['system']}, "
        f"Linux {machine['kernel']}, virtualisation: {machine['hypervisor']}.\n"
        f"- The disk: {machine['file_system']}; a page written and synced in {machine['fsync_ms']:g} ms "
        f"(median of 200).\n"
        f"- The load average when the run began: {machine['load_average']:g}.\n"
        f"- {versions}."
    )
