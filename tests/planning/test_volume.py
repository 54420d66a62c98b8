"""How far the kilometres of a runner who starts from few may grow (method 3.2, 1.3; Buist 2008)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Race
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.plan import prepare
from tests.builders.runners import START, runner

KM = 1000.0
LOW_KM = 25.0  # 1500 m, beginner: lower end of the range (method 1.3)


def starter(km: float, weeks: int, **changes: object) -> Athlete:
    """Half a year of running, ``km`` a week, and a 1500 m race at the end of ``weeks`` weeks."""
    race = Race(START + timedelta(days=7 * weeks - 2), 1500.0)
    few: dict[str, object] = {"training_years": 0.5, "quality_per_week": 0.0, "longest_run_km": 2.0}
    return runner(**(few | {"weekly_km": km, "races": (race,), "results": ()} | changes))


def peak(athlete: Athlete) -> float:
    """V_peak in m."""
    return prepare(athlete, START, builtin(), estimate(athlete, START))[0].volume.peak


@pytest.mark.parametrize("km", [0.0, 3.0, 8.0])
def test_a_long_season_leads_from_few_kilometres_to_the_range_of_the_event(km: float) -> None:
    assert peak(starter(km, 40)) == pytest.approx(LOW_KM * KM)


def test_a_short_season_leads_as_far_as_its_weeks() -> None:
    assert peak(starter(0.0, 12)) < peak(starter(0.0, 20)) < peak(starter(0.0, 40))


def test_who_runs_twenty_keeps_the_ten_kilometres_of_3_2() -> None:
    assert peak(starter(20.0, 16)) == pytest.approx(30.0 * KM)


@pytest.mark.parametrize(("weeks", "share"), [(20, 1.25), (30, 1.35)])
def test_from_25_km_on_the_share_of_3_2_holds_also_below_the_range(weeks: int, share: float) -> None:
    """30 km is short of the 65 that an advanced runner's range begins with."""
    athlete = starter(30.0, weeks, training_years=4.0, results=runner().results)
    assert estimate(athlete, START).level == "advanced"
    assert peak(athlete) == pytest.approx(share * 30.0 * KM)


@settings(deadline=None, max_examples=30)
@given(st.floats(0, 24), st.floats(0, 24), st.integers(12, 40))
def test_who_runs_more_never_has_the_lower_peak(a: float, b: float, weeks: int) -> None:
    fewer, more = (peak(starter(km, weeks)) for km in sorted((a, b)))
    assert fewer <= more + 1e-6


def test_the_season_from_nothing_grows_and_keeps_every_limit() -> None:
    season = plan_season(starter(0.0, 30), START)
    assert season.refused is None
    assert season.violations == ()
    first = max(w.distance_m for w in season.weeks[:4])
    later = max(w.distance_m for w in season.weeks[-8:])
    assert first < 10 * KM
    assert later > 1.5 * first


def test_the_first_weeks_from_nothing_hold_running_and_the_test_waits_for_longer_runs() -> None:
    """A test in week 2 is longer than any run may be there (INV-10): it left a week without running."""
    athlete = starter(0.0, 38, longest_run_km=1.0)
    season = plan_season(athlete, START + timedelta(days=4))
    assert season.violations == ()
    assert all(w.distance_m > 0 for w in season.weeks[:8])
    tested = [w.number for w in season.weeks if any(s.id == "TT01" for d in w.days for s in d.sessions)]
    assert tested
    assert any(f"The first test waits until week {tested[0]}:" in note for note in season.assumptions)


def test_who_can_run_as_far_is_tested_in_the_first_two_weeks() -> None:
    season = plan_season(starter(20.0, 20, longest_run_km=8.0), START)
    assert any(s.id == "TT01" for w in season.weeks[:2] for d in w.days for s in d.sessions)
