"""Critical speed and D': the straight line of distance on time, d = CS t + D'."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homestretch.athlete.errors import TooFewMarks
from homestretch.athlete.model import Sex

SHORTEST_S: Final = 120.0
LONGEST_S: Final = 900.0
LEAST_RATIO: Final = 2.0  # longest over shortest duration
# One mark only: D' taken as this (SCIENCE 2.3).
USUAL_D_PRIME_M: Final = {"M": 170.0, "F": 150.0, "X": 160.0}
D_PRIME_BOUNDS_M: Final = (60.0, 350.0)
CS_OF_V5K: Final = (0.93, 0.99)


@dataclass(frozen=True, slots=True)
class CriticalSpeed:
    """Speed in m/s and D' in m with their standard errors (None where two points leave none)."""

    speed: float
    d_prime: float
    speed_error: float | None = None
    d_prime_error: float | None = None


def critical_speed_two(distance_1: float, time_1: float, distance_2: float, time_2: float) -> CriticalSpeed:
    """Through two efforts: CS = (d2 - d1) / (t2 - t1), D' = d1 - CS t1.

    Raises:
        TooFewMarks: the two have the same time.

    References:
        Kordi, M. et al. (2019). Int J Sports Physiol Perform 14: two points agree with three.
    """
    if time_1 == time_2:
        raise TooFewMarks("critical speed needs two efforts of different duration")
    speed = (distance_2 - distance_1) / (time_2 - time_1)
    return CriticalSpeed(speed, distance_1 - speed * time_1)


def critical_speed(
    marks: Sequence[tuple[float, float]], weights: Sequence[float] | None = None
) -> CriticalSpeed:
    """Weighted least squares of distance on time.

    Args:
        marks: (distance in m, time in s) of maximal efforts; those of 2 to 15 min are used, at least two, the
            longest at least twice the duration of the shortest.
        weights: one per mark, all 1 when left out.

    Returns:
        Speed and D'; standard errors from three marks on.

    Raises:
        TooFewMarks: fewer than two usable marks, or too close together; says which.

    References:
        Galbraith, A. et al. (2014). Int J Sports Physiol Perform 9, 929-935.
    """
    weighed = list(zip(marks, weights or [1.0] * len(marks), strict=True))
    used = [(d, t, w) for (d, t), w in weighed if SHORTEST_S <= t <= LONGEST_S and w > 0]
    if len(used) < 2:
        raise TooFewMarks(
            f"critical speed needs two efforts of 2 to 15 min; {len(used)} of the {len(marks)} marks is one"
        )
    times = [t for _, t, _ in used]
    if max(times) < LEAST_RATIO * min(times):
        raise TooFewMarks("critical speed needs a longest effort of at least twice the shortest's duration")
    total = sum(w for *_, w in used)
    mean_t = sum(w * t for _, t, w in used) / total
    mean_d = sum(w * d for d, _, w in used) / total
    spread = sum(w * (t - mean_t) ** 2 for _, t, w in used)
    speed = sum(w * (t - mean_t) * (d - mean_d) for d, t, w in used) / spread
    d_prime = mean_d - speed * mean_t
    if len(used) == 2:
        return CriticalSpeed(speed, d_prime)
    residual = sum(w * (d - d_prime - speed * t) ** 2 for d, t, w in used) / (len(used) - 2)
    return CriticalSpeed(
        speed, d_prime, math.sqrt(residual / spread), math.sqrt(residual * (1 / total + mean_t**2 / spread))
    )


def critical_speed_one(distance_m: float, time_s: float, sex: Sex) -> CriticalSpeed:
    """From one effort, with the usual D' of the sex: CS = (d - D') / t."""
    usual = USUAL_D_PRIME_M[sex]
    return CriticalSpeed((distance_m - usual) / time_s, usual)


def critical_speed_time(distance_m: float, fit: CriticalSpeed) -> float:
    """Time in s at a distance by d = CS t + D'."""
    return (distance_m - fit.d_prime) / fit.speed
