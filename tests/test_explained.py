"""The check of inline statements detects scans of a whole table or a whole index."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, Uuid, func, select

from tests.explained import assert_indexed, observed
from tests.product import Product
from textgate.domain.ids import new_id
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.parameters import encode_ids, is_among, open_parameter
from textgate.storage.statement_program import AccessPath, StatementProgram
from textgate.storage.tables import account, message

PARTNER = open_parameter("partner", Uuid())
INDEXED = {
    "a key": select(account.c.name).where(account.c.id == PARTNER),
    "a range in the order of its index": select(account.c.name)
    .where(account.c.partner_id == PARTNER)
    .order_by(account.c.name_key, account.c.id)
    .limit(10),
}
SCANS = {
    "a column without an index": select(account.c.id).where(account.c.website == "x"),
    "a whole table": select(func.count()).select_from(message),
    "a whole index": select(account.c.id).order_by(account.c.id).limit(10),
}


async def run(product: Product, statement: Select[tuple[object]], path: AccessPath) -> None:
    query = CompiledQuery(statement, product.services.database.sql)

    def program() -> StatementProgram:
        yield query.bind({"partner": new_id()}, path)

    await product.services.database.run(program())


@pytest.mark.parametrize("statement", INDEXED.values(), ids=INDEXED)
async def test_a_statement_that_uses_an_index_passes(
    product: Product, statement: Select[tuple[object]]
) -> None:
    with observed(product.services.database) as statements:
        await run(product, statement, AccessPath.RANGE)
    assert len(statements) == 1
    await assert_indexed(product.services.database, statements)


async def test_many_keys_in_one_parameter_pass(product: Product) -> None:
    database = product.services.database
    query = CompiledQuery(
        select(account).where(is_among(account.c.id, "ids", database.dialect)), database.sql
    )
    ids = encode_ids([new_id(), new_id()], database.sql)
    await assert_indexed(database, [query.bind({"ids": ids}, AccessPath.LOOKUP)])


@pytest.mark.parametrize("path", [AccessPath.LOOKUP, AccessPath.RANGE])
@pytest.mark.parametrize("statement", SCANS.values(), ids=SCANS)
async def test_an_inline_statement_that_scans_is_refused(
    product: Product, statement: Select[tuple[object]], path: AccessPath
) -> None:
    database = product.services.database
    query = CompiledQuery(statement, database.sql)
    with pytest.raises(AssertionError, match=r"SCAN|Scan"):
        await assert_indexed(database, [query.bind({}, path)])


@pytest.mark.parametrize("statement", SCANS.values(), ids=SCANS)
async def test_a_statement_declared_as_a_scan_may_scan(
    product: Product, statement: Select[tuple[object]]
) -> None:
    with observed(product.services.database) as statements:
        await run(product, statement, AccessPath.SCAN)
    assert statements == []
