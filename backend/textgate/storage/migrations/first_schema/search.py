"""The index of trigrams for searches."""

from dataclasses import dataclass

from alembic import op
from sqlalchemy.exc import DBAPIError

_HEX = "0123456789abcdef"
_PARTNER_SHIFT = 49
_KIND_SHIFT = 61
# PostgreSQL's errors if an extension may not be created or is not installed.
_NO_EXTENSION = {"42501", "0A000", "58P01", "42704"}


@dataclass(frozen=True)
class _Indexed:
    """A table with its searched column. Texts of an account's rows begin with a token of the account."""

    kind: int
    table: str
    column: str
    has_account: bool

    def text(self, row: str) -> str:
        text = f"{row}.{self.column}"
        return f"{_token(f'{row}.account_id')} || {text}" if self.has_account else text

    def base(self, row: str) -> str:
        """The first number for the rows of a row's partner."""
        partner = _number(f"{row}.partner_id", -3)
        return f"({self.kind} << {_KIND_SHIFT}) + ({partner} << {_PARTNER_SHIFT})"


_INDEXED = (
    _Indexed(0, "account", "search_key", has_account=False),
    _Indexed(1, "sender", "search_key", has_account=True),
    _Indexed(2, "sms_number", "phone", has_account=True),
    _Indexed(3, "message", "recipient", has_account=True),
)


def _number(hex_id: str, start: int) -> str:
    """Three digits of an id as a number: SQLite has no function for it."""
    digits = (
        f"((instr('{_HEX}', substr({hex_id}, {start + place}, 1)) - 1) << {4 * (2 - place)})"
        for place in range(3)
    )
    return f"({' + '.join(digits)})"


def _token(account_id: str) -> str:
    numbers = (f"{0xE000} + {_number(account_id, start)}" for start in (-9, -6, -3))
    return f"char({', '.join(numbers)})"


def create() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        _index_on_postgresql()


def _index_on_sqlite() -> None:
    op.execute("CREATE TABLE search_entry (number INTEGER PRIMARY KEY, row_id CHAR(32) NOT NULL)")
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5 "
        "(text, content='', columnsize=0, tokenize='trigram')"
    )
    op.execute("CREATE UNIQUE INDEX uq_search_entry_row_id ON search_entry (row_id)")
    for indexed in _INDEXED:
        _follow_on_sqlite(indexed)


def _follow_on_sqlite(indexed: _Indexed) -> None:
    name = indexed.table
    # In ascending order: FTS5 starts a new segment for a number below the last one.
    add = (
        "INSERT INTO search_entry (number, row_id) SELECT coalesce((SELECT number + 1 "
        f"FROM search_entry WHERE number BETWEEN base AND base + {(1 << _PARTNER_SHIFT) - 1} "
        "ORDER BY number DESC LIMIT 1), base), NEW.id "
        f"FROM (SELECT {indexed.base('NEW')} AS base) WHERE NEW.{indexed.column} IS NOT NULL; "
        f"INSERT INTO search_index (rowid, text) SELECT number, {indexed.text('NEW')} "
        "FROM search_entry WHERE row_id = NEW.id;"
    )
    remove = (
        f"INSERT INTO search_index (search_index, rowid, text) "
        f"SELECT 'delete', number, {indexed.text('OLD')} FROM search_entry WHERE row_id = OLD.id; "
        "DELETE FROM search_entry WHERE row_id = OLD.id;"
    )
    column = indexed.column
    op.execute(f"CREATE TRIGGER {name}_indexed_insert AFTER INSERT ON {name} BEGIN {add} END")
    op.execute(
        f"CREATE TRIGGER {name}_indexed_update AFTER UPDATE OF {column} ON {name} "
        f"WHEN OLD.{column} IS NOT NEW.{column} BEGIN {remove} {add} END"
    )
    op.execute(f"CREATE TRIGGER {name}_indexed_delete AFTER DELETE ON {name} BEGIN {remove} END")


def _index_on_postgresql() -> None:
    """Both extensions are trusted: the database's owner may create them. Otherwise searches read tables."""
    try:
        with op.get_bind().begin_nested():
            for extension in ("pg_trgm", "btree_gin"):
                op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            for indexed in _INDEXED:
                owner = "partner_id, account_id" if indexed.has_account else "partner_id"
                op.execute(
                    f"CREATE INDEX ix_{indexed.table}_search ON {indexed.table} "
                    f"USING gin ({owner}, {indexed.column} gin_trgm_ops)"
                )
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _NO_EXTENSION:
            raise
