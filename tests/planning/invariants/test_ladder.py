"""Each limit of steps, prerequisites, speeds and rests lets a legal season pass and names itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from homestretch.athlete.model import Availability, Race
from homestretch.planning.invariants.facts import facts
from homestretch.planning.season import Step
from tests.builders.checks import broken
from tests.builders.seasons import (
    START,
    at,
    athlete,
    easy,
    fast,
    hard,
    light,
    long,
    plain,
    race,
    rest,
    season,
    strength,
)


def test_a_ladder_climbs_a_step_at_a_time() -> None:
    who = athlete(weekly_km=40)
    assert broken(season(plain(tue=hard("AB07", 3)), plain(tue=hard("AB07", 4))), who) == set()
    assert broken(season(plain(tue=hard("AB07", 3)), plain(tue=hard("AB07", 5))), who) == {"INV-20"}


def test_with_a_base_threshold_begins_below_the_top_and_fast_ladders_at_the_first_step() -> None:
    assert broken(season(plain(tue=hard("AB07", 3)))) == set()  # the top is 6
    assert broken(season(plain(tue=hard("AB07", 4)))) == {"INV-20"}
    newcomer = athlete(training_years=0.5, quality_per_week=0)
    assert "INV-20" in broken(season(plain(tue=hard("AB07", 3))), newcomer)
    assert "INV-20" not in broken(season(plain(tue=hard("AB07", 1))), newcomer)
    who = athlete(hsr_m_per_week=2000)
    assert broken(season(plain(tue=fast("LT04", 1), sun=long(50))), who) == set()
    assert broken(season(plain(tue=fast("LT04", 2), sun=long(50))), who) == {"INV-20"}


def test_no_step_lies_over_the_levels_highest() -> None:
    steps = [plain(tue=hard("AB07", k)) for k in (3, 4, 5)]
    assert broken(season(*steps, light(), plain(tue=hard("AB07", 6)))) == set()
    assert broken(season(*steps, plain(tue=hard("AB07", 6)), light(), plain(tue=hard("AB07", 7)))) == {
        "INV-20"
    }


def test_a_step_is_lost_for_every_week_unused_beyond_three() -> None:
    who = athlete(hsr_m_per_week=2000)
    climb = [plain(tue=fast("LT04", 1)), plain(tue=fast("LT04", 2))]
    other = plain(tue=hard("AB07"))
    near = season(*climb, light(), other, plain(tue=fast("LT04", 3)))
    far = season(*climb, light(), other, other, other, light(), plain(tue=fast("LT04", 3)))
    assert "INV-20" not in broken(near, who)
    assert "INV-20" in broken(far, who)


def test_runs_sized_in_minutes_have_no_ladder_to_climb() -> None:
    week = plain(sun=replace(long(), level=5), wed=replace(easy(minutes=40), level=4))
    assert broken(season(week)) == set()


def test_named_prerequisites_must_lie_within_42_days() -> None:
    who = athlete(hsr_m_per_week=2000)
    fifth = plain(tue=hard("LT05", 1, 8, 400, 5.25, 90, 3, hsr_m=1200), thu=easy(minutes=35), sun=long(50))
    sixth = plain(tue=hard("LT06", 1, 8, 300, 5.25, 60, 5, hsr_m=1500), thu=easy(minutes=35), sun=long(50))
    assert broken(season(fifth, fifth, sixth), who) == set()
    assert broken(season(fifth, sixth), who) == {"INV-21"}
    pause = [plain(), light(), plain(), plain(), plain(), light()]
    assert "INV-21" in broken(season(fifth, fifth, *pause, sixth), who)


def test_a_base_meets_what_may_be_met_by_history_and_nothing_else() -> None:
    week = plain(tue=hard("AB07"))
    newcomer = athlete(training_years=0, quality_per_week=0)
    assert broken(season(week), athlete()) == set()
    assert "INV-21" in broken(season(week), newcomer)
    easy_weeks = [plain(tue=easy(minutes=30))] * 4
    assert "INV-21" not in broken(season(*easy_weeks, week), newcomer)


def test_a_session_closed_to_the_level_breaks_inv_21() -> None:
    week = plain(tue=hard("LT03", 1, 9, 500, 5.8, hsr_m=500))
    assert "INV-21" in broken(season(week), athlete(hsr_m_per_week=1000))


def test_steady_runs_need_25_km_a_week() -> None:
    week = {"tue": (easy("AB06", 30, rpe=5),), "thu": (easy(minutes=30),), "sat": (easy(minutes=30),)}
    assert broken(season(week), athlete(weekly_km=26)) == set()
    assert broken(season(week), athlete(weekly_km=21)) == {"INV-21"}


def test_heavy_strength_waits_for_six_weeks_of_single_leg_strength() -> None:
    with_strength = plain(thu=(easy("AB03", 35), strength("ST02")))
    lighter = light() | {"wed": (easy(minutes=30), strength("ST02"))}
    heavy = plain(thu=(easy("AB03", 35), strength("ST03")))
    block = [with_strength] * 3 + [lighter]
    assert broken(season(*block, *block[:2], heavy)) == set()
    assert broken(season(*block, heavy)) == {"INV-36"}


def test_heavy_strength_is_supervised_at_15_to_17_and_not_for_younger_athletes() -> None:
    with_strength = plain(thu=(easy("AB03", 35), strength("ST02")))
    lighter = light() | {"wed": (easy(minutes=30), strength("ST02"))}
    heavy = plain(thu=(easy("AB03", 35), strength("ST03")))
    weeks = season(*[with_strength] * 3, lighter, *[with_strength] * 2, heavy)
    assert "INV-36" in broken(weeks, athlete(16))
    assert "INV-36" not in broken(weeks, athlete(16, supervised_strength=True))
    assert "INV-36" in broken(weeks, athlete(14, supervised_strength=True))


def test_a_target_faster_than_the_session_asks_breaks_inv_23() -> None:
    assert broken(season(plain(tue=hard("AB07", speed=4.50)))) == set()  # 0.96 CS is 4.42, 1.02 of it 4.50
    assert broken(season(plain(tue=hard("AB07", speed=4.53)))) == {"INV-23"}
    assert "INV-23" in broken(season(plain(tue=hard("AB07", speed=4.49)), level="beginner"))
    assert "INV-23" in broken(
        season(plain(wed=replace(easy(), steps=(Step("easy", duration_s=2400, target=at(4.2)),))))
    )


def test_a_race_is_planned_from_todays_abilities() -> None:
    who = athlete(races=(Race(START + timedelta(days=5), 1500.0, "C"),))
    week = plain(sat=race(1500, 5.3), sun=())
    assert "INV-23" not in broken(season(week), who)
    assert "INV-23" in broken(season(plain(sat=race(1500, 5.5), sun=())), who)


@pytest.mark.parametrize(("rest_s", "found"), [(60, set()), (51, set()), (45, {"INV-23"})])
def test_recoveries_are_at_least_85_percent_of_the_tables(rest_s: int, found: set[str]) -> None:
    cruise = hard("AB08", 1, 6, 1000, 4.4, rest_s, 3)
    assert broken(season(plain(tue=cruise))) == found


def test_a_coachs_own_session_is_judged_by_its_planned_values() -> None:
    own = hard("XY01", 1, 8, 3000, 4.6, hsr_m=0)
    who = athlete(quality_per_week=2)
    assert broken(season(plain(tue=own)), who) == set()
    assert "INV-17" in broken(season(plain(tue=hard(), wed=replace(own, quality=False))), who)
    assert "INV-18" in broken(season(plain(tue=own, wed=hard())), who)


def test_every_session_of_the_table_is_known_with_its_steps_and_recovery() -> None:
    known = facts()
    assert len(known) == 82
    assert known["LT10"].recovery_h == 96
    assert known["LT10"].max_step == (0, 0, 3, 4)
    assert known["SP04"].sprint_m == (160, 200, 260, 320, 400, 500)
    assert ("HAM", 1) in known["FK02"].contra
    assert all(need.any_of <= {*known, "@run"} for f in known.values() for need in f.requires)
    assert Availability().days == (0, 1, 2, 3, 4, 5, 6)
    assert rest().id == "RC01"
