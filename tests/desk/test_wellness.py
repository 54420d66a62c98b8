"""Wellness as it is drawn: means of seven days, gaps left as gaps, one source a kind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.desk.wellness import LEAST_DAYS, DayValue, series, wellness
from homestretch.store.activity_values import WellnessRow
from homestretch.store.wellness import keep_wellness
from tests.builders.stored_runs import an_athlete

TODAY = date(2026, 6, 20)


def days(*ago: int, value: float = 50.0) -> list[DayValue]:
    return [DayValue(TODAY - timedelta(days=count), value) for count in sorted(ago, reverse=True)]


def test_six_weeks_without_a_watch_break_the_line() -> None:
    known = days(*range(30), *range(72, 100))
    found = series("resting_hr", "garmin", known, TODAY - timedelta(days=120), TODAY)
    assert len(found.mean) == 2
    assert found.mean[0][-1].on < TODAY - timedelta(days=66)
    assert found.mean[1][0].on == TODAY - timedelta(days=29 - LEAST_DAYS + 1)


def test_the_recent_four_weeks_stand_beside_those_before() -> None:
    known = days(*range(28, 56), value=54.0) + days(*range(28), value=50.0)
    found = series("resting_hr", "garmin", known, TODAY - timedelta(days=60), TODAY)
    assert (found.now, found.before) == (50.0, 54.0)
    few = series("resting_hr", "garmin", days(1, 2, 3), TODAY - timedelta(days=60), TODAY)
    assert (few.now, few.before) == (None, None)


def test_years_are_drawn_by_weeks() -> None:
    known = days(*range(700))
    found = series("sleep_s", "garmin", known, TODAY - timedelta(days=700), TODAY)
    assert found.weekly
    assert 98 <= len(found.values) <= 101
    assert all(value.on.weekday() == 0 for value in found.values)


def test_the_mean_of_variability_is_that_of_its_logarithm() -> None:
    known = [DayValue(TODAY - timedelta(days=2 - k), value) for k, value in enumerate((25.0, 50.0, 100.0))]
    found = series("hrv_rmssd_ms", "garmin", known, TODAY - timedelta(days=30), TODAY)
    assert found.mean[0][-1].value == pytest.approx(50.0)


@given(st.sets(st.integers(0, 300), min_size=1, max_size=300), st.floats(30, 100))
def test_the_line_goes_only_where_the_week_before_is_known(ago: set[int], value: float) -> None:
    known = days(*ago, value=value)
    there = {day.on for day in known}
    found = series("resting_hr", "garmin", known, TODAY - timedelta(days=300), TODAY)
    for stretch in found.mean:
        for one in stretch:
            week = [one.on - timedelta(days=k) for k in range(7)]
            assert sum(day in there for day in week) >= LEAST_DAYS
            assert one.value == pytest.approx(value)


@pytest.mark.django_db
def test_of_two_sources_the_one_that_knows_more_days_is_shown() -> None:
    athlete_id = an_athlete()
    rows = [WellnessRow(TODAY - timedelta(days=k), "resting_hr", 50.0, "garmin") for k in range(5)]
    rows += [WellnessRow(TODAY - timedelta(days=k), "resting_hr", 60.0, "apple") for k in range(9)]
    keep_wellness(athlete_id, rows)
    (found,) = wellness(athlete_id, None, TODAY)
    assert (found.source, len(found.values)) == ("apple", 9)
