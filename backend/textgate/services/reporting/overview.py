"""Loads the overview: totals of accounts, numbers and verifications, and recent sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import first_id
from textgate.domain.messages import MessageStatus
from textgate.domain.send_report import ACCEPTED
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, overdue_since
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.listing.account_filters import has_no_number, is_complete
from textgate.services.listing.counters import row_counter
from textgate.services.listing.verification_filters import VerificationSelection, total
from textgate.storage.database import Database
from textgate.storage.tables import account, message, send_tally, sms_number

DAYS_OF_SENDS = 14
AGE_OF_MESSAGES = timedelta(days=7)
# Ids come from the system clock, which may have been set since.
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOfSends:
    day: date
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`messages` counts those accepted in the last seven days, by status. `sends` has every day, as has
    `previous_sends`, the same number of days before them."""

    accounts: int
    complete_accounts: int
    accounts_without_number: int
    numbers: Mapping[SmsNumberStatus, int]
    verifications_in_flight: int
    verifications_overdue: int
    sends: Sequence[DayOfSends]
    previous_sends: Sequence[DayOfSends]
    messages: Mapping[MessageStatus, int]


class OverviewReader:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def load(self, viewer: Viewer, partner_supplies: int) -> Overview:
        """Load all totals. `partner_supplies` is the mask of details that the partner supplies (see
        domain.business_details)."""
        now = self._clock()
        async with self._database.read() as connection:
            accounts = await _accounts(connection, viewer, partner_supplies)
            numbers = await _numbers(connection, viewer)
            in_flight = await _in_flight(connection, viewer, now)
            days = await _sends(connection, viewer, now.date())
            return Overview(
                *accounts,
                numbers,
                *in_flight,
                days[DAYS_OF_SENDS:],
                days[:DAYS_OF_SENDS],
                await _messages(connection, viewer, now - AGE_OF_MESSAGES),
            )


async def _accounts(
    connection: AsyncConnection, viewer: Viewer, partner_supplies: int
) -> tuple[int, int, int]:
    accounts = row_counter(viewer, account)
    statement = select(
        accounts.count(),
        accounts.count(is_complete(accounts.table, partner_supplies)),
        accounts.count(has_no_number(accounts.table)),
    ).where(within(viewer, accounts.table))
    total_count, complete, without_number = (await connection.execute(statement)).one()
    return total_count, complete, without_number


async def _numbers(connection: AsyncConnection, viewer: Viewer) -> dict[SmsNumberStatus, int]:
    numbers = row_counter(viewer, sms_number)
    status = numbers.table.c.status
    statement = (
        select(status, numbers.count()).where(within(viewer, numbers.table)).group_by(status)
    )
    counts = {row[0]: row[1] for row in await connection.execute(statement)}
    return {status: counts.get(status, 0) for status in SmsNumberStatus}


async def _in_flight(connection: AsyncConnection, viewer: Viewer, now: datetime) -> tuple[int, int]:
    selection = VerificationSelection(overdue_since(now), IN_FLIGHT)
    statement = select(
        total(viewer, selection).scalar_subquery(),
        total(viewer, replace(selection, is_overdue=True)).scalar_subquery(),
    )
    in_flight, overdue = (await connection.execute(statement)).one()
    return in_flight, overdue


async def _sends(connection: AsyncConnection, viewer: Viewer, today: date) -> list[DayOfSends]:
    days = [today - timedelta(days=ago) for ago in reversed(range(2 * DAYS_OF_SENDS))]
    is_accepted = send_tally.c.code == ACCEPTED
    statement = (
        select(
            send_tally.c.day,
            func.sum(send_tally.c.count).filter(is_accepted),
            func.sum(send_tally.c.count).filter(not_(is_accepted)),
        )
        .where(within(viewer, send_tally), send_tally.c.day.between(days[0], days[-1]))
        .group_by(send_tally.c.day)
    )
    rows = {row[0]: row for row in await connection.execute(statement)}
    empty = (None, 0, 0)
    return [
        DayOfSends(day, accepted or 0, refused or 0)
        for day in days
        for _, accepted, refused in [rows.get(day, empty)]
    ]


async def _messages(
    connection: AsyncConnection, viewer: Viewer, since: datetime
) -> dict[MessageStatus, int]:
    statement = (
        select(message.c.status, func.count())
        .where(
            within(viewer, message),
            # No index holds created_at, but ids are in its order.
            message.c.id >= first_id(since - CLOCK_SLACK),
            message.c.created_at >= since,
        )
        .group_by(message.c.status)
    )
    counts = {row[0]: row[1] for row in await connection.execute(statement)}
    return {status: counts.get(status, 0) for status in MessageStatus}
