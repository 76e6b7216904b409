"""The demo has data for every view of the portal."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.demo import fortnight
from textgate.demo.build import build_demo
from textgate.domain.clock import system_clock
from textgate.domain.send_report import ACCEPTED, select_sends
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.viewer import Viewer
from textgate.services.options import Options
from textgate.services.services import Services, build
from textgate.storage.database import Database

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PASSWORD = "correct horse battery staple"


@pytest.fixture
async def demo(
    migrated_sqlite: Path, tmp_path: Path
) -> AsyncIterator[tuple[Services, list[Viewer]]]:
    """Its services, and the programs of its partners."""
    shutil.copy(migrated_sqlite, tmp_path / "textgate.sqlite3")
    url = f"sqlite+aiosqlite:///{tmp_path / 'textgate.sqlite3'}"
    credentials = await build_demo(url, tmp_path / "simulator.sqlite3", EXAMPLES, PASSWORD)
    database = Database(url)
    carrier = Simulator(tmp_path / "simulator.sqlite3", SimulatorOptions(), system_clock)
    services = build(database, carrier, system_clock, Options())
    viewers = []
    for credential in credentials:
        who = await services.credentials.authenticate(credential.token)
        assert who is not None
        viewers.append(who.viewer)
    yield services, viewers
    await carrier.close()
    await database.close()


async def test_every_chart_has_data(demo: tuple[Services, list[Viewer]]) -> None:
    services, (viewer, without_sms) = demo
    found = await services.overview.load(viewer, partner_supplies=0)
    assert all(found.numbers[status] for status in SmsNumberStatus)
    assert (found.verifications_in_flight, found.verifications_overdue) == (2, 1)
    assert sum(1 for day in found.sends if day.accepted) >= fortnight.DAYS
    assert sum(1 for day in found.sends if day.refused) >= 5
    assert sum(found.messages.values()) >= 10
    selection = select_sends(services.clock().date())
    codes = {row["code"] for row in await services.send_reports.totals(viewer, selection)}
    assert codes == {ACCEPTED, 4035, 4039, 4060, 4080}
    (row,) = await services.send_reports.totals(without_sms, selection)
    assert (row["code"], row["count"]) == (4015, 1)
    rows = [
        row async for batch in services.send_reports.batches(viewer, selection) for row in batch
    ]
    assert len({row["name"] for row in rows if row["code"] == ACCEPTED}) > 1
    # A sender that does not exist.
    assert [row["code"] for row in rows if row["account_id"] is None] == [4060]
