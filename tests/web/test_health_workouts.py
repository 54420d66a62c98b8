"""The page of a workout that Apple Health kept without a route: with the heart rates read during it, and with none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from homestretch.desk.imports import import_files
from homestretch.store import activities, athletes
from tests.builders import exports
from tests.builders.exports import zipped
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workouts(ines: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[int, int]:
    """The numbers of two workouts by their day of May: on the 4th with heart rates, on the 9th without."""
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path / "data"))
    found = athletes.athlete_of(ines)
    assert found is not None
    files = {name: data for name, data in exports.apple().items() if not name.endswith(".gpx")}
    archive = zipped(tmp_path / "export.zip", files)
    import_files(found.id, [archive], datetime(2026, 11, 1, tzinfo=UTC), "Europe/Berlin")
    lines = activities.list_activities(found.id).lines
    return {line.figures.local_date.day: line.id for line in lines}


def test_their_pages_say_what_there_is_and_are_sound(
    visitor: Visitor, on_day: Any, workouts: dict[int, int]
) -> None:
    visitor.open(f"/activities/{workouts[9]}/")
    said = visitor.page.locator("main").inner_text()
    assert "1.41 km" in said
    assert "98 kcal" in said
    assert "152 beats a minute, highest 171" in said
    assert "Apple Health kept no route of this workout" in said
    assert "Where it went" not in said
    visitor.check("health-without-heart")
    visitor.open(f"/activities/{workouts[4]}/")
    assert visitor.page.get_by_role("heading", name="Heart rate", exact=True).is_visible()
    assert not visitor.page.get_by_role("heading", name="Pace", exact=True).count()
    visitor.check("health-with-heart")
