"""What the README and the contracts show can be typed as it stands."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from homestretch.athlete.checks import check_against
from homestretch.athlete.file import parse_athlete
from homestretch.cli import plan
from homestretch.cli.main import main
from tests.cli import builders

ROOT = Path(__file__).resolve().parents[2]


def blocks(paper: str, language: str) -> list[str]:
    """Code blocks of one language in a paper."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """The command lines of the README, without the program's name."""
    lines = [line for block in blocks("README.md", "sh") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(".venv/bin/homestretch ")]


def test_the_readme_shows_plan_predict_zones_and_analyse() -> None:
    assert {words[0] for words in commands()} == {"plan", "predict", "zones", "analyse"}


@pytest.mark.parametrize("words", commands(), ids=lambda words: " ".join(words)[:40])
def test_a_command_of_the_readme_runs(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(plan, "_planned", lambda *_: builders.season(24))
    dated = [] if words[0] == "plan" else ["--date", "2026-12-28"]
    assert main([*words, *dated]) == 0
    assert capsys.readouterr().out


def test_the_readmes_lines_of_python_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    [code] = blocks("README.md", "python")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("1 general base ")


def test_the_athlete_file_of_the_contracts_can_be_read() -> None:
    [text] = blocks("docs/contracts.md", "toml")
    athlete = parse_athlete(text, "docs/contracts.md")
    check_against(athlete, date(2026, 12, 28))
    assert athlete.name == "Example"
    assert athlete.availability.fixed


def test_every_file_that_a_paper_links_to_is_there() -> None:
    missing = []
    for paper in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8")):
            if not (paper.parent / target).exists():
                missing.append(f"{paper.relative_to(ROOT)}: {target}")
    assert missing == []
