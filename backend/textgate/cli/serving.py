"""Commands that run until they are stopped: the server and the worker."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from textgate.cli.common import fail, keep_what_is_loaded, run_on_database, settings_or_fail

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from textgate.settings import Settings

GRACEFUL_SECONDS = 10


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
            help="Whether this process sends texts and follows verifications as well "
            "(TEXTGATE_WORKER_ENABLED).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve the pages and the GraphQL API, and do what is due beside it. Brings the database up to date first.

    Example: TEXTGATE_DATABASE_URL=postgresql://localhost/textgate textgate serve --port 9000
    """
    settings = settings_or_fail(host=host, port=port, worker_enabled=with_worker)
    run_server(settings, listen(settings))


def worker() -> None:
    """Do what is due without serving: submit and poll verifications, send texts, apply callbacks.

    Any number of workers and servers may share one PostgreSQL database. With the simulator as the carrier
    they must also share one TEXTGATE_DATA_DIR.
    """
    settings = settings_or_fail()
    _configure_logs(settings)
    _run(_work(settings))


def run_server(
    settings: Settings, listener: socket.socket, started: Callable[[], None] | None = None
) -> None:
    """Serve until a signal ends it; exit code 1 if anything in it dies."""
    _configure_logs(settings)
    _run(_serve(settings, listener, started))


def _configure_logs(settings: Settings) -> None:
    from textgate.logs import configure_logs

    configure_logs(settings.log_level, settings.log_format)


def listen(settings: Settings) -> socket.socket:
    """Bind before anything else is done, so that a taken port is told plainly."""
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
        fail("A part of the process has died; see the log above.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What was raised, without the groups that task groups put around it."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _causes(each)
    else:
        yield error


async def _serve(
    settings: Settings, listener: socket.socket, started: Callable[[], None] | None
) -> None:
    import structlog
    import uvicorn

    from textgate.app import create_app, read_pages
    from textgate.composition import open_services
    from textgate.storage.migrate import upgrade_at_start
    from textgate.web.capacity import connections_within, raise_descriptors
    from textgate.web.protocol import HttpProtocol
    from textgate.web.proxies import TrustedProxies
    from textgate.worker.worker import Worker

    log = structlog.get_logger(__name__)
    connections = connections_within(raise_descriptors())

    class Server(uvicorn.Server):
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            # Ours are installed below: they end the worker too, and do not raise again afterwards.
            yield

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            keep_what_is_loaded()
            log.info(
                "server_started",
                host=settings.host,
                port=settings.port,
                most_connections=connections,
            )
            if started is not None:
                started()

    await upgrade_at_start(settings.resolved_database_url)
    _warn_of_exposed_files(settings)
    async with open_services(settings) as services:
        app: ASGIApp = create_app(services, read_pages(settings))
        if settings.trusted_proxies:
            # Without a proxy that is known, anybody could say that they come from anywhere.
            app = TrustedProxies(app, settings.trusted_proxies)
        server = Server(
            uvicorn.Config(
                app,
                http=cast("type[HttpProtocol]", partial(HttpProtocol, most=connections)),
                # No WebSocket: there are no subscriptions to serve over one.
                ws="none",
                log_config=None,
                # The application has none, and its failure would be logged with its text.
                lifespan="off",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=GRACEFUL_SECONDS,
            )
        )
        worker = Worker(services)

        def stop() -> None:
            server.should_exit = True

        _on_signals(stop)
        async with asyncio.TaskGroup() as group:
            if settings.worker_enabled:
                group.create_task(worker.run())
            # The worker goes on while requests are drained, and ends after them.
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
        keep_what_is_loaded()
        _on_signals(worker.stop)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())


def _warn_of_exposed_files(settings: Settings) -> None:
    """We create private files, and leave the mode of the ones that exist to the operator."""
    import structlog

    from textgate.private_files import find_exposed

    log = structlog.get_logger(__name__)
    for each in find_exposed(settings.files()):
        log.warning("file_exposed", path=str(each.path), mode=f"{each.mode:04o}", fix=each.fix)


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
