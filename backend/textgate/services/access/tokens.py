"""Tokens that are shown once and kept as a hash: of credentials, embeds, sessions and links."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 24


def new_token(prefix: str = "") -> str:
    """192 random bits; the prefix tells people, and us, what kind of token it is."""
    return prefix + secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """SHA-256, in hex. A random token needs no slow hash: there is no dictionary of it."""
    return hashlib.sha256(token.encode()).hexdigest()
