"""Which roles a viewer can assign to a user."""

from __future__ import annotations

from textgate.domain.permissions import ACCOUNT_ROLES, PARTNER_ROLES, Role
from textgate.domain.viewer import Viewer


def role_problem(viewer: Viewer, role: Role, *, has_account: bool) -> str | None:
    """The error message if the viewer cannot assign this role, otherwise None."""
    if role in PARTNER_ROLES and viewer.account_id is None:
        return "is for the partner's own users, without an account" if has_account else None
    if role in ACCOUNT_ROLES:
        return None if has_account else "requires an account"
    return "cannot be assigned by you"
