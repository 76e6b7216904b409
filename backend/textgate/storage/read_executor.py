"""What runs statement programs; sqlite_reads.py and postgres_reads.py implement it."""

from __future__ import annotations

from typing import Any, Protocol

from textgate.storage.statement_program import Rows, Statement, StatementProgram


class ReadExecutor(Protocol):
    """Reads on connections of its own."""

    async def rows(self, statement: Statement) -> Rows:
        """The rows of one statement that runs inline."""

    async def run(self, program: StatementProgram, first: Statement) -> Any:
        """Run a program to completion, starting with `first`, the statement it already yielded."""

    def reconnect(self) -> None:
        """Replace all connections: they may lead to a server that is no longer used."""

    async def close(self) -> None: ...
