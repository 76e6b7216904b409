"""Runs Kannel, an SMS gateway in C: its bearerbox and smsbox, and a carrier that accepts everything."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import Target
from benchmarks.paths import HERE
from benchmarks.processes import LOAD_CORE, Process, free_port

STORES = ("file", "spool")
NAMES = tuple(f"kannel-{store}" for store in STORES)

# Logs only panics and no access, like all other servers here.
_CONFIGURATION = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = bench
smsbox-port = {smsbox}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
store-type = {store}
store-location = {location}
log-level = 4
dlr-storage = internal
sms-incoming-queue-limit = -1
sms-outgoing-queue-limit = -1

group = smsc
smsc = fake
smsc-id = fake
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {smsbox}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
log-level = 4

group = sendsms-user
username = bench
password = bench
max-messages = 1
"""


def is_installed() -> bool:
    return shutil.which("bearerbox") is not None and shutil.which("smsbox") is not None


@contextlib.contextmanager
def gateway(store: str, directory: Path, requests: Path, connections: int) -> Iterator[Target]:
    """Run Kannel with this kind of store; yields a target for the requests."""
    directory.mkdir()
    location = directory / "store"
    if store == "spool":
        location.mkdir()
    ports = {name: free_port() for name in ("admin", "smsbox", "smsc", "sendsms")}
    configuration = directory / "kannel.conf"
    configuration.write_text(_CONFIGURATION.format(store=store, location=location, **ports))
    started: list[Process] = []

    def launch(command: list[str], port: int | None, core: int = 0) -> Process:
        process = Process(command, os.environ, HERE.parent, core)
        started.append(process)
        process.wait_until(lambda: port is None or _listens(port), pause=0.02)
        return process

    try:
        bearerbox = launch(["bearerbox", "-v", "4", str(configuration)], ports["smsbox"])
        carrier = [sys.executable, "-m", "benchmarks.fake_carrier", str(ports["smsc"])]
        launch(carrier, None, LOAD_CORE)
        smsbox = launch(["smsbox", "-v", "4", str(configuration)], ports["sendsms"])
        url = f"http://127.0.0.1:{ports['sendsms']}/"
        yield Target(url, requests, (bearerbox.pid, smsbox.pid), {}, connections)
    finally:
        for process in reversed(started):
            process.stop()


def request(sender: str, recipient: str, text: str) -> str:
    """The path that sends a text. Kannel responds when its bearerbox has stored it."""
    fields = {
        "username": "bench",
        "password": "bench",
        "from": sender,
        "to": recipient,
        "text": text,
    }
    return f"/cgi-bin/sendsms?{urlencode(fields)}"


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
