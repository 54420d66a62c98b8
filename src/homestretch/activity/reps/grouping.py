"""Reps into sets, their nominal distances, and names for what lies between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from homestretch.activity.reps.efforts import RUNNING
from homestretch.activity.reps.model import Piece, PieceKind, RecoveryStyle, Rep, RepSet
from homestretch.activity.reps.stretches import Stretch
from homestretch.units import MILE_M

# m; what is run on a track
NOMINAL = (
    *(60, 80, 100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 900),
    *(1000, 1200, 1500, 1600, MILE_M, 1800, 2000, 2400, 3000),
)
NOMINAL_WITHIN = 0.03  # of the distance; watches on a track are off by one to two per cent
ALIKE = 0.07  # reps whose distances differ by less are meant to be the same
ROUND_TIME, ROUND_WITHIN = 15.0, 1.5  # s; reps by time last a multiple of this, give or take
FEWEST_BY_TIME = 3
STEADIER = 0.5  # times are this much steadier than distances where reps go by time
NEW_SET_SHARE, NEW_SET_S = 1.8, 50.0  # a recovery longer than the usual one by both parts two sets
STANDING = 0.5  # m/s
FLOAT_SHARE = 0.74  # of the slower rep beside it, from which a recovery is a float
FLOAT_OVER_EASY = 1.03  # of the warm-up's speed, likewise


def grouped(reps: Sequence[Rep]) -> tuple[tuple[Rep, ...], tuple[RepSet, ...]]:
    """Reps with their sets: by plan where both neighbours were planned, else by kind and by recovery."""
    if not reps:
        return (), ()
    pauses: dict[str, list[float]] = {"rep": [], "stride": []}
    for before, after in pairwise(reps):
        if before.kind == after.kind:
            pauses[before.kind].append(after.start - before.end)
    usual = {kind: float(np.median(values)) if values else np.inf for kind, values in pauses.items()}
    sets: list[list[Rep]] = [[reps[0]]]
    for before, after in pairwise(reps):
        if _parts(before, after, usual[after.kind]):
            sets.append([])
        sets[-1].append(after)
    numbered = [
        RepSet(at, tuple(replace(rep, set_index=at, index=place) for place, rep in enumerate(group)))
        for at, group in enumerate(sets)
    ]
    return tuple(rep for group in numbered for rep in group.reps), tuple(numbered)


def _parts(before: Rep, after: Rep, usual: float) -> bool:
    """Whether a new set begins between two reps."""
    if before.kind != after.kind:
        return True
    if before.planned is not None and after.planned is not None:
        return before.planned.set_index != after.planned.set_index
    pause = after.start - before.end
    return pause > NEW_SET_SHARE * usual and pause > usual + NEW_SET_S


def nominal_distances(
    reps: Sequence[Rep], sets: Sequence[RepSet], planned_off: float
) -> tuple[tuple[Rep, ...], tuple[RepSet, ...]]:
    """Reps and sets with nominal distances: the planned one, else what reps of one length in a set come near."""
    named = []
    for group in sets:
        distances = np.array([rep.distance_m for rep in group.reps])
        times = np.array([rep.duration for rep in group.reps])
        answers = []
        by_time = _by_time(distances, times)
        for rep in group.reps:
            alike = np.abs(distances - rep.distance_m) <= ALIKE * rep.distance_m
            nominal = _nominal(rep, distances[alike], planned_off, by_time)
            answers.append(replace(rep, nominal_m=nominal))
        named.append(RepSet(group.index, tuple(answers)))
    return tuple(rep for group in named for rep in group.reps), tuple(named)


def _by_time(distances: np.ndarray, times: np.ndarray) -> bool:
    """Whether the reps of a set lasted equally long by the clock rather than being equally far."""
    if len(times) < FEWEST_BY_TIME or not np.isfinite(distances).all():
        return False
    lasted = float(np.median(times))
    on_the_clock = abs(lasted - round(lasted / ROUND_TIME) * ROUND_TIME) <= ROUND_WITHIN
    return bool(on_the_clock and times.std() / times.mean() < STEADIER * distances.std() / distances.mean())


def _nominal(rep: Rep, alike: np.ndarray, planned_off: float, by_time: bool) -> float | None:
    if rep.planned is not None:
        meant = rep.planned.distance_m
        near = meant is not None and abs(rep.distance_m - meant) <= planned_off * meant
        return meant if near else None
    if by_time or not len(alike):
        return None
    middle = float(np.median(alike))
    nearest = float(min(NOMINAL, key=lambda nominal: abs(nominal - middle)))
    return nearest if abs(nearest - middle) <= NOMINAL_WITHIN * nearest else None


# -- between the reps ------------------------------------------------------------------------


def lie_between(
    reps: Sequence[Rep],
    stretches: Sequence[Stretch],
    distance: Callable[[float, float], float],
    end: float,
) -> tuple[Piece, ...]:
    """What lies before, between and after the reps.

    Args:
        reps: in order.
        stretches: the run cut by speed.
        distance: m covered from one moment to another, s.
        end: s of the last sample.
    """

    def piece(start: float, stop: float, kind: PieceKind) -> Piece:
        covered = distance(start, stop)
        speed = covered / (stop - start) if stop > start else 0.0
        style: RecoveryStyle = ""
        if kind == "recovery":
            style = "jog" if speed >= RUNNING else "walk" if speed >= STANDING else "stand"
        elif kind == "float":
            style = "float"
        return Piece(start, stop, kind, covered, style)

    if not reps:
        return (piece(0.0, end, "easy"),) if end > 0 else ()
    only_strides = all(rep.kind == "stride" for rep in reps)
    pieces: list[Piece] = []
    first, last = reps[0].start, reps[-1].end
    ran = [s for s in stretches if s.speed >= RUNNING and s.start < first]
    turn = min(max((s.end for s in ran), default=0.0), first)  # from running to standing before the first rep
    if turn > 0:
        pieces.append(piece(0.0, turn, "easy" if only_strides else "warm-up"))
    if first > turn:
        pieces.append(piece(turn, first, "recovery"))
    easy = pieces[0].distance_m / pieces[0].duration if turn > 0 else 0.0
    for before, after in pairwise(reps):
        if after.start > before.end:
            covered = distance(before.end, after.start)
            floating = _is_float(covered / (after.start - before.end), before, after, easy)
            pieces.append(piece(before.end, after.start, "float" if floating else "recovery"))
    runs = [s for s in stretches if s.speed >= RUNNING and s.end > last + 1.0]
    turn = min((max(s.start, last) for s in runs), default=end)
    if turn > last:
        pieces.append(piece(last, min(turn, end), "recovery"))
    if end > turn:
        pieces.append(piece(max(turn, last), end, "cool-down"))
    return tuple(pieces)


def _is_float(speed: float, before: Rep, after: Rep, easy: float) -> bool:
    """Nearly as fast as the reps beside it and faster than easy running."""
    beside = min(rep.distance_m / rep.duration for rep in (before, after))
    return speed >= FLOAT_SHARE * beside and speed >= FLOAT_OVER_EASY * easy
