"""A live server over the sample season, and a real browser at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from homestretch.planning.season import Season
from tests.builders.sample_season import START, refused_season, sample_athlete, sample_season
from tests.web.visitor import MODES, WIDTHS, Visitor, at_home

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DAY_OF_SETUP = date(2027, 2, 22)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the pages' date."""
    from homestretch.web import clock

    def set_day(day: date) -> None:
        monkeypatch.setattr(clock, "today", lambda: day)

    set_day(DAY_OF_SETUP)
    return set_day


@pytest.fixture
def sample_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seasons come from the builder at once; for 3000 m none is made, for the sad path."""
    from homestretch.desk import planner

    def plan(athlete: Any, start: date, blueprint: Any) -> Season:
        refused = any(race.distance_m == 3000 and race.priority == "A" for race in athlete.races)
        return refused_season() if refused else sample_season(START)

    monkeypatch.setattr(planner, "_once", planner.PlanningOnce(plan))


@pytest.fixture
def ines(transactional_db: None) -> int:
    """The owner with an issued sample season; gives the owner's id."""
    from homestretch.store import accounts, athletes, seasons

    owner = accounts.owner().pk
    stored = athletes.add_athlete(owner, START)
    athletes.save_profile(stored.id, sample_athlete())
    seasons.add_season(stored.id, sample_season(), sample_athlete(), START, "0" * 64)
    return owner


@pytest.fixture
def athlete_id(ines: int) -> int:
    """The number of the owner's athlete."""
    from homestretch.store import athletes

    found = athletes.athlete_of(ines)
    assert found is not None
    return found.id


@pytest.fixture
def client() -> Client:
    """On the machine that serves the pages."""
    return at_home()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says how to get one."""
    found = os.environ.get("HOMESTRETCH_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium or Chrome was found (Debian: apt install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(params=[(w, m) for w in WIDTHS for m in MODES], ids=lambda p: "-".join(p))
def visitor(request: pytest.FixtureRequest, browser: Any, live_server: Any) -> Iterator[Visitor]:
    width, mode = request.param
    w, h = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": w, "height": h}, color_scheme=mode, has_touch=width == "phone", locale="en-GB",
        bypass_csp=False,
    )  # fmt: skip
    visit = Visitor(context.new_page(), live_server.url, f"{width}-{mode}")
    yield visit
    context.close()
    assert visit.complaints == []
