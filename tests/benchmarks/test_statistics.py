"""What the benchmark's figures are: medians of rounds, and ratios within them."""

from __future__ import annotations

import pytest

from benchmarks.statistics import Spread, ratios


def test_a_spread_is_the_median_and_both_ends() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert Spread.of([4.0, 1.0]) == Spread(2.5, 1.0, 4.0)


def test_ratios_are_formed_within_rounds() -> None:
    # The second round was slow for both: of the medians, 20 and 10, nothing would be seen of it.
    assert ratios([20.0, 12.0, 30.0], [10.0, 4.0, 20.0]) == Spread(2.0, 1.5, 3.0)


def test_rounds_that_do_not_match_are_no_ratios() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])
