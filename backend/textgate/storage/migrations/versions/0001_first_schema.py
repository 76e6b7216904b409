"""The schema of the first release."""

from textgate.storage.migrations.first_schema import (
    accounts,
    audit,
    imports,
    messages,
    partners,
    search,
    sms_numbers,
    tallies,
    users,
    webhooks,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In the order of their foreign keys.
    for subject in (
        *(partners, accounts, users, sms_numbers, messages),
        *(webhooks, imports, audit, tallies, search),
    ):
        subject.create()
