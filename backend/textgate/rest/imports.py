"""Imports of practices and locations from an uploaded CSV file: preview, start, report and templates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from textgate.domain.csv_cells import csv_line
from textgate.domain.errors import InvalidInput, InvalidValue
from textgate.domain.field_labels import sentence
from textgate.domain.ids import global_id, parse_global_id
from textgate.domain.imports import ImportKind
from textgate.domain.permissions import Permission
from textgate.domain.text import line
from textgate.domain.viewer import Viewer
from textgate.services.imports import ImportFailed
from textgate.services.imports.files import COLUMNS
from textgate.services.imports.jobs import ImportRunning
from textgate.services.imports.preview import Preview
from textgate.services.imports.report import problem
from textgate.services.services import Services
from textgate.web.body import read_body
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, json_response
from textgate.web.rate_limits import charge, rate_headers

MAX_FILE = 20 * 1024 * 1024
FILE_SECONDS = 120
MAX_UPLOADS = 4
"""Uploads in memory at the same time; each may take several times its size."""
POINTS = 200
"""Cost of a file, whatever its size (see domain/points.py)."""
CSV = "text/csv"

_parse_file_name = line(200)
_TEMPLATES = {"accounts": ImportKind.ACCOUNTS, "locations": ImportKind.LOCATIONS}


def import_routes(services: Services, callers: Callers) -> list[Route]:
    endpoints = ImportEndpoints(services, callers)
    return [
        Route("/imports/preview", endpoints.preview, methods=["POST"]),
        Route("/imports", endpoints.start, methods=["POST"]),
        Route("/imports/templates/{kind}.csv", endpoints.template, methods=["GET"]),
        Route("/imports/{id}/report.csv", endpoints.report, methods=["GET"]),
    ]


class ImportEndpoints:
    def __init__(self, services: Services, callers: Callers) -> None:
        self._services = services
        self._callers = callers
        self._uploads = 0

    async def preview(self, request: Request) -> Response:
        """What an import of the file would change. Stores nothing."""
        return await self._with_file(request, self._preview)

    async def start(self, request: Request) -> Response:
        """Start an import of the file. GraphQL's `import` reports its progress."""
        return await self._with_file(request, self._start)

    async def template(self, request: Request) -> Response:
        """An empty file with all columns of its kind."""
        await self._authorize(request)
        name: str = request.path_params["kind"]
        if name not in _TEMPLATES:
            raise _unknown()
        content = csv_line(COLUMNS[_TEMPLATES[name]])
        return Response(content, headers=_download(f"{name}-template.csv"), media_type=_CSV_ANSWER)

    async def report(self, request: Request) -> Response:
        """Every refused and corrected value of an import."""
        viewer = await self._authorize(request)
        import_id = parse_global_id("import", request.path_params["id"])
        if import_id is None:
            raise _unknown()
        lines = await self._report_lines(viewer, import_id)
        headers = _download("import-report.csv")
        return StreamingResponse(lines, headers=headers, media_type=_CSV_ANSWER)

    async def _report_lines(self, viewer: Viewer, import_id: UUID) -> AsyncIterator[str]:
        try:
            return await self._services.import_jobs.report(viewer, import_id)
        except InvalidInput:
            raise _unknown() from None

    async def _with_file(
        self,
        request: Request,
        work: Callable[[Viewer, str, bytes], Awaitable[tuple[int, dict[str, Any]]]],
    ) -> Response:
        viewer = await self._authorize(request)
        file_name = _file_name(request)
        balance = await charge(self._services.rate_limiter, viewer, POINTS, "file")
        async with self._upload():
            content = await _read_file(request)
            try:
                status, answer = await work(viewer, file_name, content)
            except ImportFailed as error:
                raise HttpError(422, "INVALID_FILE", str(error)) from None
        return json_response(status, answer, rate_headers(balance))

    async def _preview(
        self, viewer: Viewer, file_name: str, content: bytes
    ) -> tuple[int, dict[str, Any]]:
        preview = await self._services.import_jobs.preview(viewer, file_name, content)
        return 200, _preview_to_json(preview)

    async def _start(
        self, viewer: Viewer, file_name: str, content: bytes
    ) -> tuple[int, dict[str, Any]]:
        try:
            import_id = await self._services.import_jobs.start(viewer, file_name, content)
        except ImportRunning:
            message = "Another import is running. Wait until it has finished, then import the file."
            raise HttpError(409, "IMPORT_RUNNING", message) from None
        return 202, {"importId": global_id("import", import_id)}

    async def _authorize(self, request: Request) -> Viewer:
        viewer = (await self._callers.authenticate(request)).viewer
        if not viewer.may(Permission.CREATE_ACCOUNTS):
            message = f"Imports require the permission {Permission.CREATE_ACCOUNTS}."
            raise HttpError(403, "FORBIDDEN", message)
        return viewer

    @asynccontextmanager
    async def _upload(self) -> AsyncIterator[None]:
        if self._uploads >= MAX_UPLOADS:
            message = "The server is reading other files; try again in a moment."
            raise HttpError(503, "SERVER_BUSY", message, {"Retry-After": "5"})
        self._uploads += 1
        try:
            yield
        finally:
            self._uploads -= 1


_CSV_ANSWER = "text/csv; charset=utf-8; header=present"


async def _read_file(request: Request) -> bytes:
    essence = request.headers.get("content-type", "").partition(";")[0]
    if essence.strip().lower() != CSV:
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", f"The body must be {CSV}.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.")
    return await read_body(request, MAX_FILE, FILE_SECONDS)


def _file_name(request: Request) -> str:
    parameters = request.query_params
    if set(parameters) - {"fileName"} or len(parameters.getlist("fileName")) > 1:
        message = "The query may only have the parameter fileName, once."
        raise HttpError(400, "INVALID_ARGUMENT", message)
    try:
        return _parse_file_name(parameters.get("fileName") or "import.csv")
    except InvalidValue as error:
        message = sentence("Parameter fileName", error.problem)
        raise HttpError(400, "INVALID_ARGUMENT", message) from None


def _preview_to_json(preview: Preview) -> dict[str, Any]:
    return {
        "kind": preview.kind,
        "columns": preview.columns,
        "ignoredColumns": preview.ignored_columns,
        "counts": asdict(preview.counts),
        "firstRows": [
            {"row": row.number, "outcome": row.outcome, "values": row.values}
            for row in preview.first_rows
        ],
        "problems": [problem(note) for note in preview.problems],
        "problemCounts": {action.name: count for action, count in preview.problem_counts.items()},
    }


def _download(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file_name}"'}


def _unknown() -> HttpError:
    return HttpError(404, "NOT_FOUND", "The resource does not exist.")
