"""The pages of what was done, in a real browser: narrow and wide, light and dark."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.builders.recorded_runs import (
    long_run_streams,
    recording_of,
    simulated_recording,
    store_recording,
)
from tests.builders.sample_season import sample_season
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRACK_DAY = date(2027, 4, 6)


@pytest.fixture
def track_session(athlete_id: int) -> int:
    recording = simulated_recording("equal reps", 7, TRACK_DAY)
    return store_recording(
        athlete_id, recording, sample_season().abilities, notation="6 x 800 m @ V3K (3 min jog)"
    )


@pytest.fixture
def long_run(athlete_id: int) -> int:
    begun = datetime(2027, 4, 4, 8, 0, tzinfo=UTC)
    recording = recording_of(long_run_streams(), start=begun)
    return store_recording(athlete_id, recording, sample_season().abilities, name="Sunday long run")


def test_the_page_of_a_track_session_is_sound(visitor: Visitor, on_day: Any, track_session: int) -> None:
    on_day(TRACK_DAY)
    visitor.open(f"/activities/{track_session}/")
    visitor.page.wait_for_selector("svg.track")
    visitor.check("activity-track")


def test_the_page_of_a_long_run_is_sound(visitor: Visitor, on_day: Any, long_run: int) -> None:
    on_day(TRACK_DAY)
    visitor.open(f"/activities/{long_run}/")
    visitor.page.get_by_text("By kilometre").click()
    visitor.check("activity-long")


def test_the_list_is_sound(visitor: Visitor, on_day: Any, track_session: int, long_run: int) -> None:
    on_day(TRACK_DAY)
    visitor.open("/activities/")
    visitor.check("activities")


def reading(visitor: Visitor) -> str:
    """What the cursor says of itself, once it has been drawn."""
    visitor.page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return str(visitor.page.get_by_role("slider").get_attribute("aria-valuetext"))


def test_the_cursor_goes_over_all_charts_by_keys_and_by_pointer(
    visitor: Visitor, on_day: Any, track_session: int
) -> None:
    page = visitor.page
    visitor.open(f"/activities/{track_session}/")
    slider = page.get_by_role("slider", name="Moment of the run")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    said = reading(visitor)
    assert "rep 1, 800 m" in said
    assert "Heart rate" in said
    assert "Step length" in said
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert "rep 1" not in reading(visitor)
    page.keyboard.press("Home")
    assert reading(visitor).startswith("0:02")
    page.locator(".plot-box").last.scroll_into_view_if_needed()
    box = page.locator(".plot-box").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    middle = reading(visitor)
    assert middle.split(",")[0] in page.locator("#charts-now").inner_text()
    assert (
        abs(
            float(page.evaluate("document.querySelector('.cursor').getBoundingClientRect().x"))
            - box["x"]
            - box["width"] / 2
        )
        < 3
    )


def test_a_closer_look_shows_the_stretch_in_place(visitor: Visitor, on_day: Any, track_session: int) -> None:
    page = visitor.page
    visitor.open(f"/activities/{track_session}/")
    page.get_by_role("link", name="6 × 800 m").click()
    page.wait_for_selector('.zooms a[aria-current="true"]:has-text("6 × 800 m")')
    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    seconds = reading(visitor).split(",")[0]
    assert seconds != "1:09:22"
    visitor.check("activity-closer")
    page.keyboard.press("Escape")
    page.wait_for_selector('.zooms a[aria-current="true"]:has-text("All of it")')
    if "desk" in visitor.label:
        box = page.locator(".plot-box").first.bounding_box()
        page.mouse.move(box["x"] + 200, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 300, box["y"] + 30, steps=4)
        page.mouse.up()
        page.wait_for_selector('.zooms:not(:has([aria-current="true"]))')


def test_without_script_a_stretch_is_a_page_of_its_own(client: Any, on_day: Any, track_session: int) -> None:
    whole = client.get(f"/activities/{track_session}/").content.decode()
    part = client.get(f"/activities/{track_session}/?from=1720&to=1860").content.decode()
    assert "30:00" in whole
    assert "1:00:00</text>" not in part


@pytest.fixture
def a_year(athlete_id: int) -> int:
    """A track session each fortnight and a steady run between, for ten months."""
    abilities = sample_season().abilities
    for k in range(20):
        day = date(2026, 6, 9) + timedelta(days=14 * k)
        recording = simulated_recording("equal reps", k, day)
        store_recording(athlete_id, recording, abilities, name=f"Track {k + 1}")
        recording = simulated_recording("steady", k, day + timedelta(days=3))
        store_recording(athlete_id, recording, abilities)
    return athlete_id


def test_progress_is_sound(visitor: Visitor, on_day: Any, a_year: int) -> None:
    on_day(TRACK_DAY)
    visitor.open("/progress/")
    visitor.check("progress")
    visitor.page.get_by_text("Drift at easy pace as a table").click()
    visitor.page.get_by_text("Best efforts, month by month: tables").click()
    visitor.check("progress-tables")
    visitor.page.get_by_role("link", name="6 months").click()
    visitor.page.wait_for_url("**/progress/?months=6")
    visitor.open("/activities/")
    visitor.check("activities-year")


def test_progress_without_a_run_leads_to_the_import(visitor: Visitor, on_day: Any, athlete_id: int) -> None:
    visitor.open("/progress/")
    visitor.check("progress-empty")
    visitor.page.get_by_role("link", name="Import files").click()
    visitor.page.wait_for_url("**/import/")
