"""The TLS context of outgoing requests: it trusts the usual certificate authorities."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl


@cache
def outgoing_tls() -> ssl.SSLContext:
    """One context for all requests of this process: reading the authorities blocks the event loop for 26 ms."""
    # Imported here: many processes send no request.
    import httpx2

    # trust_env: no other authorities from the environment.
    return httpx2.create_ssl_context(trust_env=False)
