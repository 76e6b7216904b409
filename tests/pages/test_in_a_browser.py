"""A real browser runs what it is given: the page's script under its policy, ours inside another site."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import uvicorn

from tests.browser import dump, require_browser
from tests.pages.built import SCRIPT, write_pages
from textgate.pages.routes import Pages, page_routes

PLACE = "127.0.0.1"
