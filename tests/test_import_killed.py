"""A server that is killed in the middle of an import finishes it after its restart, each row once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.server import Server, wait_until
from tests.test_serving import prepare

pytestmark = pytest.mark.slow

ROWS = 4_000
PROGRESS = """query ($id: ID!) { import(id: $id) { state rowsDone created refused }
  accounts(first: 1) { totalCount } }"""


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data", database_url)
    yield server
    if server.process is not None:
        server.end(signal.SIGKILL)


@pytest.mark.long(seconds=45)
def test_kill_9_in_the_middle_of_an_import_loses_and_repeats_no_row(server: Server) -> None:
    prepare(server)
    rows = "".join(f"p-{number},Practice {number}\n" for number in range(ROWS))
    headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "text/csv"}
    content = "external_id,name\n" + rows
    response = httpx2.post(f"{server.url}/imports", content=content, headers=headers)
    import_id = response.json()["importId"]

    def progress() -> Any:
        return server.ask(PROGRESS, id=import_id)

    wait_until(lambda: progress()["import"]["rowsDone"] > 0)
    server.end(signal.SIGKILL)
    server.start()
    interrupted = progress()
    assert 0 < interrupted["import"]["rowsDone"] < ROWS
    assert interrupted["accounts"]["totalCount"] == interrupted["import"]["rowsDone"]
    wait_until(lambda: progress()["import"]["state"] == "COMPLETED")
    assert progress() == {
        "import": {"state": "COMPLETED", "rowsDone": ROWS, "created": ROWS, "refused": 0},
        "accounts": {"totalCount": ROWS},
    }
