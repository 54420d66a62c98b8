"""Long runs, days off, de-loads, easy share, sums: each limit lets a legal season pass and names itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from homestretch.athlete.model import Estimate, Health, Race
from homestretch.planning.season import PlannedSession, Season
from tests.builders.checks import broken
from tests.builders.seasons import START, abilities, athlete, easy, hard, light, long, plain, season

DAY = timedelta(days=1)


# -- INV-24 ----------------------------------------------------------------------------------------
def test_the_long_run_keeps_its_share_of_the_week() -> None:
    who = athlete(weekly_km=45, longest_run_km=16)
    assert broken(season(plain()), who) == set()
    assert broken(season(plain(sun=long(62))), who) == {"INV-24"}


def test_few_running_days_allow_a_larger_share_up_to_40_percent() -> None:
    who = athlete(weekly_km=30, longest_run_km=16)
    three = {"tue": (easy(minutes=30),), "thu": (easy(minutes=32),), "sun": (long(40),)}
    assert broken(season(three), who) == set()
    assert broken(season({**three, "sun": (long(44),)}), who) == {"INV-24"}


def test_a_week_of_less_than_15_km_has_no_share() -> None:
    who = athlete(weekly_km=20)
    assert broken(season({"tue": (easy(minutes=25),), "sun": (long(45),)}), who) == set()
    assert broken(season({"tue": (easy(minutes=35),), "sun": (long(45),)}), who) == {"INV-24"}


def test_the_long_run_has_its_minutes_by_level_and_event() -> None:
    big = {d: (easy(minutes=70),) for d in ("mon", "tue", "thu", "fri")} | {"sun": (long(80),)}
    who = {"weekly_km": 75, "longest_run_km": 20}
    assert "INV-24" in broken(season(big), athlete(races=(Race(START + 200 * DAY, 800.0),), **who))
    assert "INV-24" not in broken(season(big), athlete(races=(Race(START + 200 * DAY, 3000.0),), **who))


# -- INV-25 ----------------------------------------------------------------------------------------
def every_day(**changes: Any) -> dict[str, tuple[PlannedSession, ...]]:
    more = {"mon": easy(minutes=20), "fri": easy(minutes=20), "wed": easy(minutes=25), "sun": long(50)}
    return plain(**{**more, **changes})


@pytest.mark.parametrize(
    ("level", "days", "fine"), [("intermediate", 6, True), ("intermediate", 7, False), ("advanced", 9, True)]
)
def test_days_without_running_come_often_enough(level: Any, days: int, fine: bool) -> None:
    off = {"mon": ()} if days == 6 else {}
    second = plain(wed=(), thu=easy(minutes=30)) if days == 9 else plain()
    made = season(
        every_day(**off) if days == 6 else every_day(), second if days == 9 else plain(), level=level
    )
    assert ("INV-25" in broken(made)) is not fine


def test_advanced_runners_need_a_day_off_in_ten() -> None:
    made = season(every_day(), every_day(), level="advanced")
    assert "INV-25" in broken(made)
    assert "INV-25" not in broken(season(every_day(), plain(wed=()), level="elite"))


def test_the_young_the_old_and_the_lately_injured_need_one_in_seven() -> None:
    from homestretch.athlete.model import Injury, Span

    made = season(every_day(), light(), level="advanced")
    assert "INV-25" not in broken(made)
    assert "INV-25" in broken(made, athlete(61))
    hurt = Health(injuries=(Injury("knee", Span(START - 60 * DAY, START - 40 * DAY)),))
    assert "INV-25" in broken(made, athlete(health=hurt))


# -- INV-26 ----------------------------------------------------------------------------------------
def test_six_loading_weeks_in_a_row_are_the_most() -> None:
    assert broken(season(*[plain()] * 6, light(), plain())) == set()
    assert broken(season(*[plain()] * 7)) == {"INV-26"}


@pytest.mark.parametrize(("who", "most", "limit"), [
    (athlete(17), 4, "INV-26"),
    (athlete(51), 4, "INV-26"),
    (athlete(44), 5, "INV-55"),
    (athlete(health=Health(bone_stress_history=True)), 4, "INV-57"),
])  # fmt: skip
def test_careful_athletes_de_load_earlier(who: Any, most: int, limit: str) -> None:
    assert limit not in broken(season(*[plain()] * most, light()), who)
    assert limit in broken(season(*[plain()] * (most + 1)), who)


def test_a_de_load_lowers_fast_metres_and_quality_too() -> None:
    two = plain(fri=hard("AB07", metres=1500), sat=(), wed=easy(minutes=33))
    who = athlete(weekly_km=44)
    fast_metres = light() | {"thu": (easy("AB03", 25),)}
    still_two = light() | {"wed": (), "fri": (hard("AB07", metres=800),)}
    block = [two] * 6
    assert "INV-26" not in broken(season(*block, light()), who)
    assert "INV-26" in broken(season(*block, fast_metres), who)
    assert "INV-26" in broken(season(*block, still_two), who)


def test_taper_race_and_return_weeks_de_load_by_volume_alone() -> None:
    lively = light() | {"thu": (easy("AB03", 25),)}
    assert "INV-26" not in broken(season(*[plain()] * 6, lively, emphases={6: "taper"}))
    assert "INV-26" in broken(season(*[plain()] * 6, lively))


# -- INV-28 ----------------------------------------------------------------------------------------
def test_three_quarters_of_the_running_time_are_easy() -> None:
    def week(fast_s: int) -> dict[str, tuple[PlannedSession, ...]]:
        run = easy(minutes=60)
        return {"tue": (replace(run, zone_seconds=(3600 - fast_s, 0, fast_s)),)}

    who = athlete(weekly_km=40, longest_run_km=14)
    assert broken(season(week(880)), who) == set()
    assert broken(season(week(960)), who) == {"INV-28"}
    miler = athlete(longest_run_km=14, races=(Race(START + 200 * DAY, 800.0),))
    assert broken(season(week(960), phases={0: "specific"}), miler) == set()
    assert broken(season(week(1120), phases={0: "specific"}), miler) == {"INV-28"}


# -- INV-60, INV-62 --------------------------------------------------------------------------------
def test_every_estimate_lies_in_its_range() -> None:
    wrong = replace(abilities(), mas=Estimate(5.0, 5.1, 5.2, "made for a test"))
    assert broken(season(plain(), abilities=wrong)) == {"INV-60"}


def test_abilities_keep_their_order() -> None:
    same = replace(abilities(), v1500=abilities().v3000)
    assert "INV-62" in broken(season(plain(), abilities=same))
    hearts = replace(abilities(), threshold_hr=200)
    assert broken(season(plain(), abilities=hearts)) == {"INV-62"}


@pytest.mark.parametrize("name", ["distance_m", "load", "high_speed_m", "contacts", "number"])
def test_the_sums_of_the_days_are_the_weeks(name: str) -> None:
    made = season(plain())
    week = replace(made.weeks[0], **{name: getattr(made.weeks[0], name) + 10})
    assert broken(made) == set()
    assert broken(replace(made, weeks=(week,))) == {"INV-62"}


def test_weeks_follow_each_other() -> None:
    made = season(plain(), plain())
    late = replace(made.weeks[1], start=made.weeks[1].start + DAY)
    assert "INV-62" in broken(replace(made, weeks=(made.weeks[0], late)))
    assert "INV-62" in broken(replace(season(plain(), start=START), start=START + 2 * DAY))


def one(**changes: Any) -> Season:
    return season(plain(wed=replace(easy(minutes=40), **changes)))


def test_the_numbers_of_a_session_fit_each_other() -> None:
    run = easy(minutes=40)
    assert broken(one()) == set()
    assert "INV-62" in broken(one(load=run.load + 10))
    assert "INV-62" in broken(one(planned_rpe=11.0, load=440))
    assert "INV-62" in broken(one(contacts=-1))
    assert "INV-62" in broken(one(sprint_m=run.distance_m + 100))
    assert "INV-62" in broken(one(zone_seconds=(3000, 0, 0)))


def test_a_session_lasts_as_long_as_its_steps_and_hides_no_fast_metres() -> None:
    step = easy(minutes=40).steps[0]
    assert "INV-62" in broken(one(steps=(replace(step, duration_s=3000),)))
    assert "INV-62" in broken(one(distance_m=6000))
    hidden = hard("LT05", 1, 8, 400, 5.34, 90, 3, hsr_m=0)
    assert "INV-62" in broken(season(plain(tue=hidden)))
    assert "INV-62" not in broken(season(plain(tue=replace(hidden, hsr_m=1200))))
