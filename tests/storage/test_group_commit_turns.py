"""Owners of submitted items take turns, so that a backlog of one delays no other by more than a small batch."""

from __future__ import annotations

import asyncio

import pytest

from tests.storage.test_group_commit import Writer, database, writer
from textgate.storage import group_commit
from textgate.storage.group_commit import SHARE

__all__ = ["database", "writer"]


def backlog(owner: str, count: int) -> list[str]:
    return [f"{owner} {number}" for number in range(count)]


async def test_an_owner_alone_gets_whole_batches(writer: Writer) -> None:
    await asyncio.gather(*writer.submit(*backlog("a", 3 * SHARE)))
    assert writer.batches == [backlog("a", 3 * SHARE)]


async def test_owners_take_turns_in_small_batches(writer: Writer) -> None:
    """A backlog delays another owner's item by one small batch, and keeps its own order."""
    await asyncio.gather(
        *writer.submit(*backlog("a", 3 * SHARE), *backlog("b", 2), *backlog("c", SHARE + 1))
    )
    first, second, third = writer.batches
    assert first[:6] == ["a 0", "b 0", "c 0", "a 1", "b 1", "c 1"]
    assert sorted(first) == sorted([*backlog("a", SHARE), *backlog("b", 2), *backlog("c", SHARE)])
    assert [*second, *third] == [
        "a 10",
        "c 10",
        *backlog("a", 3 * SHARE)[SHARE + 1 :],
    ]


async def test_an_owner_soon_gets_whole_batches_again(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "SHARED_FOR", 0.0)
    await asyncio.gather(*writer.submit("b 0", *backlog("a", 3 * SHARE)))
    assert [len(batch) for batch in writer.batches] == [1 + 3 * SHARE]
