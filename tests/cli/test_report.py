"""A season in words: every day is there, within the width, and nothing steers the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homestretch.cli.report import refusal_report, season_report, step_text, week_report
from homestretch.cli.words import minutes, plain, speed_text
from homestretch.planning.season import PlannedSession, Refusal, Season, Step, Target, Violation
from homestretch.units import format_mark
from tests.cli import builders


def text(rows: object) -> str:
    return "\n".join("".join(piece for piece, _ in row) for row in rows)  # type: ignore[attr-defined]


def report(width: int = 80, name: str = "Example") -> str:
    return text(season_report(builders.season(), builders.athlete(name), width))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_report_keeps_its_width(width: int) -> None:
    body = text(season_report(builders.season(), builders.athlete(), width)).split("\n\n", 3)[3]
    assert max(map(len, body.splitlines())) <= max(width, 80)


def test_every_day_of_every_week_is_named() -> None:
    shown = report()
    for week in builders.season().weeks:
        for day in week.days:
            assert f"{day.date:%a} {day.date.day} {day.date:%b}" in shown


def test_a_quality_session_shows_notation_and_its_own_targets() -> None:
    assert "1500 repeats: 6 x 400 m @ 1500 (90 s jog)" in report()
    assert "400 m in 73.4-74.8 s" in report()


def test_an_easy_run_shows_its_pace_per_kilometre() -> None:
    assert "4:30-5:13/km" in report()


def test_assumptions_are_said() -> None:
    assert "weekly_km was not given" in report()


def test_a_name_cannot_steer_the_terminal() -> None:
    shown = report(name="Eve\x1b[31m\x07")
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_week_in_full_shows_steps_cues_why_and_the_lighter_version() -> None:
    shown = text(week_report(builders.season(), 2, 80))
    assert "6 times" in shown
    assert "- 400 m, 1500 m pace, 73.4-74.8 s, RPE 8, very hard" in shown
    assert "Cues: Shoulders low, hands loose." in shown
    assert "Why: Lactate tolerance" in shown
    assert "Lighter: 4 x 400 m @ 1500 (2 min jog)" in shown


def test_rounds_of_which_the_last_needs_no_recovery_are_one_line() -> None:
    rep = Step("work", 400, None, Target(5.35, 5.45, None, None, 8.0, "1500 m pace"))
    jog = Step("recovery", None, 90, Target(), "jog")
    steps = (Step("work", repeat=5, steps=(rep, jog)), rep)
    season = with_steps(steps)
    shown = text(week_report(season, 1, 80))
    assert "6 times, recovery between" in shown
    assert shown.count("- 400 m, 1500 m pace") == 1


def test_rounds_that_differ_from_what_follows_keep_their_count() -> None:
    rep = Step("work", 400, None, Target(5.35, 5.45, None, None, 8.0, "1500 m pace"))
    jog = Step("recovery", None, 90, Target(), "jog")
    shown = text(
        week_report(
            with_steps((Step("work", repeat=5, steps=(rep, jog)), replace(rep, distance_m=300))), 1, 80
        )
    )
    assert "5 times\n" in shown
    assert "- 300 m" in shown


def test_strength_is_said_by_its_notation_alone() -> None:
    core = replace(builders.rest(), id="ST01", name="Core", pillar="support", notation="2 x 20 s of each")
    core = replace(
        core, duration_s=600, steps=(Step("strength", None, 600, Target(rpe=3.0), "2 x 20 s of each"),)
    )
    shown = text(week_report(with_session(core), 1, 80))
    assert shown.count("2 x 20 s of each") == 1


def with_session(session: PlannedSession) -> Season:
    """A season whose first week holds this session alone."""
    season = builders.season()
    week = season.weeks[0]
    empty = tuple(replace(day, sessions=()) for day in week.days[1:])
    days = (replace(week.days[0], sessions=(session,)), *empty)
    return replace(season, weeks=(replace(week, days=days), *season.weeks[1:]))


def with_steps(steps: tuple[Step, ...]) -> Season:
    return with_session(replace(builders.repetitions(), steps=steps))


def test_a_week_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        list(week_report(builders.season(), 99, 80))


def test_a_refusal_names_what_collides_and_what_to_loosen() -> None:
    shown = text(refusal_report(builders.refused(), 80))
    assert "race on 2026-12-31" in shown
    assert "choose a later race" in shown


def test_further_reasons_are_told_below_the_first() -> None:
    season = builders.refused()
    assert season.refused is not None
    other = Refusal("Two club sessions stand next to each other.", ("club on Tuesday",), ("move one",))
    shown = text(refusal_report(replace(season, refused=replace(season.refused, others=(other,))), 80))
    assert shown.index("choose a later race") < shown.index("Besides: Two club sessions stand")
    assert shown.index("Besides") < shown.index("club on Tuesday") < shown.index("move one")


def test_a_missing_key_session_is_said_with_what_stands_in() -> None:
    from homestretch.planning.season import SpineReport

    asked = "2 x LT05 (400s at 1500 pace) at step 3"
    spine = SpineReport((asked,), (), (f"{asked}: 0 placed",), (f"{asked}: Controlled 2K",), 5, 7)
    shown = text(season_report(replace(builders.season(), spine=spine), builders.athlete(), 100))
    assert "leave room for 5 of the 7 key sessions." in " ".join(shown.split())
    assert "- 2 x 400s at 1500 pace at step 3: 0 placed; in its place: Controlled 2K" in shown


def test_a_violation_and_a_note_name_sessions_as_runners_do() -> None:
    made = builders.season()
    first = replace(made.weeks[0], notes=("LT07 found no day.",))
    broken = replace(
        made,
        weeks=(first, *made.weeks[1:]),
        violations=(Violation("INV-22", "week 1", "LT07 strains the calf."),),
    )
    shown = text(season_report(broken, builders.athlete(), 100))
    assert "Note: 600s at 1500 pace found no day." in shown
    assert "INV-22, week 1: 600s at 1500 pace strains the calf." in shown


def test_an_easy_step_is_called_easy_once() -> None:
    assert step_text(Step("easy", None, 3600, Target(3.2, 3.7, anchor="long, easy"))) == (
        "60 min easy, long, 4:30-5:13/km"
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("work", 400, None, Target(5.35, 5.45)), "73.4-74.8 s"),
        (Step("work", 400, None, Target(5.0, 5.0)), "80.0 s"),
        (Step("work", 600, None, Target(5.4, 5.45)), "1:50.1-1:51.1"),
        (Step("work", 1000, None, Target(4.9, 5.0)), "80.0-81.6 s/400"),
        (Step("work", None, 30, Target(5.0, 5.0)), "80.0 s/400"),
        (Step("work", None, 1200, Target(5.0, 5.0)), "3:20/km"),
        (Step("easy", None, 3000, Target(3.2, 3.7)), "4:30-5:13/km"),
        (Step("work", 400, None, Target()), ""),
    ],
)
def test_a_band_is_said_as_a_runner_says_it(step: Step, said: str) -> None:
    assert speed_text(step) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(268.0, "4:28"), (118.72, "1:58.72"), (132.4, "2:12.4"), (60.0, "1:00")]
)
def test_a_mark_keeps_only_the_decimals_it_has(seconds: float, said: str) -> None:
    assert format_mark(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(3120, "52 min"), (4800, "80 min"), (5400, "1 h 30"), (30, "0 min")]
)
def test_minutes_become_hours_from_90_on(seconds: float, said: str) -> None:
    assert minutes(seconds) == said


def test_plain_text_keeps_letters_of_every_language() -> None:
    assert plain("Søren Žižka 中") == "Søren Žižka 中"
