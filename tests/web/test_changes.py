"""Answers changed on the athlete's page issue the season again, with one sentence of what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from homestretch.athlete.model import Athlete, Availability, FixedSession, Health, Injury, Race, Span
from homestretch.desk.setup import save_setup_step
from homestretch.planning.season import Season
from homestretch.store import accounts
from homestretch.store.seasons import StoredSeason
from homestretch.web.show.answers import show_answers
from homestretch.web.show.changes import what_changed
from tests.builders.answers import typed_answers
from tests.builders.sample_season import RACE_DAY, START, easy_run, sample_athlete, sample_season

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 1)
STEPS = ("race", "you", "weeks")


def stored(athlete: Athlete, season: Season, number: int = 1) -> StoredSeason:
    return StoredSeason(number, START, season, athlete, "", "")


def said(after: Athlete, season: Season | None = None) -> str:
    before = stored(sample_athlete(), sample_season())
    return what_changed(before, stored(after, season or sample_season(), 2), "min/km")


def test_the_sentence_names_what_is_new_and_what_is_gone() -> None:
    holiday = (Span(date(2027, 4, 5), date(2027, 4, 9)),)
    races = (Race(RACE_DAY, 1500, "A", goal_s=268.0),)
    assert said(sample_athlete(busy=holiday)).startswith("The holiday 5 to 9 April is new: ")
    other_goal = (sample_athlete().races[0], replace(races[0], goal_s=270.0))
    assert said(sample_athlete(races=other_goal)).startswith(
        "The race is now 1500 m on 12 June 2027 (A), goal 4:30.0: "
    )
    assert said(sample_athlete(max_hr=190)).startswith("The largest heart rate changed: ")
    assert said(sample_athlete(health=Health(clearance=True))).startswith(
        "Your answers about health changed: "
    )
    assert said(sample_athlete(races=races)).startswith("The race 800 m on 8 May 2027 (B) is gone: ")
    assert said(sample_athlete(flying30_s=3.9)).startswith("The flying 30 m is 3.90 s: ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": (0, 2, 5)}, "You run on Mon, Wed and Sat"),
        ({"long_run": None}, "The long run may be on any day"),
        ({"track": ()}, "There is no track"),
        ({"gym": ()}, "There is no gym"),
        ({"hills": False}, "There are no hills"),
        ({"minutes": (45, None, None, None, None, None, None)}, "Your limits are Mon 45 minutes"),
        ({"fixed": (FixedSession(3, "Track session", None, 80),)}, "The club session Track session on Thursday"),
    ],
)  # fmt: skip
def test_changes_of_the_week_are_said(changes: dict[str, Any], words: str) -> None:
    availability = replace(sample_athlete().availability, **changes)
    assert isinstance(availability, Availability)
    assert said(sample_athlete(availability=availability)).startswith(words)


def test_many_changes_are_counted_and_none_is_said() -> None:
    health = replace(sample_athlete().health, injuries=(Injury("calf", Span(LATER, LATER)),))
    many = sample_athlete(
        health=health, availability=Availability(days=(1, 3), hills=False), results=(), weekly_km=30.0
    )
    sentence = said(many)
    assert "more answers changed" in sentence
    assert sentence.count(": ") == 1
    assert said(sample_athlete()).startswith("Issued again with the same answers")
    assert said(sample_athlete()).endswith("none of the 112 days ahead are different.")


def test_the_effect_counts_days_and_the_largest_week() -> None:
    season = sample_season()
    first = season.weeks[0]
    days = (replace(first.days[0], sessions=(easy_run(20),)), *first.days[1:])
    other = replace(season, weeks=(replace(first, days=days, distance_m=60_000), *season.weeks[1:]))
    sentence = said(sample_athlete(weekly_km=50.0), other)
    assert sentence == (
        "You run 50 km a week now: 1 of the 112 days ahead is different, and the largest week is 60 km, not 50 km."
    )


def test_other_paces_of_the_same_sessions_are_said() -> None:
    season = sample_season()
    first = season.weeks[0]
    run = first.days[1].sessions[0]
    paced = replace(run, steps=run.steps[1:])
    days = (first.days[0], replace(first.days[1], sessions=(paced,)), *first.days[2:])
    other = replace(season, weeks=(replace(first, days=days), *season.weeks[1:]))
    assert "the sessions stay, with other paces or heart rates on 1 of the 112 days ahead" in said(
        sample_athlete(max_hr=190), other
    )


@pytest.mark.usefixtures("ines", "sample_planner")
def test_a_change_issues_the_season_again_and_says_so(client: Client, on_day: Any) -> None:
    for step in STEPS:
        save_setup_step(accounts.owner().pk, step, typed_answers(), START)
    on_day(LATER)
    client.post("/athlete/reissue/")
    page = client.get("/athlete/").content.decode()
    assert "1500 m on 12 June 2027 (A), goal 4:28.0" in page
    assert "/athlete/change/weeks/" in page
    form = client.get("/athlete/change/weeks/").content.decode()
    assert "Save and issue the season again" in form
    more = typed_answers(holiday1_from="2027-04-05", holiday1_to="2027-04-09")
    assert client.post("/athlete/change/weeks/", more)["Location"] == "/season/"
    assert "The holiday 5 to 9 April is new" in unescape(client.get("/season/").content.decode())
    on_day(date(2027, 3, 9))  # later it stands at the foot of the page
    assert "The holiday 5 to 9 April is new" in unescape(client.get("/season/").content.decode())


@pytest.mark.usefixtures("ines", "sample_planner")
def test_a_fault_keeps_what_was_typed_and_issues_nothing(client: Client, on_day: Any) -> None:
    for step in STEPS:
        save_setup_step(accounts.owner().pk, step, typed_answers(), START)
    answer = client.post("/athlete/change/weeks/", typed_answers(club2_what="Hills"))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Say on which day the club meets" in page
    assert 'value="Hills"' in page
    assert (
        page.count("<details open") + page.count('<details class="line" open') >= 2
    )  # a fault is never folded
    assert "Season 2" not in client.get("/athlete/").content.decode()


@pytest.mark.usefixtures("ines", "sample_planner")
def test_a_refused_change_leaves_the_season(client: Client, on_day: Any) -> None:
    for step in STEPS:
        save_setup_step(accounts.owner().pk, step, typed_answers(), START)
    answer = client.post("/athlete/change/race/", typed_answers(race_distance="3000", race_goal=""))
    assert answer.status_code == 422
    assert "Move one of the club sessions" in answer.content.decode()
    page = client.get("/athlete/").content.decode()
    assert "Season 2" not in page
    assert "You have changed answers since this season was issued" in page


@pytest.mark.usefixtures("ines", "sample_planner")
def test_answers_of_another_step_are_asked_for_where_they_stand(client: Client, on_day: Any) -> None:
    for step in STEPS:
        save_setup_step(accounts.owner().pk, step, typed_answers(name=""), START)
    assert (
        client.post("/athlete/change/weeks/", typed_answers())["Location"] == "/athlete/change/you/?check=1"
    )
    assert "What shall we call you?" in client.get("/athlete/change/you/?check=1").content.decode()
    assert client.get("/athlete/change/shoes/").status_code == 404


def test_answers_are_shown_as_they_were_understood() -> None:
    lines = [line for group in show_answers(sample_athlete()) for line in group.lines]
    assert "800 m in 2:12.4, 2 September 2026" in lines
    assert "Running: Mon, Tue, Wed, Thu, Sat and Sun; long run on Sunday" in lines
    assert "Track: on Tue and Thu" in lines
    assert "Longest run of the last 30 days: 13 km" in lines


def test_an_athlete_from_a_file_finds_the_answers_in_the_form(client: Client, on_day: Any, ines: int) -> None:
    """Added by the terminal, nothing was ever typed: the form still shows what the season stands on."""
    shown = client.get("/athlete/change/weeks/").content.decode()
    assert 'name="weekly_km" type="text" inputmode="decimal" value="44"' in shown
    assert '<option value="sun" selected>' in shown
    assert 'value="1500" selected' in client.get("/athlete/change/race/").content.decode()


def test_an_athlete_from_a_file_can_be_issued_again(
    client: Client, on_day: Any, ines: int, sample_planner: None
) -> None:
    assert client.post("/athlete/reissue/")["Location"] == "/season/"
