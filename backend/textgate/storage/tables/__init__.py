"""The Core tables. Importing this package completes the metadata."""

from textgate.storage.tables.account import SenderKind, account, picker_rank, sender
from textgate.storage.tables.account_request import account_request
from textgate.storage.tables.audit import audit_entry, audit_head
from textgate.storage.tables.base import Base
from textgate.storage.tables.directory import email_directory, phone_directory
from textgate.storage.tables.identity_provider import identity_provider, oidc_sign_in
from textgate.storage.tables.import_job import import_file, import_job, import_report
from textgate.storage.tables.message import (
    is_not_delivered,
    last_four_of,
    message,
    message_author,
    message_event,
    opt_out,
)
from textgate.storage.tables.partner import credential, embed_token, partner
from textgate.storage.tables.quota import quota
from textgate.storage.tables.send_tally import send_tally
from textgate.storage.tables.sms_number import is_in_flight, sms_number, verification
from textgate.storage.tables.tally import account_tally, sms_number_tally, verification_tally
from textgate.storage.tables.user import LinkPurpose, link, outbox, session, user
from textgate.storage.tables.webhook import (
    webhook,
    webhook_attempt,
    webhook_delivery,
    webhook_news,
)

metadata = Base.metadata

__all__ = [
    "LinkPurpose",
    "SenderKind",
    "account",
    "account_request",
    "account_tally",
    "audit_entry",
    "audit_head",
    "credential",
    "email_directory",
    "embed_token",
    "identity_provider",
    "import_file",
    "import_job",
    "import_report",
    "is_in_flight",
    "is_not_delivered",
    "last_four_of",
    "link",
    "message",
    "message_author",
    "message_event",
    "metadata",
    "oidc_sign_in",
    "opt_out",
    "outbox",
    "partner",
    "phone_directory",
    "picker_rank",
    "quota",
    "send_tally",
    "sender",
    "session",
    "sms_number",
    "sms_number_tally",
    "user",
    "verification",
    "verification_tally",
    "webhook",
    "webhook_attempt",
    "webhook_delivery",
    "webhook_news",
]
