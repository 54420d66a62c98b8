"""Riegel's law t2 = t1 (d2/d1)^b: with one exponent, with an athlete's own, and piecewise by distance."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from homestretch.athlete.errors import NotUsable
from homestretch.athlete.model import Sex

GENERAL: Final = 1.06  # Riegel 1981
TRACK: Final = {"M": 1.077, "F": 1.083, "X": 1.080}  # Riegel 1981, track

# Ends of the pieces in m and the exponent of each: slopes between world records (SCIENCE 2.3).
KNOTS: Final = (200.0, 400.0, 800.0, 1500.0, 3000.0, 5000.0, 10000.0)
_SHARED: Final = (1.13, 1.087, 1.068, 1.055)
PIECES: Final[dict[str, tuple[float, ...]]] = {
    "M": (1.165, 1.23, *_SHARED),
    "F": (1.157, 1.25, *_SHARED),
    "X": (1.161, 1.24, *_SHARED),
}
# An own exponent outside these is a slow day or a slip (SCIENCE 2.3). Beyond 1500 m the upper ends are wider
# than there: among club runners the middle exponent from the mile to 3000 m is 1.15.
BOUNDS: Final = ((1.06, 1.28), (1.10, 1.38), (1.03, 1.22), (1.03, 1.22), (1.03, 1.18), (1.03, 1.15))


def riegel(distance_m: float, time_s: float, target_m: float, exponent: float = GENERAL) -> float:
    """Time in s at another distance.

    Args:
        distance_m: distance of the mark, m.
        time_s: its time, s.
        target_m: distance to predict, m.
        exponent: b of the law.

    References:
        Riegel, P. S. (1981). Athletic records and human endurance. American Scientist 69, 285-290.
    """
    return time_s * math.exp(exponent * math.log(target_m / distance_m))


def own_exponent(distance_1: float, time_1: float, distance_2: float, time_2: float) -> float:
    """The exponent through two marks (k of SCIENCE 1.6 where they are 800 and 1500 m).

    Raises:
        NotUsable: both marks are at the same distance.
    """
    if distance_1 == distance_2:
        raise NotUsable("an exponent needs marks at two different distances")
    return math.log(time_2 / time_1) / math.log(distance_2 / distance_1)


def lengths(from_m: float, to_m: float) -> tuple[float, ...]:
    """How far, in logarithms of distance, the way from one distance to another runs through each piece.

    The first and the last piece go on beyond their ends. Negative when ``to_m`` is shorter.
    """
    low, high = sorted((math.log(from_m), math.log(to_m)))
    ends = [-math.inf, *(math.log(knot) for knot in KNOTS[1:-1]), math.inf]
    sign = 1.0 if to_m >= from_m else -1.0
    return tuple(sign * max(0.0, min(high, end) - max(low, start)) for start, end in pairwise(ends))


def riegel_piecewise(distance_m: float, time_s: float, target_m: float, sex: Sex) -> float:
    """Time in s at another distance with an exponent for each piece on the way.

    Args:
        distance_m: distance of the mark, m.
        time_s: its time, s.
        target_m: distance to predict, m.
        sex: ``F``, ``M`` or ``X``.
    """
    way = lengths(distance_m, target_m)
    return time_s * math.exp(sum(b * part for b, part in zip(PIECES[sex], way, strict=True)))
