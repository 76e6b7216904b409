"""Medians with what was smallest and biggest, and ratios of what was measured in the same round."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    median: float
    smallest: float
    biggest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of one value at the least."""
        return cls(statistics.median(values), min(values), max(values))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Ours over theirs, round by round: what slowed the machine down in a round slowed both."""
    return Spread.of([mine / other for mine, other in zip(ours, theirs, strict=True)])
