"""Content negotiation between the two media types of GraphQL over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import Request

from textgate.web.body import JSON
from textgate.web.http_error import HttpError
from textgate.web.preferences import parse_weights

GRAPHQL = "application/graphql-response+json"
# Clients send the same header with every request.
_REMEMBERED = 64


def media_type_for(request: Request) -> str:
    """The media type that the client prefers. Raises HttpError 406 if it accepts neither."""
    chosen = _choose(request.headers.get("accept", "")) or _choose(
        ",".join(request.headers.getlist("accept"))
    )
    if chosen is None:
        message = f"The header Accept must allow {JSON} or {GRAPHQL}."
        raise HttpError(406, "NOT_ACCEPTABLE", message)
    return chosen


@lru_cache(_REMEMBERED)
def _choose(accept: str) -> str | None:
    """JSON without a preference, because every client reads it; None if neither is acceptable."""
    if not accept.strip():
        return JSON
    weights = parse_weights(accept)
    json, graphql = _weight(weights, JSON), _weight(weights, GRAPHQL)
    if max(json, graphql) <= 0:
        return None
    return GRAPHQL if graphql > json or (graphql == json and GRAPHQL in weights) else JSON


def _weight(weights: Mapping[str, float], media_type: str) -> float:
    """The weight of the most specific entry."""
    group = media_type.partition("/")[0] + "/*"
    return next((weights[entry] for entry in (media_type, group, "*/*") if entry in weights), 0.0)
