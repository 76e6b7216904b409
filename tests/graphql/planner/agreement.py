"""Asks the same of two faces over the same services: of plans, and of graphql-core alone. What they answer
must be the same to the byte, but for the request's id and what is left of the points."""

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
"""Headers that are another one's for every request."""

# Whoever reads already may read more.
_HAS_TURN: ContextVar[bool] = ContextVar("_HAS_TURN", default=False)

Spoil = Callable[[dict[str, Any]], dict[str, Any]]
SpoilAnswer = Callable[[bytes], bytes]


class Disagreement(AssertionError):
    """Two faces answered differently."""


@dataclass(frozen=True, slots=True)
class Answer:
    """And what it left behind: the points that it was charged, the refusals that were counted by their
    codes, and how many errors were logged that nobody expected. `planned` says whether a plan made it, and
    not graphql-core; `failed`, whether a plan failed in a way that nobody expected."""

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
class Face:
    """One application."""

    world: World
    http: httpx2.AsyncClient
    charges: list[tuple[str, int]]

    @classmethod
    @asynccontextmanager
    async def open(
        cls, world: World, app: Starlette, charges: list[tuple[str, int]]
    ) -> AsyncIterator[Face]:
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
        by_plan, by_core = _operations("plan"), _operations("core")
        failed = _fallbacks("unexpected")
        refusals, logged = _refusals(), len(watch.logged)
        # Escaped, so that lone surrogates and NULs arrive as a client can write them.
        content = json.dumps(body).encode()
        headers = caller.headers | {"Content-Type": "application/json", "Accept": accept}
        response = await self.http.post("/graphql", content=content, headers=headers)
        planned, executed = _operations("plan") - by_plan, _operations("core") - by_core
        assert planned + executed <= 1, "one operation was counted more than once"
        request_id = response.headers["x-request-id"].encode()
        kept = [each for each in response.headers.multi_items() if each[0].lower() not in _OWN]
        return Answer(
            response.status_code,
            tuple(sorted(kept)),
            # Ids are of one length, so that the header of the body's length agrees as well.
            response.content.replace(request_id, b"its-id"),
            tuple(self.charges),
            _refusals() - refusals,
            sum("unexpected_error" in line for line in watch.logged[logged:]),
            planned == 1,
            _fallbacks("unexpected") > failed,
        )


@dataclass(slots=True)
class Faces:
    """`spoil` and `spoil_answer` break the first one, to see whether that would be noticed."""

    world: World
    planned: Face
    core: Face
    spoil: Spoil | None = None
    spoil_answer: SpoilAnswer | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, world: World) -> AsyncIterator[Faces]:
        services = world.product.services
        with _charges(services.rate_limiter) as charges, _fields_in_order(services.database):
            async with (
                Face.open(world, create_app(services), charges) as planned,
                Face.open(world, create_app(services, uses_plans=False), charges) as core,
            ):
                yield cls(world, planned, core)

    async def agree(self, body: dict[str, Any], caller: Caller, accept: str = "*/*") -> Answer:
        """What both answer, which must be the same."""
        asked = self.spoil(body) if self.spoil else body
        found = await self.planned.ask(asked, caller, accept)
        wanted = await self.core.ask(body, caller, accept)
        assert not wanted.planned, "the application without plans uses some"
        if self.spoil_answer:
            found = replace(found, body=self.spoil_answer(found.body))
        if found != wanted:
            raise Disagreement(_told(body, caller, found, wanted))
        return found


@contextmanager
def _charges(rate_limiter: RateLimiter) -> Iterator[list[tuple[str, int]]]:
    """All that callers are charged meanwhile: for what, and how many points."""
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
    """graphql-core resolves the fields of a query together, and of two that fail tells of the one that was
    read sooner, or of the sooner one first. Meanwhile one is read after the other, in their order: of all
    the answers that there may be, this is the one to agree with."""
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

    async def run_in_order(reading: StatementProgram) -> Any:
        async with in_turn():
            return await run(reading)

    database.read, database.run = read_in_order, run_in_order  # type: ignore[method-assign]
    try:
        yield
    finally:
        database.read, database.run = read, run  # type: ignore[method-assign]


def _operations(by: str) -> int:
    """How many operations have been answered by a plan, or by graphql-core."""
    return _counted("textgate_graphql_operations_total", by=by)


def _fallbacks(reason: str) -> int:
    """How many operations plans have left to graphql-core for this reason."""
    return _counted("textgate_graphql_fallbacks_total", reason=reason)


def _counted(name: str, **labels: str) -> int:
    counted = metrics.REGISTRY.get_sample_value(name, labels)
    assert counted is not None, f"there is no metric {name} of {labels}"
    return int(counted)


def _refusals() -> Counter[str]:
    """How many have been counted of each code; fails without the metric."""
    (metric,) = (each for each in metrics.REGISTRY.collect() if each.name == "textgate_refusals")
    return Counter(
        {
            sample.labels["code"]: int(sample.value)
            for sample in metric.samples
            if sample.name == "textgate_refusals_total"
        }
    )


def _told(body: dict[str, Any], caller: Caller, found: Answer, wanted: Answer) -> str:
    parts = [f"{caller.name} asks:", _printed(body["query"])]
    parts += [f"{name}: {json.dumps(body[name])}" for name in body if name != "query"]
    for whose, answer in (("plans answer", found), ("graphql-core answers", wanted)):
        parts += [f"{whose} {answer.status}:", answer.body.decode()]
    for name in ("headers", "points", "refusals", "unexpected"):
        if getattr(found, name) != getattr(wanted, name):
            parts.append(f"{name}: {getattr(found, name)}, not {getattr(wanted, name)}")
    return "\n".join(parts)


def _printed(text: str) -> str:
    try:
        return print_ast(parse(text))
    except Exception:  # a document that cannot be read is shown as it is
        return text
