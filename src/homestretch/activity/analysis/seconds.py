"""A session second by second, as the measures need it: speed as run and as on the level, slope, trusted heart rate.

Nothing is known inside gaps; pauses are standing still. Slopes come from 30 s of altitude, their cost from
Minetti (`athlete.energy`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Interval, Streams, resampled
from homestretch.athlete.energy import STEEPEST, credited_grade_factor

Mask = NDArray[np.bool_]

GRADE_WINDOW = 30  # s (method 6.1: grade-adjusted speed with 30 s smoothing)
LEAST_GROUND_M = 20.0  # in that window; over less ground no slope can be told (design choice)
RUNNING_SPEED = 1.5  # m/s, above which somebody on foot runs or jogs, as in `preparing`
TABLE_STEP = 0.001  # of grade; a straight line between errs by less than 2 parts in 100 000
MOST_SECONDS = 400_000  # as many as a session may have samples (`timebase`)


@dataclass(frozen=True, slots=True)
class Seconds:
    """One value a second, (seconds,); channels that were never recorded are all NaN.

    Attributes:
        time: s since the start of the streams.
        standing: inside a pause.
        speed: m/s; 0 in pauses, NaN where nothing is known.
        grade: rise over run, 0 where no altitude is known.
        flat_speed: m/s on the level at the same cost.
        heart_rate: beats a minute where the sensor can be trusted.
        cadence: steps a minute.
        step_length: m, as a sensor measured it.
        ground_contact: s.
        balance: percent of the time on the ground that is the left foot's.
        respiration: breaths a minute.
        sport: as in the streams.
        has_grade: whether any altitude was recorded.
    """

    time: Floats
    standing: Mask
    speed: Floats
    grade: Floats
    flat_speed: Floats
    heart_rate: Floats
    cadence: Floats
    step_length: Floats
    ground_contact: Floats
    balance: Floats
    respiration: Floats
    sport: str
    has_grade: bool

    def __len__(self) -> int:
        return len(self.time)

    @property
    def step(self) -> float:
        """s from one value to the next: 1 but for the longest sessions."""
        return float(self.time[1] - self.time[0]) if len(self.time) > 1 else 1.0

    @property
    def running(self) -> Mask:
        """Seconds in which the runner ran; where no speed is known, all that are no pause."""
        if not np.isfinite(self.speed).any():
            return ~self.standing
        return ~self.standing & (self.speed >= RUNNING_SPEED)

    def within(self, intervals: tuple[Interval, ...]) -> Mask:
        """Seconds inside any of these stretches, both ends included."""
        inside = np.zeros(len(self.time), bool)
        for interval in intervals:
            inside |= (self.time >= interval.start) & (self.time <= interval.end)
        return inside


def seconds_of(streams: Streams) -> Seconds:
    """The streams of one session second by second; a session longer than `MOST_SECONDS` in steps to fit."""
    even = resampled(streams, max(1.0, np.ceil(streams.duration / MOST_SECONDS)))
    count = len(even.time)

    def channel(values: Floats) -> Floats:
        return values.copy() if len(values) == count else np.full(count, np.nan)

    standing = np.zeros(count, bool)
    for pause in streams.pauses:
        standing |= (even.time > pause.start) & (even.time < pause.end)
    speed = channel(even.speed)
    speed[standing] = 0.0
    grade = grades(channel(even.altitude), channel(even.distance))
    heart_rate = channel(even.heart_rate)
    for flag in streams.flags:
        if flag.kind == "cadence_lock":
            for lock in flag.where:
                heart_rate[(even.time >= lock.start) & (even.time <= lock.end)] = np.nan
    return Seconds(
        time=even.time,
        standing=standing,
        speed=speed,
        grade=grade,
        flat_speed=speed * grade_factors(grade),
        heart_rate=heart_rate,
        cadence=channel(even.cadence),
        step_length=channel(even.step_length),
        ground_contact=channel(even.ground_contact),
        balance=channel(even.stance_balance),
        respiration=channel(even.respiration),
        sport=streams.sport,
        has_grade=bool(np.isfinite(channel(even.altitude)).any()),
    )


def moving_mean(values: Floats, window: int) -> Floats:
    """The mean of the known values in a window around each, (values,); NaN where it holds none.

    Args:
        values: (values,), NaN where missing.
        window: how many, an odd number; fewer at the ends.
    """
    known = np.isfinite(values)
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    counts = np.concatenate(([0], np.cumsum(known)))
    at = np.arange(len(values))
    first, after = np.maximum(at - window // 2, 0), np.minimum(at + window // 2 + 1, len(values))
    number = counts[after] - counts[first]
    mean: Floats = np.where(number > 0, (sums[after] - sums[first]) / np.maximum(number, 1), np.nan)
    return mean


def grades(altitude: Floats, distance: Floats) -> Floats:
    """Rise over run around each second, over `GRADE_WINDOW`; 0 where it cannot be told.

    Args:
        altitude, distance: m at even seconds, (seconds,), NaN where missing.
    """
    flat = np.zeros(len(altitude))
    half = GRADE_WINDOW // 2
    if len(altitude) <= GRADE_WINDOW:
        return flat
    at = np.arange(len(altitude))
    before, after = np.maximum(at - half, 0), np.minimum(at + half, len(altitude) - 1)
    run = distance[after] - distance[before]
    rise = altitude[after] - altitude[before]
    steep = np.divide(rise, run, out=flat, where=np.isfinite(rise) & (run >= LEAST_GROUND_M))
    return np.clip(steep, -STEEPEST, STEEPEST)


@cache
def _factor_table() -> tuple[Floats, Floats]:
    grade = np.linspace(-STEEPEST, STEEPEST, round(2 * STEEPEST / TABLE_STEP) + 1)
    return grade, np.array([credited_grade_factor(one) for one in np.clip(grade, -STEEPEST, STEEPEST)])


def grade_factors(grade: Floats) -> Floats:
    """Speed on the level over speed on the slope at the same cost, (grades,).

    Args:
        grade: rise over run, -0.45 to 0.45.

    References:
        Minetti, A. E. et al. (2002). J Appl Physiol 93, 1039-1046; downhill never under 0.88 (SCIENCE 2.3).
    """
    return np.interp(grade, *_factor_table())
