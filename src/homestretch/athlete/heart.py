"""Heart rates: the largest by age when it was never measured, and shares of the reserve."""

from __future__ import annotations

from typing import Final

from homestretch.athlete.model import Sex

ESTIMATE_BPM: Final = 10  # always labelled so
# 80 % of people lie within 1.28 standard errors of 10.8 bpm (Nes 2013).
INTERVAL_BPM: Final = 14


def max_hr_tanaka(age: float) -> float:
    """208 - 0.7 age, beats a minute (Tanaka et al. 2001, J Am Coll Cardiol 37)."""
    return 208 - 0.7 * age


def max_hr_nes(age: float) -> float:
    """211 - 0.64 age, beats a minute, standard error 10.8 (Nes et al. 2013, Scand J Med Sci Sports 23)."""
    return 211 - 0.64 * age


def max_hr_gulati(age: float) -> float:
    """206 - 0.88 age for women, beats a minute (Gulati et al. 2010, Circulation 122)."""
    return 206 - 0.88 * age


def estimated_max_hr(age: float, sex: Sex) -> float:
    """Largest heart rate by age, beats a minute: the mean of Tanaka and Nes, for all sexes.

    Gulati's line was drawn on women in treadmill testing who mostly did not train; it reads low in runners.
    """
    del sex
    return (max_hr_tanaka(age) + max_hr_nes(age)) / 2


def karvonen(share: float, rest_hr: float, max_hr: float) -> float:
    """Heart rate at a share of the reserve: rest + share (max - rest) (Karvonen et al. 1957)."""
    return rest_hr + share * (max_hr - rest_hr)
