"""Heart rate without what no heart does: drop-outs, spikes, and the sensor that counts steps instead."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Interval

LOWEST, HIGHEST = 25.0, 240.0  # beats a minute
SPIKE = 25.0  # beats a minute off the median of the samples around
SPIKE_WINDOW = 5  # samples
RHYTHM = 2.5  # usual steps of the sensor without a value that are no failure
LONGEST_MEND = 10.0  # s without a value that a straight line may bridge

# A sensor on the wrist can lock on to the steps. The limits are design choices, tried on simulated runs.
LOCK_NEAR = 3.0  # beats that heart rate and steps a minute may differ in a lock
LOCK_WINDOW = 60  # s of it at least
LOCK_SHARE = 0.9  # of the window within LOCK_NEAR
LOCK_JUMP = 15.0  # beats that the heart rate jumps when a lock begins or ends
LOCK_ONSET = 15  # s within which it jumps
LOCK_ALIKE = 0.6  # correlation of the fine movements of both
FINE = 15  # s; slower movements are taken away before that correlation
LEAST_MOVEMENT = 0.3  # steps a minute of fine movement that can be correlated at all


def stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First index of each run of True and the index after it."""
    edges = np.diff(np.concatenate(([False], mask, [False])).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def mend_heart_rate(time: Floats, rate: Floats) -> tuple[Floats, tuple[Interval, ...], tuple[Interval, ...]]:
    """Impossible values away; short holes bridged by straight lines.

    Args:
        time: s, (samples,).
        rate: beats a minute, (samples,).

    Returns:
        The heart rate with NaN where nothing is known; the stretches that were bridged; those left open,
        between the first and the last value.
    """
    rate = np.where((rate >= LOWEST) & (rate <= HIGHEST), rate, np.nan)
    known = np.flatnonzero(np.isfinite(rate))
    if len(known) > SPIKE_WINDOW:
        around = sliding_window_view(np.pad(rate[known], SPIKE_WINDOW // 2, "edge"), SPIKE_WINDOW)
        middle = np.median(around, axis=1)
        rate[known[np.abs(rate[known] - middle) > SPIKE]] = np.nan
        known = np.flatnonzero(np.isfinite(rate))
    if not len(known):
        return rate, (), ()
    # A sensor that writes less often than the watch fails only beyond its own rhythm.
    rhythm = RHYTHM * float(np.median(np.diff(time[known]))) if len(known) > 1 else 0.0
    mended: list[Interval] = []
    left: list[Interval] = []
    for first, after in stretches(np.isnan(rate)):
        if first == 0 or after == len(rate):
            continue
        hole = Interval(float(time[first - 1]), float(time[after]))
        if hole.length <= rhythm:
            continue
        (mended if hole.length <= LONGEST_MEND else left).append(hole)
        if hole.length <= LONGEST_MEND:
            rate[first:after] = np.interp(
                time[first:after], time[[first - 1, after]], rate[[first - 1, after]]
            )
    return rate, tuple(mended), tuple(left)


def cadence_lock(rate: Floats, cadence: Floats) -> tuple[Interval, ...]:
    """Stretches where the heart rate sensor seems to have counted steps.

    Heart rate and steps a minute agree for a minute or more, and besides either the heart rate jumps as such
    a stretch begins or ends, as no heart does, or its fine movements are those of the steps.

    Args:
        rate: beats a minute at every second, (seconds,), NaN where missing.
        cadence: steps a minute, likewise.

    Returns:
        The stretches in s.
    """
    if len(rate) < LOCK_WINDOW or len(rate) != len(cadence):
        return ()
    near = np.abs(rate - cadence) <= LOCK_NEAR
    share = sliding_window_view(near, LOCK_WINDOW).mean(axis=1)
    locked = np.zeros(len(rate), bool)
    for first, after in stretches(share >= LOCK_SHARE):
        locked[first : after + LOCK_WINDOW - 1] = True
    found = []
    for first, after in stretches(locked):
        inside = np.flatnonzero(near[first:after]) + first
        first, after = int(inside[0]), int(inside[-1]) + 1
        if _jumps(rate, first) or _jumps(rate, after) or _alike(rate[first:after], cadence[first:after]):
            found.append(Interval(float(first), float(after)))
    return tuple(found)


def _jumps(rate: Floats, at: int) -> bool:
    """Whether the heart rate jumps around this second."""
    before = rate[max(0, at - LOCK_ONSET) : at]
    after = rate[at : at + LOCK_ONSET]
    before, after = before[np.isfinite(before)], after[np.isfinite(after)]
    return bool(len(before) and len(after) and abs(np.median(after) - np.median(before)) > LOCK_JUMP)


def _alike(rate: Floats, cadence: Floats) -> bool:
    """Whether both move together from second to second."""
    known = np.isfinite(rate) & np.isfinite(cadence)
    if known.sum() < LOCK_WINDOW:
        return False
    beats, steps = _fine(rate[known]), _fine(cadence[known])
    if beats.std() < LEAST_MOVEMENT or steps.std() < LEAST_MOVEMENT:
        return False
    return bool(np.corrcoef(beats, steps)[0, 1] > LOCK_ALIKE)


def _fine(values: Floats) -> Floats:
    smooth = np.convolve(np.pad(values, FINE // 2, "edge"), np.ones(FINE) / FINE, "valid")
    return values - smooth
