"""Every real file of the corpus has a page that stands, with its charts and its drawing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from homestretch.desk.activities import athlete_id_of
from homestretch.desk.imports import import_files
from homestretch.store import activities
from tests.corpus.corpus_files import WHY_SKIPPED, corpus
from tests.web.visitor import at_home

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_real_file_has_a_page(
    ines: int, on_day: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = corpus(".fit", ".tcx", ".gpx", ".gz")
    if not files:
        pytest.skip(WHY_SKIPPED)
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path))
    athlete_id = athlete_id_of(ines)
    assert athlete_id is not None
    report = import_files(athlete_id, files, datetime.now(UTC), "Europe/London")
    assert report.imported
    client = at_home()
    number = 1
    seen = 0
    while True:
        page = activities.list_activities(athlete_id, number=number)
        for line in page.lines:
            for path in ("", "?from=60&to=400", "charts/?from=5&to=17", "drawing/"):
                answer = client.get(f"/activities/{line.id}/{path}")
                assert answer.status_code == 200, (line.figures.name, path)
                text = answer.content.decode()
                assert ">nan" not in text, (line, path)
                assert "None" not in text.replace("None of", ""), (line, path)
            seen += 1
        assert client.get(f"/activities/?page={number}").status_code == 200
        if number == page.pages:
            break
        number += 1
    assert seen == page.total
    assert client.get("/progress/?months=all").status_code == 200
