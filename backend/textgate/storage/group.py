"""Does together, in one transaction, what is asked for at the same time; each gets an outcome of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.logs import frame_locations
from textgate.storage.database import Database
from textgate.storage.outages import is_outage
from textgate.storage.transactions import CommitUnknown, transact

T = TypeVar("T")
R = TypeVar("R")

log = structlog.get_logger(__name__)

LARGEST_BATCH = 200


class Group(Generic[T, R]):
    """Whatever arrives while one batch is being done, or waits for its turn to write, is the next.

    `do` is given a batch and returns an outcome for each item, in their order; an exception among them
    is raised for the one who asked. All are told after the commit. When `do` itself raises, nothing of
    the batch is done, and each item is tried alone: what is wrong with one is nobody else's trouble.

    Nothing is to be started or stopped: there is a task at work while somebody waits for it.
    """

    def __init__(
        self,
        database: Database,
        do: Callable[[AsyncConnection, Sequence[T]], Awaitable[Sequence[R | Exception]]],
        largest: int = LARGEST_BATCH,
    ) -> None:
        self._database = database
        self._do = do
        self._largest = largest
        self._waiting: list[_Asked[T, R]] = []
        self._task: asyncio.Task[None] | None = None

    async def submit(self, item: T) -> R:
        """The outcome for this item. Who is cancelled before its batch begins has asked for nothing."""
        loop = asyncio.get_running_loop()
        asked = _Asked[T, R](item, loop.create_future())
        self._waiting.append(asked)
        if self._task is None or self._task.done():
            # In a context of its own: what it logs is not about whoever happened to come first.
            self._task = loop.create_task(self._work(), context=Context())
        return await asked.answer

    async def _work(self) -> None:
        batch: list[_Asked[T, R]] = []
        try:
            while self._waiting:
                # Whoever has just been answered may ask again at once, and then comes along.
                await asyncio.sleep(0)
                batch.clear()
                await self._finish(batch)
        finally:
            # Somebody still waits only when this task is ended, as the whole loop is.
            for asked in (*batch, *self._waiting):
                asked.answer.cancel()
            self._waiting.clear()

    async def _finish(self, batch: list[_Asked[T, R]]) -> None:
        async def do(connection: AsyncConnection) -> Sequence[R | Exception]:
            # Only now: more may have come while this transaction waited for its turn.
            if not batch:
                batch.extend(self._take())
            return await self._do(connection, [asked.item for asked in batch]) if batch else ()

        outcomes: Sequence[R | Exception]
        try:
            outcomes = await transact(self._database, do)
        except Exception as error:  # whatever it is, its text may hold anything
            if isinstance(error, CommitUnknown) or is_outage(error):
                # Alone each would wait for what all have waited for.
                if not batch:
                    batch.extend(self._take())
                cause = error.__cause__ if isinstance(error, CommitUnknown) else error
                outcomes = [_caused_by(cause) for _ in batch]
            elif len(batch) > 1:
                frames = frame_locations(error)
                name = type(error).__name__
                log.warning("batch_falls_apart", size=len(batch), error=name, frames=frames)
                for asked in batch:
                    if not asked.answer.done():
                        await self._finish([asked])
                return
            else:
                outcomes = [error]
        for asked, outcome in zip(batch, outcomes, strict=True):
            asked.tell(outcome)

    def _take(self) -> list[_Asked[T, R]]:
        taken, self._waiting = self._waiting[: self._largest], self._waiting[self._largest :]
        return [asked for asked in taken if not asked.answer.done()]


class _Asked(Generic[T, R]):
    """An item, and who waits for its outcome."""

    __slots__ = ("answer", "item")

    def __init__(self, item: T, answer: asyncio.Future[R]) -> None:
        self.item = item
        self.answer = answer

    def tell(self, outcome: R | Exception) -> None:
        if self.answer.done():
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


def _caused_by(error: BaseException | None) -> CommitUnknown:
    """One for each who is told: raising gives an exception a traceback of its own."""
    failed = CommitUnknown()
    failed.__cause__ = error
    return failed
