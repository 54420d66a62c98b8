"""`homestretch plan` from a file: the document, text for people, refusals and faults of the file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from homestretch.cli import plan
from tests.cli import builders
from tests.cli.builders import run

START = ("--start", "2026-12-28")
FILE = """
[athlete]
name = "Example"
born = 1999-05-14
sex = "F"
training_years = 2
weekly_km = 40
longest_run_km = 11
quality_per_week = 1

[[results]]
distance_m = 1500
time = "4:50.0"
date = 2026-09-12

[availability]
days = ["tue", "thu", "sat", "sun"]

[[races]]
date = 2027-03-13
distance_m = 1500
"""
SESSION_KEYS = {
    "id", "name", "pillar", "level", "quality", "notation", "distance_m", "duration_s", "planned_rpe", "load",
    "steps", "cues", "why",
}  # fmt: skip


@pytest.fixture
def athlete_file(tmp_path: Path) -> Path:
    path = tmp_path / "athlete.toml"
    path.write_text(FILE)
    return path


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seasons come from the builder at once."""
    monkeypatch.setattr(plan, "_planned", lambda *_: builders.season())


def test_the_document_of_a_planned_season_keeps_the_contract(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--json")
    made = json.loads(out)
    assert (status, err, made["refused"], made["violations"]) == (0, "", None, [])
    assert [week["number"] for week in made["weeks"]] == list(range(1, 12))
    assert made["weeks"][-1]["days"][-1]["date"] == "2027-03-14"
    sessions = [s for week in made["weeks"] for day in week["days"] for s in day["sessions"]]
    assert all(set(session) >= SESSION_KEYS for session in sessions)
    races = [
        day["date"]
        for w in made["weeks"]
        for day in w["days"]
        if "RACE" in {s["id"] for s in day["sessions"]}
    ]
    assert races == ["2027-03-13"]


@pytest.mark.usefixtures("planned")
def test_text_for_people_has_no_colour_where_it_is_not_wanted(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    status, out, err = run(capsys, "plan", str(athlete_file), *START)
    assert (status, err) == (0, "")
    assert "\x1b" not in out
    assert "Week 6" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("planned")
def test_one_week_can_be_asked_for(capsys: pytest.CaptureFixture[str], athlete_file: Path) -> None:
    status, out, _ = run(capsys, "plan", str(athlete_file), *START, "--week", "2")
    assert status == 0
    assert "Week 2" in out
    assert "Week 3" not in out
    assert "Cues:" in out


@pytest.mark.usefixtures("planned")
def test_a_week_beyond_the_season_is_named_with_those_there_are(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--week", "7")
    assert (status, out) == (2, "")
    assert err == "homestretch: this season has no week 7; choose one from 1 to 6.\n"


@pytest.mark.usefixtures("planned")
def test_markdown_has_a_table_row_for_each_day(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    _, out, _ = run(capsys, "plan", str(athlete_file), *START, "--markdown")
    assert sum(line.startswith("| Tue") for line in out.splitlines()) == 6
    assert out.count("## Week") == 6


def test_a_refused_season_prints_its_document_and_exits_2(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    athlete_file.write_text(FILE + "\n[health]\nheart_condition = true\n")
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--json")
    made = json.loads(out)
    assert status == 2
    assert made["weeks"] == []
    assert made["refused"]["reason"]
    assert made["refused"]["loosen"]
    assert err == f"homestretch: {made['refused']['reason']}\n"


def test_a_refused_season_tells_people_what_to_loosen(
    capsys: pytest.CaptureFixture[str], athlete_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "_planned", lambda *_: builders.refused())
    status, out, err = run(capsys, "plan", str(athlete_file), *START)
    assert (status, out) == (2, "")
    assert "A race in three days" in err
    assert "choose a later race" in err


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("weekly_km = 40", 'weekly_km = "many"', "weekly_km"),
        ("weekly_km = 40", "weekly_miles = 25", "weekly_miles"),
        ("weekly_km = 40", "weekly_km = nan", "weekly_km"),
        ('"4:50.0"', '"1:10"', "1:10"),
        ("2027-03-13", "2026-03-13", "2026-03-13"),
        ('["tue", "thu", "sat", "sun"]', "[]", "days"),
        ("1999-05-14", "2018-05-14", "years old"),
        ("distance_m = 1500\n", "distance_m = 400\n", "400"),
        ("[athlete]", "[athlete", "line 2"),
    ],
)
def test_a_fault_of_the_file_is_one_sentence_and_no_document(
    capsys: pytest.CaptureFixture[str], athlete_file: Path, old: str, new: str, named: str
) -> None:
    before, _, after = FILE.rpartition(old) if "distance_m" in old else FILE.partition(old)
    athlete_file.write_text(before + new + after)
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--json")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert f"{athlete_file}, line " in err
    assert named in err


def test_a_blueprint_of_ones_own_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], athlete_file: Path
) -> None:
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--blueprint", "my-method.toml")
    assert (status, out) == (2, "")
    assert "my-method.toml" in err
    assert len(err.splitlines()) == 1


def test_a_fault_in_a_blueprint_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], athlete_file: Path, tmp_path: Path
) -> None:
    method = tmp_path / "method.toml"
    method.write_text("[sesion.AB02]\nrpe = 3\n")
    status, out, err = run(capsys, "plan", str(athlete_file), *START, "--blueprint", str(method))
    assert (status, out) == (2, "")
    assert "method.toml" in err
    assert len(err.splitlines()) == 1


def test_without_a_start_a_plan_starts_today(
    capsys: pytest.CaptureFixture[str], athlete_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[date] = []

    class Someday(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 12, 30)

    monkeypatch.setattr(plan, "date", Someday)
    monkeypatch.setattr(plan, "_planned", lambda _athlete, start, _: seen.append(start) or builders.season())
    run(capsys, "plan", str(athlete_file))
    assert seen == [date(2026, 12, 30)]
