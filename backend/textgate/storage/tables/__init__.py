"""The tables by noun, as Core tables; importing this package makes the metadata complete."""

from textgate.storage.tables.account import SenderKind, account, sender
from textgate.storage.tables.base import Base
from textgate.storage.tables.message import message, message_event, opt_out
from textgate.storage.tables.partner import credential, partner
from textgate.storage.tables.sms_number import sms_number, verification

metadata = Base.metadata

__all__ = [
    "SenderKind",
    "account",
    "credential",
    "message",
    "message_event",
    "metadata",
    "opt_out",
    "partner",
    "sender",
    "sms_number",
    "verification",
]
