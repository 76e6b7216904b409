"""The web application over services that are open already."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from textgate.graphql.endpoint import GraphQLEndpoint
from textgate.pages.routes import NO_PAGES, Pages, page_routes
from textgate.rest.health import healthz, readyz
from textgate.rest.metrics import metrics_route
from textgate.rest.partner_api.endpoint import partner_api_routes
from textgate.rest.reports import report_routes
from textgate.rest.sign_in.oidc import oidc_routes
from textgate.rest.sign_in.own_account import own_account_routes
from textgate.rest.sign_in.password import auth_routes
from textgate.services.services import Services
from textgate.settings import Settings
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, answer_http_error, answer_refused
from textgate.web.middleware import RequestMiddleware

GRAPHQL = "/graphql"


class Textgate(Starlette):
    """GraphQL and the routes, behind our own door; `is_https` is what browsers come by."""

    def __init__(
        self, graphql: GraphQLEndpoint, routes: Sequence[BaseRoute], *, is_https: bool
    ) -> None:
        handlers = {HttpError: answer_refused, HTTPException: answer_http_error}
        super().__init__(routes=routes, exception_handlers=handlers)
        # A redirect would name whatever host the request names.
        self.router.redirect_slashes = False
        self._graphql = graphql
        self._route = Route(GRAPHQL, graphql)
        self._is_https = is_https

    def build_middleware_stack(self) -> ASGIApp:
        """Without the framework's layer for unexpected errors, which are the door's. GraphQL, which answers its
        refusals itself, any method's as well, and is asked more than all others, is not searched for."""
        routes = ExceptionMiddleware(self.router, handlers=self.exception_handlers)

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] == GRAPHQL:
                scope["route"] = self._route
                await self._graphql(scope, receive, send)
            else:
                await routes(scope, receive, send)

        return RequestMiddleware(answer, is_https=self._is_https)


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
    # Searched in this order: what is asked for most comes first.
    routes = [
        *partner_api_routes(services),
        *auth_routes(services, callers),
        *own_account_routes(services, callers),
        *oidc_routes(services, callers),
        *report_routes(services, callers),
        metrics_route(services),
        Route("/healthz", healthz),
        Route("/readyz", readyz(services.readiness)),
        *page_routes(pages),
    ]
    return Textgate(graphql, routes, is_https=services.options.public_url.startswith("https:"))
