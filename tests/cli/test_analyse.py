"""`analyse`: the document of the contract, a report that fits, and sentences for what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from homestretch.cli.analyse import splits
from homestretch.cli.main import main
from tests.activity.analysis_streams import fit_file
from tests.cli.builders import run

ATHLETE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "intermediate-1500.toml"


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    """An hour of even running whose heart rises."""
    heart = 140 + np.arange(3600) / 240
    path = tmp_path / "steady.fit"
    path.write_bytes(fit_file(np.full(3600, 3.4), heart, ((0, 1800), (1800, 3599))))
    return path


def test_the_json_is_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str], steady: Path) -> None:
    status, out, err = run(capsys, "analyse", str(steady), "--json", "--athlete", str(ATHLETE), "--rpe", "3")
    assert (status, err) == (0, "")
    made = json.loads(out)
    assert made["records"] == 3600
    assert made["decoupling_pct"] > 1
    assert made["load"]["srpe"] == pytest.approx(3 * 3599 / 60, abs=0.1)
    assert sum(made["load"]["aerobic_min"].values()) == pytest.approx(60, abs=0.1)


def test_the_report_fits_80_columns_and_says_what_matters(
    capsys: pytest.CaptureFixture[str], steady: Path
) -> None:
    status, out, err = run(capsys, "analyse", str(steady), "--athlete", str(ATHLETE))
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert "█" in out
    for word in ("Running", "12.2 km", "Decoupling", "Best efforts", "5000 m 24:30.6", "Load"):
        assert word in out


def test_a_damaged_file_is_analysed_and_flagged(
    capsys: pytest.CaptureFixture[str], steady: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.fit"
    broken.write_bytes(steady.read_bytes()[:20_000])
    status, out, err = run(capsys, "analyse", str(broken), "--json")
    assert (status, err) == (0, "")
    assert "damaged" in [flag["kind"] for flag in json.loads(out)["flags"]]
    status, out, _ = run(capsys, "analyse", str(broken))
    assert status == 0
    assert "damaged" in out


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (None, "not found"),
        (b"", "empty"),
        (b"hello, this is no activity", "FILE"),
        (b"<html><body>no</body></html>", "html"),
        (fit_file(np.full(9, 3.0))[:14], "FILE"),
        (b"PK\x03\x04 and more", "zip archive"),
    ],
)
def test_a_file_that_holds_nothing_is_one_sentence_with_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None, named: str
) -> None:
    path = tmp_path / "FILE.fit"
    if content is not None:
        path.write_bytes(content)
    for form in ((), ("--json",)):
        status, out, err = run(capsys, "analyse", str(path), *form)
        assert (status, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert named in err
        assert str(path) in err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "--splits"),
        (("--splits", "61.2 61.8"), "--session"),
        (("--session", "6 x 400 m @ 1500 (90 s jog)"), "--splits"),
        (("--splits", "fast", "--session", "6 x 400 m @ 1500 (90 s jog)"), "fast"),
        (("--splits", " ", "--session", "6 x 400 m @ 1500 (90 s jog)"), "61.2"),
        (("--splits", "61.2", "--session", "six times 400"), "--session"),
        (("--rpe", "11", "x.fit"), "11"),
        (("--lane", "9", "x.fit"), "9"),
        (("x.fit", "--athlete", "nobody.toml"), "x.fit"),
        (("--splits", "61.2", "--session", "400 m @ 800", "--athlete", "nobody.toml"), "nobody.toml"),
    ],
)
def test_bad_words_are_one_sentence_with_status_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    status, out, err = run(capsys, "analyse", *words)
    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert named in err


SESSION = ("--session", "6 x 400 m @ 1500 (90 s jog)")


def test_typed_splits_alone_are_reps_against_their_targets(capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "analyse",
        *SESSION,
        "--splits",
        "72.2 72.8 73.0 73.4 73.6 71.1",
        "--athlete",
        str(ATHLETE),
        "--rpe",
        "8",
    )
    status, out, err = run(capsys, *words, "--json")
    assert (status, err) == (0, "")
    made = json.loads(out)
    assert [rep["duration_s"] for rep in made["reps"]] == [72.2, 72.8, 73.0, 73.4, 73.6, 71.1]
    assert {rep["nominal_m"] for rep in made["reps"]} == {400}
    assert made["distance_m"] == 2400
    assert made["start"] is None
    assert made["reps_from"] == "typed"
    for rep in made["reps"]:
        assert rep["target_low_s"] <= rep["target_high_s"]
    assert made["load"]["above_cs_s"] == pytest.approx(436.1)
    status, out, _ = run(capsys, *words)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    for word in ("6 x 400 m", "72.2", "typed by you", "even"):
        assert word in out


@pytest.fixture
def intervals(tmp_path: Path) -> Path:
    """Six 400s with jogs between, each lap pressed."""
    jog, rep = np.full(90, 2.4), np.full(72, 400 / 72)
    speed = np.concatenate(
        [np.full(700, 2.9), *(part for _ in range(6) for part in (rep, jog)), np.full(300, 2.8)]
    )
    edges = [0, *(700 + 162 * place + after for place in range(6) for after in (0, 72)), len(speed) - 1]
    path = tmp_path / "intervals.fit"
    path.write_bytes(fit_file(speed, laps=tuple(pairwise(edges))))
    return path


def test_the_session_that_was_meant_gives_targets_to_a_files_reps(
    capsys: pytest.CaptureFixture[str], intervals: Path
) -> None:
    words = ("analyse", str(intervals), *SESSION, "--athlete", str(ATHLETE))
    made = json.loads(run(capsys, *words, "--json")[1])
    assert made["reps_from"] == "planned"
    assert len(made["reps"]) == 6
    assert all(rep["off_target_s"] is not None for rep in made["reps"])
    assert made["sets"][0]["pace_cv_pct"] < 2
    report = run(capsys, *words)[1]
    assert "6 x 400 m  told by the session that was meant" in report
    assert max(map(len, report.splitlines())) <= 80


def test_the_runners_own_times_win_over_the_watchs(
    capsys: pytest.CaptureFixture[str], intervals: Path
) -> None:
    made = json.loads(
        run(capsys, "analyse", str(intervals), "--splits", "71.1 71.2 71.3 71.4 71.5 71.6", "--json")[1]
    )
    assert [rep["duration_s"] for rep in made["reps"]] == [71.1, 71.2, 71.3, 71.4, 71.5, 71.6]
    assert made["reps"][1]["start_s"] == pytest.approx(862, abs=2)
    assert made["reps"][1]["avg_hr"] == pytest.approx(150, abs=1)
    assert made["reps_from"] == "typed"


@pytest.mark.parametrize(
    "typed", ["61.2, 61.8, 62.0", "61.2,61.8,62.0", "61,2, 61,8, 62,0", "61,2 61,8 62,0", "61.2/61.8/62"]
)
def test_splits_may_stand_behind_commas(typed: str) -> None:
    assert splits(typed) == (61.2, 61.8, 62.0)


def test_splits_that_fit_no_rep_need_the_session(capsys: pytest.CaptureFixture[str], intervals: Path) -> None:
    status, _, err = run(capsys, "analyse", str(intervals), "--splits", "71.1 71.2")
    assert status == 2
    assert "2 splits" in err
    made = json.loads(run(capsys, "analyse", str(intervals), "--splits", "71.1 71.2", *SESSION, "--json")[1])
    assert [rep["duration_s"] for rep in made["reps"]] == [71.1, 71.2]
    assert made["records"] > 0


def test_neither_the_solver_nor_django_is_loaded(steady: Path) -> None:
    code = (
        "import sys; from homestretch.cli.main import main; "
        f"main(['analyse', {str(steady)!r}, '--json', '--athlete', {str(ATHLETE)!r}]); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'ortools', 'django', 'rich'}), "
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_tempo_is_told_by_its_edges(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    speed = np.repeat([3.0, 4.15, 4.5, 3.0], [900, 900, 200, 300])
    file = tmp_path / "tempo.fit"
    file.write_bytes(fit_file(speed, np.where(speed > 4, 170.0, 140.0)))
    athlete = tmp_path / "athlete.toml"
    athlete.write_text(
        '[athlete]\nname = "A"\nborn = 2000-01-01\nsex = "F"\nweekly_km = 50\nmax_hr = 190\n'
        '[[results]]\ndistance_m = 1500\ntime = "4:50"\ndate = 2021-08-01\n'
        '[[results]]\ndistance_m = 5000\ntime = "18:40"\ndate = 2021-08-20\n'
        '[[races]]\ndate = 2027-06-12\ndistance_m = 1500\npriority = "A"\n'
    )
    assert main(["analyse", str(file), "--athlete", str(athlete)]) == 0
    said = capsys.readouterr().out
    assert "Tempo against its window" in said
    assert "By heart, 158-171 beats" in said
    assert "Tipped over from 29:" in said
