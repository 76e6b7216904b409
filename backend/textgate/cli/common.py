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

console = Console()
problems = Console(stderr=True)


def fail(message: str) -> NoReturn:
    """End the command with an explanation and exit code 1."""
    problems.print(f"[bold red]Error:[/] {message}", highlight=False)
    raise typer.Exit(1)


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
