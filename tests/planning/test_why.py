"""The words of a plan: a session's name stands well within a sentence, and nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from homestretch.athlete.model import Race
from homestretch.blueprint.read import builtin
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.season import PlannedSession
from homestretch.planning.why import objective, reasons, say
from tests.builders import seasons

RACE = Race(date(2027, 6, 12), 1500)
FOUR, FIVE = "4 x 400 m @ 1500 (90 s jog)", "5 x 400 m @ 1500 (90 s jog)"


def whys(*sessions: PlannedSession) -> list[str]:
    """The reasons of sessions on the Tuesdays of weeks that follow each other."""
    made = seasons.season(*(seasons.plain(tue=session) for session in sessions))
    frames = tuple(WeekFrame(w.number, w.start, w.phase, w.emphasis, RACE) for w in made.weeks)
    hard = tuple(
        replace(w, days=tuple(replace(d, sessions=tuple(s for s in d.sessions if s.quality)) for d in w.days))
        for w in made.weeks
    )
    told = reasons(hard, frames, builtin())
    return [s.why for w in told for d in w.days for s in d.sessions]


def reps(level: int, notation: str) -> PlannedSession:
    return seasons.hard(
        "LT05", level, notation=notation, name="400s at 1500 pace", objective="Learn the rhythm."
    )


def test_the_same_session_again_is_not_written_out_again() -> None:
    _, again = whys(reps(2, FOUR), reps(2, FOUR))
    assert "the same step as" in again
    assert FOUR not in again


def test_a_step_up_tells_what_it_climbed_from() -> None:
    _, up = whys(reps(2, FOUR), reps(3, FIVE))
    tuesday = seasons.season(seasons.plain()).weeks[0].days[1].date
    assert f"one step up from {say(tuesday)} ({FOUR})" in up


def test_a_name_keeps_its_initials_within_a_sentence() -> None:
    def first(name: str) -> str:
        return whys(seasons.hard("AB10", name=name, objective="Push the pace."))[0]

    assert first("CS intervals").startswith("First CS intervals of the season")
    assert first("VO2 1000s").startswith("First VO2 1000s of the season")
    assert first("Cruise intervals").startswith("First cruise intervals of the season")


def test_the_session_that_leads_a_week_is_named_without_brackets_in_brackets() -> None:
    frame = WeekFrame(1, seasons.START, "specific", "intensity", RACE)
    said = objective(frame, ((reps(2, FOUR),),))
    assert said.endswith(f": 400s at 1500 pace, {FOUR}, leads the week.")
