"""The simulated carrier offers free numbers, sells each once, and keeps its state."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from textgate.carriers.base import Carrier, CarrierRefused, CarrierUnavailable
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.domain.phone import parse_phone
from textgate.domain.sms_numbers import NumberType

TOLL_FREE = NumberType.TOLL_FREE
LOCAL = NumberType.LOCAL_10DLC


def clock() -> datetime:
    return datetime(2026, 3, 2, 15, tzinfo=UTC)


def new_simulator(path: Path | None = None, seed: int = 0) -> Simulator:
    return Simulator(path, SimulatorOptions(seed=seed), clock)


async def test_toll_free_numbers_are_fictitious_distinct_and_valid() -> None:
    phones = await new_simulator().search_numbers(TOLL_FREE, limit=1000)
    assert len(set(phones)) == 1000
    pattern = re.compile(r"\+1(800|833|844|855|866|877|888)555\d{4}")
    assert all(pattern.fullmatch(phone) for phone in phones)
    assert {phone[2:5] for phone in phones} == {"800", "833", "844", "855", "866", "877", "888"}
    assert [parse_phone(phone) for phone in phones] == phones


async def test_every_toll_free_number_except_directory_assistance_is_offered() -> None:
    phones = await new_simulator().search_numbers(TOLL_FREE, area_code="888", limit=20_000)
    everything = {f"+1888555{line:04}" for line in range(10_000)}
    assert set(phones) == everything - {"+18885551212"}
    assert len(phones) == 9999


async def test_local_numbers_have_the_area_code_and_start_with_fictitious_ones() -> None:
    simulator = new_simulator()
    phones = await simulator.search_numbers(LOCAL, area_code="207", limit=150)
    assert {*phones[:100]} == {f"+12075550{line}" for line in range(100, 200)}
    assert all(phone.startswith("+1207555") for phone in phones)
    assert len(set(phones)) == 150
    assert (await simulator.search_numbers(LOCAL, limit=1))[0].startswith("+14065550")
    assert await simulator.search_numbers(LOCAL, area_code="12") == []
    assert await simulator.search_numbers(TOLL_FREE, area_code="207") == []


async def test_the_seed_determines_the_offered_numbers() -> None:
    offered = [await new_simulator(seed=seed).search_numbers(TOLL_FREE) for seed in (1, 1, 2)]
    assert offered[0] == offered[1]
    assert offered[0] != offered[2]


async def test_concurrent_searches_offer_different_numbers() -> None:
    simulator = new_simulator()
    offered = [phone for _ in range(50) for phone in await simulator.search_numbers(TOLL_FREE)]
    assert len(set(offered)) == 500


async def test_a_taken_number_is_neither_offered_nor_sold_again() -> None:
    simulator = new_simulator()
    [phone] = await simulator.search_numbers(TOLL_FREE, limit=1)
    ordered = await simulator.order_number(phone, reference="n1")
    assert ordered.phone == phone
    with pytest.raises(CarrierRefused) as refused:
        await simulator.order_number(phone, reference="n2")
    assert refused.value.code == 21422
    assert await simulator.find_number(reference="n2") is None
    everything = await simulator.search_numbers(TOLL_FREE, limit=100_000)
    assert len(everything) == 7 * 9999 - 1
    assert phone not in everything


async def test_a_repeated_reference_gets_its_first_number() -> None:
    simulator = new_simulator()
    assert await simulator.find_number(reference="n1") is None
    ordered = await simulator.order_number("+18335550100", reference="n1")
    assert await simulator.order_number("+18335550101", reference="n1") == ordered
    assert await simulator.find_number(reference="n1") == ordered
    other = await simulator.order_number("+18335550101", reference="n2")
    assert other.phone == "+18335550101"


async def test_an_invalid_number_cannot_be_ordered() -> None:
    with pytest.raises(CarrierRefused) as refused:
        await new_simulator().order_number("+4930123456", reference="n1")
    assert refused.value.code == 21421


async def test_the_file_is_opened_by_the_first_call(tmp_path: Path) -> None:
    path = tmp_path / "new" / "carrier.db"
    carrier: Carrier = new_simulator(path)
    await carrier.close()
    assert not path.parent.exists()
    await carrier.order_number("+18335550100", reference="n1")
    assert path.exists()
    await carrier.close()


async def test_processes_share_their_state(tmp_path: Path) -> None:
    serve, worker = (new_simulator(tmp_path / "carrier.db") for _ in range(2))
    ordered = await serve.order_number("+18335550100", reference="n1")
    # `serve` is still open: acknowledged changes are on disk.
    assert await worker.find_number(reference="n1") == ordered
    with pytest.raises(CarrierRefused):
        await worker.order_number("+18335550100", reference="n2")
    await serve.close()
    await worker.close()
    reopened = new_simulator(tmp_path / "carrier.db")
    assert await reopened.find_number(reference="n1") == ordered
    await reopened.close()


async def test_every_call_to_a_carrier_that_is_down_is_unavailable() -> None:
    simulator = new_simulator()
    await simulator.order_number("+18335550100", reference="n1")
    simulator.set_down(True)
    for call in (
        simulator.search_numbers(TOLL_FREE),
        simulator.order_number("+18335550101", reference="n2"),
        simulator.find_number(reference="n1"),
        simulator.read_verification("HH0"),
        simulator.find_verification(reference="v1"),
        simulator.message_events(1),
        simulator.acknowledge(["1"]),
    ):
        with pytest.raises(CarrierUnavailable):
            await call
    simulator.set_down(False)
    assert await simulator.find_number(reference="n2") is None
    assert await simulator.find_number(reference="n1") is not None
