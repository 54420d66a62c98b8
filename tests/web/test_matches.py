"""What was done stands beside what was planned: on the day, in the week, in the list and on the activity's page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from django.test import Client

from homestretch.activity.recording import Lap, Recording, Samples, Session
from homestretch.desk.matches import matches_of_week
from tests.builders.recorded_runs import four_hundreds, long_run_streams, recording_of, store_recording
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor, at_home, text

pytestmark = pytest.mark.django_db(transaction=True)

TRACK_DAY = date(2027, 4, 6)  # 6 x 400 m at 1500 pace


@pytest.fixture
def track_session(athlete_id: int) -> int:
    return store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)


def test_the_session_of_the_day_is_answered_by_the_run_of_the_day(
    client: Client, on_day: Any, athlete_id: int, track_session: int
) -> None:
    (found,) = [one for one in matches_of_week(athlete_id, TRACK_DAY).sessions if one.activities]
    assert (found.ref.day, found.status, found.session.id) == (TRACK_DAY, "done", "LT05")
    on_day(TRACK_DAY)
    link = f'href="/activities/{track_session}/"'
    for path in ("/today/", "/week/", "/activities/"):
        assert link in text(client, path), path
    page = text(client, f"/activities/{track_session}/")
    assert "400s at 1500 pace" in page
    assert "the fourth was" in page
    assert "72.0 to 73.0" in page or "to 73" in page
    assert 'href="/day/2027-04-06/"' in page


def test_what_nobody_planned_stands_in_the_week_as_well(
    client: Client, on_day: Any, athlete_id: int, track_session: int
) -> None:
    on_day(TRACK_DAY)
    ride = recording_of(
        replace(long_run_streams(0.4), sport="cycling"), start=datetime(2027, 4, 6, 6, 0, tzinfo=UTC)
    )
    number = store_recording(athlete_id, ride, sample_season().abilities)
    page = text(client, "/week/")
    assert f'Unplanned: <a href="/activities/{number}/"' in page


def test_a_week_without_activities_is_all_open(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(TRACK_DAY)
    assert {one.status for one in matches_of_week(athlete_id, TRACK_DAY).sessions} == {"planned"}
    assert "by your word" not in text(client, "/week/")
    assert "What you did" not in text(client, "/today/")


def test_a_run_without_samples_has_a_page_and_a_match(client: Client, on_day: Any, athlete_id: int) -> None:
    begun = datetime(2027, 4, 5, 7, 0, tzinfo=UTC)
    session = Session("running", "", begun.timestamp(), 2700.0, 2700.0, 9000.0)
    laps = (Lap(begun.timestamp(), 2700.0, 2700.0, 9000.0),)
    empty = Recording("tcx", Samples(np.empty(0)), (session,), laps, 0, utc_offset=0.0)
    number = store_recording(athlete_id, empty, sample_season().abilities)
    on_day(TRACK_DAY)
    page = text(client, f"/activities/{number}/")
    assert "45 min, as planned" in page
    assert "Second by second" not in page
    assert f'href="/activities/{number}/"' in text(client, "/week/")


def test_days_before_any_season_have_no_plan(athlete_id: int) -> None:
    assert matches_of_week(athlete_id, date(2025, 1, 6)).sessions == ()


def chosen(page: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected>', page)


def test_the_athlete_says_which_session_a_run_was(
    client: Client, on_day: Any, athlete_id: int, track_session: int
) -> None:
    on_day(TRACK_DAY)
    path = f"/activities/{track_session}/"
    page = text(client, path)
    assert chosen(page) == ["as-found"]
    assert '<option value="2027-04-06/LT05">Tue 6 Apr: 400s at 1500 pace</option>' in page

    answer = client.post(f"{path}match/", {"session": "unplanned"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}#choice")
    page = text(client, path)
    assert chosen(page) == ["unplanned"]
    assert "Chosen by you." in page
    assert f'Unplanned: <a href="{path}"' in text(client, "/week/")

    client.post(f"{path}match/", {"session": "2027-04-06/LT05"})
    page = text(client, path)
    assert chosen(page) == ["2027-04-06/LT05"]
    assert "the fourth was" in page

    client.post(f"{path}match/", {"session": "as-found"})
    assert chosen(text(client, path)) == ["as-found"]


def test_a_choice_that_makes_no_sense_is_told_and_changes_nothing(
    client: Client, on_day: Any, track_session: int
) -> None:
    path = f"/activities/{track_session}/"
    for session in ("2027-04-13/LT05", "", "<script>"):
        answer = client.post(f"{path}match/", {"session": session})
        assert answer.status_code == 422
        assert "choose one from the list" in answer.content.decode()
    assert client.post("/activities/999999/match/", {"session": "unplanned"}).status_code == 404
    assert client.get(f"{path}match/").status_code == 405
    assert chosen(text(client, path)) == ["as-found"]


def test_a_choice_from_another_site_is_refused(on_day: Any, track_session: int) -> None:
    strict = at_home(enforce_csrf_checks=True)
    path = f"/activities/{track_session}/"
    assert strict.post(f"{path}match/", {"session": "unplanned"}).status_code == 403
    assert chosen(text(strict, path)) == ["as-found"]


@pytest.mark.browser
def test_a_session_is_chosen_by_the_keyboard_alone(visitor: Visitor, on_day: Any, track_session: int) -> None:
    on_day(TRACK_DAY)
    visitor.open(f"/activities/{track_session}/")
    visitor.page.focus("#session")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/#choice")
    assert visitor.page.input_value("#session") == "unplanned"
    visitor.check("activity-choice")


@pytest.mark.browser
def test_pages_with_a_verdict_are_sound(visitor: Visitor, on_day: Any, track_session: int) -> None:
    on_day(TRACK_DAY)
    for path, name in (
        ("/today/", "today-done"),
        ("/week/", "week-done"),
        (f"/activities/{track_session}/", "activity-match"),
        ("/activities/", "activities-match"),
    ):
        visitor.open(path)
        visitor.check(name)
