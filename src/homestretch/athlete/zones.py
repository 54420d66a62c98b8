"""The nine zones of pace, heart rate and effort of an athlete (SCIENCE 2.2; heart rates after Haugen 2021).

Race speeds win over shares of critical speed. Heart rate goes up to zone 5 only: above it lags.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homestretch.athlete.model import Abilities


@dataclass(frozen=True, slots=True)
class PaceZone:
    """Speeds in m/s."""

    zone: int
    name: str
    speed_low: float
    speed_high: float


@dataclass(frozen=True, slots=True)
class HeartRateZone:
    """Beats a minute. ``estimated``: from a maximum that nobody measured, ±10 beats."""

    zone: int
    low: int
    high: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class RpeZone:
    """Effort on the CR10 scale, and how one can still talk."""

    zone: int
    low: float
    high: float
    talk: str


@dataclass(frozen=True, slots=True)
class Zones:
    pace: tuple[PaceZone, ...]
    heart_rate: tuple[HeartRateZone, ...]
    rpe: tuple[RpeZone, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Shares of critical speed, largest and threshold heart rate (None: by race speed); CR10; talk test."""

    name: str
    of_cs: tuple[float, float] | None
    of_max_hr: tuple[float, float] | None
    of_threshold_hr: tuple[float, float] | None
    rpe: tuple[float, float]
    talk: str


_ROWS: Final = (
    _Row("recovery", (0.60, 0.72), (0.60, 0.72), (0.70, 0.80), (1, 2), "full conversation"),
    _Row("easy", (0.70, 0.82), (0.65, 0.78), (0.75, 0.88), (2, 4), "full sentences"),
    _Row("steady", (0.82, 0.90), (0.76, 0.85), (0.88, 0.94), (4, 5), "long phrases"),
    _Row("threshold", (0.93, 0.98), (0.83, 0.90), (0.95, 1.01), (5, 6.5), "3 to 6 words"),
    _Row("critical speed", (0.98, 1.02), (0.88, 0.92), (1.00, 1.03), (6, 7.5), "1 to 3 words"),
    _Row("VO2max", None, None, None, (7, 9), "none"),
    _Row("lactate tolerance", None, None, None, (8, 10), "none"),
    _Row("special", None, None, None, (8, 10), "none"),
    _Row("maximal speed", None, None, None, (5, 7), "none"),
)
_SPECIAL_OF_V800: Final = (1.04, 1.15)
_SPECIAL_OF_MSS: Final = (0.85, 0.95)
_SPRINT_FROM_MSS: Final = 0.95


def zones(abilities: Abilities) -> Zones:
    """Pace, heart-rate and effort zones.

    Args:
        abilities: from ``estimate``.

    Returns:
        Nine pace zones, five heart-rate zones and nine effort zones, from 1 up.
    """
    return Zones(pace=_pace(abilities), heart_rate=_heart_rate(abilities), rpe=_rpe())


def _pace(able: Abilities) -> tuple[PaceZone, ...]:
    """Zones 1 to 5 stand on critical speed, 6 and 7 on race speeds, 8 and 9 on 800 m and sprint speed."""
    races = (
        (able.v5000.value, able.v3000.value),
        (able.v1500.value, able.v800.value),
        _special(able),
        (_SPRINT_FROM_MSS * able.max_speed.value, able.max_speed.value),
    )
    shares = [row.of_cs for row in _ROWS if row.of_cs is not None]
    bands = [(low * able.critical_speed.value, high * able.critical_speed.value) for low, high in shares]
    bands[-1] = (bands[-1][0], min(bands[-1][1], able.v5000.value))  # it ends where the 5000 m begins
    return tuple(
        PaceZone(place, row.name, slow, fast)
        for place, (row, (slow, fast)) in enumerate(zip(_ROWS, [*bands, *races], strict=True), 1)
    )


def _special(able: Abilities) -> tuple[float, float]:
    """Faster than 800 m speed; for runners with little sprint speed a share of that instead."""
    low, high = (share * able.v800.value for share in _SPECIAL_OF_V800)
    slow, fast = (share * able.max_speed.value for share in _SPECIAL_OF_MSS)
    return (low, high) if high <= fast else (max(slow, able.v800.value), fast)


def _heart_rate(able: Abilities) -> tuple[HeartRateZone, ...]:
    """Of the threshold heart rate where it is known, else of the largest; never over the largest."""
    found = []
    for place, row in enumerate(_ROWS):
        if row.of_max_hr is None or row.of_threshold_hr is None:
            break
        if able.threshold_hr is not None:
            base, (low, high), estimated = float(able.threshold_hr), row.of_threshold_hr, False
        else:
            base, (low, high), estimated = able.max_hr.value, row.of_max_hr, not able.max_hr.measured
        most = int(able.max_hr.value)
        found.append(
            HeartRateZone(place + 1, min(round(low * base), most), min(round(high * base), most), estimated)
        )
    return tuple(found)


def _rpe() -> tuple[RpeZone, ...]:
    return tuple(RpeZone(place + 1, *row.rpe, row.talk) for place, row in enumerate(_ROWS))
