"""An event loop with an adjustable clock: tests of timeouts never sleep."""

from __future__ import annotations

import asyncio


class TurnedLoop(asyncio.SelectorEventLoop):
    """Adds the seconds of all `turn` calls to the machine's clock."""

    _turned = 0.0

    def time(self) -> float:
        return super().time() + self._turned

    async def turn(self, seconds: float) -> None:
        """Deliver sent data, turn the clock, then run the timers that are due."""
        await _settle()
        self._turned += seconds
        await _settle()


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
