"""W: texts accepted for sending, by Textgate over GraphQL and REST, and by Kannel."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import kannel
from benchmarks.catalogue import BY_NAME
from benchmarks.load import LoadFailed, Target
from benchmarks.options import Options
from benchmarks.running import HEADERS, Running, start
from benchmarks.seed import LOCATIONS, TOKEN, Seeded, account_id, sender_phone

CONNECTIONS = 32
TITLES = {
    "textgate-graphql": "Textgate, GraphQL",
    "textgate-rest": "Textgate, REST SmsSend",
    "kannel-file": "Kannel, store-type file",
    "kannel-spool": "Kannel, store-type spool",
}
_DIFFERENT_TEXTS = 20_000
_TEXT = "Your visit is on Monday at 9:30. Reply C to confirm, STOP to opt out."


@dataclass(slots=True)
class Contender:
    name: str
    target: Target
    count: Callable[[], int] | None = None
    """Counts the texts in the database, since a response with status 200 may be a refusal."""

    def window(self, seconds: float) -> dict[str, float]:
        """Measure one window; raises LoadFailed unless every request stored its text."""
        before, turn = self._counted(), self.target.turn
        window = self.target.window(seconds)
        requests = self.target.turn - turn
        if self.count and self._counted() - before < requests:
            raise LoadFailed(f"{self.name}: some of {requests} sends were not accepted")
        return window.as_json()

    def _counted(self) -> int:
        return self.count() if self.count else 0


def measure(
    seeded: Seeded,
    options: Options,
    directory: Path,
    excluded: set[str],
    say: Callable[[str], None],
) -> dict[str, list[dict[str, float]]]:
    """For each contender, a window for each round."""
    with ExitStack() as stack:
        running = stack.enter_context(textgate(seeded, directory / "sends"))
        contenders = textgate_contenders(running, seeded, directory)
        paths = directory / "kannel.txt"
        paths.write_text(
            "".join(
                kannel.request(phone, recipient, _TEXT) + "\n"
                for _, phone, recipient in _texts(seeded)
            )
        )
        for store, name in zip(kannel.STORES, kannel.NAMES, strict=True):
            if name not in excluded:
                opened = kannel.gateway(store, directory / name, paths, CONNECTIONS)
                contenders.append(Contender(name, stack.enter_context(opened)))
        for contender in contenders:
            say(f"sends: {TITLES[contender.name]} warms up")
            contender.window(options.warm_up)
        results: dict[str, list[dict[str, float]]] = {item.name: [] for item in contenders}
        for round_ in range(options.rounds):
            for contender in contenders:
                if options.again:
                    contender.window(options.again)
                window = contender.window(options.window)
                results[contender.name].append(window)
                say(
                    f"sends {round_ + 1}/{options.rounds}: {TITLES[contender.name]} "
                    f"{window['rate']:,.0f}/s, {window['cpu_ms']:.3f} ms of CPU"
                )
        return results


@contextmanager
def textgate(
    seeded: Seeded, directory: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run a server on a copy of the database, so that its writes do not affect other measurements."""
    directory.mkdir(exist_ok=True)
    url = copy_database(seeded.url, directory)
    running = start(BY_NAME["textgate"], url, directory, settings=settings)
    try:
        yield running
    finally:
        running.stop()


def copy_database(url: str, directory: Path) -> str:
    """Copy a SQLite database into a directory; returns the copy's URL."""
    copy = directory / "textgate.sqlite3"
    source = sqlite3.connect(url.removeprefix("sqlite:///"))
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return f"sqlite:///{copy}"


def textgate_contenders(running: Running, seeded: Seeded, directory: Path) -> list[Contender]:
    """Contenders for GraphQL and REST of one server. They share its database and have separate windows."""
    database = running.directory / "textgate.sqlite3"
    document = BY_NAME["textgate"].document("send")
    auth = {"applicationId": str(seeded.partner_id), "applicationPassword": TOKEN}
    graphql, rest = directory / "send-graphql.txt", directory / "send-rest.txt"
    with graphql.open("w") as one, rest.open("w") as other:
        for index, _, recipient in _texts(seeded):
            values = {
                "senderId": f"account_{account_id(index).hex}",
                "to": recipient,
                "body": _TEXT,
            }
            _line(one, {"query": document, "variables": {"input": values}})
            caller = {**auth, "accountId": f"practice-{index}"}
            _line(other, {"auth": caller, "toNumber": recipient, "message": _TEXT})
    over_graphql = running.target(graphql, CONNECTIONS)
    rest_url = running.url.replace("/graphql", "/api/io/SmsSend")
    over_rest = Target(rest_url, rest, over_graphql.pids, _without_token(), CONNECTIONS)
    return [
        Contender("textgate-graphql", over_graphql, lambda: count_messages(database)),
        Contender("textgate-rest", over_rest, lambda: count_messages(database)),
    ]


def count_messages(database: Path, condition: str = "1") -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        count: int = connection.execute(
            f"SELECT count(*) FROM message WHERE {condition}"
        ).fetchone()[0]
    return count


def _texts(seeded: Seeded) -> Iterator[tuple[int, str, str]]:
    """The account, its number and the recipient of each text; recipients differ."""
    for serial in range(_DIFFERENT_TEXTS):
        index = serial % seeded.accounts
        recipient = f"+1406{2_000_000 + serial * 37 % 7_000_000}"
        yield index, sender_phone(index * LOCATIONS), recipient


def _line(file: Any, body: dict[str, Any]) -> None:
    file.write(json.dumps(body) + "\n")


def _without_token() -> dict[str, str]:
    return {name: value for name, value in HEADERS.items() if name != "Authorization"}
