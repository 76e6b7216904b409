"""A user's status, derived from its columns: as a value and as a condition on rows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_

from textgate.storage.tables import user


class UserStatus(StrEnum):
    """Whether a person can sign in."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


def status_of(row: Mapping[str, Any] | RowMapping) -> UserStatus:
    if row["deactivated_at"] is not None:
        return UserStatus.DEACTIVATED
    return UserStatus.INVITED if row["password_hash"] is None else UserStatus.ACTIVE


def has_status(status: UserStatus) -> ColumnElement[bool]:
    """The condition for rows with this `status_of`."""
    if status is UserStatus.DEACTIVATED:
        return user.c.deactivated_at.is_not(None)
    has_no_password = user.c.password_hash.is_(None)
    matches = has_no_password if status is UserStatus.INVITED else ~has_no_password
    return and_(user.c.deactivated_at.is_(None), matches)
