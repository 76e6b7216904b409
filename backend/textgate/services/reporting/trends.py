"""Loads figures of a period, each next to the same figure of the period before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import first_id, first_id_within
from textgate.domain.messages import MessageStatus
from textgate.domain.send_report import ACCEPTED
from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.reporting.overview import CLOCK_SLACK
from textgate.storage.database import Database
from textgate.storage.tables import message, opt_out, send_tally, sms_number, verification

DAYS_OF_TEXTS = 7
DAYS_OF_DECISIONS = 30
"""A decision takes days, and most weeks have few."""
MAX_WAIT = timedelta(days=60)
"""A decision that took longer is not counted: ids in order of requests bound the rows to read."""

_ENDED = (MessageStatus.DELIVERED, MessageStatus.UNDELIVERED, MessageStatus.FAILED)
_SECONDS_PER_HOUR = 3600


class Trend(NamedTuple):
    """A figure of a period, and of the period before; None if there is nothing to compute it from."""

    days: int
    current: float | None
    previous: float | None


@dataclass(frozen=True, slots=True)
class Trends:
    texts: Trend
    delivery_rate: Trend
    opt_out_rate: Trend
    approval_rate: Trend
    hours_to_approval: Trend


class TrendReader:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def load(self, viewer: Viewer) -> Trends:
        """Load all figures by four statements. Each period ends today, so far. Days are those of UTC."""
        today = self._clock().date()
        texts_since = _Since(today, DAYS_OF_TEXTS)
        decided_since = _Since(today, DAYS_OF_DECISIONS)
        async with self._database.read() as connection:
            texts = await _texts(connection, viewer, texts_since)
            delivered, ended = await _deliveries(connection, viewer, texts_since)
            opt_outs = await _opt_outs(connection, viewer, texts_since)
            decisions = await _decisions(connection, viewer, decided_since)
        return Trends(
            texts=Trend(DAYS_OF_TEXTS, texts.current, texts.previous),
            delivery_rate=_rate(DAYS_OF_TEXTS, delivered, ended),
            opt_out_rate=_rate(DAYS_OF_TEXTS, opt_outs, texts),
            approval_rate=_rate(DAYS_OF_DECISIONS, decisions.approved, decisions.decided),
            hours_to_approval=decisions.hours_to_approval,
        )


class _Since:
    """The first days of a period of `days` days that ends today, and of the period before."""

    def __init__(self, today: date, days: int) -> None:
        self.age = timedelta(days=2 * days)
        self.day = today - timedelta(days=days - 1)
        self.day_before = self.day - timedelta(days=days)
        self.moment = datetime.combine(self.day, time(), UTC)
        self.moment_before = datetime.combine(self.day_before, time(), UTC)


class _Counts(NamedTuple):
    current: int
    previous: int


def _rate(days: int, counts: _Counts, totals: _Counts) -> Trend:
    current, previous = (
        count / total if total else None for count, total in zip(counts, totals, strict=True)
    )
    return Trend(days, current, previous)


async def _texts(connection: AsyncConnection, viewer: Viewer, since: _Since) -> _Counts:
    sends = func.sum(send_tally.c.count)
    statement = select(
        func.coalesce(sends.filter(send_tally.c.day >= since.day), 0),
        func.coalesce(sends.filter(send_tally.c.day < since.day), 0),
    ).where(
        within(viewer, send_tally),
        send_tally.c.day >= since.day_before,
        send_tally.c.code == ACCEPTED,
    )
    return _Counts(*(await connection.execute(statement)).one())


async def _deliveries(
    connection: AsyncConnection, viewer: Viewer, since: _Since
) -> tuple[_Counts, _Counts]:
    """Count delivered messages, and all whose outcome is known."""
    is_current = message.c.created_at >= since.moment
    is_previous = message.c.created_at < since.moment
    is_delivered = message.c.status == MessageStatus.DELIVERED
    statement = select(
        func.count().filter(is_current, is_delivered),
        func.count().filter(is_previous, is_delivered),
        func.count().filter(is_current),
        func.count().filter(is_previous),
    ).where(
        within(viewer, message),
        # No index holds created_at, but ids are in its order.
        message.c.id >= first_id(since.moment_before - CLOCK_SLACK),
        message.c.created_at >= since.moment_before,
        message.c.status.in_(_ENDED),
    )
    counts = (await connection.execute(statement)).one()
    return _Counts(*counts[:2]), _Counts(*counts[2:])


async def _opt_outs(connection: AsyncConnection, viewer: Viewer, since: _Since) -> _Counts:
    conditions: list[ColumnElement[bool]] = [opt_out.c.partner_id == viewer.partner_id]
    if viewer.account_id is not None:
        own_numbers = select(sms_number.c.id).where(within(viewer, sms_number))
        conditions.append(opt_out.c.number_id.in_(own_numbers))
    statement = select(
        func.count().filter(opt_out.c.created_at >= since.moment),
        func.count().filter(opt_out.c.created_at < since.moment),
    ).where(
        *conditions,
        # No index holds created_at, but ids are in its order.
        opt_out.c.id >= first_id_within(since.age + CLOCK_SLACK),
        opt_out.c.created_at >= since.moment_before,
    )
    return _Counts(*(await connection.execute(statement)).one())


class _Decisions(NamedTuple):
    approved: _Counts
    decided: _Counts
    hours_to_approval: Trend


async def _decisions(connection: AsyncConnection, viewer: Viewer, since: _Since) -> _Decisions:
    """Count decided verifications, and take the median of the hours from request to approval."""
    is_current = case((verification.c.completed_at >= since.moment, 1), else_=0)
    is_approved = case((verification.c.status == VerificationStatus.APPROVED, 1), else_=0)
    seconds = extract("epoch", verification.c.completed_at) - extract(
        "epoch", verification.c.requested_at
    )
    kind = (is_current, is_approved)
    ranked = (
        select(
            is_current.label("is_current"),
            is_approved.label("is_approved"),
            seconds.label("seconds"),
            func.row_number().over(partition_by=kind, order_by=seconds).label("rank"),
            func.count().over(partition_by=kind).label("total"),
        )
        .where(
            within(viewer, verification),
            verification.c.id >= first_id_within(since.age + MAX_WAIT + CLOCK_SLACK),
            verification.c.completed_at >= since.moment_before,
            verification.c.requested_at >= since.moment_before - MAX_WAIT,
        )
        .subquery()
    )
    # The middle row of an odd total, the middle two of an even one.
    is_middle = or_(*(2 * ranked.c.rank == ranked.c.total + step for step in range(3)))
    statement = select(
        ranked.c.is_current,
        ranked.c.is_approved,
        func.count(),
        func.avg(ranked.c.seconds).filter(is_middle),
    ).group_by(ranked.c.is_current, ranked.c.is_approved)
    counts = dict.fromkeys(((0, 0), (0, 1), (1, 0), (1, 1)), 0)
    medians: dict[int, float | None] = {0: None, 1: None}
    for current, approved, count, median in await connection.execute(statement):
        counts[current, approved] = count
        if approved:
            medians[current] = float(median) / _SECONDS_PER_HOUR
    approved = _Counts(counts[1, 1], counts[0, 1])
    return _Decisions(
        approved,
        _Counts(approved.current + counts[1, 0], approved.previous + counts[0, 0]),
        Trend(DAYS_OF_DECISIONS, medians[1], medians[0]),
    )
