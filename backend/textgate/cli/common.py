"""Shared by the commands: the console, errors, settings, and services for one command."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

import typer
from rich.console import Console

if TYPE_CHECKING:
    from textgate.services.services import Services
    from textgate.settings import Settings

T = TypeVar("T")

# No markup: names of partners and files may contain brackets.
console = Console(markup=False, highlight=False)
problems = Console(stderr=True, markup=False, highlight=False)


def say(text: str) -> None:
    """Print text that may come from users or files, without terminal control characters."""
    console.print(_printable(text), soft_wrap=True)


def fail(message: str) -> NoReturn:
    """Print an error and exit with code 1."""
    problems.print("Error:", style="bold red", end=" ")
    problems.print(_printable(message), soft_wrap=True)
    raise typer.Exit(1)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def settings_or_fail(**overrides: Any) -> Settings:
    from textgate.settings import SettingsError, load_settings

    try:
        return load_settings(**overrides)
    except SettingsError as error:
        fail(str(error))


def defer_garbage_collection() -> None:
    """Call this before a command imports its modules. They create many objects and hardly any garbage, and
    collections take a tenth of the start. `freeze_loaded_objects` ends this."""
    gc.set_threshold(200_000, 20, 20)


def freeze_loaded_objects() -> None:
    """Call this after the start: exclude all loaded objects from garbage collection.

    A page of a list or a batch makes some thousand objects and leaves no garbage, so the threshold is higher
    than the default.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def partner_id_or_fail(services: Services, name: str) -> UUID:
    partner_id = await services.partners.id_of(name)
    if partner_id is None:
        fail(f"There is no partner {name!r}. See `textgate partner list`.")
    return partner_id


def with_services(work: Callable[[Services], Awaitable[T]]) -> T:
    """Migrate the database of the settings and run the work of one command."""
    settings = settings_or_fail()

    async def run() -> T:
        from textgate.composition import open_services
        from textgate.storage.migrate import upgrade

        await upgrade(settings.resolved_database_url)
        async with open_services(settings) as services:
            freeze_loaded_objects()
            return await work(services)

    from textgate.domain.errors import InvalidInput

    try:
        return run_on_database(run())
    except InvalidInput as refused:
        fail(refused.message)


def run_on_database(
    work: Coroutine[Any, Any, T], run: Callable[[Coroutine[Any, Any, T]], T] = asyncio.run
) -> T:
    """Run `work`. Exits with an explanation if the database or a file cannot be used."""
    try:
        return run(work)
    except Exception as error:
        if (explanation := _explain(error)) is None:
            raise
    # Outside of `except`, so that no traceback quotes the original error.
    fail(explanation)


def _explain(error: Exception) -> str | None:
    """Explain an error of the database or a file, without the statement and the URL (passwords).

    None for any other error.
    """
    from ssl import SSLError

    from sqlalchemy.exc import SQLAlchemyError

    from textgate.storage.migrate import UnknownSchema
    from textgate.storage.outages import is_outage

    if isinstance(error, UnknownSchema):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    cause: BaseException = error
    while cause.__cause__ is not None and not isinstance(cause, OSError):
        cause = cause.__cause__
    if isinstance(cause, OSError):
        reason = str(cause.strerror or cause or "no answer in time")
        # Any other OSError is of a file, such as an import report on a full disk.
        is_network = isinstance(cause, ConnectionError | TimeoutError | SSLError)
        return f"The database cannot be reached: {reason}" if is_network else reason
    if isinstance(error, SQLAlchemyError) or is_outage(error):
        # The first line is the driver's message. The following ones may hold the values of a row.
        message = str(cause) if cause.args else type(cause).__name__
        return f"The database cannot be used: {message.partition(chr(10))[0]}"
    return None
