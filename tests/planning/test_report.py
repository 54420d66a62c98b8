"""What the plan says of its key sessions: honest stand-ins, and threshold that rests for too long."""

from __future__ import annotations

from datetime import timedelta

from homestretch.athlete.model import Race
from homestretch.blueprint.model import KeySession
from homestretch.blueprint.read import builtin
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.report import spine_report
from homestretch.planning.season import PlannedSession, SpineReport
from homestretch.planning.sentences import say
from homestretch.planning.spine_task import Spine
from tests.builders import seasons

NEED = KeySession(("LT01",), 2)


def said(*tuesdays: PlannedSession) -> SpineReport:
    """Of a specific phase with these Tuesdays; the race stands on the Saturday of the week after."""
    made = seasons.season(*(seasons.plain(tue=s) for s in tuesdays)).weeks
    race = Race(made[-1].start + timedelta(days=12), 800)
    frames = tuple(WeekFrame(w.number, w.start, "specific", "intensity", race) for w in made)
    return spine_report(made, frames, Spine((), (NEED,), True), builtin())


def lactate(sid: str, name: str) -> PlannedSession:
    return seasons.hard(sid, name=name, pillar="lactate_tolerance")


def test_a_test_stands_in_for_nothing() -> None:
    report = said(lactate("TT01", "Controlled 2K"), lactate("LT05", "400s at 1500 pace"))
    assert report.stands_in[0].endswith(": 400s at 1500 pace")


def test_the_nearest_kind_stands_in() -> None:
    report = said(lactate("LT02", "400s at 800 pace"), lactate("RS06", "Hilly circuit"))
    assert builtin().sessions["LT02"].zone == builtin().sessions["LT01"].zone
    assert report.stands_in[0].endswith(": 400s at 800 pace")


def test_where_nothing_of_the_kind_is_held_the_plan_says_so() -> None:
    assert said(seasons.hard("AB07")).stands_in[0].endswith(": nothing of its kind")


def test_threshold_that_rests_for_too_long_is_said() -> None:
    tempo, other = seasons.hard("AB07"), lactate("LT05", "400s at 1500 pace")
    report = said(tempo, other, other)
    tuesday = seasons.START + timedelta(days=1)
    end = seasons.START + timedelta(days=21)
    assert f"from {say(tuesday)} to the phase's end on {say(end)} there are 20 days" in report.threshold_said


def test_threshold_every_week_needs_no_word() -> None:
    tempo = seasons.hard("AB07")
    thursday = seasons.plain(thu=tempo)
    made = seasons.season(thursday, thursday).weeks
    frames = tuple(
        WeekFrame(w.number, w.start, "specific", "intensity", Race(made[-1].start + timedelta(days=12), 800))
        for w in made
    )
    assert spine_report(made, frames, Spine((), (NEED,), True), builtin()).threshold_said == ""


def test_the_progression_run_is_a_beginners_threshold() -> None:
    assert said(seasons.hard("AB11"), seasons.hard("AB11"), seasons.hard("AB11")).threshold_said == ""


def test_a_phase_without_any_threshold_is_said() -> None:
    other = lactate("LT05", "400s at 1500 pace")
    assert "there are 21 days without it" in said(other, other, other).threshold_said
