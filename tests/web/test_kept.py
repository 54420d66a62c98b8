"""The panel of an activity that says how it kept inside its window: planned, or the athlete's own zone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.test import Client

from homestretch.activity.recording import Recording
from homestretch.simulation import Leg, simulated_session
from homestretch.store import athletes
from homestretch.store.activity_tables import ActivityDetail
from homestretch.web.show.kept import show_kept
from tests.builders.recorded_runs import recording_of, store_recording
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

TEMPO_DAY = date(2027, 3, 25)  # 21 min at threshold, 4.42 m/s is critical speed
EASY_DAY = date(2027, 3, 29)  # 45 min easy
FREE_DAY = date(2027, 1, 14)  # before the season
CRITICAL = 4.42


@pytest.fixture
def client() -> Client:
    return Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8400")


@pytest.fixture
def athlete_id(ines: int) -> int:
    found = athletes.athlete_of(ines)
    assert found is not None
    return found.id


def run_of(on: date, *legs: tuple[float, float], beats: tuple[float, float]) -> Recording:
    """Legs of (minutes, share of critical speed) with a heart rate that goes evenly from one to the other."""
    script = [
        Leg("rep" if share >= 0.85 else "easy", share * CRITICAL, duration_s=60 * minutes)
        for minutes, share in legs
    ]
    made = simulated_session("tempo", 3, smart=False, pressed=False, legs=script)
    heart = np.round(np.linspace(*beats, len(made.streams)))
    streams = replace(
        made.streams, heart_rate=heart, latitude=np.empty(0), longitude=np.empty(0), altitude=np.empty(0)
    )
    begun = datetime(on.year, on.month, on.day, 18, 0, tzinfo=UTC)
    return recording_of(streams, made.laps, begun)


def panel(client: Client, number: int) -> str:
    page = unescape(client.get(f"/activities/{number}/").content.decode())
    found = re.search(r'aria-labelledby="kept">(.*?)</section>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def tempo(athlete_id: int, on: date = TEMPO_DAY) -> int:
    recording = run_of(on, (14, 0.74), (13, 0.955), (4, 0.9), (4, 1.01), (10, 0.7), beats=(150, 178))
    return store_recording(athlete_id, recording, sample_season().abilities)


def test_a_planned_tempo_tells_both_edges(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(TEMPO_DAY)
    said = panel(client, tempo(athlete_id))
    assert "Tempo against the planned window" in said
    assert "Pace on the level 3:51 to 4:03 /km" in said
    assert "Heart rate 172 to 180 beats" in said
    assert "slackened towards marathon effort" in said
    assert "tipped over critical speed" in said
    assert "RPE 6; 7 was planned: easier than meant" in said


def test_an_unplanned_tempo_is_held_against_the_own_zone(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(FREE_DAY)
    assert "Tempo against your own zone" in panel(client, tempo(athlete_id, FREE_DAY))


def test_an_easy_run_whose_heart_was_over_says_who_has_the_last_word(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    on_day(EASY_DAY)
    recording = run_of(EASY_DAY, (45, 0.75), beats=(166, 170))
    said = panel(client, store_recording(athlete_id, recording, sample_season().abilities))
    assert "Easy run against the planned window" in said
    assert "over by heart" in said
    assert "the heart has the last word" in said
    assert "harder than meant" in said


def test_short_hard_reps_and_old_analyses_have_no_panel(client: Client, on_day: Any, athlete_id: int) -> None:
    on_day(FREE_DAY)
    number = tempo(athlete_id, FREE_DAY)
    detail = ActivityDetail.objects.get(pk=number)
    detail.document = re.sub(r'"kept": \{.*?"rise_word": "[^"]*"\}, ', "", detail.document)
    assert '"kept"' not in detail.document
    detail.save()
    assert panel(client, number) == ""
    assert show_kept(None, "min/km") is None


@pytest.mark.browser
def test_the_panel_is_sound(visitor: Visitor, on_day: Any, athlete_id: int) -> None:
    on_day(TEMPO_DAY)
    visitor.open(f"/activities/{tempo(athlete_id)}/")
    visitor.check("activity-tempo")
