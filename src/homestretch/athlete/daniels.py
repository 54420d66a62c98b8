"""VDOT of Daniels and Gilbert: one number for a mark, and the mark that it stands for elsewhere.

Fitted for 3.5 to 230 min. An 800 m or shorter reads far too well (a 2:05 reads 68), so it is refused.
"""

from __future__ import annotations

import math
from typing import Final

from homestretch.athlete.errors import NotUsable

SHORTEST_M: Final = 801.0
# Share of VDOT of easy running, threshold and intervals (Daniels).
EASY: Final = (0.65, 0.74)
THRESHOLD: Final = 0.88
INTERVAL: Final = (0.975, 1.0)


def oxygen_cost(speed: float) -> float:
    """Oxygen uptake in ml/kg/min that a speed in m/s costs (Daniels & Gilbert 1979)."""
    v = speed * 60
    return -4.60 + 0.182258 * v + 0.000104 * v * v


def sustained_share(time_s: float) -> float:
    """Share of VO2max that can be held for a time in s (Daniels & Gilbert 1979)."""
    t = time_s / 60
    return 0.8 + 0.1894393 * math.exp(-0.012778 * t) + 0.2989558 * math.exp(-0.1932605 * t)


def vdot(distance_m: float, time_s: float) -> float:
    """VDOT of a mark.

    Args:
        distance_m: m, more than 800.
        time_s: s.

    Raises:
        NotUsable: the distance is 800 m or shorter.

    References:
        Daniels, J., Gilbert, J. (1979). Oxygen Power.
    """
    _long_enough(distance_m)
    return oxygen_cost(distance_m / time_s) / sustained_share(time_s)


def speed_at(value: float, share: float) -> float:
    """Speed in m/s that costs a share of VDOT."""
    a, b = 0.000104, 0.182258
    return (-b + math.sqrt(b * b + 4 * a * (value * share + 4.60))) / (2 * a) / 60


def time_for(value: float, distance_m: float) -> float:
    """Time in s at a distance that has this VDOT.

    Args:
        value: VDOT, 10 to 100.
        distance_m: m, more than 800.

    Raises:
        NotUsable: the distance is 800 m or shorter.
    """
    _long_enough(distance_m)
    low, high = distance_m / 12.0, distance_m / 0.5  # 0.5 to 12 m/s
    for _ in range(80):  # VDOT falls as time grows; halving 80 times is exact to a double
        middle = (low + high) / 2
        low, high = (middle, high) if vdot(distance_m, middle) > value else (low, middle)
    return (low + high) / 2


def _long_enough(distance_m: float) -> None:
    if distance_m < SHORTEST_M:
        raise NotUsable(
            f"VDOT is not made for {distance_m:g} m: use a mark over 800 m (about 3.5 min or more)"
        )
