"""Where the built files are found: the app's pages and assets, GraphiQL, and the script for other sites."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from textgate.pages import policies
from textgate.pages.accept import takes_pages
from textgate.pages.answer import answer_file, whole
from textgate.pages.files import BuiltFile, read_folder
from textgate.web.http_error import HttpError

Handler = Callable[[Request], Awaitable[Response]]

BUILT = Path(__file__).parents[1] / "static"
# What programs ask: a wrong path there is refused with a code, whoever asks.
_PROGRAMS = frozenset(("api", "auth", "graphql", "healthz", "io", "metrics", "readyz", "reports"))
# A page of the app whose path also leads to what programs ask.
_PAGES_AMONG_THEM = frozenset(("/reports",))
# A file that is not there must not look like one that is.
_FILES = frozenset(("assets", "embed", "graphiql"))


@dataclass(frozen=True, slots=True)
class Pages:
    """What the build has written, by path; nothing where it has not run."""

    files: Mapping[str, BuiltFile] = field(default_factory=dict)
    with_graphiql: bool = True

    @classmethod
    def read(cls, folder: Path = BUILT, *, with_graphiql: bool = True) -> Pages:
        return cls(read_folder(folder), with_graphiql)


NO_PAGES = Pages()


def page_routes(pages: Pages) -> list[BaseRoute]:
    """After all other routes: the last of these takes whatever is left."""
    routes: list[BaseRoute] = [
        _assets(pages, "app/assets", "/assets/", policies.APP_ASSETS),
        Route("/embed/v1/composer.js", _page(pages, "embed/v1/composer.js", policies.EMBED)),
    ]
    if pages.with_graphiql:
        page = _page(pages, "graphiql/index.html", policies.GRAPHIQL_PAGE)
        routes += [
            _assets(pages, "graphiql/assets", "/graphiql/assets/", policies.GRAPHIQL_ASSETS),
            # Both, because a redirect would name whatever host the request names.
            Route("/graphiql", page),
            Route("/graphiql/", page),
        ]
    return [*routes, _AppRoute("/{path:path}", _page(pages, "app/index.html", policies.APP_PAGE))]


class _AppRoute(Route):
    """Every path that the app may have a page for; to all else there is no such route."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and _wants_a_page(Request(scope)):
            return super().matches(scope)
        return Match.NONE, {}


def _wants_a_page(request: Request) -> bool:
    if request.method not in ("GET", "HEAD") or not takes_pages(whole(request, "accept")):
        return False
    path: str = request.scope["path"]
    *folders, last = path.removeprefix("/").split("/")
    first = folders[0] if folders else last
    # Links of ours have no odd paths; refusing them spares the app from reading them.
    is_plain = path.isprintable() and "\\" not in path and all(folders)
    if not is_plain or not {".", ".."}.isdisjoint((*folders, last)):
        return False
    return path in _PAGES_AMONG_THEM or first not in _PROGRAMS | _FILES


def _page(pages: Pages, name: str, headers: Mapping[str, str]) -> Handler:
    file = pages.files.get(name)

    async def answer(request: Request) -> Response:
        if file is None:
            raise HttpError(
                503,
                "PAGES_NOT_BUILT",
                "The pages have not been built: scripts/setup builds them. The API works without them.",
            )
        return answer_file(request, file, headers)

    return answer


def _assets(pages: Pages, folder: str, url: str, headers: Mapping[str, str]) -> Route:
    start = f"{folder}/"
    # By the whole path: the router's part of it has lost a line break at the end.
    files = {
        url + name.removeprefix(start): file
        for name, file in pages.files.items()
        if name.startswith(start)
    }

    async def answer(request: Request) -> Response:
        file = files.get(request.scope["path"])
        if file is None:
            raise HttpError(404, "NOT_FOUND", "Not Found")
        return answer_file(request, file, headers)

    return Route(f"{url}{{path:path}}", answer)
