"""The command line ends in a sentence and a status, never in a traceback."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

import homestretch
from homestretch.cli import main as command_line
from homestretch.cli.errors import bad_input, reading
from tests.cli.builders import run


def one_sentence(text: str) -> bool:
    return text.startswith("homestretch: ") and len(text.splitlines()) == 1 and text.endswith(".\n")


def test_version_is_the_package_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"homestretch {homestretch.__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("jog",), "jog"),
        (("plan",), "ATHLETE.toml"),
        (("plan", "a.toml", "--start", "tomorrow"), "tomorrow"),
        (("plan", "a.toml", "--start", "2026-02-30"), "2026-02-30"),
        (("plan", "a.toml", "--colour"), "--colour"),
        (("plan", "a.toml", "--json", "--markdown"), "--markdown"),
        (("plan", "a.toml", "--week", "two"), "two"),
        (("serve", "--port", "70000"), "70000"),
    ],
)
def test_bad_options_are_one_sentence_with_status_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert one_sentence(err)
    assert named in err


def test_no_command_at_all_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert all(command in err for command in ("plan", "predict", "zones", "serve"))


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "plan", "nobody.toml", "--json")
    assert (status, out) == (2, "")
    assert one_sentence(err)
    assert "nobody.toml" in err


def test_a_folder_in_place_of_a_file_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "plan", str(tmp_path))
    assert status == 2
    assert one_sentence(err)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Makes the first command of a test raise."""

    def run_command(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(command_line.plan, "run", run_command)


def test_a_fault_of_the_program_is_a_sentence_with_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOMESTRETCH_TRACEBACK", raising=False)
    failing(monkeypatch, ZeroDivisionError("division\nby zero"))
    status, out, err = run(capsys, "plan", "a.toml")
    assert (status, out) == (1, "")
    assert one_sentence(err)
    assert "ZeroDivisionError: division by zero" in err


def test_an_interrupted_command_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    assert run(capsys, "plan", "a.toml") == (130, "", "homestretch: stopped.\n")


def test_a_stop_carries_its_own_status(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, bad_input("line 3 has no days; add one"))
    assert run(capsys, "plan", "a.toml") == (2, "", "homestretch: line 3 has no days; add one.\n")


def test_the_rooms_own_words_are_kept() -> None:
    with pytest.raises(Exception, match="line 3: no days"), reading("a.toml"):
        raise ValueError("a.toml, line 3: no days")
