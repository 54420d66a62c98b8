"""The season with its weeks from left to right, for a desk.

Volume as bars, the three fast pillars stacked below, phases as bands, flags in lanes of their own, today as a
line: no label meets another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from homestretch.athlete.model import Race, Span
from homestretch.planning.season import Season, Week
from homestretch.web import wording
from homestretch.web.pictures.season_parts import FAST, FLAG_W, Drawing, events, picture_name, word_of
from homestretch.web.pictures.session import COLOURS
from homestretch.web.pictures.svg import Box, Label, flag, line, rect, text_width

BAR_ROOM, STACK_ROOM = 140.0, 78.0  # px
LEFT, RIGHT = 34.0, 4.0  # px beside the weeks


def season_across(
    season: Season, races: tuple[Race, ...], today: date, width: float, away: Sequence[Span] = ()
) -> Drawing:
    """Weeks from left to right.

    Args:
        season: issued, with its weeks.
        races: for the flags.
        today: drawn as a line where it falls in the season.
        width: px of the place where the picture is shown, ``WIDE`` or ``MIDDLE``.
        away: days on which nothing is planned.
    """
    step = (width - LEFT - RIGHT) / len(season.weeks)
    marks, labels = _bands(season, LEFT, step)
    lane_marks, lane_labels, lanes = _flags(season, races, LEFT, step, width)
    top = 44.0 + lanes * 20.0
    base = top + BAR_ROOM + 10
    foot = base + 12 + STACK_ROOM
    bar_marks, bar_labels = _weeks(season, step, width, base, away)
    line_marks, line_labels = _today(season, today, step, width, top, foot)
    labels += lane_labels + bar_labels + line_labels + _numbers(season.weeks, today, step, foot)
    return Drawing(
        width, foot + 36, marks + lane_marks + bar_marks + line_marks, labels, picture_name(season)
    )


def _weeks(
    season: Season, step: float, width: float, base: float, away: Sequence[Span]
) -> tuple[list[str], list[Label]]:
    """Scale, volume bars above ``base`` and stacked pillars below it."""
    weeks = season.weeks
    most = _round_up(max(w.distance_m for w in weeks) / 1000)
    stack = max(max(sum(w.pillar_minutes[1:]) for w in weeks), 1.0)
    marks: list[str] = []
    labels = [Label(0, base - BAR_ROOM - 12, "km a week")]
    for km in (most / 2, most):
        y = base - km / most * BAR_ROOM
        marks.append(line(LEFT, y, width - RIGHT, y, "line-rule"))
        labels.append(Label(LEFT - 6, y + 4, f"{km:g}", "end"))
    for k, week in enumerate(weeks):
        x = LEFT + k * step
        marks += _volume(week, x, step, base, most) + _stack(week, x, step, base + 12, stack)
        said = word_of(week, away)
        if said and step >= text_width(said) + 2:
            tall = week.distance_m / 1000 / most * BAR_ROOM
            labels.append(Label(x + step / 2, base - tall - 5, said, "middle"))
    return marks, labels


def _numbers(weeks: tuple[Week, ...], today: date, step: float, foot: float) -> list[Label]:
    """Week numbers, as many as fit; today's week first."""
    labels: list[Label] = []
    order = sorted(range(len(weeks)), key=lambda k: (weeks[k] is not _week_of(weeks, today), k))
    for k in order:
        strong = weeks[k] is _week_of(weeks, today)
        label = Label(LEFT + (k + 0.5) * step, foot + 14, str(weeks[k].number), "middle", strong)
        if not any(label.box.overlaps(other.box, 3) for other in labels):
            labels.append(label)
    return labels


def _today(
    season: Season, today: date, step: float, width: float, top: float, foot: float
) -> tuple[list[str], list[Label]]:
    day = (today - season.weeks[0].start).days
    if not 0 <= day < 7 * len(season.weeks):
        return [], []
    x = LEFT + (day + 0.5) / 7 * step
    half = text_width("today") / 2
    at = min(max(x, half), width - half)
    return [line(x, top, x, foot, "line-ink")], [Label(at, foot + 30, "today", "middle", strong=True)]


def _week_of(weeks: tuple[Week, ...], day: date) -> Week | None:
    return next((w for w in weeks if w.start <= day < w.start + timedelta(days=7)), None)


def _bands(season: Season, left: float, step: float) -> tuple[list[str], list[Label]]:
    marks, labels = [], []
    for phase in season.phases:
        first = (phase.start - season.weeks[0].start).days // 7
        x, wide = left + first * step, phase.weeks * step
        marks.append(rect(Box(x + 1, 0, wide - 2, 22), "fill-band", 3))
        name = next((t for t in _short(phase.name) if text_width(t) <= wide - 6), "")
        if name:
            labels.append(Label(x + wide / 2, 15, name, "middle", strong=True))
    return marks, labels


def _short(phase: str) -> tuple[str, ...]:
    whole = wording.capital(phase)
    return whole, whole.split()[0], whole[:1]


def _flags(
    season: Season, races: tuple[Race, ...], left: float, step: float, width: float
) -> tuple[list[str], list[Label], int]:
    """Flags in as many lanes as they need; a label stands right of its flag, or left of it near the edge."""
    marks: list[str] = []
    labels: list[Label] = []
    lanes: list[list[Box]] = []
    for event in events(season, races):
        x = left + ((event.day - season.weeks[0].start).days + 0.5) / 7 * step
        room = FLAG_W + text_width(event.text)
        leftwards = x + room > width
        box = Box(x - room if leftwards else x, 0, room + (FLAG_W if leftwards else 0), 16)
        lane = next(
            (k for k, taken in enumerate(lanes) if not any(box.overlaps(b, 6) for b in taken)), len(lanes)
        )
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(box)
        y = 30.0 + lane * 20.0
        if leftwards:
            marks.append(flag(min(x, width - 18), y))
            labels.append(Label(min(x, width - 18) - 5, y + 11, event.text, "end", event.strong))
        else:
            marks.append(flag(x, y))
            labels.append(Label(x + FLAG_W - 1, y + 11, event.text, "start", event.strong))
    return marks, labels, len(lanes)


def _volume(week: Week, x: float, step: float, base: float, most: float) -> list[str]:
    tall = week.distance_m / 1000 / most * BAR_ROOM
    gap = min(step * 0.12, 5)
    km = wording.kilometres(week.distance_m, decimals=0)
    said = f"Week {week.number}: {km}, {wording.EMPHASIS_NAMES[week.emphasis]}"
    return [rect(Box(x + gap, base - tall, step - 2 * gap, tall), "fill-bar", 2, said)]


def _stack(week: Week, x: float, step: float, y: float, stack: float) -> list[str]:
    marks = []
    gap = min(step * 0.12, 5)
    for place, pillar in FAST:
        tall = week.pillar_minutes[place] / stack * STACK_ROOM
        if tall > 0:
            said = f"{wording.PILLAR_NAMES[pillar]}: {week.pillar_minutes[place]:.0f} min"
            marks.append(rect(Box(x + gap, y, step - 2 * gap, max(tall - 1, 0.5)), COLOURS[pillar], 1, said))
            y += tall
    return marks


def _round_up(km: float) -> float:
    step = 20 if km > 40 else 10
    return float(max(-(-km // step) * step, step))
