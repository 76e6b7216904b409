"""The AccountRequest type: a user asks the account's administrators for business details."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.storage.tables import account_request


@strawberry.type(
    description="A user's request to the account's administrators to complete or correct its business details."
)
class AccountRequest(Node):
    asked_by: str = strawberry.field(
        description="Name of the account's user who asked first; the partner's name for its own users."
    )
    note: str | None = strawberry.field(description="The user's note; null if there is none.")
    created_at: datetime = strawberry.field(description="Time of the request.")
    closed_at: datetime | None = strawberry.field(
        description="Time at which it was answered or closed; null while it is open."
    )

    @field(
        "Account that the request is about.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account"),
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))


entity(account_request, "account_request", needs=Permission.SEND_MESSAGES)(AccountRequest)
