"""An athlete who came from a file has answers that the pages can show and change, and loses nothing by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from homestretch.athlete.model import (
    Athlete,
    FixedSession,
    Health,
    Injury,
    Race,
    Restriction,
    Result,
    Span,
)
from homestretch.desk.answers import read_answers
from homestretch.desk.answers_from import answers_of, completed
from tests.builders.sample_season import sample_athlete

TODAY = date(2027, 2, 22)
LATER = TODAY + timedelta(days=60)


def whole() -> Athlete:
    """Everything that the set-up asks and a good deal that it does not."""
    plain = sample_athlete(
        flying30_s=3.72, flying30_date=date(2026, 9, 9), rest_hr=52, quality_per_week=2.0, threshold_hr=172,
        weekly_km_max_12mo=60.0, supervised_strength=True, busy=(Span(LATER, LATER + timedelta(days=4)),),
    )  # fmt: skip
    available = replace(
        plain.availability, doubles=True, minutes=(None, 90, None, None, None, 120, None),
        fixed=(FixedSession(3, "club", "lactate_tolerance", 60, 1200),),
    )  # fmt: skip
    health = Health(
        bone_stress_history=True,
        injuries=(Injury("thigh", Span(date(2026, 6, 1), date(2026, 7, 1))),),
        restrictions=(Restriction(Span(TODAY, LATER), "no spikes", None, "physio"),),
    )
    first, goal = plain.races
    return replace(
        plain,
        availability=available,
        health=health,
        results=(*plain.results, Result(1500, 275.5, date(2026, 9, 20), "trial")),
        races=(first, replace(goal, rounds=(goal.date + timedelta(days=1),), standard_s=270.0)),
    )


@pytest.mark.parametrize("athlete", [sample_athlete(), whole(), sample_athlete(results=())])
def test_answers_of_an_athlete_give_the_athlete_back(athlete: Athlete) -> None:
    read = read_answers(answers_of(athlete, TODAY), TODAY)
    assert read.problems == {}
    assert read.athlete is not None
    assert completed(read.athlete, athlete, TODAY) == athlete


def test_a_changed_answer_holds_and_the_rest_stays_known() -> None:
    typed = {**answers_of(whole(), TODAY), "long_run": "sat", "race_goal": "4:25"}
    read = read_answers(typed, TODAY).athlete
    assert read is not None
    made = completed(read, whole(), TODAY)
    assert made.availability == replace(whole().availability, long_run=5)
    assert made.health == whole().health
    assert made.results == whole().results
    assert [race.goal_s for race in made.races] == [None, 265.0]
    assert made.races[1].rounds == whole().races[1].rounds
    moved = read_answers({**typed, "race_date": (LATER + timedelta(days=9)).isoformat()}, TODAY).athlete
    assert moved is not None
    assert not any(race.rounds for race in completed(moved, whole(), TODAY).races)


def test_a_race_that_is_over_is_no_answer() -> None:
    over = Race(TODAY - timedelta(days=10), 800, "B")
    athlete = sample_athlete(races=(over, *sample_athlete().races[1:]))
    assert "other_date" not in answers_of(athlete, TODAY)
    read = read_answers(answers_of(athlete, TODAY), TODAY).athlete
    assert read is not None
    assert completed(read, athlete, TODAY).races == athlete.races[1:]
