"""Sets of the track as they are run without one: efforts by the clock, short gears by feel.

In: the parts of a ladder step, the athlete's paces. Out: parts. Follows method 4.4: effort and time in zone stay the same.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from homestretch.blueprint.model import Intensity, Part, Repeat, Work
from homestretch.blueprint.notation import amount
from homestretch.planning.prescription import Prescriber

BY_TIME = "flat, measured loop, by time"
GEAR_S = 40  # s; nobody reads a watch at changes of pace that follow each other so soon (design choice)
TIMED = " by time"  # after the name of a set of the track
BY_EFFORT = "by effort"
FAR = "even, as far as it takes you"


def timed_parts(parts: tuple[Part, ...], prescriber: Prescriber) -> tuple[Part, ...]:
    """The same efforts as times; changes of pace without a stop say that they go by effort."""
    out: list[Part] = []
    for part in parts:
        if isinstance(part, Repeat):
            out.append(replace(part, parts=timed_parts(part.parts, prescriber)))
        elif isinstance(part, Work) and part.distance_m is not None and part.intensity is not None:
            low, high = prescriber.band(part.intensity)
            seconds = round(part.distance_m / ((low + high) / 2))
            out.append(replace(part, distance_m=None, duration_s=seconds))
        else:
            out.append(part)
    return tuple(x for group in _without_stop(out) for x in (_felt(group) if _gears(group) else group))


def how_far(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], str]:
    """A test whose time is given: how far it takes the runner is what it measures. Its parts and its objective.

    Time and pace both given, as for a set, would measure nothing.
    """
    main = tuple(replace(p, text=FAR) if isinstance(p, Work) else p for p in parts)
    seconds = sum(map(_seconds, main))
    return main, f"Measure how far a controlled, even effort takes you in {amount(seconds, None)}."


def in_gears(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts as they are written down: gears by effort as one effort that rises."""
    whole = tuple(replace(p, parts=in_gears(p.parts)) if isinstance(p, Repeat) else p for p in parts)
    out: list[Part] = []
    for group in _without_stop(list(whole)):
        out += [_one(group)] if all(isinstance(p, Work) and p.text == BY_EFFORT for p in group) else group
    return tuple(out)


def _without_stop(parts: list[Part]) -> list[list[Part]]:
    """Works that follow each other without a recovery, together; anything else alone."""
    found: list[list[Part]] = []
    for is_work, group in groupby(parts, key=lambda p: isinstance(p, Work)):
        row = list(group)
        found += [row] if is_work else [[part] for part in row]
    return found


def _gears(group: list[Part]) -> bool:
    short = [isinstance(p, Work) and not p.text and p.intensity is not None for p in group]
    return len(group) > 1 and all(short) and all(0 < _seconds(p) <= GEAR_S for p in group)


def _seconds(part: Part) -> int:
    return part.duration_s or 0 if isinstance(part, Work) else 0


def _felt(group: list[Part]) -> list[Part]:
    return [replace(p, text=BY_EFFORT) for p in group if isinstance(p, Work)]


def _one(group: list[Part]) -> Work:
    bands = [p.intensity for p in group if isinstance(p, Work) and p.intensity is not None]
    rising = Intensity(bands[0].low, bands[-1].high, progressive=True)
    words = {2: "two gears", 3: "three gears"}.get(len(group), f"{len(group)} gears")
    return Work(sum(map(_seconds, group)), None, rising, text=f"in {words}, by effort")
