"""Limits the process's connections, so that it never runs out of file descriptors."""

from __future__ import annotations

import heapq
import resource
from collections.abc import Sequence
from typing import Protocol

MAX_CONNECTIONS = 4_000
"""The maximum even with more descriptors, since each connection also takes memory."""
EXCESS = 32
"""Connections above the limit. They stay open only until they have received SERVER_BUSY."""
# For the database's pools and files (at most 40), webhook deliveries (128) and their DNS lookups (32), mail,
# identity providers, logs, listeners and the excess connections.
RESERVE = 256


def raise_descriptor_limit() -> int:
    """Raise the soft limit of descriptors as far as needed and allowed.

    Returns the usable descriptors, at most MAX_CONNECTIONS + RESERVE.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = MAX_CONNECTIONS + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return needed
    raised = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
    return raised


def connections_within(descriptors: int) -> int:
    """The maximum number of connections: all descriptors but RESERVE, or half of them if they are few."""
    return min(MAX_CONNECTIONS, descriptors - min(RESERVE, descriptors // 2))


class Connection(Protocol):
    """A connection that the server may close in favor of a new one."""

    @property
    def waiting_since(self) -> float | None:
        """When the connection began to wait for its client; None while a request is being processed."""

    def give_way(self) -> None:
        """Stop waiting for the client, and close."""


def make_room(connections: Sequence[Connection]) -> bool:
    """Close the connections that have waited longest for their clients. Returns False if none is waiting.

    Closes 1/64 of all connections, so that a flood of new ones does not scan all of them each time.
    """
    waiting = [
        (since, id(connection), connection)
        for connection in connections
        if (since := connection.waiting_since) is not None
    ]
    for _, _, connection in heapq.nsmallest(1 + len(connections) // 64, waiting):
        connection.give_way()
    return bool(waiting)
