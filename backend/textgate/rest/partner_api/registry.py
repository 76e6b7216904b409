"""All methods of the partner API, found by their names without case."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.rest.partner_api.method import Method
from textgate.rest.partner_api.methods import (
    pings,
    places,
    practices,
    sms,
    users,
    webhooks,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The methods about one noun; generated clients keep them together under its name."""

    name: str
    description: str
    methods: tuple[Method, ...]


# A new method is declared in a file of methods/ and put here; it is routed, read and documented by that.
GROUPS: tuple[Group, ...] = (
    Group("Pings", "Check the connection and the credentials.", pings.METHODS),
    Group("Texts", "Send texts, and see the numbers to send them from.", sms.METHODS),
    Group("Practices", "Create, change and read practices (accounts).", practices.METHODS),
    Group("Locations", "Keep a practice's locations in sync.", places.LOCATIONS),
    Group("Queues", "Keep a practice's work queues in sync.", places.QUEUES),
    Group("Users", "Keep a practice's people in sync.", users.METHODS),
    Group("Webhooks", "Choose which events go to which URL.", webhooks.METHODS),
)
METHODS: tuple[Method, ...] = tuple(method for group in GROUPS for method in group.methods)

_BY_NAME = {method.name.lower(): method for method in METHODS}


def find(name: str, version: str) -> Method | None:
    method = _BY_NAME.get(name.lower())
    return method if method is not None and version in method.versions else None
