"""The headers that tell a partner's program what is left of its points (see domain/points.py)."""

from __future__ import annotations

import math

from textgate.domain.points import Balance


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
