"""Faults of the simulated carrier have the documented effects and repeat with the seed."""

import asyncio
import sqlite3
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from textgate.carriers.base import (
    CarrierMessage,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    VerificationRequest,
)
from textgate.carriers.simulator import Faults, Simulator, SimulatorOptions
from textgate.carriers.simulator.store import Store

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
OURS = "+18335550100"
OTHER = "+18335550101"


async def faulty(faults: Faults, *, path: Path | None = None, seed: int = 0) -> Simulator:
    simulator = Simulator(path, SimulatorOptions(seed=seed, faults=faults), lambda: NOW)
    await simulator.adopt_number(OURS, reference="n1", is_approved=True)
    return simulator


def text(reference: str = "m1", *, to: str = "+14065550120") -> CarrierMessage:
    return CarrierMessage(reference, OURS, to, "See you at nine.")


async def verification(simulator: Simulator) -> VerificationRequest:
    number = await simulator.find_number(reference="n1")
    assert number is not None
    return VerificationRequest("v1", number.carrier_id, OURS, {}, {}, "")


async def effects(simulator: Simulator) -> tuple[bool, bool, bool]:
    """Whether a number was ordered, a verification submitted and a text sent."""
    return (
        await simulator.find_number(reference="n2") is not None,
        await simulator.find_verification(reference="v1") is not None,
        bool(await simulator.sent_log()),
    )


async def change_everything(
    simulator: Simulator, expected: type[CarrierUnavailable | CarrierUncertain]
) -> None:
    request = await verification(simulator)
    with pytest.raises(expected):
        await simulator.order_number(OTHER, reference="n2")
    with pytest.raises(expected):
        await simulator.submit_verification(request)
    with pytest.raises(expected):
        await simulator.send(text())


async def test_a_refused_connection_has_no_effect() -> None:
    simulator = await faulty(Faults(refuse=1))
    await change_everything(simulator, CarrierUnavailable)
    assert await effects(simulator) == (False, False, False)


async def test_a_timeout_before_the_call_arrives_has_no_effect() -> None:
    simulator = await faulty(Faults(timeout_before=1))
    await change_everything(simulator, CarrierUncertain)
    assert await effects(simulator) == (False, False, False)


async def test_a_call_whose_response_is_lost_takes_effect(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    simulator = await faulty(Faults(timeout_after_accept=1), path=path)
    await change_everything(simulator, CarrierUncertain)
    other_process = Simulator(path, SimulatorOptions(), lambda: NOW)
    assert await effects(other_process) == (True, True, True)
    await other_process.close()
    await simulator.close()


async def test_a_refusal_can_be_lost_like_any_response() -> None:
    simulator = await faulty(Faults(timeout_after_accept=1))
    with pytest.raises(CarrierUncertain):
        await simulator.send(text(to="+15005550004"))
    assert await simulator.sent_log() == []
    simulator = await faulty(Faults(late=1, late_seconds=0))
    with pytest.raises(CarrierRefused):
        await simulator.send(text(to="+15005550004"))


async def test_a_late_response_is_complete() -> None:
    simulator = await faulty(Faults(late=1, late_seconds=0))
    assert (await simulator.send(text())).status == "SENDING"


async def test_a_late_response_is_delayed_by_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[float] = []

    async def sleep(seconds: float) -> None:
        delays.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    simulator = await faulty(Faults(late=0.3, late_seconds=0.5))
    for n in range(200):
        await simulator.send(text(f"m{n}"))
    assert set(delays) == {0.5}
    assert 40 < len(delays) < 80


async def outcomes(simulator: Simulator, calls: int) -> list[str]:
    results = []
    for n in range(calls):
        try:
            await simulator.send(text(f"m{n}"))
            results.append("accepted")
        except (CarrierUnavailable, CarrierUncertain) as error:
            results.append(type(error).__name__)
    return results


async def test_faults_have_their_shares_and_repeat_with_the_seed() -> None:
    faults = Faults(refuse=0.1, timeout_before=0.1, timeout_after_accept=0.2)
    simulator = await faulty(faults)
    first = await outcomes(simulator, 1000)
    shares = Counter(first)
    assert 70 < shares["CarrierUnavailable"] < 130
    assert 250 < shares["CarrierUncertain"] < 350
    lost = len(await simulator.sent_log()) - shares["accepted"]
    assert 150 < lost < 250
    assert await outcomes(await faulty(faults), 1000) == first
    assert await outcomes(await faulty(faults, seed=1), 1000) != first


async def test_each_attempt_draws_its_own_fault_even_in_another_process(
    tmp_path: Path,
) -> None:
    path = tmp_path / "carrier.db"
    faults = Faults(refuse=0.5)
    results = []
    for _ in range(30):
        simulator = await faulty(faults, path=path)
        results += await outcomes(simulator, 1)
        await simulator.close()
    assert set(results) == {"accepted", "CarrierUnavailable"}


async def test_several_processes_can_send_concurrently(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    processes = [await faulty(Faults(), path=path) for _ in range(4)]
    await asyncio.gather(
        *(processes[n % 4].send(text(f"m{n}")) for n in range(200)),
    )
    log = await processes[0].sent_log()
    assert sorted(sent.reference for sent in log) == sorted(f"m{n}" for n in range(200))
    for process in processes:
        await process.close()


SEND_FOREVER = """
import asyncio, sys
from itertools import count
from pathlib import Path
from textgate.carriers.base import CarrierMessage
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.domain.clock import system_clock

async def main():
    simulator = Simulator(Path(sys.argv[1]), SimulatorOptions(), system_clock)
    for n in count():
        message = CarrierMessage(f"m{n}", "+15005550006", "+14065550120", "See you at nine.")
        await simulator.send(message)
        print(message.reference, flush=True)

asyncio.run(main())
"""


async def test_acknowledged_sends_survive_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SEND_FOREVER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    for _ in range(20):
        await process.stdout.readline()
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    acknowledged = 20 + len(rest.splitlines())
    simulator = Simulator(path, SimulatorOptions(), lambda: NOW)
    log = [sent.reference for sent in await simulator.sent_log()]
    assert log[:acknowledged] == [f"m{n}" for n in range(acknowledged)]
    # One more send may have been in flight when the process was killed.
    assert len(log) <= acknowledged + 1
    await simulator.close()


async def test_a_failed_transaction_changes_nothing() -> None:
    store = Store(None)

    def insert_and_fail(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO attempt VALUES ('send', 'm1', 1)")
        raise ValueError("halfway")

    def attempts(connection: sqlite3.Connection) -> int:
        return len(connection.execute("SELECT * FROM attempt").fetchall())

    with pytest.raises(ValueError, match="halfway"):
        await store.write(insert_and_fail)
    assert await store.read(attempts) == 0
    await store.close()


def test_faults_are_parsed_from_a_setting() -> None:
    assert Faults.parse("") == Faults()
    assert Faults.parse(" refuse=0.05, timeout_after_accept=0.02 ,late=0.1:0.5") == Faults(
        refuse=0.05, timeout_after_accept=0.02, late=0.1, late_seconds=0.5
    )
    assert Faults.parse("timeout_before=1,late=0.1") == Faults(timeout_before=1, late=0.1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("explode=1", "Unknown fault 'explode': use refuse, timeout_before"),
        ("late_seconds=1", "Unknown fault 'late_seconds'"),
        ("refuse", "Fault 'refuse' needs a share, for example refuse=0.05"),
        ("refuse=often", "Fault 'refuse' needs a number, not 'often'"),
        ("refuse=", "Fault 'refuse' needs a number, not ''"),
        ("refuse=0.1:2", "Fault 'refuse' has no seconds"),
        ("refuse=0.1,refuse=0.2", "Fault 'refuse' is given twice"),
        ("refuse=1.5", "Fault 'refuse' is a share from 0 to 1"),
        ("refuse=nan", "Fault 'refuse' is a share from 0 to 1"),
        ("refuse=0.6,timeout_before=0.6", "exceed 1 together"),
        ("late=0.1:-1", "Late answers come after"),
        ("late=0.1:inf", "Late answers come after"),
    ],
)
def test_invalid_faults_get_a_clear_error(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Faults.parse(line)
