"""Laps that a runner pressed: which of a file's laps say where a rep began or ended."""

from __future__ import annotations

from collections.abc import Sequence

from homestretch.activity.recording import Lap
from homestretch.units import MILE_M

BY_HAND = ("manual", "session")
AUTO_LAPS = (1000.0, MILE_M)  # m at which watches make laps themselves
NEAR = 5.0  # m that such a lap may be off
SHORTEST_LAP = 3.0  # s; two presses closer together are one
SNAP = 4.0  # s that a press may lie from where the speed changed; people are within 2


def presses(laps: Sequence[Lap], start: float, end: float) -> list[float]:
    """Moments at which the runner pressed the lap button, s since `start`.

    A lap's end counts if its trigger is manual or session, and neither the lap nor the whole way up to its end is a
    multiple of 1 km or 1 mile: TCX calls automatic laps manual.

    Args:
        laps: in order.
        start: seconds since 1970 of time 0.
        end: s of the last sample.
    """
    found: list[float] = []
    way: float | None = 0.0
    for number, lap in enumerate(laps):
        way = None if way is None or lap.distance is None else way + lap.distance
        automatic = lap.trigger not in BY_HAND or _on_a_mark(lap.distance) or _on_a_mark(way)
        moment = lap.start + lap.elapsed - start
        last = number == len(laps) - 1
        if automatic or last or not SHORTEST_LAP < moment < end - SHORTEST_LAP:
            continue
        if not found or moment - found[-1] >= SHORTEST_LAP:
            found.append(moment)
    return found


def _on_a_mark(distance: float | None) -> bool:
    if distance is None or distance < AUTO_LAPS[0] - NEAR:
        return False
    return any(abs(distance - round(distance / mark) * mark) <= NEAR for mark in AUTO_LAPS)


def snapped(moment: float, marks: Sequence[float], within: float = SNAP) -> float | None:
    """The mark nearest to a moment, None if none lies within so many s."""
    near = min(marks, key=lambda mark: abs(mark - moment), default=None)
    return near if near is not None and abs(near - moment) <= within else None
