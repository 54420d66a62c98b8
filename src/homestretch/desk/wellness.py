"""Sleep, resting heart rate and heart-rate variability as a watch kept them, ready to be drawn.

In: an athlete and some days. Out: the value of each day or week and its running mean, with the days that are missing
left missing. What they mean for today is not judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from statistics import fmean, median, stdev

from homestretch.store.wellness import wellness_between

KINDS = ("sleep_s", "resting_hr", "hrv_rmssd_ms", "hrv_sdnn_ms")
WEEK = 7  # days
LEAST_DAYS = 3  # of a week that a mean must know (SCIENCE 6.3, after Plews 2014)
MOST_DAYS = 400  # from here on each week is one point: a year of days is as much as a screen shows
USUAL_DAYS = 28  # that are compared with as many before (SCIENCE 6.3: own baselines of 28 days)
FEWEST = 7  # days that either side of a comparison must know
LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class DayValue:
    """A day's number, or a week's mean on its Monday."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """One number over time.

    Attributes:
        kind: sleep_s, resting_hr, hrv_rmssd_ms or hrv_sdnn_ms; s, beats a minute, ms.
        source: the device's maker; the one that knows most days where there are several.
        values: of days, or of weeks where `weekly`; missing ones are left out.
        mean: the mean of seven days, or the weeks' own values; stretches, broken where too little is known.
        now, before: the middle of the last 28 days and of as many before; None where too few are known.
        spread: standard deviation of the days before, 0 where too few are known.
    """

    kind: str
    source: str
    values: tuple[DayValue, ...]
    mean: tuple[tuple[DayValue, ...], ...]
    weekly: bool
    now: float | None
    before: float | None
    spread: float = 0.0


def wellness(athlete_id: int, since: date | None, today: date) -> tuple[Series, ...]:
    """Each kind that was recorded in these days.

    Args:
        athlete_id: whose.
        since: the first day; None: all.
        today: the last day.
    """
    by_kind: dict[str, dict[str, list[DayValue]]] = defaultdict(lambda: defaultdict(list))
    for row in wellness_between(athlete_id, since or LONG_AGO, today):
        by_kind[row.kind][row.source].append(DayValue(row.local_date, row.value))
    found = []
    for kind in KINDS:
        if by_kind[kind]:
            source, days = max(sorted(by_kind[kind].items()), key=lambda item: len(item[1]))
            found.append(series(kind, source, days, since or days[0].on, today))
    return tuple(found)


def series(kind: str, source: str, days: Sequence[DayValue], first: date, today: date) -> Series:
    """One kind, drawn by days or by weeks.

    Args:
        kind, source: as in `Series`.
        days: in order, at least one.
        first, today: the days that are looked at.
    """
    weekly = (today - first).days > MOST_DAYS
    values = _weeks(days, kind) if weekly else tuple(days)
    mean = _stretches(values, WEEK) if weekly else _stretches(_running_mean(days, kind), 1)
    recent, earlier = today - timedelta(days=USUAL_DAYS), today - timedelta(days=2 * USUAL_DAYS)
    before = [day.value for day in days if earlier < day.on <= recent]
    return Series(
        kind,
        source,
        values,
        mean,
        weekly,
        _middle([day.value for day in days if recent < day.on <= today]),
        _middle(before),
        stdev(before) if len(before) >= FEWEST else 0.0,
    )


def _middle(values: Sequence[float]) -> float | None:
    return median(values) if len(values) >= FEWEST else None


def _mean(values: Sequence[float], kind: str) -> float:
    """The mean; of heart-rate variability that of its logarithm, which is what is evenly spread (Plews 2014)."""
    if kind.startswith("hrv") and min(values) > 0:
        return exp(fmean(map(log, values)))
    return fmean(values)


def _running_mean(days: Sequence[DayValue], kind: str) -> tuple[DayValue, ...]:
    """The mean of each day and the six before it, on each day from the first known to the last that knows enough."""
    known = {day.on: day.value for day in days}
    found = []
    for count in range((days[-1].on - days[0].on).days + 1):
        on = days[0].on + timedelta(days=count)
        week = [known[at] for k in range(WEEK) if (at := on - timedelta(days=k)) in known]
        if len(week) >= LEAST_DAYS:
            found.append(DayValue(on, _mean(week, kind)))
    return tuple(found)


def _weeks(days: Sequence[DayValue], kind: str) -> tuple[DayValue, ...]:
    weeks: dict[date, list[float]] = defaultdict(list)
    for day in days:
        weeks[day.on - timedelta(days=day.on.weekday())].append(day.value)
    return tuple(
        DayValue(monday, _mean(own, kind)) for monday, own in sorted(weeks.items()) if len(own) >= LEAST_DAYS
    )


def _stretches(values: Sequence[DayValue], apart: int) -> tuple[tuple[DayValue, ...], ...]:
    """Cut where two values lie further apart than so many days."""
    cut: list[list[DayValue]] = []
    for value in values:
        if not cut or (value.on - cut[-1][-1].on).days > apart:
            cut.append([])
        cut[-1].append(value)
    return tuple(tuple(stretch) for stretch in cut)
