"""Metres of a session counted from its notation: quality, high-speed and sprint metres.

A reference runner turns minutes and anchors into metres, so that a rung has one dose for everybody; the
athlete's own metres are the planner's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from homestretch.blueprint.model import Intensity, Pace, Part, Recovery, Repeat, Work

# Speeds in m/s of an intermediate runner: ratios of method 2.2 on a critical speed of 4.5 m/s.
REFERENCE: Final = {
    "CS": 4.50,
    "V10K": 4.50,
    "V5K": 4.50 / 0.965,
    "V3K": 4.50 / 0.935,
    "V1500": 4.50 / 0.876,
    "V800": 4.50 / 0.800,
    "MAS": 4.60,
    "MSS": 7.60,
}
QUALITY_FROM: Final = 0.90  # share of critical speed, the edge of threshold work (method 2.2)
STEADY_FROM: Final = 0.82  # the same for sessions of the steady zone
SPRINT_FROM: Final = 0.90  # share of MSS (method, conventions: SPR)
RUN_UP: Final = "build"  # an effort with this word is the run-up to a fly and is not counted


@dataclass(frozen=True, slots=True)
class Dose:
    """Metres of one rung: work of the session's kind, at or above V1500, at or above 0.90 MSS."""

    quality_m: int
    hsr_m: int
    sprint_m: int


def unroll(parts: tuple[Part, ...]) -> Iterator[Work | Recovery]:
    """Efforts and recoveries in the order they happen, repeats written out.

    A recovery is held back until work follows it, and the last one said wins: so nothing follows the last
    work, and a set's recovery stands in for the inner one (see ``notation.py``).
    """
    pending: Recovery | None = None
    for item in _walk(parts):
        if isinstance(item, Recovery):
            pending = item
            continue
        if pending is not None:
            yield pending
            pending = None
        yield item


def _walk(parts: tuple[Part, ...]) -> Iterator[Work | Recovery]:
    for part in parts:
        if isinstance(part, Repeat):
            for _ in range(part.count):
                yield from _walk(part.parts)
                if part.between is not None:
                    yield part.between
        else:
            yield part


def works(parts: tuple[Part, ...]) -> Iterator[Work]:
    """Every effort in the order it is run."""
    return (item for item in _walk(parts) if isinstance(item, Work))


def recoveries(parts: tuple[Part, ...]) -> Iterator[Recovery]:
    """Every recovery that is really taken."""
    return (item for item in unroll(parts) if isinstance(item, Recovery))


def count_dose(parts: tuple[Part, ...], zone: str) -> Dose:
    """Metres of each kind, to the nearest 10 m where minutes had to be turned into metres.

    Args:
        parts: a session as ``notation.parse`` gives it.
        zone: the cap code of method 4.2; ``ST`` counts from steady running on, others from threshold.

    Returns:
        The dose of the reference runner. A climb counts its metres but never as high-speed running: its speed
        over the ground is lower.
    """
    edge = (STEADY_FROM if zone == "ST" else QUALITY_FROM) * REFERENCE["CS"]
    quality = fast = sprint = 0.0
    for work, times in _counted(parts, 1):
        if work.text.startswith(RUN_UP):
            continue
        metres = metres_of(work) * times
        if work.intensity is None or _high(work.intensity) >= edge or work.text.startswith("float"):
            quality += metres
        if work.intensity is None or work.uphill:
            continue
        fast += metres * _share_over(work.intensity, REFERENCE["V1500"])
        sprint += metres * _share_over(work.intensity, SPRINT_FROM * REFERENCE["MSS"])
    return Dose(_ten(quality), _ten(fast), _ten(sprint))


def _counted(parts: tuple[Part, ...], times: int) -> Iterator[tuple[Work, int]]:
    """Every effort as written, with how often it is run."""
    for part in parts:
        if isinstance(part, Work):
            yield part, times
        elif isinstance(part, Repeat):
            yield from _counted(part.parts, times * part.count)


def metres_of(work: Work) -> float:
    """Metres of one effort: as written, or the reference runner's in that time."""
    if work.distance_m is not None:
        return float(work.distance_m)
    band = work.intensity
    speed = (speed_of(band.low) + speed_of(band.high)) / 2 if band else STEADY_FROM * REFERENCE["CS"]
    return speed * (work.duration_s or 0)


def speed_of(pace: Pace) -> float:
    """The reference runner's speed in m/s."""
    return pace.fraction * REFERENCE[pace.anchor]


def _high(band: Intensity) -> float:
    return speed_of(band.high)


def _share_over(band: Intensity, limit: float) -> float:
    """Share of an effort at or over a speed: a band that reaches it counts whole, a rise by half."""
    if speed_of(band.high) < limit - 1e-9:
        return 0.0
    return 0.5 if band.progressive and speed_of(band.low) < limit - 1e-9 else 1.0


def _ten(metres: float) -> int:
    return round(metres) if abs(metres - round(metres)) < 1e-6 else 10 * round(metres / 10)
