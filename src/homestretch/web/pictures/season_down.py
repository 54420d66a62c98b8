"""The season with its weeks from top to bottom, for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from homestretch.athlete.model import Race, Span
from homestretch.planning.season import Season, Week
from homestretch.web import wording
from homestretch.web.pictures.season_parts import FAST, FLAG_W, NARROW, Drawing, events, picture_name, word_of
from homestretch.web.pictures.session import COLOURS
from homestretch.web.pictures.svg import Box, Label, flag, rect, text_width

ROW, BAR = 22.0, 14.0  # px from week to week, height of a bar
BAR_X, BAR_W, STACK_X = 76.0, 96.0, 208.0  # px


def season_down(
    season: Season,
    races: tuple[Race, ...],
    today: date,
    width: float = NARROW,
    away: Sequence[Span] = (),
) -> Drawing:
    """Weeks from top to bottom; each phase, race and test has a line of its own.

    Args:
        season: issued, with its weeks.
        races: for the flags.
        today: its week is marked.
        width: px of the place where the picture is shown.
        away: days on which nothing is planned.
    """
    marks: list[str] = []
    labels: list[Label] = []
    phases = {p.start: p for p in season.phases}
    flags = events(season, races)
    most = max(w.distance_m for w in season.weeks)
    stack = max(max(sum(w.pillar_minutes[1:]) for w in season.weeks), 1.0)
    y = 0.0
    for week in season.weeks:
        if week.start in phases:
            y += 4 if y else 0
            marks.append(rect(Box(0, y, width, 22), "fill-band", 3))
            labels.append(Label(8, y + 15, wording.capital(phases[week.start].name), strong=True))
            y += 28
        week_marks, week_labels = _week(week, y, today, most, word_of(week, away))
        marks += week_marks + _stacked(week, y, stack, width)
        labels += week_labels
        y += ROW
        for event in (e for e in flags if week.start <= e.day < week.start + timedelta(days=7)):
            marks.append(flag(BAR_X, y))
            labels.append(Label(BAR_X + FLAG_W - 1, y + 11, event.text, strong=event.strong))
            y += ROW
    return Drawing(width, y + 2, marks, labels, picture_name(season))


def _week(week: Week, y: float, today: date, most: float, word: str) -> tuple[list[str], list[Label]]:
    now = week.start <= today < week.start + timedelta(days=7)
    wide = week.distance_m / most * BAR_W
    km = f"{week.distance_m / 1000:.0f}"
    said = f"{km} {word}" if word else km
    marks = [rect(Box(BAR_X, y + 1, wide, BAR), "fill-bar", 2)]
    if now:
        marks.append(rect(Box(0, y, 3, BAR + 2), "fill-ink", 0))
    fits = BAR_X + wide + 4 + text_width(said) <= STACK_X - 4
    return marks, [
        Label(22, y + 12, str(week.number), "end", now),
        Label(29, y + 12, "today" if now else wording.tiny_date(week.start), "start", now),
        Label(BAR_X + wide + 4, y + 12, said if fits else km),
    ]


def _stacked(week: Week, y: float, stack: float, width: float) -> list[str]:
    marks, x = [], STACK_X
    for place, pillar in reversed(FAST):
        part = week.pillar_minutes[place] / stack * (width - STACK_X)
        if part > 0:
            marks.append(rect(Box(x, y + 1, max(part - 1, 0.5), BAR), COLOURS[pillar], 1))
            x += part
    return marks
