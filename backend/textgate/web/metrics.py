"""What is counted for Prometheus while requests are answered; no label holds anything that a client sent."""

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
    """Why graphql-core answers an operation instead of a plan."""

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
    "How long requests took to answer.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=REGISTRY,
)
_refusals = Counter(
    "textgate_refusals",
    "Refusals by code: of requests, of GraphQL, and the partner API's four-digit ones.",
    ("code",),
    registry=REGISTRY,
)
_operations = Counter(
    "textgate_graphql_operations",
    "GraphQL operations by who answered them: a plan, or graphql-core, which takes several times as long.",
    ("by",),
    registry=REGISTRY,
)
_fallbacks = Counter(
    "textgate_graphql_fallbacks",
    "GraphQL operations that a plan left to graphql-core, by reason: the plan does not support the operation, "
    "the operation is refused or its rows have an error, or the plan failed unexpectedly.",
    ("reason",),
    registry=REGISTRY,
)
_FALLBACKS = {reason: _fallbacks.labels(reason) for reason in Fallback}
_BY_PLAN, _BY_CORE = _operations.labels("plan"), _operations.labels("core")
_due = Gauge("textgate_queue_due", "Rows that are due by now.", ("queue",), registry=REGISTRY)
_oldest_due = Gauge(
    "textgate_queue_oldest_due_seconds",
    "How long the oldest of them has been due.",
    ("queue",),
    registry=REGISTRY,
)
_stuck = Gauge(
    "textgate_queue_stuck",
    "Rows that nobody has looked at for a minute: there should be none.",
    ("queue",),
    registry=REGISTRY,
)
_messages = Gauge(
    "textgate_messages_24h",
    "Messages accepted in the last 24 hours by their status.",
    ("status",),
    registry=REGISTRY,
)
_verifications = Gauge(
    "textgate_verifications_in_flight",
    "Verifications that are not decided by their status.",
    ("status",),
    registry=REGISTRY,
)
_oldest_verification = Gauge(
    "textgate_verification_oldest_seconds",
    "How long ago the oldest of them was requested.",
    ("status",),
    registry=REGISTRY,
)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    count, duration = _of_route(route, method if method in _METHODS else "OTHER", status)
    count.inc()
    duration.observe(seconds)


@cache
def _of_route(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """Looked up once: to find a metric by its labels takes longer than to count."""
    return _requests.labels(route, method, str(status)), _seconds.labels(route)


def count_operation(*, is_planned: bool) -> None:
    (_BY_PLAN if is_planned else _BY_CORE).inc()


def count_fallback(reason: Fallback) -> None:
    _FALLBACKS[reason].inc()


def count_refusal(code: str) -> None:
    _refusals.labels(code).inc()


def set_backlog(backlog: BacklogMetrics) -> None:
    """Set what is read from the database."""
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
    """Everything, in the text format that Prometheus reads."""
    return generate_latest(REGISTRY)
