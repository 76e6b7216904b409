"""Rules about the source of the pages that no compiler checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
FRONTEND = TOP / "frontend"
LONGEST = 300
GENERATED = FRONTEND / "src" / "gql"
SOURCES = sorted(
    path
    for pattern in ("*.ts", "*.tsx", "*.mjs", "*.css", "*.html", "*.graphql")
    for path in FRONTEND.rglob(pattern)
    if GENERATED not in path.parents
)
# Each of them makes markup or code of text, past the escaping of JSX; a policy forbids most at run time.
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
    # Inline styles, which the policy of the pages leaves out.
    r"\sstyle=",
)


def is_page(path: Path) -> bool:
    """Whether it runs in people's browsers; tests say such words themselves."""
    return (
        path.suffix in (".ts", ".tsx", ".html")
        and ".test." not in path.name
        and FRONTEND / "e2e" not in path.parents
    )


def name_of(path: Path) -> str:
    return str(path.relative_to(TOP))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_has_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in SOURCES if is_page(path)], ids=name_of)
def test_no_markup_is_made_of_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [sink for sink in SINKS if re.search(sink, source)] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.suffix == ".tsx"], ids=name_of)
def test_a_file_says_what_it_is_for(path: Path) -> None:
    assert path.read_text(encoding="utf-8").lstrip().startswith("/**")


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
def test_the_rule_knows_the_ways_to_make_markup(source: str) -> None:
    assert any(re.search(sink, source) for sink in SINKS)
