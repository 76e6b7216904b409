"""No path leads out of the build: not by dots, slashes, encodings, links, or hidden names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.pages.built import APP, BROWSER
from tests.product import Product
from textgate.app import create_app
from textgate.pages.files import load_folder
from textgate.pages.routes import Pages

# Paths after the server has decoded the URL once.
FILE_PATHS = [
    "../secret.txt",
    "../../secret.txt",
    "../../../outside.txt",
    "./main-1a2b.js",
    "deep/../main-1a2b.js",
    "..\\..\\secret.txt",
    "..\\secret.txt",
    "%2e%2e/secret.txt",
    "%252e%252e/secret.txt",
    "..%2fsecret.txt",
    "..;/secret.txt",
    "\uff0e\uff0e/secret.txt",
    "..\u2215secret.txt",
    "\udcc0\udcae\udcc0\udcae/secret.txt",
    "/etc/passwd",
    "//main-1a2b.js",
    "/main-1a2b.js",
    "main-1a2b.js/",
    "main-1a2b.js\0",
    "main-1a2b.js\0.css",
    "main-1a2b.js\n",
    "MAIN-1A2B.JS",
    "main-1a2b.js ",
    "main-1a2b.js.",
    "main-1a2b.js::$DATA",
    ".hidden.js",
    "link.txt",
    "deep",
    "deep/",
    "file:///etc/passwd",
    "C:\\windows\\win.ini",
    "a" * 5_000,
    "",
]
ODD_PATHS = [
    "/../../etc/passwd",
    "/..",
    "/.",
    "/x/../y",
    "/accounts/..",
    "//evil.example/",
    "//evil.example/..",
    "/accounts//x",
    "/\\evil.example",
    "/accounts\\..\\..",
    "/accounts\0",
    "/accounts\r\nSet-Cookie: a=b",
    "/accounts\x7f",
    "/\u202egnp.exe",
]


async def get(product: Product, built: Path, path: str) -> tuple[int, dict[str, str], bytes]:
    """The response to a path that HTTP clients would normalize."""
    messages: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": b"/",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"host", b"evil.example"), (b"accept", BROWSER["Accept"].encode())],
        "client": ("127.0.0.1", 5000),
        "server": ("textgate", 80),
    }
    await create_app(product.services, Pages.load(built))(scope, receive, send)
    start, *rest = messages
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(message["body"] for message in rest)


@pytest.mark.parametrize("file_path", FILE_PATHS)
@pytest.mark.parametrize("folder", ["/assets/", "/graphiql/assets/", "/embed/v1/"])
async def test_only_built_files_are_served(
    product: Product, built: Path, folder: str, file_path: str
) -> None:
    status, headers, body = await get(product, built, folder + file_path)
    assert status == 404
    assert b"secret" not in body
    assert b"root:" not in body
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert "location" not in headers


@pytest.mark.parametrize("path", ODD_PATHS)
async def test_an_odd_path_has_no_page(product: Product, built: Path, path: str) -> None:
    status, headers, _ = await get(product, built, path)
    assert status == 404
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert not {"location", "set-cookie"} & headers.keys()


@pytest.mark.parametrize("path", ["/graphiql", "/graphiql/", "/accounts", "/accounts/", "/"])
async def test_no_response_contains_the_host_of_the_request(
    product: Product, built: Path, path: str
) -> None:
    status, headers, body = await get(product, built, path)
    assert status == 200
    assert "location" not in headers
    assert "evil.example" not in f"{headers} {body!r}"


@pytest.mark.parametrize(
    "path", ["/%2e%2e/%2e%2e/secret.txt", "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt"]
)
async def test_encoded_dots_are_404(http: httpx2.AsyncClient, path: str) -> None:
    response = await http.get(path, headers=BROWSER)
    assert response.status_code == 404


async def test_a_running_server_ignores_changes_of_the_build(
    http: httpx2.AsyncClient, built: Path
) -> None:
    (built / "app/index.html").write_bytes(b"another build")
    (built / "app/assets/later.js").write_bytes(b"later")
    (built / "app/assets/main-1a2b.js").unlink()
    assert (await http.get("/", headers=BROWSER)).content == APP
    assert (await http.get("/assets/later.js")).status_code == 404
    assert (await http.get("/assets/main-1a2b.js")).status_code == 200


def test_a_missing_folder_has_no_files(tmp_path: Path) -> None:
    assert load_folder(tmp_path / "nothing") == {}
