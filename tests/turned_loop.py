"""An event loop for tests of timeouts: its clock can be turned, so that no test sleeps."""

from __future__ import annotations

import asyncio


class TurnedLoop(asyncio.SelectorEventLoop):
    """Timers see the machine's clock, and what it has been turned by."""

    _turned = 0.0

    def time(self) -> float:
        return super().time() + self._turned

    async def turn(self, seconds: float) -> None:
        """Let everything arrive that was sent, turn the clock, and let everything happen that is then due."""
        await _settle()
        self._turned += seconds
        await _settle()


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
