"""From results to evidence: which marks count, how much, and set right for indoor tracks and altitude.

Rules: cross-country never counts; a tail wind over 2 m/s never counts up to 200 m; nothing older than 24
months; weight 0.5^(age / 6 months); a slower mark counts only while no faster one at its distance is about as
recent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from homestretch.athlete.model import Result

DAYS_PER_MONTH: Final = 30.4375
HALF_LIFE_MONTHS: Final = 6.0
OLDEST_MONTHS: Final = 24.0
LEGAL_WIND_MPS: Final = 2.0
WIND_MATTERS_TO_M: Final = 200.0
SHORTEST_M: Final = 100.0
# A slower mark at the same distance says little beside a faster one that is at most this much older.
BEATEN_DAYS: Final = 183
_SAME_DISTANCE: Final = 0.01

# Share of time that a 200 m indoor track costs (Taboga 2019; SCIENCE 7.3).
_INDOOR: Final = ((800.0, 0.015), (1500.0, 0.010), (3000.0, 0.008))
# Share of time per 1000 m of altitude over 300 m (Hamlin 2015, Wehrlin 2006; SCIENCE 7.3).
_ALTITUDE: Final = ((800.0, 0.005), (1500.0, 0.016), (3000.0, 0.022), (5000.0, 0.026))
_ALTITUDE_FROM_M: Final = 300.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A result that counts: time as on an outdoor track at sea level, weight 0 to 1 by age."""

    distance_m: float
    time_s: float
    age_months: float
    weight: float
    race: bool  # False: a trial or test, run alone
    road: bool
    date: date

    @property
    def speed(self) -> float:
        """Mean speed, m/s."""
        return self.distance_m / self.time_s


def weight_by_age(age_months: float) -> float:
    """0.5^(age / 6 months), 0 beyond 24 months."""
    return 0.0 if age_months > OLDEST_MONTHS else 0.5 ** (max(age_months, 0.0) / HALF_LIFE_MONTHS)


def indoor_cost(distance_m: float) -> float:
    """Share of time that a 200 m indoor track costs; nothing under 600 m, where it is unknown."""
    return 0.0 if distance_m < 600 else _between(distance_m, _INDOOR)


def altitude_cost(distance_m: float, altitude_m: float) -> float:
    """Share of time that an altitude in m costs; nothing under 600 m, where thin air helps too."""
    over = max(0.0, altitude_m - _ALTITUDE_FROM_M) / 1000
    return 0.0 if distance_m < 600 else over * _between(distance_m, _ALTITUDE)


def marks_from(results: Iterable[Result], on: date) -> tuple[Mark, ...]:
    """The marks that say something about the athlete on a day, shortest first, then newest first.

    Args:
        results: races, trials and tests; those after ``on`` are left out.
        on: the day.
    """
    counted = [_mark(result, on) for result in results if _counts(result, on)]
    kept = [mark for mark in counted if not any(_beaten(mark, other) for other in counted)]
    order = sorted(kept, key=lambda m: (m.distance_m, m.age_months, m.time_s, not m.race, m.road))
    unique = {(m.distance_m, m.time_s, m.date): m for m in reversed(order)}
    return tuple(reversed(unique.values()))


def notes_on(results: Iterable[Result], on: date) -> tuple[str, ...]:
    """What was left out or set right, one sentence each, for the abilities' assumptions."""
    given = [result for result in results if result.date <= on]
    notes = []
    if any(result.surface == "xc" for result in given):
        notes.append("Cross-country results are kept, but never move a track pace.")
    if any(_blown(result) for result in given):
        notes.append("Sprints with more than 2 m/s of tail wind are left out.")
    if any((on - result.date).days / DAYS_PER_MONTH > OLDEST_MONTHS for result in given):
        notes.append("Results older than 24 months are left out.")
    fresh = [result for result in given if _counts(result, on)]
    if any(result.surface == "indoor" for result in fresh):
        notes.append("Indoor times are set right for a 200 m track.")
    if any(altitude_cost(r.distance_m, r.altitude_m or 0.0) > 0 for r in fresh):
        notes.append("Times at altitude are set right to sea level.")
    if any(result.surface == "road" for result in fresh):
        notes.append("Road times are taken as they are, with a wider range.")
    return tuple(notes)


def nearest(marks: Sequence[Mark], distance_m: float) -> Mark:
    """The mark nearest in distance (by ratio), then the newest."""
    return min(marks, key=lambda mark: (abs(math.log(mark.distance_m / distance_m)), mark.age_months))


def _counts(result: Result, on: date) -> bool:
    months = (on - result.date).days / DAYS_PER_MONTH
    return (
        0 <= months <= OLDEST_MONTHS
        and result.surface != "xc"
        and result.distance_m >= SHORTEST_M
        and not _blown(result)
    )


def _blown(result: Result) -> bool:
    wind = result.wind_mps
    return wind is not None and wind > LEGAL_WIND_MPS and result.distance_m <= WIND_MATTERS_TO_M


def _mark(result: Result, on: date) -> Mark:
    months = (on - result.date).days / DAYS_PER_MONTH
    cost = indoor_cost(result.distance_m) if result.surface == "indoor" else 0.0
    cost += altitude_cost(result.distance_m, result.altitude_m or 0.0)
    return Mark(
        distance_m=result.distance_m,
        time_s=result.time_s / (1 + cost),
        age_months=months,
        weight=weight_by_age(months),
        race=result.kind == "race",
        road=result.surface == "road",
        date=result.date,
    )


def _beaten(mark: Mark, other: Mark) -> bool:
    """Another mark at this distance is faster and at most half a year older."""
    same = abs(other.distance_m / mark.distance_m - 1) <= _SAME_DISTANCE
    return same and other.speed > mark.speed and (mark.date - other.date).days <= BEATEN_DAYS


def _between(distance_m: float, table: tuple[tuple[float, float], ...]) -> float:
    """A value between the entries of a table by distance, level beyond its ends."""
    if distance_m <= table[0][0]:
        return table[0][1]
    for (d1, v1), (d2, v2) in pairwise(table):
        if distance_m <= d2:
            return v1 + (v2 - v1) * (distance_m - d1) / (d2 - d1)
    return table[-1][1]
