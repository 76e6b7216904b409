"""The audit log's terms: what can be recorded, what an entry says, and the hash that chains entries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

import orjson


class AuditAction(StrEnum):
    """What was done to the entry's subject."""

    PARTNER_CREATED = "PARTNER_CREATED"
    PARTNER_UPDATED = "PARTNER_UPDATED"
    SMS_ENABLED = "SMS_ENABLED"
    SMS_DISABLED = "SMS_DISABLED"
    CREDENTIAL_CREATED = "CREDENTIAL_CREATED"
    CREDENTIAL_REVOKED = "CREDENTIAL_REVOKED"
    EMBED_TOKEN_CREATED = "EMBED_TOKEN_CREATED"
    ACCOUNT_CREATED = "ACCOUNT_CREATED"
    ACCOUNT_UPDATED = "ACCOUNT_UPDATED"
    SENDER_CREATED = "SENDER_CREATED"
    SENDER_UPDATED = "SENDER_UPDATED"
    ACCOUNT_REQUEST_CREATED = "ACCOUNT_REQUEST_CREATED"
    ACCOUNT_REQUEST_CLOSED = "ACCOUNT_REQUEST_CLOSED"
    VERIFICATION_REQUESTED = "VERIFICATION_REQUESTED"
    VERIFICATION_DECIDED = "VERIFICATION_DECIDED"
    SMS_SENT = "SMS_SENT"
    SMS_CANCELED = "SMS_CANCELED"
    MESSAGES_EXPORTED = "MESSAGES_EXPORTED"
    USER_CREATED = "USER_CREATED"
    USER_UPDATED = "USER_UPDATED"
    USER_INVITED = "USER_INVITED"
    USER_ROLE_CHANGED = "USER_ROLE_CHANGED"
    USER_DEACTIVATED = "USER_DEACTIVATED"
    PASSWORD_RESET_REQUESTED = "PASSWORD_RESET_REQUESTED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED"
    SIGNED_IN = "SIGNED_IN"
    SIGNED_OUT = "SIGNED_OUT"
    IDENTITY_PROVIDER_SET = "IDENTITY_PROVIDER_SET"
    IDENTITY_PROVIDER_REMOVED = "IDENTITY_PROVIDER_REMOVED"
    WEBHOOK_CREATED = "WEBHOOK_CREATED"
    WEBHOOK_UPDATED = "WEBHOOK_UPDATED"
    WEBHOOK_DELETED = "WEBHOOK_DELETED"
    WEBHOOK_DISABLED = "WEBHOOK_DISABLED"
    WEBHOOK_SECRET_ROTATED = "WEBHOOK_SECRET_ROTATED"
    WEBHOOK_TESTED = "WEBHOOK_TESTED"
    WEBHOOK_DELIVERY_RESENT = "WEBHOOK_DELIVERY_RESENT"


class Change(NamedTuple):
    """One field before and after, as text; never a secret, a message's body or a whole recipient."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done: `subject_kind` and `subject_id` name the object it was done to."""

    action: AuditAction
    subject_kind: str
    subject_id: UUID
    account_id: UUID | None = None
    changes: tuple[Change, ...] = ()

    def changes_as_json(self) -> str:
        return orjson.dumps([tuple(change) for change in self.changes]).decode()


def read_changes(text: str) -> tuple[Change, ...]:
    """What `changes_as_json` wrote."""
    return tuple(Change(*parts) for parts in orjson.loads(text))


def chain_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of an entry's canonical JSON, in UTF-8, without spaces, its members by name: every
    column but `hash`, `previous_hash` among them."""
    content = {name: _plain(value) for name, value in entry.items() if name != "hash"}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def differences(before: Any, after: Any) -> tuple[Change, ...]:
    """The fields of `after` that are not as in `before`; both are mappings, or rows."""
    return tuple(
        [
            Change(name, _shown(old), _shown(value))
            for name, value in after.items()
            if (old := before.get(name)) != value
        ]
    )


def _shown(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
