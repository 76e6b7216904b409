"""The simulated carrier reviews requests by documented rules and reports its decisions in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from textgate.carriers.base import CarrierRefused, VerificationRequest
from textgate.carriers.simulator import Simulator, SimulatorOptions, review_codes, would_reject
from textgate.domain.rejections import rejection
from textgate.domain.schedule import add_business_days
from textgate.domain.verification import VerificationStatus

MONDAY = datetime(2026, 3, 2, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAKESIDE = {
    "BUSINESS_NAME": "Lakeside Family Medicine",
    "ADDRESS1": "12 Shore Road",
    "CITY": "Augusta",
    "STATE": "ME",
    "COUNTRY_CODE": "US",
    "POSTAL_CODE": "04330",
    "WEBSITE": "https://lakeside.example",
    "CONTACT_FIRST_NAME": "Dana",
    "CONTACT_LAST_NAME": "Reed",
    "CONTACT_EMAIL": "dana@lakeside.example",
    "CONTACT_PHONE": "+12075550120",
}
OWN = dict.fromkeys(LAKESIDE, "ACCOUNT")
PHONE = "+18335550100"


class MutableClock:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MutableClock:
    return MutableClock()


@pytest.fixture
def options() -> SimulatorOptions:
    return SimulatorOptions(review_seconds=3600)


async def requested(
    simulator: Simulator, *, reference: str = "v1", phone: str = PHONE, **changes: str
) -> VerificationRequest:
    number = await simulator.adopt_number(phone, reference=f"number {phone}")
    return VerificationRequest(
        reference=reference,
        number_carrier_id=number.carrier_id,
        phone=phone,
        details=LAKESIDE | changes,
        sources=OWN,
        additional_information="",
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ()),
        ({"ADDRESS1": "PO Box 12"}, (30451,)),
        ({"ADDRESS2": "P.O. Box 12"}, (30451,)),
        ({"POSTAL_CODE": "44444"}, (30451,)),
        ({"CITY": ""}, (30451,)),
        ({"BUSINESS_NAME": ""}, (30445,)),
        ({"CONTACT_LAST_NAME": " "}, (30445,)),
        ({"CONTACT_EMAIL": "dana@mailinator.com"}, (30452,)),
        ({"CONTACT_EMAIL": "dana@mail.YOPMAIL.com"}, (30452,)),
        ({"CONTACT_EMAIL": "dana@lakeside.invalid"}, (30452,)),
        ({"CONTACT_EMAIL": "dana@notinvalid.com"}, ()),
        ({"CONTACT_EMAIL": ""}, (30452,)),
        ({"WEBSITE": "https://bit.ly/3x"}, (30473,)),
        ({"WEBSITE": "https://www.lakeside.test"}, (30473,)),
        ({"WEBSITE": "https://habit.ly"}, ()),
        ({"WEBSITE": "https://[lakeside"}, (30473,)),
        ({"BUSINESS_NAME": "asdf"}, (30472,)),
        ({"BUSINESS_NAME": "The Test Practice, Inc."}, (30472,)),
        ({"BUSINESS_NAME": "Test Lane Dental"}, ()),
        ({"BUSINESS_NAME": "Green Leaf Dispensary"}, (30459,)),
        ({"BUSINESS_NAME": "Quick PAYDAY-Loans"}, (30462,)),
        ({"BUSINESS_NAME": "Casino Royale Dental"}, (30461,)),
        ({"BUSINESS_NAME": "Casinovas Dental"}, ()),
        ({"ADDRESS1": "PO Box 12", "WEBSITE": "https://t.co/x"}, (30451, 30473)),
    ],
)
def test_a_request_is_rejected_with_exactly_the_codes_of_its_defects(
    changes: dict[str, str], codes: tuple[int, ...]
) -> None:
    details = LAKESIDE | changes
    assert review_codes(details, OWN, SimulatorOptions()) == codes
    assert would_reject(details, OWN, SimulatorOptions()) is bool(codes)


def test_only_prohibited_content_is_a_final_rejection() -> None:
    correctable = (30445, 30451, 30452, 30472, 30473, 30474, 30479)
    assert all(rejection(code).is_retryable for code in correctable)
    final = (30459, 30460, 30461, 30462, 30464, 30466, 30469)
    assert not any(rejection(code).is_retryable for code in final)


def test_the_same_share_of_businesses_is_always_rejected_for_the_partners_website() -> None:
    partners = OWN | {"WEBSITE": "PARTNER"}
    options = SimulatorOptions()

    def rejected(n: int, sources: dict[str, str]) -> tuple[int, ...]:
        return review_codes(LAKESIDE | {"BUSINESS_NAME": f"Lakeside {n}"}, sources, options)

    first = [rejected(n, partners) for n in range(1000)]
    assert first == [rejected(n, partners) for n in range(1000)]
    assert set(first) == {(), (30474,)}
    assert 200 < first.count((30474,)) < 300
    assert {rejected(n, OWN) for n in range(1000)} == {()}
    never = SimulatorOptions(partner_website_rejection_share=0)
    always = SimulatorOptions(partner_website_rejection_share=1)
    assert review_codes(LAKESIDE, partners, never) == ()
    assert review_codes(LAKESIDE, partners, always) == (30474,)


async def test_a_sixth_toll_free_number_of_a_business_needs_an_explanation(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    requests = [
        await requested(
            simulator,
            reference=f"v{n}",
            phone=f"+1833555010{n}",
            BUSINESS_NAME=["Lakeside", "LAKESIDE."][n % 2],
        )
        for n in range(7)
    ]
    requests[6] = replace(requests[6], additional_information="One per location.")
    ids = [(await simulator.submit_verification(request)).carrier_id for request in requests]
    clock.now += 2 * HOUR
    reports = [await simulator.read_verification(carrier_id) for carrier_id in ids]
    codes = [[reason.code for reason in report.reasons] for report in reports]
    assert codes == [[], [], [], [], [], [30479], []]


async def test_a_review_goes_from_submitted_to_in_review_to_its_verdict(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    report = await simulator.submit_verification(await requested(simulator))
    assert (report.status, report.reasons) == (VerificationStatus.SUBMITTED, ())
    statuses = []
    for minutes in (11, 16, 59, 76):
        clock.now = MONDAY + timedelta(minutes=minutes)
        statuses.append((await simulator.read_verification(report.carrier_id)).status)
    assert statuses == ["SUBMITTED", "IN_REVIEW", "IN_REVIEW", "APPROVED"]
    assert (await simulator.find_verification(reference="v1")) == (
        await simulator.read_verification(report.carrier_id)
    )
    assert await simulator.find_verification(reference="v2") is None


async def test_a_review_takes_two_or_three_business_days(clock: MutableClock) -> None:
    clock.now = friday = MONDAY + timedelta(days=4)
    simulator = Simulator(None, SimulatorOptions(), clock)
    ids = []
    for n in range(20):
        request = await requested(simulator, reference=f"v{n}")
        ids.append((await simulator.submit_verification(request)).carrier_id)
    approved = []
    for days in (2, 3):
        clock.now = add_business_days(friday, days) - timedelta(microseconds=1)
        approved.append(await approvals(simulator, ids))
        clock.now = add_business_days(friday, days)
        approved.append(await approvals(simulator, ids))
    assert approved[0] == 0
    assert 0 < approved[1] == approved[2] < 20
    assert approved[3] == 20
    assert simulator.review_poll_interval == timedelta(minutes=15)


async def approvals(simulator: Simulator, ids: list[str]) -> int:
    reports = [await simulator.read_verification(carrier_id) for carrier_id in ids]
    return sum(report.status is VerificationStatus.APPROVED for report in reports)


def test_compressed_reviews_are_polled_more_often(clock: MutableClock) -> None:
    def interval(seconds: float) -> timedelta:
        return Simulator(None, SimulatorOptions(review_seconds=seconds), clock).review_poll_interval

    assert interval(60) == timedelta(seconds=6)
    assert interval(0) == timedelta(seconds=0.2)


async def test_a_retryable_rejection_can_be_edited_for_seven_days(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    request = await requested(simulator, ADDRESS1="PO Box 12")
    carrier_id = (await simulator.submit_verification(request)).carrier_id
    clock.now += 2 * HOUR
    report = await simulator.read_verification(carrier_id)
    assert report.status is VerificationStatus.ACTION_REQUIRED
    assert report.reasons == (rejection(30451),)
    assert report.editable_until is not None
    assert MONDAY + HOUR <= report.editable_until - timedelta(days=7) <= MONDAY + 1.25 * HOUR
    edit = replace(await requested(simulator, reference="v2"), replaces=carrier_id)
    clock.now = report.editable_until
    closed = await simulator.read_verification(carrier_id)
    assert (closed.status, closed.editable_until) == (VerificationStatus.REJECTED, None)
    with pytest.raises(CarrierRefused) as refused:
        await simulator.submit_verification(edit)
    assert refused.value.code == 30437
    assert await simulator.find_verification(reference="v2") is None
    clock.now -= timedelta(microseconds=1)
    assert (await simulator.submit_verification(edit)).status is VerificationStatus.SUBMITTED


async def test_an_edited_request_cannot_be_edited_again(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    request = await requested(simulator, ADDRESS1="PO Box 12")
    first = await simulator.submit_verification(request)
    clock.now += 2 * HOUR
    edit = replace(
        await requested(simulator, reference="v2"),
        replaces=first.carrier_id,
    )
    second = await simulator.submit_verification(edit)
    assert await simulator.submit_verification(edit) == second
    status = (await simulator.read_verification(first.carrier_id)).status
    assert status is VerificationStatus.REJECTED
    with pytest.raises(CarrierRefused):
        await simulator.submit_verification(replace(edit, reference="v3"))
    clock.now += 2 * HOUR
    status = (await simulator.read_verification(second.carrier_id)).status
    assert status is VerificationStatus.APPROVED


async def test_a_request_in_review_or_finally_rejected_cannot_be_edited(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    request = await requested(simulator, BUSINESS_NAME="Casino Royale")
    first = await simulator.submit_verification(request)
    edit = replace(await requested(simulator, reference="v2"), replaces=first.carrier_id)
    for status in (VerificationStatus.SUBMITTED, VerificationStatus.REJECTED):
        report = await simulator.read_verification(first.carrier_id)
        assert (report.status, report.editable_until) == (status, None)
        with pytest.raises(CarrierRefused) as refused:
            await simulator.submit_verification(edit)
        assert refused.value.code == 30437
        clock.now += 2 * HOUR


async def test_a_verification_requires_a_number_of_the_account(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    request = await requested(simulator)
    for foreign_request in (
        replace(request, number_carrier_id="PN0"),
        replace(request, phone="+18335550101"),
    ):
        with pytest.raises(CarrierRefused) as refused:
            await simulator.submit_verification(foreign_request)
        assert refused.value.code == 30447


async def test_demo_data_can_be_submitted_in_the_past(
    clock: MutableClock, options: SimulatorOptions
) -> None:
    simulator = Simulator(None, options, clock)
    request = await requested(simulator, WEBSITE="https://bit.ly/3x")
    past = MONDAY - timedelta(days=10)
    report = await simulator.seed_verification(request, submitted_at=past)
    assert report.status is VerificationStatus.REJECTED
    edit = replace(await requested(simulator, reference="v2"), replaces=report.carrier_id)
    report = await simulator.seed_verification(edit, submitted_at=past + timedelta(days=1))
    assert report.status is VerificationStatus.APPROVED
