"""Counts of rows, maintained by triggers, and counts of sends."""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

# As in domain.sms_numbers.status_bit.
_BIT = "CASE status WHEN 'PENDING' THEN 1 WHEN 'APPROVED' THEN 2 WHEN 'REJECTED' THEN 4 END"
_STATUSES = (
    f"(SELECT coalesce(sum(DISTINCT {_BIT}), 0) FROM sms_number "
    "WHERE sms_number.partner_id = account.partner_id AND sms_number.account_id = account.id)"
)
_IS_NEWEST = (
    "(attempt = (SELECT max(other.attempt) FROM verification AS other "
    "WHERE other.partner_id = verification.partner_id "
    "AND other.number_id = verification.number_id))"
)
# Sessions keep the plans of functions. One that was made while the tables were empty may use any index that
# begins with the partner, and would read all of the partner's rows until the first ANALYZE.
_PLANNED = "SET plan_cache_mode = force_custom_plan"
# One in so many changes merges its partner's rows. Chosen at random: a counter could be in step with an order
# in which partners and tables take turns, and would then skip some of them.
_MERGED_EVERY = 61


@dataclass(frozen=True)
class _Tally:
    """Counts the rows of a table by their partner and by these columns."""

    of: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.of}_tally"

    @property
    def kind(self) -> tuple[str, ...]:
        return ("partner_id", *self.columns)

    def row(self, prefix: str = "") -> str:
        return ", ".join(f"{prefix}{column}" for column in self.kind)


_TALLIES = (
    _Tally("account", ("gaps", "number_statuses")),
    _Tally("sms_number", ("status",)),
    _Tally("verification", ("status", "is_newest")),
)


def create() -> None:
    op.create_table(
        "account_tally",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("gaps", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number_statuses", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_account_tally_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "gaps", "number_statuses", "change", name=op.f("pk_account_tally")
        ),
    )
    op.create_table(
        "sms_number_tally",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "APPROVED",
                "REJECTED",
                name="smsnumberstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("change", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_sms_number_tally_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "status", "change", name=op.f("pk_sms_number_tally")),
    )
    op.create_table(
        "verification_tally",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "REQUESTED",
                "SUBMITTED",
                "IN_REVIEW",
                "ACTION_REQUIRED",
                "APPROVED",
                "REJECTED",
                name="verificationstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("change", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_verification_tally_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "status", "is_newest", "change", name=op.f("pk_verification_tally")
        ),
    )
    op.create_table(
        "send_tally",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_send_tally_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_send_tally_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_send_tally")),
        sa.UniqueConstraint(
            "partner_id",
            "owner_id",
            "day",
            "code",
            name=op.f("uq_send_tally_partner_id_owner_id_day_code"),
        ),
    )
    op.create_index(
        "ix_send_tally_partner_id_account_id_day_id",
        "send_tally",
        ["partner_id", "account_id", "day", "id"],
    )
    op.create_index("ix_send_tally_partner_id_day_id", "send_tally", ["partner_id", "day", "id"])
    if op.get_bind().dialect.name == "sqlite":
        _follow_on_sqlite()
        for tally in _TALLIES:
            _count_on_sqlite(tally)
    else:
        _follow_on_postgresql()
        op.execute("CREATE SEQUENCE tally_change")
        for tally in _TALLIES:
            _count_on_postgresql(tally)


def _follow_on_sqlite() -> None:
    for name, event, row, accounts in (
        ("insert", "INSERT", "NEW", "NEW.account_id"),
        ("update", "UPDATE OF status, account_id", "NEW", "OLD.account_id, NEW.account_id"),
        ("delete", "DELETE", "OLD", "OLD.account_id"),
    ):
        op.execute(
            f"CREATE TRIGGER sms_number_followed_{name} AFTER {event} ON sms_number BEGIN "
            f"UPDATE account SET number_statuses = {_STATUSES} "
            f"WHERE partner_id = {row}.partner_id AND id IN ({accounts}) "
            f"AND number_statuses <> {_STATUSES}; END"
        )
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER verification_followed_{event.lower()} AFTER {event} ON verification "
            f"BEGIN UPDATE verification SET is_newest = {_IS_NEWEST} "
            f"WHERE partner_id = {row}.partner_id AND number_id = {row}.number_id "
            f"AND is_newest <> {_IS_NEWEST}; END"
        )


def _count_on_sqlite(tally: _Tally) -> None:
    def add(row: str, by: int) -> str:
        return (
            f"INSERT INTO {tally.name} ({tally.row()}, change, count) "
            f"VALUES ({tally.row(row)}, 0, {by}) "
            f"ON CONFLICT ({tally.row()}, change) DO UPDATE SET count = count + {by};"
        )

    for name, event, body in (
        ("insert", "INSERT", add("NEW.", 1)),
        (
            "update",
            f"UPDATE OF {tally.row()}",
            add("OLD.", -1) + add("NEW.", 1),
        ),
        ("delete", "DELETE", add("OLD.", -1)),
    ):
        is_another = ""
        if name == "update":
            is_another = f"WHEN ({tally.row('OLD.')}) IS NOT ({tally.row('NEW.')})"
        op.execute(
            f"CREATE TRIGGER {tally.of}_counted_{name} AFTER {event} ON {tally.of} "
            f"{is_another} BEGIN {body} END"
        )


def _follow_on_postgresql() -> None:
    # Lock the accounts before reading their numbers: the last of several transactions then sees all changes.
    op.execute(
        f"CREATE FUNCTION follow_sms_number() RETURNS trigger LANGUAGE plpgsql {_PLANNED} AS $$ "
        "DECLARE owner uuid := coalesce(NEW.partner_id, OLD.partner_id); BEGIN "
        "PERFORM FROM account WHERE partner_id = owner "
        "AND id IN (OLD.account_id, NEW.account_id) ORDER BY id FOR NO KEY UPDATE; "
        f"UPDATE account SET number_statuses = {_STATUSES} "
        "WHERE partner_id = owner AND id IN (OLD.account_id, NEW.account_id) "
        f"AND number_statuses <> {_STATUSES}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER sms_number_followed AFTER INSERT OR DELETE OR UPDATE OF status, account_id "
        "ON sms_number FOR EACH ROW EXECUTE FUNCTION follow_sms_number()"
    )
    op.execute(
        f"CREATE FUNCTION follow_verification() RETURNS trigger LANGUAGE plpgsql {_PLANNED} AS $$ "
        "DECLARE owner uuid := coalesce(NEW.partner_id, OLD.partner_id); BEGIN "
        f"UPDATE verification SET is_newest = {_IS_NEWEST} "
        "WHERE partner_id = owner AND number_id IN (OLD.number_id, NEW.number_id) "
        f"AND is_newest <> {_IS_NEWEST}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER verification_followed AFTER INSERT OR DELETE ON verification "
        "FOR EACH ROW EXECUTE FUNCTION follow_verification()"
    )


def _count_on_postgresql(tally: _Tally) -> None:
    def add(row: str, by: int) -> str:
        return (
            f"INSERT INTO {tally.name} ({tally.row()}, change, count) "
            f"VALUES ({tally.row(row)}, latest, {by});"
        )

    # Rows are inserted and merged, never updated, and locked rows are skipped: no writer waits.
    op.execute(
        f"CREATE FUNCTION count_{tally.of}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE latest bigint := nextval('tally_change'); BEGIN "
        f"IF TG_OP = 'TRUNCATE' THEN DELETE FROM {tally.name}; RETURN NULL; END IF; "
        f"IF TG_OP <> 'INSERT' THEN {add('OLD.', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {add('NEW.', 1)} END IF; "
        f"IF random() * {_MERGED_EVERY} < 1 THEN "
        f"WITH gone AS (DELETE FROM {tally.name} WHERE ctid = ANY (ARRAY("
        f"SELECT ctid FROM {tally.name} "
        "WHERE partner_id = coalesce(NEW.partner_id, OLD.partner_id) FOR UPDATE SKIP LOCKED)) "
        f"RETURNING {tally.row()}, count) "
        f"INSERT INTO {tally.name} ({tally.row()}, change, count) "
        f"SELECT {tally.row()}, nextval('tally_change'), sum(count) FROM gone "
        f"GROUP BY {tally.row()} HAVING sum(count) <> 0; "
        "END IF; RETURN NULL; END $$"
    )
    for name, event, extent in (
        ("rows", "INSERT OR DELETE", "FOR EACH ROW"),
        (
            "update",
            f"UPDATE OF {tally.row()}",
            f"FOR EACH ROW WHEN (({tally.row('OLD.')}) IS DISTINCT FROM ({tally.row('NEW.')}))",
        ),
        ("truncate", "TRUNCATE", "FOR EACH STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER {tally.of}_counted_{name} AFTER {event} ON {tally.of} "
            f"{extent} EXECUTE FUNCTION count_{tally.of}()"
        )
