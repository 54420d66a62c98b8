"""What a day of the season is: before, training, rest, race, after; and which advice fits it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from homestretch.desk.days import nearest_week, view_day
from homestretch.desk.guidance import guidance_for
from tests.builders.sample_season import RACE_DAY, START, sample_athlete, sample_season

SEASON, ATHLETE = sample_season(), sample_athlete()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (START - timedelta(days=1), "before"),
        (START, "training"),
        (START + timedelta(days=4), "rest"),
        (RACE_DAY, "race"),
        (RACE_DAY + timedelta(days=1), "rest"),
        (RACE_DAY + timedelta(days=2), "after"),
    ],
)
def test_each_day_knows_its_kind(day: date, kind: str) -> None:
    assert view_day(SEASON, ATHLETE, day).kind == kind


def test_place_in_the_phase_counts_from_one() -> None:
    view = view_day(SEASON, ATHLETE, START + timedelta(weeks=6, days=1))
    assert view.phase is not None
    assert (view.phase.name, view.week_of_phase, view.phase.weeks) == ("build", 2, 5)


def test_the_next_race_is_the_nearest_one_ahead() -> None:
    view = view_day(SEASON, ATHLETE, date(2027, 5, 8))
    assert view.next_race is not None
    assert (view.next_race.distance_m, view.days_to_race) == (800, 0)
    after = view_day(SEASON, ATHLETE, date(2027, 5, 9))
    assert after.next_race is not None
    assert (after.next_race.distance_m, after.days_to_race) == (1500, 34)


def test_yesterday_and_tomorrow_cross_the_week() -> None:
    view = view_day(SEASON, ATHLETE, START + timedelta(days=7))
    assert view.yesterday is not None
    assert view.yesterday.sessions[0].name == "Long run"


def test_the_nearest_week_of_a_day_outside_is_the_first_or_last() -> None:
    assert nearest_week(SEASON, date(2026, 1, 1)).number == 1
    assert nearest_week(SEASON, date(2028, 1, 1)).number == 16


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2027, 4, 6), "hard"),
        (date(2027, 4, 8), "threshold"),
        (date(2027, 4, 9), "rest"),
        (date(2027, 4, 11), "long"),
        (date(2027, 4, 12), "deload"),
        (RACE_DAY, "race"),
    ],
)
def test_advice_fits_the_day(day: date, kind: str) -> None:
    found = guidance_for(view_day(SEASON, ATHLETE, day), ATHLETE)
    assert found is not None
    assert found.day == kind


def test_advice_for_the_young_names_no_supplement_but_to_leave_it() -> None:
    young = sample_athlete(born=date(2012, 5, 14))
    found = guidance_for(view_day(SEASON, young, RACE_DAY), young)
    assert found is not None
    assert found.day == "race_youth"
    assert "no supplements" in found.other
