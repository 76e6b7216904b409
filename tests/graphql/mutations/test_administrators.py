"""A partner always keeps an active administrator, for every caller and under concurrent changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.graphql.access.test_authority_races import DEACTIVATE, DEMOTE, deactivate, demote
from tests.graphql.documents import rows
from tests.members import Member, member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.services.audit.chain_check import verify
from textgate.storage.tables import audit_entry, user

ROUNDS = 50
LAST = (
    "User is the partner's last active administrator; "
    "make another user an administrator (PARTNER_ADMIN) first."
)


async def administrators(product: Product, partner_id: UUID) -> int:
    statement = select(func.count()).where(
        user.c.partner_id == partner_id,
        user.c.role == Role.PARTNER_ADMIN,
        user.c.deactivated_at.is_(None),
    )
    async with product.services.database.read() as connection:
        counted: int = (await connection.execute(statement)).scalar_one()
    return counted


async def two_administrators(product: Product, number: int) -> tuple[Client, Member, Member]:
    """A new partner's program, and both of its administrators."""
    partner_id = await product.services.partners.create(f"Partner {number}")
    program = await product.client(partner_id)
    one, two = [await member(product, partner_id, Role.PARTNER_ADMIN) for _ in range(2)]
    return program, one, two


Attack = Callable[[Client, Member, Member], tuple[Awaitable[str], Awaitable[str]]]


@pytest.mark.parametrize(
    ("attack", "refusals"),
    [
        pytest.param(
            lambda _, one, two: (deactivate(one, two), deactivate(two, one)),
            {"UNAUTHENTICATED"},
            id="deactivate each other",
        ),
        pytest.param(
            lambda _, one, two: (demote(one, two), demote(two, one)),
            {"FORBIDDEN", "UNAUTHENTICATED"},
            id="demote each other",
        ),
        pytest.param(
            lambda _, one, two: (deactivate(one, two), demote(two, one)),
            {"FORBIDDEN", "UNAUTHENTICATED"},
            id="one deactivates, one demotes",
        ),
        pytest.param(
            lambda program, one, two: (deactivate(program, one), deactivate(program, two)),
            {"CONFLICT"},
            id="a program deactivates both",
        ),
        pytest.param(
            lambda program, one, two: (demote(program, one), deactivate(program, two)),
            {"CONFLICT"},
            id="a program demotes and deactivates",
        ),
    ],
)
async def test_concurrent_removals_of_two_administrators_leave_one(
    product: Product, attack: Attack, refusals: set[str]
) -> None:
    for number in range(ROUNDS):
        program, one, two = await two_administrators(product, number)
        answers = sorted(await asyncio.gather(*attack(program, one, two)))
        assert answers.count("OK") == 1
        assert set(answers) - {"OK"} <= refusals
        assert await administrators(product, program.viewer.partner_id) == 1
    assert (await verify(product.services.database)).findings == []


async def test_no_caller_can_remove_the_last_administrator(product: Product) -> None:
    program = await product.partner()
    partner_id = program.viewer.partner_id
    last = await member(product, partner_id, Role.PARTNER_ADMIN)
    # None of these could administer the partner.
    await member(product, partner_id, Role.PARTNER_ADMIN, password_hash=None, email="a@b.example")
    await member(product, partner_id, Role.PARTNER_SUPPORT)
    gone = await member(product, partner_id, Role.PARTNER_ADMIN)
    assert await deactivate(program, gone) == "OK"
    other = await product.partner("Other EHR")
    await member(product, other.viewer.partner_id, Role.PARTNER_ADMIN)
    before = await rows(product, audit_entry)
    for text, input_fields in (
        (DEACTIVATE, {"id": last.global_id}),
        (DEMOTE, {"id": last.global_id, "role": "PARTNER_SUPPORT"}),
    ):
        (payload,) = (await program.get(text, input=input_fields)).values()
        assert payload["userErrors"] == [{"field": ["id"], "code": "CONFLICT", "message": LAST}]
    assert await rows(product, audit_entry) == before
    assert (await last.get("{ viewer { role } }"))["viewer"]["role"] == "PARTNER_ADMIN"
