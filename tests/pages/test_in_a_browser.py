"""A real browser runs a page's scripts under its policy, and the composer's script on another site."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from tests.browser import dump
from tests.server import free_port, wait_until
from textgate.pages.routes import Pages, page_routes
from textgate.web.middleware import RequestMiddleware

pytestmark = pytest.mark.slow

PAGE = """<!doctype html><title>Nothing has run</title>
<link rel=stylesheet href=/assets/app.css><script type=module src=/assets/app.js></script>
<script>document.title = "The injected script ran";</script>"""
# It reports the color, which proves that the style sheet was applied.
SCRIPT = """addEventListener("load", () => {
  const { color } = getComputedStyle(document.documentElement);
  const data = document.documentElement.dataset;
  data.app = color;
  try { document.body.innerHTML = "<b>markup</b>"; } catch (error) { data.markup = error.name; }
});"""


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[str]:
    """The URL of a server with these pages."""
    files = {
        "app/index.html": PAGE,
        "app/assets/app.js": SCRIPT,
        "app/assets/app.css": "html { color: rgb(1, 2, 3) }",
        "embed/v1/composer.js": 'document.documentElement.dataset.composer = "ran";',
    }
    for name, text in files.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode()))
    with served(page_routes(Pages.load(tmp_path / "static"))) as url:
        yield url


@contextmanager
def served(routes: Sequence[BaseRoute]) -> Iterator[str]:
    """Serve these routes at an origin of their own, behind RequestMiddleware."""
    app = Starlette(routes=routes, middleware=[Middleware(RequestMiddleware, is_https=False)])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def test_a_page_runs_its_own_scripts_and_no_injected_one(ours: str, tmp_path: Path) -> None:
    document = dump(f"{ours}/accounts/account_1", tmp_path / "profile")
    assert 'data-app="rgb(1, 2, 3)"' in document
    assert "<title>Nothing has run</title>" in document
    # Trusted Types forbid markup from strings.
    assert 'data-markup="TypeError"' in document


def test_only_the_composer_script_runs_in_other_sites(ours: str, tmp_path: Path) -> None:
    page = f"""<!doctype html><title>Another site</title>
      <script type=module src={ours}/embed/v1/composer.js></script>
      <script type=module src={ours}/assets/app.js></script>
      <script src={ours}/assets/app.js></script>"""
    # The host's policy replaces the default one, which forbids all scripts.
    host = Route(
        "/", lambda _: HTMLResponse(page, headers={"Content-Security-Policy": f"script-src {ours}"})
    )
    with served([host]) as theirs:
        document = dump(theirs, tmp_path / "profile")
    assert 'data-composer="ran"' in document
    assert "data-app" not in document
