"""The page of progress: two years of runs, wellness with gaps, and what stands there when something is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from homestretch.activity.analysis.model import Analysis
from homestretch.activity.analysis.report import analyse
from homestretch.activity.recording import Recording
from homestretch.store.activity_values import WellnessRow
from homestretch.store.wellness import keep_wellness
from tests.builders.recorded_runs import four_hundreds, recording_of, store_analysis
from tests.builders.sample_season import sample_season
from tests.builders.years_of_runs import days_of_runs, easy_run, morning
from tests.web.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, TODAY = date(2025, 4, 7), date(2027, 4, 6)
NO_WATCH = (date(2026, 11, 1), date(2026, 12, 13))


@cache
def analysed(number: int, share: float, on: date, heart: bool = True) -> tuple[Analysis, Recording]:
    """Each fourth run is in the hills, each third week holds a track session."""
    if number % 5 == 4:
        recording = four_hundreds(on, tuple(74.0 - 3 * share + 0.3 * k for k in range(6)))
    else:
        streams = easy_run(share, number, grade=0.05 if number % 4 == 0 else 0.0, heart=heart)
        recording = recording_of(streams, start=morning(on))
    return analyse(recording, abilities=sample_season().abilities, sex="F"), recording


def store_runs(athlete_id: int, days: Iterable[tuple[date, float]], heart: bool = True) -> None:
    for number, (on, share) in enumerate(days):
        store_analysis(athlete_id, *analysed(number, share, on, heart))


def nights(first: date, last: date) -> list[WellnessRow]:
    """Sleep, resting heart rate and its variability, with six weeks without a watch."""
    random = np.random.default_rng(4)
    rows = []
    for count in range((last - first).days + 1):
        on = first + timedelta(days=count)
        if NO_WATCH[0] <= on <= NO_WATCH[1]:
            continue
        rows += [
            WellnessRow(on, "sleep_s", round(float(random.normal(27_000, 2400))), "garmin"),
            WellnessRow(on, "resting_hr", round(float(random.normal(52 - 4 * count / 730, 1.5))), "garmin"),
            WellnessRow(on, "hrv_rmssd_ms", round(float(np.exp(random.normal(4.1, 0.15)))), "garmin"),
        ]
    return rows


@pytest.fixture
def two_years(athlete_id: int) -> int:
    store_runs(athlete_id, days_of_runs(FIRST, TODAY, 8))
    keep_wellness(athlete_id, nights(FIRST, TODAY))
    return athlete_id


def text_of(client: Any, address: str = "/progress/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<(script|style|title).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


@pytest.mark.browser
def test_two_years_are_sound(visitor: Visitor, on_day: Any, two_years: int) -> None:
    on_day(TODAY)
    for months in ("6", "12", "all"):
        visitor.open(f"/progress/?months={months}")
        visitor.check(f"progress-years-{months}")
    for name in ("Stride and climbing, like for like: tables", "Sleep and the heart at rest: tables"):
        visitor.page.get_by_text(name).click()
    visitor.check("progress-years-tables")


def test_the_same_heart_and_the_same_pace_are_told(client: Any, on_day: Any, two_years: int) -> None:
    on_day(TODAY)
    said = text_of(client, "/progress/?months=all")
    assert re.search(r"Pace at 1[34][05] beats a minute \d:\d\d /km at 1[34][05] beats", said)
    assert re.search(r"Heart rate at \d:\d\d /km 1[34]\d beats", said)
    for name in ("Steps a minute", "Step length", "Time on the ground", "Left and right"):
        assert re.search(rf"{name} at \d:\d\d /km", said)
    assert re.search(r"Steps a minute at \d:\d\d /km in reps", said)
    assert "Metres climbed in an hour at" in said


def test_weeks_without_a_watch_stay_empty(client: Any, on_day: Any, two_years: int) -> None:
    on_day(TODAY)
    page = client.get("/progress/?months=12")
    page = page.content.decode()
    chart = page[page.index('aria-label="Sleep,') :]
    chart = chart[: chart.index("</figure>")]
    assert re.search(r'class="dots-line[^"]*" d="([^"]*)"', chart)[1].count("M") == 2
    assert "15 November 2026" not in chart
    assert "31 October 2026" in chart
    assert "Sleep 7 h" in text_of(client, "/progress/?months=12")


def test_without_heart_rate_and_wellness_it_says_what_is_needed(
    client: Any, on_day: Any, athlete_id: int
) -> None:
    on_day(TODAY)
    store_runs(athlete_id, [(TODAY - timedelta(days=20 - k), 0.5) for k in range(3)], heart=False)
    said = text_of(client)
    assert "Pace at the same heart rate It needs a level, even run" in said
    assert "Steps a minute at" in said
    assert "Sleep and the heart at rest It needs the whole export" in said


def test_one_run_is_shown_and_compared_with_nothing(client: Any, on_day: Any, athlete_id: int) -> None:
    on_day(TODAY)
    store_analysis(athlete_id, *analysed(1, 0.5, TODAY - timedelta(days=3)))
    said = text_of(client)
    assert re.search(r"Pace at 1[34][05] beats a minute \d:\d\d /km at 1[34][05] beats [^,]*Steady", said)
    assert "they are compared" in said
    assert "no clear change" not in said


def test_wellness_alone_is_no_empty_page(client: Any, on_day: Any, athlete_id: int) -> None:
    on_day(TODAY)
    keep_wellness(athlete_id, nights(TODAY - timedelta(days=60), TODAY))
    said = text_of(client)
    assert "Nothing here yet" not in said
    assert "Resting heart rate" in said


def test_activities_of_an_older_analysis_are_told(client: Any, on_day: Any, athlete_id: int) -> None:
    on_day(TODAY)
    store_analysis(athlete_id, *analysed(1, 0.5, TODAY - timedelta(days=3)))
    assert "1 activity was analysed before your profile or Homestretch changed" in text_of(client)
