"""Distances as runners say them (800, 1500 m, mile, 5K, 2 mile, 3 km) and metres."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final

from homestretch.units.errors import UnitError
from homestretch.units.times import _rounded, _shown

MILE_M: Final = 1609.344  # international mile, by definition
_METRES_PER = {
    "": Decimal(1),
    "m": Decimal(1),
    "metre": Decimal(1),
    "meter": Decimal(1),
    "k": Decimal(1000),
    "km": Decimal(1000),
    "kilometre": Decimal(1000),
    "kilometer": Decimal(1000),
    "mi": Decimal("1609.344"),
    "mile": Decimal("1609.344"),
}
_NAMED = {
    "mile": Decimal("1609.344"),
    "marathon": Decimal(42195),
    "half marathon": Decimal("21097.5"),
    "half": Decimal("21097.5"),
}
_NUMBER = r"[0-9]{1,3}(?:[ ,\u00a0\u2009\u202f][0-9]{3})+|[0-9]{1,7}"
_DISTANCE = re.compile(rf"(?P<whole>{_NUMBER})(?P<fraction>[.][0-9]{{1,12}})?\s*(?P<unit>[a-z]*)")
_MOST_MILES = 100


def parse_distance(text: str) -> float:
    """Metres from a distance as a runner says it.

    Args:
        text: ``800``, ``1500 m``, ``10 000 m``, ``mile``, ``2 mile``, ``5K``, ``3 km``, ``half marathon``.

    Returns:
        Distance in m, more than 0.

    Raises:
        UnitError: the text is no distance, or is zero.
    """
    plain = " ".join(text.lower().split())
    metres = _NAMED.get(plain)
    if metres is None:
        found = _DISTANCE.fullmatch(plain)
        unit = found["unit"] if found else ""
        factor = _METRES_PER.get(unit) or _METRES_PER.get(unit.removesuffix("s"))
        if found is None or factor is None:
            raise UnitError(
                f"{_shown(text)} is not a distance; write it such as 800, 1500 m, mile, 2 mile, 3 km or 5K"
            )
        whole = re.sub(r"\D", "", found["whole"])
        metres = Decimal(whole + (found["fraction"] or "")) * factor
    if metres == 0:
        raise UnitError(f"{_shown(text)} is no distance at all; write it such as 800 or 5K")
    return float(metres)


def format_distance(metres: float) -> str:
    """A distance as the track says it; ``parse_distance`` gives back the same number.

    Args:
        metres: distance in m, more than 0.

    Returns:
        ``800 m``, ``mile``, ``2 mile``, ``10 000 m``, ``half marathon``.

    Raises:
        UnitError: the number is not finite or not positive.
    """
    if not math.isfinite(metres) or metres <= 0:
        raise UnitError(f"a distance must be a number of metres above 0, not {metres}")
    for count in range(1, _MOST_MILES + 1):
        if metres == float(Decimal("1609.344") * count):
            return "mile" if count == 1 else f"{count} mile"
    if metres == float(_NAMED["half marathon"]):
        return "half marathon"
    if metres == float(_NAMED["marathon"]):
        return "marathon"
    if metres == int(metres):
        digits = str(int(metres))
        return (f"{int(metres):,}".replace(",", " ") if len(digits) > 4 else digits) + " m"
    return f"{Decimal(repr(float(metres))):f} m"


def format_kilometres(metres: float, decimals: int = 1) -> str:
    """A long distance in kilometres, rounded half up: ``8.5 km``.

    Args:
        metres: distance in m, not negative.
        decimals: digits after the point.

    Raises:
        UnitError: the number is not finite or negative.
    """
    if not math.isfinite(metres) or metres < 0:
        raise UnitError(f"a distance must be a number of metres from 0 up, not {metres}")
    return f"{_rounded(metres / 1000, decimals):f} km"
