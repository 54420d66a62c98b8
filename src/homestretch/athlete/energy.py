"""Slopes and the store above critical speed: Minetti's cost of running, grade factor, D' balance."""

from __future__ import annotations

import math
from typing import Final

from homestretch.athlete.errors import NotUsable

STEEPEST: Final = 0.45
LEVEL_COST: Final = 3.6  # J/kg/m
DOWNHILL_CREDIT: Final = 0.88  # impact, not oxygen, limits downhill running (SCIENCE 2.3)


def running_cost(grade: float) -> float:
    """Energy cost of running in J/kg/m on a slope.

    Args:
        grade: rise over run, -0.45 to 0.45.

    Raises:
        NotUsable: a steeper slope.

    References:
        Minetti, A. E. et al. (2002). J Appl Physiol 93, 1039-1046.
    """
    if abs(grade) > STEEPEST:
        raise NotUsable(f"the cost of running is known for slopes of up to 45 %, not {grade:.0%}")
    i = grade
    return 155.4 * i**5 - 30.4 * i**4 - 43.3 * i**3 + 46.3 * i**2 + 19.5 * i + LEVEL_COST


def grade_factor(grade: float) -> float:
    """Cost on a slope over cost on the level: flat-equivalent speed = speed x factor."""
    return running_cost(grade) / LEVEL_COST


def credited_grade_factor(grade: float) -> float:
    """``grade_factor`` with no more credit downhill than 0.88."""
    return max(grade_factor(grade), DOWNHILL_CREDIT) if grade < 0 else grade_factor(grade)


def d_prime_step(
    balance: float, speed: float, critical_speed: float, d_prime: float, seconds: float
) -> float:
    """D' left in m after some seconds at one speed.

    Above critical speed it goes down by the metres run above it; below, it comes back towards full, the
    faster the emptier and the slower the run (exact solution of the differential form over the step).

    Args:
        balance: D' left before, m.
        speed: m/s.
        critical_speed: m/s.
        d_prime: full D', m.
        seconds: length of the step, s.

    References:
        Skiba, P. F. et al. (2015), differential form; running validity: Kirby et al. (2021), J Appl Physiol.
    """
    if speed >= critical_speed:
        return balance - (speed - critical_speed) * seconds
    return d_prime - (d_prime - balance) * math.exp(-(critical_speed - speed) * seconds / d_prime)


def kick_time(balance: float, critical_speed: float, max_speed: float, distance_m: float = 400.0) -> float:
    """Time in s of a last lap that spends what is left of D', never faster than 0.92 MSS.

    Args:
        balance: D' left, m.
        critical_speed: m/s.
        max_speed: maximal sprint speed, m/s.
        distance_m: length of the kick, m.
    """
    return max((distance_m - balance) / critical_speed, distance_m / (0.92 * max_speed))
