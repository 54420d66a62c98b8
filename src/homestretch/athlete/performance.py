"""How good is a mark for that age, and what level of training it stands for (SCIENCE 1.2, 13.15)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Final

from homestretch.athlete.model import LEVELS, Level, Sex
from homestretch.athlete.records import reference_speed

# (age from which it declines, loss per year to 60, loss per year after 60): near the WMA factors.
_PRIME_AGE: Final = 35
_LATE_AGE: Final = 60
_EARLY_LOSS: Final = {"M": 0.0075, "F": 0.009, "X": 0.00825}
_LATE_LOSS: Final = {"M": 0.011, "F": 0.013, "X": 0.012}
_FLOOR: Final = 0.40
_ADULT: Final = 20  # no age grading under 20, level by training age and volume only
_SENIOR: Final = 18  # never above advanced under 18

_TRAINING_YEARS: Final = (1.0, 3.0, 6.0)
_WEEKLY_KM: Final = (30.0, 60.0, 100.0)  # in an overlap the lower level counts
_INDEX: Final = (0.62, 0.75, 0.88)


def age_on(born: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_factor(age: float, sex: Sex) -> float:
    """Share of their best speed that masters keep at an age, 1 down to 0.40; 1 at 35 and under.

    Args:
        age: years.
        sex: ``F``, ``M`` or ``X`` (mean of both).
    """
    early = min(max(age - _PRIME_AGE, 0), _LATE_AGE - _PRIME_AGE)
    late = max(age - _LATE_AGE, 0)
    return max(_FLOOR, 1 - _EARLY_LOSS[sex] * early - _LATE_LOSS[sex] * late)


def performance_index(distance_m: float, time_s: float, age: float, sex: Sex) -> float:
    """Speed as a share of record speed, set right for age; at most 1.

    Args:
        distance_m: m.
        time_s: s.
        age: years on the day of the mark; under 20 it is not graded.
        sex: ``F``, ``M`` or ``X``.
    """
    return min(1.0, distance_m / time_s / reference_speed(distance_m, sex) / age_factor(age, sex))


def level_of(weekly_km: float, training_years: float | None, index: float | None, age: float) -> Level:
    """Level of training: the middle of volume, training age and performance, of two the lower.

    Never above the volume's level + 1; under 20 by training age and volume only; under 18 at most advanced.

    Args:
        weekly_km: km a week, mean of the last four to eight weeks.
        training_years: years of structured training, if known.
        index: performance index, if there is a mark.
        age: years.
    """
    volume = bisect_right(_WEEKLY_KM, weekly_km)
    rows = [volume]
    if training_years is not None:
        rows.append(bisect_right(_TRAINING_YEARS, training_years))
    if index is not None and age >= _ADULT:
        rows.append(bisect_right(_INDEX, index))
    middle = _middle(rows)
    top = LEVELS.index("advanced") if age < _SENIOR else LEVELS.index("elite")
    return LEVELS[min(middle, volume + 1, top)]


def _middle(rows: Iterable[int]) -> int:
    """The middle one; of an even number the lower."""
    ranked = sorted(rows)
    return ranked[(len(ranked) - 1) // 2]
