"""Global ids: the kind and the key of an object in one opaque word, such as account_0193…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from textgate.domain.ids import global_id
from textgate.domain.viewer import ViewerKind

ACTOR_PREFIXES = {
    ViewerKind.PARTNER: "credential",
    ViewerKind.PARTNER_USER: "user",
    ViewerKind.ACCOUNT_USER: "user",
    ViewerKind.EMBED: "embed_token",
}
"""Prefixes of callers' ids. Operators and carriers have no id."""

_FORM = re.compile(r"([a-z_]{1,20})_([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class GlobalId:
    """`prefix` names the kind of object, as `entity` registers it."""

    prefix: str
    id: UUID


def encode(prefix: str, id: UUID) -> str:
    return global_id(prefix, id)


def decode(text: str) -> GlobalId | None:
    """None for malformed text. Callers treat it like an unknown id."""
    match = _FORM.fullmatch(text)
    return None if match is None else GlobalId(match[1], UUID(match[2]))


def decode_as(text: str, *prefixes: str) -> UUID | None:
    """The key in a global id with one of these prefixes, otherwise None."""
    decoded = decode(text)
    return decoded.id if decoded is not None and decoded.prefix in prefixes else None


def read_account_id(text: str) -> UUID | None:
    return decode_as(text, "account")
