"""Orders tests: long ones start first, so that no worker runs one alone at the end."""

from __future__ import annotations

from typing import TypeVar

import pytest

T = TypeVar("T")


def order(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Put tests marked `long(seconds=…)` first, divided among the workers of pytest-xdist."""
    seconds = {
        item: marker.kwargs["seconds"]
        for item in items
        if (marker := item.get_closest_marker("long"))
    }
    long = sorted(seconds, key=lambda item: seconds[item], reverse=True)
    return spread(long, [item for item in items if item not in seconds], workers)


def spread(long: list[T], others: list[T], workers: int) -> list[T]:
    """Divide tests as pytest-xdist's worksteal does. Each worker's share starts with long ones.

    `long` begins with the longest. Its worker gets no second one: workers steal only from the end of a share.
    """
    if workers == 1:
        return [*long, *others]
    starts = [long[:1], *(long[number :: workers - 1] for number in range(1, workers))]
    ordered: list[T] = []
    taken = 0
    for number, start in enumerate(starts):
        share = (len(long) + len(others) - len(ordered)) // (workers - number)
        end = taken + max(share - len(start), 0)
        ordered += [*start, *others[taken:end]]
        taken = end
    return [*ordered, *others[taken:]]
