"""Metres climbed and descended: altitude counts only when it has turned by more than its own noise.

A sum of every small rise would count the noise of the sensor as climbing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from homestretch.activity.analysis.seconds import moving_mean
from homestretch.activity.streams import Floats, Streams, resampled

# Limits are design choices, tried on the totals that the watches of the corpus wrote themselves.
SMOOTHING = 15  # s
LEAST_TURN_M = 2.0  # that counts as a climb or a descent with a quiet sensor (barometer)
MOST_TURN_M = 10.0  # with a noisy one (positions only)
TURN_OF_NOISE = 6.0  # times the standard deviation of the altitude around its smoothed course
MAD_TO_SD = 1.4826  # of a normal distribution


@dataclass(frozen=True, slots=True)
class Terrain:
    """Metres climbed and descended; lowest and highest altitude in m."""

    climb_m: float
    descent_m: float
    lowest_m: float
    highest_m: float


def climbed(altitude: Floats, turn_m: float) -> tuple[float, float]:
    """Metres up and down by hysteresis: a turn counts when it exceeds `turn_m`.

    Args:
        altitude: m in the order of time, (samples,), all known.
        turn_m: m.

    Returns:
        Metres climbed, metres descended. They differ by last minus first altitude to within `turn_m`.
    """
    gained = {True: 0.0, False: 0.0}
    rising: bool | None = None  # until the first turn nobody knows
    low = high = turned_at = float(altitude[0])
    for metres in altitude.tolist():
        low, high = min(low, metres), max(high, metres)
        if rising is not True and metres - low > turn_m:
            gained[False] += turned_at - low if rising is False else 0.0
            rising, turned_at, high = True, low, metres
        elif rising is not False and high - metres > turn_m:
            gained[True] += high - turned_at if rising else 0.0
            rising, turned_at, low = False, high, metres
    if rising is not None:
        gained[rising] += high - turned_at if rising else turned_at - low
    return gained[True], gained[False]


def terrain_of(streams: Streams) -> Terrain | None:
    """The terrain of a session; None without altitude."""
    altitude = resampled(streams).altitude
    known = altitude[np.isfinite(altitude)]
    if len(known) < 2:
        return None
    smooth = moving_mean(known, SMOOTHING)
    noise = MAD_TO_SD * float(np.median(np.abs(known - smooth)))
    turn = min(max(LEAST_TURN_M, TURN_OF_NOISE * noise), MOST_TURN_M)
    up, down = climbed(smooth, turn)
    return Terrain(up, down, float(smooth.min()), float(smooth.max()))
