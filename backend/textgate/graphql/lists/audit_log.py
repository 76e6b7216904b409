"""The audit log: its filter by action, subject, actor, account and time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, false, type_coerce

from textgate.domain.audit import AuditAction
from textgate.domain.errors import InvalidValue
from textgate.domain.moments import in_utc
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.ids import ACTOR_PREFIXES, decode, decode_as
from textgate.graphql.declare.relation import Conditions, Order, ReadContext, Relation, Shape
from textgate.storage.tables import audit_entry


@strawberry.input(
    description="Filter for the audit log. An entry must match every field that is set."
)
class AuditLogFilter:
    subject_id: strawberry.ID | None = strawberry.field(
        default=None, description="Changes of this object."
    )
    actor_id: strawberry.ID | None = strawberry.field(
        default=None, description="Changes by this user, credential or embed token."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="Changes of this account and of everything that belongs to it."
    )
    action: AuditAction | None = strawberry.field(default=None, description="Changes of this kind.")
    since: datetime | None = strawberry.field(
        default=None, description="Changes at or after this time."
    )
    until: datetime | None = strawberry.field(default=None, description="Changes before this time.")


def _filter(arguments: Mapping[str, Any], _: ReadContext) -> Conditions:
    filter_: AuditLogFilter | None = arguments.get("filter")
    if filter_ is None:
        return ()
    conditions: list[ColumnElement[bool]] = []
    if filter_.subject_id is not None:
        conditions.append(_has_subject(filter_.subject_id))
    if filter_.actor_id is not None:
        conditions.append(_has_actor(filter_.actor_id))
    if filter_.account_id is not None:
        account_id = decode_as(filter_.account_id, "account")
        conditions.append(false() if account_id is None else audit_entry.c.account_id == account_id)
    if filter_.action is not None:
        conditions.append(audit_entry.c.action == filter_.action)
    if filter_.since is not None:
        conditions.append(audit_entry.c.at >= _moment("since", filter_.since))
    if filter_.until is not None:
        conditions.append(audit_entry.c.at < _moment("until", filter_.until))
    return conditions


def _has_subject(text: str) -> ColumnElement[bool]:
    subject = decode(text)
    if subject is None:
        return false()
    return (audit_entry.c.subject_id == subject.id) & (audit_entry.c.subject_kind == subject.prefix)


def _has_actor(text: str) -> ColumnElement[bool]:
    actor = decode(text)
    if actor is None:
        return false()
    kinds = [kind for kind, prefix in ACTOR_PREFIXES.items() if prefix == actor.prefix]
    return (audit_entry.c.actor_id == actor.id) & audit_entry.c.actor_kind.in_(kinds)


def _moment(name: str, value: datetime) -> datetime:
    try:
        return in_utc(value)
    except InvalidValue as error:
        raise invalid_argument(name, error.problem) from None


# Entries of one transaction have the same time, so the position in the chain orders them. It is a big integer
# because a cursor may contain one.
_NEWEST_FIRST = Order((type_coerce(audit_entry.c.sequence, BigInteger),), is_descending=True)

AUDIT_LOG = Relation(audit_entry, Shape.PAGE, order=_NEWEST_FIRST, extra_filters=_filter)
