"""Each limit of volume, speed, contacts and load lets a legal season pass and names itself when broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from homestretch.athlete.model import Health, Injury, Race, Span
from homestretch.planning.invariants import check
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
    race,
    season,
    strength,
)


def test_a_plain_season_with_de_loads_breaks_nothing() -> None:
    assert broken(season(*[plain(), plain(), plain(), light()] * 5)) == set()


def test_a_refused_season_holds_nothing_to_check() -> None:
    assert check(replace(season(plain()), weeks=()), athlete(), START) == ()


def test_a_run_over_one_tenth_longer_than_the_longest_of_30_days_breaks_inv_10() -> None:
    who = athlete(longest_run_km=10.2)
    assert broken(season(plain()), who) == set()  # 11.22 km after 10.2
    assert broken(season(plain()), replace(who, longest_run_km=10.1)) == {"INV-10"}


def test_the_stated_longest_run_is_forgotten_after_30_days_but_the_plans_own_is_not() -> None:
    who = athlete(longest_run_km=20, weekly_km=44)
    shorter = plain(sun=long(45), fri=easy(minutes=20))
    weeks = [shorter, shorter, shorter, light(), shorter]
    assert broken(season(*weeks, plain(sun=long(49), fri=easy(minutes=20))), who) == set()
    assert broken(season(*weeks, plain(sun=long(53), fri=easy(minutes=20))), who) == {"INV-10"}


def test_a_run_of_three_km_is_always_allowed_and_short_runs_may_grow_by_one_km() -> None:
    who = athlete(longest_run_km=1, weekly_km=10, quality_per_week=0)
    assert broken(season({"tue": (easy(minutes=14),)}), who) == set()
    assert broken(season({"tue": (easy(minutes=16),)}), who) == {"INV-10"}
    four = replace(who, longest_run_km=4)
    assert broken(season({"tue": (easy(minutes=24),)}), four) == set()  # 4.9 km
    assert broken(season({"tue": (easy(minutes=26),)}), four) == {"INV-10"}


def test_a_race_of_5_km_is_exempt_from_inv_10() -> None:
    races = (Race(START + timedelta(days=5), 5000.0, "C"),)
    week = {"tue": (easy(minutes=30),), "sat": (race(5000, 4.77),)}
    assert broken(season(week), athlete(longest_run_km=7, races=races)) == set()


@pytest.mark.parametrize(("km", "most"), [(37.0, 40.7), (50.0, 54.0), (100.0, 106.0)])
def test_the_weekly_ramp_follows_the_size_of_the_week(km: float, most: float) -> None:
    who = athlete(weekly_km=km, longest_run_km=120)
    minutes = most * 1000 / (60 * 3.383)  # the middle of the easy target
    assert "INV-11" not in broken(season({"tue": (easy(minutes=round(minutes) - 1),)}), who)
    assert "INV-11" in broken(season({"tue": (easy(minutes=round(minutes) + 1),)}), who)


def test_a_week_over_the_ramp_breaks_inv_11_alone() -> None:
    assert broken(season(plain()), athlete(weekly_km=38)) == set()
    assert broken(season(plain()), athlete(weekly_km=36)) == {"INV-11"}


def test_after_light_weeks_a_week_stays_under_130_percent_of_their_mean() -> None:
    who = athlete(weekly_km=40)
    small = {d: (easy(minutes=26),) for d in ("mon", "wed", "fri", "sun")}  # 21 km
    calm = {"wed": (easy(minutes=33),), "sun": (easy(minutes=30),)}
    weeks = [plain(), calm, calm, calm]
    assert broken(season(*weeks, small), who) == set()
    assert "INV-11" in broken(season(*weeks, plain()), who)


def test_nobody_is_kept_from_starting_with_nine_km() -> None:
    who = athlete(weekly_km=0, longest_run_km=0, quality_per_week=0, training_years=0)
    run = easy(minutes=14)
    assert broken(season({"tue": (run,), "thu": (run,), "sat": (run,)}, level="beginner"), who) == set()
    more = {"mon": (run,), "tue": (run,), "thu": (run,), "sat": (run,)}
    assert broken(season(more, level="beginner"), who) == {"INV-11"}


def test_in_the_first_partial_week_missed_days_count_as_history_says() -> None:
    thursday = START + timedelta(days=3)
    week = {
        "thu": (easy(minutes=50),),
        "sat": (easy(minutes=40),),
        "sun": (easy(minutes=50),),
    }  # 28.6 of 22.9 km
    assert broken(season(week, start=thursday), athlete(weekly_km=52)) == set()
    assert broken(season(week, start=thursday), athlete(weekly_km=40)) == {"INV-11"}


def test_fast_metres_over_eight_percent_of_the_week_break_inv_12() -> None:
    who = athlete(hsr_m_per_week=3000)
    assert broken(season(plain(thu=easy("AB03", 35, hsr_m=560))), who) == set()
    heavy = plain(tue=fast("LT04", 1, hsr_m=3200), thu=easy(minutes=35), sun=long(40))
    assert broken(season(heavy), who) == {"INV-12"}


def test_fast_metres_grow_by_15_percent_or_400_m() -> None:
    assert broken(season(plain()), athlete(hsr_m_per_week=0)) == set()  # 320 m from 0
    more = plain(thu=easy("AB03", 35, hsr_m=480))
    assert broken(season(more), athlete(hsr_m_per_week=0)) == {"INV-12"}
    assert broken(season(more), athlete(hsr_m_per_week=100)) == set()


def test_in_a_race_week_the_eight_percent_are_of_the_weeks_before() -> None:
    who = athlete(hsr_m_per_week=1500, races=(Race(START + timedelta(days=5), 1500.0, "B"),))
    week = plain(tue=fast("LT04", 1), thu=(), sat=race(), sun=(), wed=easy(minutes=20))
    short = season(week)
    assert 0.08 * short.weeks[0].distance_m + 200 < 2400 < 0.08 * 40000
    assert broken(season(plain(**{**week, "tue": (fast("LT04", 1, hsr_m=1900),)})), who) == set()
    same_without_race = plain(**{**week, "tue": (fast("LT04", 1, hsr_m=1900),), "sat": (easy(minutes=30),)})
    assert broken(season(same_without_race), who) == {"INV-12"}


def test_sprint_metres_of_the_week_have_a_cap_that_falls_from_50_and_60() -> None:
    sprints = plain(thu=hard("SP02", 1, 6, 30, 7.5, 240, 2, sprint_m=60, hsr_m=60, quality=False))
    who = athlete(hsr_m_per_week=1000)
    assert "INV-13" not in broken(season(sprints), who)
    many = plain(thu=hard("SP02", 1, 6, 30, 7.5, 240, 2, sprint_m=330, hsr_m=330, quality=False))
    assert "INV-13" in broken(season(many), who)
    some = [
        plain(thu=hard("SP02", 1, 6, 30, 7.5, 240, 2, sprint_m=m, hsr_m=m, quality=False))
        for m in (60, 120, 180, 240)
    ]
    assert "INV-55" not in broken(season(*some), who)
    assert "INV-55" in broken(season(*some), athlete(52, hsr_m_per_week=1000))  # cap 224
    assert "INV-55" in broken(season(*some[:3]), athlete(62, hsr_m_per_week=1000))  # cap 160


def test_a_sprint_session_may_grow_by_60_m_or_a_quarter() -> None:
    def week(metres: int) -> dict[str, tuple]:  # type: ignore[type-arg]
        return plain(thu=hard("SP02", 1, 6, 30, 7.5, 240, 2, sprint_m=metres, hsr_m=metres, quality=False))

    assert "INV-13" not in broken(season(week(60), week(120)))
    assert "INV-13" in broken(season(week(60), week(130)))
    assert "INV-13" in broken(season(week(70)))


def test_ground_contacts_have_limits_by_session_and_by_week() -> None:
    who = athlete(contacts_per_week=160)
    base = [plain()] * 3
    ready = [plain(wed=(easy(minutes=40), strength("ST02")))] * 3
    assert base
    assert broken(season(*ready, plain(wed=(easy(minutes=40), strength("ST04", 100)))), who) == set()
    assert broken(season(*ready, plain(wed=(easy(minutes=40), strength("ST04", 110)))), who) == {"INV-14"}
    twice = plain(wed=(easy(minutes=40), strength("ST04", 90)), sat=(easy(minutes=30), strength("ST04", 80)))
    assert broken(season(*ready, twice), who) == {"INV-14"}


def test_ground_contacts_grow_slowly() -> None:
    ready = [plain(wed=(easy(minutes=40), strength("ST02")))] * 3
    first = plain(wed=(easy(minutes=40), strength("ST04", 40)))
    more = plain(wed=(easy(minutes=40), strength("ST04", 90)))
    who = athlete(contacts_per_week=0)
    assert broken(season(*ready, first), who) == set()
    assert broken(season(*ready, first, more), who) == {"INV-14"}


def test_young_athletes_and_bone_stress_lower_the_contacts() -> None:
    ready = [plain(wed=(easy(minutes=40), strength("ST02")))] * 3
    some = season(*ready, plain(wed=(easy(minutes=40), strength("ST04", 70))), light())
    assert broken(some, athlete(contacts_per_week=100)) == set()
    assert broken(some, athlete(17, contacts_per_week=100)) == {"INV-54"}
    careful = Health(bone_stress_history=True)
    assert broken(some, athlete(contacts_per_week=100, health=careful)) == {"INV-57"}


def test_a_week_over_the_level_and_event_breaks_inv_15() -> None:
    races = (Race(date(2027, 9, 4), 800.0),)
    week = plain(wed=easy(minutes=45), fri=easy(minutes=45), sat=easy(minutes=50))
    who = athlete(weekly_km=60, races=races)
    assert 52_000 < season(week).weeks[0].distance_m < 60_000
    assert broken(season(week), who) == set()
    assert broken(season(week, level="beginner"), replace(who, quality_per_week=1)) >= {"INV-15"}
    milers = replace(who, races=(Race(date(2027, 9, 4), 5000.0), *races))
    assert "INV-15" not in broken(season(week), milers)


def test_the_weeks_load_has_a_ceiling_and_grows_by_a_fifth() -> None:
    who = athlete(quality_per_week=2)
    heavy = plain(tue=hard("AB07", rpe=10), sun=long())
    over = replace(heavy["tue"][0], planned_rpe=10, load=round(10 * heavy["tue"][0].duration_s / 60))
    assert "INV-27" not in broken(season(plain(tue=over)), who)
    low = athlete(weekly_km=36.5, quality_per_week=0)
    assert "INV-27" in broken(season(plain(tue=over)), low)


def test_a_race_counts_half_of_its_load() -> None:
    races = (Race(START + timedelta(days=5), 1500.0, "C"),)
    week = plain(sat=race(5000), sun=(), wed=easy(minutes=30))
    who = athlete(weekly_km=40, quality_per_week=0, races=races)
    made = season(week)
    assert made.weeks[0].load > 1.2 * 629  # the history: 40 km at 3.3 AU a minute
    assert "INV-27" not in broken(made, who)


def test_a_week_without_light_and_hard_days_is_monotonous() -> None:
    same = {d: (easy(minutes=40),) for d in ("mon", "tue", "wed", "fri", "sat")}
    lively = {**same, "thu": (easy(minutes=10),)}
    flat = {**same, "thu": (easy(minutes=30),)}
    who = athlete(weekly_km=48)
    assert broken(season(lively), who) == set()
    assert broken(season(flat), who) == {"INV-27"}
    assert broken(season(flat, level="elite"), who) == set()  # 2.5 at that level
    three = {d: (easy(minutes=60),) for d in ("mon", "wed", "fri")}
    assert "INV-27" not in broken(season(three), who)


def test_a_strain_keeps_sprints_away_for_14_days() -> None:
    def who(end: int) -> object:
        span = Span(START - timedelta(days=30), START + timedelta(days=end))
        return athlete(health=Health(injuries=(Injury("hamstring", span),)), hsr_m_per_week=1000)

    sprint = season(plain(thu=hard("SP01", 1, 4, 60, 7.5, 200, 2, sprint_m=60, hsr_m=120, quality=False)))
    assert "INV-58" in broken(sprint, who(-5))  # type: ignore[arg-type]
    assert "INV-58" not in broken(sprint, who(-12))  # type: ignore[arg-type]


def test_bone_stress_halves_the_ramp() -> None:
    who = athlete(weekly_km=38.6)
    careful = replace(who, health=Health(bone_stress_history=True))
    assert broken(season(plain()), who) == set()
    assert broken(season(plain()), replace(careful, weekly_km=39.5)) == set()
    assert broken(season(plain()), replace(careful, weekly_km=38.5)) == {"INV-57"}
