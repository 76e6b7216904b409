"""The shell blocks of README.md work as printed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.node import require_node
from tests.server import NO_TLS, PATIENCE, free_port, wait_until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ACCESS = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
DEMO_URL = "http://127.0.0.1:8000"
# The practices in `examples/`. One has no state.
ACCOUNTS, COMPLETE = 106, 105
MARK = "-- next block --"


def blocks(page: str, heading: str) -> list[str]:
    """The shell blocks under a heading."""
    section = re.split(rf"^## {heading}\n", page, flags=re.MULTILINE)[1].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def users_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a new user's shell, without TEXTGATE_ variables and the virtual environment."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("TEXTGATE_")
    }
    paths = [path for path in inherited["PATH"].split(":") if Path(path) != ROOT / ".venv" / "bin"]
    return {**inherited, "HOME": str(home), "PATH": ":".join(paths), **more}


@contextmanager
def running(
    command: list[str], url: str, output: Path, environment: dict[str, str]
) -> Iterator[None]:
    """Run a command that starts a server; stop it after the block."""
    with output.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until(lambda: is_up(process, url, output))
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def is_up(process: subprocess.Popen[bytes], url: str, output: Path) -> bool:
    assert process.poll() is None, output.read_text(encoding="utf-8")
    try:
        return httpx2.get(f"{url}/healthz", verify=NO_TLS).status_code == 200
    except httpx2.TransportError:
        return False


@pytest.mark.long(seconds=20)
def test_the_production_setup_works_as_printed(tmp_path: Path) -> None:
    require_node()
    (script,) = blocks(README, "Production")
    assert script.rstrip().endswith("\ntextgate serve")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = users_environment(tmp_path, TEXTGATE_PORT=str(port), COLUMNS="200")
    output = tmp_path / "output"
    with running(["bash", "-euc", script], url, output, environment):
        printed_lines = output.read_text(encoding="utf-8")
        (token,) = re.findall(r"^tg_[0-9a-f]{32}_[\w-]{32}$", printed_lines, re.MULTILINE)
        answer = httpx2.post(
            f"{url}/graphql",
            json={
                "query": "{ accounts { totalCount } "
                "complete: accounts(filter: {isComplete: true}) { totalCount } }"
            },
            headers={"Authorization": f"Bearer {token}"},
        ).json()
    assert answer["data"] == {
        "accounts": {"totalCount": ACCOUNTS},
        "complete": {"totalCount": COMPLETE},
    }
    have = "have the business details that verification needs"
    assert (
        f"{COMPLETE} of the partner's {ACCOUNTS} accounts {have}; 1 does not yet." in printed_lines
    )
    assert "Missing: state (1)." in printed_lines
    assert (tmp_path / "textgate" / "report.csv").exists()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The URL of a demo with its data in `.data`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    textgate = str(ROOT / ".venv" / "bin" / "textgate")
    command = [textgate, "demo", "--port", str(port), "--data", str(tmp_path / ".data")]
    with running(command, url, tmp_path / "output", users_environment(tmp_path)):
        yield url


def test_the_queries_of_the_readme_work_as_printed(tmp_path: Path, demo: str) -> None:
    printed = [
        *blocks(README, "The first query"),
        *blocks(README, "The first send"),
        *blocks(README, "The partner API"),
        *blocks(README, "People"),
        *blocks(ACCESS, "Reports"),
    ]
    script = f"\necho; echo {MARK}\n".join(printed)
    assert DEMO_URL in script
    completed = subprocess.run(
        ["bash", "-euc", script.replace(DEMO_URL, demo)],
        cwd=tmp_path,
        env=users_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert completed.returncode == 0, completed.stderr
    first, picker, send, partner_api, people, report = completed.stdout.split(f"\n{MARK}\n")
    assert json.loads(first)["data"]["accounts"]["totalCount"] > 0
    northern = json.loads(picker)["data"]["accountByExternalId"]
    assert northern["name"] == "Northern Family Practice"
    assert json.loads(send)["data"]["sendSms"]["code"] == 4035
    assert json.loads(partner_api)["responseCode"] == 2000
    assert '"name":"Northern Family Practice"' in people.partition('{"data"')[2]
    assert report.startswith("day,account")
