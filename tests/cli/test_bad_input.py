"""Each kind of fault in an athlete file, through the command line: one sentence with file, line, remedy; status 2."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from homestretch.athlete.checks import check_against
from homestretch.athlete.file import read_athlete
from homestretch.cli.main import main

START = "2026-12-28"
FILE = """\
[athlete]
name = "Example"
born = 1999-05-14
sex = "F"
weekly_km = 40

[[results]]
distance_m = 800
time = "2:14.0"
date = 2026-09-12

[availability]
days = ["tue", "thu", "sat", "sun"]

[[races]]
date = 2027-03-13
distance_m = 1500
"""
# kind, what stands in the file, what is written instead, the line it is named with, what is wrong, what to do
FAULTS = [
    ("unknown key", "weekly_km", "weekly_kms", 5, 'no key "weekly_kms"', "did you mean weekly_km?"),
    ("unknown table", "[[races]]", "[[rases]]", 15, '"rases"', "did you mean races?"),
    (
        "impossible time",
        '"2:14.0"',
        '"1:10"',
        9,
        "800 m in 1:10.00 is faster than any woman has run",
        "check the distance and the time",
    ),
    (
        "impossible goal",
        "distance_m = 1500",
        'distance_m = 1500\ngoal = "2:50"',
        18,
        "faster than any woman has run",
        "check the distance and the time",
    ),
    (
        "race in the past",
        "2027-03-13",
        "2026-03-13",
        16,
        "the race on 2026-03-13 is before 2026-12-28",
        "remove it or check its date",
    ),
    ("no available days", '["tue", "thu", "sat", "sun"]', "[]", 13, "days", "name at least one"),
    (
        "days without minutes",
        "[availability]\n",
        "[availability]\nminutes = { tue = 5, thu = 5, sat = 5, sun = 5 }\n",
        13,
        "no available day has 25 minutes",
        "give one day more time",
    ),
    ("text for a number", "= 40", '= "many"', 5, 'the text "many"', "write a number from 0 to 250"),
    ("text for a date", "2026-09-12", '"last June"', 10, 'the text "last June"', "a date such as"),
    ("result to come", "2026-09-12", "2027-09-12", 10, "lies after 2026-12-28", "check its date"),
    ("unknown weekday", '"thu"', '"thursd"', 13, '"thursd" is no weekday', "write one of mon"),
    ("race distance", "= 1500", "= 1000", 17, "1000", "800, 1500, mile, 3000 or 5000"),
    ("missing key", 'sex = "F"\n', "", 1, "needs sex", "add a line such as sex"),
    (
        "no race",
        "[[races]]\ndate = 2027-03-13\ndistance_m = 1500\n",
        "",
        1,
        "there is no [[races]]",
        "add one with date and distance_m",
    ),
    ("not TOML", "[athlete]", "[athlete", 1, "stands alone in brackets", "such as [athlete]"),
    ("too young", "1999-05-14", "2017-05-14", 3, "9 years old", "12 and more"),
]


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",)], ids=["text", "json", "markdown"])
@pytest.mark.parametrize(
    ("kind", "old", "new", "line", "wrong", "remedy"), FAULTS, ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_one_sentence_with_file_line_and_remedy_and_status_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    form: tuple[str, ...],
    kind: str,
    old: str,
    new: str,
    line: int,
    wrong: str,
    remedy: str,
) -> None:
    path = tmp_path / "athlete.toml"
    assert FILE.count(old) == 1, kind
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    status = main(["plan", str(path), "--start", START, *form])
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err.startswith(f"homestretch: {path}, line {line}: "), said.err
    assert said.err.count("\n") == 1
    assert said.err[-2] in ".?"
    assert wrong in said.err
    assert remedy in said.err


def test_the_file_without_a_fault_is_read(tmp_path: Path) -> None:
    path = tmp_path / "athlete.toml"
    path.write_text(FILE, encoding="utf-8")
    check_against(read_athlete(path), date.fromisoformat(START), path)


def test_in_a_process_of_its_own_there_is_no_traceback_either(tmp_path: Path) -> None:
    path = tmp_path / "athlete.toml"
    path.write_text(FILE.replace('"2:14.0"', '"1:10"'), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "homestretch.cli.main", "plan", str(path), "--start", START, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"homestretch: {path}, line 9: ")
    assert done.stderr.count("\n") == 1
