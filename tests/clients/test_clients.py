"""Every setup of docs/clients.md works as printed, with the real client against a real server."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from tests.clients.page import ROOT, Setup, setups
from tests.node import WITH_NODE
from tests.product import ADDRESS, CONTACT, CREATE_ACCOUNT, SEND, UPDATE_PARTNER
from tests.server import Server, wait_until
from textgate.settings import sqlite_url

pytestmark = pytest.mark.slow

INSTALLED = ROOT / ".tools" / "clients"
SETUPS = setups()
REFUSED = "4039 On file account business information is insufficient for verification"
MAX_REQUESTS = 2_000


@dataclass(slots=True)
class Partner:
    """The credential of a partner's program."""

    application_id: str
    token: str

    @property
    def environment(self) -> dict[str, str]:
        return {"APPLICATION_ID": self.application_id, "TEXTGATE_TOKEN": self.token}


@dataclass(slots=True)
class Environment:
    """A server, a partner, and a second partner that is over its rate limit."""

    server: Server
    partner: Partner
    limited: Partner
    accounts: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000)))

    def account(self, **details: object) -> tuple[str, str]:
        """Create an account; returns its external ID and its ID."""
        external_id = f"practice-{next(self.accounts)}"
        values = {"externalId": external_id, "name": "Lakeside", "website": "https://lakeside.org"}
        created = self.server.ask(CREATE_ACCOUNT, input=values | details)
        return external_id, created["createAccount"]["account"]["id"]

    def approved_account(self) -> str:
        external_id, account_id = self.account(address=ADDRESS)
        text = {"senderId": account_id, "to": "4065550120", "body": "Hi"}
        assert self.server.ask(SEND, input=text)["sendSms"]["code"] == 4035
        wait_until(lambda: self._status(external_id) == "APPROVED")
        return external_id

    def messages(self, external_id: str) -> int:
        document = "query ($id: String!) { accountByExternalId(externalId: $id) { messages { totalCount } } }"
        account = self.server.ask(document, id=external_id)["accountByExternalId"]
        count: int = account["messages"]["totalCount"]
        return count

    def _status(self, external_id: str) -> str:
        document = """query ($id: String!) {
          accountByExternalId(externalId: $id) { senders { nodes { smsNumber { status } } } }
        }"""
        account = self.server.ask(document, id=external_id)["accountByExternalId"]
        status: str = account["senders"]["nodes"][0]["smsNumber"]["status"]
        return status


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    require_clients()
    directory = tmp_path_factory.mktemp("clients") / "data"
    server = Server(
        directory,
        sqlite_url(directory.with_name("textgate.sqlite3")),
        TEXTGATE_POINTS_AT_ONCE="20000",
        # Slow enough that an exhausted partner gets no points during a test.
        TEXTGATE_POINTS_PER_SECOND="0.0001",
    )
    partners = []
    for name in ("Acme", "Limited"):
        server.command("partner", "create", name, "--enable-sms")
        output = server.command("credential", "create", name).split()
        partners.append(Partner(output[1], output[-1]))
    server.start()
    server.token = partners[0].token
    details = {"website": "https://partnersite.com", "contact": CONTACT}
    server.ask(UPDATE_PARTNER, input=details)
    exhaust(server, partners[1])
    yield Environment(server, partners[0], partners[1])
    assert server.end()[0] == 0


def require_clients() -> None:
    if (INSTALLED / ".set-up").exists():
        return
    explanation = "The clients of docs/clients.md are not installed (run tests/clients/setup)."
    if os.environ.get("TEXTGATE_TEST_REQUIRE_CLIENTS"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def exhaust(server: Server, partner: Partner) -> None:
    """Spend all of a partner's points."""
    headers = {"Authorization": f"Bearer {partner.token}"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", headers=headers) as http:
        for _ in range(MAX_REQUESTS):
            if http.post("/graphql", json={}).status_code == 429:
                return
    raise AssertionError("The partner still has points.")


@dataclass(slots=True)
class Workshop:
    """A directory with a setup's files, where its commands run."""

    directory: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, setup: Setup, directory: Path, running: Environment) -> Workshop:
        for name, content in setup.files.items():
            path = directory / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        (directory / "schema.graphql").symlink_to(ROOT / "schema.graphql")
        (directory / "node_modules").symlink_to(INSTALLED / "node_modules")
        environment = {
            **os.environ,
            **running.partner.environment,
            "PATH": f"{INSTALLED / 'venv' / 'bin'}:{os.environ['PATH']}",
            "TEXTGATE_URL": f"http://127.0.0.1:{running.server.port}",
        }
        return cls(directory, environment)

    def run(self, script: str, **environment: str) -> str:
        completed = subprocess.run(
            [WITH_NODE, "bash", "-euc", script],
            cwd=self.directory,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert completed.returncode == 0, completed.stdout + completed.stderr
        return completed.stdout.strip()


def test_the_page_has_every_client() -> None:
    assert list(SETUPS) == [
        "Apollo Client",
        "urql",
        "Relay",
        "graphql-request",
        "openapi-typescript and openapi-fetch",
        "gql",
        "sgqlc",
        "ariadne-codegen",
        "openapi-python-client",
    ]


@pytest.mark.parametrize("name", SETUPS)
def test_a_setup_works_as_printed(running: Environment, tmp_path: Path, name: str) -> None:
    setup = SETUPS[name]
    workshop = Workshop.of(setup, tmp_path, running)
    workshop.run(setup.build)
    approved = running.approved_account()
    # The second run repeats the first under its idempotency key.
    for _ in range(2):
        sent = workshop.run(setup.run, ACCOUNT=approved)
        assert re.fullmatch(r"Lakeside: (QUEUED|SENDING|SENT|DELIVERED)", sent, re.IGNORECASE)
    assert running.messages(approved) == 1

    incomplete, _ = running.account()
    assert workshop.run(setup.run, ACCOUNT=incomplete).startswith(f"Lakeside: {REFUSED}")
    assert running.messages(incomplete) == 0

    later = workshop.run(setup.run, ACCOUNT=approved, **running.limited.environment)
    retry = re.fullmatch(r"Try again in (\d+) seconds\.", later)
    assert retry, later
    assert int(retry[1]) > 0
    assert running.messages(approved) == 1


def test_the_error_for_urqls_get_requests_names_the_option_to_set(
    running: Environment, tmp_path: Path
) -> None:
    setup = SETUPS["urql"]
    workshop = Workshop.of(setup, tmp_path, running)
    program = tmp_path / "urql.mjs"
    printed = program.read_text(encoding="utf-8")
    program.write_text(printed.replace("  preferGetMethod: false,\n", ""), encoding="utf-8")
    output = workshop.run(f"{setup.run} 2>&1 || true", ACCOUNT="practice-1")
    assert "In urql, set preferGetMethod to false." in output


def test_apollo_falls_back_from_persisted_queries(running: Environment, tmp_path: Path) -> None:
    setup = SETUPS["Apollo Client"]
    workshop = Workshop.of(setup, tmp_path, running)
    program = tmp_path / "apollo.mjs"
    printed = program.read_text(encoding="utf-8")
    hashing = """
import { createHash } from "node:crypto";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
const hashes = new PersistedQueryLink({
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
});
"""
    link = "new HttpLink({ uri: url, headers, fetch: fetchTextgate })"
    assert link in printed
    with_hashes = hashing + printed.replace(link, f"hashes.concat({link})")
    program.write_text(with_hashes, encoding="utf-8")
    incomplete, _ = running.account()
    assert workshop.run(setup.run, ACCOUNT=incomplete) == f"Lakeside: {REFUSED}"
