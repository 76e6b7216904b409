"""Signing in and out, over HTTP and not GraphQL, so that one request is one attempt."""

from __future__ import annotations

from starlette.routing import Route

from textgate.services.services import Services
from textgate.web.caller import Callers


def auth_routes(services: Services, callers: Callers) -> list[Route]:
    return []
