"""`analyse`: the document of the contract, a report that fits, and sentences for what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from homestretch.cli.main import main
from tests.activity.analysis_streams import fit_file

ATHLETE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "intermediate-1500.toml"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        status = main(words)
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


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
        (("--rpe", "11", "x.fit"), "11"),
        (("--lane", "9", "x.fit"), "9"),
        (("x.fit", "--athlete", "nobody.toml"), "x.fit"),
    ],
)
def test_bad_words_are_one_sentence_with_status_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    status, out, err = run(capsys, "analyse", *words)
    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert named in err


def test_neither_the_solver_nor_django_is_loaded(steady: Path) -> None:
    code = (
        "import sys; from homestretch.cli.main import main; "
        f"main(['analyse', {str(steady)!r}, '--json', '--athlete', {str(ATHLETE)!r}]); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'ortools', 'django', 'rich'}), "
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
