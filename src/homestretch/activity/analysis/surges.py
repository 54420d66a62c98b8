"""Surges inside a race, a long rep or a steady run, and how the pace came back after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from homestretch.activity.analysis.seconds import Seconds, moving_mean
from homestretch.activity.heart_rate import stretches
from homestretch.activity.reps.model import Piece, Rep
from homestretch.activity.streams import Floats

# Design choices, tried on simulated races: noise of 0.15 m/s alone must make no surge.
SMOOTHING = 9  # s over which speed is smoothed
BODY = 241  # s around a moment that its body is the median of, in steps of `BODY_STEP`
BODY_STEP = 5  # s
FASTER = 1.06  # of the body speed: about 5 km to 1500 m speed
NOISES = 4.0  # standard deviations of the speed around its body that a surge must stand out by
MAD_TO_SD = 1.4826  # of a normal distribution
SHORTEST, LONGEST = 8.0, 120.0  # s
EDGE = 2.0  # s left out at either end of a surge where its steps are counted: they change within some steps
MOSTLY_KNOWN = 0.5  # share of a stretch in which the steps must be known
MEETING = 1.0  # s that a float may begin after a rep
AROUND = 30.0  # s before and after that are compared
OTHER = 0.2  # share that the pace after may be off the pace before; more is a hill, or another run
BACK = 0.98  # of the speed before: from here on the pace is back


@dataclass(frozen=True, slots=True)
class Surge:
    """A short stretch faster than what was run around it.

    Attributes:
        start_s, duration_s: s.
        speed: m/s on the level during it.
        before, after: m/s in the 30 s before and after it.
        returned: speed after over before.
        settled_s: s after it until the pace was back at 98 % of before; None if not within 30 s.
        cadence, cadence_before: steps a minute during it and in the 30 s before; None where they are not known.
    """

    start_s: float
    duration_s: float
    speed: float
    before: float
    after: float
    returned: float
    settled_s: float | None
    cadence: float | None = None
    cadence_before: float | None = None


def surges_of(seconds: Seconds, start: float, end: float) -> tuple[Surge, ...]:
    """Surges between two moments, without what runs into either end (a start, a kick).

    Args:
        seconds: the session.
        start, end: s; an effort that is meant to be even.
    """
    inside = (seconds.time >= start) & (seconds.time <= end)
    speed = np.where(seconds.running & inside, seconds.flat_speed, np.nan)[inside]
    time = seconds.time[inside]
    if np.isfinite(speed).sum() < BODY // 2:
        return ()
    smooth, body = moving_mean(speed, SMOOTHING), _body(speed)
    noise = MAD_TO_SD * float(np.nanmedian(np.abs(smooth - body)))
    fast = smooth - body > np.maximum((FASTER - 1) * body, NOISES * noise)
    found = (_surge(seconds, time, speed, smooth, first, after) for first, after in stretches(fast))
    return tuple(one for one in found if one is not None)


def surges_beside(seconds: Seconds, strides: Sequence[Rep], end: float) -> tuple[Surge, ...]:
    """Surges of a run without repetitions, up to its end in s, without its strides, which are told as such."""
    return tuple(
        one
        for one in surges_of(seconds, 0.0, end)
        if not any(rep.start < one.start_s + one.duration_s and rep.end > one.start_s for rep in strides)
    )


def surges_among(seconds: Seconds, reps: Sequence[Rep], pieces: Sequence[Piece]) -> tuple[Surge, ...]:
    """Surges of repetitions: those within long ones, and short ones that the runner floats after without a rest.

    Args:
        seconds: the session.
        reps: in order of time.
        pieces: what lies between them.
    """
    found = [one for rep in reps if rep.duration > LONGEST for one in surges_of(seconds, rep.start, rep.end)]
    floats = [piece for piece in pieces if piece.kind == "float"]
    known = seconds.running
    speed = np.where(known, seconds.flat_speed, np.nan)
    smooth = moving_mean(speed, SMOOTHING)
    for rep in reps:
        beside = any(min(abs(one.start - rep.end), abs(one.end - rep.start)) < MEETING for one in floats)
        if beside and rep.duration <= LONGEST:
            first, after = np.searchsorted(seconds.time, [rep.start, rep.end], "left").tolist()
            surge = _surge(seconds, seconds.time, speed, smooth, first, after) if after > first else None
            found += [] if surge is None else [surge]
    return tuple(sorted(found, key=lambda one: one.start_s))


def _surge(
    seconds: Seconds, time: Floats, speed: Floats, smooth: Floats, first: int, after: int
) -> Surge | None:
    """What lies from one place to before another; None where it is no surge, or too near an end to tell."""
    lasts = float(time[after - 1] - time[first]) + 1.0
    before_s, after_s = time[first] - AROUND, time[after - 1] + AROUND
    if not SHORTEST <= lasts <= LONGEST or before_s < time[0] or after_s > time[-1]:
        return None
    before = speed[(time >= before_s) & (time < time[first])]
    behind = speed[(time > time[after - 1]) & (time <= after_s)]
    if not (np.isfinite(before).any() and np.isfinite(behind).any()):
        return None
    was, then = float(np.nanmean(before)), float(np.nanmean(behind))
    if not np.nanmean(speed[first:after]) >= FASTER * was or abs(then / was - 1) > OTHER:
        return None
    slow = np.flatnonzero(smooth[after : after + int(AROUND)] < BACK * was)
    settled = None if len(slow) and slow[-1] >= AROUND - 2 else float(slow[-1] + 1 if len(slow) else 0)
    return Surge(
        float(time[first]),
        lasts,
        float(np.nanmean(speed[first:after])),
        was,
        then,
        then / was,
        settled,
        _steps(seconds, float(time[first]) + EDGE, float(time[after - 1]) - EDGE),
        _steps(seconds, float(before_s), float(time[first]) - 1.0),
    )


def _steps(seconds: Seconds, start: float, end: float) -> float | None:
    """Mean cadence between two moments, both included."""
    inside = (seconds.time >= start) & (seconds.time <= end)
    known = inside & (seconds.cadence > 0)
    return float(seconds.cadence[known].mean()) if known.sum() > MOSTLY_KNOWN * inside.sum() else None


def _body(speed: Floats) -> Floats:
    """The median of the known speeds around each second; NaN speeds sort behind all others."""
    half = BODY // 2
    padded = np.pad(speed, half, constant_values=np.nan)
    around = np.sort(sliding_window_view(padded, BODY)[::BODY_STEP], axis=1)
    number = np.isfinite(around).sum(axis=1)
    place, row = np.maximum(number, 1), np.arange(len(around))
    middles = (around[row, (place - 1) // 2] + around[row, place // 2]) / 2
    at = row * BODY_STEP
    known = number > 0
    body: Floats = np.interp(np.arange(len(speed)), at[known], middles[known])
    return body
