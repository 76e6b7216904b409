"""Structured logs on standard error, as JSON or readable for humans."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar

import structlog

MAX_FRAMES = 8

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The id of the current request. Every log line of the request has it."""

QUIET_LIBRARIES = ("uvicorn", "aiosqlite", "sqlalchemy", "alembic", "asyncio")


def configure_logs(level: str, form: str) -> None:
    """`form` is json, console or auto: console on a terminal, otherwise json."""
    is_console = form == "console" or (form == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        add_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if is_console:
        # structlog's default shows locals, which may hold PHI and passwords.
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        final: list[structlog.typing.Processor] = [renderer]
    else:
        # Only the code locations: the message and the locals may hold PHI and secrets.
        final = [_summarise_exception, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[*shared, *final],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # Warnings only: Textgate logs the start and stop itself, and at debug level the drivers log every
    # statement with its values.
    for library in QUIET_LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, root.level))


def add_request_id(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Add the id of the current request, if any."""
    request_id = current_request_id.get()
    if request_id is not None:
        event["request_id"] = request_id
    return event


def _summarise_exception(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["frames"] = frame_locations(error)
    return event


def frame_locations(error: BaseException) -> list[str]:
    """The code locations of a traceback. Omits the message and the locals, which may hold PHI or secrets."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-MAX_FRAMES:]
