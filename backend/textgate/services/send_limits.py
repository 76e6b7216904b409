"""How many texts an account may send: against a stolen token, a runaway program, and pumping of numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.errors import SendLimitReached
from textgate.services import quotas
from textgate.services.options import Options

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class SendLimits:
    def __init__(self, options: Options) -> None:
        self._a_day = options.texts_per_account_and_day
        self._an_hour = options.texts_per_recipient_and_hour

    async def keep(
        self, connection: AsyncConnection, account_id: UUID, recipient: str, now: datetime
    ) -> None:
        """Count one text more; raises SendLimitReached, which takes the text and its count back."""
        of_account = quotas.key_of("texts", account_id.hex)
        of_recipient = quotas.key_of("texts", account_id.hex, recipient)
        windows = {of_account: _DAY, of_recipient: _HOUR}
        counted = await quotas.count(connection, now, windows)
        if counted[of_recipient].times > self._an_hour:
            message = f"An account may send {self._an_hour} texts an hour to one number"
            raise SendLimitReached(message, counted[of_recipient].ends_at)
        if counted[of_account].times > self._a_day:
            message = f"An account may send {self._a_day} texts a day"
            raise SendLimitReached(message, counted[of_account].ends_at)
