"""What a session aims at, in one line: easy pace and efforts, a club's metres as a sum, RPE as it feels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homestretch.athlete.model import FixedSession
from homestretch.blueprint.glossary import SESSION_WORDS, WEEK_WORDS
from homestretch.blueprint.read import builtin
from homestretch.cli.markdown import season_markdown
from homestretch.cli.report import season_report, sizes, step_text
from homestretch.cli.words import session_targets
from homestretch.planning.menu import Menu
from tests.builders import seasons
from tests.cli import builders


@pytest.fixture(scope="module")
def menu() -> Menu:
    return Menu(seasons.abilities(), builtin())


def test_strides_leave_the_easy_pace_in_its_place(menu: Menu) -> None:
    easy, *fast = session_targets(menu.easy("AB03", 40, 1)).split(", ")
    assert easy == f"easy {session_targets(menu.easy('AB02', 40))}"
    assert fast
    assert fast[0].startswith("80 m in ")


def test_a_progression_has_a_pace_for_each_of_its_parts(menu: Menu) -> None:
    said = session_targets(menu.quality("AB11", 1)).split(", ")
    assert [text.split(" ")[0] for text in said] == ["easy", "steady", "threshold"]


def test_a_set_lists_its_efforts_alone(menu: Menu) -> None:
    assert session_targets(menu.quality("LT05", 2)).startswith("400 m in ")


def test_gears_by_effort_have_no_seconds(menu: Menu) -> None:
    assert session_targets(menu.quality("TS07", 1, timed=True)) == "3 km effort, 1500 m effort, 800 m effort"


def test_a_clubs_fast_metres_are_no_repetition(menu: Menu) -> None:
    club = menu.club(FixedSession(1, "club track session", "lactate_tolerance", 60, 480), 1.0)
    assert session_targets(club) == "about 480 m fast in all at 69.0-81.1 s/400"
    (fast,) = [step for step in club.steps if step.kind == "work"]
    assert step_text(fast).startswith("about 480 m fast in all, as the club sets it, 69.0-81.1 s/400")


def test_a_short_long_run_feels_no_harder_than_a_longer_easy_run(menu: Menu) -> None:
    longest_easy = menu.easy("AB02", 65)
    short, long = menu.easy("AB04", 45), menu.easy("AB04", 80)
    assert sizes(short)[-1] == sizes(longest_easy)[-1] == "RPE 3, moderate"
    assert sizes(long)[-1] == "RPE 4, somewhat hard"
    assert short.load == round(short.planned_rpe * 45)  # what is counted stays the method's


def test_a_run_with_something_fast_keeps_its_own_rpe(menu: Menu) -> None:
    fast = menu.easy("FK09", 40, 1)
    assert fast.felt_rpe == fast.planned_rpe
    hard = menu.quality("AB11", 1)
    assert replace(hard, steps=hard.steps[:1], quality=True).felt_rpe == hard.planned_rpe


def test_a_written_season_says_how_it_is_read() -> None:
    season, athlete = builders.season(), builders.athlete()
    markdown = season_markdown(season, athlete)
    shown = " ".join("".join(text for text, _ in row).strip() for row in season_report(season, athlete, 80))
    for term, meaning in (*WEEK_WORDS, *SESSION_WORDS):
        assert f"- **{term}**: {meaning}" in markdown
        assert f"{term}: {meaning}" in shown
    assert markdown.index("## How to read this") < markdown.index("## Week 1")
