"""Fails a test if a secret of its clients appears in a log, a metric or an error.

Collects phone numbers, texts, names, tokens, passwords and cookies from requests and responses. After each test
it searches the log and the metrics for them.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import structlog

from textgate.logs import QUIET_LIBRARIES, add_request_id
from textgate.web import metrics

CONFIDENTIAL = frozenset(
    (
        *("to", "phone", "body", "firstName", "lastName", "email"),
        *("toNumber", "message", "text", "fax", "dayphone", "applicationPassword", "loginPassword"),
        *("password", "currentPassword", "newPassword", "token", "secret", "secretCode", "code"),
    )
)
"""Names of fields, at any depth, whose values are confidential."""

# Shorter values occur in ordinary text.
SHORTEST = 8
# No response may show these internals.
INTERNALS = re.compile(
    r"Traceback|File \"|sqlite3?\.|asyncpg|sqlalchemy|\bSELECT .+ FROM\b|\bINSERT INTO\b|\.py\b"
    r"|/backend/|site-packages",
)


class Leak(AssertionError):
    """A secret appears in a log, a metric or a response."""


class Watch:
    """The secrets that one test sent, and its log."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self.logged: list[str] = []

    async def see_request(self, request: httpx2.Request) -> None:
        for name in ("authorization", "cookie"):
            value = request.headers.get(name, "")
            self._keep(value.partition(" ")[2] or value.partition("=")[2])
        try:
            self.keep_from(json.loads(request.content))
        except (ValueError, RecursionError, httpx2.RequestNotRead):
            return

    async def see_response(self, response: httpx2.Response) -> None:
        for cookie in response.headers.get_list("set-cookie"):
            self._keep(cookie.partition(";")[0].partition("=")[2])
        await response.aread()
        if response.content and "json" in response.headers.get("content-type", ""):
            self._check_answer(response)

    def _check_answer(self, response: httpx2.Response) -> None:
        answer = response.json()
        errors = [*(answer.get("errors") or []), *([answer["error"]] if "error" in answer else [])]
        messages = json.dumps(
            [*(error.get("message") for error in errors), answer.get("responseMessage")],
            ensure_ascii=False,
        )
        self._search("an error's message", messages)
        if internals := INTERNALS.search(messages):
            raise Leak(f"a response shows internals: {internals[0]}")

    def keep_from(self, value: Any) -> None:
        """Collect every confidential value in parsed JSON."""
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in CONFIDENTIAL and isinstance(inner, str):
                    self._keep(inner)
                else:
                    self.keep_from(inner)
        elif isinstance(value, list):
            for inner in value:
                self.keep_from(inner)

    def _keep(self, value: str) -> None:
        value = value.strip()
        if len(value) >= SHORTEST:
            self.secrets.add(value)
        digits = "".join(character for character in value if character in "0123456789")
        if len(digits) >= 10 and len(value) < 25:
            self.secrets.add(digits[-10:])

    def log(self, text: str) -> None:
        self.logged.append(text)

    def check(self) -> None:
        """Raises Leak if a secret is in the log or in the metrics."""
        self._search("the log", "\n".join(self.logged))
        self._search("the metrics", metrics.render().decode())

    def _search(self, where: str, text: str) -> None:
        for secret in self.secrets:
            if secret in text:
                raise Leak(f"{where} contains a secret of {len(secret)} characters")


watch = Watch()
"""The watch of the running test."""


@contextmanager
def watching() -> Iterator[Watch]:
    """Send all logs from debug level to the watch; restore logging afterwards."""
    watch.__init__()  # type: ignore[misc]
    root, handler = logging.getLogger(), _Handler()
    levels = {name: logging.getLogger(name).level for name in ("", *QUIET_LIBRARIES)}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[add_request_id, _note],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        cache_logger_on_first_use=False,
    )
    try:
        yield watch
    finally:
        structlog.reset_defaults()
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    watch.check()


class _Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        # Like the server's own handler: log where an error occurred, not its text.
        watch.log(f"{record.levelname} {record.name} {record.getMessage()}")


def _note(_logger: object, method: str, event: structlog.typing.EventDict) -> Any:
    watch.log(f"{method} {event}")
    raise structlog.DropEvent
