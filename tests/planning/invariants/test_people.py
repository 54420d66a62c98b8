"""Each limit of age and health lets a legal season pass and names itself when broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from homestretch.athlete.model import Athlete, Health, Injury, Restriction, Span
from tests.builders.checks import broken
from tests.builders.seasons import (
    START,
    athlete,
    easy,
    fast,
    hard,
    light,
    long,
    plain,
    rest,
    season,
    strength,
)

DAY = timedelta(days=1)
MONTH = Span(START, START + 30 * DAY)


def child(age: int, km: float, **changes: Any) -> Athlete:
    return athlete(age, weekly_km=km, longest_run_km=12, training_years=2, quality_per_week=1, **changes)


def young_week(minutes: int = 30, days: tuple[str, ...] = ("tue", "thu", "sat", "sun")) -> dict[str, Any]:
    return {d: (easy(minutes=minutes),) for d in days}


def test_consent_is_needed_under_18_and_nobody_plans_under_12() -> None:
    week = {"tue": (easy(minutes=20),), "sat": (easy(minutes=20),)}
    none = Health(guardian_consent=False)
    assert broken(season(week), athlete(17)) == set()
    assert broken(season(week), athlete(17, health=none)) == {"INV-01"}
    assert broken(season(week), athlete(18, health=none)) == set()
    assert broken(season(week), athlete(11)) == {"INV-01"}


@pytest.mark.parametrize("flag", ["heart_condition", "pregnant", "active_bone_stress", "eating_disorder"])
def test_an_open_health_question_allows_rest_and_walking_only(flag: str) -> None:
    closed = Health(**{flag: True, "clearance": True})
    assert broken(season(plain()), athlete(health=Health(**{flag: True}))) == {"INV-02"}
    assert broken(season(plain()), athlete(health=closed)) == set()
    assert broken(season({"mon": (rest(),)}), athlete(health=Health(**{flag: True}))) == set()


def test_the_first_12_weeks_after_a_birth_wait_for_clearance() -> None:
    assert broken(season(plain()), athlete(health=Health(postpartum_weeks=12))) == {"INV-02"}
    assert broken(season(plain()), athlete(health=Health(postpartum_weeks=13))) == set()


def test_a_bone_stress_injury_that_reaches_into_the_plan_is_active() -> None:
    open_one = Health(injuries=(Injury("foot", Span(START - 20 * DAY, START + 20 * DAY), bone_stress=True),))
    assert "INV-02" in broken(season(plain()), athlete(health=open_one))


def test_a_restriction_is_kept() -> None:
    def who(what: str, minutes: int | None = None) -> Athlete:
        return athlete(health=Health(restrictions=(Restriction(MONTH, what, minutes, "physio"),)))

    calm = plain(tue=easy(minutes=40), sun=long(50))
    assert broken(season(plain()), who("no quality")) == {"INV-22"}
    assert broken(season(calm), who("no quality")) == set()
    assert broken(season(calm), who("max_minutes", 40)) == {"INV-22"}
    assert broken(season(plain()), who("max_minutes", 60)) == set()


def test_an_injury_that_reaches_into_the_plan_bars_what_strains_it() -> None:
    span = Span(START - 10 * DAY, START + 30 * DAY)
    shin = athlete(health=Health(injuries=(Injury("shin", span),)))
    over = athlete(health=Health(injuries=(Injury("shin", Span(START - 60 * DAY, START - 10 * DAY)),)))
    assert broken(season(plain()), shin) == {"INV-22"}
    assert broken(season(plain()), over) == set()


def test_missed_periods_or_two_bone_stress_injuries_stop_growth() -> None:
    health = Health(missed_periods=3)
    assert broken(season(plain()), athlete(weekly_km=41, health=health)) == set()
    assert broken(season(plain()), athlete(weekly_km=38, health=health)) == {"INV-56"}
    assert broken(season(plain()), athlete(weekly_km=41, hsr_m_per_week=100, health=health)) == {"INV-56"}


def test_texts_advise_nothing_harmful_and_promise_nothing() -> None:
    week = plain(wed=easy(why="Run it fasted, for weight loss."))
    assert broken(season(week)) == {"INV-04"}
    promise = plain(wed=easy(why="A low ratio prevents injuries."))
    assert broken(season(promise)) == {"INV-63"}
    assert broken(season(plain(wed=easy(why="Easy, so that the next day is good.")))) == set()


@pytest.mark.parametrize(
    ("age", "most"), [(12, 20), (13, 28), (14, 36), (15, 46), (16, 60), (17, 75), (18, 95)]
)
def test_the_weekly_distance_has_a_limit_by_age(age: int, most: int) -> None:
    who = athlete(age, weekly_km=150, longest_run_km=150)
    minutes = most * 1000 / (60 * 3.383)
    assert "INV-50" not in broken(season({"tue": (easy(minutes=round(minutes) - 1),)}), who)
    assert "INV-50" in broken(season({"tue": (easy(minutes=round(minutes) + 1),)}), who)


def test_the_age_of_the_first_day_counts_for_the_young() -> None:
    birthday = replace(athlete(14, weekly_km=40), born=date(START.year - 14, START.month, START.day + 3))
    week = {d: (easy(minutes=37),) for d in ("mon", "wed", "thu", "sat")}  # 30 km
    assert "INV-50" in broken(season(week), birthday)  # 13 on the first day: 28 km
    assert "INV-50" not in broken(season(week), athlete(14, weekly_km=40))


def test_under_15_five_days_of_running_and_a_day_off_are_the_most() -> None:
    five = young_week(20, ("mon", "tue", "thu", "sat", "sun"))
    six = young_week(15, ("mon", "tue", "wed", "thu", "sat", "sun"))
    who = child(14, 34)
    assert "INV-51" not in broken(season(five), who)
    assert "INV-51" in broken(season(six), who)
    no_day_off = {**five, "wed": (strength("ST02"),), "fri": (strength("ST02"),)}
    assert "INV-51" in broken(season(no_day_off), who)


def test_hours_a_week_stay_under_the_age_in_years() -> None:
    long_week = {d: (easy("RC02", 150, distance_m=0),) for d in ("mon", "tue", "thu", "fri", "sat")}
    assert "INV-51" in broken(season(long_week), child(12, 20))
    assert "INV-51" not in broken(season(long_week), child(13, 20))


def test_quality_for_the_young_is_limited_by_age() -> None:
    two = plain(tue=hard(), fri=hard(), sat=(), thu=easy(minutes=20), sun=long(40), wed=easy(minutes=20))
    assert "INV-52" in broken(season(two), child(13, 40))
    assert "INV-52" not in broken(season(two), child(15, 40))


def test_fast_metres_for_the_young_are_limited_by_age() -> None:
    week = plain(tue=fast("LT04", 1), thu=easy(minutes=20), sun=long(38))
    assert "INV-52" in broken(season(week), child(12, 40, hsr_m_per_week=800))  # 800 of 600 m
    assert "INV-52" not in broken(season(week), child(13, 40, hsr_m_per_week=800))


def test_some_sessions_wait_until_16() -> None:
    week = plain(tue=hard("LT10", 1, 10, 500, 5.8, hsr_m=500))
    assert "INV-52" in broken(season(week, level="advanced"), child(15, 40))
    assert "INV-52" not in broken(season(week, level="advanced"), child(16, 40))


def test_the_longest_run_of_the_young_is_limited_by_age() -> None:
    week = young_week(30) | {"sun": (long(42),)}
    assert "INV-53" in broken(season(week), child(12, 30))
    assert "INV-53" not in broken(season(week), child(13, 30))


def test_from_50_two_quality_sessions_in_seven_days_are_the_most() -> None:
    three = plain(mon=hard(), tue=(), wed=hard(), fri=hard(), thu=(), sat=())
    who = {"weekly_km": 50, "quality_per_week": 3, "longest_run_km": 14}
    assert "INV-55" in broken(season(three, level="advanced"), athlete(50, **who))
    assert "INV-55" not in broken(season(three, level="advanced"), athlete(48, **who))


def test_bounding_is_not_for_beginners_the_young_and_the_old() -> None:
    week = plain(wed=(easy(minutes=40), strength("ST05", 60)))
    for age, limit in ((15, "INV-36"), (62, "INV-55")):
        assert limit in broken(season(week, level="advanced"), athlete(age))
    assert "INV-36" not in broken(season(week, level="advanced"), athlete(30))
    assert "INV-36" in broken(season(week, level="beginner"), athlete(30))


def test_limits_of_the_old_take_the_age_of_the_last_day() -> None:
    nearly = replace(athlete(60), born=date(START.year - 60, START.month, START.day) + 5 * DAY)
    week = plain(wed=(easy(minutes=40), strength("ST05", 60)))
    assert "INV-55" in broken(season(week, level="advanced"), nearly)
    assert light()
