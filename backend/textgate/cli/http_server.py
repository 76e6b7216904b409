"""Configures the HTTP server of `textgate serve`."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

import structlog
import uvicorn

from textgate.app import create_app, read_pages
from textgate.cli.common import freeze_loaded_objects
from textgate.web.capacity import connections_within, raise_descriptor_limit
from textgate.web.protocol import HttpProtocol
from textgate.web.proxies import TrustedProxies

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from textgate.services.services import Services
    from textgate.settings import Settings

GRACEFUL_SECONDS = 10

log = structlog.get_logger(__name__)


class Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The command handles signals: it must stop the worker too, and uvicorn would raise them again.
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()


def create_server(
    settings: Settings, services: Services, started: Callable[[], None] | None
) -> Server:
    """`started` is called once the server accepts connections."""
    max_connections = connections_within(raise_descriptor_limit())
    app: ASGIApp = create_app(services, read_pages(settings))
    if settings.trusted_proxies:
        # Only known proxies are trusted. Otherwise any client could forge its address.
        app = TrustedProxies(app, settings.trusted_proxies)

    def on_started() -> None:
        freeze_loaded_objects()
        log.info(
            "server_started",
            host=settings.host,
            port=settings.port,
            most_connections=max_connections,
        )
        if started is not None:
            started()

    config = uvicorn.Config(
        app,
        http=cast("type[HttpProtocol]", partial(HttpProtocol, max_connections=max_connections)),
        # There are no subscriptions, so no WebSocket is needed.
        ws="none",
        log_config=None,
        # The application has no lifespan, and uvicorn would log the text of its failure.
        lifespan="off",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )
    return Server(config, on_started)
