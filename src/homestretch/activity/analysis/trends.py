"""Like compared with like over months: what many runs give at one heart rate or one speed, and how that changed.

In: figures of many runs (`bands`), each with its day. Out: one value a run, brought to the same heart rate or speed,
and the difference between two stretches of time with its interval. Nothing here knows where the runs come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import NormalDist, fmean, variance

INTERVAL = 0.80  # of the intervals that are told, as for abilities
LEAST_S = 300.0  # s near the reference for a run to count (design choice: five settled minutes)
FEWEST_ROWS = 8  # from which the athlete's own slope is worked out; below it nothing is brought to the middle
STEEPEST_SLOPE = 2.0  # times proportional; a steeper slope comes of chance


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run was at one band.

    Attributes:
        run: names the run.
        on: its day.
        at: what the band goes by, beats a minute or m/s, its mean within the band.
        value: what is compared.
        seconds: s that it rests on.
    """

    run: int
    on: date
    at: float
    value: float
    seconds: float


@dataclass(frozen=True, slots=True)
class RunAt:
    """One run's value at the reference."""

    run: int
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of some runs against that of others.

    Attributes:
        now, before: means.
        runs_now, runs_before: how many runs each rests on.
        low, high: 80 % interval of now - before.
    """

    now: float
    before: float
    runs_now: int
    runs_before: int
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no change out."""
        return self.low > 0 or self.high < 0


def usual(readings: Iterable[Reading], step: float, least_s: float = LEAST_S) -> float | None:
    """The reference that most months and then most runs know: a multiple of `step`.

    Args:
        readings: of many runs.
        step: between the references that are looked at, in the unit of `at`; readings within one step count.
        least_s: s that a run must have there.

    Returns:
        None where no run has enough of any.
    """
    spent: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    days = {}
    for one in readings:
        days[one.run] = one.on
        middle = round(one.at / step)
        for place in (middle - 1, middle, middle + 1):
            if abs(one.at - place * step) <= step:
                spent[place][one.run] += one.seconds
    ranked = []
    for place, runs in spent.items():
        enough = [run for run, lasted in runs.items() if lasted >= least_s]
        if enough:
            months = {(days[run].year, days[run].month) for run in enough}
            ranked.append((len(months), len(enough), -place))
    return -max(ranked)[2] * step if ranked else None


def runs_at(
    readings: Sequence[Reading], reference: float, reach: float, least_s: float = LEAST_S
) -> tuple[RunAt, ...]:
    """The value of each run at the reference, in the order of days.

    What a run was within `reach` is averaged by time and brought to the reference along the athlete's own slope,
    which is the least-squares slope of value on `at` within months. A change from month to month moves no slope.

    Args:
        readings: of many runs.
        reference: in the unit of `at`.
        reach: how far from it a reading may lie.
        least_s: s that a run must have within reach.
    """
    near = [one for one in readings if abs(one.at - reference) <= reach]
    slope = slope_within_months(near)
    runs: dict[int, list[Reading]] = defaultdict(list)
    for one in near:
        runs[one.run].append(one)
    found = []
    for run, own in runs.items():
        lasted = sum(one.seconds for one in own)
        if lasted >= least_s:
            at = sum(one.at * one.seconds for one in own) / lasted
            value = sum(one.value * one.seconds for one in own) / lasted
            found.append(RunAt(run, own[0].on, value + slope * (reference - at)))
    return tuple(sorted(found, key=lambda one: (one.on, one.run)))


def slope_within_months(readings: Sequence[Reading]) -> float:
    """Least-squares slope of value on `at` with an own level for each month, weighted by time; 0 with too few."""
    if len(readings) < FEWEST_ROWS:
        return 0.0
    months: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for one in readings:
        months[one.on.year, one.on.month].append(one)
    across = spread = 0.0
    for own in months.values():
        weight = sum(one.seconds for one in own)
        at = sum(one.at * one.seconds for one in own) / weight
        value = sum(one.value * one.seconds for one in own) / weight
        across += sum(one.seconds * (one.at - at) * (one.value - value) for one in own)
        spread += sum(one.seconds * (one.at - at) ** 2 for one in own)
    middle_at = fmean(one.at for one in readings)
    if spread <= 1e-9 * sum(one.seconds for one in readings) * middle_at**2:
        return 0.0
    most = STEEPEST_SLOPE * abs(fmean(one.value for one in readings) / middle_at)
    return min(max(across / spread, -most), most)


def change(now: Sequence[float], before: Sequence[float]) -> Change | None:
    """The difference of two means with its 80 % interval; None with fewer than two runs on either side.

    Args:
        now, before: one value a run.

    References:
        Welch, B. L. (1947). Biometrika 34, 28-35: unequal variances.
    """
    if len(now) < 2 or len(before) < 2:
        return None
    difference = fmean(now) - fmean(before)
    parts = variance(now) / len(now), variance(before) / len(before)
    error = sqrt(sum(parts))
    room = 0.0
    if error > 0:
        freedom = sum(parts) ** 2 / (parts[0] ** 2 / (len(now) - 1) + parts[1] ** 2 / (len(before) - 1))
        room = error * student_t((1 + INTERVAL) / 2, freedom)
    return Change(fmean(now), fmean(before), len(now), len(before), difference - room, difference + room)


def student_t(share: float, freedom: float) -> float:
    """The quantile of Student's t; SciPy is not loaded for it.

    Args:
        share: 0.5 to 0.95.
        freedom: degrees of freedom, 1 or more; at 1 the expansion is 2 % low for a share of 0.9, from 2 on 0.2 %.

    References:
        Abramowitz, M. & Stegun, I. A. (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    z = NormalDist().inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))
