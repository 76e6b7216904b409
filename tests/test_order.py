"""Long tests start first, spread over the workers of pytest-xdist."""

from __future__ import annotations

import pytest

from tests.order import spread


def test_long_tests_start_each_workers_share() -> None:
    assert "".join(spread(list("ABCDE"), list("abcdefg"), 3)) == "Aabc" + "BDde" + "CEfg"


def test_one_worker_runs_long_tests_first() -> None:
    assert "".join(spread(list("AB"), list("abc"), 1)) == "ABabc"


@pytest.mark.parametrize("workers", range(1, 6))
@pytest.mark.parametrize(("long", "others"), [(0, 0), (0, 7), (1, 0), (5, 0), (1, 1), (9, 2)])
def test_every_test_runs_once(long: int, others: int, workers: int) -> None:
    numbers = list(range(long + others))
    assert sorted(spread(numbers[:long], numbers[long:], workers)) == numbers
