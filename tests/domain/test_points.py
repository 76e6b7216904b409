"""Buckets of points neither round waits up nor lose points to clock changes."""

from __future__ import annotations

from datetime import timedelta

from tests.product import START
from textgate.domain.points import Bucket, Share


def test_a_rounding_error_of_floats_adds_no_second() -> None:
    # 21 / 0.7 is 30.000000000000004 in floating point; rounding up would give 31.
    bucket = Share([], Bucket(21, 0.7, START))
    assert bucket.consume(21, START).full_in == 30.0
    assert bucket.consume(21, START).wait == 30.0
    assert bucket.consume(21, START + timedelta(seconds=30)).wait is None


def test_a_clock_that_moves_back_neither_adds_nor_removes_points() -> None:
    bucket = Share([], Bucket(10, 1.0, START))
    assert bucket.consume(10, START).remaining == 0
    assert bucket.consume(1, START - timedelta(hours=1)).wait == 1.0
    assert bucket.consume(1, START + timedelta(seconds=1)).wait is None
