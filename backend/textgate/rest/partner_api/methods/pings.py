"""Checks of the connection and of credentials."""

from __future__ import annotations

from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields


async def _ping(_: Call) -> ResponseFields:
    return {}


METHODS = (
    Method("Ping", Level.NONE, "Check the connection.", _ping),
    Method("PingWithApplicationAuth", Level.APPLICATION, "Check the credential.", _ping),
    Method("PingWithAccountAuth", Level.ACCOUNT, "Check the credential and the account.", _ping),
    Method("PingWithAuth", Level.USER, "Check the credential, the account and its user.", _ping),
)
