"""Two results that one runner can hardly have run both: a slip of typing, or one of them was no effort.

Between two marks the exponent of Riegel's law has bounds (SCIENCE 2.3, `riegel.BOUNDS`); around each mark a race
scatters about what the athlete could do (Hopkins 2001, the club end of `curve.scatter`, wider the older the mark).
A pair is doubted where it lies more than three standard deviations of both outside the bounds: one true pair in 370.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from homestretch.athlete.curve import scatter
from homestretch.athlete.evidence import Mark, marks_from
from homestretch.athlete.model import Result
from homestretch.athlete.riegel import BOUNDS, lengths
from homestretch.units import format_distance, format_time

DOUBT_SDS: Final = 3.0
_CLUB: Final = 1.0  # looseness of the widest scatter
SHORTEST_M: Final = 400.0  # under it a mark says too little of an endurance runner
_TENTHS_UNDER_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two marks that doubt each other.

    Attributes:
        short, long: the marks by distance.
        asked: the one that the other makes unlikely: it is the slower of the two for its distance.
        slowest_s: s, the slowest time that fits the other one.
    """

    short: Mark
    long: Mark
    asked: Mark
    slowest_s: float

    @property
    def facts(self) -> str:
        """`800 m in 2:05.3 and 1500 m in 6:50.0`."""
        return f"{_said(self.short)} and {_said(self.long)}"

    @property
    def reason(self) -> str:
        """`beside the one, 1500 m in about 4:49 is the slowest to expect`."""
        distance, time = format_distance(self.asked.distance_m), format_time(self.slowest_s, 0)
        return f"beside the {format_distance(self.other.distance_m)}, {distance} in about {time} is the slowest to expect"

    @property
    def other(self) -> Mark:
        return self.short if self.asked is self.long else self.long


def contradiction(results: Iterable[Result], on: date) -> Contradiction | None:
    """The pair of results that contradict each other most on a day; None where all can be true."""
    marks = [mark for mark in marks_from(results, on) if mark.distance_m >= SHORTEST_M]
    pairs = [(short, long) for short, long in combinations(marks, 2) if short.distance_m < long.distance_m]
    doubts = [(_doubt(short, long), short, long) for short, long in pairs]
    worst = max(doubts, key=lambda each: abs(each[0]), default=None)
    if worst is None or worst[0] == 0:
        return None
    _, short, long = worst
    low, high = _bounds(short, long)
    room = _room(short, long)
    if worst[0] > 0:
        return Contradiction(short, long, long, short.time_s * math.exp(high + room))
    return Contradiction(short, long, short, long.time_s * math.exp(room - low))


def remark(results: Iterable[Result], on: date) -> str:
    """What to say of the pair beside the abilities; empty where there is none."""
    found = contradiction(results, on)
    if found is None:
        return ""
    return f"{found.facts} can hardly both be true: {found.reason}. Check both; until then your paces lie between them."


def question(results: Iterable[Result], on: date) -> str:
    """The same, asked while the results are typed."""
    found = contradiction(results, on)
    if found is None:
        return ""
    return (
        f"Are both right: {found.facts}? By the usual fall of speed with distance, {found.reason}. Look for a slip of "
        "typing, or leave out the one that was no effort."
    )


def _doubt(short: Mark, long: Mark) -> float:
    """How far the logarithm of the times' ratio lies beyond all that can be: positive where the long one is slow."""
    ratio = math.log(long.time_s / short.time_s)
    low, high = _bounds(short, long)
    room = _room(short, long)
    return max(ratio - high - room, 0.0) + min(ratio - low + room, 0.0)


def _bounds(short: Mark, long: Mark) -> tuple[float, float]:
    """Least and most of the logarithm of the times' ratio."""
    way = lengths(short.distance_m, long.distance_m)
    low, high = (sum(b[end] * part for b, part in zip(BOUNDS, way, strict=True)) for end in (0, 1))
    return low, high


def _room(short: Mark, long: Mark) -> float:
    return DOUBT_SDS * math.hypot(scatter(short, _CLUB), scatter(long, _CLUB))


def _said(mark: Mark) -> str:
    time = format_time(mark.time_s, 1 if mark.time_s < _TENTHS_UNDER_S else 0)
    return f"{format_distance(mark.distance_m)} in {time}"
