"""Answers as typed become an athlete, or a sentence beside the field that stands in the way."""

from __future__ import annotations

from datetime import date

import pytest

from homestretch.athlete.model import Result
from homestretch.desk.answers import preview_answers, read_answers
from tests.builders.answers import typed_answers

TODAY = date(2027, 2, 22)


def test_complete_answers_make_the_athlete_that_was_meant() -> None:
    athlete = read_answers(typed_answers(), TODAY).athlete
    assert athlete is not None
    assert athlete.name == "Ines"
    assert athlete.results == (
        Result(800, 132.4, date(2026, 9, 2)),
        Result(3000, 610.5, date(2026, 10, 2)),
    )
    assert athlete.availability.days == (0, 1, 2, 3, 5, 6)
    assert athlete.availability.track == (1, 3)
    assert athlete.availability.long_run == 6
    assert [(r.distance_m, r.goal_s, r.priority) for r in athlete.races] == [(1500, 268.0, "A")]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("race_distance", "", "Choose the distance"),
        ("race_date", "2027-02-22", "This date has passed"),
        ("race_date", "soon", "not a date"),
        ("race_goal", "fast", "is not a time"),
        ("race_goal", "2:59", "faster than anybody has run"),
        ("name", "  ", "What shall we call you?"),
        ("born", "2020-01-01", "from 12 years on"),
        ("born", "1900-01-01", "check the year"),
        ("sex", "Q", "Choose your sex"),
        ("result1_time", "1:10", "faster than anybody has run"),
        ("result1_time", "45:00", "slower than walking"),
        ("result1_date", "2027-03-01", "still to come"),
        ("result2_date", "", "Give the date of this result"),
        ("weekly_km", "lots", "is not a number of km a week"),
        ("weekly_km", "900", "from 0 to 250"),
        ("long_run", "fri", "Friday is not among your running days"),
        ("track_days", "", "Tick the days"),
        ("max_hr", "500", "from 120 to 230"),
        ("minutes_mon", "5", "from 15 to 300"),
    ],
)
def test_each_fault_has_one_sentence_beside_its_field(field: str, text: str, sentence: str) -> None:
    outcome = read_answers(typed_answers(**{field: text}), TODAY)
    assert outcome.athlete is None
    assert list(outcome.problems) == [field]
    assert sentence in outcome.problems[field]


def test_two_races_on_one_day_are_refused_beside_the_second() -> None:
    answers = typed_answers(other_distance="800", other_date="2027-06-12")
    assert "Two races on one day" in read_answers(answers, TODAY).problems["other_date"]


def test_under_18_a_guardian_and_a_way_to_reach_them_are_asked_for() -> None:
    young = typed_answers(born="2011-05-14")
    assert set(read_answers(young, TODAY).problems) == {"guardian_consent", "guardian_contact"}
    agreed = typed_answers(born="2011-05-14", guardian_consent="yes", guardian_contact="020 7946 0000")
    athlete = read_answers(agreed, TODAY).athlete
    assert athlete is not None
    assert athlete.health.guardian_consent


def test_consent_of_a_guardian_means_nothing_for_an_adult() -> None:
    athlete = read_answers(typed_answers(guardian_consent="yes"), TODAY).athlete
    assert athlete is not None
    assert not athlete.health.guardian_consent


def test_none_yet_beside_a_typed_result_is_asked_about_and_never_drops_it() -> None:
    outcome = read_answers(typed_answers(no_results="yes"), TODAY)
    assert outcome.athlete is None
    assert "clear the result" in outcome.problems["no_results"]


def test_none_yet_alone_is_an_athlete_without_results() -> None:
    emptied = {f"result{n}_{part}": "" for n in (1, 2) for part in ("distance", "time", "date")}
    athlete = read_answers(typed_answers(no_results="yes", **emptied), TODAY).athlete
    assert athlete is not None
    assert athlete.results == ()


def test_health_questions_reach_the_gate() -> None:
    athlete = read_answers(typed_answers(health=["heart_condition"]), TODAY).athlete
    assert athlete is not None
    assert athlete.health.heart_condition
    assert not athlete.health.clearance


def test_a_preview_needs_the_race_alone_and_says_what_it_assumes() -> None:
    outcome = preview_answers({"race_distance": "800", "race_date": "2027-06-12"}, TODAY)
    assert outcome.athlete is not None
    assert any("25 years" in each for each in outcome.assumed)
    assert any("careful estimate" in each for each in outcome.assumed)
    assert preview_answers({"race_distance": "800"}, TODAY).athlete is None


def test_a_preview_of_complete_answers_assumes_nothing() -> None:
    assert preview_answers(typed_answers(), TODAY).assumed == ()
