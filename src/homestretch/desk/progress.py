"""How running goes over months: best efforts, like for like, drift on steady runs, kick retention, wellness.

In: an athlete and a day. Out: the figures of each month, and the recent against those before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from homestretch.desk.like_for_like import Trend, trends
from homestretch.desk.wellness import Series, wellness
from homestretch.store import activities
from homestretch.store.activity_values import ActivityLine, EffortLine, Month

DISTANCES_M = (200.0, 400.0, 800.0, 1000.0, 1500.0, 3000.0, 5000.0, 10_000.0)
RECENT = timedelta(
    days=90
)  # that is compared with as long before it (design choice: a training block or two)
FEWEST = 2  # runs on either side of a comparison
# A month's best that is slower than the best of the year around it by more than this share was easy running, and no
# effort: easy pace is a fifth slower than that of 10 km and more (SCIENCE 2.2).
EFFORT = 0.15
YEAR = 12  # months
KICKS = ("race", "rep")  # the end of an easy run is no kick


@dataclass(frozen=True, slots=True)
class Point:
    """One run's figure, or the best of a month, with the activity that it is from."""

    on: date
    value: float
    activity_id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The last `RECENT` beside as long before; None where there are too few runs."""

    now: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Distance:
    """Best efforts over one distance: the best of each month, the best of all, the recent beside those before."""

    metres: float
    months: tuple[Point, ...]
    best: Point
    compared: Compared


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the page of progress stands on.

    Attributes:
        first, last: the days that it looks at.
        distances: those that were covered, in order; months of easy running alone are left out of each.
        drift: decoupling of each steady run, percent.
        kick: kick retention of each race and last rep, share of maximal sprint speed.
        months: what each month came to.
        trends: speed at the usual heart rate, heart and stride at the usual speeds.
        wellness: sleep, resting heart rate, heart-rate variability.
    """

    first: date
    last: date
    distances: tuple[Distance, ...]
    drift: tuple[Point, ...]
    drift_compared: Compared
    kick: tuple[Point, ...]
    kick_compared: Compared
    months: tuple[Month, ...]
    trends: tuple[Trend, ...]
    wellness: tuple[Series, ...]


def progress(athlete_id: int, today: date, months_back: int | None) -> Progress:
    """How the months went.

    Args:
        athlete_id: whose.
        today: the last day.
        months_back: how many months to look at, this one included; None: all.
    """
    since = None if months_back is None else _months_before(today, months_back - 1)
    lines = activities.progress_lines(athlete_id, since)
    drift = _points(lines, lambda line: line.figures.decoupling_pct)
    kick = _points(lines, _kick_share)
    distances = tuple(
        found for metres in DISTANCES_M if (found := _distance(athlete_id, metres, since, today)) is not None
    )
    monthly = activities.months(athlete_id, since, today)
    days = [month.first for month in monthly]
    body = wellness(athlete_id, since, today)
    days += [each.values[0].on for each in body if each.values]
    return Progress(
        first=since or min(days, default=today),
        last=today,
        distances=distances,
        drift=drift,
        drift_compared=compare(drift, today, median),
        kick=kick,
        kick_compared=compare(kick, today, max),
        months=monthly,
        trends=trends(athlete_id, since, today, RECENT),
        wellness=body,
    )


def compare(points: Sequence[Point], today: date, of: Callable[[list[float]], float]) -> Compared:
    """The figure of the last `RECENT` days, and that of as many before.

    Args:
        points: in any order.
        today: the last day.
        of: what a stretch comes to, such as its median.
    """
    recent, earlier = today - RECENT, today - 2 * RECENT

    def figure(inside: Iterable[Point]) -> float | None:
        values = [point.value for point in inside]
        return of(values) if len(values) >= FEWEST else None

    return Compared(
        figure(point for point in points if recent < point.on <= today),
        figure(point for point in points if earlier < point.on <= recent),
    )


def _distance(athlete_id: int, metres: float, since: date | None, today: date) -> Distance | None:
    efforts = activities.best_efforts(athlete_id, "distance", metres, since, today)
    if not efforts:
        return None
    points = _tried([_point(effort) for effort in efforts])
    best = min(points, key=lambda point: point.value)
    return Distance(metres, tuple(_bests(points).values()), best, compare(points, today, min))


def _bests(points: Iterable[Point]) -> dict[int, Point]:
    """The quickest of each month, months counted from the year 0."""
    monthly: dict[int, Point] = {}
    for point in points:
        month = _month(point.on)
        if month not in monthly or point.value < monthly[month].value:
            monthly[month] = point
    return monthly


def _tried(points: Sequence[Point]) -> list[Point]:
    """Those that were efforts: near the best of the year around them."""
    monthly = _bests(points)
    limits = {
        month: (1 + EFFORT) * min(best.value for other, best in monthly.items() if abs(other - month) <= YEAR)
        for month in monthly
    }
    return [point for point in points if point.value <= limits[_month(point.on)]]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _kick_share(line: ActivityLine) -> float | None:
    return line.figures.kick_share_of_mss if line.figures.kick_of in KICKS else None


def _point(effort: EffortLine) -> Point:
    return Point(effort.local_date, effort.value, effort.activity_id)


def _points(lines: Sequence[ActivityLine], of: Callable[[ActivityLine], float | None]) -> tuple[Point, ...]:
    return tuple(
        Point(line.figures.local_date, value, line.id, line.figures.name)
        for line in lines
        if (value := of(line)) is not None
    )


def _months_before(day: date, count: int) -> date:
    """The first day of the month so many before that of `day`."""
    whole = _month(day) - count
    return date(whole // 12, whole % 12 + 1, 1)
