"""The benchmark's figures are medians of rounds, and ratios within rounds."""

from __future__ import annotations

import pytest

from benchmarks.statistics import Spread, ratios


def test_a_spread_is_the_median_minimum_and_maximum() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert Spread.of([4.0, 1.0]) == Spread(2.5, 1.0, 4.0)


def test_ratios_are_formed_within_rounds() -> None:
    # The second round was slow for both. The ratio of the medians, 20 and 10, would be 2 without a spread.
    assert ratios([20.0, 12.0, 30.0], [10.0, 4.0, 20.0]) == Spread(2.0, 1.5, 3.0)


def test_rounds_of_different_numbers_raise() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])
