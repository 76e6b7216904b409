"""A bucket of points tells whole seconds no longer than they are."""

from __future__ import annotations

from datetime import timedelta

from tests.product import START
from textgate.domain.points import Bucket, Share


def test_a_fraction_s_last_digit_is_no_second_more() -> None:
    # 21 / 0.7 is 30.000000000000004 to a computer: whoever rounds it up would say 31.
    bucket = Share([], Bucket(21, 0.7, START))
    assert bucket.consume(21, START).full_in == 30.0
    assert bucket.consume(21, START).wait == 30.0
    assert bucket.consume(21, START + timedelta(seconds=30)).wait is None


def test_a_clock_that_goes_back_adds_nothing_and_takes_nothing_away() -> None:
    bucket = Share([], Bucket(10, 1.0, START))
    assert bucket.consume(10, START).remaining == 0
    assert bucket.consume(1, START - timedelta(hours=1)).wait == 1.0
    assert bucket.consume(1, START + timedelta(seconds=1)).wait is None
