"""Importing through the page: files chosen, dropped or in folders; progress and the report, in a real browser."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from homestretch.store.places import data_folder
from homestretch.web import importing
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No import is known of, and originals and uploads go elsewhere for each test."""
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path))
    importing.imports.__init__()  # type: ignore[misc]


def gpx(start: datetime, points: int = 400, speed: float = 3.6) -> bytes:
    """A run straight north, a point a second."""
    rows = "".join(
        f'<trkpt lat="{51.5 + speed * k / 111_195:.7f}" lon="-0.1">'
        f"<time>{start + timedelta(seconds=k):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for k in range(points)
    )
    return (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
        f"<type>running</type><trkseg>{rows}</trkseg></trk></gpx>"
    ).encode()


MORNING = datetime(2024, 3, 1, 7, 0, tzinfo=UTC)


def wait_for_report(visitor: Visitor) -> str:
    visitor.page.get_by_role("heading", level=2).filter(has_text="imported").or_(
        visitor.page.get_by_role("heading", level=2).filter(has_text="skipped")
    ).first.wait_for(timeout=10_000)
    return str(visitor.page.locator("#report").inner_text())


def test_files_are_imported_and_each_fate_is_told(
    visitor: Visitor, on_day: Any, ines: int, tmp_path: Path
) -> None:
    (tmp_path / "morning.gpx").write_bytes(gpx(MORNING))
    (tmp_path / "again.gpx").write_bytes(gpx(MORNING))
    (tmp_path / "broken.fit").write_bytes(b"\x0e\x10\x00\x00\x10\x00\x00\x00.FIT")
    visitor.open("/import/")
    visitor.check("import")
    visitor.page.get_by_label("Files or archives").set_input_files(
        [tmp_path / name for name in ("morning.gpx", "again.gpx", "broken.fit")]
    )
    visitor.page.get_by_role("button", name="Import").click()
    assert wait_for_report(visitor) == "1 imported, 1 skipped and 1 failed"
    text = visitor.page.locator("#import-state").inner_text()
    assert "This file was imported before." in text
    assert "broken.fit" in text
    visitor.page.get_by_text("Imported, one by one").click()
    visitor.check("import-report")
    visitor.page.get_by_role("link", name="morning.gpx").click()
    visitor.page.get_by_role("heading", level=1).filter(has_text="1.4 km").wait_for()
    visitor.check("activity-imported")
    assert not list((data_folder() / importing.FOLDER).iterdir())


def test_nothing_chosen_is_said(visitor: Visitor, on_day: Any, ines: int) -> None:
    visitor.open("/import/")
    visitor.page.get_by_role("button", name="Import").click()
    visitor.page.get_by_text("Choose at least one file").wait_for()


def test_a_dropped_archive_is_imported(visitor: Visitor, on_day: Any, ines: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for day in range(5):
            archive.writestr(f"activities/{day}.gpx", gpx(MORNING + timedelta(days=day), 300 + day))
    visitor.open("/import/")
    visitor.page.evaluate(
        """([name, content]) => {
            const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            for (const kind of ["dragenter", "dragover", "drop"]) {
                document.getElementById("drop").dispatchEvent(
                    new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
            }
        }""",
        ["export.zip", base64.b64encode(packed.getvalue()).decode()],
    )
    assert wait_for_report(visitor) == "5 imported"


def test_a_folder_is_imported_with_its_places(
    visitor: Visitor, on_day: Any, ines: int, tmp_path: Path
) -> None:
    for name in ("export/a/one.gpx", "export/b/one.gpx"):
        place = tmp_path / name
        place.parent.mkdir(parents=True)
        place.write_bytes(gpx(MORNING, 300 if "a/" in name else 320))
    visitor.open("/import/")
    visitor.page.locator("#folder").set_input_files(tmp_path / "export")
    assert "imported" in wait_for_report(visitor)
    visitor.page.get_by_text("Imported, one by one").click()
    visitor.page.get_by_role("link", name="export/a/one.gpx").wait_for()


def test_progress_is_shown_and_an_import_that_was_killed_goes_on(
    visitor: Visitor, on_day: Any, ines: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from homestretch.desk.activities import athlete_id_of
    from homestretch.desk.imports import Progress

    athlete_id = athlete_id_of(ines)
    assert athlete_id is not None
    folder = data_folder() / importing.FOLDER / f"{athlete_id}-left"
    (folder / "0").mkdir(parents=True)
    (folder / "0" / "left.gpx").write_bytes(gpx(MORNING))
    state = importing.State(Progress(3, 8, "export/activities/4.fit.gz"), True)
    monkeypatch.setitem(importing.imports._states, athlete_id, state)
    visitor.open("/import/")
    visitor.page.get_by_text("3 of 8 files").wait_for()
    visitor.check("import-running")
    monkeypatch.delitem(importing.imports._states, athlete_id)
    visitor.page.get_by_text("An import did not come to its end").wait_for()
    visitor.check("import-left-over")
    visitor.page.get_by_role("button", name="Go on with it").click()
    assert wait_for_report(visitor) == "1 imported"
    assert importing.left_over(athlete_id) is None


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("export/activities/1.fit", ["export", "activities", "1.fit"]),
        ("../../etc/passwd", ["etc", "passwd"]),
        ("/srv/x", ["srv", "x"]),
        ("a\\..\\b.fit", ["a", "b.fit"]),
        ("a/./\x00b/c\x07", ["a", "_b", "c_"]),
        ("...", []),
    ],
)
def test_no_place_leads_out_of_its_folder(place: str, parts: list[str]) -> None:
    assert importing._parts(place) == parts
