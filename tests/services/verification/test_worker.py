"""Each verification is submitted once and decided, despite faults, crashes and concurrent workers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.product import ADDRESS, SEND, Client, Product
from textgate.carriers.base import CarrierRefused, CarrierUncertain
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.services.verification.worker import Review
from textgate.storage.tables import sms_number, verification

UPDATE = """mutation ($input: UpdateAccountInput!) {
  updateAccount(input: $input) { userErrors { field code } } }"""


async def send_code(client: Client, account: str) -> int:
    """Send a message; returns the refusal's code, or 2000 if it is accepted."""
    given = {"senderId": account, "to": "4065550120", "body": "Hi"}
    answer = (await client.get(SEND, input=given))["sendSms"]
    code: int = answer.get("code", 2000)
    return code


async def attempts(product: Product) -> list[Any]:
    async with product.services.database.read() as connection:
        return list(await connection.execute(select(verification).order_by(verification.c.id)))


async def number(product: Product) -> Any:
    async with product.services.database.read() as connection:
        return (await connection.execute(select(sms_number))).one()


async def test_a_number_is_ordered_submitted_and_followed_until_approved(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send_code(client, account)
    review = product.services.review
    assert await review.run_due() == 1
    assert (await number(product)).phone.startswith("+18")
    assert (await attempts(product))[0].status is VerificationStatus.REQUESTED
    assert await review.run_due() == 1
    (attempt,) = await attempts(product)
    assert attempt.status is VerificationStatus.SUBMITTED
    assert attempt.submitted_at == product.clock.now
    assert await review.run_due() == 0
    await product.finish_reviews()
    (attempt,) = await attempts(product)
    assert attempt.status is VerificationStatus.APPROVED
    assert (attempt.due_at, attempt.lease_until) == (None, None)
    assert (await number(product)).status is SmsNumberStatus.APPROVED


async def test_approval_takes_two_to_three_business_days(product: Product) -> None:
    # The Friday before Columbus Day: the weekend and the holiday do not count.
    product.clock.now = datetime(2026, 10, 9, 15, tzinfo=UTC)
    client = await product.partner()
    account = await product.account(client)
    await send_code(client, account)
    await product.work()
    while (await number(product)).status is SmsNumberStatus.PENDING:
        product.clock.turn(hours=1)
        await product.work()
    taken = product.clock.now - datetime(2026, 10, 9, 15, tzinfo=UTC)
    assert timedelta(days=5) <= taken <= timedelta(days=6, hours=2)


async def test_a_crash_after_ordering_does_not_order_twice(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send_code(client, account)
    review = product.services.review
    (leased,) = await review.lease_batch()
    await review.take_step(leased)
    # The worker dies before it records the result.
    product.clock.turn(seconds=31)

    async def refuse(phone: str, *, reference: str) -> Any:
        raise AssertionError("ordered twice")

    # The next worker looks the order up, whether or not the carrier is idempotent.
    product.carrier.order_number = refuse  # type: ignore[method-assign]
    await product.work()
    assert (await number(product)).phone is not None
    ordered = await product.carrier.find_number(reference=str((await number(product)).id))
    assert ordered is not None
    assert ordered.phone == (await number(product)).phone


async def test_a_lost_answer_does_not_submit_twice(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send_code(client, account)
    await product.services.review.run_due()
    submit = product.carrier.submit_verification
    calls = []

    async def lose_the_answer(request: Any) -> Any:
        calls.append(await submit(request))
        raise CarrierUncertain("no answer")

    product.carrier.submit_verification = lose_the_answer  # type: ignore[method-assign]
    await product.work()
    assert (await attempts(product))[0].status is VerificationStatus.REQUESTED
    product.clock.turn(seconds=10)
    await product.work()
    assert len(calls) == 1
    (attempt,) = await attempts(product)
    assert (attempt.status, attempt.tries) == (VerificationStatus.SUBMITTED, 0)


async def test_waiting_for_free_numbers_does_not_increase_the_back_off(product: Product) -> None:
    client = await product.partner()
    await send_code(client, await product.account(client))

    async def none_left(*_: Any, **__: Any) -> list[str]:
        return []

    search = product.carrier.search_numbers
    product.carrier.search_numbers = none_left  # type: ignore[method-assign]
    for _ in range(12):
        assert await product.services.review.run_due() == 1
        (attempt,) = await attempts(product)
        assert attempt.due_at == product.clock.now + timedelta(minutes=15)
        product.clock.turn(minutes=15)
    product.carrier.search_numbers = search  # type: ignore[method-assign]
    product.carrier.set_down(True)
    await product.services.review.run_due()
    # The back-off after one lost answer, not after twelve failures.
    (attempt,) = await attempts(product)
    assert attempt.due_at == product.clock.now + timedelta(seconds=2)


async def test_a_worker_that_records_too_late_changes_nothing(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send_code(client, account)
    review = product.services.review
    await review.run_due()
    (leased,) = await review.lease_batch()
    result = await review.take_step(leased)
    # It stalls before it records the result. Others take over and finish the verification.
    product.clock.turn(days=7)
    await product.work()
    before = (await attempts(product), await number(product))
    await review.record([result])
    assert (await attempts(product), await number(product)) == before
    assert before[0][0].status is VerificationStatus.APPROVED


async def test_a_verification_is_leased_again_only_after_its_lease_expires(
    product: Product,
) -> None:
    client = await product.partner()
    await send_code(client, await product.account(client))
    review = product.services.review
    assert len(await review.lease_batch()) == 1
    product.clock.turn(seconds=30, microseconds=-1)
    assert await review.lease_batch() == []
    assert await review.next_due_at() == product.clock.now + timedelta(microseconds=1)
    product.clock.turn(microseconds=1)
    assert len(await review.lease_batch()) == 1


async def test_submitted_details_are_stored_each_with_its_source(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, name="Lakeside")
    await send_code(client, account)
    (attempt,) = await attempts(product)
    expected = {
        "BUSINESS_NAME": ("Lakeside", "ACCOUNT"),
        "WEBSITE": ("https://practice-1.org", "ACCOUNT"),
        "ADDRESS1": (ADDRESS["address1"], "ACCOUNT"),
        "CITY": ("Boston", "ACCOUNT"),
        "STATE": ("MA", "ACCOUNT"),
        "POSTAL_CODE": ("02130-4817", "ACCOUNT"),
        "COUNTRY_CODE": ("US", "ACCOUNT"),
        "CONTACT_FIRST_NAME": ("John", "PARTNER"),
        "CONTACT_LAST_NAME": ("Smith", "PARTNER"),
        "CONTACT_EMAIL": ("jjsmith@partnersite.com", "PARTNER"),
        "CONTACT_PHONE": ("+18885551212", "PARTNER"),
    }
    details = {
        name: {"value": value, "source": source} for name, (value, source) in expected.items()
    }
    assert attempt.details == details
    # A later change does not affect them.
    await client.get(UPDATE, input={"id": account, "website": "https://other.org"})
    await product.finish_reviews()
    assert (await attempts(product))[0].details == details


async def test_concurrent_workers_take_each_step_once(product: Product) -> None:
    client = await product.partner()
    accounts = [await product.account(client) for _ in range(8)]
    for account in accounts:
        await send_code(client, account)
    services = product.services
    workers = [Review(services.database, product.clock, product.carrier) for _ in range(3)]
    submitted = []
    submit = product.carrier.submit_verification

    async def note(request: Any) -> Any:
        submitted.append(request.reference)
        return await submit(request)

    product.carrier.submit_verification = note  # type: ignore[method-assign]
    for _ in range(5):
        await asyncio.gather(*(worker.run_due() for worker in workers))
    assert sorted(submitted) == sorted(str(attempt.id) for attempt in await attempts(product))
    assert len(submitted) == 8


async def test_an_unavailable_carrier_is_retried_with_back_off(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    product.carrier.set_down(True)
    await send_code(client, account)
    for wait in (1, 2, 4, 8):
        await product.work()
        assert (await attempts(product))[0].due_at == product.clock.now + timedelta(seconds=wait)
        product.clock.turn(seconds=wait)
    product.carrier.set_down(False)
    await product.work()
    (attempt,) = await attempts(product)
    assert (attempt.status, attempt.tries) == (VerificationStatus.SUBMITTED, 0)


async def test_an_order_is_retried_soon_if_others_took_every_offered_number(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.account(client)
    order = product.carrier.order_number

    async def refuse(phone: str, *, reference: str) -> Any:
        raise CarrierRefused(21422, "taken")

    product.carrier.order_number = refuse  # type: ignore[method-assign]
    await send_code(client, account)
    await product.work()
    assert (await number(product)).phone is None
    product.carrier.order_number = order  # type: ignore[method-assign]
    product.clock.turn(seconds=2)
    await product.work()
    assert (await number(product)).phone is not None
