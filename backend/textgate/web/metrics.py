"""Metrics for Prometheus. No label holds text that a client sent."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from textgate.services.reporting.backlog_metrics import BacklogMetrics

MEDIA_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Fallback(StrEnum):
    """Why an operation fell back from its plan to graphql-core."""

    UNPLANNABLE = "unplannable"
    ERROR = "error"
    UNEXPECTED = "unexpected"


_requests = Counter(
    "textgate_requests",
    "HTTP requests by route, method and status.",
    ("route", "method", "status"),
    registry=REGISTRY,
)
_seconds = Histogram(
    "textgate_request_seconds",
    "Time from request to response, in seconds.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=REGISTRY,
)
_refusals = Counter(
    "textgate_refusals",
    "Refusals by code: of HTTP requests, of GraphQL, and the partner API's four-digit codes.",
    ("code",),
    registry=REGISTRY,
)
_operations = Counter(
    "textgate_graphql_operations",
    "GraphQL operations by executor: a plan, or graphql-core, which takes several times as long.",
    ("by",),
    registry=REGISTRY,
)
_fallbacks = Counter(
    "textgate_graphql_fallbacks",
    "GraphQL operations that fell back from a plan to graphql-core, by reason. unplannable: plans do not "
    "support the operation. error: the response has an error. unexpected: the plan failed.",
    ("reason",),
    registry=REGISTRY,
)
_FALLBACKS = {reason: _fallbacks.labels(reason) for reason in Fallback}
_BY_PLAN, _BY_CORE = _operations.labels("plan"), _operations.labels("core")
_due = Gauge("textgate_queue_due", "Rows that are due.", ("queue",), registry=REGISTRY)
_oldest_due = Gauge(
    "textgate_queue_oldest_due_seconds",
    "Seconds since the oldest row became due.",
    ("queue",),
    registry=REGISTRY,
)
_stuck = Gauge(
    "textgate_queue_stuck",
    "Rows that have been ready for a minute without a worker; normally 0.",
    ("queue",),
    registry=REGISTRY,
)
_messages = Gauge(
    "textgate_messages_24h",
    "Messages accepted in the last 24 hours, by status.",
    ("status",),
    registry=REGISTRY,
)
_verifications = Gauge(
    "textgate_verifications_in_flight",
    "Undecided verifications, by status.",
    ("status",),
    registry=REGISTRY,
)
_oldest_verification = Gauge(
    "textgate_verification_oldest_seconds",
    "Seconds since the oldest undecided verification was requested, by status.",
    ("status",),
    registry=REGISTRY,
)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    count, duration = _route_metrics(route, method if method in _METHODS else "OTHER", status)
    count.inc()
    duration.observe(seconds)


@cache
def _route_metrics(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """Cached, because looking up a metric by its labels takes longer than counting."""
    return _requests.labels(route, method, str(status)), _seconds.labels(route)


def count_operation(*, is_planned: bool) -> None:
    (_BY_PLAN if is_planned else _BY_CORE).inc()


def count_fallback(reason: Fallback) -> None:
    _FALLBACKS[reason].inc()


def count_refusal(code: str) -> None:
    _refusals.labels(code).inc()


def set_backlog(backlog: BacklogMetrics) -> None:
    """Set the gauges that are loaded from the database."""
    for name, queue in backlog.queues.items():
        _due.labels(name).set(queue.due)
        _oldest_due.labels(name).set(queue.oldest_seconds)
        _stuck.labels(name).set(queue.stuck)
    for status, count in backlog.recent_messages.items():
        _messages.labels(status).set(count)
    _verifications.clear()
    _oldest_verification.clear()
    for state, in_flight in backlog.verifications.items():
        _verifications.labels(state).set(in_flight.count)
        _oldest_verification.labels(state).set(in_flight.oldest_seconds)


def render() -> bytes:
    """All metrics, in Prometheus' text format."""
    return generate_latest(REGISTRY)
