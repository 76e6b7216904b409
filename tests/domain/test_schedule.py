"""Business days of the US federal calendar."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from textgate.domain.schedule import add_business_days, business_days_ago


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-02T15:00", 2, "2026-03-04T15:00"),
        ("2026-03-05T15:00", 2, "2026-03-09T14:00"),  # over a weekend and the change to summer time
        ("2026-03-07T15:00", 0, "2026-03-07T15:00"),
        ("2026-03-07T15:00", 1, "2026-03-09T14:00"),
        ("2026-07-02T15:00", 1, "2026-07-06T15:00"),  # Independence Day observed on Friday 3 July
        ("2026-11-25T15:00", 1, "2026-11-27T15:00"),  # Thanksgiving
        ("2021-12-30T15:00", 1, "2022-01-03T15:00"),  # New Year's Day observed in the old year
        ("2026-03-03T02:00", 1, "2026-03-04T02:00"),  # still Monday in New York
        ("2026-03-07T02:00", 1, "2026-03-10T01:00"),  # still Friday in New York
    ],
)
def test_weekends_and_federal_holidays_do_not_count(start: str, days: int, due: str) -> None:
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert add_business_days(moment, days) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_business_days_are_those_of_the_time_zone() -> None:
    monday_in_guam = datetime(2026, 3, 1, 20, tzinfo=UTC)
    assert add_business_days(monday_in_guam, 4, zone="Pacific/Guam") == datetime(
        2026, 3, 5, 20, tzinfo=UTC
    )
    assert add_business_days(monday_in_guam, 5, zone="Pacific/Guam") == datetime(
        2026, 3, 8, 20, tzinfo=UTC
    )


def test_the_result_keeps_the_zone_of_the_argument() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert add_business_days(datetime(2026, 3, 3, 9, tzinfo=tokyo), 1).tzinfo is tokyo


def test_adding_refuses_naive_moments_and_negative_days() -> None:
    with pytest.raises(ValueError, match="aware"):
        add_business_days(datetime.fromisoformat("2026-03-02"), 1)
    with pytest.raises(ValueError, match="negative"):
        add_business_days(datetime(2026, 3, 2, tzinfo=UTC), -1)


@given(
    st.datetimes(
        datetime.fromisoformat("2020-01-01"),
        datetime.fromisoformat("2035-01-01"),
        timezones=st.just(UTC),
    ),
    st.integers(1, 30),
)
def test_days_add_up_one_by_one_and_end_on_a_weekday(start: datetime, days: int) -> None:
    due = add_business_days(start, days)
    assert due.astimezone(ZoneInfo("America/New_York")).weekday() < 5
    assert due > add_business_days(start, days - 1)


@pytest.mark.parametrize(
    ("now", "days", "since"),
    [
        ("2026-03-12T15:00", 3, "2026-03-09T15:00"),
        ("2026-03-10T14:00", 3, "2026-03-05T15:00"),  # over a weekend and the change to summer time
        ("2026-03-07T15:00", 0, "2026-03-07T05:00"),  # a Saturday counts as its first moment
        ("2026-03-07T15:00", 3, "2026-03-04T05:00"),
        ("2026-03-08T15:00", 3, "2026-03-04T05:00"),
        ("2026-03-09T04:00", 3, "2026-03-04T05:00"),  # the first moment of Monday
        ("2026-11-30T15:00", 3, "2026-11-24T15:00"),  # Thanksgiving
    ],
)
def test_no_time_passes_on_weekends_and_holidays(now: str, days: int, since: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert business_days_ago(moment, days) == datetime.fromisoformat(since).replace(tzinfo=UTC)


MOMENTS = st.integers(0, 5_000_000).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
AT_NOON = st.integers(0, 3_650).map(
    lambda days: datetime(2020, 1, 1, 17, tzinfo=UTC) + timedelta(days=days)
)


@given(MOMENTS, MOMENTS, st.integers(0, 10))
def test_a_later_moment_never_gives_an_earlier_start(
    one: datetime, other: datetime, days: int
) -> None:
    earlier, later = sorted((one, other))
    assert business_days_ago(earlier, days) <= business_days_ago(later, days)


@given(AT_NOON, st.integers(1, 10), st.integers(-600, 600))
def test_subtracting_agrees_with_adding(start: datetime, days: int, minutes: int) -> None:
    # Skip weekends and holidays: add_business_days keeps their time of day, and business_days_ago does not.
    assume(business_days_ago(start, 0) == start)
    due = add_business_days(start, days)
    now = due + timedelta(minutes=minutes)
    assert (start < business_days_ago(now, days)) is (now > due)


def test_subtracting_refuses_naive_moments_and_negative_days() -> None:
    moment = datetime(2026, 3, 2, 15, tzinfo=UTC)
    with pytest.raises(ValueError, match="aware"):
        business_days_ago(moment.replace(tzinfo=None), 3)
    with pytest.raises(ValueError, match="negative"):
        business_days_ago(moment, -1)
