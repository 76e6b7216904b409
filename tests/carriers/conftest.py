"""Closes the simulators of each test: Python 3.13 warns about unclosed connections."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from textgate.carriers.simulator.store import Store


@pytest.fixture(autouse=True)
def stores_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: list[Store] = []
    initialize = Store.__init__

    def note(store: Store, *arguments: Any, **options: Any) -> None:
        initialize(store, *arguments, **options)
        opened.append(store)

    monkeypatch.setattr(Store, "__init__", note)
    yield

    async def close_all() -> None:
        for store in opened:
            await store.close()

    asyncio.run(close_all())
