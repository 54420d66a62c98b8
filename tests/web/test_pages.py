"""What the pages say in states that come up once in a season, asked without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from homestretch.desk.planner import method
from homestretch.planning.season import SpineReport
from homestretch.store import accounts, athletes, seasons
from homestretch.web import wording
from tests.builders.answers import typed_answers
from tests.builders.sample_season import START, sample_athlete, sample_season
from tests.web.visitor import text

pytestmark = pytest.mark.django_db


def issue_to_beginner() -> None:
    season = sample_season()
    season = replace(season, abilities=replace(season.abilities, has_result=False))
    stored = athletes.add_athlete(accounts.owner().pk, START)
    seasons.add_season(stored.id, season, sample_athlete(results=()), START, "0" * 64)


def test_a_beginner_is_told_to_go_by_effort_until_the_first_test(client: Client, on_day: Any) -> None:
    issue_to_beginner()
    assert "careful guess until the first test" in text(client, "/today/")
    assert "careful guess until the first test" in text(client, "/week/1/")
    assert "careful guess until the first test" not in text(client, "/week/3/")
    assert "A careful guess until your first test" in text(client, "/athlete/")


def test_a_runner_with_results_is_not(client: Client, on_day: Any, ines: int) -> None:
    assert "careful guess" not in text(client, "/today/")


def test_paces_follow_the_chosen_unit(client: Client, on_day: Any, ines: int) -> None:
    on_day(date(2027, 4, 6))
    assert "4:59 to 5:28 /km" in text(client, "/today/")
    client.post("/athlete/units/", {"unit": "min/mile"})
    assert "8:00 to 8:48 /mile" in text(client, "/today/")
    assert client.post("/athlete/units/", {"unit": "furlong"}).status_code == 422


@pytest.mark.usefixtures("sample_planner")
def test_answers_can_be_changed_and_the_season_issued_again(client: Client, on_day: Any, ines: int) -> None:
    for step in ("race", "you", "weeks"):
        client.post(f"/setup/preview/{step}/", typed_answers())
    on_day(date(2027, 3, 1))
    assert client.post("/athlete/reissue/")["Location"] == "/season/"
    page = text(client, "/athlete/")
    assert "Season 2, issued 1 March 2027" in page
    assert "Season 1, issued 22 February 2027" in page


@pytest.mark.usefixtures("sample_planner")
def test_the_preview_keeps_what_was_typed_even_when_it_is_wrong(client: Client, on_day: Any) -> None:
    client.post("/setup/preview/race/", {"race_distance": "800", "race_goal": "two minutes"})
    page = text(client, "/setup/race/")
    assert 'value="two minutes"' in page
    assert "is not a time" not in page  # nobody is corrected while typing
    assert "is not a time" in text(client, "/setup/race/?check=1")


def test_what_is_typed_comes_back_escaped(client: Client, on_day: Any) -> None:
    client.post("/setup/preview/you/", {"name": '"><script>alert(1)</script>'})
    assert "<script>alert" not in client.get("/setup/you/").content.decode()


@pytest.mark.usefixtures("sample_planner")
def test_a_refusal_is_told_without_numbers_of_rules(client: Client, on_day: Any) -> None:
    for step in ("race", "you"):
        client.post(f"/setup/preview/{step}/", typed_answers(race_distance="3000", race_goal=""))
    answer = client.post("/setup/weeks/", typed_answers(race_distance="3000"))
    assert answer.status_code == 422
    assert "INV-" not in answer.content.decode()
    page = answer.content.decode()
    assert "Move one of the club sessions" in page
    assert page.index("Move one") < page.index("Besides: The 3000 m race of 12 June and the round")
    for said in ("Leave out the round of 13 June", "Race 12 June 2027", "Away from 1 May 2027 to 9 May 2027"):
        assert said in page
    assert "The kilometres that you run now" in page
    assert "availability" not in page


def test_an_assumption_stands_on_one_page(client: Client, on_day: Any) -> None:
    season = sample_season()
    guess = "No weekly kilometres are given: 15 km a week is assumed."
    abilities = replace(season.abilities, assumptions=(*season.abilities.assumptions, guess))
    own = (*abilities.assumptions, *season.assumptions, "No weekly_km given: 15 km a week is assumed.")
    stored = athletes.add_athlete(accounts.owner().pk, START)
    doubled = replace(season, abilities=abilities, assumptions=own)
    seasons.add_season(stored.id, doubled, sample_athlete(), START, "0" * 64)
    pages = unescape(text(client, "/season/") + text(client, "/athlete/"))
    assert pages.count("15 km a week is assumed") == 1
    for sentence in (*abilities.assumptions, *season.assumptions):
        assert pages.count(sentence) == 1


def test_the_library_says_how_strength_is_done_and_in_what_other_ways(client: Client, on_day: Any) -> None:
    for id, kind in method().sessions.items():
        if kind.pillar == "support":
            page = unescape(text(client, f"/library/{id}/"))
            for said in (*kind.exercises, *kind.variants.values()):
                assert wording.notation(said).lower() in page.lower(), (id, said)


def test_todays_strength_says_how_and_offers_a_hotel_room(client: Client, on_day: Any, ines: int) -> None:
    on_day(date(2027, 4, 5))
    page = unescape(text(client, "/today/"))
    assert "Split squat" in page
    assert "15 minutes in a hotel room" in page
    assert "Without weights" in page


def test_sessions_are_called_by_their_names(client: Client, on_day: Any, ines: int) -> None:
    page = text(client, "/season/")
    assert "LT07</li>" not in page
    assert "600s at 1500 pace" in page


@pytest.mark.parametrize(
    "path", ["/day/2027-02-30/", "/week/99/", "/setup/shoes/", "/library/XX99/", "/nowhere/"]
)
def test_what_is_not_there_gets_a_sentence(client: Client, on_day: Any, ines: int, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/today/", "/week/", "/season/", "/athlete/", "/week/3/", "/day/2027-03-01/"]
)
def test_without_a_season_every_page_leads_to_the_set_up(client: Client, on_day: Any, path: str) -> None:
    assert client.get(path)["Location"] == "/setup/"


def test_a_week_says_how_its_sessions_are_read(client: Client, on_day: Any, ines: int) -> None:
    shown = text(client, "/week/1/")
    assert "How to read this week" in shown
    assert "maximal aerobic speed (MAS)" in shown


def test_the_season_says_where_threshold_rests_for_too_long(client: Client, on_day: Any) -> None:
    season = sample_season()
    assert season.spine is not None
    season = replace(season, spine=replace(season.spine, threshold_said="There are 31 days without it."))
    stored = athletes.add_athlete(accounts.owner().pk, START)
    seasons.add_season(stored.id, season, sample_athlete(), START, "0" * 64)
    assert "There are 31 days without it." in text(client, "/season/")


def test_threshold_that_rests_is_said_without_demands_of_the_race_as_well(
    client: Client, on_day: Any
) -> None:
    spine = SpineReport((), (), (), (), threshold_said="There are 31 days without it.")
    stored = athletes.add_athlete(accounts.owner().pk, START)
    seasons.add_season(stored.id, replace(sample_season(), spine=spine), sample_athlete(), START, "0" * 64)
    shown = text(client, "/season/")
    assert "There are 31 days without it." in shown
    assert "Threshold rests for long" in shown
    assert "every key session" not in shown
