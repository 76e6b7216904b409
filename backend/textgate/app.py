"""The web application over services that are open already."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from textgate.graphql.endpoint import GraphQLEndpoint
from textgate.pages.routes import NO_PAGES, Pages, page_routes
from textgate.rest.auth import auth_routes
from textgate.rest.health import healthz, readyz
from textgate.rest.metrics import metrics_route
from textgate.rest.oidc import oidc_routes
from textgate.rest.own_account import own_account_routes
from textgate.rest.partner_api.endpoint import partner_api_routes
from textgate.rest.reports import report_routes
from textgate.services.services import Services
from textgate.settings import Settings
from textgate.web.caller import Callers
from textgate.web.middleware import Door
from textgate.web.refused import Refused, answer_http_error, answer_refused

_ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


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
