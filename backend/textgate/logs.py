"""Logs: structured, on standard error, as JSON for machines or readable for people."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar

import structlog

LOGGED_FRAMES = 8

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The id of the request that is being answered: each line that is logged meanwhile has it."""

QUIET_LIBRARIES = ("uvicorn", "aiosqlite", "sqlalchemy", "alembic", "asyncio")


def configure_logs(level: str, form: str) -> None:
    """`form` is json, console or auto, which is console where a person is looking."""
    is_console = form == "console" or (form == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        add_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if is_console:
        # Without the locals that it shows by default: they hold patients' texts and passwords.
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        final: list[structlog.typing.Processor] = [renderer]
    else:
        # Only where in the code an error was: its text and the locals may hold anything.
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
    # The server's start and stop are told by us, and at debug the databases' drivers tell every
    # statement with its values; what is left are their warnings.
    for library in QUIET_LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, root.level))


def add_request_id(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Adds the id of the request that is being answered, if one is."""
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
    """Where in the code an error was, and nothing more: its text and the locals may hold anything."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-LOGGED_FRAMES:]
