"""Paces as runners say them (4:30/km, 7:15/mile, 72 s/400) and speeds in m/s, both ways."""

from __future__ import annotations

import math
import re
from typing import Final, Literal, get_args

from homestretch.units.distances import MILE_M
from homestretch.units.errors import UnitError
from homestretch.units.times import _rounded, _shown, format_time, parse_time

PaceUnit = Literal["min/km", "min/mile", "s/200", "s/300", "s/400", "km/h", "m/s"]
PACE_UNITS: Final[tuple[PaceUnit, ...]] = get_args(PaceUnit)
_METRES: Final[dict[str, float]] = {
    "km": 1000.0,
    "k": 1000.0,
    "1000": 1000.0,
    "mile": MILE_M,
    "mi": MILE_M,
    "100": 100.0,
    "200": 200.0,
    "300": 300.0,
    "400": 400.0,
    "lap": 400.0,
}
_KMH_PER_MPS: Final = 3.6
_PACE = re.compile(r"(?P<time>[0-9:.,]+)\s*(?:min|s|sec)?\s*(?:/|per\s)\s*(?P<per>[a-z0-9]+?)(?:\s*m)?")
_SPEED = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)?)\s*(?P<unit>m/s|km/h|kph)")


def parse_pace(text: str) -> float:
    """Speed in m/s from a pace or a speed.

    Args:
        text: ``4:30/km``, ``4:30 min/km``, ``7:15/mile``, ``72 s/400``, ``36/200``, ``5.2 m/s``, ``18 km/h``.

    Returns:
        Speed in m/s, more than 0.

    Raises:
        UnitError: the text is no pace.
    """
    plain = " ".join(text.lower().split())
    speed = _SPEED.fullmatch(plain)
    if speed is not None:
        value = float(speed["number"].replace(",", "."))
        if value > 0:
            return value if speed["unit"] == "m/s" else value / _KMH_PER_MPS
    pace = _PACE.fullmatch(plain)
    metres = _METRES.get(pace["per"]) if pace else None
    if pace is None or metres is None:
        raise UnitError(f"{_shown(text)} is not a pace; write it such as 4:30/km, 7:15/mile or 72 s/400")
    return metres / parse_time(pace["time"])


def format_pace(speed: float, unit: PaceUnit = "min/km") -> str:
    """A speed as a pace: ``4:30/km``, ``7:15/mile``, ``72.0 s/400``, ``18.0 km/h``, ``5.00 m/s``.

    Args:
        speed: m/s, more than 0.
        unit: one of ``PACE_UNITS``.

    Raises:
        UnitError: the speed is not finite or not positive, or the unit is unknown.
    """
    if not math.isfinite(speed) or speed <= 0:
        raise UnitError(f"a pace needs a speed above 0 m/s, not {speed}")
    if unit == "min/km":
        return _minutes(1000.0 / speed) + "/km"
    if unit == "min/mile":
        return _minutes(MILE_M / speed) + "/mile"
    if unit in ("s/200", "s/300", "s/400"):
        metres = unit.removeprefix("s/")
        return f"{_seconds(float(metres) / speed)} s/{metres}"
    if unit == "km/h":
        return f"{_rounded(speed * _KMH_PER_MPS, 1)} km/h"
    if unit == "m/s":
        return f"{_rounded(speed, 2)} m/s"
    raise UnitError(f'"{unit}" is not a unit of pace; use one of {", ".join(PACE_UNITS)}')


def rep_time(speed: float, distance_m: float) -> float:
    """Seconds that a repeat takes.

    Args:
        speed: m/s, more than 0.
        distance_m: length of the repeat, m.

    Raises:
        UnitError: the speed or the distance is not above 0.
    """
    if not (math.isfinite(speed) and math.isfinite(distance_m)) or speed <= 0 or distance_m <= 0:
        raise UnitError(f"a repeat needs a speed and a distance above 0, not {speed} m/s and {distance_m} m")
    return distance_m / speed


def format_rep(seconds: float, decimals: int = 1) -> str:
    """A repeat's time in seconds alone up to 100 s (``72.4``), else as a time (``2:05.0``)."""
    return _seconds(seconds, decimals) if seconds < 100 else format_time(seconds, decimals)


def _minutes(seconds: float) -> str:
    """Minutes and seconds, also under a minute (0:58)."""
    text = format_time(seconds, 0)
    return text if ":" in text else f"0:{int(text):02d}"


def _seconds(seconds: float, decimals: int = 1) -> str:
    """Seconds alone, rounded half up, whatever their number."""
    return f"{_rounded(seconds, decimals):f}"
