"""The one table of roles and their permissions, for every API and page."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One kind of operation; every query and mutation declares the one that it needs."""

    READ_VIEWER = "READ_VIEWER"
    READ_ACCOUNTS = "READ_ACCOUNTS"
    CREATE_ACCOUNTS = "CREATE_ACCOUNTS"
    EDIT_ACCOUNTS = "EDIT_ACCOUNTS"
    READ_NUMBERS = "READ_NUMBERS"
    REQUEST_NUMBERS = "REQUEST_NUMBERS"
    READ_MESSAGES = "READ_MESSAGES"
    SEND_MESSAGES = "SEND_MESSAGES"
    EDIT_PARTNER = "EDIT_PARTNER"
    MANAGE_USERS = "MANAGE_USERS"
    READ_AUDIT_LOG = "READ_AUDIT_LOG"
    READ_REPORTS = "READ_REPORTS"
    CREATE_EMBED_TOKENS = "CREATE_EMBED_TOKENS"
    MANAGE_WEBHOOKS = "MANAGE_WEBHOOKS"
    MANAGE_API_TOKENS = "MANAGE_API_TOKENS"


class Role(StrEnum):
    """What a caller is allowed; programs and embedded composers have one each, people one of four."""

    PROGRAM = "PROGRAM"
    PARTNER_ADMIN = "PARTNER_ADMIN"
    PARTNER_SUPPORT = "PARTNER_SUPPORT"
    ACCOUNT_ADMIN = "ACCOUNT_ADMIN"
    ACCOUNT_SENDER = "ACCOUNT_SENDER"
    EMBED = "EMBED"


_P, _A, _S, _AA, _AS, _E = Role

_TABLE: dict[Permission, tuple[Role, ...]] = {
    Permission.READ_VIEWER: (_P, _A, _S, _AA, _AS, _E),
    Permission.READ_ACCOUNTS: (_P, _A, _S, _AA, _AS, _E),
    Permission.CREATE_ACCOUNTS: (_P, _A),
    Permission.EDIT_ACCOUNTS: (_P, _A, _AA),
    Permission.READ_NUMBERS: (_P, _A, _S, _AA, _AS, _E),
    # A first text requests a number too.
    Permission.REQUEST_NUMBERS: (_P, _A, _AA, _AS, _E),
    # Texts contain PHI: the partner's support must not read them.
    Permission.READ_MESSAGES: (_P, _A, _AA, _AS, _E),
    Permission.SEND_MESSAGES: (_P, _A, _AA, _AS, _E),
    Permission.EDIT_PARTNER: (_P, _A),
    Permission.MANAGE_USERS: (_P, _A, _AA),
    Permission.READ_AUDIT_LOG: (_P, _A),
    # Reports contain counts, no recipients and no texts, so support may see them.
    Permission.READ_REPORTS: (_P, _A, _S, _AA),
    Permission.CREATE_EMBED_TOKENS: (_P,),
    Permission.MANAGE_WEBHOOKS: (_P, _A),
    # Not for programs: a stolen token must not create its successor.
    Permission.MANAGE_API_TOKENS: (_A,),
}

_OF_ROLE = {
    role: frozenset(permission for permission, roles in _TABLE.items() if role in roles)
    for role in Role
}

PARTNER_ROLES = (Role.PARTNER_ADMIN, Role.PARTNER_SUPPORT)
"""Of people who work for the partner; they see all of its accounts."""

ACCOUNT_ROLES = (Role.ACCOUNT_ADMIN, Role.ACCOUNT_SENDER)
"""Of people who work for one practice; they see that account only."""


def permissions_of(role: Role) -> frozenset[Permission]:
    return _OF_ROLE[role]
