"""The carrier of Kannel's `smsc = fake`: reads and discards all data."""

from __future__ import annotations

import contextlib
import socket
import sys
import time

_TRIES = 200
_PAUSE = 0.05


def main() -> None:
    buffer = bytearray(2**20)
    with _connect(int(sys.argv[1])) as connection:
        while connection.recv_into(buffer):
            pass


def _connect(port: int) -> socket.socket:
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port))
        time.sleep(_PAUSE)
    raise SystemExit("bearerbox does not listen")


main()
