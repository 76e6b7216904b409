"""Bounds the connections of the process, so that it never runs out of file descriptors."""

from __future__ import annotations

import heapq
import resource
from collections.abc import Sequence
from typing import Protocol

MAX_CONNECTIONS = 4_000
"""Even with more descriptors: each connection also takes memory."""
EXCESS = 32
"""Connections over the bound, each open until it has been answered that the server is busy."""
# The database's pools and files (at most 40), deliveries of webhooks (128) and their DNS look-ups (32), mail,
# identity providers, logs and listeners, and the excess connections.
RESERVE = 256


def raise_descriptor_limit() -> int:
    """Raise the process's limit of descriptors as far as needed and allowed. Returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    raised = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
    return raised


def connections_within(descriptors: int) -> int:
    """How many connections fit below a limit of descriptors. If it is low, connections get half of it."""
    return min(MAX_CONNECTIONS, descriptors - min(RESERVE, descriptors // 2))


class Connection(Protocol):
    """A connection that may have to give way to another client's."""

    @property
    def waits_since(self) -> float | None:
        """Since when it has waited for its client; None while a request is being answered."""

    def give_way(self) -> None:
        """End the wait."""


def make_room(connections: Sequence[Connection]) -> bool:
    """Close the connections that have waited longest for their clients; False if none waits. Of many
    connections it closes several: a flood of new ones must not search all of them each time."""
    waiting = [
        (since, id(connection), connection)
        for connection in connections
        if (since := connection.waits_since) is not None
    ]
    for _, _, connection in heapq.nsmallest(1 + len(connections) // 64, waiting):
        connection.give_way()
    return bool(waiting)
