"""The audit log: written in the transaction of the change, one chain per partner, append-only."""

from __future__ import annotations

import asyncio
import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from tests.graphql.documents import rows, saved, send
from tests.members import contents
from tests.product import CREATE_ACCOUNT, START, Product
from textgate.domain.audit import AuditAction, Change, Event, chain_hash, read_changes
from textgate.domain.errors import AccessEnded
from textgate.domain.viewer import ViewerKind, operator
from textgate.services.audit import audit_log
from textgate.services.audit.chain_check import verify
from textgate.storage.tables import account, audit_entry, audit_head, partner, sender

ENTRY = {
    "id": UUID(int=1),
    "partner_id": UUID(int=2),
    "sequence": 3,
    "at": START,
    "actor_kind": ViewerKind.OPERATOR,
    "actor_id": None,
    "actor_name": "Łódź",
    "action": AuditAction.ACCOUNT_UPDATED,
    "subject_kind": "account",
    "subject_id": UUID(int=4),
    "account_id": UUID(int=4),
    "changes": '[["name","a",null]]',
    "request_id": None,
    "address": "192.0.2.7",
    "previous_hash": audit_log.FIRST_HASH,
}


def test_the_hash_function_never_changes() -> None:
    # Logs that have been written must still verify: this changes with no version.
    assert chain_hash(ENTRY) == "395db450f407bd6313ba7aefef5927d7a866ef077e26849de7de2efa7f4ce70f"
    assert chain_hash(ENTRY | {"hash": "whatever"}) == chain_hash(ENTRY)
    for name, value in ENTRY.items():
        other = "x" if value is None else None
        assert chain_hash(ENTRY | {name: other}) != chain_hash(ENTRY), name


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3))
@example(
    texts=["".join(map(chr, range(0x20))), '\x7f\x80"\\/\u2028', "\ud7ff\ue000\uffff\U0010ffff"]
)
def test_an_independent_implementation_computes_the_same_hash(texts: list[str]) -> None:
    actor, before, after = texts
    changes = (Change("name", before, after), Change("city", None, before))
    written = Event(AuditAction.ACCOUNT_UPDATED, "account", UUID(int=1), changes=changes)
    assert written.changes_as_json() == in_python(changes)
    entry = ENTRY | {"actor_name": actor, "changes": written.changes_as_json()}
    plain = {
        name: value.hex if isinstance(value, UUID) else value for name, value in entry.items()
    } | {"at": START.isoformat()}
    assert chain_hash(entry) == hashlib.sha256(in_python(plain).encode()).hexdigest()


def in_python(content: Any) -> str:
    """JSON as Python's own library writes it."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_changes_survive_a_round_trip() -> None:
    changes = (Change("name", None, 'Ł"\n\U0001f642'), Change("city", "", None))
    event = Event(AuditAction.ACCOUNT_UPDATED, "account", UUID(int=1), changes=changes)
    assert read_changes(event.changes_as_json()) == changes


async def test_a_rollback_removes_the_entry(product: Product) -> None:
    client = await product.partner()
    before = await contents(product, audit_entry, audit_head)
    event = Event(AuditAction.PARTNER_UPDATED, "partner", client.viewer.partner_id)
    with pytest.raises(RuntimeError):
        async with product.services.database.write() as connection:
            await audit_log.record(connection, client.viewer, START, event)
            raise RuntimeError
    assert await contents(product, audit_entry, audit_head) == before
    assert (await verify(product.services.database)).findings == []


async def test_a_change_without_an_entry_is_rolled_back(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    before = await contents(product, account, sender, audit_entry, audit_head)

    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit_log, "record", fail)
    given = {"externalId": "p-1", "name": "Practice"}
    answer = await client.ask(CREATE_ACCOUNT, input=given)
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert await contents(product, account, sender, audit_entry, audit_head) == before


async def test_several_events_are_chained_in_order(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    events = [
        Event(AuditAction.ACCOUNT_UPDATED, "account", UUID(int=place)) for place in range(1, 4)
    ]
    async with product.services.database.write() as connection:
        await audit_log.record(connection, operator(partner_id), START, *events)
        await audit_log.record(connection, operator(partner_id), START)
    chain = select(audit_entry).order_by(audit_entry.c.sequence)
    async with product.services.database.read() as connection:
        found = (await connection.execute(chain)).all()
    assert [row.sequence for row in found] == [1, 2, 3, 4]
    assert [row.subject_id.int for row in found[1:]] == [1, 2, 3]
    hashes = [audit_log.FIRST_HASH, *(row.hash for row in found)]
    assert [row.previous_hash for row in found] == hashes[:-1]
    assert len(set(hashes)) == 5


async def test_20_concurrent_changes_make_one_intact_chain(product: Product) -> None:
    client = await product.partner()
    other = await product.partner("Other EHR")
    ids = [await product.approved_account(client) for _ in range(2)]
    before = await rows(product, audit_entry)
    changes = [
        *(saved(client, "updateAccount", id=ids[n % 2], name=f"Name {n}") for n in range(5)),
        *(saved(client, "createQueue", accountId=ids[n % 2], name="Desk") for n in range(5)),
        # From the account whose default stays: a new default would have to ask for a number, once.
        *(send(client, ids[1]) for _ in range(5)),
        *(
            saved(client, "createLocation", accountId=ids[0], name=f"{n}", isDefault=True)
            for n in range(5)
        ),
        *(saved(other, "createAccount", externalId=f"{n}", name=f"{n}") for n in range(5)),
    ]
    await asyncio.gather(*changes)
    result = await verify(product.services.database)
    assert (result.findings, result.chains) == ([], 2)
    # A new default location takes over from another one, which is an entry as well.
    assert result.entries == before + len(changes) + 5


async def test_the_check_reads_one_snapshot_during_writes(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)

    async def change() -> None:
        for n in range(15):
            await saved(client, "updateAccount", id=account_id, name=f"Name {n}")

    changing = asyncio.create_task(change())
    while not changing.done():
        assert (await verify(product.services.database)).findings == []
    await changing


REFUSED = [
    "UPDATE audit_entry SET actor_name = 'x' WHERE sequence = 1",
    "UPDATE audit_entry SET hash = hash",
    "DELETE FROM audit_entry WHERE sequence = 1",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET sequence = sequence - 1",
    "UPDATE audit_head SET sequence = 0, hash = ''",
]
REFUSED_ON_SQLITE = [
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1",
    "INSERT OR REPLACE INTO audit_head SELECT partner_id, 0, '' FROM audit_head",
]
REFUSED_ON_POSTGRESQL = [
    "TRUNCATE audit_entry",
    "TRUNCATE audit_head",
    "TRUNCATE audit_entry, audit_head",
    "TRUNCATE partner CASCADE",
]


async def test_the_database_refuses_updates_and_deletes(product: Product) -> None:
    await product.account(await product.partner())
    before = await contents(product, audit_entry, audit_head)
    is_postgresql = product.services.database.dialect == "postgresql"
    for statement in REFUSED + (REFUSED_ON_POSTGRESQL if is_postgresql else REFUSED_ON_SQLITE):
        with pytest.raises(DBAPIError, match=r"append-only|only goes forward"):
            async with product.services.database.write() as connection:
                await connection.execute(text(statement))
        assert await contents(product, audit_entry, audit_head) == before, statement


async def test_a_sequence_number_belongs_to_one_entry(product: Product) -> None:
    client = await product.partner()
    row: dict[str, Any] = ENTRY | {"partner_id": client.viewer.partner_id, "sequence": 1}
    before = await contents(product, audit_entry)
    with pytest.raises(DBAPIError):
        async with product.services.database.write() as connection:
            made = row | {"hash": chain_hash(row), "at": START + timedelta(days=1)}
            await connection.execute(insert(audit_entry), made)
    assert await contents(product, audit_entry) == before


async def test_a_partner_with_a_log_cannot_be_deleted(product: Product) -> None:
    client = await product.partner()
    with pytest.raises(DBAPIError):
        async with product.services.database.write() as connection:
            await connection.execute(text("DELETE FROM credential"))
            mine = partner.c.id == client.viewer.partner_id
            await connection.execute(partner.delete().where(mine))


async def test_the_operator_keeps_its_authority_in_a_commit_with_other_callers(
    product: Product,
) -> None:
    program = (await product.partner()).viewer
    by_operator = operator(program.partner_id)
    before = await rows(product, audit_entry)
    events = [Event(AuditAction.ACCOUNT_UPDATED, "account", UUID(int=n)) for n in range(2)]
    async with product.services.database.write() as connection:
        await audit_log.record(connection, [by_operator, program], START, *events)
    assert await rows(product, audit_entry) == before + 2
    assert program.id is not None
    await product.services.credentials.revoke(program.id)
    revoked = await contents(product, audit_entry, audit_head)
    with pytest.raises(AccessEnded):
        async with product.services.database.write() as connection:
            await audit_log.record(connection, [by_operator, program], START, *events)
    assert await contents(product, audit_entry, audit_head) == revoked
