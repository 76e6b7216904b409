"""Group commit: items submitted at the same time share one transaction, and each gets its own outcome.

Owners of waiting items take turns, so that one with a long backlog delays no other by more than a batch.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextvars import Context
from itertools import chain
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

MAX_BATCH = 200

SHARE = 10
"""Items of each owner in a batch while several owners submit. Small batches cost throughput, so an owner alone
gets whole ones."""

SHARED_FOR = 1.0
"""Seconds for which an owner counts as submitting."""


class GroupCommit(Generic[T, R]):
    """Collects items while the current batch commits; they form the next batch.

    `work` processes a batch in a transaction and returns an outcome for each item, in order. After the commit,
    `submit` returns the item's outcome, or raises it if it is an exception. If `work` itself raises, the
    transaction is rolled back and each item is processed alone, so that one item cannot fail the others.

    A batch takes one item of each owner before the second of any. While several owners submit, it takes at most
    SHARE items of each: all wait for its commit, also those with one item.

    A task runs only while items wait, so there is nothing to start or stop.
    """

    def __init__(
        self,
        database: Database,
        work: Callable[[AsyncConnection, Sequence[T]], Awaitable[Sequence[R | Exception]]],
        *,
        owner_of: Callable[[T], Hashable] = lambda _: None,
        max_batch: int = MAX_BATCH,
    ) -> None:
        self._database = database
        self._work = work
        self._owner_of = owner_of
        self._max_batch = max_batch
        self._waiting: OrderedDict[Hashable, deque[_Submission[T, R]]] = OrderedDict()
        self._last_owner: Hashable = None
        self._last_at = self._shared_until = -math.inf
        self._task: asyncio.Task[None] | None = None

    async def submit(self, item: T) -> R:
        """Process an item in the next batch. A caller canceled before it begins drops its item."""
        loop = asyncio.get_running_loop()
        submission = _Submission[T, R](item, loop.create_future())
        owner = self._owner_of(item)
        self._note(owner, loop.time())
        self._waiting.setdefault(owner, deque()).append(submission)
        if self._task is None or self._task.done():
            # An empty context: its logs must not carry the request id of the first caller.
            self._task = loop.create_task(self._run(), context=Context())
        return await submission.outcome

    def _note(self, owner: Hashable, now: float) -> None:
        if owner != self._last_owner and now < self._last_at + SHARED_FOR:
            self._shared_until = now + SHARED_FOR
        self._last_owner, self._last_at = owner, now

    async def _run(self) -> None:
        batch: list[_Submission[T, R]] = []
        try:
            while self._waiting:
                # Callers that just got their outcome may submit again and join the next batch.
                await asyncio.sleep(0)
                batch.clear()
                await self._process(batch)
        finally:
            # Submissions are left only if this task was canceled at shutdown.
            for submission in chain(batch, *self._waiting.values()):
                submission.outcome.cancel()
            self._waiting.clear()

    async def _process(self, batch: list[_Submission[T, R]]) -> None:
        """Run `self._work` on a batch in one transaction; `transact` runs it again after a conflict.

        An empty batch is filled inside the transaction.
        """

        async def work(connection: AsyncConnection) -> Sequence[R | Exception]:
            self._fill(batch)
            if not batch:
                return ()
            return await self._work(connection, [submission.item for submission in batch])

        outcomes: Sequence[R | Exception]
        try:
            outcomes = await transact(self._database, work)
        except Exception as error:  # log type and frames only: its text may contain PHI
            if isinstance(error, CommitUnknown) or is_outage(error):
                # No split: alone, each item would wait for the same timeout again.
                self._fill(batch)
                cause = error.__cause__ if isinstance(error, CommitUnknown) else error
                outcomes = [_commit_unknown(cause) for _ in batch]
            elif len(batch) > 1:
                await self._split(batch, error)
                return
            else:
                outcomes = [error]
        for submission, outcome in zip(batch, outcomes, strict=True):
            submission.resolve(outcome)

    def _fill(self, batch: list[_Submission[T, R]]) -> None:
        """Move waiting submissions into an empty batch.

        Called inside the transaction: submissions that arrive while it waits for the write lock still join
        the batch. A retried transaction finds its batch filled and keeps it.
        """
        if batch:
            return
        is_shared = asyncio.get_running_loop().time() < self._shared_until
        share = SHARE if is_shared else self._max_batch
        taken: Counter[Hashable] = Counter()
        while self._waiting and len(batch) < self._max_batch:
            owner, submissions = next(iter(self._waiting.items()))
            if taken[owner] == share:
                # Owners take turns, so every other one has had as many.
                break
            taken[owner] += 1
            submission = submissions.popleft()
            # To the end of the line.
            self._waiting.move_to_end(owner)
            if not submissions:
                del self._waiting[owner]
            if not submission.outcome.done():
                batch.append(submission)

    async def _split(self, batch: Sequence[_Submission[T, R]], error: Exception) -> None:
        """Process each item of a failed batch alone."""
        log.warning(
            "batch_split",
            size=len(batch),
            error=type(error).__name__,
            frames=frame_locations(error),
        )
        for submission in batch:
            if not submission.outcome.done():
                await self._process([submission])


class _Submission(Generic[T, R]):
    __slots__ = ("item", "outcome")

    def __init__(self, item: T, outcome: asyncio.Future[R]) -> None:
        self.item = item
        self.outcome = outcome

    def resolve(self, outcome: R | Exception) -> None:
        if self.outcome.done():
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


def _commit_unknown(cause: BaseException | None) -> CommitUnknown:
    """A new exception for each caller, because raising one adds to its traceback."""
    error = CommitUnknown()
    error.__cause__ = cause
    return error
