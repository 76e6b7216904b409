"""Counts that triggers keep, what filtered lists go by, and the indexes for those."""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# As in domain.sms_numbers.status_bit.
_BIT = "CASE status WHEN 'PENDING' THEN 1 WHEN 'APPROVED' THEN 2 WHEN 'REJECTED' THEN 4 END"
_STATUSES = (
    f"(SELECT coalesce(sum(DISTINCT {_BIT}), 0) FROM sms_number "
    "WHERE sms_number.account_id = account.id)"
)
_IS_NEWEST = (
    "(attempt = (SELECT max(other.attempt) FROM verification AS other "
    "WHERE other.number_id = verification.number_id))"
)
_IS_IN_FLIGHT = "status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"
# Of so many changes one folds its partner's rows: by chance, since whatever counts would be in step with
# some order in which partners and tables take turns, and never come to one of them.
_FOLDED_EVERY = 61


@dataclass(frozen=True)
class _Tally:
    """Counts the rows of a table by their partner and by these columns."""

    of: str
    columns: tuple[sa.Column[object], ...]

    @property
    def name(self) -> str:
        return f"{self.of}_tally"

    @property
    def kind(self) -> tuple[str, ...]:
        return ("partner_id", *(column.name for column in self.columns))

    def row(self, prefix: str = "") -> str:
        return ", ".join(f"{prefix}{column}" for column in self.kind)


_TALLIES = (
    _Tally(
        "account",
        (
            sa.Column("gaps", sa.Integer(), nullable=False),
            sa.Column("number_statuses", sa.Integer(), nullable=False),
        ),
    ),
    _Tally("sms_number", (sa.Column("status", sa.String(32), nullable=False),)),
    _Tally(
        "verification",
        (
            sa.Column("status", sa.String(32), nullable=False),
            sa.Column("is_newest", sa.Boolean(), nullable=False),
        ),
    ),
)


def upgrade() -> None:
    _add_columns()
    _add_indexes()
    for tally in _TALLIES:
        _create(tally)
    if op.get_bind().dialect.name == "sqlite":
        _follow_on_sqlite()
        for tally in _TALLIES:
            _count_on_sqlite(tally)
    else:
        _follow_on_postgresql()
        op.execute("CREATE SEQUENCE tally_change")
        for tally in _TALLIES:
            _count_on_postgresql(tally)


def _add_columns() -> None:
    # One by one and not in a batch, which would rebuild the tables on SQLite.
    statuses = sa.Column("number_statuses", sa.Integer(), server_default="0", nullable=False)
    op.add_column("account", statuses)
    is_newest = sa.Column("is_newest", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("verification", is_newest)
    # Grouped once, not looked up for each of a million.
    op.execute(
        "UPDATE account SET number_statuses = found.bits FROM "
        f"(SELECT account_id, sum(DISTINCT {_BIT}) AS bits FROM sms_number GROUP BY account_id) "
        "AS found WHERE found.account_id = account.id"
    )
    op.execute(
        "UPDATE verification SET is_newest = FALSE FROM (SELECT number_id, max(attempt) AS attempt "
        "FROM verification GROUP BY number_id HAVING count(*) > 1) AS newest "
        "WHERE newest.number_id = verification.number_id AND verification.attempt < newest.attempt"
    )


def _add_indexes() -> None:
    for table, *columns in (
        ("account", "partner_id", "gaps", "number_statuses", "id"),
        ("account", "partner_id", "gaps", "number_statuses", "name_key", "id"),
        ("account", "partner_id", "gaps", "number_statuses", "updated_at", "id"),
        ("sms_number", "partner_id", "status", "id"),
        ("verification", "partner_id", "status", "is_newest", "id"),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    # Those that wait, and no longer also those that are only due once more.
    op.drop_index("ix_verification_partner_id_requested_at", "verification")
    op.create_index(
        "ix_verification_partner_id_requested_at",
        "verification",
        ["partner_id", "requested_at"],
        sqlite_where=sa.text(_IS_IN_FLIGHT),
        postgresql_where=sa.text(_IS_IN_FLIGHT),
    )


def _create(tally: _Tally) -> None:
    op.create_table(
        tally.name,
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        *tally.columns,
        sa.Column("change", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f(f"fk_{tally.name}_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint(*tally.kind, "change", name=op.f(f"pk_{tally.name}")),
    )
    op.execute(
        f"INSERT INTO {tally.name} ({tally.row()}, change, count) "
        f"SELECT {tally.row()}, 0, count(*) FROM {tally.of} GROUP BY {tally.row()}"
    )


def _follow_on_sqlite() -> None:
    for name, event, rows in (
        ("insert", "INSERT", "NEW.account_id"),
        ("update", "UPDATE OF status, account_id", "OLD.account_id, NEW.account_id"),
        ("delete", "DELETE", "OLD.account_id"),
    ):
        op.execute(
            f"CREATE TRIGGER sms_number_followed_{name} AFTER {event} ON sms_number BEGIN "
            f"UPDATE account SET number_statuses = {_STATUSES} "
            f"WHERE id IN ({rows}) AND number_statuses <> {_STATUSES}; END"
        )
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER verification_followed_{event.lower()} AFTER {event} ON verification "
            f"BEGIN UPDATE verification SET is_newest = {_IS_NEWEST} "
            f"WHERE number_id = {row}.number_id AND is_newest <> {_IS_NEWEST}; END"
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
    # Locked first and then read, so that the last of several sees what the others have written.
    op.execute(
        "CREATE FUNCTION follow_sms_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM FROM account WHERE id IN (OLD.account_id, NEW.account_id) "
        "ORDER BY id FOR NO KEY UPDATE; "
        f"UPDATE account SET number_statuses = {_STATUSES} "
        "WHERE id IN (OLD.account_id, NEW.account_id) "
        f"AND number_statuses <> {_STATUSES}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER sms_number_followed AFTER INSERT OR DELETE OR UPDATE OF status, account_id "
        "ON sms_number FOR EACH ROW EXECUTE FUNCTION follow_sms_number()"
    )
    op.execute(
        "CREATE FUNCTION follow_verification() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"UPDATE verification SET is_newest = {_IS_NEWEST} "
        "WHERE number_id IN (OLD.number_id, NEW.number_id) "
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

    # Rows are inserted and folded, never updated, and locked rows are skipped: no writer waits.
    op.execute(
        f"CREATE FUNCTION count_{tally.of}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE latest bigint := nextval('tally_change'); BEGIN "
        f"IF TG_OP = 'TRUNCATE' THEN DELETE FROM {tally.name}; RETURN NULL; END IF; "
        f"IF TG_OP <> 'INSERT' THEN {add('OLD.', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {add('NEW.', 1)} END IF; "
        f"IF random() * {_FOLDED_EVERY} < 1 THEN "
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
