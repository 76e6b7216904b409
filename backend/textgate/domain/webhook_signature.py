"""Secrets of webhooks and the signatures made with them, as Standard Webhooks has both.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

SECRET_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(
    message_id: str, at: datetime, payload: str, signed_with: Sequence[str]
) -> dict[str, str]:
    """What a receiver verifies by: with several secrets one signature each, the newest first."""
    signatures = [Webhook(secret).sign(message_id, at, payload) for secret in signed_with]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
