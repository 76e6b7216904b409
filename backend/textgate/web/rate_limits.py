"""Tells a partner's program what is left of its points (domain/points.py), and holds it back without any."""

from __future__ import annotations

import asyncio
import math
import random

from textgate.domain.points import Balance

PAUSE = 0.1
"""Seconds, on the average."""
_CHANCE = random.SystemRandom()


def rate_headers(balance: Balance | None) -> dict[str, str]:
    """What is left of the partner's points; times are in whole seconds."""
    if balance is None:
        return {}
    headers = {
        "X-RateLimit-Limit": str(balance.limit),
        "X-RateLimit-Remaining": str(balance.remaining),
        "X-RateLimit-Reset": str(math.ceil(balance.full_in)),
    }
    if balance.wait is not None:
        headers["Retry-After"] = str(math.ceil(balance.wait))
    return headers


async def delay_refusal() -> None:
    """Before a refusal: those who ask again at once would keep the process as busy with refusals as with
    answers. Not all for as long: refused together they would come back together, and others wait for them."""
    await asyncio.sleep(PAUSE * _CHANCE.uniform(0.5, 1.5))
