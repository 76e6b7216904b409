"""The sizes of the built pages, and the hosts that they name."""

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
MAX_FIRST_PAGE = 40_000
MAX_EMBED = 20_000
# XML namespaces, which browsers do not fetch, and examples in hints.
ALLOWED_HOSTS = {"http://www.w3.org", "https://mypractice.com", "https://ehr.example.org"}
# Static imports load before a module runs; `import(…)` loads later.
STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
# Markup, styles, and code that make a browser fetch an absolute URL.
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
    """Skip the tests if the pages are not built."""
    if (APP / "index.html").exists():
        return
    explanation = "the pages have not been built (run scripts/setup)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_NODE"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def gzipped_size(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def with_imports(path: Path, modules: set[Path]) -> set[Path]:
    """Return a module with all its static imports."""
    if path not in modules:
        modules.add(path)
        for name in STATIC_IMPORT.findall(path.read_text(encoding="utf-8")):
            with_imports(path.parent / name, modules)
    return modules


def first_page(page: str) -> set[Path]:
    """Return the scripts that a browser loads for a page on the first visit."""
    index = (APP / "index.html").read_text(encoding="utf-8")
    entries = re.findall(r'src="/(assets/[\w.-]+\.js)"', index)
    assert len(entries) == 1
    (chunk,) = (APP / "assets").glob(f"{page}-*.js")
    return with_imports(chunk, with_imports(APP / entries[0], set()))


@pytest.mark.parametrize("page", ["Home", "Messages"])
def test_a_first_page_loads_at_most_40_kb_of_javascript(page: str) -> None:
    scripts = first_page(page)
    # The entry point, the page, and several shared files.
    assert len(scripts) > 3
    assert gzipped_size(*scripts) <= MAX_FIRST_PAGE


def test_the_embed_has_at_most_20_kb_in_one_file() -> None:
    assert gzipped_size(EMBED) <= MAX_EMBED
    assert STATIC_IMPORT.findall(EMBED.read_text(encoding="utf-8")) == []


def texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".js", ".css", ".html", ".svg"):
            yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["app", "embed"])
def test_built_files_contain_no_other_host(folder: str) -> None:
    hosts = {
        host for text in texts(STATIC / folder) for host in re.findall(r"https?://[\w.-]*\w", text)
    }
    assert hosts <= ALLOWED_HOSTS


@pytest.mark.parametrize("folder", ["app", "embed", "graphiql"])
def test_built_files_load_nothing_from_another_host(folder: str) -> None:
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
def test_the_pattern_matches_each_way_to_load(text: str) -> None:
    assert LOADS.findall(text)
