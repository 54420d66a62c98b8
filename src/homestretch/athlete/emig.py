"""Emig and Mulligan's model: speed falls with the logarithm of time, one slope up to 6 min, one beyond."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homestretch.athlete.errors import NotUsable, TooFewMarks

CROSSOVER_S: Final = 360.0  # t_c: how long maximal aerobic power lasts
_LEAST: Final = 1e-4  # slopes below this are a mark against nature
_MOST: Final = 0.4


@dataclass(frozen=True, slots=True)
class Endurance:
    """Speed held for 6 min in m/s, and the fall of speed per unit of ln(time) on either side of it."""

    speed: float
    short_slope: float
    long_slope: float

    @property
    def index(self) -> float:
        """Endurance index E_l = e^(0.1 / slope): how many times 6 min 90 % of the speed can be held."""
        return math.exp(0.1 / self.long_slope)


def lambert_w_minus_one(x: float) -> float:
    """The lower real branch of Lambert's W: the w <= -1 with w e^w = x.

    Args:
        x: -1/e to 0, without 0.

    Raises:
        ValueError: x lies outside.
    """
    if not -1 / math.e <= x < 0:
        raise ValueError(f"the lower branch of W needs -1/e <= x < 0, not {x}")
    # Log form: with u = -w, u - ln u = -ln(-x); Newton from above converges for u >= 1.
    target = -math.log(-x)
    u = target + math.log(max(target, 1.0)) + 1.0
    for _ in range(100):
        step = (u - math.log(u) - target) / (1 - 1 / u) if u > 1 else 0.0
        u = max(u - step, 1.0)
        if abs(step) <= 1e-15 * u:
            break
    return -u


def emig_time(distance_m: float, model: Endurance) -> float:
    """Time in s at a distance: v = v_m [1 - slope ln(T / 360 s)], solved for T = d / v.

    Args:
        distance_m: m.
        model: from ``fit_emig`` or known.

    Raises:
        NotUsable: the distance is beyond what the model can reach.

    References:
        Mulligan, M., Adam, G., Emig, T. (2018). PLoS ONE 13(11). Emig & Peltonen (2020). Nat Commun 11.
    """
    slope = model.long_slope if distance_m >= model.speed * CROSSOVER_S else model.short_slope
    ratio = distance_m / (slope * model.speed)
    x = -ratio / CROSSOVER_S * math.exp(-1 / slope)
    if not -1 / math.e <= x < 0:
        raise NotUsable(
            f"this model does not reach {distance_m:g} m: its speed would fall to nothing on the way"
        )
    return -ratio / lambert_w_minus_one(x)


def fit_emig(marks: Sequence[tuple[float, float]], weights: Sequence[float] | None = None) -> Endurance:
    """The model through marks, by weighted least squares of speed on ln(time), misses as shares of speed.

    Args:
        marks: (distance in m, time in s); at least three, on both sides of 6 min.
        weights: one per mark, all 1 when left out.

    Raises:
        TooFewMarks: fewer than three, or all on one side of 6 min, or speed does not fall with time.
    """
    weighed = weights or [1.0] * len(marks)
    if len(marks) < 3:
        raise TooFewMarks("this model needs three marks, one shorter and one longer than 6 min")
    logs = [math.log(t / CROSSOVER_S) for _, t in marks]
    if min(logs) >= 0 or max(logs) <= 0:
        raise TooFewMarks("this model needs a mark shorter and a mark longer than 6 min")
    # v = v_m - p min(x, 0) - q max(x, 0) with p = v_m short, q = v_m long.
    rows = [(1.0, -min(x, 0.0), -max(x, 0.0)) for x in logs]
    speeds = [d / t for d, t in marks]
    shares = [w / v**2 for w, v in zip(weighed, speeds, strict=True)]
    v_m, p, q = _least_squares(rows, speeds, shares)
    if v_m <= 0:
        raise TooFewMarks("these marks do not fit one runner; check the times")
    short, long = p / v_m, q / v_m
    if not (_LEAST < short < _MOST and _LEAST < long < _MOST):
        raise TooFewMarks("speed does not fall with time over these marks; check the times")
    return Endurance(v_m, short, long)


def _least_squares(
    rows: Sequence[tuple[float, float, float]], values: Sequence[float], weights: Sequence[float]
) -> tuple[float, float, float]:
    """Solve the three normal equations by Cramer's rule."""
    n = range(3)
    a = [[sum(w * r[i] * r[j] for r, w in zip(rows, weights, strict=True)) for j in n] for i in n]
    b = [sum(w * r[i] * v for r, v, w in zip(rows, values, weights, strict=True)) for i in n]
    whole = _determinant(a)
    if abs(whole) < 1e-12:
        raise TooFewMarks("these marks lie too near each other to fit a curve")
    found = []
    for column in n:
        swapped = [[b[i] if j == column else a[i][j] for j in n] for i in n]
        found.append(_determinant(swapped) / whole)
    return found[0], found[1], found[2]


def _determinant(m: Sequence[Sequence[float]]) -> float:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )
