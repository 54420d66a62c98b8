"""A study that is stopped goes on where it was, counts what it found, and says whether all is well."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from homestretch.athlete.model import Race
from studies import runner
from studies.measures import measure, spine_count
from studies.runner import Job, load, run, work
from studies.summary import clean, table
from tests.builders.seasons import START, athlete, club, fast, hard, light, plain, season

ISSUED: dict[str, Any] = {
    "status": "issued", "violations": [], "broken": [], "weeks": 20, "spine": [6, 6], "spine_missing": [],
    "spine_said": [5, 5], "two_thirds": False, "blocks": [2, 3], "climbs": True, "level": "intermediate",
    "event": 1500, "days": 5, "track": True, "seconds": 1.5,
}  # fmt: skip


def jobs(count: int) -> list[Job]:
    return [Job(str(k), athlete(), START) for k in range(count)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replaces the planning by a record; the list holds the keys that were worked on."""
    keys: list[str] = []

    def fake(todo: list[Job], workers: int) -> Any:
        for job in todo:
            keys.append(job.key)
            yield [{"key": job.key, **ISSUED}]

    monkeypatch.setattr(runner, "answers", fake)
    return keys


def test_a_second_run_works_on_what_is_missing_only(tmp_path: Path, asked: list[str]) -> None:
    file = tmp_path / "deep" / "seasons.jsonl"
    run(jobs(3), file)
    records = run(jobs(5), file)
    assert asked == ["0", "1", "2", "3", "4"]
    assert [r["key"] for r in records] == ["0", "1", "2", "3", "4"]


def test_a_line_cut_short_by_a_kill_is_worked_on_again(tmp_path: Path, asked: list[str]) -> None:
    file = tmp_path / "seasons.jsonl"
    run(jobs(2), file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text[:-20], encoding="utf-8")
    assert set(load(file)) == {"0"}
    run(jobs(3), file)
    assert asked == ["0", "1", "1", "2"]
    assert set(load(file)) == {"0", "1", "2"}


def test_a_crash_is_a_record_that_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    import homestretch.planning as planning

    def crash(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(planning, "plan_season", crash, raising=False)
    (record,) = work(jobs(1))
    assert record["status"] == "crash"
    assert record["reason"].startswith("ValueError: no such thing (test_runner.py:")


def test_the_table_counts_and_the_study_fails_on_any_breach() -> None:
    records = [
        {"key": "1", **ISSUED},
        {"key": "2", **ISSUED, "spine": [4, 6], "spine_missing": ["RS01"], "climbs": False},
        {"key": "3", "status": "refused", "reason": "INV-02", "seconds": 0.0},
    ]
    text = table(records)
    assert "issued             2" in text
    assert "    1  INV-02" in text
    assert "1 of 2 (50.0%)" in text
    assert "RS01 1" in text
    assert "4 of 6 (66.7%)" in text
    assert clean(records)
    assert not clean([*records, {"key": "4", "status": "crash", "reason": "x", "seconds": 0.0}])
    assert not clean([*records, {"key": "5", **ISSUED, "violations": ["INV-17"]}])
    assert not clean([*records, {"key": "6", "status": "failed", "reason": "INV-11", "seconds": 2.0}])


def test_a_season_is_measured_in_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:

    who = athlete(races=(Race(date(2027, 5, 1), 1500.0),))
    made = season(*[plain(), plain(), plain(), light()] * 2)
    found = measure(made, who, START)
    assert json.loads(json.dumps(found)) == found
    assert found["status"] == "issued"
    assert found["violations"] == []
    assert found["event"] == 1500


def test_key_sessions_are_counted_from_the_days_and_a_club_stands_for_one() -> None:
    who = athlete(races=(Race(date(2027, 5, 1), 800.0),))
    lactate = plain(tue=fast("LT01", 2), thu=hard("FK01"), sat=hard("SP04"))
    phases: dict[int, Any] = {0: "specific", 1: "specific", 2: "taper"}
    found = spine_count(season(lactate, lactate, lactate, phases=phases), who, START)
    assert found == (5, 6, ["LT12|RS02"])  # 2 of LT01, 2 of FK01, 1 of SP04
    with_club = season(lactate, plain(tue=club()), phases=phases)
    assert spine_count(with_club, who, START) == (4, 6, ["LT12|RS02", "FK01|FK08"])
