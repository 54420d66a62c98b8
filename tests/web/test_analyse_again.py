"""Activities judged by an older profile say so on their list, and are analysed again by a button, with progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from homestretch.desk.analyse_again import Again, count_stale
from homestretch.desk.imports import Progress, import_files
from homestretch.store import athletes, originals
from homestretch.web import importing
from tests.builders.exports import day, fit
from tests.builders.sample_season import sample_athlete
from tests.web.visitor import Visitor, at_home, text

pytestmark = pytest.mark.django_db(transaction=True)

ASKS = "still judged as before"


@pytest.fixture
def athlete_id(ines: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    """Ines with three runs, whose profile has changed since."""
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path / "data"))
    importing.imports.__init__()  # type: ignore[misc]
    found = athletes.athlete_of(ines)
    assert found is not None
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.fit")
        files[-1].write_bytes(fit(day(number)))
    import_files(found.id, files, datetime(2026, 11, 1, tzinfo=UTC), "Europe/London")
    assert count_stale(found.id) == 0
    athletes.save_profile(found.id, replace(sample_athlete(), max_hr=188, rest_hr=44))
    return found.id


def test_the_list_says_when_activities_are_judged_as_before(
    client: Client, on_day: Any, athlete_id: int
) -> None:
    assert "3 activities are still judged as before" in text(client, "/activities/")
    assert ASKS not in client.get("/activities/", headers={"HX-Request": "true"}).content.decode()
    found = athletes.athlete_by_id(athlete_id).athlete
    assert found is not None
    athletes.save_profile(athlete_id, sample_athlete())
    assert ASKS not in text(client, "/activities/")


def test_another_site_cannot_start_it(on_day: Any, athlete_id: int) -> None:
    strict = at_home(enforce_csrf_checks=True)
    assert strict.post("/activities/again/").status_code == 403
    assert importing.imports.state(athlete_id) is None


def test_one_thing_runs_at_a_time_and_each_page_says_what(
    client: Client, on_day: Any, athlete_id: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    running = importing.State(Progress(1, 3, "1.fit"), True, again=Again(analysed=1))
    monkeypatch.setitem(importing.imports._states, athlete_id, running)
    page = text(client, "/activities/")
    assert "1 of 3 activities" in page
    assert ASKS not in page
    assert client.post("/activities/again/").status_code == 302
    assert importing.imports.state(athlete_id) is running
    assert "Analysing again" in text(client, "/import/")
    with (tmp_path / "0.fit").open("rb") as file:
        answer = client.post("/import/", {"files": [file]})
    assert answer.status_code == 422
    assert "being analysed again" in answer.content.decode()


@pytest.mark.browser
def test_a_button_analyses_again_and_says_what_came_of_it(
    visitor: Visitor, on_day: Any, athlete_id: int
) -> None:
    lost = originals.file_of(originals.keep(fit(day(1))))
    lost.unlink()
    visitor.open("/activities/")
    visitor.check("activities-again")
    visitor.page.get_by_role("button", name="Analyse again").click()
    visitor.page.get_by_text("2 analysed again.").wait_for(timeout=20_000)
    visitor.page.get_by_text("Its original file is not there any more").wait_for()
    visitor.check("activities-again-done")
    assert count_stale(athlete_id) == 1


@pytest.mark.browser
def test_progress_is_shown_while_it_runs(
    visitor: Visitor, on_day: Any, athlete_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = importing.State(Progress(40, 120, "40.fit"), True, again=Again(analysed=40))
    monkeypatch.setitem(importing.imports._states, athlete_id, running)
    visitor.open("/activities/")
    visitor.page.get_by_text("40 of 120 activities").wait_for()
    visitor.check("activities-again-running")
    done = importing.State(Progress(120, 120, "120.fit"), False, again=Again(analysed=100, unchanged=20))
    monkeypatch.setitem(importing.imports._states, athlete_id, done)
    visitor.page.get_by_text("100 analysed again, 20 as they were.").wait_for()


@pytest.mark.browser
def test_it_needs_no_script(browser: Any, live_server: Any, on_day: Any, athlete_id: int) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/activities/")
    page.get_by_role("button", name="Analyse again").click()
    for _ in range(50):
        if page.get_by_text("3 analysed again.").count():
            break
        page.wait_for_timeout(200)
        page.goto(f"{live_server.url}/activities/")
    assert page.get_by_text("3 analysed again.").count()
    context.close()
