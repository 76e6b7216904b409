"""The composition root: settings become a database, a carrier, services, and the web application over them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from textgate.carriers.base import Carrier
from textgate.domain.clock import Clock, system_clock
from textgate.graphql.endpoint import GraphQLEndpoint
from textgate.pages.routes import NO_PAGES, Pages, page_routes
from textgate.rest.auth import auth_routes
from textgate.rest.health import healthz, readyz
from textgate.rest.metrics import metrics_route
from textgate.rest.oidc import oidc_routes
from textgate.rest.own_account import own_account_routes
from textgate.rest.partner_api.endpoint import partner_api_routes
from textgate.rest.reports import report_routes
from textgate.services.options import Options
from textgate.services.services import Services, build
from textgate.services.smtp import parse_smtp_url
from textgate.settings import Settings
from textgate.storage.database import Database
from textgate.web.caller import Callers
from textgate.web.middleware import Door
from textgate.web.refused import Refused, answer_http_error, answer_refused

_ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def open_carrier(settings: Settings, clock: Clock) -> Carrier:
    """The carrier that the settings name."""
    from textgate.carriers.simulator import Faults, Simulator, SimulatorOptions

    options = SimulatorOptions(
        seed=settings.simulator_seed,
        idempotent=settings.simulator_idempotent,
        review_seconds=settings.simulator_review_seconds,
        delivery_seconds=settings.simulator_delivery_seconds,
        undelivered_share=settings.simulator_undelivered_share,
        faults=Faults.parse(settings.simulator_faults),
    )
    return Simulator(settings.data_dir / "simulator.sqlite3", options, clock)


def options(settings: Settings) -> Options:
    """What the settings say about the services."""
    return Options(
        number_type=settings.number_type,
        public_url=settings.resolved_public_url,
        texts_per_account_and_day=settings.texts_per_account_and_day,
        texts_per_recipient_and_hour=settings.texts_per_recipient_and_hour,
        points_per_second=settings.points_per_second,
        points_at_once=settings.points_at_once,
        metrics_token=settings.metrics_token,
        smtp=parse_smtp_url(settings.smtp_url) if settings.smtp_url else None,
        mail_from=settings.mail_from,
        webhooks_allow_loopback=settings.webhooks_allow_loopback,
    )


@asynccontextmanager
async def open_services(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Services]:
    """Everything that is needed to do anything, closed again at the end."""
    database = Database(settings.resolved_database_url)
    carrier = open_carrier(settings, clock)
    try:
        yield build(database, carrier, clock, options(settings))
    finally:
        await carrier.close()
        await database.close()


def read_pages(settings: Settings) -> Pages:
    """The pages that came with this version, as far as they have been built."""
    return Pages.read(with_graphiql=settings.graphiql_enabled)


def create_app(
    services: Services, pages: Pages = NO_PAGES, *, uses_plans: bool = True
) -> Starlette:
    """The web application over services that are open already; without plans, graphql-core executes every
    query."""
    callers = Callers(services)
    graphql = GraphQLEndpoint(services, callers, uses_plans=uses_plans)
    app = Starlette(
        routes=[
            # All methods, so that the endpoint itself explains which one it takes.
            Route("/graphql", graphql, methods=_ALL_METHODS),
            *auth_routes(services, callers),
            *own_account_routes(services, callers),
            *oidc_routes(services, callers),
            *report_routes(services, callers),
            *partner_api_routes(services),
            metrics_route(services),
            Route("/healthz", healthz),
            Route("/readyz", readyz(services.database)),
            *page_routes(pages),
        ],
        middleware=[
            Middleware(Door, is_https=services.options.public_url.startswith("https:")),
        ],
        exception_handlers={Refused: answer_refused, HTTPException: answer_http_error},
    )
    app.state.graphql = graphql
    # A redirect would name whatever host the request names.
    app.router.redirect_slashes = False
    return app
