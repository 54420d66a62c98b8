"""What was done stands beside what was planned: on the day, in the week, in the list and on the activity's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.test import Client

from homestretch.activity.recording import Lap, Recording, Samples, Session
from homestretch.desk.matches import matches_of_week
from homestretch.store import athletes
from tests.builders.recorded_runs import four_hundreds, long_run_streams, recording_of, store_recording
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

TRACK_DAY = date(2027, 4, 6)  # 6 x 400 m at 1500 pace


@pytest.fixture
def client() -> Client:
    return Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8400")


@pytest.fixture
def athlete_id(ines: int) -> int:
    found = athletes.athlete_of(ines)
    assert found is not None
    return found.id


@pytest.fixture
def track_session(athlete_id: int) -> int:
    return store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)


def text(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


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
    assert "Not run" not in text(client, "/week/")
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
