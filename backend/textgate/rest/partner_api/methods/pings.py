"""Whether the server answers, and whether it knows who calls."""

from __future__ import annotations

from textgate.rest.partner_api.method import Answer, Call, Level, Method


async def _ping(_: Call) -> Answer:
    return {}


METHODS = (
    Method("Ping", Level.NONE, "The server answers.", _ping),
    Method("PingWithApplicationAuth", Level.APPLICATION, "The credential is good.", _ping),
    Method("PingWithAccountAuth", Level.ACCOUNT, "The account can be spoken for.", _ping),
    Method("PingWithAuth", Level.FULL, "The account's user is known as well.", _ping),
)
