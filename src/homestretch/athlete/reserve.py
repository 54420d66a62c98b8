"""Sprint speed, maximal aerobic speed and the reserve between them."""

from __future__ import annotations

import math
from typing import Final, Literal

from homestretch.athlete.errors import NotUsable

_DECAY: Final = 0.013  # 1/s (Bundle, Hoyt & Weyand 2003)
_LONGEST_S: Final = 240.0
_SHORTEST_S: Final = 3.0
_FROM_1500: Final = 0.9415  # MAS as a share of 1500 m race speed (Sandford et al. 2019)
# Maximal sprint speed from a race: its mean speed over these shares (SCIENCE 1.6).
SPRINT_SHARE: Final = {100.0: 1 / 1.12, 200.0: 0.93, 400.0: 0.84}
FLYING_M: Final = 30.0

Speciality = Literal["400-800", "800", "800-1500", "1500-5000"]
_CUTS: Final[tuple[tuple[float, Speciality], ...]] = ((1.58, "400-800"), (1.48, "800"), (1.36, "800-1500"))


def max_sprint_speed(flying30_s: float) -> float:
    """Maximal sprint speed in m/s from a flying 30 m in s."""
    return FLYING_M / flying30_s


def speed_reserve_time(distance_m: float, max_speed: float, mas: float) -> float:
    """Time in s of an all-out run by the anaerobic speed reserve, v(t) = MAS + (MSS - MAS) e^(-0.013 t).

    Args:
        distance_m: m; the time must come to 3 to 240 s.
        max_speed: maximal sprint speed, m/s.
        mas: maximal aerobic speed, m/s, below ``max_speed``.

    Raises:
        NotUsable: the time lies outside 3 to 240 s, or the speeds are the wrong way round.

    References:
        Bundle, M. W., Hoyt, R. W., Weyand, P. G. (2003). J Appl Physiol 95, 1955-1962.
    """
    if not 0 < mas < max_speed:
        raise NotUsable("the speed reserve needs a sprint speed above the maximal aerobic speed")
    time = distance_m / max_speed
    for _ in range(200):
        speed = mas + (max_speed - mas) * math.exp(-_DECAY * time)
        time = (time + distance_m / speed) / 2
    if not _SHORTEST_S <= time <= _LONGEST_S:
        raise NotUsable(
            f"the speed reserve holds for 3 to 240 s, and {distance_m:g} m takes {time:.0f} s here"
        )
    return time


def mas_from_trial(distance_m: float, time_s: float) -> float:
    """Maximal aerobic speed in m/s from a time trial of 1200 to 2200 m (Bellenger et al. 2015).

    Raises:
        NotUsable: another distance.
    """
    if not 1200 <= distance_m <= 2200:
        raise NotUsable(f"this formula is for trials of 1200 to 2200 m, not {distance_m:g} m")
    return distance_m / time_s * (0.766 + 0.117 * distance_m / 1000)


def mas_from_1500(time_s: float) -> float:
    """Maximal aerobic speed in m/s from a 1500 m race in s (method of Sandford et al. 2019)."""
    return 1500 / time_s * _FROM_1500


def speed_reserve_ratio(max_speed: float, mas: float) -> float:
    """MSS / MAS."""
    return max_speed / mas


def speciality(ratio: float) -> Speciality:
    """Events that suit a speed reserve ratio; drawn on elite men, so only from a performance index of 0.75.

    References:
        Sandford, G. N. et al. (2019). Int J Sports Physiol Perform 14, 501-508.
    """
    return next((name for cut, name in _CUTS if ratio >= cut), "1500-5000")
