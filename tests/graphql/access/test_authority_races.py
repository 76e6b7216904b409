"""Races: nothing happens after the change that ends a caller's authority."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.graphql.access.test_authority import composer, document, revoke
from tests.graphql.documents import rows
from tests.members import Member, member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.storage.tables import audit_entry, message

TEXT = {"to": "4065550120", "body": "Hi"}

DEACTIVATE = """mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) {
  userErrors { field code message } } }"""
DEMOTE = """mutation ($input: UpdateUserRoleInput!) { updateUserRole(input: $input) {
  userErrors { field code message } } }"""


async def deactivate(caller: Client, target: Member) -> str:
    return outcome(await caller.ask(DEACTIVATE, input={"id": target.global_id}))


async def demote(caller: Client, target: Member) -> str:
    input_fields = {"id": target.global_id, "role": "PARTNER_SUPPORT"}
    return outcome(await caller.ask(DEMOTE, input=input_fields))


def outcome(answer: Any) -> str:
    """OK, or the code of the refusal."""
    if "errors" in answer:
        (error,) = answer["errors"]
        code: str = error["extensions"]["code"]
        return code
    (payload,) = answer["data"].values()
    if payload.get("__typename", "").endswith("Error"):
        return str(payload["__typename"])
    errors = payload.get("userErrors")
    return str(errors[0]["code"]) if errors else "OK"


def writes(account: str, number: int) -> list[tuple[str, dict[str, Any]]]:
    """Sixteen mutations, each of which writes one audit log entry."""
    kinds: list[list[tuple[str, dict[str, Any]]]] = [
        [
            ("createAccount", {"externalId": f"{number}-{n}", "name": "New"}),
            ("updateAccount", {"id": account, "name": f"Name {number}-{n}"}),
            ("createQueue", {"accountId": account, "name": "Desk"}),
            ("sendSms", TEXT | {"senderId": account}),
        ]
        for n in range(4)
    ]
    return [each for kind in kinds for each in kind]


def texts(account: str) -> list[tuple[str, dict[str, Any]]]:
    return [("sendSms", TEXT | {"senderId": account})] * 16


async def race(
    product: Product,
    caller: Client,
    calls: list[tuple[str, dict[str, Any]]],
    lose: Callable[[], Awaitable[object]],
    ended: UUID,
) -> Counter[str]:
    """Run four mutations at a time, and end the caller's authority while they run, by a change to `ended`.

    Asserts that nothing happened after that change. Returns the outcomes.
    """
    outcomes: Counter[str] = Counter()
    waiting = iter(calls)
    time_to_lose = asyncio.Event()

    async def ask() -> None:
        for name, input_fields in waiting:
            outcomes[outcome(await caller.ask(document(name), input=input_fields))] += 1
            if outcomes.total() == 5:
                time_to_lose.set()

    async def lose_it() -> None:
        await time_to_lose.wait()
        await lose()

    await asyncio.gather(lose_it(), *(ask() for _ in range(4)))
    statement = select(audit_entry).where(audit_entry.c.partner_id == caller.viewer.partner_id)
    async with product.services.database.read() as connection:
        entries = (await connection.execute(statement)).all()
    endings = ("USER_ROLE_CHANGED", "USER_DEACTIVATED", "CREDENTIAL_REVOKED")
    (end,) = [
        each.sequence for each in entries if each.action in endings and each.subject_id == ended
    ]
    done = [each.sequence for each in entries if each.actor_id == caller.viewer.id]
    assert [sequence for sequence in done if sequence > end] == []
    assert len(done) == outcomes["OK"]
    return outcomes


async def test_nothing_happens_after_a_change_of_role(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    outcomes: Counter[str] = Counter()
    for number in range(10):
        caller = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
        await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
        calls = writes(account, number)
        outcomes += await race(
            product, caller, calls, partial(demote, client, caller), caller.user_id
        )
    assert outcomes.keys() == {"OK", "FORBIDDEN", "UNAUTHENTICATED"}
    assert outcomes.total() == 160


async def test_nothing_happens_after_a_deactivation(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    outcomes: Counter[str] = Counter()
    for number in range(10):
        caller = await member(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account)
        calls = [each for each in writes(account, number) if each[0] != "createAccount"]
        outcomes += await race(
            product, caller, calls, partial(deactivate, client, caller), caller.user_id
        )
    assert outcomes.keys() == {"OK", "UNAUTHENTICATED"}
    assert outcomes.total() == 120


async def test_nothing_happens_after_a_credential_is_revoked(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    outcomes: Counter[str] = Counter()
    for number in range(10):
        caller = await product.client(client.viewer.partner_id)
        calls = writes(account, number)
        outcomes += await race(
            product, caller, calls, partial(revoke, product, caller), caller.credential_id
        )
    assert outcomes.keys() == {"OK", "UNAUTHENTICATED"}
    assert outcomes.total() == 160


async def test_nothing_is_sent_after_the_credential_of_an_embed_token_is_revoked(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    outcomes: Counter[str] = Counter()
    for _ in range(10):
        minter = await product.client(client.viewer.partner_id)
        caller = await composer(product, minter, account)
        outcomes += await race(
            product,
            caller,
            texts(account),
            partial(revoke, product, minter),
            minter.credential_id,
        )
    assert outcomes.keys() == {"OK", "UNAUTHENTICATED"}
    assert outcomes.total() == 160


async def test_nothing_is_sent_after_sms_is_switched_off(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    partners = product.services.partners
    for _ in range(10):
        sent, switched_off = await rows(product, message), asyncio.Event()
        calls = iter(texts(account))
        outcomes: Counter[str] = Counter()

        async def ask(
            calls: Any = calls, outcomes: Any = outcomes, event: Any = switched_off
        ) -> None:
            for name, input_fields in calls:
                outcomes[outcome(await client.ask(document(name), input=input_fields))] += 1
                event.set()

        async def switch_off(event: asyncio.Event = switched_off) -> None:
            await event.wait()
            await partners.set_sms_enabled("Acme EHR", enabled=False)

        await asyncio.gather(switch_off(), *(ask() for _ in range(4)))
        assert await rows(product, message) == sent + outcomes["OK"]
        statement = select(audit_entry.c.action).order_by(audit_entry.c.sequence.desc()).limit(1)
        async with product.services.database.read() as connection:
            assert await connection.scalar(statement) == "SMS_DISABLED"
        assert outcomes.keys() <= {"OK", "SmsNotEnabledError"}
        await partners.set_sms_enabled("Acme EHR", enabled=True)
