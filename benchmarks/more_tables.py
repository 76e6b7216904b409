"""The tables of everything but the three queries: sends, dispatch, growth, import, start and memory."""

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


def _why_not(results: Results, section: str) -> str:
    return f"Not measured: {results['not_measured'].get(section, 'it was left out')}."


def sends(results: Results) -> str:
    if "sends" not in results:
        return _why_not(results, "sends")
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
    found = results.get("dispatch")
    if not found:
        return _why_not(results, "dispatch")
    rows = []
    for name, title in _DISPATCH_TITLES.items():
        if name not in found:
            continue
        each = found[name]
        rows.append(
            [
                title,
                spread(Spread.of(each["accepted"])),
                spread(Spread.of(each["handed_over"])),
                spread(Spread.of(each["ratio"]), "×"),
                f"{each['backlog']:,}",
                f"{each['drained']:,.0f}" if each["drained"] else "",
            ]
        )
    head = ["D", "accepted/s", "handed over/s", "ratio", "waiting at the end", "then drained/s"]
    return table(head, rows)


def growth(results: Results) -> str:
    found = results.get("growth")
    if not found:
        return _why_not(results, "growth")
    sizes = list(found)
    rows = []
    for page in ("first", "last"):
        rates = {size: [window["rate"] for window in found[size][page]] for size in sizes}
        cells = [spread(Spread.of(rates[size])) for size in sizes]
        growing = ratios(rates[sizes[0]], rates[sizes[-1]])
        rows.append([f"Q2, {page} page, requests/s", *cells, spread(growing, "×")])
    for question in found[sizes[0]]["ms"]:
        taken = [found[size]["ms"][question] for size in sizes]
        cells = [number(each) for each in taken]
        rows.append([f"{question}, ms", *cells, f"{number(taken[-1] / taken[0])}×"])
    memory = [found[size]["memory_mib"] for size in sizes]
    cells = [number(each) for each in memory]
    rows.append(["memory, MiB", *cells, f"{number(memory[-1] / memory[0])}×"])
    return table(["accounts", *(f"{int(size):,}" for size in sizes), "takes longer by"], rows)


def imports(results: Results) -> str:
    found = results.get("import")
    if not found:
        return _why_not(results, "import")
    rows = [
        [
            f"{found[rows]:,} rows",
            spread(Spread.of(found[f"rows_per_second{which}"])),
            spread(Spread.of(found[f"peak_mib{which}"])),
        ]
        for rows, which in (("rows", ""), ("more_rows", "_of_more"))
    ]
    return table(["I", "rows/s", "memory at the most, MiB"], rows)


def starts(results: Results) -> str:
    found = results.get("servers") or {}
    rows = []
    for name, server in BY_NAME.items():
        if name not in found:
            reason = results["not_measured"].get(name, "it was left out")
            rows.append([server.title, f"not measured: {reason}", ""])
            continue
        seconds, memory = found[name].get("start_seconds"), found[name]["memory_mib"]
        rows.append(
            [
                server.title,
                spread(Spread.of(seconds)) if seconds else "",
                number(memory[0]) if memory else "",
            ]
        )
    return table(["", "start to first answer, s", "memory after Q1–Q3, MiB"], rows)
