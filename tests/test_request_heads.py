"""Invalid or ambiguous requests are refused, which prevents request smuggling through a proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.http_server import GET, Wire, serving
from tests.product import Product
from textgate.app import create_app

Connect = Callable[[], Awaitable[Wire]]


def get(*headers: bytes, target: bytes = b"/healthz", version: bytes = b"1.1") -> bytes:
    lines = (b"GET %b HTTP/%b" % (target, version), *headers, b"", b"")
    return b"\r\n".join(lines)


def post(*headers: bytes, body: bytes) -> bytes:
    lines = (b"POST /healthz HTTP/1.1", b"Host: textgate", *headers, b"", body)
    return b"\r\n".join(lines)


REFUSED = {
    "no Host": (get(), 400, "MISSING_HOST"),
    "no Host for GraphQL": (b"POST /graphql HTTP/1.1\r\n\r\n", 400, "MISSING_HOST"),
    "two hosts": (get(b"Host: a", b"Host: b"), 400, "REPEATED_HOST"),
    "one host twice": (get(b"Host: a", b"host: a"), 400, "REPEATED_HOST"),
    "two hosts with HTTP/1.0": (get(b"Host: a", b"Host: b", version=b"1.0"), 400, "REPEATED_HOST"),
    **{
        f"the host {host!r}": (get(b"Host: " + host), 400, "INVALID_HOST")
        for host in (
            *(
                b"",
                b":80",
                b"a,b",
                b"a, b",
                b"a b",
                b"a/b",
                b"u@a",
                b"a:b",
                b"a:80:80",
                b"a:800000",
            ),
            *(b"[::1", b"[fe80::1%25eth0]", b"a\xe9", b"a%00", b"http://a", b"a" * 260),
        )
    },
    "HTTP/0.9": (b"GET /healthz\r\n\r\n", 400, "UNSUPPORTED_HTTP_VERSION"),
    "HTTP/0.9 by name": (get(b"Host: a", version=b"0.9"), 400, "UNSUPPORTED_HTTP_VERSION"),
    "HTTP/2.0 in text": (get(b"Host: a", version=b"2.0"), 505, "UNSUPPORTED_HTTP_VERSION"),
    "HTTP/1.2": (get(b"Host: a", version=b"1.2"), 400, "INVALID_HTTP"),
    "a TLS greeting": (b"\x16\x03\x01\x02\x00\x01", 400, "INVALID_HTTP"),
    "two lengths": (
        post(b"Content-Length: 2", b"Content-Length: 3", body=b"abc"),
        400,
        "INVALID_HTTP",
    ),
    "a length twice": (
        post(b"Content-Length: 2", b"Content-Length: 2", body=b"ab"),
        400,
        "INVALID_HTTP",
    ),
    "a list of lengths": (post(b"Content-Length: 2, 2", body=b"ab"), 400, "INVALID_HTTP"),
    "a signed length": (post(b"Content-Length: +2", body=b"ab"), 400, "INVALID_HTTP"),
    "an endless length": (
        post(b"Content-Length: 99999999999999999999", body=b""),
        400,
        "INVALID_HTTP",
    ),
    "length and chunks": (
        post(b"Content-Length: 2", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        *(400, "INVALID_HTTP"),
    ),
    "chunks and length": (
        post(b"Transfer-Encoding: chunked", b"Content-Length: 2", body=b"0\r\n\r\n"),
        *(400, "INVALID_HTTP"),
    ),
    "chunks with HTTP/1.0": (
        get(b"Transfer-Encoding: chunked", version=b"1.0") + b"0\r\n\r\n",
        *(400, "UNSUPPORTED_TRANSFER_ENCODING"),
    ),
    "compressed chunks": (
        post(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"),
        *(501, "UNSUPPORTED_TRANSFER_ENCODING"),
    ),
    "two codings": (
        post(b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        *(501, "UNSUPPORTED_TRANSFER_ENCODING"),
    ),
    **{
        f"the coding {coding!r}": (
            post(b"Transfer-Encoding: " + coding, body=b"0\r\n\r\n"),
            *(400, "INVALID_HTTP"),
        )
        for coding in (
            b"",
            b"identity",
            b"xchunked",
            b'"chunked"',
            b"\x0bchunked",
            b"chunked, gzip",
        )
    },
    "a line that goes on": (get(b"Host: a", b"X: a", b" b"), 400, "INVALID_HTTP"),
    "bare line feeds": (b"GET /healthz HTTP/1.1\nHost: a\n\n", 400, "INVALID_HTTP"),
    "one bare line feed": (get(b"Host: a\nX: b"), 400, "INVALID_HTTP"),
    "a bare carriage return": (get(b"Host: a\rX: b"), 400, "INVALID_HTTP"),
    "a space before the colon": (get(b"Host: a", b"X : b"), 400, "INVALID_HTTP"),
    "a space before a header": (get(b" Host: a"), 400, "INVALID_HTTP"),
    "no colon": (get(b"Host: a", b"X"), 400, "INVALID_HTTP"),
    "no name": (get(b"Host: a", b": x"), 400, "INVALID_HTTP"),
    "NUL in a name": (get(b"Host: a", b"X\0: a"), 400, "INVALID_HTTP"),
    "NUL in a value": (get(b"Host: a", b"X: a\0b"), 400, "INVALID_HTTP"),
    "a target without a slash": (get(b"Host: a", target=b"healthz"), 400, "INVALID_HTTP"),
}


@pytest.fixture
async def connect(tmp_path: Path) -> AsyncIterator[Connect]:
    # No request here queries the database.
    async with (
        Product.open(f"sqlite+aiosqlite:///{tmp_path / 'unused.sqlite3'}") as product,
        serving(create_app(product.services)) as connect,
    ):
        yield connect


@pytest.mark.parametrize("head", REFUSED)
async def test_an_invalid_request_is_refused_with_a_code_and_its_connection_closed(
    connect: Connect, head: str
) -> None:
    raw, *expected = REFUSED[head]
    wire = await connect()
    # The server must not parse the bytes after it as a request.
    await wire.send(raw + GET)
    assert list(await wire.refusal()) == expected


@pytest.mark.parametrize(
    "raw",
    [
        *(get(b"Host: " + host) for host in (b"a", b"a:80", b"a.example.org:", b"127.0.0.1:8000")),
        *(get(b"Host: " + host) for host in (b"[::1]", b"[2001:db8::1]:443", b"a_b", b"xn--e1a")),
        get(version=b"1.0"),
        get(b"Host: a", version=b"1.0"),
        # The target's host overrides the Host header, which is still required (RFC 9112, 3.2.2).
        get(b"Host: a", target=b"http://b/healthz"),
        get(b"Host: a", b"Transfer-Encoding: Chunked") + b"0\r\n\r\n",
        b"\r\n" + get(b"Host: a"),
    ],
)
async def test_a_valid_request_is_answered(connect: Connect, raw: bytes) -> None:
    wire = await connect()
    await wire.send(raw)
    assert (await wire.answer())[::2] == (200, {"status": "ok"})


async def test_a_trailer_does_not_become_a_header() -> None:
    async def show(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await request.body()
        await JSONResponse(sorted(request.headers))(scope, receive, send)

    async with serving(show) as connect:
        for pause in (False, True):
            wire = await connect()
            chunked = (b"Transfer-Encoding: chunked",)
            trailer = b"0\r\nX-Forwarded-For: 203.0.113.5\r\nAuthorization: Bearer x\r\n\r\n"
            await wire.send(post(*chunked, body=b"1\r\na\r\n" + (b"" if pause else trailer)))
            if pause:
                await wire.send(trailer)
            assert (await wire.answer())[2] == ["host", "transfer-encoding"]
            await wire.send(GET)
            assert (await wire.answer())[2] == ["host"]
