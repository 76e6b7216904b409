"""Tokens of credentials, embeds, sessions and links: shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Text, Uuid

from textgate.domain.ids import NO_PARTNER
from textgate.storage.parameters import open_parameter

TOKEN_BYTES = 24
_PARTNER = re.compile(r"[0-9a-f]{32}(?=_)")


class TokenKey(NamedTuple):
    """The columns by which a token is found."""

    partner_id: UUID
    token_hash: str


def new_token(partner_id: UUID, prefix: str = "") -> str:
    """`<prefix><partner id>_<192 random bits>`. The prefix shows what kind of token it is.

    The partner is in the token, so that one look-up in the partner's own rows finds it.
    """
    return f"{prefix}{partner_id.hex}_{secrets.token_urlsafe(TOKEN_BYTES)}"


def token_key(token: str, prefix: str = "") -> TokenKey:
    """The key of a token. That of a malformed one finds nothing.

    The hash is SHA-256 in hex. Dictionary attacks on a random token are impossible, so no slow hash is needed.
    """
    partner = _PARTNER.match(token.removeprefix(prefix))
    partner_id = UUID(hex=partner[0]) if partner else NO_PARTNER
    return TokenKey(partner_id, hashlib.sha256(token.encode()).hexdigest())


def has_key(table: Table, key: TokenKey) -> ColumnElement[bool]:
    """The condition for the row of a token."""
    return (table.c.partner_id == key.partner_id) & (table.c.token_hash == key.token_hash)


def open_key() -> TokenKey:
    """A key of open parameters with the names of its fields."""
    partner_id: Any = open_parameter("partner_id", Uuid())
    token_hash: Any = open_parameter("token_hash", Text())
    return TokenKey(partner_id, token_hash)
