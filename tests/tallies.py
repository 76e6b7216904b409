"""Compares counters and derived columns with the rows that they count."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, SelectBase, case, except_, func, literal, make_url, select, union_all

from textgate.domain.sms_numbers import SmsNumberStatus, status_bit
from textgate.services.listing.counters import TALLIES
from textgate.storage.database import Database
from textgate.storage.tables import account, sms_number, verification


async def assert_tallied(database: Database) -> None:
    """Every counter equals the count of its rows, and every derived column follows from its sources."""
    async with database.read() as connection:
        counts = await connection.exec_driver_sql(_query(database.dialect))
        wrong = {row.name: row.differences for row in counts if row.differences}
    assert not wrong, wrong


@cache
def _query(dialect: str) -> str:
    """For each comparison its name and the number of differences. Compiled once: it runs after most tests."""
    comparisons: dict[str, SelectBase] = {
        "number_statuses": _wrong_number_statuses(),
        "is_newest": _wrong_is_newest(),
    }
    for table, tally in TALLIES.items():
        names = [column.name for column in tally.primary_key if column.name != "change"]
        kind_of_tally = [tally.c[name] for name in names]
        kind_of_row = [table.c[name] for name in names]
        total = func.sum(tally.c.count)
        stored = select(*kind_of_tally, total).group_by(*kind_of_tally).having(total != 0)
        counted = select(*kind_of_row, func.count()).group_by(*kind_of_row)
        comparisons[f"{tally.name}, too many"] = except_(stored, counted)
        comparisons[f"{tally.name}, missing"] = except_(counted, stored)
    counts = union_all(
        *(
            select(literal(name).label("name"), func.count().label("differences")).select_from(
                differences.subquery()
            )
            for name, differences in comparisons.items()
        )
    )
    kind = make_url(f"{dialect}://").get_dialect()()
    return str(counts.compile(dialect=kind, compile_kwargs={"literal_binds": True}))


def _wrong_number_statuses() -> Select[Any]:
    """Accounts whose `number_statuses` is not the union of their numbers' bits."""
    bits = case(
        *((sms_number.c.status == status, status_bit(status)) for status in SmsNumberStatus)
    )
    expected = (
        select(func.coalesce(func.sum(bits.distinct()), 0))
        .where(sms_number.c.account_id == account.c.id)
        .scalar_subquery()
    )
    return select(account.c.id).where(account.c.number_statuses != expected)


def _wrong_is_newest() -> Select[Any]:
    """Attempts whose `is_newest` is wrong."""
    other = verification.alias()
    newest = (
        select(func.max(other.c.attempt))
        .where(other.c.number_id == verification.c.number_id)
        .scalar_subquery()
    )
    is_newest = verification.c.attempt == newest
    return select(verification.c.id).where(verification.c.is_newest != is_newest)
