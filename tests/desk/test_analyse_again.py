"""Stored activities are analysed again when the profile or the analysis changes: nothing is lost, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Race, Result
from homestretch.desk import import_digest
from homestretch.desk.analyse_again import Again, analyse_again, count_stale
from homestretch.desk.imports import Progress
from homestretch.desk.judging import JUDGES
from homestretch.monitoring import SessionRef
from homestretch.store import activities, athletes, choices, originals
from tests.builders import exports
from tests.builders.exports import START, day, fit, gpx, zipped
from tests.builders.sample_season import sample_athlete
from tests.builders.stored_runs import an_athlete
from tests.desk.import_bench import NOW, ZONE, content, imported

pytestmark = pytest.mark.django_db

RUNS = 4


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Originals of one test are not those of another."""
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path / "data"))


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    folder = tmp_path / "runs"
    folder.mkdir()
    for number in range(RUNS):
        (folder / f"{number}.fit").write_bytes(fit(day(10 * number), 400 + number))
    return folder


def again(athlete: int, **options: Any) -> Again:
    return analyse_again(athlete, NOW, ZONE, **options)


def runner(**known: Any) -> Athlete:
    """Somebody with one result before all runs."""
    result = Result(800, 132.4, START.date() - timedelta(days=30), "race")
    return replace(sample_athlete(), **{"results": (result,), "max_hr": 190, "rest_hr": 50, **known})


def stored_for(athlete: int) -> list[tuple[Any, ...]]:
    """All that was worked out of an athlete's activities, without the numbers of rows."""
    found = []
    for page in activities.list_activities(athlete, per_page=100).lines:
        whole = activities.get_activity(athlete, page.id)
        columns = apps.get_model("store", "StreamColumn").objects.filter(activity_id=page.id)
        packed = sorted((row.channel, bytes(row.packed)) for row in columns)
        bands = apps.get_model("store", "RunBand").objects.filter(activity_id=page.id).order_by("kind", "low")
        rows = list(bands.values_list("kind", "low", "seconds", "flat_speed", "heart_rate"))
        found.append(
            (whole.figures, whole.document, whole.laps, whole.efforts, whole.judged_by, packed, rows)
        )
    return found


def test_what_was_just_imported_is_fresh(runs: Path) -> None:
    athlete = an_athlete()
    athletes.save_profile(athlete, runner())
    imported(athlete, runs)
    assert count_stale(athlete) == 0
    before = content()
    assert again(athlete) == Again()
    assert content() == before


@pytest.mark.parametrize(
    "change",
    [{"max_hr": 201}, {"rest_hr": 41}, {"threshold_hr": 171}, {"sex": "M"}, {"results": ()}],
    ids=str,
)
def test_a_new_profile_gives_what_an_import_with_it_would_have_given(
    runs: Path, change: dict[str, Any]
) -> None:
    late, early = an_athlete(), an_athlete()
    athletes.save_profile(late, runner())
    imported(late, runs)
    old = stored_for(late)
    athletes.save_profile(late, runner(**change))
    athletes.save_profile(early, runner(**change))
    imported(early, runs)
    assert count_stale(late) == RUNS
    steps: list[Progress] = []
    assert again(late, progress=steps.append) == Again(analysed=RUNS)
    assert [(step.done, step.total) for step in steps] == [(k, RUNS) for k in range(1, RUNS + 1)]
    assert count_stale(late) == 0
    assert stored_for(late) == stored_for(early)
    assert stored_for(late) != old


def test_what_moves_no_analysis_makes_nothing_stale(runs: Path) -> None:
    athlete = an_athlete()
    athletes.save_profile(athlete, runner())
    imported(athlete, runs)
    other = runner(
        name="Ines M.", races=(Race(date(2027, 6, 1), 1500),), quality_per_week=1.0, time_zone="UTC"
    )
    athletes.save_profile(athlete, other)
    assert count_stale(athlete) == 0


class Watched:
    """An athlete that remembers which of its fields were looked at."""

    def __init__(self, athlete: Athlete) -> None:
        self._athlete, self.seen = athlete, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return getattr(self._athlete, name)


@pytest.mark.parametrize(
    "known", [{}, {"results": (), "max_hr": None, "weekly_km": None, "flying30_s": None}]
)
def test_every_field_that_abilities_stand_on_counts(known: dict[str, Any]) -> None:
    watched: Any = Watched(runner(**known))
    estimate(watched, START.date())
    assert watched.seen <= set(JUDGES)
    assert set(JUDGES) <= {field.name for field in fields(Athlete)}


def test_a_new_result_moves_its_own_day_and_those_after_it(runs: Path) -> None:
    athlete = an_athlete()
    athletes.save_profile(athlete, runner())
    imported(athlete, runs)
    old = stored_for(athlete)
    quicker = Result(1500, 262.0, START.date() + timedelta(days=15), "race")
    athletes.save_profile(athlete, runner(results=(*runner().results, quicker)))
    assert count_stale(athlete) == RUNS
    assert again(athlete) == Again(analysed=2, unchanged=2)
    assert count_stale(athlete) == 0
    new = stored_for(athlete)  # the newest first
    assert [one[1] for one in new[2:]] == [one[1] for one in old[2:]]
    assert all(one[1] != other[1] for one, other in zip(new[:2], old[:2], strict=True))


def test_another_version_of_the_analysis_looks_at_all_again(
    runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    athlete = an_athlete()
    imported(athlete, runs)
    before = stored_for(athlete)
    monkeypatch.setattr(import_digest, "ANALYSIS_VERSION", import_digest.ANALYSIS_VERSION + 1)
    assert count_stale(athlete) == RUNS
    assert again(athlete).analysed == RUNS
    assert stored_for(athlete) == before
    assert count_stale(athlete) == 0


def test_words_ratings_links_and_choices_stay(tmp_path: Path) -> None:
    athlete = an_athlete()
    archive = zipped(tmp_path / "strava.zip", exports.strava())
    (tmp_path / "phone.gpx").write_bytes(gpx(START + timedelta(seconds=4), 396))
    imported(athlete, archive, tmp_path / "phone.gpx")
    chosen = activities.list_activities(athlete, number=1).lines[-1].id
    ref = SessionRef(START.date(), "LT05")
    choices.save_choice(athlete, chosen, ref)

    def told() -> list[tuple[Any, ...]]:
        rows = apps.get_model("store", "Activity").objects.order_by("id")
        return list(
            rows.values_list("id", "name", "note", "rpe", "same_as_id", "local_date", "sport", "original_id")
        )

    before = told()
    assert any(row[1] == "Club night, 400s" and row[3] == 7 for row in before)
    assert any(row[4] is not None for row in before)
    athletes.save_profile(athlete, runner())
    assert again(athlete).analysed == len(before)
    assert told() == before
    assert choices.choices_of([chosen]) == {chosen: ref}


def test_heart_rate_from_beside_the_file_stays(tmp_path: Path) -> None:
    athlete = an_athlete()
    imported(athlete, zipped(tmp_path / "health.zip", exports.apple()))
    (line,) = [one for one in activities.list_activities(athlete).lines if one.figures.has_route]
    before = line.figures
    assert before.avg_hr is not None
    athletes.save_profile(athlete, runner())
    assert not again(athlete).failed
    after = activities.get_activity(athlete, line.id).figures
    assert after.avg_hr == pytest.approx(before.avg_hr, abs=0.2)
    assert after.near_max_m is not None


def test_an_original_that_is_gone_is_told_and_its_activity_stays(runs: Path) -> None:
    athlete = an_athlete()
    imported(athlete, runs)
    lost = activities.list_activities(athlete).lines[1].id
    before = activities.get_activity(athlete, lost)
    originals.file_of(before.original_hash).unlink()
    athletes.save_profile(athlete, runner())
    found = again(athlete)
    assert found.analysed == RUNS - 1
    assert [reason for _, reason in found.failed] == [
        "Its original file is not there any more, so it stays as it was."
    ]
    assert activities.get_activity(athlete, lost) == before
    assert count_stale(athlete) == 1


class Killed(BaseException):
    """What stands for SIGKILL here: no code of the product catches it."""


def killed_at(statement: int) -> Callable[..., Any]:
    sent = 0

    def wrapper(execute: Callable[..., Any], *words: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == statement:
            raise Killed
        return execute(*words)

    return wrapper


def test_killed_at_any_statement_each_activity_has_the_old_analysis_or_the_new(
    runs: Path, tmp_path: Path
) -> None:
    only = tmp_path / "only"
    only.mkdir()
    for name in ("0.fit", "1.fit"):
        (only / name).write_bytes((runs / name).read_bytes())
    athlete, undisturbed = an_athlete(), an_athlete()
    for one in (athlete, undisturbed):
        imported(one, only)
    old = stored_for(athlete)
    for one in (athlete, undisturbed):
        athletes.save_profile(one, runner())
    again(undisturbed)
    new = stored_for(undisturbed)
    kills = 0
    for statement in range(1, 200):
        try:
            with connection.execute_wrapper(killed_at(statement)):
                again(athlete)
        except Killed:
            kills += 1
        now = stored_for(athlete)
        assert all(one in (before, after) for one, before, after in zip(now, old, new, strict=True))
        if count_stale(athlete) == 0:
            break
    assert kills > 12
    assert stored_for(athlete) == new
