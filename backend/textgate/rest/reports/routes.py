"""The routes of reports."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.rest.reports import messages, sends
from textgate.services.services import Services
from textgate.web.caller import Callers


def report_routes(services: Services, callers: Callers) -> list[Route]:
    async def export_sends(request: Request) -> Response:
        viewer = (await callers.authenticate(request)).viewer
        return await sends.respond(services, viewer, request)

    async def export_messages(request: Request) -> Response:
        viewer = (await callers.authenticate(request)).viewer
        return await messages.respond(services, viewer, request)

    return [
        Route("/reports/sends.csv", export_sends, methods=["GET"]),
        Route("/reports/messages.csv", export_messages, methods=["GET"]),
    ]
