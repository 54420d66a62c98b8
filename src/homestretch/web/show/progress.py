"""The page of progress: findings, pictures and the tables behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from statistics import median

from homestretch.desk.progress import Compared, Distance, Point, Progress
from homestretch.units import PaceUnit, format_distance, format_pace, format_rep, format_time
from homestretch.web import wording
from homestretch.web.pictures.dots import Dot
from homestretch.web.pictures.ticks import time_ticks, value_ticks
from homestretch.web.show.dot_panels import (
    Panel,
    TableRow,
    against_before,
    are_many,
    by_month,
    counted,
    middles,
    month_dots,
    month_rows,
    panel,
)
from homestretch.web.show.like_for_like import LikeShow, show_like
from homestretch.web.show.wellness import show_wellness

QUICKER = 0.005  # share from which a best effort is told to be quicker or slower
CHANGED_DRIFT, CHANGED_KICK = 1.0, 0.01  # percent; share of top speed
DRIFT_GOOD = 5.0  # percent (SCIENCE 6.2)
LEAST_ROOM = 0.02  # share of a time that its chart shows at least on either side
REP_S = 600.0
BEFORE = "the three months before"
DRIFT_NOTE = (
    "How much speed for each heart beat was lost from the first half to the second of each steady run; under 5 % is "
    "good. The line is the middle of each month."
)
KICK_NOTE = "Speed of the last 100 m of a race or a last rep as a share of top speed. The line is the best of each month."


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What one month came to."""

    name: str
    runs: int
    distance: str
    time: str
    climb: str


@dataclass(frozen=True, slots=True)
class ProgressShow:
    """Everything the page shows."""

    title: str
    label: str
    efforts: tuple[Panel, ...]
    drift: Panel | None
    kick: Panel | None
    like: LikeShow
    wellness: tuple[Panel, ...]
    months: tuple[MonthRow, ...]
    is_empty: bool


def show_progress(found: Progress, unit: PaceUnit) -> ProgressShow:
    """The page."""
    span = (found.first, found.last)
    like = show_like(found.trends, span, unit)
    wellness = show_wellness(found.wellness, span)
    return ProgressShow(
        title=_title(found, like),
        label=f"{wording.full_date(found.first)} to {wording.full_date(found.last)}",
        efforts=tuple(_efforts(each, span, unit) for each in found.distances),
        drift=_drift(found) if found.drift else None,
        kick=_kick(found) if found.kick else None,
        like=like,
        wellness=wellness,
        months=tuple(
            MonthRow(
                f"{wording.MONTHS[month.first.month - 1]} {month.first.year}",
                month.activities,
                wording.kilometres(month.distance_m, unit, 0),
                wording.duration(round(month.moving_s / 60) * 60),
                f"{month.climb_m:.0f} m" if month.climb_m else "",
            )
            for month in reversed(found.months)
        ),
        is_empty=not (found.distances or found.drift or found.kick or found.months or wellness),
    )


def time_text(seconds: float) -> str:
    """`61.2`, `3:05.4`, `38:12`."""
    return format_rep(seconds) if seconds < REP_S else format_time(seconds, 0)


def _title(found: Progress, like: LikeShow) -> str:
    quicker = [each for each in found.distances if (change := _change(each.compared)) and change <= -QUICKER]
    if quicker:
        names = wording.listing([_unbroken(format_distance(each.metres)) for each in quicker[:3]])
        return f"Quicker over {names} than in the three months before"
    if like.pace_words:
        return wording.capital(like.pace_words)
    known = [each for each in found.distances if _change(each.compared) is not None]
    if known and all(abs(_change(each.compared) or 0.0) < QUICKER for each in known):
        return "Best efforts hold where they were three months ago"
    return "How your running goes over the months"


def _unbroken(text: str) -> str:
    """A distance that no line ends within."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _change(compared: Compared) -> float | None:
    """Share by which the recent differs from that before."""
    if compared.now is None or not compared.before:
        return None
    return compared.now / compared.before - 1


def _efforts(each: Distance, span: tuple[date, date], unit: PaceUnit) -> Panel:
    name = format_distance(each.metres)
    values = [point.value for point in each.months]
    room = max(LEAST_ROOM * min(values), 0.1 * (max(values) - min(values)))
    low, high = min(values) - room, max(values) + room
    pace = format_pace(each.metres / each.best.value, unit).replace("/", " /")
    return panel(
        name,
        f"{time_text(each.best.value)} on {wording.short_date(each.best.on)}, {pace}",
        [
            Dot(p.on, p.value, f"{time_text(p.value)}, {wording.full_date(p.on)}", p.value == each.best.value)
            for p in each.months
        ],
        [[(point.on, point.value) for point in each.months]],
        span,
        (low, high),
        time_ticks(low, high),
        f"Best {name} of each month: {time_text(each.best.value)} at best, {wording.full_date(each.best.on)}",
        _rows(each.months, time_text),
        "Best time",
        low_is_up=True,
    )


def _drift(found: Progress) -> Panel:
    values = [point.value for point in found.drift]
    low, high = min(0.0, floor(min(values))), max(10.0, ceil(max(values)))
    now, before = found.drift_compared.now, found.drift_compared.before
    middle = median(values) if now is None else now
    finding = (
        f"The heart {'holds' if middle < DRIFT_GOOD else 'drifts'}: {_whole(middle)} % on a usual steady run"
    )
    return panel(
        "Drift at easy pace",
        finding + against_before(now, before, CHANGED_DRIFT, lambda value: f"{_whole(value)} %", BEFORE),
        month_dots(found.drift, _percent)
        if are_many(found.drift)
        else [Dot(p.on, p.value, f"{_percent(p.value)}, {_named(p)}", True) for p in found.drift],
        [middles(found.drift)],
        (found.first, found.last),
        (low, high),
        value_ticks(low, high, " %", 1.0),
        f"Drift of {counted(len(values), 'steady run')}, {median(values):.1f} % in the middle",
        month_rows(found.drift, _percent) if are_many(found.drift) else _rows(found.drift, _percent),
        "Drift",
        head="Month" if are_many(found.drift) else "Day",
        note=DRIFT_NOTE,
    )


def _whole(value: float) -> str:
    """A number without decimals and with a proper minus; never `−0`."""
    return f"{round(value)}".replace("-", "\N{MINUS SIGN}")


def _percent(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f} %".replace("-", "\N{MINUS SIGN}")


def _kick(found: Progress) -> Panel:
    shares = [100 * point.value for point in found.kick]
    low = floor(min(shares) / 5) * 5.0
    high = max(ceil(max(shares) / 5) * 5.0, low + 10)
    best = _bests(found.kick)
    strong = {(point.on, point.value) for point in best}
    now, before = found.kick_compared.now, found.kick_compared.before
    most = max(point.value for point in found.kick) if now is None else now
    return panel(
        "Kick retention",
        f"{wording.percent(most)} of top speed left in the last 100 m"
        + against_before(now, before, CHANGED_KICK, wording.percent, BEFORE),
        [
            Dot(p.on, 100 * p.value, f"{wording.percent(p.value)}, {_named(p)}", (p.on, p.value) in strong)
            for p in (best if are_many(found.kick) else found.kick)
        ],
        [[(point.on, 100 * point.value) for point in best]],
        (found.first, found.last),
        (low, high),
        value_ticks(low, high, " %", 1.0),
        f"Kick retention of {counted(len(shares), 'session')} and races, {max(shares):.0f} % at best",
        _rows(best, wording.percent),
        "Best of the month",
        note=KICK_NOTE,
        kind="fill-k",
    )


def _named(point: Point) -> str:
    return f"{point.name or 'run'}, {wording.full_date(point.on)}"


def _bests(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(max(inside, key=lambda point: point.value) for inside in by_month(points).values())


def _rows(points: Sequence[Point], text: Callable[[float], str]) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(wording.full_date(point.on), text(point.value), point.activity_id)
        for point in reversed(points)
    )
