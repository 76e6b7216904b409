"""Draws the figures of the tables as SVG bars and lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from benchmarks.catalogue import BY_NAME
from benchmarks.markdown import number
from benchmarks.report import QUERY_TITLES
from benchmarks.sends import TITLES
from benchmarks.statistics import Spread
from benchmarks.targets import Results, series

_WIDTH = 760
_LABELS = 210
_ROW = 26
_OURS, _THEIRS, _INK = "#1f6f5c", "#9aa5b1", "#24292f"
_COLORS = ("#1f6f5c", "#b5532a")
# Cut a bar that is _TOO_LONG times the second longest, to _CUT_AT times its length.
_TOO_LONG, _CUT_AT = 4, 2
_FONT = "font-family='system-ui, sans-serif' font-size='13'"


def all_of(results: Results) -> dict[str, str]:
    """The drawings of all measured sections, by file name."""
    drawings = {}
    for query, title in QUERY_TITLES.items():
        cpu = {
            server.title: (Spread.of(times), server.is_textgate)
            for name, server in BY_NAME.items()
            if (times := series(results, "reads", query, name, field="cpu_ms"))
        }
        if cpu:
            text = f"{title.replace('`', '')}: CPU ms a request, less is better"
            drawings[query] = bars(text, cpu)
    sends = {
        title: (Spread.of(rates), name.startswith("textgate"))
        for name, title in TITLES.items()
        if (rates := series(results, "sends", name))
    }
    if sends:
        drawings["sends"] = bars("W: sends accepted a second, more is better", sends)
    if growth := results.get("growth"):
        lines_of = {
            f"Q2, {page} page": {
                int(size): Spread.of([window["cpu_ms"] for window in pages[page]]).median
                for size, pages in growth.items()
            }
            for page in ("first", "last")
        }
        drawings["growth"] = lines("Q2 by number of accounts: CPU ms a request", lines_of)
    return drawings


def bars(title: str, values: Mapping[str, tuple[Spread, bool]]) -> str:
    """A bar for each median, with a line from the smallest to the biggest value; ours in another color.

    A bar many times as long as all others is visibly cut, so that the others stay readable.
    """
    *_, second, biggest = sorted([0.0, *(value.biggest for value, _ in values.values())])
    is_cut = second > 0 and biggest > _TOO_LONG * second
    room = _WIDTH - _LABELS - 90
    scale = room / (second * _CUT_AT if is_cut else biggest)
    parts = []
    for position, (label, (value, is_ours)) in enumerate(values.items()):
        y, color = 44 + position * _ROW, _OURS if is_ours else _THEIRS
        length = min(value.median * scale, room)
        ends = [_LABELS + min(end * scale, room) for end in (value.smallest, value.biggest)]
        if length == room and is_cut:
            cut = _LABELS + room * 0.85
            parts.append(
                f"<rect x='{_LABELS}' y='{y}' width='{room:.1f}' height='18' fill='{color}'/>"
                f"<path d='M{cut:.1f} {y + 20} l8 -22 h6 l-8 22 z' fill='#ffffff'/>"
                f"<text x='{_LABELS - 8}' y='{y + 13}' text-anchor='end'>{escape(label)}</text>"
                f"<text x='{_LABELS + room + 6:.1f}' y='{y + 13}'>{number(value.median)}</text>"
            )
            continue
        parts += [
            f"<text x='{_LABELS - 8}' y='{y + 13}' text-anchor='end'>{escape(label)}</text>",
            f"<rect x='{_LABELS}' y='{y}' width='{length:.1f}' height='18' fill='{color}'/>",
            f"<line x1='{ends[0]:.1f}' x2='{ends[1]:.1f}' y1='{y + 9}' y2='{y + 9}' stroke='{_INK}'/>",
            f"<text x='{max(length + _LABELS, ends[1]) + 6:.1f}' y='{y + 13}'>"
            f"{number(value.median)}</text>",
        ]
    return _drawing(title, 54 + len(values) * _ROW, parts)


def lines(title: str, series_: Mapping[str, Mapping[int, float]]) -> str:
    """A line for each series over a logarithmic axis, from zero upwards."""
    sizes = sorted({size for line in series_.values() for size in line})
    top = max(value for line in series_.values() for value in line.values()) * 1.25
    height, left, bottom = 260, 60, 220
    span = math.log10(sizes[-1] / sizes[0]) or 1.0

    def x(size: int) -> float:
        return left + math.log10(size / sizes[0]) / span * (_WIDTH - left - 160)

    def y(value: float) -> float:
        return bottom - value / top * (bottom - 50)

    parts = [f"<line x1='{left}' x2='{_WIDTH - 90}' y1='{bottom}' y2='{bottom}' stroke='{_INK}'/>"]
    for size in sizes:
        parts.append(
            f"<text x='{x(size):.1f}' y='{bottom + 20}' text-anchor='middle'>{size:,}</text>"
        )
    for position, (name, line) in enumerate(series_.items()):
        color = _COLORS[position % len(_COLORS)]
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in sorted(line.items()))
        parts.append(f"<polyline points='{points}' fill='none' stroke='{color}' stroke-width='2'/>")
        # Labels of the first series are above its line, those of the second below.
        shift = -10 if position == 0 else 18
        for size, value in line.items():
            parts.append(
                f"<circle cx='{x(size):.1f}' cy='{y(value):.1f}' r='3' fill='{color}'/>"
                f"<text x='{x(size):.1f}' y='{y(value) + shift:.1f}' text-anchor='middle' "
                f"fill='{color}'>{number(value)}</text>"
            )
        parts.append(
            f"<text x='{left + position * 140}' y='44' fill='{color}'>— {escape(name)}</text>"
        )
    return _drawing(title, height, parts)


def _drawing(title: str, height: int, parts: Sequence[str]) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {height}' role='img' "
        f"aria-label='{escape(title, quote=True)}' {_FONT} fill='{_INK}'>\n"
        f"<rect width='{_WIDTH}' height='{height}' fill='#ffffff'/>\n"
        f"<text x='12' y='22' font-weight='600'>{escape(title)}</text>\n"
        + "\n".join(parts)
        + "\n</svg>\n"
    )
