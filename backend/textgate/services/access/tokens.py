"""Tokens of credentials, embeds, sessions and links: shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 24


def new_token(prefix: str = "") -> str:
    """192 random bits. The prefix shows what kind of token it is."""
    return prefix + secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """SHA-256 in hex. Dictionary attacks on a random token are impossible, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
