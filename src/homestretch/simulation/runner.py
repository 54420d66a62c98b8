"""From a script to the true motion: every change of speed takes 1 to 3 s, and no pace is held perfectly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import lfilter

from homestretch.simulation.model import EFFORTS, Floats, Leg, Motion, TruePiece

STEP = 0.1  # s between moments of the true motion
SHORTEST_RAMP, LONGEST_RAMP = 1.0, 3.0  # s that a change of speed takes
# How a held pace wanders: standard deviation by speed, and memory in s. Design choice: a good runner laps within
# one per cent; easy running follows ground and talk.
EFFORT_WANDER = (0.012, 20.0)
EASY_WANDER = (0.03, 40.0)


def wandering(
    count: int, deviation: float, memory: float, step: float, random: np.random.Generator
) -> Floats:
    """Noise around 0 that forgets itself: AR(1), (count,).

    Args:
        count: of moments.
        deviation: standard deviation, in the unit of what comes out.
        memory: s after which the correlation has fallen to 1/e.
        step: s between moments.
        random: the dice.
    """
    keep = float(np.exp(-step / memory))
    fresh = random.standard_normal(count) * deviation * np.sqrt(1 - keep * keep)
    if count:
        fresh[0] = random.standard_normal() * deviation
    return np.asarray(lfilter([1.0], [1.0, -keep], fresh), dtype=float)


def run(legs: Sequence[Leg], random: np.random.Generator) -> Motion:
    """Run a script.

    Args:
        legs: the script; the first leg starts from standing.
        random: the dice.

    Returns:
        The true motion. A leg begins with the first step of its ramp and ends where the next begins, so that a
        rep's distance lies between its lines.
    """
    speeds: list[Floats] = []
    altitudes: list[Floats] = []
    pieces: list[TruePiece] = []
    moments, before, height = 0, 0.0, 0.0
    for leg in legs:
        speed = _leg_speed(leg, before, random)
        covered = np.cumsum(speed) * STEP
        if leg.distance_m is not None:
            speed = speed[: int(np.searchsorted(covered, leg.distance_m)) + 1]
            covered = covered[: len(speed)]
        speeds.append(speed)
        altitudes.append(height + covered * leg.grade)
        start, moments = moments, moments + len(speed)
        pieces.append(TruePiece(leg.kind, start * STEP, moments * STEP, float(covered[-1]), leg.set_index))
        before, height = float(speed[-1]), float(altitudes[-1][-1])
    whole = np.concatenate(speeds)
    distance = np.cumsum(whole) * STEP - whole[0] * STEP
    time = np.asarray(np.arange(len(whole)) * STEP, dtype=float)
    return Motion(time, whole, distance, np.concatenate(altitudes), tuple(pieces))


def _leg_speed(leg: Leg, before: float, random: np.random.Generator) -> Floats:
    """m/s at each moment of a leg; longer than needed where a distance ends it."""
    ramp = random.uniform(SHORTEST_RAMP, LONGEST_RAMP)
    if leg.duration_s is not None:
        seconds = leg.duration_s
    else:
        assert leg.distance_m is not None
        seconds = 1.3 * leg.distance_m / leg.speed + LONGEST_RAMP
    count = max(round(seconds / STEP), 1)
    deviation, memory = EFFORT_WANDER if leg.kind in EFFORTS else EASY_WANDER
    held = leg.speed * (1 + np.clip(wandering(count, deviation, memory, STEP, random), -0.1, 0.1))
    share = np.clip(np.arange(count) * STEP / ramp, 0.0, 1.0)
    return np.asarray(before + (held - before) * share, dtype=float)
