"""A fake build: files of each kind, and some that must never be served."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from tests.product import Product
from textgate.app import create_app
from textgate.pages.routes import Pages

APP = (
    b"<!doctype html><title>Textgate</title><script type=module src=/assets/main-1a2b.js></script>"
)
GRAPHIQL = b"<!doctype html><title>GraphiQL</title>"
SCRIPT = b"document.title = 'the script ran';" * 20
COMPOSER = b"document.documentElement.dataset.composer = 'ran';"
# Python's standard library has no brotli, and the server does not parse it.
BROTLI = b"as brotli"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def write_pages(folder: Path) -> Path:
    """Write a fake build into `folder`, with secrets next to it, and return the folder."""
    files = {
        "app/index.html": APP,
        "app/assets/main-1a2b.js": SCRIPT,
        "app/assets/main-1a2b.js.br": BROTLI,
        "app/assets/main-1a2b.js.gz": gzip.compress(SCRIPT, mtime=0),
        "app/assets/main-1a2b.js.map": b"{}",
        "app/assets/only-3c4d.css": b"p { color: red }",
        "app/assets/only-3c4d.css.gz": gzip.compress(b"p { color: red }", mtime=0),
        "app/assets/deep/er/icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "app/assets/font.woff2": b"woff2",
        "app/assets/font.ttf": b"ttf",
        "app/assets/code.wasm": b"\0asm",
        "app/assets/some.thing": b"?",
        "app/assets/.hidden.js": b"secret",
        "app/secret.txt": b"secret",
        "graphiql/index.html": GRAPHIQL,
        "graphiql/assets/editor.worker-5e6f.js": b"self.onmessage = null;",
        "embed/v1/composer.js": COMPOSER,
        "embed/v1/composer.js.br": BROTLI,
        "secret.txt": b"secret",
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder.parent / "outside.txt").write_bytes(b"secret")
    (folder / "app/assets/link.txt").symlink_to(folder.parent / "outside.txt")
    return folder


@asynccontextmanager
async def pages_of(product: Product, pages: Pages) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the product with these pages. By default, it accepts no compression."""
    transport = httpx2.ASGITransport(app=create_app(product.services, pages))
    async with httpx2.AsyncClient(transport=transport, base_url="http://textgate") as http:
        http.headers["Accept-Encoding"] = "identity"
        yield http
