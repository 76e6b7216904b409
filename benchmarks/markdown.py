"""Renders tables and figures as Markdown, and replaces the marked parts of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from benchmarks.statistics import Spread


def fill(page: str, parts: Mapping[str, str]) -> str:
    """Replace each part between its markers; the text around them stays."""
    for name, text in parts.items():
        between = re.compile(rf"(<!-- begin {name} -->).*?(<!-- end {name} -->)", re.DOTALL)
        if len(between.findall(page)) != 1:
            raise ValueError(f"The page must have the markers of {name!r} exactly once.")
        page = between.sub(_between(text), page)
    return page


def _between(text: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{match[1]}\n\n{text}\n\n{match[2]}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float) -> str:
    """Format with three significant digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def spread(value: Spread, unit: str = "") -> str:
    return f"{number(value.median)}{unit} ({number(value.smallest)}–{number(value.biggest)})"
