"""A whole season as one picture of text in 80 columns: weeks across; phases, volume, pillars, flags down.

In: a Season and its races. Out: rows of (text, style) pieces; the terminal colours them, files don't.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from homestretch.athlete.model import PILLARS, Athlete
from homestretch.cli.words import LETTERS, MARKS
from homestretch.planning.season import Season, Week

Piece = tuple[str, str]  # text, style name ("" for plain)
Row = list[Piece]

WIDTH = 80
MARGIN = 10  # columns before the first week
BAR_ROWS = 5
EIGHTHS = " ▁▂▃▄▅▆▇█"
WIDEST_WEEK = 3
MONTH_COLUMNS = 4  # "Jan" and a gap
PHASE_WORDS = {
    "general base": ("general base", "base", "G"),
    "build": ("build", "B", "B"),
    "specific": ("specific", "spec", "S"),
    "taper": ("taper", "tap", "T"),
    "race": ("race", "rac", "R"),
    "transition": ("transition", "rest", "-"),
}
EMPHASIS_FLAGS = {"deload": "d", "test": "t", "return": "r"}


def season_picture(season: Season, athlete: Athlete, columns: int = WIDTH) -> list[Row]:
    """Rows of the picture, top to bottom; none of them wider than the columns given, at most 80.

    Weeks are 3, 2 or 1 columns wide, as many as fit; a season longer than these is cut.
    """
    columns = min(columns, WIDTH)
    weeks = season.weeks[: columns - MARGIN]
    if not weeks:
        return []
    width = max(1, min(WIDEST_WEEK, (columns - MARGIN) // len(weeks)))
    return [
        _phases(weeks, width),
        *_volume(weeks, width),
        *(_pillar(weeks, index, width, columns) for index in range(len(PILLARS))),
        _flags(weeks, athlete, width),
        _numbers(weeks, width),
        _months(weeks, width),
    ]


def legend(columns: int = WIDTH) -> list[Row]:
    """What the picture's signs mean."""
    rows: list[Row] = [[]]
    room = columns
    for pillar in PILLARS:
        mark, name = f"{MARKS[pillar]} {LETTERS[pillar]} ", pillar.replace("_", " ") + " "
        if room < len(mark + name):
            rows.append([])
            room = columns
        rows[-1] += [(mark, pillar), (name, "dim")]
        room -= len(mark + name)
    return [
        *rows,
        [("Rows A to K: minutes in each week, beside the largest.", "dim")],
        [("d de-load, t test, r return, A B C race by priority", "dim")],
    ]


def _label(text: str) -> Piece:
    return (text.rjust(MARGIN - 2)[: MARGIN - 2] + "  ", "dim")


def _cell(text: str, width: int) -> str:
    """A week's own sign with a gap to its right where there is room."""
    return text.ljust(width) if width > 1 else text[:1]


def _phases(weeks: tuple[Week, ...], width: int) -> Row:
    row: Row = [_label("phase")]
    start = 0
    for end in range(1, len(weeks) + 1):
        if end < len(weeks) and weeks[end].phase == weeks[start].phase:
            continue
        room = (end - start) * width
        names = PHASE_WORDS.get(weeks[start].phase, (weeks[start].phase,))
        name = next((n for n in names if len(n) < room), names[-1][: max(room - 1, 1)])
        row.append(("|" + name.ljust(room - 1, "·") if room > 1 else name[:1], "bold"))
        start = end
    return row


def _volume(weeks: tuple[Week, ...], width: int) -> list[Row]:
    peak = max(week.distance_m for week in weeks) or 1
    rows: list[Row] = []
    for level in range(BAR_ROWS - 1, -1, -1):
        label = f"{peak / 1000:.0f} km" if level == BAR_ROWS - 1 else ""
        bars = "".join(_bar_cell(week.distance_m / peak * BAR_ROWS - level, width) for week in weeks)
        rows.append([_label(label), (bars.rstrip(), "")])
    return rows


def _bar_cell(height: float, width: int) -> str:
    block = EIGHTHS[max(0, min(8, round(height * 8)))]
    return (block * (width - 1) + " ") if width > 1 else block


def _pillar(weeks: tuple[Week, ...], index: int, width: int, columns: int) -> Row:
    pillar = PILLARS[index]
    most = max(week.pillar_minutes[index] for week in weeks)
    cells = "".join(_dose_cell(week.pillar_minutes[index] / (most or 1.0), width) for week in weeks)
    return [_label(f"{MARKS[pillar]} {LETTERS[pillar]}"), (cells.rstrip(), pillar), (f" {most:.0f}'", "dim")][
        : 3 if MARGIN + len(weeks) * width + 5 <= columns else 2
    ]


def _dose_cell(share: float, width: int) -> str:
    block = "·" if share <= 0 else EIGHTHS[max(1, min(8, round(share * 8)))]
    return (block * (width - 1) + " ") if width > 1 else block


def _flags(weeks: tuple[Week, ...], athlete: Athlete, width: int) -> Row:
    row: Row = [_label("")]
    for week in weeks:
        sunday = week.start + timedelta(days=6)
        races = [race.priority for race in athlete.races if week.start <= race.date <= sunday]
        if races:
            row.append((_cell(min(races), width), "bold"))
        else:
            row.append((_cell(EMPHASIS_FLAGS.get(week.emphasis, " "), width), "dim"))
    return row


def _marked(weeks: tuple[Week, ...], width: int, name: str, text_of: Callable[[int], str]) -> Row:
    """A row of labels that may run over the weeks that follow while these have none."""
    line = [" "] * (len(weeks) * width)
    free = 0
    for index in range(len(weeks)):
        text = text_of(index)
        at = index * width
        if text and at >= free and at + len(text) <= len(line):
            line[at : at + len(text)] = list(text)
            free = at + len(text) + 1
    return [_label(name), ("".join(line).rstrip(), "dim")]


def _numbers(weeks: tuple[Week, ...], width: int) -> Row:
    every = 1 if width == WIDEST_WEEK else 4
    return _marked(
        weeks, width, "week", lambda i: str(weeks[i].number) if (weeks[i].number - 1) % every == 0 else ""
    )


def _months(weeks: tuple[Week, ...], width: int) -> Row:
    def month(index: int) -> str:
        if index == 0:  # a first month of a few days makes room for the next
            room = weeks[: -(-MONTH_COLUMNS // width)]
            new = room[-1].start.month == room[0].start.month
        else:
            new = weeks[index].start.month != weeks[index - 1].start.month
        return f"{weeks[index].start:%b}" if new else ""

    return _marked(weeks, width, "", month)
