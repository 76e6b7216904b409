"""The ApiToken type: a credential of one of the partner's programs. Only createApiToken returns its secret."""

from __future__ import annotations

from datetime import datetime

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.entity import entity
from textgate.graphql.types.node import Node
from textgate.storage.tables import credential


@strawberry.type(
    description="A token with which the partner's programs authenticate. It has the role PROGRAM. Only a hash "
    "of it is stored, so it cannot be shown again."
)
class ApiToken(Node):
    name: str = strawberry.field(description="Name of the token, as the audit log shows it.")
    created_at: datetime = strawberry.field(description="Time of creation.")
    last_used_at: datetime | None = strawberry.field(
        description="Time of the last request with it, up to a minute late; null if it was never used."
    )
    expires_at: datetime | None = strawberry.field(
        description="Time at which it expires; null if it does not."
    )
    revoked_at: datetime | None = strawberry.field(
        description="Time at which it was revoked; null if it was not."
    )


entity(credential, "credential", needs=Permission.MANAGE_API_TOKENS)(ApiToken)
