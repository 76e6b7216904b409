"""Started servers: the process, its URL, and the processes whose CPU time counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.catalogue import Server
from benchmarks.load import Target
from benchmarks.processes import Process, free_port, memory_mib
from benchmarks.seed import TOKEN

HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}


@dataclass(slots=True)
class Running:
    """A server that has responded; `other_pids` are those of its database."""

    server: Server
    process: Process
    url: str
    directory: Path
    other_pids: tuple[int, ...]
    seconds_to_answer: float
    client: httpx2.Client
    """Reused for all requests: creating a client takes longer than most responses."""

    def ask(self, query: str, variables: Mapping[str, Any]) -> Any:
        """Send a query; returns the data in Textgate's shape. Raises RuntimeError for errors."""
        return self.server.map_data(query, self._data(self.body(query, variables)))

    def ask_document(self, document: str) -> Any:
        """Send a document; returns the data."""
        return self._data(json.dumps({"query": document}))

    def _data(self, body: str) -> Any:
        answer = self.client.post(self.url, content=body).json()
        if "errors" in answer or "data" not in answer:
            raise RuntimeError(f"{self.server.title}: {json.dumps(answer)[:600]}")
        return answer["data"]

    def body(self, query: str, variables: Mapping[str, Any]) -> str:
        mapped = self.server.map_variables(variables)
        return json.dumps({"query": self.server.document(query), "variables": mapped})

    def target(self, requests: Path, connections: int) -> Target:
        pids = (self.process.pid, *self.other_pids)
        return Target(self.url, requests, pids, HEADERS, connections)

    @property
    def memory(self) -> float:
        return memory_mib(self.process.pid)

    def stop(self) -> None:
        self.client.close()
        self.process.stop()


def start(
    server: Server,
    url: str,
    directory: Path,
    other_pids: tuple[int, ...] = (),
    settings: Mapping[str, str] | None = None,
) -> Running:
    """Start a server and wait until it answers Q3; raises ProcessFailed."""
    port = free_port()
    environment = {**server.environment(port, url, directory), **(settings or {})}
    process = Process(server.command, environment, server.directory)
    address = f"http://127.0.0.1:{port}/graphql"
    client = httpx2.Client(headers=HEADERS, timeout=60)
    running = Running(server, process, address, directory, other_pids, 0.0, client)
    body = running.body("typename", {})

    def answers() -> bool:
        try:
            return client.post(address, content=body, timeout=5).status_code == 200
        except httpx2.TransportError:
            return False

    running.seconds_to_answer = process.wait_until(answers)
    return running
