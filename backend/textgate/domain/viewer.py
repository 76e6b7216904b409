"""Who is asking: every service call and every statement is made for exactly one partner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ViewerKind(StrEnum):
    PARTNER = "PARTNER"


@dataclass(frozen=True, slots=True)
class Viewer:
    """An authenticated caller; `credential_id` names the token it came with, `sms_enabled` whether
    its partner's SMS actions are activated."""

    kind: ViewerKind
    partner_id: UUID
    credential_id: UUID
    name: str
    sms_enabled: bool
