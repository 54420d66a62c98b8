"""From marks to one picture of a runner, shared by abilities and predictions.

Sources: SCIENCE 1.6 (sprint speed, type), 2.3 (critical speed, exponents).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from homestretch.athlete.critical import CS_OF_V5K, D_PRIME_BOUNDS_M, CriticalSpeed, critical_speed
from homestretch.athlete.curve import ENDURANCE_FROM_M, Curve, bend, bounded, looseness, usual_curve
from homestretch.athlete.evidence import DAYS_PER_MONTH, Mark, weight_by_age
from homestretch.athlete.model import MILE_M, RunnerType, Sex
from homestretch.athlete.performance import performance_index
from homestretch.athlete.reserve import (
    SPRINT_SHARE,
    mas_from_1500,
    mas_from_trial,
    max_sprint_speed,
    speciality,
    speed_reserve_ratio,
)
from homestretch.athlete.riegel import own_exponent

Confidence = Literal["low", "high"]

# Type by k, the exponent from 800 to 1500 m (SCIENCE 1.6).
SPEED_K: Final = 1.14
ENDURANCE_K: Final = 1.09
MILE_OVER_1500: Final = 1.082  # time for the mile over time for 1500 m (SCIENCE 8)
_TYPE_MONTHS: Final = 12.0
_RESERVE_FROM_INDEX: Final = 0.75

# Sprint speed: standard errors as shares (SCIENCE 1.6, 8), and the least above 800 m speed that can be true.
_FLYING_ERROR: Final = 0.012
_RACE_SPRINT_ERROR: Final = 0.03
_CURVE_SPRINT_ERROR: Final = 0.04
_LEAST_OVER_V800: Final = 1.08
_CURVE_SPRINT_M: Final = 400.0
# A flying 30 m as a mark at 400 m: 400 m speed is 0.84 of sprint speed give or take this share.
_SPRINT_TO_400_ERROR: Final = 0.05
# Critical speed is fitted to the curve at these durations in s: 2 to 15 min, as in trials (Galbraith 2014).
_CS_DURATIONS: Final = (180.0, 300.0, 480.0, 720.0)
_TRIAL_M: Final = (1900.0, 2100.0)  # a 2 km trial gives MAS directly (SCIENCE 8, TT01)
_TRIAL_MONTHS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Sprint:
    """Maximal sprint speed in m/s with its relative standard error."""

    speed: float
    error: float
    source: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """One runner as the marks show them."""

    marks: tuple[Mark, ...]
    index: float | None
    curve: Curve
    sprint: Sprint
    critical: CriticalSpeed
    mas: float
    mas_source: str
    type: RunnerType
    type_confidence: Confidence

    @property
    def enduring(self) -> bool:
        """There is a mark long enough to say something of 1500 m and more."""
        return any(mark.distance_m >= ENDURANCE_FROM_M for mark in self.marks)


def fit_runner(
    marks: Sequence[Mark], sex: Sex, guess_1500_s: float, ages: Sequence[float], flying: Sprint | None
) -> Fit:
    """The picture of a runner.

    Args:
        marks: from ``marks_from``; may be empty.
        sex: ``F``, ``M`` or ``X``.
        guess_1500_s: 1500 m time in s to start from without marks.
        ages: age in years at each mark, for the performance index.
        flying: from ``flying_sprint``.
    """
    index = _best_index(marks, sex, ages)
    curve = _curve(marks, sex, guess_1500_s, index, flying)
    sprint = _sprint(marks, curve, flying)
    mas, mas_source = _mas(marks, curve)
    kind, confidence = _type(curve, marks, sprint, mas, index)
    return Fit(tuple(marks), index, curve, sprint, critical_of(curve), mas, mas_source, kind, confidence)


def flying_sprint(flying30_s: float | None, measured: date | None, on: date) -> Sprint | None:
    """Sprint speed from a flying 30 m in s; None where there is none, or it is over 24 months old.

    Args:
        flying30_s: s.
        measured: its day; None counts as ``on``.
        on: the day of the estimate.
    """
    if flying30_s is None:
        return None
    months = 0.0 if measured is None else (on - measured).days / DAYS_PER_MONTH
    weight = weight_by_age(months) if months >= 0 else 0.0
    if weight == 0:
        return None
    return Sprint(max_sprint_speed(flying30_s), _FLYING_ERROR / math.sqrt(weight), "flying 30 m", True)


def critical_of(curve: Curve) -> CriticalSpeed:
    """CS and D' of the curve between 3 and 12 min, inside what is plausible; CS under V5K by a margin."""
    fit = critical_speed([(curve.distance(t), t) for t in _CS_DURATIONS])
    v5k = 5000 / curve.time(5000)
    low, high = CS_OF_V5K
    least, most = D_PRIME_BOUNDS_M
    return CriticalSpeed(
        min(max(fit.speed, low * v5k), high * v5k),
        min(max(fit.d_prime, least), most),
        fit.speed_error,
        fit.d_prime_error,
    )


def _best_index(marks: Sequence[Mark], sex: Sex, ages: Sequence[float]) -> float | None:
    """Best performance index of the marks from 800 m up; of shorter ones where there is nothing else."""
    graded = list(zip(marks, ages, strict=True))
    counted = [(mark, age) for mark, age in graded if mark.distance_m >= 800] or graded
    return max((performance_index(m.distance_m, m.time_s, age, sex) for m, age in counted), default=None)


def _curve(
    marks: Sequence[Mark], sex: Sex, guess_1500_s: float, index: float | None, flying: Sprint | None
) -> Curve:
    """The curve through marks and flying 30 m; sprints alone do not make a distance runner."""
    enduring = any(mark.distance_m >= ENDURANCE_FROM_M for mark in marks)
    usual = usual_curve(sex, guess_1500_s, looseness(index), [mark.distance_m for mark in marks])
    curve = bend(usual, marks)
    if flying is not None and enduring:
        time_400 = _CURVE_SPRINT_M / (flying.speed * SPRINT_SHARE[_CURVE_SPRINT_M])
        curve = curve.updated(_CURVE_SPRINT_M, time_400, math.hypot(flying.error, _SPRINT_TO_400_ERROR))
    return bounded(curve)


def _sprint(marks: Sequence[Mark], curve: Curve, flying: Sprint | None) -> Sprint:
    """Maximal sprint speed: flying 30 m, else the best short mark, else the curve's 400 m."""
    found = flying or _from_short_mark(marks)
    if found is None:
        error = math.hypot(curve.spread(_CURVE_SPRINT_M), _CURVE_SPRINT_ERROR)
        share = SPRINT_SHARE[_CURVE_SPRINT_M]
        speed = _CURVE_SPRINT_M / curve.time(_CURVE_SPRINT_M) / share
        found = Sprint(speed, error, f"400 m speed of the curve, taken as {100 * share:.0f} % of it", False)
    least = 800 / curve.time(800) * _LEAST_OVER_V800
    if found.speed >= least:
        return found
    return Sprint(least, math.hypot(found.error, _CURVE_SPRINT_ERROR), "800 m speed x 1.08, at least", False)


def _from_short_mark(marks: Sequence[Mark]) -> Sprint | None:
    """From 100, 200 or 400 m, whichever shows more."""
    short = [mark for mark in marks if mark.distance_m in SPRINT_SHARE]
    if not short:
        return None
    best = max(short, key=lambda mark: mark.speed / SPRINT_SHARE[mark.distance_m])
    speed = best.speed / SPRINT_SHARE[best.distance_m]
    error = _RACE_SPRINT_ERROR / math.sqrt(best.weight)
    return Sprint(speed, error, f"{best.distance_m:.0f} m mark", False)


def _mas(marks: Sequence[Mark], curve: Curve) -> tuple[float, str]:
    """Maximal aerobic speed from the newest 2 km trial of half a year, else from 1500 m speed."""
    low, high = _TRIAL_M
    trials = [
        m for m in marks if low <= m.distance_m <= high and m.age_months <= _TRIAL_MONTHS and not m.race
    ]
    if trials:
        newest = min(trials, key=lambda mark: mark.age_months)
        return mas_from_trial(newest.distance_m, newest.time_s), f"{newest.distance_m:.0f} m trial"
    return mas_from_1500(curve.time(1500)), "1500 m speed x 0.9415"


def _type(
    curve: Curve, marks: Sequence[Mark], sprint: Sprint, mas: float, index: float | None
) -> tuple[RunnerType, Confidence]:
    """Type by k; by the speed reserve where a flying 30 m is measured and the index is 0.75 or more."""
    if sprint.measured and index is not None and index >= _RESERVE_FROM_INDEX:
        event = speciality(speed_reserve_ratio(sprint.speed, mas))
        by_reserve: dict[str, RunnerType] = {"400-800": "speed", "800": "speed", "800-1500": "balanced"}
        return by_reserve.get(event, "endurance"), "high"
    known = _marked_k(marks)
    k = own_exponent(800, curve.time(800), 1500, curve.time(1500)) if known is None else known
    kind: RunnerType = "speed" if k >= SPEED_K else "balanced" if k >= ENDURANCE_K else "endurance"
    return kind, "low" if known is None else "high"


def _marked_k(marks: Sequence[Mark]) -> float | None:
    """k of the newest 800 m and the newest 1500 m (or mile) of the last twelve months; None without both."""
    recent = sorted((m for m in marks if m.age_months <= _TYPE_MONTHS), key=lambda mark: mark.age_months)
    short = next((mark.time_s for mark in recent if mark.distance_m == 800), None)
    long = next((mark.time_s for mark in recent if mark.distance_m == 1500), None)
    if long is None:
        long = next((mark.time_s / MILE_OVER_1500 for mark in recent if mark.distance_m == MILE_M), None)
    return own_exponent(800, short, 1500, long) if short is not None and long is not None else None
