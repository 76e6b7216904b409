"""The response of each path: file, status, and all headers."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from tests.canary import watch
from tests.pages.built import APP, BROWSER, COMPOSER, GRAPHIQL, SCRIPT, pages_of
from tests.product import Product
from textgate.app import read_pages
from textgate.pages.routes import Pages
from textgate.settings import load_settings

# Headers of all responses.
COMMON = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}
API = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
APP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
GRAPHIQL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300, must-revalidate"
PATHS = [
    ("/", APP, "text/html; charset=utf-8", "no-cache", APP_POLICY),
    ("/accounts", APP, "text/html; charset=utf-8", "no-cache", APP_POLICY),
    ("/accounts/account_1/", APP, "text/html; charset=utf-8", "no-cache", APP_POLICY),
    ("/graphqls/Jos%C3%A9?page=2", APP, "text/html; charset=utf-8", "no-cache", APP_POLICY),
    ("/graphiql", GRAPHIQL, "text/html; charset=utf-8", "no-cache", GRAPHIQL_POLICY),
    ("/graphiql/", GRAPHIQL, "text/html; charset=utf-8", "no-cache", GRAPHIQL_POLICY),
    ("/assets/main-1a2b.js", SCRIPT, "text/javascript; charset=utf-8", IMMUTABLE, APP_POLICY),
    ("/assets/main-1a2b.js?v=1", SCRIPT, "text/javascript; charset=utf-8", IMMUTABLE, APP_POLICY),
    ("/assets/main-1a2b.js.map", b"{}", "application/json", IMMUTABLE, APP_POLICY),
    (
        "/assets/only-3c4d.css",
        b"p { color: red }",
        "text/css; charset=utf-8",
        IMMUTABLE,
        APP_POLICY,
    ),
    (
        "/assets/deep/er/icon.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "image/svg+xml",
        IMMUTABLE,
        APP_POLICY,
    ),
    ("/assets/font.woff2", b"woff2", "font/woff2", IMMUTABLE, APP_POLICY),
    ("/assets/font.ttf", b"ttf", "font/ttf", IMMUTABLE, APP_POLICY),
    ("/assets/code.wasm", b"\0asm", "application/wasm", IMMUTABLE, APP_POLICY),
    ("/assets/some.thing", b"?", "application/octet-stream", IMMUTABLE, APP_POLICY),
    (
        "/graphiql/assets/editor.worker-5e6f.js",
        b"self.onmessage = null;",
        "text/javascript; charset=utf-8",
        IMMUTABLE,
        GRAPHIQL_POLICY,
    ),
    ("/embed/v1/composer.js", COMPOSER, "text/javascript; charset=utf-8", BRIEFLY, API),
]


@pytest.mark.parametrize(("path", "body", "media_type", "cache_control", "policy"), PATHS)
async def test_a_file_has_exactly_its_headers(
    http: httpx2.AsyncClient,
    path: str,
    body: bytes,
    media_type: str,
    cache_control: str,
    policy: str,
) -> None:
    response = await http.get(path, headers=BROWSER)
    assert (response.status_code, response.content) == (200, body)
    headers = dict(response.headers)
    assert len(headers.pop("x-request-id")) == 32
    assert len(headers.pop("etag")) == 34
    is_embed = path.startswith("/embed/")
    assert headers == COMMON | {
        "content-type": media_type,
        "content-length": str(len(body)),
        "cache-control": cache_control,
        "content-security-policy": policy,
        "vary": "Accept, Accept-Encoding" if body == APP else "Accept-Encoding",
        "cross-origin-resource-policy": "cross-origin" if is_embed else "same-origin",
    } | ({"access-control-allow-origin": "*"} if is_embed else {})

    head = await http.head(path, headers=BROWSER)
    assert (head.status_code, head.content) == (200, b"")
    assert without_id(head) == without_id(response)


def without_id(response: httpx2.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "x-request-id"}


API_PATHS = [
    ("GET", "/graphql", 405),
    ("GET", "/graphql/", 404),
    ("GET", "/graphql/x", 404),
    ("GET", "/%67raphql/x", 404),
    ("GET", "/auth", 404),
    ("POST", "/auth/session", 405),
    ("GET", "/auth/sign-in", 405),
    ("GET", "/api/x", 404),
    ("GET", "/io/v3/x", 405),
    ("GET", "/io/v3/x/y", 404),
    ("GET", "/reports/", 404),
    ("GET", "/reports/x", 404),
    ("GET", "/metrics/x", 404),
    ("GET", "/healthz/", 404),
    ("GET", "/readyz/x", 404),
    ("GET", "/assets", 404),
    ("GET", "/assets/", 404),
    ("GET", "/embed/v2/composer.js", 404),
    ("GET", "/graphiql/assets/none.js", 404),
    ("GET", "/graphiql/index.html", 404),
    ("POST", "/", 404),
    ("POST", "/accounts", 404),
    ("POST", "/graphiql", 405),
    ("OPTIONS", "/embed/v1/composer.js", 405),
    ("DELETE", "/assets/main-1a2b.js", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), API_PATHS)
async def test_an_api_path_gets_json_even_if_the_client_accepts_html(
    http: httpx2.AsyncClient, method: str, path: str, status: int
) -> None:
    response = await http.request(method, path, headers=BROWSER)
    assert response.status_code == status
    assert response.headers["content-type"].startswith(("application/json", "application/graphql"))
    assert "code" in response.text
    assert response.headers["content-security-policy"] == API
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


@pytest.mark.parametrize("path", ["/", "/accounts", "/favicon.ico", "/robots.txt"])
async def test_a_client_that_does_not_accept_html_gets_404(
    http: httpx2.AsyncClient, path: str
) -> None:
    for accept in ("*/*", "application/json", "image/avif,image/webp,*/*;q=0.8"):
        response = await http.get(path, headers={"Accept": accept})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_graphiql_can_be_disabled(
    product: Product, http: httpx2.AsyncClient, built: Path
) -> None:
    pages = Pages.load(built, with_graphiql=False)
    async with pages_of(product, pages) as without:
        for path in ("/graphiql", "/graphiql/", "/graphiql/assets/editor.worker-5e6f.js"):
            assert (await http.get(path)).status_code == 200
            response = await without.get(path, headers=BROWSER)
            assert (response.status_code, response.json()["error"]["code"]) == (404, "NOT_FOUND")
        assert (await without.get("/", headers=BROWSER)).content == APP
    assert not read_pages(load_settings(graphiql_enabled=False)).with_graphiql
    assert read_pages(load_settings()).with_graphiql


async def test_without_a_build_pages_are_503_and_the_api_works(product: Product) -> None:
    async with pages_of(product, Pages()) as http:
        for path in ("/", "/accounts", "/graphiql", "/embed/v1/composer.js"):
            response = await http.get(path, headers=BROWSER)
            assert response.status_code == 503
            error = response.json()["error"]
            assert error["code"] == "PAGES_NOT_BUILT"
            assert "scripts/setup" in error["message"]
            assert response.headers["cache-control"] == "no-store"
        assert (await http.get("/assets/main-1a2b.js")).status_code == 404
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        assert (
            await http.post("/graphql", json={"query": "{ viewer { name } }"})
        ).status_code == 401


async def test_logs_and_metrics_contain_the_route_and_not_the_path(
    http: httpx2.AsyncClient,
) -> None:
    paths = {
        "/patients/4065550120": "/{path:path}",
        "/assets/main-1a2b.js": "/assets/{path:path}",
        "/assets/4065550120.js": "/assets/{path:path}",
        "/graphiql/": "/graphiql/",
        "/graphiql/assets/4065550120": "/graphiql/assets/{path:path}",
        "/embed/v1/composer.js?x=4065550120": "/embed/v1/composer.js",
    }
    for path in paths:
        await http.get(path, headers=BROWSER)
    lines = [line for line in watch.logged if "'event': 'request'" in line]
    assert len(lines) == len(paths)
    for line, route in zip(lines, paths.values(), strict=True):
        assert f"'route': '{route}'" in line
        assert "4065550120" not in line
    metrics = (await http.get("/metrics")).text
    assert 'route="/assets/{path:path}"' in metrics
    assert "4065550120" not in metrics


async def test_a_page_ignores_cookies_and_authorization(http: httpx2.AsyncClient) -> None:
    cookie = {"Cookie": "textgate=whatever", "Authorization": "Bearer tg_whatever"}
    response = await http.get("/", headers={**BROWSER, **cookie, "Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, response.content) == (200, APP)
    assert "set-cookie" not in response.headers
