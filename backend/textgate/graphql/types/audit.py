"""The audit log's entries: who did what to which object, and what it was before and after."""

from __future__ import annotations

from datetime import datetime

import strawberry

from textgate.domain.audit import AuditAction, read_changes
from textgate.domain.permissions import Permission
from textgate.domain.viewer import ViewerKind
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.ids import ACTOR_PREFIXES, encode
from textgate.graphql.types.node import Node
from textgate.storage.tables import audit_entry


@strawberry.type(description="One field that was changed.")
class AuditChange:
    field: str = strawberry.field(description="The field's name on file.")
    before: str | None = strawberry.field(description="What it was; null when it was empty.")
    after: str | None = strawberry.field(description="What it became; null when it was emptied.")


@strawberry.type(
    description="One change, recorded in its own transaction. No text of a message, token or password is "
    "in it, and of a recipient's number the last four digits."
)
class AuditLogEntry(Node):
    at: datetime = strawberry.field(description="When it was done.")
    action: AuditAction = strawberry.field(description="What was done.")
    actor_kind: ViewerKind = strawberry.field(description="What kind of caller did it.")
    actor_name: str = strawberry.field(description="Who did it, by the name of the time.")
    sequence: int = strawberry.field(
        description="The entry's place among the partner's entries, counted from 1 without a gap."
    )
    hash: str = strawberry.field(
        description="SHA-256 of the entry and of the hash of the one before it: whoever keeps it can "
        "tell later that nothing up to here has been changed."
    )
    request_id: str | None = strawberry.field(
        description="The request's id, as its answer and the server's logs have it."
    )
    address: str | None = strawberry.field(
        description="The network address that the request came from."
    )

    @field(
        "Who did it: a user, a credential or an embed token; null for operators and the carrier."
    )
    def actor_id(self) -> strawberry.ID | None:
        prefix = ACTOR_PREFIXES.get(self.row["actor_kind"])
        actor_id = self.row["actor_id"]
        return strawberry.ID(encode(prefix, actor_id)) if prefix and actor_id else None

    @field("The object that it was done to, which may no longer be there.")
    def subject_id(self) -> strawberry.ID:
        return strawberry.ID(encode(self.row["subject_kind"], self.row["subject_id"]))

    @field("The account that the object is or belongs to; null for what is the partner's own.")
    def account_id(self) -> strawberry.ID | None:
        account_id = self.row["account_id"]
        return strawberry.ID(encode("account", account_id)) if account_id else None

    @field("What was changed, field by field.")
    def changes(self) -> list[AuditChange]:
        return [
            AuditChange(field=each.field, before=each.before, after=each.after)
            for each in read_changes(self.row["changes"])
        ]


entity(audit_entry, "audit", needs=Permission.READ_AUDIT_LOG)(AuditLogEntry)
