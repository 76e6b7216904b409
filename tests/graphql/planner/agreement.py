"""Sends the same requests to two applications over the same services: one with plans, one without.

Their answers must be equal to the byte, except for request ids and remaining points.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2
import pytest
from graphql import parse, print_ast
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.applications import Starlette

from tests.canary import watch
from tests.graphql.access.world import Caller, World
from textgate.app import create_app
from textgate.domain.points import Balance
from textgate.domain.viewer import Viewer
from textgate.services.limits.rate_limiter import RateLimiter
from textgate.storage.database import Database
from textgate.storage.statement_program import StatementProgram
from textgate.web import metrics

_OWN = frozenset(("x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset"))
"""Headers that differ between any two requests."""

# A task that holds the turn may read again.
_HAS_TURN: ContextVar[bool] = ContextVar("_HAS_TURN", default=False)

Spoil = Callable[[dict[str, Any]], dict[str, Any]]
SpoilAnswer = Callable[[bytes], bytes]


class Disagreement(AssertionError):
    """The two applications answered differently."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response and its side effects: points charged, refusals counted by code, unexpected errors logged.

    `planned` is true if a plan made the answer, `failed` if a plan failed unexpectedly.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    points: tuple[tuple[str, int], ...]
    refusals: Counter[str]
    unexpected: int
    planned: bool = field(compare=False)
    failed: bool = field(compare=False)

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(slots=True)
class App:
    """One application."""

    world: World
    http: httpx2.AsyncClient
    charges: list[tuple[str, int]]

    @classmethod
    @asynccontextmanager
    async def open(
        cls, world: World, app: Starlette, charges: list[tuple[str, int]]
    ) -> AsyncIterator[App]:
        hooks: dict[str, list[Any]] = {
            "request": [watch.see_request],
            "response": [watch.see_response],
        }
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app), base_url="http://textgate", event_hooks=hooks
        ) as http:
            yield cls(world, http, charges)

    async def ask(self, body: dict[str, Any], caller: Caller, accept: str = "*/*") -> Answer:
        self.charges.clear()
        before, logged = _counts(), len(watch.logged)
        # JSON escapes let lone surrogates and NULs arrive.
        content = json.dumps(body).encode()
        headers = caller.headers | {"Content-Type": "application/json", "Accept": accept}
        response = await self.http.post("/graphql", content=content, headers=headers)
        counted = _counts() - before
        planned, executed = counted[_OPERATIONS, "plan"], counted[_OPERATIONS, "core"]
        assert planned + executed <= 1, "one operation was counted more than once"
        request_id = response.headers["x-request-id"].encode()
        kept = [each for each in response.headers.multi_items() if each[0].lower() not in _OWN]
        return Answer(
            response.status_code,
            tuple(sorted(kept)),
            # All ids have the same length, so Content-Length agrees too.
            response.content.replace(request_id, b"its-id"),
            tuple(self.charges),
            Counter({code: n for (name, code), n in counted.items() if name == _REFUSALS}),
            sum("unexpected_error" in line for line in watch.logged[logged:]),
            planned == 1,
            counted[_FALLBACKS, "unexpected"] > 0,
        )


@dataclass(slots=True)
class Apps:
    """`spoil` and `spoil_answer` break the application with plans, to test the comparison."""

    world: World
    planned: App
    core: App
    spoil: Spoil | None = None
    spoil_answer: SpoilAnswer | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, world: World) -> AsyncIterator[Apps]:
        services = world.product.services
        with _charges(services.rate_limiter) as charges, _fields_in_order(services.database):
            async with (
                App.open(world, create_app(services), charges) as planned,
                App.open(world, create_app(services, uses_plans=False), charges) as core,
            ):
                yield cls(world, planned, core)

    async def agree(self, body: dict[str, Any], caller: Caller, accept: str = "*/*") -> Answer:
        """The answer of both applications. Raises Disagreement if they differ."""
        sent_body = self.spoil(body) if self.spoil else body
        found = await self.planned.ask(sent_body, caller, accept)
        core_answer = await self.core.ask(body, caller, accept)
        assert not core_answer.planned, "the application without plans uses some"
        if self.spoil_answer:
            found = replace(found, body=self.spoil_answer(found.body))
        if found != core_answer:
            raise Disagreement(_report(body, caller, found, core_answer))
        return found


@contextmanager
def _charges(rate_limiter: RateLimiter) -> Iterator[list[tuple[str, int]]]:
    """Records the charges inside the block: the limiter's method and the points."""
    charges: list[tuple[str, int]] = []
    with pytest.MonkeyPatch.context() as patched:
        for name in ("consume", "owe", "charge_refusal"):
            charge = getattr(rate_limiter, name)

            def note(
                viewer: Viewer, points: int, _name: str = name, _charge: Any = charge, **more: int
            ) -> Balance:
                charges.append((_name, points))
                balance: Balance = _charge(viewer, points, **more)
                return balance

            patched.setattr(rate_limiter, name, note)
        yield charges


@contextmanager
def _fields_in_order(database: Database) -> Iterator[None]:
    """Runs the reads of a request one after another inside the block.

    graphql-core resolves root fields concurrently, so a race decides which of two errors it reports. In order,
    there is one answer to agree with.
    """
    read, run, turn = database.read, database.run, asyncio.Lock()

    @asynccontextmanager
    async def in_turn() -> AsyncIterator[None]:
        if _HAS_TURN.get():
            yield
            return
        async with turn:
            token = _HAS_TURN.set(True)
            try:
                yield
            finally:
                _HAS_TURN.reset(token)

    @asynccontextmanager
    async def read_in_order() -> AsyncIterator[AsyncConnection]:
        async with in_turn(), read() as connection:
            yield connection

    async def run_in_order(program: StatementProgram) -> Any:
        async with in_turn():
            return await run(program)

    database.read, database.run = read_in_order, run_in_order  # type: ignore[method-assign]
    try:
        yield
    finally:
        database.read, database.run = read, run  # type: ignore[method-assign]


def _counts() -> Counter[tuple[str, str]]:
    """The counters' values by name and label."""
    return Counter(
        {
            (sample.name, label): int(sample.value)
            for metric in _COUNTED.collect()
            for sample in metric.samples
            if sample.name in (_OPERATIONS, _FALLBACKS, _REFUSALS)
            for label in sample.labels.values()
        }
    )


_OPERATIONS = "textgate_graphql_operations_total"
_FALLBACKS = "textgate_graphql_fallbacks_total"
_REFUSALS = "textgate_refusals_total"
# Collecting all metrics would take a tenth of these tests' time.
_COUNTED = metrics.REGISTRY.restricted_registry([_OPERATIONS, _FALLBACKS, _REFUSALS])

# A renamed metric or label would count as zero.
assert {_OPERATIONS, _FALLBACKS, _REFUSALS} <= {
    f"{metric.name}_total" for metric in metrics.REGISTRY.collect()
}
assert {
    (_OPERATIONS, "plan"),
    (_OPERATIONS, "core"),
    (_FALLBACKS, "unexpected"),
} <= _counts().keys()


def _report(body: dict[str, Any], caller: Caller, found: Answer, core_answer: Answer) -> str:
    parts = [f"{caller.name} asks:", _printed(body["query"])]
    parts += [f"{name}: {json.dumps(body[name])}" for name in body if name != "query"]
    for whose, answer in (("plans answer", found), ("graphql-core answers", core_answer)):
        parts += [f"{whose} {answer.status}:", answer.body.decode()]
    for name in ("headers", "points", "refusals", "unexpected"):
        if getattr(found, name) != getattr(core_answer, name):
            parts.append(f"{name}: {getattr(found, name)}, not {getattr(core_answer, name)}")
    return "\n".join(parts)


def _printed(text: str) -> str:
    try:
        return print_ast(parse(text))
    except Exception:  # an unparsable document is shown unchanged
        return text
