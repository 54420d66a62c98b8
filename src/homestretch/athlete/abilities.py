"""What an athlete can run on a day, from whatever is known: marks, a flying 30 m, heart rates, or nothing.

One curve through the marks gives the race speeds, its 2 to 15 minutes critical speed and D'; sprint speed
comes from the flying 30 m or the shortest mark. Sources: SCIENCE 1.2, 1.6, 2.1 to 2.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from homestretch.athlete.critical import (
    CS_OF_V5K,
    D_PRIME_BOUNDS_M,
    LONGEST_S,
    SHORTEST_S,
    CriticalSpeed,
    critical_speed,
)
from homestretch.athlete.curve import Z80, Curve, bend, bounded, usual_curve
from homestretch.athlete.errors import TooFewMarks
from homestretch.athlete.evidence import DAYS_PER_MONTH, Mark, marks_from, notes_on, weight_by_age
from homestretch.athlete.heart import INTERVAL_BPM, estimated_max_hr
from homestretch.athlete.model import Abilities, Athlete, Estimate, RunnerType, Sex
from homestretch.athlete.performance import age_factor, age_on, level_of, performance_index
from homestretch.athlete.records import reference_speed
from homestretch.athlete.reserve import (
    SPRINT_SHARE,
    mas_from_1500,
    max_sprint_speed,
    speciality,
    speed_reserve_ratio,
)

DEFAULT_WEEKLY_KM: Final = 15.0
# 1500 m speed without any result, as a share of record speed: low on purpose, a little higher with more km.
_START_SHARE: Final = 0.44
_SHARE_PER_KM: Final = 0.002
_MOST_KM: Final = 80.0
_YOUTH_LOSS: Final = 0.02  # share of speed per year under 18 (maturation)
_GROWN: Final = 18
_NO_RESULT_SPREAD: Final = 0.12  # standard deviation of the guess (logarithm of speed)

# Type by k, the exponent from 800 to 1500 m (SCIENCE 1.6).
SPEED_K: Final = 1.14
ENDURANCE_K: Final = 1.09
_RESERVE_FROM_INDEX: Final = 0.75
_TYPE_MONTHS: Final = 12.0

# Sprint speed: errors as shares (SCIENCE 1.6, 8), and the least distance above 800 m speed that can be true.
_FLYING_ERROR: Final = 0.012
_RACE_SPRINT_ERROR: Final = 0.03
_CURVE_SPRINT_ERROR: Final = 0.04
_LEAST_OVER_V800: Final = 1.08
_CURVE_SPRINT_M: Final = 400.0
_MAS_ERROR: Final = 0.02
_CS_ERROR: Final = 0.012  # 0.4 to 2 % (Galbraith 2011, 2014)
_D_PRIME_ERROR: Final = 0.20
_CS_EVENTS: Final = (800.0, 1500.0, 3000.0, 5000.0)
_CS_FALLBACK: Final = 0.965  # of V5K


@dataclass(frozen=True, slots=True)
class _Sprint:
    speed: float
    error: float
    source: str
    measured: bool


def estimate(athlete: Athlete, on: date) -> Abilities:
    """What the athlete can run on a day.

    Args:
        athlete: profile and results; results after ``on`` are left out.
        on: the day, usually the first of the plan.

    Returns:
        Speeds in m/s with 80 % intervals, always CS < V5K < V3K < V1500 < V800 < MSS; type, level and what
        was assumed, a sentence each.
    """
    age = age_on(athlete.born, on)
    marks = marks_from(athlete.results, on)
    index = _best_index(athlete, marks)
    curve = _curve(athlete, marks, age)
    sprint = _sprint(athlete, marks, curve, on)
    critical = _critical(curve)
    notes = [*_profile_notes(athlete, bool(marks)), *notes_on(athlete.results, on)]
    mas = mas_from_1500(curve.time(1500))
    runner_type, confidence = _type(curve, marks, sprint, mas, index)
    max_hr = _max_hr(athlete, age)
    return Abilities(
        critical_speed=_critical_estimate(critical, curve, bool(marks)),
        v5000=_race_speed(curve, marks, 5000),
        v3000=_race_speed(curve, marks, 3000),
        v1500=_race_speed(curve, marks, 1500),
        v800=_race_speed(curve, marks, 800),
        max_speed=_interval(sprint.speed, sprint.error, sprint.source, sprint.measured),
        mas=_interval(mas, math.hypot(curve.spread(1500), _MAS_ERROR), "1500 m speed x 0.9415"),
        d_prime_m=_interval(critical.d_prime, _D_PRIME_ERROR / Z80, "curve through 2 to 15 min"),
        max_hr=max_hr,
        rest_hr=athlete.rest_hr,
        threshold_hr=athlete.threshold_hr,
        type=runner_type,
        type_confidence=confidence,
        level=level_of(_weekly_km(athlete), athlete.training_years, index, age),
        performance_index=index,
        has_result=bool(marks),
        assumptions=tuple(notes),
    )


def _weekly_km(athlete: Athlete) -> float:
    return DEFAULT_WEEKLY_KM if athlete.weekly_km is None else athlete.weekly_km


def _curve(athlete: Athlete, marks: tuple[Mark, ...], age: int) -> Curve:
    """The curve through the marks, or the careful guess where there is none."""
    guess = guessed_1500(athlete.sex, age, _weekly_km(athlete))
    return bounded(bend(usual_curve(athlete.sex, guess), marks))


def guessed_1500(sex: Sex, age: float, weekly_km: float) -> float:
    """A careful 1500 m time in s for somebody without a result.

    Args:
        sex: ``F``, ``M`` or ``X``.
        age: years.
        weekly_km: km a week.
    """
    share = _START_SHARE + _SHARE_PER_KM * min(weekly_km, _MOST_KM)
    grown = 1 - _YOUTH_LOSS * max(0, _GROWN - age)
    return 1500 / (share * grown * age_factor(age, sex) * reference_speed(1500, sex))


def _best_index(athlete: Athlete, marks: tuple[Mark, ...]) -> float | None:
    """Best performance index of the marks from 800 m up; of shorter ones where there is nothing else."""
    counted = [mark for mark in marks if mark.distance_m >= 800] or marks
    return max(
        (
            performance_index(m.distance_m, m.time_s, age_on(athlete.born, m.date), athlete.sex)
            for m in counted
        ),
        default=None,
    )


def _sprint(athlete: Athlete, marks: tuple[Mark, ...], curve: Curve, on: date) -> _Sprint:
    """Maximal sprint speed: flying 30 m, else the best short mark, else the curve's 400 m."""
    found = _flying(athlete, on) or _from_short_mark(marks)
    if found is None:
        error = math.hypot(curve.spread(_CURVE_SPRINT_M), _CURVE_SPRINT_ERROR)
        speed = _CURVE_SPRINT_M / curve.time(_CURVE_SPRINT_M) / SPRINT_SHARE[_CURVE_SPRINT_M]
        found = _Sprint(speed, error, "400 m speed of the curve / 0.84", False)
    least = 800 / curve.time(800) * _LEAST_OVER_V800
    if found.speed >= least:
        return found
    return _Sprint(least, math.hypot(found.error, _CURVE_SPRINT_ERROR), "800 m speed x 1.08, at least", False)


def _flying(athlete: Athlete, on: date) -> _Sprint | None:
    if athlete.flying30_s is None:
        return None
    months = 0.0 if athlete.flying30_date is None else (on - athlete.flying30_date).days / DAYS_PER_MONTH
    weight = weight_by_age(months)
    if weight == 0 or months < 0:
        return None
    return _Sprint(
        max_sprint_speed(athlete.flying30_s), _FLYING_ERROR / math.sqrt(weight), "flying 30 m", True
    )


def _from_short_mark(marks: tuple[Mark, ...]) -> _Sprint | None:
    short = [m for m in marks if m.distance_m in SPRINT_SHARE]
    if not short:
        return None
    best = max(short, key=lambda m: m.speed / SPRINT_SHARE[m.distance_m])
    return _Sprint(
        best.speed / SPRINT_SHARE[best.distance_m],
        _RACE_SPRINT_ERROR / math.sqrt(best.weight),
        f"{best.distance_m:.0f} m mark",
        False,
    )


def _critical(curve: Curve) -> CriticalSpeed:
    """CS and D' of the curve's times of 2 to 15 min; CS always under V5K by a margin."""
    v5k = 5000 / curve.time(5000)
    points = [(d, curve.time(d)) for d in _CS_EVENTS]
    usable = [(d, t) for d, t in points if SHORTEST_S <= t <= LONGEST_S]
    try:
        fit = critical_speed(usable)
    except TooFewMarks:
        fit = CriticalSpeed(_CS_FALLBACK * v5k, (1 - _CS_FALLBACK) * 5000)
    low, high = CS_OF_V5K
    speed = min(max(fit.speed, low * v5k), high * v5k)
    least, most = D_PRIME_BOUNDS_M
    return CriticalSpeed(speed, min(max(fit.d_prime, least), most))


def _critical_estimate(fit: CriticalSpeed, curve: Curve, known: bool) -> Estimate:
    spread = curve.spread(3000) if known else _NO_RESULT_SPREAD
    return _interval(fit.speed, math.hypot(spread, _CS_ERROR), "curve through 2 to 15 min")


def _race_speed(curve: Curve, marks: tuple[Mark, ...], distance_m: float) -> Estimate:
    spread = curve.spread(distance_m) if marks else _NO_RESULT_SPREAD
    source = _nearest(marks, distance_m) if marks else "careful guess by age, sex and weekly km"
    measured = any(mark.distance_m == distance_m for mark in marks)
    return _interval(distance_m / curve.time(distance_m), spread, source, measured)


def _nearest(marks: tuple[Mark, ...], distance_m: float) -> str:
    mark = min(marks, key=lambda m: (abs(math.log(m.distance_m / distance_m)), m.age_months))
    return f"curve through the {mark.distance_m:.0f} m of {mark.date.isoformat()}"


def _interval(value: float, error: float, source: str, measured: bool = False) -> Estimate:
    """80 % interval of a positive value from its relative standard error."""
    wide = math.exp(Z80 * error)
    return Estimate(value, value / wide, value * wide, source, measured)


def _type(
    curve: Curve, marks: tuple[Mark, ...], sprint: _Sprint, mas: float, index: float | None
) -> tuple[RunnerType, Literal["low", "high"]]:
    """Type by k; by the speed reserve where a flying 30 m is measured and the index is 0.75 or more."""
    recent = {mark.distance_m for mark in marks if mark.age_months <= _TYPE_MONTHS}
    confidence: Literal["low", "high"] = "high" if {800.0, 1500.0} <= recent else "low"
    if sprint.measured and index is not None and index >= _RESERVE_FROM_INDEX:
        event = speciality(speed_reserve_ratio(sprint.speed, mas))
        by_reserve: dict[str, RunnerType] = {"400-800": "speed", "800": "speed", "800-1500": "balanced"}
        return by_reserve.get(event, "endurance"), "high"
    k = math.log(curve.time(1500) / curve.time(800)) / math.log(1500 / 800)
    return ("speed" if k >= SPEED_K else "balanced" if k >= ENDURANCE_K else "endurance"), confidence


def _max_hr(athlete: Athlete, age: int) -> Estimate:
    if athlete.max_hr is not None:
        return Estimate(athlete.max_hr, athlete.max_hr, athlete.max_hr, "measured", True)
    value = float(round(estimated_max_hr(age, athlete.sex)))
    known = max(athlete.threshold_hr or 0, athlete.rest_hr or 0)
    source = "by age, ±10 beats"
    if value <= known * 1.05:  # threshold lies at 95 % of the largest at most
        value, source = float(math.ceil(known * 1.05)), "threshold heart rate x 1.05"
    return Estimate(value, value - INTERVAL_BPM, value + INTERVAL_BPM, source)


def _profile_notes(athlete: Athlete, known: bool) -> list[str]:
    notes = []
    if athlete.weekly_km is None:
        notes.append("No weekly kilometres are given: 15 km a week is assumed.")
    if not known:
        notes.append(
            "There is no result that counts: paces are a careful guess by age, sex and weekly kilometres, "
            "and a first test comes in week 1 or 2."
        )
    if athlete.max_hr is None:
        notes.append("Maximal heart rate is estimated by age, ±10 beats a minute.")
    return notes
