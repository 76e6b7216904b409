"""D: does the worker send texts to the carrier as fast as the server accepts them, on the same core?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.options import Options
from benchmarks.seed import LOCATIONS, Seeded, sender_phone
from benchmarks.sends import count_messages, textgate, textgate_contenders
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.domain.clock import system_clock

VARIANTS = {
    # Lease, send and record. Delivery events are due only after the run.
    "without-callbacks": "3600",
    # The same, plus the carrier's delivery events.
    "with-callbacks": "0.5",
}
_SENDERS = 1_000
_LONGEST_DRAIN = 20.0
_IS_HANDED_OVER = "carrier_id IS NOT NULL"
_IS_WAITING = "status = 'QUEUED'"


def measure(
    seeded: Seeded, options: Options, directory: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """For each variant, texts per second that were accepted and sent, in windows without pauses."""
    results: dict[str, dict[str, Any]] = {}
    for name, delivery_seconds in VARIANTS.items():
        if options.is_quick and results:
            break
        results[name] = _measure(seeded, options, directory / name, delivery_seconds)
        say(f"dispatch {name}: {results[name]}")
    return results


def _measure(
    seeded: Seeded, options: Options, directory: Path, delivery_seconds: str
) -> dict[str, Any]:
    directory.mkdir()
    asyncio.run(_adopt(directory / "simulator.sqlite3"))
    settings = {
        "TEXTGATE_WORKER_ENABLED": "true",
        "TEXTGATE_SIMULATOR_DELIVERY_SECONDS": delivery_seconds,
    }
    accepted, handed_over, ratios = [], [], []
    with textgate(seeded, directory, settings) as running:
        database = directory / "textgate.sqlite3"
        with_numbers = replace(seeded, accounts=_SENDERS)
        target = textgate_contenders(running, with_numbers, directory)[0].target
        target.window(options.warm_up, settles=False)
        before = _counted(database)
        for _ in range(options.rounds):
            target.window(options.window, settles=False)
            after = _counted(database)
            seconds = after[0] - before[0]
            accepted.append((after[1] - before[1]) / seconds)
            handed_over.append((after[2] - before[2]) / seconds)
            ratios.append(handed_over[-1] / accepted[-1])
            before = after
        backlog = count_messages(database, _IS_WAITING)
        began = time.monotonic()
        remaining = backlog
        while remaining and time.monotonic() - began < _LONGEST_DRAIN:
            time.sleep(0.1)
            remaining = count_messages(database, _IS_WAITING)
        drained = (backlog - remaining) / (time.monotonic() - began)
    return {
        "accepted": [round(value, 1) for value in accepted],
        "handed_over": [round(value, 1) for value in handed_over],
        # Two digits: a few texts are in flight at a window's edges.
        "ratio": [round(value, 2) for value in ratios],
        "backlog": backlog,
        "drained": round(drained, 1) if backlog > accepted[-1] else None,
    }


def _counted(database: Path) -> tuple[float, int, int]:
    return time.monotonic(), count_messages(database), count_messages(database, _IS_HANDED_OVER)


async def _adopt(path: Path) -> None:
    """Register the senders' numbers with the simulated carrier, as verified."""
    simulator = Simulator(path, SimulatorOptions(), system_clock)
    try:
        for index in range(_SENDERS):
            phone = sender_phone(index * LOCATIONS)
            await simulator.adopt_number(phone, reference=f"bench-{index}", is_approved=True)
    finally:
        await simulator.close()
