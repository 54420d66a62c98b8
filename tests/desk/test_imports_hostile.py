"""Archives that want to do harm are refused with a sentence, and cost neither memory nor disk."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from homestretch.store import originals
from tests.builders.exports import day, fit, zip_bytes, zipped
from tests.desk.import_bench import imported, outcomes

pytestmark = pytest.mark.django_db
ZEROS = 200 << 20  # bytes


def test_a_file_that_would_burst_is_not_unpacked_and_the_others_are_read(
    athlete: int, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.fit", fit())
        with archive.open("huge.gpx", "w") as huge:
            for _ in range(ZEROS >> 20):
                huge.write(bytes(1 << 20))
    tracemalloc.start()
    report = imported(athlete, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcomes(report) == {"bomb.zip/good.fit": "imported", "bomb.zip/huge.gpx": "failed"}
    assert "not unpacked" in report.files[1].reason
    assert peak < 64 << 20


def test_a_file_that_lies_about_its_size_is_stopped_at_the_limit(athlete: int, tmp_path: Path) -> None:
    made = bytearray(zip_bytes({"run.gpx": bytes(4 << 20)}))
    size = struct.pack("<L", 4 << 20)
    small = struct.pack("<L", 1000)
    path = tmp_path / "liar.zip"
    path.write_bytes(bytes(made).replace(size, small))
    report = imported(athlete, path)
    assert report.imported == 0
    assert report.files[0].outcome == "failed"


def test_archives_within_archives_end_at_a_depth(athlete: int, tmp_path: Path) -> None:
    data = zip_bytes({"run.fit": fit()})
    for level in range(6):
        data = zip_bytes({f"{level}.zip": data})
    path = tmp_path / "matryoshka.zip"
    path.write_bytes(data)
    report = imported(athlete, path)
    assert report.imported == 0
    assert "deep within each other" in report.files[0].reason
    assert list(originals.scratch_folder().iterdir()) == []


def test_an_inner_archive_that_would_burst_is_not_unpacked(athlete: int, tmp_path: Path) -> None:
    inner = zip_bytes({"x.fit": fit()}) + bytes(8 << 20)
    report = imported(athlete, zipped(tmp_path / "outer.zip", {"inner.zip": inner}))
    assert "far larger" in report.files[0].reason


def test_overlapping_files_are_seen_before_anything_is_unpacked(athlete: int, tmp_path: Path) -> None:
    whole = zip_bytes({"a.fit": fit(day(0))})
    start = whole.index(b"PK\x01\x02")
    entry = whole[start : whole.index(b"PK\x05\x06")]
    twice = whole[:start] + entry + entry.replace(b"a.fit", b"b.fit")
    twice += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(entry), start, 0)
    path = tmp_path / "overlap.zip"
    path.write_bytes(twice)
    report = imported(athlete, path)
    assert report.imported == 0
    assert "overlap" in report.files[0].reason


@pytest.mark.parametrize(
    "name", ["../run.fit", "a/../../run.fit", "/etc/run.fit", "C:/run.fit", "..\\run.fit"]
)
def test_names_that_lead_out_are_refused_and_nothing_is_written_there(
    athlete: int, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    path = folder / "tricks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), fit())
    report = imported(athlete, path)
    assert report.imported == 0
    assert "leads out of the archive" in report.files[0].reason
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["inner", "tricks.zip"]


def test_links_and_locked_files_are_refused(athlete: int, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link.fit")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    path = tmp_path / "links.zip"
    path.write_bytes(made.getvalue())
    assert "link" in imported(athlete, path).files[0].reason
    locked = bytearray(zip_bytes({"run.fit": fit()}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(bytes(locked))
    assert "password" in imported(athlete, path).files[0].reason


@pytest.mark.parametrize("kept", [0, 30, 500])
def test_a_broken_archive_is_said_to_be_one(athlete: int, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(zip_bytes({"run.fit": fit()})[:kept])
    report = imported(athlete, path)
    assert [line.outcome for line in report.files] == ["failed"]
    assert "download it again" in report.files[0].reason


def test_a_damaged_member_fails_alone(athlete: int, tmp_path: Path) -> None:
    made = bytearray(zip_bytes({"a.fit": fit(day(0)), "b.fit": fit(day(1))}))
    made[80:120] = bytes(40)
    path = tmp_path / "damaged.zip"
    path.write_bytes(bytes(made))
    assert outcomes(imported(athlete, path)) == {
        "damaged.zip/a.fit": "failed",
        "damaged.zip/b.fit": "imported",
    }
