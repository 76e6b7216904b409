"""Connections are limited: the time for head, body and response, their bytes, and their number."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.http_server import GET, Wire, serving
from tests.product import Product
from tests.turned_loop import TurnedLoop
from textgate.app import create_app
from textgate.web.capacity import EXCESS
from textgate.web.protocol import MAX_FRAMING, MAX_HEAD

Connect = Callable[[], Awaitable[Wire]]

OK = {"status": "ok"}
SIGN_IN = (
    b"POST /auth/sign-in HTTP/1.1\r\nHost: textgate\r\nSec-Fetch-Site: none\r\n"
    b"Content-Type: application/json\r\n"
)
CHUNKED = SIGN_IN + b"Transfer-Encoding: chunked\r\n\r\n"
LONG_RESPONSE = 4 * 1024 * 1024


class App:
    """The product, plus `/work`, which waits for `is_done`, and `/long`, whose response is long."""

    def __init__(self, product: Product) -> None:
        self._product = create_app(product.services)
        self.is_done = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/work":
            await self.is_done.wait()
            await JSONResponse(OK)(scope, receive, send)
        elif scope["path"] == "/long":
            await JSONResponse("x" * LONG_RESPONSE)(scope, receive, send)
        else:
            await self._product(scope, receive, send)


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": TurnedLoop}


@pytest.fixture
async def loop() -> TurnedLoop:
    running = asyncio.get_running_loop()
    assert isinstance(running, TurnedLoop)
    return running


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    # No request here queries the database.
    async with Product.open(f"sqlite+aiosqlite:///{tmp_path / 'unused.sqlite3'}") as product:
        yield App(product)


@pytest.fixture
async def connect(app: App) -> AsyncIterator[Connect]:
    async with serving(app) as connect:
        yield connect


async def assert_answers(wire: Wire) -> None:
    await wire.send(GET)
    status, _, content = await wire.answer()
    assert (status, content) == (200, OK)


async def test_a_head_must_be_complete_within_15_seconds(
    connect: Connect, loop: TurnedLoop
) -> None:
    slow = await connect()
    await slow.send(GET[:-2])
    await loop.turn(14.9)
    assert await slow.is_quiet()
    # Another byte does not extend the deadline.
    await slow.send(b"X")
    await loop.turn(0.2)
    assert await slow.refusal() == (408, "HEADERS_TOO_SLOW")


async def test_each_later_head_has_15_seconds_as_well(connect: Connect, loop: TurnedLoop) -> None:
    wire = await connect()
    await assert_answers(wire)
    await loop.turn(4)
    await wire.send(GET[:-2])
    await loop.turn(14.9)
    assert await wire.is_quiet()
    await wire.send(GET[-2:])
    assert (await wire.answer())[2] == OK
    await wire.send(GET[:-2])
    await loop.turn(15.1)
    assert await wire.refusal() == (408, "HEADERS_TOO_SLOW")


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
async def test_a_connection_without_a_request_is_closed_after_15_seconds(
    connect: Connect, loop: TurnedLoop, sent: bytes
) -> None:
    wire = await connect()
    for _ in range(3):
        await wire.send(sent)
        await loop.turn(4.9)
    assert await wire.is_quiet()
    await loop.turn(0.5)
    assert await wire.ends()


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
async def test_an_idle_connection_is_closed_after_5_seconds(
    connect: Connect, loop: TurnedLoop, sent: bytes
) -> None:
    wire = await connect()
    await assert_answers(wire)
    await loop.turn(4.9)
    await wire.send(sent)
    assert await wire.is_quiet()
    await loop.turn(5)
    assert await wire.ends()


@pytest.mark.parametrize("path", [b"/healthz", b"/nothing"])
async def test_a_connection_with_an_unread_unfinished_body_is_closed_after_5_seconds(
    connect: Connect, loop: TurnedLoop, path: bytes
) -> None:
    wire = await connect()
    await wire.send(b"GET %b HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1" % path)
    assert (await wire.answer())[0] in (200, 404)
    await loop.turn(4.9)
    await wire.send(b"2")
    assert await wire.is_quiet()
    await loop.turn(0.2)
    assert await wire.ends()


async def test_the_rest_of_a_body_may_arrive_after_the_response(connect: Connect) -> None:
    wire = await connect()
    await wire.send(b"GET /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1")
    assert (await wire.answer())[0] == 404
    await wire.send(b"23" + GET)
    assert (await wire.answer())[2] == OK


async def test_a_body_that_the_route_reads_must_arrive_within_20_seconds(
    connect: Connect, loop: TurnedLoop
) -> None:
    wire = await connect()
    await wire.send(SIGN_IN + b"Content-Length: 9\r\n\r\n{")
    await loop.turn(19.9)
    assert await wire.is_quiet()
    await loop.turn(0.2)
    status, _, content = await wire.answer()
    assert (status, content["error"]["code"]) == (408, "BODY_TOO_SLOW")
    await loop.turn(5.1)
    assert await wire.ends()


async def test_a_slow_response_is_not_cut_off(app: App, connect: Connect, loop: TurnedLoop) -> None:
    wire = await connect()
    await wire.send(GET.replace(b"/healthz", b"/work"))
    # The next head is too slow. The server refuses it after the first response.
    await wire.send(GET[:-2])
    for _ in range(4):
        await loop.turn(30)
    assert await wire.is_quiet()
    app.is_done.set()
    assert (await wire.answer())[2] == OK
    assert await wire.refusal() == (408, "HEADERS_TOO_SLOW")


async def test_a_client_that_does_not_read_its_response_is_disconnected(
    connect: Connect, loop: TurnedLoop
) -> None:
    wire = await connect()
    wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
    await wire.send(GET.replace(b"/healthz", b"/long"))
    for _ in range(7):
        await loop.turn(5)
    wire.writer.transport.resume_reading()  # type: ignore[attr-defined]
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await wire.answer()


async def test_a_client_that_reads_slowly_gets_its_whole_response(
    connect: Connect, loop: TurnedLoop
) -> None:
    wire = await connect()
    await wire.send(GET.replace(b"/healthz", b"/long"))
    head = await wire.reader.readuntil(b"\r\n\r\n")
    received = 0
    while received < LONG_RESPONSE + 2:
        received += len(await wire.reader.read(128 * 1024))
        await loop.turn(5)
    assert (head[:12], received) == (b"HTTP/1.1 200", LONG_RESPONSE + 2)


async def test_invalid_http_is_refused_after_the_requests_before_it_are_answered(
    connect: Connect,
) -> None:
    wire = await connect()
    await wire.send(GET + b"nonsense\r\n\r\n" + GET)
    assert (await wire.answer())[2] == OK
    assert await wire.refusal() == (400, "INVALID_HTTP")


async def test_a_body_with_invalid_chunks_is_refused_at_once(connect: Connect) -> None:
    for sent in (CHUNKED + b"1\r\n{\r\nx\r\n", CHUNKED + b"zz\r\n"):
        wire = await connect()
        await wire.send(sent)
        assert await wire.refusal() == (400, "INVALID_HTTP")


async def test_endless_headers_are_refused(connect: Connect, loop: TurnedLoop) -> None:
    wire = await connect()
    await wire.send(GET[:-2] + b"X: ")
    await loop.turn(0)
    await wire.send(b"x" * (MAX_HEAD + 1))
    assert await wire.refusal() == (431, "HEADERS_TOO_LONG")


async def test_endless_trailers_are_refused(connect: Connect, loop: TurnedLoop) -> None:
    wire = await connect()
    await wire.send(CHUNKED + b"1\r\n{\r\n0\r\nX: ")
    await loop.turn(0)
    await wire.send(b"x" * (MAX_FRAMING + 1))
    assert await wire.refusal() == (413, "BODY_TOO_LARGE")


async def test_a_new_client_evicts_the_one_that_keeps_the_server_waiting_longest(
    app: App, loop: TurnedLoop
) -> None:
    async with serving(app, max_connections=5) as connect:
        idle, nothing, half, body, program = [await connect() for _ in range(5)]
        await assert_answers(idle)
        await half.send(GET[:-2])
        await loop.turn(1)
        await body.send(SIGN_IN + b"Content-Length: 9\r\n\r\n{")
        await program.send(SIGN_IN.replace(b"/auth/sign-in", b"/api/io/PracticeCreate"))
        await program.send(b"Content-Length: 9\r\n\r\n{")
        await loop.turn(1)
        for _ in range(2):
            await assert_answers(await connect())
        assert await nothing.ends()
        assert await idle.ends()
        assert await half.is_quiet()
        await loop.turn(1)
        for _ in range(3):
            await assert_answers(await connect())
        assert await half.refusal() == (503, "SERVER_BUSY")
        assert await body.refusal() == (503, "SERVER_BUSY")
        status, _, content = await program.answer()
        assert (status, content["responseCode"]) == (503, 5030)


async def test_new_clients_get_503_while_all_connections_are_busy(
    app: App, loop: TurnedLoop
) -> None:
    async with serving(app, max_connections=2) as connect:
        busy = [await connect() for _ in range(2)]
        for wire in busy:
            await wire.send(GET.replace(b"/healthz", b"/work"))
        await loop.turn(0)
        refused, silent = await connect(), await connect()
        await refused.send(GET)
        status, headers, content = await refused.answer()
        assert (status, content["error"]["code"]) == (503, "SERVER_BUSY")
        assert (headers["retry-after"], headers["connection"]) == ("1", "close")
        assert await silent.is_quiet()
        await loop.turn(1.1)
        assert await silent.refusal() == (503, "SERVER_BUSY")
        app.is_done.set()
        for wire in busy:
            assert (await wire.answer())[2] == OK
        await assert_answers(await connect())


async def test_excess_clients_get_503_before_they_send_a_request(
    app: App, loop: TurnedLoop
) -> None:
    async with serving(app, max_connections=1) as connect:
        busy = await connect()
        await busy.send(GET.replace(b"/healthz", b"/work"))
        await loop.turn(0)
        waiting = [await connect() for _ in range(EXCESS)]
        assert await (await connect()).refusal() == (503, "SERVER_BUSY")
        app.is_done.set()
        assert (await busy.answer())[2] == OK
        for wire in waiting:
            wire.close()
