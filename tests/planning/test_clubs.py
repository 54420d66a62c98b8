"""Club sessions in a season: what counts as lactate, what a week says of one that it leaves out, what one stands for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Availability, FixedSession, Health, Injury, Race, Restriction, Span
from homestretch.blueprint.model import KeySession
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.plan import prepare
from homestretch.planning.report import keys_held, spine_report
from homestretch.planning.season import Season
from homestretch.planning.spine_task import Item, Spine
from homestretch.planning.week import place_week
from tests.builders import seasons
from tests.builders.runners import GOAL, START, runner

TUESDAY, THURSDAY, SATURDAY = 1, 3, 5
DAY = timedelta(days=1)
SURGES = FixedSession(TUESDAY, "club surges", "transition_speed", 45, 0)
LACTATE = FixedSession(SATURDAY, "club track session", "lactate_tolerance", 45, 1200)


def planned(*clubs: FixedSession, **changes: object) -> Season:
    found = plan_season(
        runner(availability=Availability(fixed=clubs, hills=True), weekly_km=75.0, **changes), START
    )
    assert found.refused is None, found.refused
    assert found.violations == ()
    return found


@pytest.fixture(scope="module")
def two_clubs() -> Season:
    return planned(SURGES, LACTATE)


def test_beside_a_lactate_and_another_club_session_a_lactate_session_of_ones_own_has_its_place(
    two_clubs: Season,
) -> None:
    """INV-19 allows two in seven days; both club sessions were taken for lactate where one of them was."""
    full = [
        w
        for w in two_clubs.weeks
        if sum(s.id == "CLUB" for d in w.days for s in d.sessions) == 2
        and any(
            s.id != "CLUB" and s.quality and s.pillar == "lactate_tolerance"
            for d in w.days
            for s in d.sessions
        )
    ]
    assert full


def test_every_club_session_stands_or_is_named_with_its_reason(two_clubs: Season) -> None:
    names = {TUESDAY: "Tuesday", SATURDAY: "Saturday"}
    for week in two_clubs.weeks:
        for weekday, name in names.items():
            day = week.days[weekday]
            notes = [n for n in week.notes if n.startswith(f"The club session on {name} is left out: ")]
            assert any(s.id == "CLUB" for s in day.sessions) == (not notes), (week.number, name)


def test_a_race_near_and_days_away_are_the_reasons_that_are_named() -> None:
    race = Race(START + timedelta(weeks=6, days=5), 1500.0, "B")
    strain = Injury("calf", Span(START - 20 * DAY, START - 10 * DAY))
    away = Span(START + timedelta(weeks=11), START + timedelta(weeks=11, days=9))
    found = planned(
        FixedSession(THURSDAY, "club track session"),
        races=(race, GOAL),
        busy=(away,),
        health=Health(injuries=(strain,)),
    )
    said = {
        w.number: n.removeprefix("The club session on Thursday is left out: ")
        for w in found.weeks
        for n in w.notes
        if "The club session on Thursday" in n
    }
    assert said[1] == "a strain is too recent for fast running"
    assert said[7] == "a race is near"
    assert 12 not in said  # away: the week says so itself
    assert said[13] == "running comes back gently after days away"


NEED = KeySession(("LT07",), 2)
OTHER = KeySession(("LT01", "LT02"), 1)


def specific(
    *tuesdays: str, light: tuple[int, ...] = (), needs: tuple[KeySession, ...] = (NEED,)
) -> tuple[int, str]:
    """Key sessions held, and what is said of the first demand, with club sessions or others on these Tuesdays."""
    held = (seasons.hard(s, name=s, pillar="lactate_tolerance") for s in tuesdays)
    made = seasons.season(*(seasons.plain(tue=s) for s in held)).weeks
    race = Race(made[-1].start + timedelta(days=12), 1500)
    frames = tuple(
        WeekFrame(w.number, w.start, "specific", "deload" if n in light else "intensity", race)
        for n, w in enumerate(made)
    )
    report = spine_report(made, frames, Spine((), needs, True), builtin())
    return keys_held(made, frames, needs, builtin()), (*report.reached, *report.missing)[0]


def test_a_club_session_stands_for_one_of_a_demand_and_is_said_to() -> None:
    assert specific("CLUB", "LT07") == (2, "2 x LT07 (600s at 1500 pace): a club session stands for one")


def test_no_two_club_sessions_stand_for_the_same_demand() -> None:
    count, said = specific("CLUB", "CLUB", "CLUB")
    assert count == 1
    assert said.endswith(": 0 placed, a club session stands for one")


def test_each_club_session_stands_for_one_demand() -> None:
    assert specific("CLUB", needs=(NEED, OTHER))[0] == 1
    assert specific("CLUB", "CLUB", needs=(NEED, OTHER))[0] == 2


def test_a_club_session_of_a_light_week_stands_for_nothing() -> None:
    assert specific("CLUB", "LT07", light=(0,))[0] == 1


def test_a_club_session_of_another_pillar_stands_for_nothing_of_this_one(two_clubs: Season) -> None:
    pillars = Counter(s.pillar for w in two_clubs.weeks for d in w.days for s in d.sessions if s.id == "CLUB")
    assert set(pillars) == {"transition_speed", "lactate_tolerance"}
    need = KeySession(("AB17",), 1)
    assert specific("CLUB", needs=(need,))[0] == 0


def test_a_restriction_that_leaves_too_little_time_is_the_reason_and_days_away_are_not() -> None:
    short = Restriction(Span(START, START + 13 * DAY), "max_minutes", 20, "physiotherapist")
    away = Span(START + 7 * DAY, START + 9 * DAY)  # Tuesday of the second week
    club = Availability(fixed=(SURGES,), hills=True)
    who = runner(availability=club, weekly_km=75.0, health=Health(restrictions=(short,)), busy=(away,))
    planner, _ = prepare(who, START, builtin(), estimate(who, START))
    assert planner.slots[0].clubs_out == ((TUESDAY, "a restriction leaves it too little time"),)
    assert planner.slots[1].clubs_out == ()


def test_a_key_session_does_not_take_the_clubs_day() -> None:
    """Two hard days in a week of the club's and two key sessions: one of these finds no day, and the club's stays."""
    who = runner(availability=Availability(fixed=(LACTATE,), hills=True))
    planner, _ = prepare(who, START, builtin(), estimate(who, START))
    steps = planner.each()
    for _ in range(6):
        next(steps)
    task = planner.task(6, 0.0, False)
    keys = (Item("AB08", 1, key=True), Item("AB07", 1, key=True))
    spine = replace(task.spine, quality=keys, sparks=(), fast_finish=False)
    placed = place_week(replace(task, spine=spine, slots=replace(task.slots, most=2), next_fixed=()))
    assert [i.id for i in placed.dropped if i.key]
    assert any(s.id == "CLUB" for s in placed.days[SATURDAY])
    free = replace(task.slots, most=2, clubs=())
    alone = place_week(replace(task, spine=spine, slots=free, next_fixed=()))
    assert not [i for i in alone.dropped if i.key]  # but for the club both have their days
