"""Send limits of an account: against stolen tokens, runaway programs and SMS pumping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.errors import SendLimitReached
from textgate.services.limits import window_counters
from textgate.services.limits.window_counters import WindowCount
from textgate.services.options import Options

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class SendLimits:
    def __init__(self, options: Options) -> None:
        self._per_day = options.texts_per_account_and_day
        self._per_recipient_and_hour = options.texts_per_recipient_and_hour

    async def reserve(
        self, connection: AsyncConnection, messages: Iterable[tuple[UUID, str]], now: datetime
    ) -> LimitReservation:
        """Count messages (account id and recipient of each) before the batch decides which may go.

        The caller consumes the reservation message by message and then releases the rest.
        """
        requested: Counter[str] = Counter()
        windows: dict[str, timedelta] = {}
        for account_id, recipient in messages:
            account_key, recipient_key = _keys(account_id, recipient)
            windows |= {account_key: _DAY, recipient_key: _HOUR}
            requested.update((account_key, recipient_key))
        counts = {key: (windows[key], times) for key, times in requested.items()}
        totals = await window_counters.add(connection, now, counts)
        return LimitReservation(self._per_day, self._per_recipient_and_hour, requested, totals)


class LimitReservation:
    """`requested` is what this batch has counted; `totals` include it."""

    def __init__(
        self,
        per_day: int,
        per_recipient_and_hour: int,
        requested: Mapping[str, int],
        totals: Mapping[str, WindowCount],
    ) -> None:
        self._per_day = per_day
        self._per_recipient_and_hour = per_recipient_and_hour
        self._totals = totals
        self._used = {key: total.times - requested[key] for key, total in totals.items()}
        self._unused = dict(requested)

    def consume(self, account_id: UUID, recipient: str) -> SendLimitReached | None:
        """Use one message of the reservation, or return the limit that forbids it."""
        account_key, recipient_key = _keys(account_id, recipient)
        if self._used[recipient_key] >= self._per_recipient_and_hour:
            limit = self._per_recipient_and_hour
            message = f"An account can send {limit} texts an hour to one number."
            return SendLimitReached(message, self._totals[recipient_key].ends_at)
        if self._used[account_key] >= self._per_day:
            message = f"An account can send {self._per_day} texts a day."
            return SendLimitReached(message, self._totals[account_key].ends_at)
        for key in (account_key, recipient_key):
            self._used[key] += 1
            self._unused[key] -= 1
        return None

    async def release(self, connection: AsyncConnection) -> None:
        """Subtract the messages that were counted but not sent."""
        unused = {key: times for key, times in self._unused.items() if times}
        await window_counters.release(connection, unused)


def _keys(account_id: UUID, recipient: str) -> tuple[str, str]:
    account_key = window_counters.key_of("texts", owner=account_id)
    return account_key, window_counters.key_of("texts", recipient, owner=account_id)
