"""The audit log, which can only be appended to."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Moment


def create() -> None:
    op.create_table(
        "audit_head",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_audit_head_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "actor_kind",
            sa.Enum(
                "PARTNER",
                "PARTNER_USER",
                "ACCOUNT_USER",
                "EMBED",
                "OPERATOR",
                "CARRIER",
                name="viewerkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "PARTNER_CREATED",
                "PARTNER_UPDATED",
                "SMS_ENABLED",
                "SMS_DISABLED",
                "CREDENTIAL_CREATED",
                "CREDENTIAL_REVOKED",
                "EMBED_TOKEN_CREATED",
                "ACCOUNT_CREATED",
                "ACCOUNT_UPDATED",
                "SENDER_CREATED",
                "SENDER_UPDATED",
                "ACCOUNT_REQUEST_CREATED",
                "ACCOUNT_REQUEST_CLOSED",
                "VERIFICATION_REQUESTED",
                "VERIFICATION_DECIDED",
                "SMS_SENT",
                "SMS_CANCELED",
                "MESSAGES_EXPORTED",
                "USER_CREATED",
                "USER_UPDATED",
                "USER_INVITED",
                "USER_ROLE_CHANGED",
                "USER_DEACTIVATED",
                "PASSWORD_RESET_REQUESTED",
                "PASSWORD_CHANGED",
                "SECOND_FACTOR_ADDED",
                "SECOND_FACTOR_REMOVED",
                "SIGNED_IN",
                "SIGNED_OUT",
                "IDENTITY_PROVIDER_SET",
                "IDENTITY_PROVIDER_REMOVED",
                "WEBHOOK_CREATED",
                "WEBHOOK_UPDATED",
                "WEBHOOK_DELETED",
                "WEBHOOK_DISABLED",
                "WEBHOOK_SECRET_ROTATED",
                "WEBHOOK_TESTED",
                "WEBHOOK_DELIVERY_RESENT",
                name="auditaction",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_audit_entry_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint(
            "partner_id", "sequence", name=op.f("uq_audit_entry_partner_id_sequence")
        ),
    )
    op.create_index(
        "ix_audit_entry_partner_id_subject_id_id", "audit_entry", ["partner_id", "subject_id", "id"]
    )
    _TRIGGERS[op.get_bind().dialect.name]()


def _refuse_on_sqlite() -> None:
    # INSERT OR REPLACE deletes rows without firing DELETE triggers.
    replaced = (
        (
            "audit_entry",
            "INSERT",
            "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE partner_id = NEW.partner_id "
            "AND (id = NEW.id OR sequence = NEW.sequence))",
            "the audit log is append-only",
        ),
        (
            "audit_head",
            "INSERT",
            "WHEN EXISTS (SELECT 1 FROM audit_head WHERE partner_id = NEW.partner_id)",
            "the audit log is append-only",
        ),
    )
    for table, event, condition, message in (*_REFUSALS, *replaced):
        op.execute(
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
    )
    for table, event, condition, message in _REFUSALS:
        op.execute(
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW "
            f"{condition and f'WHEN ({condition[5:]})'} EXECUTE FUNCTION refuse_change('{message}')"
        )
    for table in ("audit_entry", "audit_head"):
        op.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change('the audit log is append-only')"
        )


_REFUSALS = (
    ("audit_entry", "UPDATE", "", "the audit log is append-only"),
    ("audit_entry", "DELETE", "", "the audit log is append-only"),
    ("audit_head", "DELETE", "", "the audit log is append-only"),
    (
        "audit_head",
        "UPDATE",
        "WHEN NEW.sequence < OLD.sequence",
        "the audit log only goes forward",
    ),
)
_TRIGGERS = {"sqlite": _refuse_on_sqlite, "postgresql": _refuse_on_postgresql}
