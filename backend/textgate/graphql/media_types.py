"""The media type of an answer: the one that the client prefers, of the two that GraphQL over HTTP has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import Request

from textgate.web.body import JSON
from textgate.web.http_error import HttpError
from textgate.web.preferences import weights_of

GRAPHQL = "application/graphql-response+json"
# A client sends the same header with every request; there are few different ones.
_REMEMBERED = 64


def media_type_for(request: Request) -> str:
    """Raises Refused where the client takes none of ours, such as a stream of events only."""
    chosen = _choose(request.headers.get("accept", "")) or _choose(
        ",".join(request.headers.getlist("accept"))
    )
    if chosen is None:
        message = f"Answers are {JSON} or {GRAPHQL}. Name one of them in the header Accept."
        raise HttpError(406, "NOT_ACCEPTABLE", message)
    return chosen


@lru_cache(_REMEMBERED)
def _choose(accept: str) -> str | None:
    """Without a preference it is JSON, which every client reads; None where neither is wanted."""
    if not accept.strip():
        return JSON
    weights = weights_of(accept)
    json, graphql = _weight(weights, JSON), _weight(weights, GRAPHQL)
    if max(json, graphql) <= 0:
        return None
    return GRAPHQL if graphql > json or (graphql == json and GRAPHQL in weights) else JSON


def _weight(weights: Mapping[str, float], media_type: str) -> float:
    """The most specific entry counts."""
    group = media_type.partition("/")[0] + "/*"
    return next((weights[each] for each in (media_type, group, "*/*") if each in weights), 0.0)
