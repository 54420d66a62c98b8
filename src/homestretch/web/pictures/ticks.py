"""Round numbers beside a chart: even steps of a value, of a time, or of a pace."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from homestretch.units import MILE_M, PaceUnit, format_pace, format_time

Tick = tuple[float, str]

MOST_TICKS = 4
VALUE_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400)  # s
MOST_TIMES = 3.5
PACE_STEPS = (600, 300, 120, 60, 30, 15, 10, 5, 1)  # s per km or mile, the roundest first
FIRST_TICK, TICKS_APART, TICK_ROOM = 0.02, 0.17, 0.14  # shares of the height of a chart of paces


def value_ticks(low: float, high: float, unit: str = "", least_step: float = 0.0) -> list[Tick]:
    """Even steps of a number, four at most, each with its unit.

    Args:
        low, high: least and most that are shown.
        unit: written behind each number.
        least_step: the finest step.
    """
    step = next(
        (s for s in VALUE_STEPS if (high - low) / s <= MOST_TICKS and s >= least_step), VALUE_STEPS[-1]
    )
    decimals = 2 if step < 0.1 else 1 if step < 1 else 0
    return [(value, f"{value + 0.0:.{decimals}f}{unit}") for value in _multiples(low, high, step)]


def time_ticks(low: float, high: float) -> list[Tick]:
    """Even steps of a time in s: `62 s`, `3:30`."""
    step = next((s for s in TIME_STEPS if (high - low) / s <= MOST_TIMES), TIME_STEPS[-1])
    found = [(value, format_time(value, 0)) for value in _multiples(low, high, step)]
    return [(value, text if ":" in text else f"{text} s") for value, text in found]


def pace_ticks(low: float, high: float, unit: PaceUnit) -> list[Tick]:
    """Round paces, as far apart as room allows: even steps of pace are uneven ones of speed.

    Args:
        low, high: m/s.
        unit: of paces.
    """
    metres = MILE_M if unit == "min/mile" else 1000.0
    span, speed, found = high - low, high, []
    apart = FIRST_TICK
    while (farthest := speed - (apart + TICK_ROOM) * span) > max(low, 0.0):
        pace = _roundest(metres / (speed - apart * span), metres / farthest)
        speed, apart = metres / pace, TICKS_APART
        found.append((speed, pace_text(speed, unit)))
    return found


def pace_text(speed: float, unit: PaceUnit) -> str:
    """`4:32`, without its unit; standing and walking slower than 30 min a km are `standing`."""
    if not speed >= 0.55:
        return "standing"
    return format_pace(speed, unit).partition("/")[0]


def _roundest(fastest: float, slowest: float) -> float:
    """The pace between two, s per km or mile, that has the fewest figures."""
    for step in PACE_STEPS:
        pace = float(ceil(fastest / step) * step)
        if pace <= slowest:
            return pace
    return fastest


def _multiples(low: float, high: float, step: float) -> Sequence[float]:
    return [k * step for k in range(ceil(low / step), floor(high / step + 1e-9) + 1)]
