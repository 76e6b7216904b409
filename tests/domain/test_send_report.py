"""A send report covers at most 366 days, by default the last thirty."""

from datetime import date, timedelta

import pytest

from textgate.domain.send_report import InvalidPeriod, SendSelection, parse_day, select_sends

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "until", "selected"),
    [
        (None, None, (date(2026, 10, 25), TODAY)),
        (date(2026, 11, 1), None, (date(2026, 11, 1), TODAY)),
        (None, date(2026, 3, 30), (date(2026, 3, 1), date(2026, 3, 30))),
        (TODAY, TODAY, (TODAY, TODAY)),
        (TODAY - timedelta(days=365), TODAY, (TODAY - timedelta(days=365), TODAY)),
        (None, date(1, 1, 30), (date.min, date(1, 1, 30))),
        (date.max, date.max, (date.max, date.max)),
    ],
)
def test_the_days_default_to_the_last_thirty(
    since: date | None, until: date | None, selected: tuple[date, date]
) -> None:
    assert select_sends(TODAY, since, until) == SendSelection(*selected)


@pytest.mark.parametrize(
    ("since", "until", "name", "problem"),
    [
        (TODAY, date(2026, 11, 22), "since", "must not be later than until"),
        (TODAY + timedelta(days=1), None, "since", "must not be later than until"),
        (TODAY - timedelta(days=366), None, "since", "must be at most 366 days before until"),
        (date.min, date.max, "since", "must be at most 366 days before until"),
        (None, date(1, 1, 29), "until", "is out of range"),
    ],
)
def test_an_invalid_period_is_refused(
    since: date | None, until: date | None, name: str, problem: str
) -> None:
    with pytest.raises(InvalidPeriod) as error:
        select_sends(TODAY, since, until)
    assert (error.value.name, error.value.problem) == (name, problem)


def test_only_one_notation_of_a_day_is_parsed() -> None:
    assert parse_day("2026-11-23") == TODAY
    others = [
        "20261123",
        "2026-W48-1",
        "2026-11-23T00:00",
        "2026-13-01",
        "２０２６-11-23",
        "",
        7,
        None,
    ]
    for other in others:
        with pytest.raises(ValueError, match=r"day|month"):
            parse_day(other)
