"""What the gate refuses: the set it names cannot be made smaller, its first way out is enough, all faults come at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import (
    Athlete,
    Availability,
    FixedSession,
    Health,
    Race,
    Restriction,
    Result,
    Span,
)
from homestretch.blueprint.read import builtin
from homestretch.planning.gate import refusal
from homestretch.planning.season import Refusal
from homestretch.planning.sentences import say
from tests.builders.sample_season import START, sample_athlete

DAY = timedelta(days=1)
LEVELS: tuple[dict[str, Any], ...] = (
    {"training_years": 0.5, "results": (), "weekly_km": 15.0},
    {},
)  # a beginner, and Ines
RACE_RULES = ("INV-30", "INV-16")
DATED = re.compile(r"leave out the races? of ([^;]+)")


def reasons(athlete: Athlete) -> tuple[Refusal, ...]:
    """All that the gate says of an athlete."""
    found = refusal(athlete, START, estimate(athlete, START), builtin())
    return () if found is None else (found, *found.others)


def rules(athlete: Athlete) -> list[str]:
    return [r.rule for r in reasons(athlete)]


def only(athlete: Athlete, keys: tuple[str, ...]) -> Athlete:
    return replace(athlete, races=tuple(r for r in athlete.races if f"race {r.date.isoformat()}" in keys))


@st.composite
def calendars(draw: st.DrawFn) -> Athlete:
    """Athletes with a crowded summer."""
    days = draw(st.lists(st.integers(14, 80), min_size=2, max_size=9, unique=True))
    races = []
    for n in sorted(days):
        rounds = (START + (n + 1) * DAY,) if draw(st.integers(0, 9)) == 0 and n + 1 not in days else ()
        races.append(Race(START + n * DAY, 1500, draw(st.sampled_from("ABC")), rounds=rounds))
    ran = tuple(
        Result(1500, 290.0, START - n * DAY)
        for n in draw(st.lists(st.integers(4, 20), max_size=2, unique=True))
    )
    known = dict(draw(st.sampled_from(LEVELS)))
    return sample_athlete(**{**known, "races": tuple(races), "results": (*known.get("results", ()), *ran)})


@settings(max_examples=300, deadline=None, derandomize=True)
@given(calendars())
def test_no_race_of_a_colliding_set_is_there_for_nothing(athlete: Athlete) -> None:
    found = [r for r in reasons(athlete) if r.rule in RACE_RULES]
    assume(found)
    for each in found:
        alone = only(athlete, each.colliding)
        assert len(alone.races) == len(each.colliding)
        assert each.rule in rules(alone)
        for key in each.colliding:
            fewer = tuple(k for k in each.colliding if k != key)
            if fewer:
                assert each.rule not in rules(only(athlete, fewer))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(calendars())
def test_the_first_way_out_of_every_reason_is_enough(athlete: Athlete) -> None:
    found = [r for r in reasons(athlete) if r.rule in RACE_RULES]
    assume(found)
    gone: set[str] = set()
    for each in found:
        said = DATED.search(each.loosen[0])
        assume(said is not None)  # else a later date: there is no other race
        assert said is not None
        gone |= set(re.split(", | and ", said.group(1)))
    left = tuple(r for r in athlete.races if say(r.date) not in gone)
    assert left
    assert not set(RACE_RULES) & set(rules(replace(athlete, races=left)))


def test_too_many_races_name_those_of_one_window_and_the_cap() -> None:
    near = tuple(Race(START + n * DAY, 1500, "C") for n in (14, 20, 26, 33))
    later = (Race(START + 90 * DAY, 1500, "A"),)
    athlete = sample_athlete(races=near + later, **LEVELS[0])
    (found,) = reasons(athlete)
    assert found.rule == "INV-30"
    assert found.colliding == tuple(f"race {r.date.isoformat()}" for r in near)
    assert "4 races within 28 days" in found.reason
    assert "at most 3 times in 28 days" in found.reason


def test_faults_that_do_not_rest_on_each_other_are_told_at_once() -> None:
    club = FixedSession(1, "Track session")
    day = date(2027, 6, 12)
    athlete = sample_athlete(
        health=Health(pregnant=True),
        races=(Race(day, 1500, "A"), Race(day + DAY, 800, "C"), Race(day - 60 * DAY, 800, "C")),
        availability=Availability(fixed=(club, replace(club, weekday=2))),
    )
    first = refusal(athlete, START, estimate(athlete, START), builtin())
    assert first is not None
    assert [first.rule, *(o.rule for o in first.others)] == ["INV-02", "INV-30", "INV-17"]
    assert all(o.others == () for o in first.others)
    assert first.others[0].loosen[0] == "leave out the race of 13 June"  # the lesser of the two


def test_a_restricted_race_collides_with_its_restriction_alone() -> None:
    race = Race(START + 40 * DAY, 1500, "A")
    rest = Restriction(Span(START + 30 * DAY, START + 45 * DAY), "no quality", None, "physio")
    (found,) = reasons(sample_athlete(races=(race,), health=Health(restrictions=(rest,))))
    assert found.colliding == (f"race {race.date.isoformat()}", "health.restrictions")


@pytest.mark.parametrize(
    ("changes", "colliding"),
    [
        ({"busy": (Span(START, START + 20 * DAY),)}, ("busy 2027-02-22 to 2027-03-14",)),
        (
            {"availability": Availability(minutes=(20,) * 7), "busy": (Span(START, START + DAY),)},
            ("availability.minutes",),
        ),
        (
            {"availability": Availability(days=(1,)), "busy": (Span(START + DAY, START + DAY),)},
            ("busy 2027-02-23 to 2027-02-23", "availability.days"),
        ),
    ],
)
def test_no_day_for_running_names_what_takes_the_days(
    changes: dict[str, object], colliding: tuple[str, ...]
) -> None:
    athlete = sample_athlete(races=(Race(START + 6 * DAY, 1500, "A"),), **changes)
    (found,) = reasons(athlete)
    assert found.colliding == colliding
    assert found.loosen


def test_clubs_that_more_days_would_allow_name_the_days() -> None:
    clubs = (FixedSession(0, "Track session"), FixedSession(3, "Tempo"))
    few = sample_athlete(availability=Availability(days=(0, 3, 5), fixed=clubs), **LEVELS[0])
    (found,) = reasons(few)
    assert found.rule == "INV-16"
    assert found.colliding == ("Track session on Monday", "Tempo on Thursday", "availability.days")
    more = replace(few, availability=replace(few.availability, days=(0, 2, 3, 5)))
    assert reasons(more) == ()


def test_a_race_beyond_the_longest_season_says_when_to_start() -> None:
    far = Race(START + 54 * 7 * DAY, 1500, "A")
    (found,) = reasons(sample_athlete(races=(far,)))
    assert found.colliding == ("start", f"race {far.date.isoformat()}")
    assert found.loosen == ("start the plan on 15 March or later",)
