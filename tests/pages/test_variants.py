"""Compressed variants of a file, each with its own tag, and conditional requests."""

from __future__ import annotations

import gzip

import httpx2
import pytest

from tests.pages.built import APP, BROTLI, BROWSER, SCRIPT

PATH = "/assets/main-1a2b.js"
GZIPPED = gzip.compress(SCRIPT, mtime=0)


async def raw(http: httpx2.AsyncClient, path: str, **headers: str) -> tuple[httpx2.Response, bytes]:
    """A response and its raw bytes, not decompressed."""
    method = headers.pop("method", "GET")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    async with http.stream(method, path, headers=sent) as response:
        body = b"".join([chunk async for chunk in response.aiter_raw()])
    return response, body


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", BROTLI),
        ("gzip", "gzip", GZIPPED),
        ("br;q=0.1, gzip", "gzip", GZIPPED),
        ("", None, SCRIPT),
        ("identity", None, SCRIPT),
        ("identity;q=0", None, SCRIPT),
        ("br;q=0, gzip;q=0", None, SCRIPT),
        ("*;q=0", None, SCRIPT),
    ],
)
async def test_a_client_gets_its_preferred_coding(
    http: httpx2.AsyncClient, accepted: str, coding: str | None, body: bytes
) -> None:
    response, content = await raw(http, PATH, Accept_Encoding=accepted)
    assert (response.status_code, content) == (200, body)
    assert response.headers.get("content-encoding") == coding
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["content-length"] == str(len(body))
    assert response.headers["vary"] == "Accept-Encoding"
    head, nothing = await raw(http, PATH, Accept_Encoding=accepted, method="HEAD")
    assert nothing == b""
    for name in ("content-encoding", "content-type", "content-length", "etag", "vary"):
        assert head.headers.get(name) == response.headers.get(name)


@pytest.mark.parametrize(
    ("path", "coding"),
    [
        ("/assets/only-3c4d.css", "gzip"),
        ("/embed/v1/composer.js", "br"),
        ("/assets/font.ttf", None),
    ],
)
async def test_a_file_without_a_compressed_variant_is_sent_uncompressed(
    http: httpx2.AsyncClient, path: str, coding: str | None
) -> None:
    response, _ = await raw(http, path, Accept_Encoding="br, gzip")
    assert response.headers.get("content-encoding") == coding


async def test_compressed_variants_have_no_path_of_their_own(http: httpx2.AsyncClient) -> None:
    for suffix in (".br", ".gz"):
        assert (await http.get(PATH + suffix)).status_code == 404


async def test_each_coding_has_a_stable_tag_of_its_own(http: httpx2.AsyncClient) -> None:
    tags = {}
    for accepted in ("br", "gzip", "identity"):
        first, _ = await raw(http, PATH, Accept_Encoding=accepted)
        again, _ = await raw(http, PATH, Accept_Encoding=accepted)
        assert first.headers["etag"] == again.headers["etag"]
        tags[accepted] = first.headers["etag"]
        assert tags[accepted].startswith('"')
    assert len(set(tags.values())) == 3
    for accepted, tag in tags.items():
        for other in tags:
            response, body = await raw(http, PATH, Accept_Encoding=other, If_None_Match=tag)
            assert response.status_code == (304 if other == accepted else 200)
            assert (body == b"") is (other == accepted)


@pytest.mark.parametrize("path", ["/", "/graphiql", PATH, "/embed/v1/composer.js"])
async def test_a_matching_tag_gets_304(http: httpx2.AsyncClient, path: str) -> None:
    first = await http.get(path, headers=BROWSER)
    tag = first.headers["etag"]
    for tags in (tag, f"W/{tag}", f'"other", {tag}', f'W/"other" ,W/{tag}', "*"):
        for method in ("GET", "HEAD"):
            response = await http.request(method, path, headers={**BROWSER, "If-None-Match": tags})
            assert (response.status_code, response.content) == (304, b"")
            omitted = {"content-type", "content-length", "x-request-id"}
            expected = {name: value for name, value in first.headers.items() if name not in omitted}
            assert {name: response.headers.get(name) for name in expected} == expected
            assert "content-type" not in response.headers
            assert "content-length" not in response.headers


@pytest.mark.parametrize("tags", ["", '"', '"other"', "other", 'W/"other"', "W/", ", ,"])
async def test_another_tag_gets_the_file(http: httpx2.AsyncClient, tags: str) -> None:
    response = await http.get("/", headers={**BROWSER, "If-None-Match": tags})
    assert (response.status_code, response.content) == (200, APP)


async def test_list_headers_may_have_several_lines(http: httpx2.AsyncClient) -> None:
    tag = (await http.get(PATH, headers={"Accept-Encoding": "gzip"})).headers["etag"]
    response = await http.get(
        PATH,
        headers=[
            ("Accept-Encoding", "br;q=0"),
            ("Accept-Encoding", "gzip"),
            ("If-None-Match", '"other"'),
            ("If-None-Match", tag),
        ],
    )
    # The client adds its default Accept-Encoding line, which matches no other coding.
    assert response.status_code == 304
