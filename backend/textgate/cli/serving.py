"""The long-running commands: the server and the worker."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textgate.cli.common import fail, freeze_loaded_objects, run_on_database, settings_or_fail

if TYPE_CHECKING:
    from textgate.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(worker)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (TEXTGATE_HOST).", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            help="Port to listen on (TEXTGATE_PORT).", min=1, max=65535, show_default=False
        ),
    ] = None,
    with_worker: Annotated[
        bool | None,
        typer.Option(
            "--worker/--no-worker",
            help="Also send texts and process verifications in this process (TEXTGATE_WORKER_ENABLED).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve the pages and the APIs, and run the worker. Migrates the database first.

    Example: TEXTGATE_DATABASE_URL=postgresql://localhost/textgate textgate serve --port 9000
    """
    settings = settings_or_fail(host=host, port=port, worker_enabled=with_worker)
    run_server(settings, listen(settings))


def worker() -> None:
    """Run the worker without a server: submit and poll verifications, send texts, apply callbacks.

    Any number of workers and servers may share one PostgreSQL database. With the simulator as the carrier
    they must also share one TEXTGATE_DATA_DIR.
    """
    settings = settings_or_fail()
    _configure_logs(settings)
    _run(_work(settings))


def run_server(
    settings: Settings, listener: socket.socket, started: Callable[[], None] | None = None
) -> None:
    """Serve until a signal. Exits with code 1 if any part fails."""
    _configure_logs(settings)
    _run(_serve(settings, listener, started))


def _configure_logs(settings: Settings) -> None:
    from textgate.logs import configure_logs

    configure_logs(settings.log_level, settings.log_format)


def listen(settings: Settings) -> socket.socket:
    """Bind first, so that a port in use gets a clear error message."""
    host, port = settings.host, settings.port
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        fail(f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port.")


def _run(main: Coroutine[Any, Any, None]) -> None:
    import structlog
    import uvloop

    try:
        run_on_database(main, run=uvloop.run)
    except BaseExceptionGroup as group:
        for error in _causes(group):
            structlog.get_logger(__name__).error(
                "process_failed", error=type(error).__name__, exc_info=error
            )
        fail("A part of the process has failed. See the log above.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exceptions inside nested exception groups."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner)
    else:
        yield error


async def _serve(
    settings: Settings, listener: socket.socket, started: Callable[[], None] | None
) -> None:
    from textgate.cli.http_server import create_server
    from textgate.composition import open_services
    from textgate.storage.migrate import upgrade_at_start
    from textgate.worker.worker import Worker

    await upgrade_at_start(settings.resolved_database_url)
    _warn_of_exposed_files(settings)
    async with open_services(settings) as services:
        server = create_server(settings, services, started)
        worker = Worker(services)

        def stop() -> None:
            server.should_exit = True

        _on_signals(stop)
        async with asyncio.TaskGroup() as group:
            if settings.worker_enabled:
                group.create_task(worker.run())
            # The worker runs while the server drains its requests, and ends after it.
            await server.serve(sockets=[listener])
            worker.stop()


async def _work(settings: Settings) -> None:
    from textgate.composition import open_services
    from textgate.storage.migrate import upgrade_at_start
    from textgate.worker.worker import Worker

    await upgrade_at_start(settings.resolved_database_url)
    _warn_of_exposed_files(settings)
    async with open_services(settings) as services:
        worker = Worker(services)
        freeze_loaded_objects()
        _on_signals(worker.stop)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())


def _warn_of_exposed_files(settings: Settings) -> None:
    """Textgate creates private files, but the operator decides about the mode of existing ones."""
    import structlog

    from textgate.private_files import find_exposed

    log = structlog.get_logger(__name__)
    for file in find_exposed(settings.files()):
        log.warning("file_exposed", path=str(file.path), mode=f"{file.mode:04o}", fix=file.fix)


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
