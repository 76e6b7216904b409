"""Back-pressure: the server parses pipelined requests only as fast as it answers them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.http_server import Wire, serving
from tests.turned_loop import TurnedLoop
from textgate.web.body import MAX_BODY

MANY = 20_000
MOST_QUEUED = 200
"""The shortest requests that fit into one parsed chunk, plus a margin."""


class App:
    """Answers once `may_answer` is set; counts its responses."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.answered = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.may_answer.wait()
        body = await Request(scope, receive).body()
        self.answered += 1
        content = [scope["path"], len(body)]
        await JSONResponse(content)(scope, receive, send)


class Parsed(dict[str, Any]):
    """An application state that counts its copies: the server makes one per parsed request."""

    count = 0

    def copy(self) -> dict[str, Any]:
        type(self).count += 1
        return dict(self)


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": TurnedLoop}


@pytest.fixture
async def app() -> App:
    return App()


@pytest.fixture
async def wire(app: App) -> AsyncIterator[Wire]:
    Parsed.count = 0
    async with serving(app, app_state=Parsed()) as connect:
        yield await connect()


def get(number: int) -> bytes:
    return b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number


async def answer(wire: Wire) -> Any:
    status, _, content = await wire.answer()
    assert status == 200
    return content


@pytest.mark.parametrize("pauses", [True, False])
async def test_requests_are_parsed_no_faster_than_answered(
    app: App, wire: Wire, pauses: bool
) -> None:
    if not pauses:
        app.may_answer.set()
    wire.writer.write(b"".join(map(get, range(MANY))))
    if pauses:
        for _ in range(200):
            await asyncio.sleep(0)
        assert 0 < Parsed.count <= MOST_QUEUED
        app.may_answer.set()
    for number in range(MANY):
        assert await answer(wire) == [f"/{number}", 0]
        assert Parsed.count - app.answered <= MOST_QUEUED
    assert (Parsed.count, app.answered) == (MANY, MANY)


async def test_bodies_of_pipelined_requests_arrive_complete(app: App, wire: Wire) -> None:
    head = b"POST /post HTTP/1.1\r\nHost: a\r\n"
    with_length = head + b"Content-Length: %d\r\n\r\n" % MAX_BODY + b"x" * MAX_BODY
    chunks = b"2000\r\n" + b"x" * 8192 + b"\r\n0\r\n\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    wire.writer.write((get(1) + with_length + get(2) + chunked + get(3)) * 20)
    app.may_answer.set()
    for _ in range(20):
        contents = [await answer(wire) for _ in range(5)]
        assert contents == [["/1", 0], ["/post", MAX_BODY], ["/2", 0], ["/post", 8192], ["/3", 0]]


async def test_a_head_is_not_too_slow_while_earlier_requests_are_unanswered(
    app: App, wire: Wire, loop: TurnedLoop
) -> None:
    padded = get(3).replace(b"Host", b"X: %b\r\nHost" % (b"x" * 4096))
    wire.writer.write(get(1) + get(2) + padded)
    await loop.turn(0)
    await loop.turn(60)
    assert await wire.is_quiet()
    app.may_answer.set()
    assert [await answer(wire) for _ in range(3)] == [["/1", 0], ["/2", 0], ["/3", 0]]


@pytest.fixture
async def loop() -> TurnedLoop:
    running = asyncio.get_running_loop()
    assert isinstance(running, TurnedLoop)
    return running
