"""What is counted for Prometheus while requests are answered; no label holds anything that a client sent."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))

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


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    _requests.labels(route, method if method in _METHODS else "OTHER", str(status)).inc()
    _seconds.labels(route).observe(seconds)


def count_refusal(code: str) -> None:
    _refusals.labels(code).inc()
