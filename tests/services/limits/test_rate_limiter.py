"""Shares of points in memory: sweeps drop unused shares and keep used ones."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.product import TurnedClock
from textgate.domain.permissions import Role
from textgate.domain.viewer import Viewer, ViewerKind
from textgate.services.limits.rate_limiter import MIN_SWEEP, RateLimiter
from textgate.services.options import Options

PARTNER = uuid4()


def embed_token() -> Viewer:
    return Viewer(ViewerKind.EMBED, PARTNER, uuid4(), "Dr. Osler", True, Role.EMBED)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def rate_limiter(clock: TurnedClock) -> RateLimiter:
    return RateLimiter(clock, Options())


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("traced")
def test_memory_does_not_grow_with_the_number_of_embed_tokens(
    rate_limiter: RateLimiter, clock: TurnedClock
) -> None:
    def use(number: int) -> int:
        """The memory in use after `number` more tokens have each been used once."""
        for _ in range(number):
            assert rate_limiter.consume(embed_token(), 1).wait is None
            clock.turn(milliseconds=100)
        return tracemalloc.get_traced_memory()[0]

    few = use(MIN_SWEEP)
    assert use(9 * MIN_SWEEP) < 1.2 * few


def test_a_sweep_keeps_callers_without_points(
    rate_limiter: RateLimiter, clock: TurnedClock
) -> None:
    spent = embed_token()
    assert rate_limiter.consume(spent, 1_000).remaining == 1_000
    rate_limiter.charge_refusal(spent, 2_000, taken=0)
    for _ in range(3 * MIN_SWEEP):
        rate_limiter.consume(embed_token(), 1)
        clock.turn(milliseconds=1)
    # Three seconds have given back 300 of the 3,000.
    balance = rate_limiter.consume(spent, 1)
    assert balance.wait == pytest.approx(7.01)
    assert (balance.limit, balance.remaining) == (2_000, 0)
