"""Rules about the source of the pages that the compiler does not check."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
FRONTEND = TOP / "frontend"
MAX_LINES = 300
GENERATED = FRONTEND / "src" / "gql"
SOURCES = sorted(
    path
    for pattern in ("*.ts", "*.tsx", "*.mjs", "*.css", "*.html", "*.graphql")
    for path in FRONTEND.rglob(pattern)
    if GENERATED not in path.parents
)
# Ways to turn text into markup or code, past JSX's escaping. At run time, the policy forbids most of them.
SINKS = (
    r"innerHTML",
    r"outerHTML",
    r"insertAdjacentHTML",
    r"dangerouslySetInnerHTML",
    r"setHTMLUnsafe",
    r"createContextualFragment",
    r"parseFromString",
    r"document\.write",
    r"srcdoc",
    r"\beval\s*\(",
    r"\bnew\s+Function\b",
    r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]",
    r"javascript:",
    # The policy of the pages forbids inline styles.
    r"\sstyle=",
)
RELATIVE_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def is_page(path: Path) -> bool:
    """Whether the file runs in users' browsers; tests may contain sinks."""
    return (
        path.suffix in (".ts", ".tsx", ".html")
        and ".test." not in path.name
        and FRONTEND / "e2e" not in path.parents
    )


def imports_of(path: Path) -> set[Path]:
    """The modules of ours that a module imports: statically, dynamically, or only their types."""
    targets = (path.parent / name for name in RELATIVE_IMPORT.findall(path.read_text("utf-8")))
    candidates = (
        target.with_name(target.name + suffix)
        for target in targets
        for suffix in ("", ".ts", ".tsx")
    )
    return {found.resolve() for found in candidates if found.is_file()}


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_no_page_turns_text_into_markup_or_code() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in SOURCES if is_page(path)}
    assert len(pages) > 100
    assert [
        (path, sink) for path, source in pages.items() for sink in SINKS if re.search(sink, source)
    ] == []


def test_every_component_file_begins_with_its_purpose() -> None:
    components = [path for path in SOURCES if path.suffix == ".tsx"]
    assert [
        path
        for path in components
        if not path.read_text(encoding="utf-8").lstrip().startswith("/**")
    ] == []


def test_modules_import_each_other_without_a_cycle_even_for_types() -> None:
    modules = {path: imports_of(path) for path in SOURCES if path.suffix in (".ts", ".tsx")}
    routes = FRONTEND / "src" / "routes.ts"
    assert FRONTEND / "src" / "reporting" / "Home.tsx" in modules[routes]
    # Raises CycleError with the modules of a cycle.
    TopologicalSorter(modules).prepare()


@pytest.mark.parametrize(
    "source",
    [
        "element.innerHTML = text",
        "<div dangerouslySetInnerHTML={{ __html: text }} />",
        "eval (text)",
        "new  Function(text)",
        "setTimeout('run()')",
        '<p style="color: red">',
        "<p\n  style={{ color }}>",
        "<a href='javascript:run()'>",
    ],
)
def test_the_sinks_include_each_way_to_make_markup(source: str) -> None:
    assert any(re.search(sink, source) for sink in SINKS)
