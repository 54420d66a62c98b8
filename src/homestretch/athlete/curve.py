"""The speed-duration curve: Riegel's law in pieces, with exponents that bend towards the athlete's own marks.

Logarithm of time is a level at 1500 m plus an exponent for each piece of distance. Marks move level and
exponents by Gaussian updating: a mark says most about its own distance, less the farther away, and less the
older it is. So the endurance side and the speed side are two anchors, loosely tied.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from homestretch.athlete.evidence import Mark
from homestretch.athlete.model import MILE_M, Sex
from homestretch.athlete.riegel import BOUNDS, KNOTS, PIECES, lengths

PIVOT_M: Final = 1500.0
Z80: Final = 1.2816  # half width of an 80 % interval in standard deviations

# All below has two ends: world class (performance index 0.90 and more) and club runners (0.70 and less), with
# a straight line between. studies/prediction_check.py prints what the numbers stand on.
_CLASS_INDEX: Final = 0.90
_CLUB_INDEX: Final = 0.70

# How much higher the exponents lie than those of records (world class, club).
# From 400 to 800 m a little lower: who gives a 400 m here trains for longer (1.21 among women of the world
# lists). From 1500 m on club runners fade more: the middle exponent of 16 from mile to 3000 m is 1.15, here
# drawn back towards the record's 1.087; beyond 3000 m there is hardly a mark, so less still. Who has only
# marks of 5000 m and more is an endurance runner more often than not, so that half of it counts: a 10 000 m
# would else promise too fast a 1500 m.
_EXTRA: Final = ((0.0, 0.0), (-0.02, -0.02), (0.0, 0.0), (0.008, 0.05), (0.0, 0.02), (0.0, 0.01))
_LONG_FROM_M: Final = 5000.0
_LONG_SHARE: Final = 0.5
# Spread of runners about the usual exponents (world class, club): a part that all pieces share (the speed or
# endurance type), and a part of each piece, largest where sprinting begins.
_SHARED_SPREAD: Final = (0.012, 0.027)
_PIECE_SPREAD: Final = (
    (0.04, 0.06),
    (0.05, 0.055),
    (0.018, 0.03),
    (0.012, 0.04),
    (0.010, 0.03),
    (0.010, 0.03),
)
# Distances that are seldom raced all out: marks are slower than the curve by a share and scatter more (world
# class, club). The mile only among those who race 1500 m.
_SELDOM: Final = {
    600.0: ((0.030, 0.030), (0.015, 0.020)),
    1000.0: ((0.013, 0.020), (0.012, 0.018)),
    MILE_M: ((0.006, 0.0), (0.005, 0.0)),
    2000.0: ((0.010, 0.010), (0.010, 0.015)),
}
# Spread of the level about the guess: one mark of 600 m or more outweighs it, sprints alone are held to it.
ENDURANCE_FROM_M: Final = 600.0
_LEVEL_SPREAD: Final = 1.0
_SPRINTER_SPREAD: Final = 0.06
# Scatter of one race about what the athlete could do that season (logarithm of time; Hopkins 2001). The club
# end is a little wider than the marks at hand ask for, as 121 of them are few to draw it on.
_RACE_SCATTER: Final = (0.006, 0.016)
_ALONE: Final = 1.3  # times the scatter of a race: a trial or test
_ROAD: Final = 1.5  # likewise a road race: courses and hills


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean and covariance of (level at 1500 m, exponents of the pieces)."""

    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    loose: float

    def log_time(self, distance_m: float) -> float:
        """Logarithm of the expected time in s."""
        return _dot(direction(distance_m), self.mean)

    def spread(self, distance_m: float) -> float:
        """Standard deviation of what is not known about the athlete at a distance (logarithm of time)."""
        row = direction(distance_m)
        return math.sqrt(max(0.0, _dot(row, [_dot(line, row) for line in self.covariance])))

    def time(self, distance_m: float) -> float:
        """Expected time in s."""
        return math.exp(self.log_time(distance_m))

    def distance(self, time_s: float) -> float:
        """Distance in m covered in a time in s, on a curve inside its bounds."""
        wanted = math.log(time_s)
        inner = KNOTS[1:-1]
        piece = sum(self.log_time(knot) <= wanted for knot in inner)
        knot = inner[max(piece - 1, 0)]
        return knot * math.exp((wanted - self.log_time(knot)) / self.mean[1 + piece])

    def updated(self, distance_m: float, time_s: float, error: float) -> Curve:
        """The curve after one more piece of evidence: a time in s with its relative standard error."""
        return _update(self, direction(distance_m), math.log(time_s), error**2)


@lru_cache(maxsize=4096)
def direction(distance_m: float) -> tuple[float, ...]:
    """How level and exponents enter the logarithm of time at a distance."""
    return (1.0, *lengths(PIVOT_M, distance_m))


def looseness(index: float | None) -> float:
    """0 for world class, 1 for club runners and for those without a mark.

    Args:
        index: best performance index of the marks.
    """
    if index is None:
        return 1.0
    return min(1.0, max(0.0, (_CLASS_INDEX - index) / (_CLASS_INDEX - _CLUB_INDEX)))


def usual_curve(sex: Sex, time_1500: float, loose: float, distances: Collection[float]) -> Curve:
    """The curve before the marks count: the usual exponents through a guessed 1500 m time in s.

    Args:
        sex: ``F``, ``M`` or ``X``.
        time_1500: s.
        loose: from ``looseness``.
        distances: distances in m of the marks that will bend it.
    """
    size = 1 + len(_PIECE_SPREAD)
    shared = _at(_SHARED_SPREAD, loose)
    sprinter = bool(distances) and max(distances) < ENDURANCE_FROM_M
    spread = [[0.0] * size for _ in range(size)]
    spread[0][0] = (_SPRINTER_SPREAD if sprinter else _LEVEL_SPREAD) ** 2
    for i in range(1, size):
        for j in range(1, size):
            spread[i][j] = shared**2 + (_at(_PIECE_SPREAD[i - 1], loose) ** 2 if i == j else 0.0)
    share = _LONG_SHARE if distances and min(distances) >= _LONG_FROM_M else 1.0
    exponents = (b + share * _at(more, loose) for b, more in zip(PIECES[sex], _EXTRA, strict=True))
    return Curve((math.log(time_1500), *exponents), _frozen(spread), loose)


def softness(distance_m: float, loose: float) -> float:
    """How much slower than the curve marks at this distance are (logarithm of time); 0 at the usual ones."""
    return _at(_SELDOM[distance_m][0], loose) if distance_m in _SELDOM else 0.0


def race_scatter(distance_m: float, loose: float) -> float:
    """Standard deviation of one race about the athlete's ability (logarithm of time)."""
    seldom = _at(_SELDOM[distance_m][1], loose) if distance_m in _SELDOM else 0.0
    return math.hypot(_at(_RACE_SCATTER, loose), seldom)


def scatter(mark: Mark, loose: float) -> float:
    """Standard deviation of a mark about the athlete's ability; old marks say less (weight by age)."""
    factor = (1.0 if mark.race else _ALONE) * (_ROAD if mark.road else 1.0)
    return factor * race_scatter(mark.distance_m, loose) / math.sqrt(mark.weight)


def bend(curve: Curve, marks: Iterable[Mark]) -> Curve:
    """The curve after marks, one Gaussian update each."""
    for mark in marks:
        time = mark.time_s / math.exp(softness(mark.distance_m, curve.loose))
        curve = curve.updated(mark.distance_m, time, scatter(mark, curve.loose))
    return curve


def bounded(curve: Curve) -> Curve:
    """The curve with every exponent inside its bounds, turned about the distance that is known best.

    Keeps speeds falling with distance by a margin, whatever the marks are.
    """
    pivot = min((*KNOTS,), key=lambda knot: (curve.spread(knot), knot))
    slopes = tuple(min(max(b, low), high) for b, (low, high) in zip(curve.mean[1:], BOUNDS, strict=True))
    level = curve.log_time(pivot) - _dot(lengths(PIVOT_M, pivot), slopes)
    return Curve((level, *slopes), curve.covariance, curve.loose)


def _update(curve: Curve, row: Sequence[float], value: float, noise: float) -> Curve:
    """One Kalman update with a scalar observation."""
    gain = [_dot(line, row) for line in curve.covariance]
    total = _dot(row, gain) + noise
    surprise = (value - _dot(row, curve.mean)) / total
    mean = tuple(m + g * surprise for m, g in zip(curve.mean, gain, strict=True))
    size = range(len(gain))
    covariance = [[curve.covariance[i][j] - gain[i] * gain[j] / total for j in size] for i in size]
    return Curve(mean, _frozen(covariance), curve.loose)


def _at(ends: tuple[float, float], loose: float) -> float:
    """Between the values of world class and club."""
    return ends[0] + loose * (ends[1] - ends[0])


def _frozen(matrix: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(line) for line in matrix)


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
