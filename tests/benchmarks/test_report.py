"""The report's tables: verdicts on targets, winners, and missing measurements."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.markdown import fill, number, spread, table
from benchmarks.options import parse
from benchmarks.paths import LATEST, PAGE, PLOTS
from benchmarks.plots import all_of, bars
from benchmarks.report import tables
from benchmarks.statistics import Spread
from benchmarks.targets import TARGETS


def windows(*rates: float) -> list[dict[str, float]]:
    return [{"rate": rate, "cpu_ms": 1.0, "p50_ms": 2.0, "p99_ms": 3.0} for rate in rates]


def results(**more: Any) -> dict[str, Any]:
    return {
        "taken": "2026-11-26",
        "is_quick": False,
        "minutes": 19.5,
        "windows": {"rounds": 3, "seconds": 4, "warm_up": 4},
        "machine": {
            "cpu": "A processor",
            "cores": 2,
            "memory_gib": 4,
            "kernel": "6.1",
            "system": "Debian",
            "hypervisor": "none",
            "file_system": "ext4",
            "fsync_ms": 0.5,
            "load_average": 0.1,
            "commit": "abc1234",
        },
        "versions": {"Python": "3.11.7"},
        "not_measured": {},
        **more,
    }


def row(text: str, first_cell: str) -> list[str]:
    """The cells of the only row with this first cell."""
    [line] = [line for line in text.splitlines() if line.startswith(f"| {first_cell} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_target_is_met_by_the_median() -> None:
    reads = {
        "page": {
            "textgate": windows(210.0, 190.0, 230.0),
            "mercurius": windows(100.0, 100.0, 100.0),
            "yoga": windows(100.0, 100.0, 100.0),
        }
    }
    report = tables(results(reads=reads))["targets"]
    assert row(report, "Q2 against Mercurius + jit")[1:] == ["≥ 2×", "2.10× (1.90–2.30)", "met"]
    assert row(report, "Q2 against GraphQL Yoga")[1:] == [
        "≥ 3×",
        "2.10× (1.90–2.30)",
        "**not met**",
    ]
    assert row(report, "Q1 against Mercurius + jit")[1:] == ["≥ 1.5×", "not measured", ""]


@pytest.mark.parametrize(("seconds", "verdict"), [(1.0, "met"), (1.01, "**not met**")])
def test_a_target_can_be_a_maximum(seconds: float, verdict: str) -> None:
    servers = {"textgate": {"start_seconds": [seconds], "memory_mib": [100.0]}}
    report = tables(results(servers=servers))["targets"]
    assert row(report, "Cold start to the first answer")[1] == "≤ 1 s"
    assert row(report, "Cold start to the first answer")[3] == verdict


def test_every_target_has_a_unique_text() -> None:
    assert len({target.text for target in TARGETS}) == len(TARGETS)


def test_a_peer_that_wins_is_reported_as_the_winner() -> None:
    reads = {"typename": {"textgate": windows(90.0), "mercurius": windows(100.0)}}
    report = tables(results(reads=reads))["reads"]
    ratio = row(report.split("\n\n")[2], "Mercurius + jit")[3]
    assert ratio == "0.900× (0.900–0.900): **Mercurius + jit wins**"


def test_a_peer_is_compared_on_its_own_database() -> None:
    reads = {
        "picker": {
            "textgate": windows(900.0),
            "textgate-postgres": windows(300.0),
            "postgraphile": windows(100.0),
        }
    }
    report = tables(results(reads=reads))["reads"]
    assert row(report.split("\n\n")[0], "PostGraphile")[3] == "3.00× (3.00–3.00)"


def test_a_missing_measurement_is_reported_with_its_reason() -> None:
    report = tables(results(not_measured={"yoga": "no Node", "import": "no data"}))
    assert row(report["reads"].split("\n\n")[0], "GraphQL Yoga")[1] == "not measured: no Node"
    assert report["import"] == "Not measured: no data."
    assert report["growth"] == "Not measured: it was left out."


def test_filling_a_page_replaces_only_its_tables() -> None:
    page = "Before.\n<!-- begin a -->\nold\n<!-- end a -->\nAfter.\n"
    filled = fill(page, {"a": r"new \1"})
    assert filled == "Before.\n<!-- begin a -->\n\nnew \\1\n\n<!-- end a -->\nAfter.\n"
    assert fill(filled, {"a": r"new \1"}) == filled
    with pytest.raises(ValueError, match="'b'"):
        fill(page, {"b": "nowhere"})


@pytest.mark.parametrize(
    ("value", "formatted"),
    [(12345.6, "12,346"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0.1234, "0.123")],
)
def test_figures_have_three_digits(value: float, formatted: str) -> None:
    assert number(value) == formatted


def test_a_spread_is_shown_with_its_unit_once() -> None:
    assert spread(Spread(2.0, 1.5, 3.0), "×") == "2.00× (1.50–3.00)"
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"


def test_a_bar_that_is_far_too_long_is_drawn_as_cut() -> None:
    uncut = bars("Short & long", {"a": (Spread.of([1.0]), True), "b": (Spread.of([1.5]), False)})
    assert "<path" not in uncut
    longer = {"a": (Spread.of([1.0]), True), "b": (Spread.of([50.0]), False)}
    drawing = ElementTree.fromstring(bars("Short & long", longer))
    svg = "{http://www.w3.org/2000/svg}"
    assert len(drawing.findall(f"{svg}path")) == 1
    widths = [float(bar.attrib["width"]) for bar in drawing.findall(f"{svg}rect")][1:]
    assert widths == [230.0, 460.0]
    assert [text.text for text in drawing.findall(f"{svg}text")][-1] == "50.0"


def test_the_page_has_a_place_for_every_table() -> None:
    fill(PAGE.read_text(encoding="utf-8"), tables(results()))


def test_the_page_has_the_figures_of_the_latest_run() -> None:
    latest = json.loads(LATEST.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    assert fill(page, tables(latest)) == page
    for name, drawing in all_of(latest).items():
        assert (PLOTS / f"{name}.svg").read_text(encoding="utf-8") == drawing


def test_only_a_complete_run_is_saved() -> None:
    assert parse([]).is_written
    for arguments in (["--quick"], ["--only", "q1"], ["--peers", "yoga"]):
        assert not parse(arguments).is_written
        assert parse([*arguments, "--write"]).is_written
