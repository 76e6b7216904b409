"""The User type: a person of the partner or of one practice."""

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


@strawberry.type(
    description="A person with access to Textgate, for the partner or for one practice."
)
class User(Node):
    name: str = strawberry.field(description="Name of the user.")
    email: str = strawberry.field(
        description="Email address in lower case; unique among all users."
    )
    role: Role = strawberry.field(
        description="Role of the user, which decides the user's permissions."
    )
    last_sign_in_at: datetime | None = strawberry.field(
        description="Time of the last sign-in; null if the user never signed in."
    )
    created_at: datetime = strawberry.field(description="Time of the first invitation.")

    @field(
        "Account that the user is limited to; null for users of the partner.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))

    @field("Sign-in status.")
    def status(self) -> UserStatus:
        return status_of(self.row)

    @field("Whether signing in requires a one-time code in addition to the password.")
    def has_second_factor(self) -> bool:
        return self.row["totp_secret"] is not None


entity(user, "user", needs=Permission.MANAGE_USERS)(User)
