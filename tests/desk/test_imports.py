"""Imports of files, folders and every kind of export, with their reports."""

from __future__ import annotations

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from homestretch.desk.imports import Progress
from homestretch.store import activities, import_runs, originals, wellness
from homestretch.store.activity_values import Filter
from tests.builders import exports
from tests.builders.exports import START, day, fit, gpx, tcx, zipped
from tests.builders.stored_runs import an_athlete
from tests.desk.import_bench import NOW, content, imported, outcomes

pytestmark = pytest.mark.django_db


def test_one_file_is_stored_with_streams_laps_efforts_and_original(athlete: int, tmp_path: Path) -> None:
    file = tmp_path / "run.fit"
    file.write_bytes(fit())
    report = imported(athlete, file)
    assert (report.imported, report.skipped, report.failed) == (1, 0, 0)
    assert report.files[0].activity_id is not None
    found = activities.get_activity(athlete, report.files[0].activity_id)
    assert found.figures.started_at == START
    assert found.figures.local_date == date(2026, 5, 4)
    assert (found.figures.sport, found.figures.duration_s, found.figures.distance_m) == (
        "running",
        400.0,
        1400.0,
    )
    assert found.document["records"] == 400
    assert originals.read(found.original_hash) == fit()
    assert len(found.laps) == 1
    assert {effort.amount for effort in found.efforts if effort.kind == "distance"} == {200, 400, 800, 1000}
    streams = activities.streams_of_activity(found.id)
    assert len(streams) == 400
    assert np.allclose(np.diff(streams.distance), 3.5)


def test_files_of_each_kind_in_a_folder_are_found_and_others_left_alone(athlete: int, tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    (folder / "2026" / "may").mkdir(parents=True)
    (folder / "a.FIT").write_bytes(fit(day(0)))
    (folder / "2026" / "b.gpx").write_bytes(gpx(day(1)))
    (folder / "2026" / "may" / "c.tcx").write_bytes(tcx(day(2)))
    (folder / "2026" / "d.fit.gz").write_bytes(gzip.compress(fit(day(3))))
    (folder / "notes.txt").write_text("x")
    (folder / ".hidden.fit").write_bytes(fit(day(4)))
    zipped(folder / "e.zip", {"inner/f.fit": fit(day(5))})
    report = imported(athlete, folder)
    assert outcomes(report) == dict.fromkeys(
        (
            "watch/a.FIT",
            "watch/2026/b.gpx",
            "watch/2026/d.fit.gz",
            "watch/2026/may/c.tcx",
            "watch/e.zip/inner/f.fit",
        ),
        "imported",
    )


def test_the_same_file_is_skipped_packed_or_not_and_said(athlete: int, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "b.fit.gz").write_bytes(gzip.compress(fit()))
    first = imported(athlete, tmp_path)
    assert [(line.outcome, line.reason) for line in first.files] == [
        ("imported", ""),
        ("skipped", "This file was imported before."),
    ]
    before = content()
    again = imported(athlete, tmp_path)
    assert (again.imported, again.skipped) == (0, 2)
    assert content() == before


def test_another_athlete_may_import_the_same_file(athlete: int, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    other = an_athlete()
    assert imported(athlete, tmp_path).imported == imported(other, tmp_path).imported == 1


@pytest.mark.parametrize("first", ["phone", "watch"])
def test_two_watches_on_one_run_count_once_and_the_richer_stands(
    athlete: int, tmp_path: Path, first: str
) -> None:
    names = ("1.gpx", "2.fit") if first == "phone" else ("2.gpx", "1.fit")
    (tmp_path / names[0]).write_bytes(gpx(START + timedelta(seconds=8), 390))
    (tmp_path / names[1]).write_bytes(fit())
    report = imported(athlete, tmp_path)
    page = activities.list_activities(athlete)
    assert [line.figures.source for line in page.lines] == ["fit"]
    whole = activities.get_activity(athlete, page.lines[0].id)
    assert [other.figures.source for other in whole.others] == ["gpx"]
    said = report.files[1]
    assert (said.outcome, "both are kept" in said.reason or "kept beside it" in said.reason) == (
        "imported" if first == "phone" else "skipped",
        True,
    )


def test_runs_that_only_touch_or_differ_in_length_are_two(athlete: int, tmp_path: Path) -> None:
    (tmp_path / "1.fit").write_bytes(fit(START, 400))
    (tmp_path / "2.fit").write_bytes(fit(START + timedelta(seconds=400), 400))
    (tmp_path / "3.fit").write_bytes(fit(START + timedelta(seconds=100), 100))
    assert imported(athlete, tmp_path).imported == 3
    assert activities.list_activities(athlete).total == 3


def test_what_cannot_be_read_fails_with_its_sentence_and_the_rest_goes_on(
    athlete: int, tmp_path: Path
) -> None:
    (tmp_path / "1.fit").write_bytes(b"no watch wrote this")
    (tmp_path / "2.fit").write_bytes(b"")
    (tmp_path / "3.gpx").write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]><gpx/>')
    (tmp_path / "4.gpx").write_bytes(gpx(timed=False))
    (tmp_path / "5.fit").write_bytes(fit(NOW + timedelta(days=3)))
    (tmp_path / "6.fit").write_bytes(fit()[:-600])
    report = imported(athlete, tmp_path)
    assert [line.outcome for line in report.files] == [
        "failed",
        "failed",
        "failed",
        "skipped",
        "failed",
        "imported",
    ]
    for line, word in zip(report.files, ("FIT", "empty", "entities", "route", "clock", ""), strict=True):
        assert word in line.reason
    damaged = activities.list_activities(athlete).lines[0]
    assert damaged.figures.flags >= 1


def test_an_import_is_written_down_file_by_file(athlete: int, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    steps: list[Progress] = []
    report = imported(athlete, tmp_path, progress=steps.append)
    assert (steps[-1].done, steps[-1].total) == (1, 1)
    stored = import_runs.run_state(athlete, report.id)
    assert stored == report
    assert stored.finished_at == NOW
    assert import_runs.latest_runs(athlete)[0].imported == 1


def test_a_path_that_is_no_file_is_said(athlete: int, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    report = imported(athlete, tmp_path / "gone.fit", tmp_path / "pipe.fit")
    assert [line.outcome for line in report.files] == ["failed", "failed"]
    assert imported(athlete, tmp_path).files == ()


def test_other_threads_or_processes_change_nothing(athlete: int, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.fit").write_bytes(fit(day(number)))
    with ThreadPoolExecutor(2) as executor:
        imported(athlete, tmp_path, executor=executor)
    assert [line.figures.local_date.day for line in activities.list_activities(athlete).lines] == [
        8,
        7,
        6,
        5,
        4,
    ]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("unpacked", [False, True])
def test_a_strava_export_names_its_runs(athlete: int, tmp_path: Path, heading: bool, unpacked: bool) -> None:
    files = exports.strava(heading)
    source = tmp_path / "export"
    if unpacked:
        for name, data in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(data)
    else:
        source = zipped(tmp_path / "export.zip", files)
    report = imported(athlete, source)
    assert (report.imported, report.skipped, report.failed) == (3, 1, 0)
    first, ride, last = (line.figures for line in reversed(activities.list_activities(athlete).lines))
    assert (first.name, first.note) == ("Club night, 400s", 'windy, "hard"')
    assert (ride.name, ride.sport) == ("To the lake", "cycling")
    assert last.name == "Läufchen"
    if heading:
        assert first.rpe == 7
        assert first.srpe == pytest.approx(7 * 400 / 60, abs=0.2)
    assert activities.list_activities(athlete, Filter(text="läufchen")).total == 1


def test_a_garmin_export_gives_activities_names_and_wellness(athlete: int, tmp_path: Path) -> None:
    report = imported(athlete, zipped(tmp_path / "garmin.zip", exports.garmin()))
    assert (report.imported, report.skipped, report.failed, report.wellness) == (2, 0, 0, 3)
    assert "garmin.zip/DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip/me_1.fit" in outcomes(
        report
    )
    first = activities.list_activities(athlete).lines[-1].figures
    assert (first.name, first.utc_offset_s) == ("München Laufen", 7200)
    rows = wellness.wellness_between(athlete, date(2026, 5, 1), date(2026, 5, 31))
    assert {(row.kind, row.value) for row in rows} == {
        ("sleep_s", 26_000.0),
        ("resting_hr", 47.0),
        ("hrv_rmssd_ms", 62.0),
    }
    assert {(row.local_date, row.source) for row in rows} == {(date(2026, 5, 4), "garmin")}


def test_wellness_of_a_second_import_replaces_the_first(athlete: int, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "garmin.zip", exports.garmin())
    imported(athlete, archive)
    before = content()
    imported(athlete, archive)
    assert content() == before


def test_an_apple_health_export_gives_its_route_as_a_run_and_wellness(athlete: int, tmp_path: Path) -> None:
    report = imported(athlete, zipped(tmp_path / "export.zip", exports.apple()))
    assert (report.imported, report.failed) == (2, 0)
    run = next(line.figures for line in activities.list_activities(athlete).lines if line.figures.has_route)
    assert (run.sport, run.utc_offset_s, run.has_route) == ("running", 7200, True)
    rows = wellness.wellness_between(athlete, date(2026, 5, 1), date(2026, 5, 31))
    told = {row.kind: (row.local_date.day, row.value) for row in rows}
    assert told == {"resting_hr": (4, 46.0), "hrv_sdnn_ms": (4, 55.0), "sleep_s": (4, 7 * 3600.0)}


def test_the_heart_rate_that_apple_keeps_beside_a_route_is_laid_on_it(athlete: int, tmp_path: Path) -> None:
    imported(athlete, zipped(tmp_path / "export.zip", exports.apple()))
    run = next(line for line in activities.list_activities(athlete).lines if line.figures.has_route)
    streams = activities.streams_of_activity(run.id, ["heart_rate"])
    read = streams.time <= 300  # no reading after that
    assert np.allclose(streams.heart_rate[read], 140 + streams.time[read] / 60, atol=0.06)
    assert np.isnan(streams.heart_rate[~read]).all()
    assert run.figures.avg_hr == pytest.approx(142.5, abs=0.2)


def test_a_workout_without_a_route_is_an_activity_of_its_own(athlete: int, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "export.zip", exports.apple())
    imported(athlete, archive)
    line = next(one for one in activities.list_activities(athlete).lines if not one.figures.has_route)
    run = line.figures
    assert (run.sport, run.source, run.local_date, run.utc_offset_s) == (
        "running",
        "apple",
        date(2026, 5, 9),
        7200,
    )
    assert (run.duration_s, run.moving_s, run.distance_m, run.energy_kcal) == (400.0, 380.0, 1410.0, 98.0)
    assert (run.avg_hr, run.max_hr) == (152.0, 171.0)
    whole = activities.get_activity(athlete, line.id)
    assert [flag["kind"] for flag in whole.document["flags"]] == ["no_positions"]
    assert whole.original_name == "export.zip/apple_health_export/export.xml: workout of 2026-05-09 18:30"
    assert originals.read(whole.original_hash).startswith(b"<?xml")
    before = content()
    again = imported(athlete, archive)
    assert (again.imported, again.skipped) == (0, 2)
    assert content() == before


def test_heart_rates_read_during_a_workout_without_a_route_are_its_stream(
    athlete: int, tmp_path: Path
) -> None:
    files = exports.apple()
    del files["apple_health_export/workout-routes/route_2026-05-04_6.36pm.gpx"]  # the export lost it
    imported(athlete, zipped(tmp_path / "export.zip", files))
    lines = activities.list_activities(athlete).lines
    assert len(lines) == 2
    run = next(line for line in lines if line.figures.local_date == date(2026, 5, 4))
    streams = activities.streams_of_activity(run.id)
    assert len(streams.speed) == len(streams.latitude) == 0
    assert np.allclose(streams.heart_rate, 140 + streams.time / 60, atol=0.06)  # kept in tenths
    assert (streams.time[0], streams.duration) == (0.0, 300.0)
    assert run.figures.avg_hr == pytest.approx(142.5, abs=0.2)


def test_an_unpacked_export_and_its_file_alone_give_the_same_workouts(athlete: int, tmp_path: Path) -> None:
    other = an_athlete()
    for name, data in exports.apple().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert imported(athlete, tmp_path / "apple_health_export").imported == 2
    alone = imported(other, tmp_path / "apple_health_export" / "export.xml")
    assert alone.imported == 2  # without the routes beside it both are told by the export
    assert alone.wellness == 3


def test_a_watch_that_recorded_the_workout_stands_before_apples_word(athlete: int, tmp_path: Path) -> None:
    imported(athlete, zipped(tmp_path / "export.zip", exports.apple()))
    (tmp_path / "watch.fit").write_bytes(fit(day(5), 402))
    report = imported(athlete, tmp_path / "watch.fit")
    assert "both are kept" in report.files[0].reason
    sources = [line.figures.source for line in activities.list_activities(athlete).lines]
    assert sorted(sources) == ["fit", "gpx"]


def test_an_apple_export_that_declares_entities_is_refused(athlete: int, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    report = imported(athlete, zipped(tmp_path / "export.zip", exports.apple(bomb)))
    reasons = {line.name: line.reason for line in report.files}
    assert "entities" in reasons["export.zip/apple_health_export/export.xml"]
    assert report.wellness == 0


def test_an_apple_export_that_breaks_off_gives_what_came_before(athlete: int, tmp_path: Path) -> None:
    files = exports.apple()
    name = "apple_health_export/export.xml"
    files[name] = files[name][: files[name].index(b"<Workout ")]
    report = imported(athlete, zipped(tmp_path / "export.zip", files))
    assert report.wellness == 3
    assert "Damaged at line" in next(line.reason for line in report.files if line.name.endswith("export.xml"))


def test_a_run_around_midnight_belongs_to_the_runners_day(athlete: int, tmp_path: Path) -> None:
    late = START.replace(hour=22, minute=30)  # half past midnight in Berlin
    (tmp_path / "a.gpx").write_bytes(gpx(late))
    imported(athlete, tmp_path)
    assert activities.list_activities(athlete).lines[0].figures.local_date == date(2026, 5, 5)
