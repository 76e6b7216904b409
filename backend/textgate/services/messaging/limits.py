"""How many texts an account may send: against a stolen token, a runaway program, and pumping of numbers."""

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
        self._a_day = options.texts_per_account_and_day
        self._an_hour = options.texts_per_recipient_and_hour

    async def reserve(
        self, connection: AsyncConnection, texts: Iterable[tuple[UUID, str]], now: datetime
    ) -> LimitReservation:
        """Count these texts, each an account and a recipient, before it is decided which of them may go."""
        wanted: Counter[str] = Counter()
        windows: dict[str, timedelta] = {}
        for account_id, recipient in texts:
            of_account, of_recipient = _keys(account_id, recipient)
            windows |= {of_account: _DAY, of_recipient: _HOUR}
            wanted.update((of_account, of_recipient))
        counts = {key: (windows[key], times) for key, times in wanted.items()}
        counted = await window_counters.add(connection, now, counts)
        return LimitReservation(self._a_day, self._an_hour, wanted, counted)


class LimitReservation:
    """What texts that were counted together may use up, one after the other."""

    def __init__(
        self,
        a_day: int,
        an_hour: int,
        wanted: Mapping[str, int],
        counted: Mapping[str, WindowCount],
    ) -> None:
        self._a_day = a_day
        self._an_hour = an_hour
        self._counted = counted
        # How often it had happened before, and how many of those that were counted have not gone.
        self._used = {key: each.times - wanted[key] for key, each in counted.items()}
        self._left = dict(wanted)

    def consume(self, account_id: UUID, recipient: str) -> SendLimitReached | None:
        """One text goes, or is told why it may not, and then nothing is used up."""
        of_account, of_recipient = _keys(account_id, recipient)
        if self._used[of_recipient] >= self._an_hour:
            message = f"An account may send {self._an_hour} texts an hour to one number"
            return SendLimitReached(message, self._counted[of_recipient].ends_at)
        if self._used[of_account] >= self._a_day:
            message = f"An account may send {self._a_day} texts a day"
            return SendLimitReached(message, self._counted[of_account].ends_at)
        for key in (of_account, of_recipient):
            self._used[key] += 1
            self._left[key] -= 1
        return None

    async def release(self, connection: AsyncConnection) -> None:
        """Texts that were counted and have not gone count for nothing."""
        left = {key: times for key, times in self._left.items() if times}
        await window_counters.release(connection, left)


def _keys(account_id: UUID, recipient: str) -> tuple[str, str]:
    of_account = window_counters.key_of("texts", owner=account_id)
    return of_account, window_counters.key_of("texts", recipient, owner=account_id)
