"""Charges for requests (see domain/points.py), rate-limit headers, and the delay of refused requests."""

from __future__ import annotations

import asyncio
import math
import random

from textgate.domain.points import Balance
from textgate.domain.viewer import Viewer
from textgate.services.limits.rate_limiter import RateLimiter
from textgate.web.http_error import HttpError

MEAN_DELAY = 0.1
"""In seconds."""
_RANDOM = random.SystemRandom()


def rate_headers(balance: Balance | None) -> dict[str, str]:
    """The headers for a balance; times are in whole seconds."""
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


async def charge(limiter: RateLimiter, viewer: Viewer, points: int, noun: str) -> Balance:
    """Take the points for one `noun`; raises HttpError if the caller has fewer."""
    balance = limiter.consume(viewer, points)
    if balance.wait is not None:
        message = (
            f"Rate limit exceeded: a {noun} costs {points} points; {balance.remaining} remain."
        )
        await delay_refusal()
        raise HttpError(429, "RATE_LIMITED", message, rate_headers(balance))
    return balance


async def delay_refusal() -> None:
    """Slow down clients that retry immediately, whose refusals would take the time of other requests.

    Jitter keeps clients that were refused together from retrying together.
    """
    await asyncio.sleep(MEAN_DELAY * _RANDOM.uniform(0.5, 1.5))
