"""Watches every test: what clients send in confidence is in no log, no metric and no error afterwards.

Whatever the test clients send is looked at on its way, and kept by what it is: numbers, texts, names,
tokens, passwords, cookies. After the test all that was logged meanwhile is searched for it.
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
"""Names of fields, at whatever depth, whose values nobody else is to see."""

# Shorter ones are found in any text.
SHORTEST = 8
# What only our insides would say; an answer holds none of it.
INSIDES = re.compile(
    r"Traceback|File \"|sqlite3?\.|asyncpg|sqlalchemy|\bSELECT .+ FROM\b|\bINSERT INTO\b|\.py\b"
    r"|/backend/|site-packages",
)


class Leak(AssertionError):
    """Something that was told in confidence has been found elsewhere."""


class Watch:
    """What one test has sent in confidence, and all that was logged meanwhile."""

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
        told = json.dumps(
            [*(error.get("message") for error in errors), answer.get("responseMessage")],
            ensure_ascii=False,
        )
        self._search("an error's message", told)
        if found := INSIDES.search(told):
            raise Leak(f"an answer tells of our insides: {found[0]}")

    def keep_from(self, value: Any) -> None:
        """Every confidential value in what JSON can hold."""
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
        digits = "".join(each for each in value if each in "0123456789")
        if len(digits) >= 10 and len(value) < 25:
            self.secrets.add(digits[-10:])

    def log(self, text: str) -> None:
        self.logged.append(text)

    def check(self) -> None:
        """Raises Leak if a secret is in the log or in the metrics."""
        self._search("the log", "\n".join(self.logged))
        self._search("the metrics", metrics.exposed().decode())

    def _search(self, where: str, text: str) -> None:
        for secret in self.secrets:
            if secret in text:
                raise Leak(f"{where} holds something confidential of {len(secret)} characters")


watch = Watch()
"""The watch of the test that runs."""


@contextmanager
def watching() -> Iterator[Watch]:
    """Logs everything, as a server at debug does, into the watch; the process's logging is restored."""
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
        # As ours does: where an error was, and not its text.
        watch.log(f"{record.levelname} {record.name} {record.getMessage()}")


def _note(_logger: object, method: str, event: structlog.typing.EventDict) -> Any:
    watch.log(f"{method} {event}")
    raise structlog.DropEvent
