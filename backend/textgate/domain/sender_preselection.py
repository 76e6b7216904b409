"""Whether a composer selects a sender before its user does."""

from __future__ import annotations

from enum import StrEnum


class SenderPreselection(StrEnum):
    """A setting of the partner, which an account can override."""

    LAST_USED = "LAST_USED"
    ALWAYS_ASK = "ALWAYS_ASK"
