"""The web application over open services."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from textgate.graphql.endpoint import GraphQLEndpoint
from textgate.pages.routes import NO_PAGES, Pages, page_routes
from textgate.rest.health import healthz, readyz
from textgate.rest.imports import import_routes
from textgate.rest.metrics import metrics_route
from textgate.rest.partner_api.endpoint import partner_api_routes
from textgate.rest.reports.routes import report_routes
from textgate.rest.sign_in.oidc import oidc_routes
from textgate.rest.sign_in.own_account import own_account_routes
from textgate.rest.sign_in.password import session_routes
from textgate.services.services import Services
from textgate.settings import Settings
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, render_http_error, render_http_exception
from textgate.web.middleware import RequestMiddleware

GRAPHQL = "/graphql"


class GraphQLFirst:
    """Sends /graphql straight to its endpoint: searching the routes would take 4% of the picker's CPU time. The
    endpoint handles every HTTP method and its own errors."""

    def __init__(self, app: ASGIApp, graphql: GraphQLEndpoint) -> None:
        self._app = app
        self._graphql = graphql
        self._route = Route(GRAPHQL, graphql)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL:
            scope["route"] = self._route
            await self._graphql(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def read_pages(settings: Settings) -> Pages:
    """The built pages of this version; none before the first build."""
    return Pages.load(with_graphiql=settings.graphiql_enabled)


def create_app(
    services: Services, pages: Pages = NO_PAGES, *, uses_plans: bool = True
) -> Starlette:
    """The web application over open services. Without plans, graphql-core executes every query."""
    callers = Callers(services)
    graphql = GraphQLEndpoint(services, callers, uses_plans=uses_plans)
    is_https = services.options.public_url.startswith("https:")
    app = Starlette(
        # In the order in which they are searched: the most frequent first.
        routes=[
            *partner_api_routes(services),
            *session_routes(services, callers),
            *own_account_routes(services, callers),
            *oidc_routes(services, callers),
            *report_routes(services, callers),
            *import_routes(services, callers),
            metrics_route(services),
            Route("/healthz", healthz),
            Route("/readyz", readyz(services.readiness)),
            *page_routes(pages),
        ],
        middleware=[
            Middleware(RequestMiddleware, is_https=is_https),
            Middleware(GraphQLFirst, graphql=graphql),
        ],
        exception_handlers={HttpError: render_http_error, HTTPException: render_http_exception},
    )
    # A redirect would repeat the host that the request names.
    app.router.redirect_slashes = False
    return app
