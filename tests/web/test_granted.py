"""Answers that the season could not use or keep everywhere are said beside what was taken for granted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from homestretch.athlete.model import Athlete
from homestretch.athlete.unused import unused_answers
from homestretch.cli.markdown import season_markdown
from homestretch.cli.report import season_report
from homestretch.planning.document import season_document
from homestretch.planning.given import long_runs_elsewhere, not_kept
from homestretch.web.show.granted import plan_assumptions
from tests.builders.answers import typed_answers
from tests.builders.sample_season import sample_athlete, sample_season

SEASON = sample_season()  # its long runs are on Sundays
SATURDAY, SUNDAY = 5, 6


def athlete(**changes: Any) -> Athlete:
    return sample_athlete(availability=replace(sample_athlete().availability, **changes))


def test_a_track_on_a_day_without_running_is_said_to_be_of_no_use() -> None:
    (said,) = unused_answers(athlete(track=(4,)))
    assert "The track on Friday cannot be used" in said
    assert "so the plan has no track" in said
    (some,) = unused_answers(athlete(track=(1, 4)))
    assert "no track" not in some
    assert unused_answers(athlete(track=None)) == unused_answers(athlete(track=(1, 3))) == ()


def test_the_terminal_says_so_beside_what_is_taken_as_given() -> None:
    shut = athlete(track=(4,))
    report = "".join(text for row in season_report(SEASON, shut, 400) for text, _ in row)
    assert "Taken as given: The track on Friday cannot be used" in report
    assert "Taken as given: The track on Friday cannot be used" in season_markdown(SEASON, shut)


def test_every_face_names_what_the_season_could_not_keep() -> None:
    """Terminal, Markdown and the document for programs say what the page says."""
    asked = athlete(track=(4,), long_run=SATURDAY)
    told = not_kept(SEASON, asked)
    assert len(told) == 2
    report = "".join(text for row in season_report(SEASON, asked, 400) for text, _ in row)
    document = season_document(SEASON, asked)["assumptions"]
    assert isinstance(document, list)
    for said in told:
        assert said in plan_assumptions(SEASON, asked)
        assert f"Taken as given: {said}" in report
        assert f"Taken as given: {said}" in season_markdown(SEASON, asked)
        assert said in document


def test_weeks_with_the_long_run_on_another_day_are_named() -> None:
    assert long_runs_elsewhere(SEASON, athlete(long_run=SUNDAY)) == ()
    assert long_runs_elsewhere(SEASON, athlete(long_run=None)) == ()
    (never,) = long_runs_elsewhere(SEASON, athlete(long_run=SATURDAY))
    assert never.startswith("You asked for the long run on Saturday, and no week has it there")
    week = SEASON.weeks[2]
    days = (*week.days[:SATURDAY], *(
        replace(day, sessions=other.sessions)
        for day, other in zip(week.days[SATURDAY:], reversed(week.days[SATURDAY:]), strict=True)
    ))  # fmt: skip
    moved = replace(SEASON, weeks=(*SEASON.weeks[:2], replace(week, days=days), *SEASON.weeks[3:]))
    (once,) = long_runs_elsewhere(moved, athlete(long_run=SUNDAY))
    assert once.startswith("The long run is on Sunday, but not in week 3: ")


@pytest.mark.django_db(transaction=True)
def test_the_preview_says_what_it_could_not_keep(client: Client, on_day: Any, sample_planner: None) -> None:
    client.post("/setup/preview/race/", typed_answers())
    page = client.post("/setup/preview/weeks/", typed_answers(track_days=["fri"], long_run="sat"))
    assert "The track on Friday cannot be used" in page.content.decode()
    assert "You asked for the long run on Saturday" in page.content.decode()
