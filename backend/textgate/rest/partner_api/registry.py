"""All methods of the partner API, by case-insensitive name."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.rest.partner_api.method import Method
from textgate.rest.partner_api.methods import (
    pings,
    practices,
    senders,
    sms,
    users,
    webhooks,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Methods about one noun; generated clients group them under its name."""

    name: str
    description: str
    methods: tuple[Method, ...]


# Add a method to METHODS of its noun in methods/; list only a new noun here. Routing, parsing and
# documentation follow.
GROUPS: tuple[Group, ...] = (
    Group("Pings", "Check the connection and the credentials.", pings.METHODS),
    Group("Texts", "Send texts, and see the numbers to send them from.", sms.METHODS),
    Group("Practices", "Create, change and read practices (accounts).", practices.METHODS),
    Group("Locations", "Keep a practice's locations in sync.", senders.LOCATIONS),
    Group("Queues", "Keep a practice's work queues in sync.", senders.QUEUES),
    Group("Users", "Keep a practice's users in sync.", users.METHODS),
    Group("Webhooks", "Choose which events go to which URL.", webhooks.METHODS),
)
METHODS: tuple[Method, ...] = tuple(method for group in GROUPS for method in group.methods)

_BY_NAME = {method.name.lower(): method for method in METHODS}


def find(name: str, version: str) -> Method | None:
    method = _BY_NAME.get(name.lower())
    return method if method is not None and version in method.versions else None
