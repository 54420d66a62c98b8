"""The speed-duration curve: Riegel's law in pieces, with exponents that bend towards the athlete's own marks.

Logarithm of time is a level at 1500 m plus an exponent for each piece of distance. Marks move level and
exponents by Gaussian updating: a mark says most about its own distance, less the farther away, and less the
older it is. So the endurance side and the speed side are two anchors, loosely tied.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from homestretch.athlete.evidence import Mark
from homestretch.athlete.model import Sex
from homestretch.athlete.riegel import BOUNDS, KNOTS, PIECES, lengths

PIVOT_M: Final = 1500.0
Z80: Final = 1.2816  # half width of an 80 % interval in standard deviations

# Spread of runners about the usual exponents: a part that all pieces share (the speed or endurance type) and
# a part of each piece, largest where sprinting begins.
_SHARED_SPREAD: Final = 0.025
_PIECE_SPREAD: Final = (0.05, 0.05, 0.03, 0.02, 0.02, 0.02)
# Spread of the level about the estimate without any result.
_LEVEL_SPREAD: Final = 0.25
# Scatter of one mark about what the athlete could do that season (logarithm of time).
_RACE_SCATTER: Final = 0.012
_TRIAL_SCATTER: Final = 0.018  # run alone
_ROAD_SCATTER: Final = 0.018


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean and covariance of (level at 1500 m, exponents of the pieces)."""

    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]

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


def direction(distance_m: float) -> tuple[float, ...]:
    """How level and exponents enter the logarithm of time at a distance."""
    return (1.0, *lengths(PIVOT_M, distance_m))


def usual_curve(sex: Sex, time_1500: float) -> Curve:
    """The curve before any mark: the usual exponents through a guessed 1500 m time in s."""
    size = 1 + len(KNOTS) - 1
    spread = [[0.0] * size for _ in range(size)]
    spread[0][0] = _LEVEL_SPREAD**2
    for i in range(1, size):
        for j in range(1, size):
            spread[i][j] = _SHARED_SPREAD**2 + (_PIECE_SPREAD[i - 1] ** 2 if i == j else 0.0)
    return Curve((math.log(time_1500), *PIECES[sex]), _frozen(spread))


def scatter(mark: Mark) -> float:
    """Standard deviation of a mark about the athlete's ability; old marks say less (weight by age)."""
    base = _RACE_SCATTER if mark.race else _TRIAL_SCATTER
    if mark.road:
        base = max(base, _ROAD_SCATTER)
    return base / math.sqrt(mark.weight)


def bend(curve: Curve, marks: Iterable[Mark]) -> Curve:
    """The curve after marks, one Gaussian update each."""
    for mark in marks:
        curve = _update(curve, direction(mark.distance_m), math.log(mark.time_s), scatter(mark) ** 2)
    return curve


def bounded(curve: Curve) -> Curve:
    """The curve with every exponent inside its bounds, turned about the distance that is known best.

    Keeps speeds falling with distance by a margin, whatever the marks are.
    """
    pivot = min((*KNOTS,), key=lambda knot: (curve.spread(knot), knot))
    slopes = tuple(min(max(b, low), high) for b, (low, high) in zip(curve.mean[1:], BOUNDS, strict=True))
    level = curve.log_time(pivot) - _dot(lengths(PIVOT_M, pivot), slopes)
    return Curve((level, *slopes), curve.covariance)


def _update(curve: Curve, row: Sequence[float], value: float, noise: float) -> Curve:
    """One Kalman update with a scalar observation."""
    gain = [_dot(line, row) for line in curve.covariance]
    total = _dot(row, gain) + noise
    surprise = (value - _dot(row, curve.mean)) / total
    mean = tuple(m + g * surprise for m, g in zip(curve.mean, gain, strict=True))
    size = range(len(gain))
    covariance = [[curve.covariance[i][j] - gain[i] * gain[j] / total for j in size] for i in size]
    return Curve(mean, _frozen(covariance))


def _frozen(matrix: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(line) for line in matrix)


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
