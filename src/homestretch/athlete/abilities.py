"""What an athlete can run on a day, from whatever is known: marks, a flying 30 m, heart rates, or nothing.

One curve through the marks gives the race speeds, its 2 to 15 minutes critical speed and D'; sprint speed
comes from the flying 30 m or the shortest mark. Sources: SCIENCE 1.2, 1.6, 2.1 to 2.3.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Final

from homestretch.athlete.contradiction import remark
from homestretch.athlete.curve import Z80
from homestretch.athlete.evidence import marks_from, nearest, notes_on
from homestretch.athlete.fitting import Fit, Sprint, fit_runner, flying_sprint
from homestretch.athlete.heart import INTERVAL_BPM, estimated_max_hr
from homestretch.athlete.model import Abilities, Athlete, Estimate, Sex
from homestretch.athlete.performance import age_factor, age_on, level_of
from homestretch.athlete.records import reference_speed

DEFAULT_WEEKLY_KM: Final = 15.0
# 1500 m speed without any result, as a share of record speed: low on purpose, a little higher with more km.
_START_SHARE: Final = 0.44
_SHARE_PER_KM: Final = 0.002
_MOST_KM: Final = 80.0
_YOUTH_LOSS: Final = 0.02  # share of speed per year under 18 (maturation)
_GROWN: Final = 18
_NO_RESULT_SPREAD: Final = 0.12  # standard deviation of the guess (logarithm of speed)

# m/s: the shortest flying 30 m that is taken (method 1.1); Bolt ran at 12.3 m/s (Graubner and Nixdorf 2011).
_FASTEST_HUMAN: Final = 30 / 2.3
_MAS_ERROR: Final = 0.02
_CS_ERROR: Final = 0.012  # 0.4 to 2 % (Galbraith 2011, 2014)
_D_PRIME_ERROR: Final = 0.20
_THRESHOLD_OF_MAX: Final = 0.95  # a threshold heart rate lies at this share of the largest, at most


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
    weekly_km = DEFAULT_WEEKLY_KM if athlete.weekly_km is None else athlete.weekly_km
    flying = flying_sprint(athlete.flying30_s, athlete.flying30_date, on)
    ages = [age_on(athlete.born, mark.date) for mark in marks]
    fit = fit_runner(marks, athlete.sex, guessed_1500(athlete.sex, age, weekly_km), ages, flying)
    v800 = _race_speed(fit, 800)
    return Abilities(
        critical_speed=_critical(fit),
        v5000=_race_speed(fit, 5000),
        v3000=_race_speed(fit, 3000),
        v1500=_race_speed(fit, 1500),
        v800=v800,
        max_speed=_sprint_speed(fit.sprint, v800),
        mas=_interval(fit.mas, math.hypot(_spread(fit, 1500), _MAS_ERROR), fit.mas_source),
        d_prime_m=_interval(fit.critical.d_prime, _D_PRIME_ERROR / Z80, "curve between 3 and 12 min"),
        max_hr=_max_hr(athlete, age),
        rest_hr=athlete.rest_hr,
        threshold_hr=athlete.threshold_hr,
        type=fit.type,
        type_confidence=fit.type_confidence,
        level=level_of(weekly_km, athlete.training_years, fit.index, age),
        performance_index=fit.index,
        has_result=fit.enduring,
        assumptions=(
            *_profile_notes(athlete, fit, flying is not None),
            *notes_on(athlete.results, on),
            *filter(None, [remark(athlete.results, on)]),
        ),
    )


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


def _spread(fit: Fit, distance_m: float) -> float:
    """Standard error of the logarithm of speed; wide where no mark is long enough."""
    spread = fit.curve.spread(distance_m)
    return spread if fit.enduring else max(min(spread, _NO_RESULT_SPREAD * 2), _NO_RESULT_SPREAD)


def _critical(fit: Fit) -> Estimate:
    error = math.hypot(_spread(fit, 3000), _CS_ERROR)
    return _interval(fit.critical.speed, error, "curve between 3 and 12 min")


def _race_speed(fit: Fit, distance_m: float) -> Estimate:
    source = "careful guess by age, sex and weekly km"
    if fit.marks:
        mark = nearest(fit.marks, distance_m)
        source = f"curve through the {mark.distance_m:.0f} m of {mark.date.isoformat()}"
    measured = any(mark.distance_m == distance_m for mark in fit.marks)
    return _interval(distance_m / fit.curve.time(distance_m), _spread(fit, distance_m), source, measured)


def _interval(value: float, error: float, source: str, measured: bool = False) -> Estimate:
    """80 % interval of a positive value from its relative standard error."""
    wide = math.exp(Z80 * error)
    return Estimate(value, value / wide, value * wide, source, measured)


def _sprint_speed(sprint: Sprint, v800: Estimate) -> Estimate:
    """Sprint speed; without evidence its interval still ends where 800 m speed and the fastest human do."""
    found = _interval(sprint.speed, sprint.error, sprint.source, sprint.measured)
    low = min(found.value, max(found.low, v800.low))
    return replace(found, low=low, high=max(found.value, min(found.high, _FASTEST_HUMAN)))


def _max_hr(athlete: Athlete, age: int) -> Estimate:
    """Measured, else by age; above a known threshold heart rate in any case."""
    if athlete.max_hr is not None:
        return Estimate(athlete.max_hr, athlete.max_hr, athlete.max_hr, "measured", True)
    value, source = float(round(estimated_max_hr(age, athlete.sex))), "by age, ±10 beats"
    least = math.ceil((athlete.threshold_hr or 0) / _THRESHOLD_OF_MAX)
    if value < least:
        value, source = float(least), "threshold heart rate / 0.95"
    return Estimate(value, value - INTERVAL_BPM, value + INTERVAL_BPM, source)


def _profile_notes(athlete: Athlete, fit: Fit, flown: bool) -> list[str]:
    notes = []
    if athlete.weekly_km is None:
        notes.append(f"No weekly kilometres are given: {DEFAULT_WEEKLY_KM:.0f} km a week is assumed.")
    if not fit.marks:
        notes.append(
            "There is no result that counts: paces are a careful guess by age, sex and weekly kilometres, "
            "and a first test comes early in the season."
        )
    elif not fit.enduring:
        notes.append(
            "There are only sprint results: paces are a careful guess between them and the usual for these "
            "weekly kilometres, and a first test comes early in the season."
        )
    if athlete.max_hr is None:
        notes.append("Maximal heart rate is estimated by age, ±10 beats a minute.")
    if athlete.flying30_s is not None and not flown:
        notes.append("The flying 30 m is left out: it is older than 24 months or lies ahead.")
    if fit.sprint.source.startswith("800 m"):
        notes.append(
            "The sprint given is slower than the 800 m allows: sprint speed is taken from 800 m speed."
        )
    return notes
