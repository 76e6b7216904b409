"""A request whose headers are looked up many times, and read only once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import starlette.requests
from starlette.datastructures import Headers
from starlette.types import Scope


class Request(starlette.requests.Request):
    """The framework's searches through all the headers for each that is looked up."""

    @cached_property
    def headers(self) -> Headers:
        return _Headers(self.scope)


class _Headers(Headers):
    def __init__(self, scope: Scope) -> None:
        super().__init__(scope=scope)
        # Of several by one name the first counts, as in the framework.
        self._first = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(self._list)
        }

    def __getitem__(self, name: str) -> str:
        return self._first[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._first

    def get(self, name: str, default: Any = None) -> Any:
        return self._first.get(name.lower(), default)
