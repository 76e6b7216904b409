"""The tables of sends, dispatch, growth, import, start and memory."""

from __future__ import annotations

from benchmarks.catalogue import BY_NAME
from benchmarks.markdown import number, spread, table
from benchmarks.sends import TITLES
from benchmarks.statistics import Spread, ratios
from benchmarks.targets import Results, series

_DISPATCH_TITLES = {
    "without-callbacks": "claimed, handed over, recorded",
    "with-callbacks": "and the carrier's news of each applied",
}


def _not_measured(results: Results, section: str) -> str:
    return f"Not measured: {results['not_measured'].get(section, 'it was left out')}."


def sends(results: Results) -> str:
    if "sends" not in results:
        return _not_measured(results, "sends")
    rows = []
    file = series(results, "sends", "kannel-file")
    for name, title in TITLES.items():
        rate = series(results, "sends", name)
        if rate is None:
            reason = results["not_measured"].get(name, "it was left out")
            rows.append([title, f"not measured: {reason}", "", "", "", ""])
            continue
        middle = {
            field: number(Spread.of(series(results, "sends", name, field=field) or [0]).median)
            for field in ("cpu_ms", "p50_ms", "p99_ms")
        }
        against = spread(ratios(rate, file), "×") if file and name != "kannel-file" else ""
        rows.append([title, spread(Spread.of(rate)), middle["cpu_ms"], against])
        rows[-1] += [middle["p50_ms"], middle["p99_ms"]]
    head = ["W", "sends/s", "CPU ms", "against Kannel, file", "p50 ms", "p99 ms"]
    return table(head, rows)


def dispatch(results: Results) -> str:
    section = results.get("dispatch")
    if not section:
        return _not_measured(results, "dispatch")
    rows = []
    for name, title in _DISPATCH_TITLES.items():
        if name not in section:
            continue
        figures = section[name]
        rows.append(
            [
                title,
                spread(Spread.of(figures["accepted"])),
                spread(Spread.of(figures["handed_over"])),
                spread(Spread.of(figures["ratio"]), "×"),
                f"{figures['backlog']:,}",
                f"{figures['drained']:,.0f}" if figures["drained"] else "",
            ]
        )
    head = ["D", "accepted/s", "handed over/s", "ratio", "waiting at the end", "then drained/s"]
    return table(head, rows)


def growth(results: Results) -> str:
    section = results.get("growth")
    if not section:
        return _not_measured(results, "growth")
    sizes = list(section)
    rows = []
    for page in ("first", "last"):
        rates = {size: [window["rate"] for window in section[size][page]] for size in sizes}
        cells = [spread(Spread.of(rates[size])) for size in sizes]
        growing = ratios(rates[sizes[0]], rates[sizes[-1]])
        rows.append([f"Q2, {page} page, requests/s", *cells, spread(growing, "×")])
    for question in section[sizes[0]]["ms"]:
        taken = [section[size]["ms"][question] for size in sizes]
        cells = [number(value) for value in taken]
        rows.append([f"{question}, ms", *cells, f"{number(taken[-1] / taken[0])}×"])
    memory = [section[size]["memory_mib"] for size in sizes]
    cells = [number(value) for value in memory]
    rows.append(["memory, MiB", *cells, f"{number(memory[-1] / memory[0])}×"])
    return table(["accounts", *(f"{int(size):,}" for size in sizes), "takes longer by"], rows)


def imports(results: Results) -> str:
    section = results.get("import")
    if not section:
        return _not_measured(results, "import")
    rows = [
        [
            f"{section[rows]:,} rows",
            spread(Spread.of(section[f"rows_per_second{which}"])),
            spread(Spread.of(section[f"peak_mib{which}"])),
        ]
        for rows, which in (("rows", ""), ("more_rows", "_of_more"))
    ]
    return table(["I", "rows/s", "memory at the most, MiB"], rows)


def starts(results: Results) -> str:
    section = results.get("servers") or {}
    rows = []
    for name, server in BY_NAME.items():
        if name not in section:
            reason = results["not_measured"].get(name, "it was left out")
            rows.append([server.title, f"not measured: {reason}", ""])
            continue
        seconds, memory = section[name].get("start_seconds"), section[name]["memory_mib"]
        rows.append(
            [
                server.title,
                spread(Spread.of(seconds)) if seconds else "",
                number(memory[0]) if memory else "",
            ]
        )
    return table(["", "start to first answer, s", "memory after Q1–Q3, MiB"], rows)
