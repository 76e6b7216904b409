"""Textgate works through PgBouncer, with session and with transaction pooling."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from tests.postgres import UNPRIVILEGED_USER
from tests.product import SEND, Product
from tests.server import free_port, wait_until

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
# In transaction mode fewer than the concurrent transactions, so that they share sessions.
SESSIONS = {"session": 50, "transaction": 3}
TEXTS = 60

pytestmark = pytest.mark.skipif(
    PGBOUNCER is None, reason="PgBouncer is not installed (on Debian: apt install pgbouncer)"
)


@contextmanager
def pgbouncer(server: URL, mode: str) -> Iterator[int]:
    """Run a pooler in front of a server; yields its port."""
    port = free_port()
    user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="textgate-pgbouncer-") as directory:
        settings = Path(directory) / "pgbouncer.ini"
        settings.write_text(
            f"[databases]\n* = host={server.host} port={server.port} user=postgres\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = any\npool_mode = {mode}\ndefault_pool_size = {SESSIONS[mode]}\n",
            encoding="utf-8",
        )
        if user:
            shutil.chown(directory, user)
        process = subprocess.Popen(
            [str(PGBOUNCER), "--quiet", str(settings)],
            user=user,
            group=user,
            extra_groups=[] if user else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: process.poll() is None and answers(port))
            yield port
        finally:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("mode", "parameters"), [("session", ""), ("transaction", "?statement_cache_size=0")]
)
async def test_texts_are_sent_and_read_through_pgbouncer(
    database_url: str, mode: str, parameters: str
) -> None:
    server = make_url(database_url)
    with pgbouncer(server, mode) as port:
        url = f"postgresql://postgres@127.0.0.1:{port}/{server.database}{parameters}"
        async with Product.open(url) as product:
            client = await product.partner()
            account = await product.approved_account(client)

            async def send(n: int) -> str:
                command = {"senderId": account, "to": "4065550121", "body": f"Text {n}"}
                sent = (await client.get(SEND, input=command))["sendSms"]
                # A read-only transaction must not leave its shared session read-only.
                await client.get("{ accounts { nodes { name } } }")
                return str(sent["smsMessage"]["id"])

            ids = await asyncio.gather(*(send(n) for n in range(TEXTS)))
            read = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on SmsMessage { status } } }"
            nodes = (await client.get(read, ids=ids))["nodes"]
    assert len(set(ids)) == TEXTS
    assert [node["status"] for node in nodes] == ["QUEUED"] * TEXTS
