"""`homestretch import` and `athlete add|list` in processes of their own, as a shell calls them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders import exports
from tests.builders.exports import day, fit, zipped

ATHLETE = """
[athlete]
name = "Ines"
born = 1999-05-14
sex = "F"
max_hr = 194
rest_hr = 52

[[results]]
distance_m = 800
time = "2:12.4"
date = 2026-06-02

[[races]]
date = 2099-06-12
distance_m = 1500
priority = "A"
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which Ines is."""
    folder = tmp_path_factory.mktemp("data")
    added = add(folder, ATHLETE)
    assert added.returncode == 0, added.stderr
    return folder


def call(*words: object, data: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from homestretch.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *map(str, words), "--data", str(data)]
    quiet = {key: value for key, value in os.environ.items() if not key.startswith(("HOMESTRETCH", "DJANGO"))}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=quiet)


def add(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = folder / "athlete.toml"
    file.write_text(text)
    return call("athlete", "add", file, "--no-season", data=folder)


def imported(data: Path, *words: object) -> Any:
    done = call("import", *words, "--athlete", "ines", "--json", data=data)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_an_athlete_is_listed_and_added_once(data: Path) -> None:
    listed = call("athlete", "list", "--json", data=data)
    assert json.loads(listed.stdout) == {"athletes": [{"name": "Ines"}]}
    again = add(data, ATHLETE)
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_an_archive_is_imported_with_its_report_in_json_and_words(data: Path, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "export.zip", exports.strava())
    report = imported(data, archive)
    assert (report["imported"], report["skipped"], report["failed"]) == (3, 1, 0)
    assert report["athlete"] == "Ines"
    assert {line["outcome"] for line in report["files"]} == {"imported", "skipped"}
    words = call("import", archive, "--athlete", "Ines", data=data)
    assert words.returncode == 0
    assert words.stdout.startswith("0 imported, 4 skipped, 0 failed.")
    assert "and 2 more: This file was imported before." in words.stdout


def test_files_of_a_few_kinds_in_one_call(data: Path, tmp_path: Path) -> None:
    good, broken = tmp_path / "a.fit", tmp_path / "b.fit"
    good.write_bytes(fit(day(20)))
    broken.write_bytes(b"broken")
    report = imported(data, good, broken)
    assert [(line["name"], line["outcome"]) for line in report["files"]] == [
        ("a.fit", "imported"),
        ("b.fit", "failed"),
    ]
    assert report["files"][1]["reason"]


@pytest.mark.parametrize("as_json", [True, False])
def test_nothing_usable_is_bad_input_in_one_sentence(data: Path, tmp_path: Path, as_json: bool) -> None:
    broken = tmp_path / "b.fit"
    broken.write_bytes(b"broken")
    done = call("import", broken, "--athlete", "Ines", *(["--json"] if as_json else []), data=data)
    assert done.returncode == 2
    assert done.stderr.startswith("homestretch: ")
    assert done.stderr.count("\n") == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    done = call("import", empty, "--athlete", "Ines", data=data)
    assert (done.returncode, "no FIT, TCX or GPX file" in done.stderr) == (2, True)


def test_unknown_names_are_said_with_what_to_do(data: Path, tmp_path: Path) -> None:
    gone = call("import", tmp_path / "gone.zip", "--athlete", "Ines", data=data)
    assert (gone.returncode, "was not found" in gone.stderr) == (2, True)
    nobody = call("import", tmp_path, "--athlete", "Nobody", data=data)
    assert nobody.returncode == 2
    assert '"Ines"' in nobody.stderr
    assert "athlete add" in nobody.stderr


def test_the_athlete_need_not_be_named_where_there_is_only_one(tmp_path: Path) -> None:
    run, folder = tmp_path / "a.fit", tmp_path / "data"
    run.write_bytes(fit(day(21)))
    folder.mkdir()
    nobody = call("import", run, data=folder)
    assert (nobody.returncode, "athlete add" in nobody.stderr) == (2, True)
    assert add(folder, ATHLETE).returncode == 0
    only = call("import", run, data=folder)
    assert (only.returncode, only.stdout.splitlines()[0]) == (0, "1 imported, 0 skipped, 0 failed.")
    assert add(folder, ATHLETE.replace("Ines", "Ada")).returncode == 0
    unsaid = call("import", run, data=folder)
    assert unsaid.returncode == 2
    assert "--athlete NAME" in unsaid.stderr
    assert '"Ada"' in unsaid.stderr


@pytest.mark.parametrize("text", ["<gpx><trk>", '<gpx version="1.1"><trk><trkseg><trkpt lat="51.5" lon'])
def test_a_track_that_breaks_off_before_its_points_has_failed(data: Path, tmp_path: Path, text: str) -> None:
    cut, run = tmp_path / "cut.gpx", tmp_path / "a.fit"
    cut.write_text(text)
    run.write_bytes(fit(day(22)))
    (line,) = (line for line in imported(data, run, cut)["files"] if line["name"] == "cut.gpx")
    assert line["outcome"] == "failed"
    assert line["reason"].startswith("This file is incomplete: ")


def test_a_sound_file_without_a_run_is_skipped(data: Path, tmp_path: Path) -> None:
    route = tmp_path / "route.gpx"
    route.write_text('<gpx version="1.1"><rte></rte></gpx>')
    (line,) = imported(data, route)["files"]
    assert (line["outcome"], "holds no activity" in line["reason"]) == ("skipped", True)


def test_a_folder_that_cannot_hold_a_database_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    done = call("athlete", "list", data=file)
    assert done.returncode == 2
    assert "cannot be used" in done.stderr


def test_what_is_stored_is_analysed_again_when_it_is_stale(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.fit"
    file.write_bytes(fit(day(40)))
    imported(data, file)
    fresh = call("import", "--again", "--athlete", "ines", "--json", data=data)
    assert fresh.returncode == 0, fresh.stderr
    assert json.loads(fresh.stdout) == {"athlete": "Ines", "analysed": 0, "unchanged": 0, "failed": []}
    base = sqlite3.connect(data / "homestretch.sqlite3")
    with base:  # as an older version of the analysis left it
        (number,) = base.execute("select max(activity_id) from store_activitydetail").fetchone()
        base.execute(
            "update store_activitydetail set version = 0, document = '{}' where activity_id = ?", (number,)
        )
    again = call("import", "--again", "--athlete", "ines", data=data)
    assert (again.returncode, again.stdout) == (0, "1 analysed again, 0 as they were, 0 failed.\n")
    row = base.execute(
        "select document from store_activitydetail where activity_id = ?", (number,)
    ).fetchone()
    base.close()
    assert json.loads(row[0])["records"] == 400


def test_again_and_paths_exclude_each_other_and_one_of_them_is_needed(data: Path, tmp_path: Path) -> None:
    both = call("import", tmp_path, "--again", "--athlete", "ines", data=data)
    assert (both.returncode, "takes no PATH" in both.stderr) == (2, True)
    none = call("import", "--athlete", "ines", data=data)
    assert (none.returncode, "nothing to import" in none.stderr) == (2, True)
