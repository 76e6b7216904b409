"""A webhook's answers decide how many of its deliveries may be in flight."""

from __future__ import annotations

from uuid import UUID

import pytest

from textgate.domain.ids import new_id
from textgate.services.webhooks.in_flight import (
    FIRST_LIMIT,
    MAX_LIMIT,
    QUICK_MILLISECONDS,
    InFlight,
)

SLOW = QUICK_MILLISECONDS + 1


@pytest.fixture
def in_flight() -> InFlight:
    return InFlight()


@pytest.fixture
def webhook_id() -> UUID:
    return new_id()


def test_a_new_webhook_has_a_few_slots(in_flight: InFlight, webhook_id: UUID) -> None:
    for started in range(FIRST_LIMIT):
        assert in_flight.room(webhook_id) == FIRST_LIMIT - started
        assert in_flight.full_webhooks == []
        in_flight.start(webhook_id)
    assert in_flight.room(webhook_id) == 0
    assert in_flight.full_webhooks == in_flight.webhooks == [webhook_id]
    in_flight.end(webhook_id)
    assert (in_flight.room(webhook_id), in_flight.full_webhooks) == (1, [])


def test_quick_successes_raise_the_limit_one_by_one(in_flight: InFlight, webhook_id: UUID) -> None:
    for answers in range(1, 100):
        in_flight.adapt(webhook_id, QUICK_MILLISECONDS, is_delivered=True)
        assert in_flight.room(webhook_id) == min(FIRST_LIMIT + answers, MAX_LIMIT)


def test_each_failure_halves_the_limit(in_flight: InFlight, webhook_id: UUID) -> None:
    for _ in range(MAX_LIMIT):
        in_flight.adapt(webhook_id, 5, is_delivered=True)
    limits = []
    for _ in range(7):
        in_flight.adapt(webhook_id, 5, is_delivered=False)
        limits.append(in_flight.room(webhook_id))
    assert limits == [16, 8, 4, 2, 1, 1, 1]


def test_slow_successes_lower_a_raised_limit_only(in_flight: InFlight, webhook_id: UUID) -> None:
    in_flight.adapt(webhook_id, SLOW, is_delivered=True)
    assert in_flight.room(webhook_id) == FIRST_LIMIT
    for milliseconds, limit in ((5, 5), (5, 6), (SLOW, 5), (SLOW, 4), (SLOW, 4)):
        in_flight.adapt(webhook_id, milliseconds, is_delivered=True)
        assert in_flight.room(webhook_id) == limit


def test_webhooks_have_limits_of_their_own(in_flight: InFlight, webhook_id: UUID) -> None:
    in_flight.adapt(webhook_id, 5, is_delivered=False)
    assert (in_flight.room(webhook_id), in_flight.room(new_id())) == (FIRST_LIMIT // 2, FIRST_LIMIT)
