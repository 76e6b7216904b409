"""Runs `textgate serve` as a separate process for a test."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2

from tests.canary import Watch

PATIENCE = 60.0
# No certificates for plain HTTP: loading the usual ones takes 28 ms of CPU for each request.
NO_TLS = False


class Server:
    """`textgate serve` on a free port, with a test's own directory and database."""

    def __init__(self, directory: Path, database_url: str, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "TEXTGATE_DATA_DIR": str(directory),
            "TEXTGATE_DATABASE_URL": database_url,
            "TEXTGATE_PORT": str(self.port),
            "TEXTGATE_SIMULATOR_REVIEW_SECONDS": "0.3",
            "TEXTGATE_SIMULATOR_DELIVERY_SECONDS": "0.2",
            "TEXTGATE_SIMULATOR_UNDELIVERED_SHARE": "0",
            # Most tests need no rate limits.
            "TEXTGATE_TEXTS_PER_ACCOUNT_AND_DAY": "1000000",
            "TEXTGATE_TEXTS_PER_RECIPIENT_AND_HOUR": "1000000",
            "TEXTGATE_POINTS_AT_ONCE": "1000000",
            **settings,
        }
        self.token = ""
        self.watch = Watch()
        self.process: subprocess.Popen[bytes] | None = None
        self.limits: list[str] = []
        """A command that limits the process, such as prlimit; it then executes textgate."""
        # A file, not a pipe: nothing reads a pipe here, and a full one blocks the server.
        self._log = directory.with_name(directory.name + ".log")

    def start(self) -> None:
        self.start_without_waiting()
        wait_until(lambda: self.process is not None and self._is_up())

    def start_without_waiting(self) -> None:
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*self.limits, str(Path(sys.executable).with_name("textgate")), "serve"],
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def _is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.logged()
        try:
            return httpx2.get(f"{self.url}/healthz", verify=NO_TLS).status_code == 200
        except httpx2.TransportError:
            return False

    def logged(self) -> str:
        """The log so far."""
        return self._log.read_text(encoding="utf-8")

    def command(self, *arguments: str) -> str:
        """Run a textgate command with this server's settings; return its output."""
        completed = subprocess.run(
            [str(Path(sys.executable).with_name("textgate")), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return completed.stdout

    def ask(self, document: str, **variables: Any) -> Any:
        """Send a GraphQL query; returns the data. Fails if the response has errors."""
        self.watch.keep_from({"token": self.token, "variables": variables})
        response = httpx2.post(
            f"{self.url}/graphql",
            content=json.dumps({"query": document, "variables": variables}),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            timeout=30,
            verify=NO_TLS,
        )
        answer = response.json()
        assert "errors" not in answer, answer
        return answer["data"]

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Signal the process and wait. Returns the exit code and the log."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=PATIENCE)
        self.process = None
        logged = self.logged()
        self.watch.log(logged)
        self.watch.check()
        return code, logged


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(condition: Any, patience: float = PATIENCE) -> None:
    """Poll until the condition holds; fail after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "The condition did not hold in time."
        time.sleep(0.05)
