"""The simulated carrier accepts or refuses messages and reports their status by callbacks."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from textgate.carriers.base import (
    CarrierMessage,
    CarrierRefused,
    CarrierUnavailable,
    MessageReport,
    VerificationRequest,
)
from textgate.carriers.simulator import Simulator, SimulatorOptions

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
OURS = "+18335550100"
PATIENT = "+14065550120"
ALL_DELIVERED = SimulatorOptions(undelivered_share=0)


class MutableClock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MutableClock:
    return MutableClock()


def text(reference: str = "m1", *, sender: str = OURS, to: str = PATIENT) -> CarrierMessage:
    return CarrierMessage(reference, sender, to, "See you at nine.")


async def approved(
    clock: MutableClock, options: SimulatorOptions = ALL_DELIVERED, path: Path | None = None
) -> Simulator:
    simulator = Simulator(path, options, clock)
    await simulator.adopt_number(OURS, reference="n1", is_approved=True)
    return simulator


async def fetch_callbacks(simulator: Simulator) -> list[MessageReport]:
    """Fetch and acknowledge all due callbacks."""
    events = await simulator.message_events(10_000)
    await simulator.acknowledge([event.event_id or "" for event in events])
    return list(events)


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize(
    ("sender", "recipient", "code"),
    [
        ("+15005550001", PATIENT, 21212),
        ("+15005550007", PATIENT, 21606),
        ("+18335550199", PATIENT, 21660),
        (OURS, "+15005550001", 21211),
        (OURS, "+15005550002", 21612),
        (OURS, "+15005550003", 21408),
        (OURS, "+15005550004", 21610),
        (OURS, "+15005550009", 21614),
        (OURS, "+1406555012", 21211),
        ("+15005550006", "+15005550004", 21610),
    ],
)
async def test_magic_numbers_are_refused_with_their_codes_and_no_effect(
    clock: MutableClock, sender: str, recipient: str, code: int
) -> None:
    simulator = await approved(clock)
    with pytest.raises(CarrierRefused) as refused:
        await simulator.send(text(sender=sender, to=recipient))
    assert refused.value.code == code
    assert await simulator.sent_log() == []


async def test_a_full_queue_is_unavailable_with_a_retry_time(clock: MutableClock) -> None:
    simulator = await approved(clock)
    with pytest.raises(CarrierUnavailable) as unavailable:
        await simulator.send(text(sender="+15005550008"))
    assert unavailable.value.retry_after == timedelta(seconds=30)
    assert await simulator.sent_log() == []


async def test_a_body_of_more_than_1600_characters_is_refused(clock: MutableClock) -> None:
    simulator = await approved(clock)
    await simulator.send(CarrierMessage("m1", OURS, PATIENT, "x" * 1600))
    with pytest.raises(CarrierRefused) as refused:
        await simulator.send(CarrierMessage("m2", OURS, PATIENT, "x" * 1601))
    assert refused.value.code == 21617


async def test_the_magic_sender_needs_no_order(clock: MutableClock) -> None:
    simulator = Simulator(None, SimulatorOptions(undelivered_share=1), clock)
    await simulator.send(text(sender="+15005550006", to="+15005550006"))
    clock.now += timedelta(seconds=3)
    assert {event.status for event in await fetch_callbacks(simulator)} == {"SENT", "DELIVERED"}


async def test_an_accepted_message_is_logged_without_its_body(
    clock: MutableClock, tmp_path: Path
) -> None:
    simulator = await approved(clock, path=tmp_path / "carrier.db")
    answer = await simulator.send(text())
    [sent] = await simulator.sent_log()
    assert answer == MessageReport("m1", sent.carrier_id, "SENDING", START)
    assert (sent.reference, sent.sender, sent.recipient, sent.at) == ("m1", OURS, PATIENT, START)
    assert sent.body_hash == sha256(b"See you at nine.").digest()
    await simulator.close()
    written = all_bytes(tmp_path)
    assert PATIENT.encode() in written
    assert b"nine" not in written


async def test_an_idempotent_carrier_sends_a_reference_once(clock: MutableClock) -> None:
    simulator = await approved(clock, SimulatorOptions(idempotent=True))
    first = await simulator.send(text())
    clock.now += timedelta(seconds=1)
    assert await simulator.send(text()) == first
    assert len(await simulator.sent_log()) == 1
    assert simulator.idempotent


async def test_a_carrier_without_idempotency_sends_a_reference_again(
    clock: MutableClock,
) -> None:
    simulator = await approved(clock)
    first = await simulator.send(text())
    clock.now += timedelta(seconds=1)
    second = await simulator.send(text())
    assert first.carrier_id != second.carrier_id
    log = await simulator.sent_log()
    assert [sent.reference for sent in log] == ["m1", "m1"]
    message = await simulator.find_message(text(), since=START)
    assert message is not None
    assert message.carrier_id == first.carrier_id
    assert not simulator.idempotent


async def test_a_message_is_found_by_its_reference_with_its_current_status(
    clock: MutableClock,
) -> None:
    simulator = await approved(clock)
    await simulator.send(text())
    statuses = []
    for seconds in (0.0, 0.9, 2.0):
        clock.now = START + timedelta(seconds=seconds)
        message = await simulator.find_message(text(), since=START)
        assert message is not None
        statuses.append(message.status)
    assert statuses == ["SENDING", "SENT", "DELIVERED"]
    # The same body to the same recipient under another reference is another text.
    assert await simulator.find_message(text("m2"), since=START) is None
    later = START + timedelta(microseconds=1)
    assert await simulator.find_message(text(), since=later) is None


async def test_due_callbacks_repeat_until_they_are_acknowledged(clock: MutableClock) -> None:
    simulator = await approved(clock)
    await simulator.send(text())
    assert await simulator.message_events(10) == []
    clock.now += timedelta(seconds=0.9)
    events = await simulator.message_events(10)
    assert [event.status for event in events] == ["SENT"]
    assert await simulator.message_events(10) == events
    clock.now += timedelta(seconds=1.1)
    assert [event.status for event in await fetch_callbacks(simulator)] == ["SENT", "DELIVERED"]
    assert await simulator.message_events(10) == []
    # A late acknowledgment must not remove a new text's callbacks.
    await simulator.send(text("m2"))
    await simulator.acknowledge([event.event_id or "" for event in events])
    clock.now += timedelta(seconds=3)
    later = await fetch_callbacks(simulator)
    assert {event.reference for event in later} == {"m2"}
    assert {event.status for event in later} == {"SENT", "DELIVERED"}


async def test_the_oldest_callbacks_come_first_up_to_the_limit(
    clock: MutableClock,
) -> None:
    simulator = await approved(clock)
    for n in range(20):
        await simulator.send(text(f"m{n}"))
        clock.now += timedelta(seconds=5)
    events = await simulator.message_events(7)
    assert len(events) == 7
    assert {event.reference for event in events} == {"m0", "m1", "m2", "m3"}


async def test_callbacks_arrive_out_of_order_and_repeated_but_complete(
    clock: MutableClock,
) -> None:
    simulator = await approved(clock)
    for n in range(500):
        await simulator.send(text(f"m{n}"))
    clock.now += timedelta(seconds=3)
    statuses: dict[str, list[str]] = {}
    for event in await fetch_callbacks(simulator):
        statuses.setdefault(event.reference, []).append(event.status)
    assert len(statuses) == 500
    assert all(set(reported) == {"SENT", "DELIVERED"} for reported in statuses.values())
    overtaken = sum(reported[0] == "DELIVERED" for reported in statuses.values())
    repeated = Counter(reported.count("DELIVERED") for reported in statuses.values())
    assert 25 < overtaken < 75
    assert set(repeated) == {1, 2, 3}
    assert 25 < repeated[2] + repeated[3] < 75


async def test_the_same_seed_produces_the_same_callbacks(clock: MutableClock) -> None:
    histories = []
    for seed in (1, 1, 2):
        clock.now = START
        simulator = await approved(clock, SimulatorOptions(seed=seed))
        for n in range(50):
            await simulator.send(text(f"m{n}"))
        clock.now += timedelta(seconds=3)
        histories.append(await fetch_callbacks(simulator))
    assert histories[0] == histories[1]
    assert histories[0] != histories[2]


async def test_a_recipient_always_gets_the_same_final_status(clock: MutableClock) -> None:
    simulator = await approved(clock, SimulatorOptions(undelivered_share=0.2))
    for n in range(400):
        recipient = f"+1406555{100 + n % 100:04}"
        await simulator.send(text(f"{recipient} {n}", to=recipient))
    clock.now += timedelta(seconds=3)
    final_statuses: dict[str, set[int | None]] = {}
    for event in await fetch_callbacks(simulator):
        if event.status != "SENT":
            final_statuses.setdefault(event.reference.split()[0], set()).add(event.code)
    assert all(len(codes) == 1 for codes in final_statuses.values())
    codes = Counter(code for codes in final_statuses.values() for code in codes)
    assert set(codes) == {None, 30003, 30005, 30007}
    assert 70 < codes[None] < 90


@pytest.mark.parametrize(("sender", "code"), [(OURS, 30032), ("+14065550199", 30034)])
async def test_an_unverified_number_delivers_nothing(
    clock: MutableClock, sender: str, code: int
) -> None:
    simulator = Simulator(None, ALL_DELIVERED, clock)
    await simulator.adopt_number(sender, reference="n1")
    assert (await simulator.send(text(sender=sender))).status == "SENDING"
    clock.now += timedelta(seconds=3)
    assert {(event.status, event.code) for event in await fetch_callbacks(simulator)} == {
        ("UNDELIVERED", code)
    }
    message = await simulator.find_message(text(sender=sender), since=START)
    assert message is not None
    assert (message.status, message.code) == ("UNDELIVERED", code)


async def test_a_number_delivers_from_its_approval_on(clock: MutableClock) -> None:
    options = SimulatorOptions(review_seconds=60, undelivered_share=0)
    simulator = Simulator(None, options, clock)
    number = await simulator.adopt_number(OURS, reference="n1")
    request = VerificationRequest("v1", number.carrier_id, OURS, COMPLETE_DETAILS, {}, "")
    await simulator.submit_verification(request)
    clock.now += timedelta(seconds=59)
    await simulator.send(text("too early"))
    clock.now += timedelta(seconds=17)
    await simulator.send(text("in time"))
    clock.now += timedelta(seconds=3)
    final_statuses = {event.reference: event.status for event in await fetch_callbacks(simulator)}
    early = await simulator.find_message(text("too early"), since=START)
    in_time = await simulator.find_message(text("in time"), since=START)
    assert set(final_statuses) == {"too early", "in time"}
    assert early is not None
    assert in_time is not None
    assert (early.status, in_time.status) == ("UNDELIVERED", "DELIVERED")


COMPLETE_DETAILS = {
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
