"""What commands share: the console, settings explained to people, services for one command."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer
from rich.console import Console

if TYPE_CHECKING:
    from textgate.services.services import Services
    from textgate.settings import Settings

T = TypeVar("T")

# Without markup: names of partners and files are shown as they are, brackets and all.
console = Console(markup=False, highlight=False)
problems = Console(stderr=True, markup=False, highlight=False)


def say(text: str) -> None:
    """Print what may come from people or files, without what steers a terminal."""
    console.print(_printable(text), soft_wrap=True)


def fail(message: str) -> NoReturn:
    """End the command with an explanation and exit code 1."""
    problems.print("Error:", style="bold red", end=" ")
    problems.print(_printable(message), soft_wrap=True)
    raise typer.Exit(1)


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)


def settings_or_fail(**overrides: Any) -> Settings:
    from textgate.settings import SettingsError, load_settings

    try:
        return load_settings(**overrides)
    except SettingsError as error:
        fail(str(error))


def keep_what_is_loaded() -> None:
    """After the start: the garbage collector leaves alone what is there, hardly any of which is garbage, and
    looks through the rest. A page of a list, or a batch, makes some thousand objects and leaves none behind."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def with_services(work: Callable[[Services], Awaitable[T]]) -> T:
    """Run one command's work on the migrated database of the settings."""
    settings = settings_or_fail()

    async def run() -> T:
        from textgate.composition import open_services
        from textgate.storage.migrate import upgrade

        await upgrade(settings.resolved_database_url)
        async with open_services(settings) as services:
            keep_what_is_loaded()
            return await work(services)

    from textgate.domain.errors import InvalidInput

    try:
        return run_on_database(run())
    except InvalidInput as refused:
        fail(refused.message)


def run_on_database(
    work: Coroutine[Any, Any, T], run: Callable[[Coroutine[Any, Any, T]], T] = asyncio.run
) -> T:
    """Run what needs the database; explains where the database, or a file, cannot be used."""
    try:
        return run(work)
    except Exception as error:
        if (explanation := _explain(error)) is None:
            raise
    # Outside the block, so that nothing quotes the error that was explained.
    fail(explanation)


def _explain(error: Exception) -> str | None:
    """Why the database or a file cannot be used, on one line, without the statement and the URL, which may
    hold a password. None for an error that has nothing to do with either."""
    from ssl import SSLError

    from sqlalchemy.exc import SQLAlchemyError

    from textgate.storage.outages import is_outage

    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    cause: BaseException = error
    while cause.__cause__ is not None and not isinstance(cause, OSError):
        cause = cause.__cause__
    if isinstance(cause, OSError):
        reason = str(cause.strerror or cause or "no answer in time")
        # Any other one is of a file, such as the report of an import on a full disk.
        is_network = isinstance(cause, ConnectionError | TimeoutError | SSLError)
        return f"The database cannot be reached: {reason}" if is_network else reason
    if isinstance(error, SQLAlchemyError) or is_outage(error):
        # The driver's own words; what follows them may be a row's values.
        told = str(cause) if cause.args else type(cause).__name__
        return f"The database cannot be used: {told.partition(chr(10))[0]}"
    return None
