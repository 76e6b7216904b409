"""Routes of the built files: the app and its assets, GraphiQL, and the embedded composer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from textgate.pages import policies
from textgate.pages.answer import answer_file
from textgate.pages.files import BuiltFile, load_folder
from textgate.web.http_error import HttpError
from textgate.web.preferences import wants_html

Handler = Callable[[Request], Awaitable[Response]]

BUILT = Path(__file__).parents[1] / "static"
# Paths of the APIs: an unknown path below them is a JSON error, for browsers too.
_API_FOLDERS = frozenset(
    ("api", "auth", "graphql", "healthz", "imports", "io", "metrics", "readyz", "reports")
)
# Pages of the app whose path is also the start of an API path.
_PAGES_IN_API_FOLDERS = frozenset(("/reports",))
# A missing file must be 404, not the app's page.
_FILE_FOLDERS = frozenset(("assets", "embed", "graphiql"))


@dataclass(frozen=True, slots=True)
class Pages:
    """The built files by path; empty if the frontend is not built."""

    files: Mapping[str, BuiltFile] = field(default_factory=dict)
    with_graphiql: bool = True

    @classmethod
    def load(cls, folder: Path = BUILT, *, with_graphiql: bool = True) -> Pages:
        return cls(load_folder(folder), with_graphiql)


NO_PAGES = Pages()


def page_routes(pages: Pages) -> list[BaseRoute]:
    """Return the routes of the pages. Put them last: the final one matches every page path."""
    routes: list[BaseRoute] = [
        _assets(pages, "app/assets", "/assets/", policies.APP_ASSETS),
        Route("/embed/v1/composer.js", _page(pages, "embed/v1/composer.js", policies.EMBED)),
    ]
    if pages.with_graphiql:
        page = _page(pages, "graphiql/index.html", policies.GRAPHIQL_PAGE)
        routes += [
            _assets(pages, "graphiql/assets", "/graphiql/assets/", policies.GRAPHIQL_ASSETS),
            # Both paths: a redirect would contain the request's Host header, which clients control.
            Route("/graphiql", page),
            Route("/graphiql/", page),
        ]
    return [*routes, _AppRoute("/{path:path}", _page(pages, "app/index.html", policies.APP_PAGE))]


class _AppRoute(Route):
    """Matches paths that may be pages of the app, if the client accepts HTML."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and _wants_a_page(Request(scope)):
            return super().matches(scope)
        return Match.NONE, {}


def _wants_a_page(request: Request) -> bool:
    if request.method not in ("GET", "HEAD") or not wants_html(request):
        return False
    path: str = request.scope["path"]
    *folders, last = path.removeprefix("/").split("/")
    first = folders[0] if folders else last
    # The app has no links with odd paths: refuse them before the app parses them.
    is_plain = path.isprintable() and "\\" not in path and all(folders)
    if not is_plain or not {".", ".."}.isdisjoint((*folders, last)):
        return False
    return path in _PAGES_IN_API_FOLDERS or first not in _API_FOLDERS | _FILE_FOLDERS


def _page(pages: Pages, name: str, headers: Mapping[str, str]) -> Handler:
    file = pages.files.get(name)

    async def answer(request: Request) -> Response:
        if file is None:
            raise HttpError(
                503,
                "PAGES_NOT_BUILT",
                "The pages are not built; run scripts/setup. The API works without them.",
            )
        return answer_file(request, file, headers)

    return answer


def _assets(pages: Pages, folder: str, url: str, headers: Mapping[str, str]) -> Route:
    start = f"{folder}/"
    # Look up the whole path: the router's parameter lacks a trailing line break.
    files = {
        url + name.removeprefix(start): file
        for name, file in pages.files.items()
        if name.startswith(start)
    }

    async def answer(request: Request) -> Response:
        file = files.get(request.scope["path"])
        if file is None:
            raise HttpError(404, "NOT_FOUND", "The resource does not exist.")
        return answer_file(request, file, headers)

    return Route(f"{url}{{path:path}}", answer)
