"""Two servers and two workers that share a database and a carrier, and clients that keep sending."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2

from tests.product import SEND
from tests.server import NO_TLS, Server, wait_until


class Process:
    def __init__(self, server: Server, log: Path, *arguments: str) -> None:
        self.server = server
        self.log = log
        with log.open("wb") as output:
            self._running = subprocess.Popen(
                [str(Path(sys.executable).with_name("textgate")), *arguments],
                env=server.environment,
                stdout=subprocess.DEVNULL,
                stderr=output,
            )

    def is_alive(self) -> bool:
        return self._running.poll() is None

    def end(self) -> int:
        self._running.terminate()
        try:
            return self._running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._running.kill()
            raise


class Fleet:
    def __init__(self, directory: Path, url: str) -> None:
        self.data = directory / "data"
        self.servers = [Server(self.data, url) for _ in range(2)]
        # In this order: the first process migrates the database.
        self.processes = [
            Process(server, directory / f"serve-{n}.log", "serve", "--no-worker")
            for n, server in enumerate(self.servers)
        ] + [Process(self.servers[0], directory / f"worker-{n}.log", "worker") for n in range(2)]
        wait_until(lambda: all(map(is_up, self.servers)))

    def all_alive(self) -> bool:
        return all(process.is_alive() for process in self.processes)

    def end(self) -> list[int]:
        return [process.end() for process in self.processes]

    def logs(self) -> str:
        return "".join(process.log.read_text(encoding="utf-8") for process in self.processes)


def is_up(server: Server) -> bool:
    try:
        return (
            httpx2.get(f"http://127.0.0.1:{server.port}/readyz", verify=NO_TLS).status_code == 200
        )
    except httpx2.TransportError:
        return False


PAUSE = 0.5
"""Seconds. A number sends three texts a second; faster clients would only lengthen the queue."""


class Clients:
    """Threads that send or read. Each repeats a text until it is accepted, then sends the next."""

    def __init__(self, fleet: Fleet, token: str, credential: str, senders: dict[str, str]) -> None:
        self._urls = [f"http://127.0.0.1:{server.port}" for server in fleet.servers]
        self._token = token
        self._credential = credential
        self._stopping = threading.Event()
        self._http = httpx2.Client(timeout=60, verify=NO_TLS)
        self.accepted: dict[str, str] = {}
        """The IDs of accepted texts, by idempotency key."""
        self.answers: Counter[str] = Counter()
        self.accepted_at: list[float] = []
        tasks = itertools.chain(
            *(((self._graphql, sender), (self._rest, sender)) for sender in senders.items()),
            ((self._read, next(iter(senders.items()))),),
        )
        self._threads = [
            threading.Thread(target=self._run, args=(n, work, sender))
            for n, (work, sender) in enumerate(tasks)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._http.close()

    def _run(self, number: int, work: Any, sender: tuple[str, str]) -> None:
        for n in itertools.count():
            key = f"client-{number}-text-{n}"
            for attempt in itertools.count():
                url = self._urls[(number + n + attempt) % len(self._urls)]
                try:
                    message_id, outcome = work(url, sender, key)
                except httpx2.TransportError as error:
                    message_id, outcome = None, type(error).__name__
                self.answers[f"{work.__name__.strip('_')} {outcome}"] += 1
                if message_id is not None:
                    break
                # Before stopping, repeat a text with an unknown outcome until it is accepted.
                if self._stopping.wait(0.1) and attempt > 600:
                    return
            if work != self._read:
                self.accepted[key] = message_id
                self.accepted_at.append(time.monotonic())
            if self._stopping.wait(PAUSE):
                return

    def _graphql(self, url: str, sender: tuple[str, str], key: str) -> tuple[str | None, str]:
        command = {"senderId": sender[1], "to": "4065550121", "body": key, "idempotencyKey": key}
        answer = self._post(f"{url}/graphql", {"query": SEND, "variables": {"input": command}})
        body = answer.json()
        if "errors" in body or "error" in body:
            codes = [error["extensions"]["code"] for error in body.get("errors", [])]
            return None, f"{answer.status_code} {','.join(codes)}"
        sent = body["data"]["sendSms"]
        message = sent.get("smsMessage", {}).get("id")
        return message, f"{answer.status_code} {sent['__typename']}"

    def _rest(self, url: str, sender: tuple[str, str], key: str) -> tuple[str | None, str]:
        auth = {
            "applicationId": self._credential,
            "applicationPassword": self._token,
            "accountId": sender[0],
        }
        text = {"auth": auth, "toNumber": "4065550122", "message": key, "externalId": key}
        answer = self._post(f"{url}/api/io/SmsSend", text)
        body = answer.json()
        return body.get("messageId"), f"{answer.status_code} {body['responseCode']}"

    def _read(self, url: str, _sender: tuple[str, str], _key: str) -> tuple[str | None, str]:
        query = "{ viewer { name } smsMessages(first: 20) { nodes { id status } } }"
        answer = self._post(f"{url}/graphql", {"query": query})
        body = answer.json()
        if "errors" in body:
            codes = sorted({error["extensions"]["code"] for error in body["errors"]})
            return None, f"{answer.status_code} {','.join(codes)}"
        return body["data"]["viewer"]["name"], f"{answer.status_code} read"

    def _post(self, url: str, body: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self._token}"}
        return self._http.post(url, json=body, headers=headers)
