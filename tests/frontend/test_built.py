"""What the built pages weigh, and where they could send a browser: read from the files that are served."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "backend" / "textgate" / "static"
APP = STATIC / "app"
EMBED = STATIC / "embed" / "v1" / "composer.js"
MOST_OF_A_FIRST_PAGE = 40_000
MOST_OF_THE_EMBED = 20_000
# Namespaces, which nobody fetches, and an example in a hint.
KNOWN = {"http://www.w3.org", "https://mypractice.com", "https://ehr.example.org"}
# What a module has before it runs; `import(…)` comes later.
STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
# Whatever makes a browser fetch something, with the address that follows.
LOADS = re.compile(
    r"""(?: \b(?:src|href|srcset|action|poster)\s*=\s*["']?
          | \burl\(\s*["']?
          | @import\s*["']?
          | \bfrom\s*["']
          | \bimport\s*\(?\s*["'`]
          | \b(?:fetch|importScripts|Worker|EventSource|WebSocket|sendBeacon)\(\s*["'`]
        )((?:[a-z]+:)?//[^\s"'`)]+)""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def built() -> None:
    """Skips where the pages have not been built."""
    if (APP / "index.html").exists():
        return
    explanation = "the pages have not been built (run scripts/setup)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_NODE"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def weight(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def with_imports(path: Path, known: set[Path]) -> set[Path]:
    """A module and all that it has to have before it runs."""
    if path not in known:
        known.add(path)
        for name in STATIC_IMPORT.findall(path.read_text(encoding="utf-8")):
            with_imports(path.parent / name, known)
    return known


def first_page(page: str) -> set[Path]:
    """The scripts that a browser loads for one page, when it comes to it first."""
    index = (APP / "index.html").read_text(encoding="utf-8")
    entries = re.findall(r'src="/(assets/[\w.-]+\.js)"', index)
    assert len(entries) == 1
    (chunk,) = (APP / "assets").glob(f"{page}-*.js")
    return with_imports(chunk, with_imports(APP / entries[0], set()))


@pytest.mark.parametrize("page", ["Home", "Messages"])
def test_a_first_page_is_light(page: str) -> None:
    scripts = first_page(page)
    # The page's own code, what all pages share, and more than one file beside.
    assert len(scripts) > 3
    assert weight(*scripts) <= MOST_OF_A_FIRST_PAGE


def test_the_embed_is_light() -> None:
    assert weight(EMBED) <= MOST_OF_THE_EMBED
    # It is one file.
    assert STATIC_IMPORT.findall(EMBED.read_text(encoding="utf-8")) == []


def texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".js", ".css", ".html", ".svg"):
            yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["app", "embed"])
def test_no_other_host_is_named(folder: str) -> None:
    named = {
        host for text in texts(STATIC / folder) for host in re.findall(r"https?://[\w.-]*\w", text)
    }
    assert named <= KNOWN


@pytest.mark.parametrize("folder", ["app", "embed", "graphiql"])
def test_nothing_is_loaded_from_another_host(folder: str) -> None:
    assert [load for text in texts(STATIC / folder) for load in LOADS.findall(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        "<link href=//cdn.example/x.css>",
        "a{background:url(https://cdn.example/x.png)}",
        '@import "https://cdn.example/x.css"',
        'import"https://cdn.example/x.js"',
        "import(`https://cdn.example/x.js`)",
        'export*from"https://cdn.example/x.js"',
        'fetch("https://api.example/x")',
        'new WebSocket("wss://api.example/x")',
    ],
)
def test_the_rule_knows_the_ways_to_load(text: str) -> None:
    assert LOADS.findall(text)
