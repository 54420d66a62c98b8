"""Times as the track writes them (1:58.72, 61.2, 14:59, 1:02:03) and seconds.

Decimal inside, so that hundredths come back as they went in and 59.999 s never prints as 0:60.00.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from homestretch.units.errors import UnitError

_TIME = re.compile(
    r"(?:(?:(?P<hours>[0-9]{1,3}):(?P<sixty>[0-5][0-9])|(?P<minutes>[0-9]{1,4})):(?P<seconds>[0-5][0-9])"
    r"|(?P<alone>[0-9]{1,6}))(?:[.,](?P<fraction>[0-9]{1,3}))?(?P<unit> ?s)?"
)
_EXAMPLES = "such as 61.2, 1:58.72, 14:59 or 1:02:03"
MAX_DECIMALS = 3


def parse_time(text: str) -> float:
    """Seconds from a time as a runner writes it.

    Args:
        text: seconds (``61.2``), minutes (``1:58.72``) or hours (``1:02:03``); at most three decimals, with a
            point or a comma.

    Returns:
        Time in s, more than 0.

    Raises:
        UnitError: the text is no time, or is zero.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None or (found["unit"] and found["alone"] is None):
        raise UnitError(f"{_shown(text)} is not a time; write it {_EXAMPLES}")
    whole = (
        int(found["hours"] or 0) * 3600
        + int(found["minutes"] or found["sixty"] or 0) * 60
        + int(found["seconds"] or found["alone"] or 0)
    )
    value = Decimal(f"{whole}.{found['fraction'] or 0}")
    if value == 0:
        raise UnitError(f"{_shown(text)} is no time at all; write it {_EXAMPLES}")
    return float(value)


def format_time(seconds: float, decimals: int = 2) -> str:
    """A time as the track writes it, rounded half up.

    Args:
        seconds: time in s, not negative.
        decimals: digits after the point, 0 to 3.

    Returns:
        ``59.99``, ``1:58.72`` or ``1:02:03`` (with ``decimals`` digits).

    Raises:
        UnitError: the number is not finite or negative, or there are too many decimals.
    """
    if not math.isfinite(seconds) or seconds < 0:
        raise UnitError(f"a time must be a number of seconds from 0 up, not {seconds}")
    if not 0 <= decimals <= MAX_DECIMALS:
        raise UnitError(f"a time is written with 0 to {MAX_DECIMALS} decimals, not {decimals}")
    rounded = _rounded(seconds, decimals)
    rest = rounded % 60
    hours, minutes = divmod(int(rounded // 60), 60)
    if not hours and not minutes:
        return f"{rest:.{decimals}f}"
    width = 2 if decimals == 0 else decimals + 3
    tail = f"{rest:0{width}.{decimals}f}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def format_mark(seconds: float) -> str:
    """A mark with the decimals it has: ``4:28``, ``1:58.72``."""
    text = format_time(seconds)
    return text.removesuffix("0").removesuffix(".0") if text.endswith("0") else text


def _rounded(number: float, decimals: int) -> Decimal:
    """The number as it is written in decimals (not as binary holds it), rounded half up."""
    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _shown(text: str) -> str:
    """The text in quotes, cut where it is long."""
    short = text if len(text) <= 40 else text[:37] + "..."
    return f'"{short}"'
