"""All methods of the partner API, found by their names without case."""

from __future__ import annotations

from textgate.rest.partner_api.method import Method
from textgate.rest.partner_api.methods import (
    pings,
    places,
    practices,
    sms,
    users,
    webhooks,
)

# A new method is declared in a file of methods/ and put here; it is routed, read and documented by that.
METHODS: tuple[Method, ...] = (
    *pings.METHODS,
    *sms.METHODS,
    *practices.METHODS,
    *places.METHODS,
    *users.METHODS,
    *webhooks.METHODS,
)

_BY_NAME = {method.name.lower(): method for method in METHODS}


def find(name: str, version: str) -> Method | None:
    method = _BY_NAME.get(name.lower())
    return method if method is not None and version in method.versions else None
