"""Club sessions, holidays, injuries, short days, a second race and the flying 30: as typed, and as understood."""

from __future__ import annotations

from datetime import date

import pytest

from homestretch.athlete.model import FixedSession, Injury, Race, Span
from homestretch.desk.answers import preview_answers, read_answers
from homestretch.desk.fields import FIELDS_OF_STEP, MORE, STEPS, filled
from homestretch.desk.setup import issue_season, save_setup_step
from homestretch.store import accounts
from tests.builders.answers import typed_answers

TODAY = date(2027, 2, 22)
CLUB = {"club1_day": "thu", "club1_what": "Track session", "club1_minutes": "80"}
MORE_ANSWERS: dict[str, str | list[str]] = {
    **CLUB,
    "club1_pillar": "transition_speed",
    "holiday1_from": "2027-04-05",
    "holiday1_to": "2027-04-09",
    "injury1_site": "calf",
    "injury1_from": "2026-11-02",
    "injury1_to": "2026-12-01",
    "minutes_wed": "45",
    "gym_days": ["mon"],
    "hills": "no",
    "flying30": "3,9",
    "flying30_date": "2027-01-16",
    "other_distance": "800",
    "other_date": "2027-05-08",
    "other_priority": "C",
    "other_goal": "2:10",
}


def test_everything_more_reaches_the_athlete() -> None:
    athlete = read_answers(typed_answers(**MORE_ANSWERS), TODAY).athlete
    assert athlete is not None
    assert athlete.availability.fixed == (FixedSession(3, "Track session", "transition_speed", 80),)
    assert athlete.busy == (Span(date(2027, 4, 5), date(2027, 4, 9)),)
    assert athlete.health.injuries == (Injury("calf", Span(date(2026, 11, 2), date(2026, 12, 1))),)
    assert athlete.availability.minutes[2] == 45
    assert athlete.availability.gym == (0,)
    assert not athlete.availability.hills
    assert (athlete.flying30_s, athlete.flying30_date) == (3.9, date(2027, 1, 16))
    assert athlete.races[0] == Race(date(2027, 5, 8), 800, "C", goal_s=130.0)


def test_a_first_run_needs_none_of_it() -> None:
    first_run = {
        k: v for k, v in typed_answers().items() if k not in {f for names in MORE.values() for f in names}
    }
    athlete = read_answers(first_run, TODAY).athlete
    assert athlete is not None
    assert athlete.availability.fixed == athlete.busy == athlete.health.injuries == ()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"club1_what": "Track"}, "club1_day", "Say on which day the club meets"),
        ({"club1_day": "fri"}, "club1_day", "Friday is not among your running days"),
        ({**CLUB, "club2_day": "thu"}, "club2_day", "Two club sessions on Thursday"),
        ({**CLUB, "minutes_thu": "60"}, "club1_minutes", "You gave Thursday 60 minutes"),
        ({**CLUB, "club1_minutes": "long"}, "club1_minutes", "is not a number of minutes"),
        ({"holiday1_from": "2027-04-05"}, "holiday1_to", "Give the last day without running"),
        ({"holiday2_to": "2027-04-05"}, "holiday2_from", "Give the first day without running"),
        ({"holiday1_from": "2027-04-09", "holiday1_to": "2027-04-05"}, "holiday1_to", "before it starts"),
        ({"holiday1_from": "2027-04-09", "holiday1_to": "2028-04-05"}, "holiday1_to", "check the dates"),
        ({"holiday1_from": "2027-06-10", "holiday1_to": "2027-06-14"}, "holiday1_from", "falls into this"),
        ({"holiday1_from": "easter", "holiday1_to": "2027-04-05"}, "holiday1_from", "is not a date"),
        ({"injury1_site": "calf"}, "injury1_to", "without pain"),
        ({"injury1_to": "2026-12-01"}, "injury1_site", "Say where it hurt"),
        ({"injury1_site": "calf", "injury1_to": "2027-03-01"}, "injury1_to", "see a clinician first"),
        (
            {"injury1_site": "calf", "injury1_from": "2026-12-01", "injury1_to": "2026-11-01"},
            "injury1_to",
            "over before it began",
        ),
        ({"flying30_date": "2027-01-16"}, "flying30", "Give the time of the flying 30 m"),
        ({"flying30": "3.9", "flying30_date": "2027-03-01"}, "flying30_date", "still to come"),
        ({"flying30": "9"}, "flying30", "from 2.3 to 6"),
        ({"other_date": "2027-05-08"}, "other_distance", "over which distance"),
        ({"other_distance": "800", "other_date": "2027-05-08", "other_goal": "1:30"}, "other_goal", "faster than"),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence_beside_its_field(
    changes: dict[str, str], field: str, sentence: str
) -> None:
    outcome = read_answers(typed_answers(**changes), TODAY)
    assert outcome.athlete is None
    assert list(outcome.problems) == [field]
    assert sentence in outcome.problems[field]
    assert any(field in FIELDS_OF_STEP[step] for step in STEPS)


def test_a_fault_of_these_does_not_stop_the_preview() -> None:
    assert preview_answers(typed_answers(holiday1_from="2027-04-05"), TODAY).athlete is not None


def test_what_a_list_shows_at_first_is_no_answer() -> None:
    assert not filled({"hills": "yes", "gym_days": []}, MORE["places"])
    assert filled({"hills": "no"}, MORE["places"])


@pytest.mark.django_db
def test_the_real_planner_keeps_the_club_and_the_holiday() -> None:
    owner = accounts.owner().pk
    answers = typed_answers(**MORE_ANSWERS)
    for step, fields in FIELDS_OF_STEP.items():
        save_setup_step(owner, step, {k: v for k, v in answers.items() if k in fields}, TODAY)
    issue = issue_season(owner, TODAY)
    assert issue.issued, issue
    assert issue.season is not None
    days = {day.date: day for week in issue.season.weeks for day in week.days}
    assert any(s.name == "Track session" for s in days[date(2027, 3, 4)].sessions)
    holiday = [days[date(2027, 4, d)] for d in range(5, 10)]
    assert not any(s.distance_m for day in holiday for s in day.sessions)
