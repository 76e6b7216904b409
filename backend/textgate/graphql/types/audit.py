"""The AuditLogEntry type: who changed which object, with the values before and after."""

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


@strawberry.type(description="Change of one field.")
class AuditChange:
    field: str = strawberry.field(description="Name of the field.")
    before: str | None = strawberry.field(
        description="Value before the change; null if it was empty."
    )
    after: str | None = strawberry.field(
        description="Value after the change; null if it was cleared."
    )


@strawberry.type(
    description="One change, recorded in the transaction that made it. Message texts, tokens and "
    "passwords are never recorded; of a recipient's number only the last four digits are."
)
class AuditLogEntry(Node):
    at: datetime = strawberry.field(description="Time of the change.")
    action: AuditAction = strawberry.field(description="Kind of change.")
    actor_kind: ViewerKind = strawberry.field(description="Kind of caller that made the change.")
    actor_name: str = strawberry.field(description="Name of the caller at that time.")
    sequence: int = strawberry.field(
        description="Position in the partner's audit log, counted from 1 without gaps."
    )
    hash: str = strawberry.field(
        description="SHA-256 of this entry and the previous entry's hash, in hexadecimal. If you keep it, "
        "you can verify later that no entry up to this one was altered."
    )
    request_id: str | None = strawberry.field(
        description="ID of the request, as in its response and the server's logs; null for changes made "
        "outside a request."
    )
    address: str | None = strawberry.field(
        description="Network address of the caller; null for changes made outside a request."
    )

    @field(
        "ID of the user, credential or embed token that made the change; null for operators "
        "and the carrier."
    )
    def actor_id(self) -> strawberry.ID | None:
        prefix = ACTOR_PREFIXES.get(self.row["actor_kind"])
        actor_id = self.row["actor_id"]
        return strawberry.ID(encode(prefix, actor_id)) if prefix and actor_id else None

    @field("ID of the changed object, which may no longer exist.")
    def subject_id(self) -> strawberry.ID:
        return strawberry.ID(encode(self.row["subject_kind"], self.row["subject_id"]))

    @field(
        "ID of the account that the object is or belongs to; null if it belongs to the "
        "partner itself."
    )
    def account_id(self) -> strawberry.ID | None:
        account_id = self.row["account_id"]
        return strawberry.ID(encode("account", account_id)) if account_id else None

    @field("Changed fields.")
    def changes(self) -> list[AuditChange]:
        return [
            AuditChange(field=change.field, before=change.before, after=change.after)
            for change in read_changes(self.row["changes"])
        ]


entity(audit_entry, "audit", needs=Permission.READ_AUDIT_LOG)(AuditLogEntry)
