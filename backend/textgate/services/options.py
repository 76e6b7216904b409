"""The options of the services. settings.py reads them from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field

from textgate.domain.mail_server import SmtpServer
from textgate.domain.sms_numbers import NumberType


@dataclass(frozen=True, slots=True)
class Options:
    """`public_url` has no trailing slash. `smtp` requires `mail_from`."""

    number_type: NumberType = NumberType.TOLL_FREE
    public_url: str = "http://127.0.0.1:8000"
    texts_per_account_and_day: int = 5_000
    texts_per_recipient_and_hour: int = 5
    points_per_second: float = 1_000.0
    points_at_once: int = 20_000
    metrics_token: str | None = field(default=None, repr=False)
    smtp: SmtpServer | None = None
    mail_from: str | None = None
    webhooks_allow_loopback: bool = False
