"""Users: the people who sign in, of the partner or of one of its practices."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain.permissions import Permission, Role
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.services.access.user_status import UserStatus, status_of
from textgate.storage.tables import user


@strawberry.type(description="Somebody who signs in.")
class User(Node):
    name: str = strawberry.field(description="The person's name.")
    email: str = strawberry.field(
        description="The person's e-mail address, in lower case: no other user has it."
    )
    role: Role = strawberry.field(description="What the person is allowed.")
    last_sign_in_at: datetime | None = strawberry.field(
        description="When the person last signed in."
    )
    created_at: datetime = strawberry.field(description="When the person was first invited.")

    @field(
        "The practice that the person works for and is limited to; null for the partner's own people.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))

    @field("Whether the person can sign in.")
    def status(self) -> UserStatus:
        return status_of(self.row)

    @field("Whether signing in takes a code beside the password.")
    def has_second_factor(self) -> bool:
        return self.row["totp_secret"] is not None


entity(user, "user", needs=Permission.MANAGE_USERS)(User)
