"""How far the kilometres of a runner who starts from few may grow (method 3.2, 1.3; Buist 2008)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Availability, Race
from homestretch.blueprint.read import builtin
from homestretch.planning.plan import plan_season, prepare

START = date(2027, 1, 4)
KM = 1000.0


def runner(km: float, weeks: int) -> Athlete:
    race = Race(START + timedelta(days=7 * weeks - 2), 1500.0, "A")
    days = Availability(days=(0, 1, 3, 5, 6), minutes=(None,) * 7)
    return Athlete(
        "Nell",
        date(1996, 5, 4),
        "F",
        races=(race,),
        availability=days,
        weekly_km=km,
        training_years=0.5,
    )


def peak(km: float, weeks: int) -> float:
    athlete = runner(km, weeks)
    return prepare(athlete, START, builtin(), estimate(athlete, START))[0].volume.peak


@pytest.mark.parametrize("km", [0.0, 3.0, 8.0])
def test_a_long_season_leads_from_few_kilometres_to_the_range_of_the_event(km: float) -> None:
    low = builtin().volume_km["1500"]["beginner"][0]
    assert peak(km, 40) == pytest.approx(low * KM)


def test_a_short_season_leads_as_far_as_its_weeks() -> None:
    assert peak(0.0, 12) < peak(0.0, 20) < peak(0.0, 40)


def test_who_runs_the_range_already_is_held_to_the_growth_of_3_2() -> None:
    assert 30.0 * KM < peak(30.0, 40) <= 30.0 * 1.35 * KM


def test_the_season_from_nothing_grows_and_keeps_every_limit() -> None:
    season = plan_season(runner(0.0, 30), START)
    assert season.refused is None
    assert season.violations == ()
    first = max(w.distance_m for w in season.weeks[:4])
    later = max(w.distance_m for w in season.weeks[-8:])
    assert first < 10 * KM
    assert later > 1.5 * first


def test_a_shorter_history_never_raises_the_peak() -> None:
    athlete = runner(20.0, 24)
    fewer = replace(athlete, weekly_km=5.0)
    peaks = [prepare(a, START, builtin(), estimate(a, START))[0].volume.peak for a in (fewer, athlete)]
    assert peaks[0] <= peaks[1]
