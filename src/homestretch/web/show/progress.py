"""The page of progress: findings, pictures and the tables behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from statistics import median

from django.utils.safestring import SafeString, mark_safe

from homestretch.desk.progress import Compared, Distance, Point, Progress
from homestretch.units import PaceUnit, format_distance, format_pace, format_rep, format_time
from homestretch.web import wording
from homestretch.web.pictures.dots import Dot, dot_chart

QUICKER = 0.005  # share from which a best effort is told to be quicker or slower
CHANGED_DRIFT, CHANGED_KICK = 1.0, 0.01  # percent; share of top speed
DRIFT_GOOD = 5.0  # percent (SCIENCE 6.2)
LEAST_ROOM = 0.02  # share of a time that its chart shows at least on either side
REP_S = 600.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table behind a picture."""

    when: str
    value: str
    activity_id: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture with its finding."""

    name: str
    finding: str
    axis: SafeString
    plot: SafeString
    rows: tuple[TableRow, ...]
    column: str


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
    months: tuple[MonthRow, ...]
    is_empty: bool


def show_progress(found: Progress, unit: PaceUnit) -> ProgressShow:
    """The page."""
    return ProgressShow(
        title=_title(found),
        label=f"{wording.full_date(found.first)} to {wording.full_date(found.last)}",
        efforts=tuple(_efforts(each, (found.first, found.last), unit) for each in found.distances),
        drift=_drift(found) if found.drift else None,
        kick=_kick(found) if found.kick else None,
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
        is_empty=not (found.distances or found.drift or found.kick or found.months),
    )


def time_text(seconds: float) -> str:
    """`61.2`, `3:05.4`, `38:12`."""
    return format_rep(seconds) if seconds < REP_S else format_time(seconds, 0)


def _title(found: Progress) -> str:
    quicker = [each for each in found.distances if (change := _change(each.compared)) and change <= -QUICKER]
    if quicker:
        names = wording.listing([_unbroken(format_distance(each.metres)) for each in quicker[:3]])
        return f"Quicker over {names} than in the three months before"
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
    chart = dot_chart(
        [
            Dot(p.on, p.value, f"{time_text(p.value)}, {wording.full_date(p.on)}", p.value == each.best.value)
            for p in each.months
        ],
        [(point.on, point.value) for point in each.months],
        span,
        (low, high),
        _time_ticks(low, high),
        f"Best {name} of each month: {time_text(each.best.value)} at best, {wording.full_date(each.best.on)}",
        low_is_up=True,
    )
    pace = format_pace(each.metres / each.best.value, unit).replace("/", " /")
    finding = f"{time_text(each.best.value)} on {wording.short_date(each.best.on)}, {pace}"
    return Panel(
        name,
        finding,
        mark_safe(chart.axis),
        mark_safe(chart.plot),
        _rows(each.months, time_text),
        "Best time",
    )


def _drift(found: Progress) -> Panel:
    values = [point.value for point in found.drift]
    low, high = min(0.0, floor(min(values))), max(10.0, ceil(max(values)))
    chart = dot_chart(
        [
            Dot(p.on, p.value, f"{p.value:.1f} %, {p.name or 'run'}, {wording.full_date(p.on)}", True)
            for p in found.drift
        ],
        _middles(found.drift),
        (found.first, found.last),
        (low, high),
        _percent_ticks(low, high),
        f"Drift of {len(values)} steady runs, {median(values):.1f} % in the middle",
    )
    return Panel(
        "Drift at easy pace",
        _drift_finding(found),
        mark_safe(chart.axis),
        mark_safe(chart.plot),
        _rows(found.drift, lambda value: f"{value:.1f} %"),
        "Drift",
    )


def _drift_finding(found: Progress) -> str:
    now, before = found.drift_compared.now, found.drift_compared.before
    middle = now if now is not None else median(point.value for point in found.drift)
    said = f"The heart {'holds' if middle < DRIFT_GOOD else 'drifts'}: {middle:.0f} % on a usual steady run"
    if now is None or before is None:
        return said
    if abs(now - before) < CHANGED_DRIFT:
        return f"{said}, as in the three months before"
    return f"{said}, {'down' if now < before else 'up'} from {before:.0f} %"


def _kick(found: Progress) -> Panel:
    shares = [100 * point.value for point in found.kick]
    low, high = (
        floor(min(shares) / 5) * 5.0,
        max(ceil(max(shares) / 5) * 5.0, floor(min(shares) / 5) * 5.0 + 10),
    )
    best = _bests(found.kick)
    strong = {(point.on, point.value) for point in best}
    chart = dot_chart(
        [
            Dot(
                p.on,
                100 * p.value,
                f"{p.value:.0%}, {p.name or 'run'}, {wording.full_date(p.on)}",
                (p.on, p.value) in strong,
            )
            for p in found.kick
        ],
        [(point.on, 100 * point.value) for point in best],
        (found.first, found.last),
        (low, high),
        _percent_ticks(low, high),
        f"Kick retention of {len(shares)} sessions and races, {max(shares):.0f} % at best",
        kind="fill-k",
    )
    return Panel(
        "Kick retention",
        _kick_finding(found),
        mark_safe(chart.axis),
        mark_safe(chart.plot),
        _rows(best, lambda value: f"{value:.0%}"),
        "Best of the month",
    )


def _kick_finding(found: Progress) -> str:
    now, before = found.kick_compared.now, found.kick_compared.before
    best = now if now is not None else max(point.value for point in found.kick)
    said = f"{best:.0%} of top speed left in the last 100 m"
    if now is None or before is None:
        return said
    if abs(now - before) < CHANGED_KICK:
        return f"{said}, as in the three months before"
    return f"{said}, {'up' if now > before else 'down'} from {before:.0%}"


def _by_month(points: Iterable[Point]) -> dict[tuple[int, int], list[Point]]:
    months: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        months.setdefault((point.on.year, point.on.month), []).append(point)
    return months


def _middles(points: Sequence[Point]) -> list[tuple[date, float]]:
    """The median of each month, in its middle."""
    return [
        (date(year, month, 15), median(point.value for point in inside))
        for (year, month), inside in _by_month(points).items()
    ]


def _bests(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(max(inside, key=lambda point: point.value) for inside in _by_month(points).values())


def _rows(points: Sequence[Point], text: Callable[[float], str]) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(wording.full_date(point.on), text(point.value), point.activity_id)
        for point in reversed(points)
    )


def _time_ticks(low: float, high: float) -> list[tuple[float, str]]:
    step = next(
        s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600, 1e6) if (high - low) / s <= 3.5
    )
    first = ceil(low / step)
    found = [(k * step, format_time(k * step, 0)) for k in range(first, floor(high / step) + 1)]
    return [(value, text if ":" in text else f"{text} s") for value, text in found]


def _percent_ticks(low: float, high: float) -> list[tuple[float, str]]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 1000) if (high - low) / s <= 4)
    return [(k * step, f"{k * step:.0f} %") for k in range(ceil(low / step), floor(high / step) + 1)]
