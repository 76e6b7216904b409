"""What commands share: the console, settings explained to people, services for one command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
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


def with_services(work: Callable[[Services], Awaitable[T]]) -> T:
    """Run one command's work on the migrated database of the settings."""
    settings = settings_or_fail()

    async def run() -> T:
        from textgate.app import open_services
        from textgate.storage.migrate import upgrade

        await upgrade(settings.resolved_database_url)
        async with open_services(settings) as services:
            return await work(services)

    from textgate.domain.errors import InvalidInput

    try:
        return asyncio.run(run())
    except InvalidInput as refused:
        fail(refused.message)
