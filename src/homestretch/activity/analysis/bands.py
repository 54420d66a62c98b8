"""What a run was like at each heart rate and at each speed, so that like can be compared with like over months.

In: the session second by second. Out: means over steady, level running by bands of heart rate and of speed; over
reps by bands of speed; over climbs by bands of heart rate. A band stands for itself: no athlete is needed, so the
figures stay true when abilities change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

import numpy as np

from homestretch.activity.analysis.drift import STEEPEST, WARM_UP
from homestretch.activity.analysis.seconds import Mask, Seconds, moving_mean
from homestretch.activity.analysis.surges import Surge
from homestretch.activity.streams import Floats, Interval

BandKind = Literal["heart", "speed", "rep", "climb", "surge"]

HEART_WIDTH = 5.0  # beats a minute
GAIN_WIDTH = 0.05  # share that a surge is quicker than before it
LARGEST_GAIN = 0.4  # a quicker one is a sprint out of a jog, which no gear is changed for (design choice)
SPEED_WIDTH = 0.2  # m/s: 20 s per km at 5:00, so that a month of easy runs meets in two or three bands
LEAST_S = 60.0  # s in a band to be kept
LEAST_REP_S = 10.0  # the same for reps, which are short
# Design choices, tried on simulated runs.
LATEST = 3600.0  # s of running after which the heart has drifted too far to be compared (SCIENCE 6.2: 5 to 8 % an hour)
SETTLED = (
    120  # s that pace and ground must have held before a second counts: four time constants of the heart
)
EVEN_WINDOW = 61  # s over which speed is smoothed
EVEN = 0.06  # share that the smoothed speed may be off the mean of the time before
MOSTLY = 0.95  # share of that time that must be running on level ground
CLIMB_FROM, CLIMB_TO = 0.03, 0.15  # grade of a climb; steeper ones are walked
CLIMB_SETTLED = 30  # s uphill before a second counts; the heart lags, so a climb is a coarser measure
# s over which the speed that tells the band is smoothed: over less, noise of the watch would put seconds of a slow
# run into a quick band, with the heart of the slow one.
SPEED_WINDOW, REP_WINDOW = 181.0, 31.0
REP_EDGE = 3.0  # s left out at either end of a rep: a watch smooths its ramps


@dataclass(frozen=True, slots=True)
class Band:
    """Means over the seconds of one band.

    Attributes:
        kind: heart (steady running by heart rate), speed (the same by speed on the level), rep (reps and strides
            by speed), climb (uphill running by heart rate), surge (surges by how much quicker they were).
        low, high: its edges, beats a minute, m/s or a share; `high` itself belongs to the next.
        seconds: s that it rests on.
        flat_speed: m/s on the level at the same cost.
        heart_rate: beats a minute; None for reps, whose heart lags.
        cadence: steps a minute.
        step_length: m, by the watch, else speed by cadence.
        ground_contact: s.
        balance: percent of the time on the ground that is the left foot's.
        climb_speed: m upward in a second, for climbs.
        speed_gain, cadence_gain: share and steps a minute gained on the time before, for surges.
    """

    kind: BandKind
    low: float
    high: float
    seconds: float
    flat_speed: float
    heart_rate: float | None = None
    cadence: float | None = None
    step_length: float | None = None
    ground_contact: float | None = None
    balance: float | None = None
    climb_speed: float | None = None
    speed_gain: float | None = None
    cadence_gain: float | None = None


def bands_of(
    seconds: Seconds, reps: Sequence[Interval] = (), has_reps: bool | None = None
) -> tuple[Band, ...]:
    """Like with like: the bands of one run, the heart's first.

    Args:
        seconds: the session.
        reps: stretches of reps and strides, on its time base.
        has_reps: whether it was a session of repetitions, so that nothing of it is steady; else told by `reps`.

    References:
        The first minutes are left out and only steady, level running counts, as for decoupling (SCIENCE 6.2,
        after Friel). That speed at a given submaximal heart rate follows endurance: Buchheit, M. (2014).
        Monitoring training status with HR measures. Front Physiol 5, 73; one beat in 140 is about 1 % of speed, and
        from day to day the same runner's heart rate differs by 3 to 4 beats.
    """
    if seconds.sport not in ("running", ""):
        return ()
    running = seconds.running & np.isfinite(seconds.flat_speed)
    if not running.any():
        return ()
    found = _by_speed(seconds, "rep", _inside_reps(seconds, reps) & running, LEAST_REP_S, REP_WINDOW)
    if bool(reps) if has_reps is None else has_reps:
        return found
    ran = np.cumsum(running) * seconds.step
    counted = running & (ran > WARM_UP) & (ran <= LATEST)
    steady = counted & steady_seconds(seconds, running)
    beating = np.isfinite(seconds.heart_rate)
    climbing = counted & beating & _climbing(seconds, running)
    return (
        *_by_heart(seconds, "heart", steady & beating),
        *_by_speed(seconds, "speed", steady, LEAST_S, SPEED_WINDOW),
        *_by_heart(seconds, "climb", climbing),
        *found,
    )


def surge_bands(surges: Sequence[Surge]) -> tuple[Band, ...]:
    """Surges with their steps, by how much quicker they were than the time before: means by time.

    Args:
        surges: of one run; those whose steps are not known, and sprints out of a jog, are left out.
    """
    groups: dict[int, list[Surge]] = defaultdict(list)
    for one in surges:
        known = one.cadence is not None and one.cadence_before is not None
        if known and one.speed <= (1 + LARGEST_GAIN) * one.before:
            groups[floor((one.speed / one.before - 1) / GAIN_WIDTH + 1e-9)].append(one)
    found = []
    for place, own in sorted(groups.items()):
        lasted = sum(one.duration_s for one in own)

        def mean(of: Callable[[Surge], float], own: list[Surge] = own, lasted: float = lasted) -> float:
            return sum(one.duration_s * of(one) for one in own) / lasted

        found.append(
            Band(
                kind="surge",
                low=round(place * GAIN_WIDTH, 3),
                high=round((place + 1) * GAIN_WIDTH, 3),
                seconds=lasted,
                flat_speed=mean(lambda one: one.speed),
                cadence=mean(lambda one: one.cadence or 0.0),
                speed_gain=mean(lambda one: one.speed / one.before - 1),
                cadence_gain=mean(lambda one: (one.cadence or 0.0) - (one.cadence_before or 0.0)),
            )
        )
    return tuple(found)


def steady_seconds(seconds: Seconds, running: Mask) -> Mask:
    """Where pace has held on level ground for so long that the heart has settled."""
    window = max(round(SETTLED / seconds.step), 1)
    smooth = moving_mean(np.where(running, seconds.flat_speed, np.nan), _odd(EVEN_WINDOW / seconds.step))
    before = _trailing_mean(np.where(running, smooth, 0.0), window)
    level = running & (np.abs(seconds.grade) < STEEPEST)
    held = _trailing_mean(level.astype(float), window) >= MOSTLY
    smooth, before = np.nan_to_num(smooth), np.nan_to_num(before)
    steady: Mask = level & held & (np.abs(smooth - before) <= EVEN * before)
    return steady


def _climbing(seconds: Seconds, running: Mask) -> Mask:
    up = running & (seconds.grade >= CLIMB_FROM) & (seconds.grade <= CLIMB_TO)
    held: Mask = up & (
        _trailing_mean(up.astype(float), max(round(CLIMB_SETTLED / seconds.step), 1)) >= MOSTLY
    )
    return held


def _inside_reps(seconds: Seconds, reps: Sequence[Interval]) -> Mask:
    inside = seconds.within(
        tuple(Interval(one.start + REP_EDGE, one.end - REP_EDGE) for one in reps if one.length > 2 * REP_EDGE)
    )
    level: Mask = inside & (np.abs(seconds.grade) < STEEPEST)
    return level


def _by_heart(seconds: Seconds, kind: BandKind, where: Mask) -> tuple[Band, ...]:
    return _banded(seconds, kind, seconds.heart_rate, HEART_WIDTH, where, LEAST_S)


def _by_speed(seconds: Seconds, kind: BandKind, where: Mask, least: float, window: float) -> tuple[Band, ...]:
    smooth = moving_mean(np.where(where, seconds.flat_speed, np.nan), _odd(window / seconds.step))
    return _banded(seconds, kind, smooth, SPEED_WIDTH, where, least)


def _banded(
    seconds: Seconds, kind: BandKind, by: Floats, width: float, where: Mask, least: float
) -> tuple[Band, ...]:
    """The bands that hold enough.

    Args:
        seconds: the session.
        kind: of the bands.
        by: what tells the band, (seconds,).
        width: of a band, in its unit.
        where: seconds that count.
        least: s.
    """
    known = where & np.isfinite(by)
    if not known.any():
        return ()
    number = np.full(len(seconds), -1)
    number[known] = np.floor(by[known] / width + 1e-9).astype(int)
    found = []
    for place in np.unique(number[known]).tolist():
        inside = number == place
        lasted = float(inside.sum()) * seconds.step
        if lasted >= least:
            low, high = round(place * width, 3), round((place + 1) * width, 3)
            found.append(_band(seconds, kind, low, high, lasted, inside))
    return tuple(found)


def _band(seconds: Seconds, kind: BandKind, low: float, high: float, lasted: float, inside: Mask) -> Band:
    speed, cadence = seconds.speed, seconds.cadence
    stride = _mean(seconds.step_length, inside)
    stepping = inside & np.isfinite(speed) & (cadence > 0)
    if stride is None and stepping.any():
        stride = float(speed[stepping].mean() / cadence[stepping].mean() * 60)
    uphill = _mean(speed * seconds.grade, inside) if kind == "climb" else None
    return Band(
        kind=kind,
        low=low,
        high=high,
        seconds=lasted,
        flat_speed=float(seconds.flat_speed[inside].mean()),
        heart_rate=None if kind == "rep" else _mean(seconds.heart_rate, inside),
        cadence=_mean(np.where(cadence > 0, cadence, np.nan), inside),
        step_length=stride,
        ground_contact=_mean(seconds.ground_contact, inside),
        balance=_mean(seconds.balance, inside),
        climb_speed=uphill,
    )


MOSTLY_KNOWN = 0.5  # share of a band's seconds that a mean must know


def _mean(values: Floats, inside: Mask) -> float | None:
    known = inside & np.isfinite(values)
    return float(values[known].mean()) if known.sum() >= MOSTLY_KNOWN * inside.sum() else None


def _trailing_mean(values: Floats, window: int) -> Floats:
    """Mean of each value and the `window - 1` before it; before the start everything is 0."""
    sums = np.concatenate((np.zeros(window), np.cumsum(np.nan_to_num(values))))
    mean: Floats = (sums[window:] - sums[:-window]) / window
    return mean


def _odd(window: float) -> int:
    return 2 * (max(round(window), 1) // 2) + 1
