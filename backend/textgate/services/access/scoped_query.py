"""Frequent queries of a viewer's own rows, compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select

from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, open_scope, scope_values
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.database import Database


class ScopedQuery:
    """`build` makes the statement from a scope of open parameters; `one` supplies them per viewer."""

    def __init__(self, database: Database, build: Callable[[Scope], Select[Any]]) -> None:
        self._database = database
        self._build = build
        self._queries: dict[bool, CompiledQuery] = {}

    async def one(self, viewer: Viewer, **values: Any) -> LazyRow | None:
        """The matching row, or None."""
        is_limited = viewer.account_id is not None
        query = self._queries.get(is_limited)
        if query is None:
            statement = self._build(open_scope(is_limited=is_limited))
            query = self._queries[is_limited] = CompiledQuery(statement, self._database.sql)
        return await self._database.one(query, **values, **scope_values(viewer))
