"""Content negotiation: the chosen coding, and whether the client accepts HTML."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from textgate.pages.accept import choose_coding
from textgate.web.preferences import wants_html

ALL = ("identity", "br", "gzip")


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", "identity"),
        ("*", "br"),
        ("*;q=0.1", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0.9,gzip;q=0.9", "br"),
        ("br ; q=0.9 , gzip ; Q=0.8", "br"),
        ("br;q=0, gzip;q=0.0", "identity"),
        ("identity, br;q=0.5", "identity"),
        ("identity;q=0.5, br;q=0.5", "br"),
        ("identity;q=0, *;q=0", "identity"),
        ("br;q=much, gzip;q=nan", "identity"),
        ("br;q=2, gzip;q=-1", "identity"),
        ("br;q=, gzip", "gzip"),
        (",,;q=1,;", "identity"),
        ("bröd, gzip", "gzip"),
    ],
)
def test_the_coding_with_the_highest_weight_is_chosen(accepted: str, chosen: str) -> None:
    assert choose_coding(accepted, ALL) == chosen


@pytest.mark.parametrize(
    ("available", "chosen"),
    [(("identity",), "identity"), (("identity", "gzip"), "gzip"), (("identity", "br"), "br")],
)
def test_only_a_built_coding_is_chosen(available: tuple[str, ...], chosen: str) -> None:
    assert choose_coding("br, gzip", available) == chosen


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("application/json, text/html;q=0.1", True),
        ("TEXT/HTML", True),
        ("text/html;charset=utf-8", True),
        ("", False),
        ("*/*", False),
        ("text/*", False),
        ("application/json", False),
        ("text/html;q=0", False),
        ("text/html-but-not-quite", False),
    ],
)
def test_html_is_accepted_only_if_the_client_names_it(accepted: str, expected: bool) -> None:
    request = Request({"type": "http", "headers": [(b"accept", accepted.encode())]})
    assert wants_html(request) is expected
