"""Concurrent sends share a transaction, and each gets the answer that it would get alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from tests.graphql.documents import rows
from tests.members import member
from tests.product import GENEROUS, Product
from tests.services.messaging.practice import Practice, answer, plain, processes, stored
from textgate.domain.errors import DomainError
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin, Viewer
from textgate.services.audit.chain_check import verify
from textgate.services.messaging.acceptance import Acceptance
from textgate.services.messaging.send_request import SendRequest
from textgate.services.messaging.tally import SendTally
from textgate.services.options import Options
from textgate.storage import group_commit
from textgate.storage.tables import audit_entry, message, message_author, quota

STRICT = replace(GENEROUS, texts_per_account_and_day=6, texts_per_recipient_and_hour=2)


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of commands in each transaction."""
    seen: list[int] = []
    accept_batch = Acceptance.accept_batch

    async def note(self: Acceptance, connection: Any, commands: Any) -> Any:
        seen.append(len(commands))
        return await accept_batch(self, connection, commands)

    monkeypatch.setattr(Acceptance, "accept_batch", note)
    return seen


def calls(practice: Practice) -> list[tuple[Viewer, SendRequest]]:
    """The practice's requests, each with a request id of its own."""
    viewer = practice.client.viewer
    return [
        (replace(viewer, origin=Origin(f"request {n}")), request)
        for n, request in enumerate(practice.requests())
    ]


async def test_each_send_of_a_batch_gets_the_answer_that_it_gets_alone(
    database_url: str, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other partner has just sent, and would share the batch.
    monkeypatch.setattr(group_commit, "SHARED_FOR", 0.0)
    async with Product.open(database_url, options=STRICT) as product:
        alone, together = await Practice.open(product, "One EHR", "Two EHR")
        product.clock.turn(days=1)
        messages = product.services.messages
        for practice in (alone, together):
            first = practice.text("open", idempotency_key="before")
            assert isinstance(await messages.send(practice.client.viewer, first), UUID)
        product.clock.turn(minutes=5)
        one_by_one = [await answer(messages, *call) for call in calls(alone)]
        sizes.clear()
        at_once = await asyncio.gather(*(answer(messages, *call) for call in calls(together)))
        # All but the two that failed to parse.
        assert sizes == [len(together.requests()) - 2]
        assert plain(at_once) == plain(one_by_one)
        assert len({repr(outcome) for outcome in plain(at_once)}) > 15
        assert await stored(product, together) == await stored(product, alone)
        assert (await verify(product.services.database)).findings == []


async def test_a_batch_of_several_partners_and_users_reaches_each_ones_accounts(
    sizes: list[int], product: Product
) -> None:
    one, two = await Practice.open(product, "One EHR", "Two EHR")
    other = f"account_{one.accounts['other'].hex}"
    partner_id = one.client.viewer.partner_id
    person = (
        await member(product, partner_id, Role.ACCOUNT_SENDER, other, name="Dr. Osler")
    ).viewer
    messages = product.services.messages
    sizes.clear()
    keyed = {"idempotency_key": "same"}
    outcomes = await asyncio.gather(
        answer(messages, one.client.viewer, one.text("open", **keyed)),
        answer(messages, two.client.viewer, two.text("open", **keyed)),
        answer(messages, one.client.viewer, two.text("open")),
        answer(messages, person, one.text("other", **keyed)),
        answer(messages, person, one.text("open")),
        answer(messages, person, one.text("new")),
        answer(messages, two.client.viewer, two.text("new")),
    )
    assert sizes == [7]
    kinds = [getattr(each, "code", "accepted") for each in outcomes]
    assert kinds == ["accepted", "accepted", 4060, "accepted", 4060, 4060, 4035]
    assert len({each for each in outcomes if isinstance(each, UUID)}) == 3
    async with product.services.database.read() as connection:
        found = await connection.execute(
            select(audit_entry.c.partner_id, audit_entry.c.actor_name).where(
                audit_entry.c.subject_id.in_([each for each in outcomes if isinstance(each, UUID)])
            )
        )
        names = Counter((row.partner_id, row.actor_name) for row in found)
    program = one.client.viewer.name
    assert names == {
        (one.client.viewer.partner_id, program): 1,
        (one.client.viewer.partner_id, "Dr. Osler"): 1,
        (two.client.viewer.partner_id, program): 1,
    }
    assert (await verify(product.services.database)).findings == []


@pytest.mark.parametrize("keyed", [False, True], ids=["without keys", "with keys"])
async def test_a_batch_takes_as_many_statements_as_one_message(
    sizes: list[int], product: Product, keyed: bool
) -> None:
    (practice,) = await Practice.open(product, "Acme")
    messages, viewer, counts = product.services.messages, practice.client.viewer, []
    # The first texts of an account also store its author's name.
    for name in ("open", "other"):
        await messages.send(viewer, practice.text(name, to="4065550199"))
    for size in (2, 60):
        sizes.clear()
        with product.statements() as statements:
            texts = [
                practice.text(
                    ("open", "other")[n % 2],
                    to=f"40655501{n:02}",
                    idempotency_key=f"{size}-{n}" if keyed else None,
                )
                for n in range(size)
            ]
            await asyncio.gather(*(messages.send(viewer, request) for request in texts))
        assert sizes == [size]
        counts.append([statement[:40] for statement in statements])
    assert counts[0] == counts[1]
    assert len(counts[0]) <= 12


async def test_a_poisonous_message_fails_alone(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice,) = await Practice.open(product, "Acme")
    before = await rows(product, message)
    accepted = SendTally.count_accepted

    async def fail(self: SendTally, connection: Any, texts: Any, now: Any) -> None:
        if any(account_id == practice.accounts["other"] for _, account_id in texts):
            raise RuntimeError("poison")
        await accepted(self, connection, texts, now)

    monkeypatch.setattr(SendTally, "count_accepted", fail)
    send = product.services.messages.send
    words = ["open", "other", "new", "open", "pending"]
    outcomes = await asyncio.gather(
        *(send(practice.client.viewer, practice.text(word)) for word in words),
        return_exceptions=True,
    )
    assert [getattr(each, "code", type(each).__name__) for each in outcomes] == [
        "UUID",
        "RuntimeError",
        4035,
        "UUID",
        4035,
    ]
    assert await rows(product, message) == before + 2
    assert (await verify(product.services.database)).findings == []


async def test_the_author_of_a_text_that_failed_is_stored_with_the_next(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice,) = await Practice.open(product, "Acme")
    send, viewer = product.services.messages.send, practice.client.viewer

    async def fail(*_: Any) -> None:
        raise RuntimeError("poison")

    with monkeypatch.context() as poisoned:
        poisoned.setattr(SendTally, "count_accepted", fail)
        with pytest.raises(RuntimeError, match="poison"):
            await send(viewer, practice.text("open"))
    assert await rows(product, message_author) == 0
    for _ in range(2):
        await send(viewer, practice.text("open"))
    assert await rows(product, message_author) == 1


async def test_processes_that_use_the_same_keys_send_one_message_for_each(product: Product) -> None:
    (practice,) = await Practice.open(product, "Acme")
    before = await rows(product, message)
    async with processes(product, 3) as all_of_them:
        keys = [f"key-{n}" for n in range(25)]
        requests = [
            (each.messages, practice.text("open", idempotency_key=key))
            # Each process uses them in another order.
            for place, each in enumerate(all_of_them)
            for key in keys[place * 8 :] + keys[: place * 8]
        ]
        with capture_logs() as logged:
            outcomes = await asyncio.gather(
                *(messages.send(practice.client.viewer, text) for messages, text in requests)
            )
    # A lost race is no error: the loser retries and finds the winner's message.
    assert logged == []
    assert len(set(outcomes)) == 25
    of_keys = {
        (text.idempotency_key, outcome)
        for (_, text), outcome in zip(requests, outcomes, strict=True)
    }
    assert len(of_keys) == 25
    assert await rows(product, message) == before + 25
    assert (await verify(product.services.database)).findings == []


async def test_limits_are_exact_under_concurrency(database_url: str) -> None:
    options = Options(texts_per_account_and_day=25, texts_per_recipient_and_hour=3)
    async with Product.open(database_url, options=options) as product:
        (practice,) = await Practice.open(product, "Acme")
        product.clock.turn(days=1)
        before = await rows(product, message)
        recipients = [f"40655501{n:02}" for n in range(10)]
        async with processes(product, 2) as all_of_them:
            outcomes = await asyncio.gather(
                *(
                    answer(each.messages, practice.client.viewer, practice.text("open", to=to))
                    for each in all_of_them
                    for _ in range(5)
                    for to in recipients
                )
            )
        assert sum(isinstance(each, UUID) for each in outcomes) == 25
        async with product.services.database.read() as connection:
            sent = select(message.c.recipient, func.count()).group_by(message.c.recipient)
            to = {row[0]: row[1] for row in await connection.execute(sent)}
            counts = await connection.execute(
                select(quota.c.count).where(quota.c.ends_at > product.clock.now)
            )
            # Only sent messages are counted: ten recipients and the account.
            assert sum(row[0] for row in counts) == 50
        assert await rows(product, message) == before + 25
        assert max(to.values()) == 3


async def test_a_limit_window_begins_with_the_first_message_sent(database_url: str) -> None:
    options = Options(texts_per_account_and_day=1, texts_per_recipient_and_hour=1)
    async with Product.open(database_url, options=options) as product:
        (practice,) = await Practice.open(product, "Acme")
        product.clock.turn(days=1)
        messages, viewer = product.services.messages, practice.client.viewer
        await messages.send(viewer, practice.text("open"))
        product.clock.turn(hours=23, minutes=30)
        # Refused by the daily limit, so the recipient's hour has not begun.
        refused = await answer(messages, viewer, practice.text("open", to="4065550121"))
        assert isinstance(refused, DomainError)
        product.clock.turn(minutes=30)
        await messages.send(viewer, practice.text("open", to="4065550121"))
        async with product.services.database.read() as connection:
            ends = await connection.execute(
                select(func.max(quota.c.ends_at), func.min(quota.c.ends_at)).where(
                    quota.c.ends_at > product.clock.now
                )
            )
            last, first = ends.one()
        assert (last - product.clock.now).total_seconds() == 24 * 3600
        assert (first - product.clock.now).total_seconds() == 3600


async def test_opt_outs_are_looked_up_by_recipient(product: Product) -> None:
    if product.services.database.dialect != "sqlite":
        pytest.skip("PostgreSQL's plans depend on how full its tables are")
    (practice,) = await Practice.open(product, "One EHR")
    with product.statements() as statements:
        await asyncio.gather(
            *(answer(product.services.messages, *each) for each in calls(practice))
        )
    (lookup,) = (statement for statement in statements if "FROM opt_out" in statement)
    async with product.services.database.read() as connection:
        plan = await connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {lookup}", (None,) * lookup.count("?")
        )
        steps = [row.detail for row in plan]
    assert any(step.endswith("(partner_id=? AND number_id=? AND recipient=?)") for step in steps), (
        steps
    )
