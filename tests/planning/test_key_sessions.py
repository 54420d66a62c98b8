"""The season's spine: key sessions first, steps and days that can hold them, and what is said where there is no room."""

from __future__ import annotations

from datetime import date

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Availability, FixedSession, Health, Race
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.numbers import pillar_shares
from homestretch.planning.plan import prepare
from homestretch.planning.season import PlannedSession, Season
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_rules import most_apart
from homestretch.planning.volume import minutes_of_days
from tests.builders.runners import GOAL, START, runner

TUESDAY, WEDNESDAY = 1, 2


def specific(season: Season) -> list[PlannedSession]:
    return [s for w in season.weeks if w.phase == "specific" for d in w.days for s in d.sessions]


@pytest.fixture(scope="module")
def whole() -> Season:
    return plan_season(runner(), START)


def test_a_runner_with_days_and_a_track_arrives_at_every_key_session(whole: Season) -> None:
    assert whole.refused is None
    assert whole.spine is not None
    assert whole.spine.missing == ()
    assert whole.spine.room == whole.spine.asked == 6
    assert whole.spine.room_said == ""
    held = specific(whole)
    assert sum(s.id == "LT05" and s.level >= 3 for s in held) >= 2
    assert any(s.id == "LT07" for s in held)


def test_where_there_is_no_room_the_plan_says_how_much_there_is() -> None:
    """One hour on Wednesdays and short easy days: six hard sessions have no place in so few weeks."""
    few = Availability(days=(0, 2, 4, 6), minutes=(30, None, 60, None, 30, None, 30), hills=True)
    season = plan_season(runner(availability=few), START)
    assert season.refused is None
    assert season.spine is not None
    assert season.spine.missing
    assert season.spine.room < season.spine.asked
    assert season.spine.room_said == (
        f"Days, kilometres and safety limits leave room for {season.spine.room} of the 6 key sessions."
    )


def test_a_track_that_is_open_beside_the_club_alone_is_planned_around_by_time() -> None:
    """Tuesday is the club's, Wednesday the day after it: neither is left for hard work of the athlete's own."""
    club = (FixedSession(TUESDAY, "club track session", "lactate_tolerance", 60, 1200),)
    available = Availability(track=(TUESDAY, WEDNESDAY), fixed=club, hills=True)
    season = plan_season(runner(availability=available), START)
    assert season.refused is None
    own = [
        s
        for w in season.weeks
        for d in w.days
        for s in d.sessions
        if s.id in ("LT05", "TS04", "TS05", "FK01")
    ]
    assert own
    assert all(s.terrain == "flat, measured loop, by time" for s in own)


def test_with_one_day_on_the_track_a_second_session_is_run_by_time() -> None:
    """400s at 1500 m pace need no track where it is closed: effort and time stay the same."""
    season = plan_season(runner(availability=Availability(track=(TUESDAY,), hills=True)), START)
    assert season.refused is None
    held = [(d.date.weekday(), s) for w in season.weeks for d in w.days for s in d.sessions]
    on = [s for day, s in held if s.id == "LT05" and day == TUESDAY]
    off = [s for day, s in held if s.id in ("LT05", "LT04", "FK01", "TS04") and s.level and day != TUESDAY]
    assert on
    assert all(s.terrain.startswith("track") for s in on)
    assert all(s.terrain == "flat, measured loop, by time" for s in off)
    never = {"FK02", "SP02", "RS01"}  # these want the track itself
    assert all(day == TUESDAY for day, s in held if s.id in never)


@pytest.mark.parametrize(
    ("days", "most"), [([], 0), ([1], 1), ([1, 2], 1), ([1, 3], 2), ([0, 6], 1), ([0, 2, 4], 3)]
)
def test_days_side_by_side_hold_one_hard_session(days: list[int], most: int) -> None:
    assert most_apart(days) == most


def test_kilometres_follow_the_minutes_that_the_days_offer() -> None:
    short = Availability(days=(0, 2, 4, 6), minutes=(30, None, 60, None, 25, None, 45))
    assert minutes_of_days(runner(availability=short), 4, 90.0, 55.0) == 60 + 45 + 30 + 25
    assert minutes_of_days(runner(availability=Availability()), 5, 90.0, 55.0) == 90 + 4 * 55
    assert minutes_of_days(runner(availability=Availability(days=())), 0, 90.0, 55.0) == 0


@pytest.mark.parametrize("phase", ["general base", "build", "specific"])
@pytest.mark.parametrize("distance", [800.0, 1500.0, 1609.344, 3000.0, 5000.0])
def test_the_type_moves_five_points_between_the_pillars(phase: str, distance: float) -> None:
    """Method 1.6: speed takes from base for the kick, endurance from lactate tolerance for base."""
    blueprint = builtin()
    plain = pillar_shares(blueprint, distance, phase, "balanced")
    speed = pillar_shares(blueprint, distance, phase, "speed")
    endurance = pillar_shares(blueprint, distance, phase, "endurance")
    assert sum(plain) == sum(speed) == sum(endurance) == 100
    assert [a - b for a, b in zip(speed, plain, strict=True)] == [-5, 0, 0, 5]
    assert [a - b for a, b in zip(endurance, plain, strict=True)] == [5, -5, 0, 0]


def test_a_spine_solved_again_counts_what_was_placed() -> None:
    """More rounds of one session than may come may have been placed as touches: there is still an answer."""
    athlete = runner()
    blueprint = builtin()
    planner, _ = prepare(athlete, START, blueprint, estimate(athlete, START))
    weeks = planner.weeks()
    task = planner.spine_task
    for done in (6, 12, 16):
        task.done = done
        task.history.weeks[:] = weeks[:done]
        again = solve_spine(task)
        assert again.found
        ahead = [w for w, f in zip(again.weeks[done:], task.frames[done:], strict=True) if f.loading]
        assert any(w.quality for w in ahead)


def test_a_child_has_the_childrens_row() -> None:
    """Method 13.23: fast 200s inside an easy run, the progression run as the tempo, fast finishes."""
    child = runner(
        born=date(2014, 3, 1),
        health=Health(guardian_consent=True),
        training_years=1.0,
        weekly_km=14.0,
        longest_run_km=5.0,
        quality_per_week=0.0,
        results=(),
    )
    season = plan_season(child, START)
    assert season.refused is None, season.refused
    assert season.spine is not None
    assert {"AB11", "LT04", "FK09"} <= {s.id for s in specific(season)}
    assert not any(s.id in ("AB07", "AB08", "TS01") for w in season.weeks for d in w.days for s in d.sessions)
    assert season.spine.missing == ()


def test_rounds_are_numbered_in_the_order_of_their_days() -> None:
    """Heats may stand before the day that the athlete calls the race's."""
    heats = Race(date(2027, 6, 12), 1500.0, rounds=(date(2027, 6, 11),))
    season = plan_season(runner(races=(heats,)), START)
    named = [(d.date, s.name) for w in season.weeks for d in w.days for s in d.sessions if s.id == "RACE"]
    assert [day for day, _ in named] == [date(2027, 6, 11), date(2027, 6, 12)]
    assert [name[-1] for _, name in named] == ["1", "2"]


def test_no_heavy_strength_on_the_sunday_before_a_monday_club() -> None:
    """INV-35 over the week's end: the club of Monday is known on Sunday."""
    club = (FixedSession(0, "club track session", "lactate_tolerance", 60, 1200),)
    available = Availability(fixed=club, gym=(6,), hills=True)
    season = plan_season(runner(availability=available, supervised_strength=True), START)
    assert season.refused is None, season.refused
    sundays = [d for w in season.weeks[:-1] for d in w.days if d.date.weekday() == 6]
    assert not any(s.id in ("ST02", "ST03") for d in sundays for s in d.sessions)


def test_a_masters_club_session_yields_to_a_race_two_days_later() -> None:
    """INV-18: at 74 a club session needs three days, so the one on Sunday falls away before a race on Tuesday."""
    club = (FixedSession(6, "club track session", "aerobic_base", 60, 400),)
    tuesday = Race(date(2027, 2, 9), 800.0, "C")
    old = runner(born=date(1952, 1, 29), availability=Availability(fixed=club), races=(tuesday, GOAL))
    season = plan_season(old, START)
    assert season.refused is None, season.refused
    clubs = {d.date for w in season.weeks for d in w.days for s in d.sessions if s.id == "CLUB"}
    assert date(2027, 2, 7) not in clubs
    assert date(2027, 1, 31) in clubs
