"""A corrected request replaces a rejected one within its edit window, and is a new request after it."""

from __future__ import annotations

from tests.members import newest_entry
from tests.product import ADDRESS, Product
from tests.services.verification.test_worker import UPDATE, attempts, number, send_code
from textgate.carriers.base import CarrierRefused, VerificationReport, VerificationRequest
from textgate.domain.audit import AuditAction
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus

PO_BOX = ADDRESS | {"address1": "PO Box 12"}


async def test_no_change_of_details_reopens_a_final_rejection(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, name="Lucky Casino and Spa")
    assert await send_code(client, account) == 4035
    await product.finish_reviews()
    assert (await attempts(product))[0].status is VerificationStatus.REJECTED
    await client.get(UPDATE, input={"id": account, "website": "https://other.org"})
    assert await send_code(client, account) == 4039
    assert len(await attempts(product)) == 1


async def test_a_correction_in_time_replaces_the_rejected_request(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, address=PO_BOX)
    await send_code(client, account)
    await product.finish_reviews()
    (rejected,) = await attempts(product)
    assert rejected.status is VerificationStatus.ACTION_REQUIRED
    assert rejected.editable_until > product.clock.now
    await client.get(UPDATE, input={"id": account, "address": ADDRESS})
    assert await send_code(client, account) == 4035
    _, corrected = await attempts(product)
    assert (corrected.attempt, corrected.replaces) == (2, rejected.carrier_id)
    assert rejected.details["ADDRESS1"] == {"value": "PO Box 12", "source": "ACCOUNT"}
    assert corrected.details["ADDRESS1"]["value"] == ADDRESS["address1"]
    # The end of the old request's edit window must not change the number.
    await product.finish_reviews()
    await product.finish_reviews()
    first, second = await attempts(product)
    assert first.status is VerificationStatus.REJECTED
    assert second.status is VerificationStatus.APPROVED
    assert (await number(product)).status is SmsNumberStatus.APPROVED


async def test_a_correction_after_the_edit_window_is_a_new_request(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, address=PO_BOX)
    await send_code(client, account)
    await product.finish_reviews()
    await client.get(UPDATE, input={"id": account, "address": ADDRESS})
    assert await send_code(client, account) == 4035
    assert (await attempts(product))[1].replaces is not None
    # The edit window closes before the worker submits the correction.
    product.clock.turn(days=8)
    await product.work()
    assert (await attempts(product))[1].replaces is None
    await product.finish_reviews()
    assert await send_code(client, account) == 2000


async def test_a_correction_that_the_carrier_refuses_is_rejected(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, address=PO_BOX)
    await send_code(client, account)
    await product.finish_reviews()
    await client.get(UPDATE, input={"id": account, "address": ADDRESS})
    assert await send_code(client, account) == 4035
    submitted = []

    async def refuse(request: VerificationRequest) -> VerificationReport:
        submitted.append(request.replaces)
        raise CarrierRefused(30451, "refused")

    product.carrier.submit_verification = refuse  # type: ignore[method-assign]
    await product.work()
    first, second = await attempts(product)
    assert submitted == [first.carrier_id]
    assert (second.status, second.due_at) == (VerificationStatus.REJECTED, None)
    assert [reason["code"] for reason in second.reasons] == [30451]
    assert second.completed_at == product.clock.now
    assert (await number(product)).status is SmsNumberStatus.REJECTED
    entry = await newest_entry(product)
    assert (entry.action, entry.subject_id) == (AuditAction.VERIFICATION_DECIDED, second.id)
