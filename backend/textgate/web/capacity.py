"""Decides how many connections the process may hold, so that it never runs out of file descriptors."""

from __future__ import annotations

import resource

MAX_CONNECTIONS = 4_000
"""However many descriptors there are: each connection also takes memory."""
EXCESS = 32
"""Connections over the bound that are open at once, each until it has been told that the server is busy."""
# The database's pools and files (at most 40), webhooks on their way (128) with their name look-ups (32),
# mail, identity providers, logs and listeners, and the excess connections.
RESERVE = 256


def raise_descriptors() -> int:
    """Raise the process's limit of descriptors as far as needed and allowed; returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    raised = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
    return raised


def connections_within(descriptors: int) -> int:
    """How many connections fit below a limit of descriptors. With few of them, half are for connections."""
    return min(MAX_CONNECTIONS, descriptors - min(RESERVE, descriptors // 2))
