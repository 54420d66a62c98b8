"""A day without running says what it is for, by what stands around it."""

from __future__ import annotations

from datetime import date, timedelta

from homestretch.athlete.model import Span
from homestretch.planning.rest_words import Around, rest_reason
from homestretch.planning.season import PlannedSession
from tests.builders import seasons

DAY = timedelta(days=1)
THURSDAY = date(2027, 3, 4)
TEMPO = seasons.hard("AB07", name="Continuous tempo")


def said(*days: PlannedSession, at: int = 2, away: tuple[Span, ...] = ()) -> str:
    """Of the day ``at`` places after the first of these days."""
    held = {THURSDAY + n * DAY: (session,) for n, session in enumerate(days)}
    return rest_reason(THURSDAY + at * DAY, Around(held, away))


EASY, REST, RACE = seasons.easy(), seasons.rest(), seasons.race()


def test_the_first_day_of_a_plan_has_no_days_to_settle() -> None:
    assert said(REST, REST, EASY, at=0) == "The plan begins with a day off. Running starts on Saturday."


def test_the_days_around_a_race_are_its_own() -> None:
    assert said(EASY, TEMPO, REST, RACE).startswith("The day before the race")
    assert said(EASY, RACE, REST, EASY).startswith("The day after the race")


def test_a_busy_day_is_not_called_training() -> None:
    busy = (Span(THURSDAY + 2 * DAY, THURSDAY + 2 * DAY),)
    assert said(EASY, TEMPO, REST, EASY, away=busy).startswith("You are busy today")


def test_rest_beside_hard_work_names_it() -> None:
    assert said(EASY, TEMPO, REST, EASY).startswith("The day after the continuous tempo")
    timed = seasons.hard("LT05", name="400s at 1500 pace by time")
    assert said(EASY, timed, REST, EASY).startswith("The day after the 400s at 1500 pace:")
    assert said(EASY, EASY, REST, TEMPO).startswith("The day before the continuous tempo")
    assert said(EASY, TEMPO, REST, seasons.club()).startswith(
        "Between the continuous tempo and your club session"
    )


def test_a_second_day_of_rest_says_when_running_goes_on() -> None:
    assert said(EASY, REST, REST, EASY).endswith("The next run is on Sunday.")


def test_rest_after_the_long_run_and_between_easy_days() -> None:
    assert said(EASY, seasons.long(), REST, EASY).startswith("The day after the long run")
    assert said(EASY, EASY, REST, EASY).startswith("Between easier days")
