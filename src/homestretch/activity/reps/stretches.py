"""Speed cut into stretches of one speed each: optimal partitioning, then small steps and ramps taken away.

The cost of a stretch is the sum of squares around its mean, each stretch costs a penalty, and the sum is least over
all ways to cut (Killick, Fearnhead & Eckley 2012, PELT, with their pruning rule).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats

Indices = NDArray[np.intp]

LEAST_PENALTY = 2.5  # (m/s)^2 s: a wander of 0.1 m/s over 4 min stays within a stretch
PENALTY_BY_NOISE = 10.0  # by the noise of one bin; near 2 ln(bins), so that noise alone makes no stretch
RAMP = (
    7.0  # s; a stretch so short, with its speed between its neighbours', is the change from one to the other
)
FARTHEST = (
    2400  # bins that a stretch holds at most, 2 h; longer ones of one speed are put together afterwards
)
BLOCK = 16  # bins whose way back is sought together; any number gives the same cuts
LEAST_STEP = 0.35  # m/s between two stretches
LEAST_STEP_SHARE = 0.07  # of the faster speed


@dataclass(frozen=True, slots=True)
class Stretch:
    """From start to end (s) at one speed (m/s); `grade` is rise by way."""

    start: float
    end: float
    speed: float
    grade: float = 0.0

    @property
    def duration(self) -> float:
        """s from start to end."""
        return self.end - self.start


def penalty_of(values: Floats, lengths: Floats) -> float:
    """What one more stretch must be worth, from the noise between neighbouring bins."""
    if len(values) < 3:
        return LEAST_PENALTY
    steps = np.abs(np.diff(values))
    deviation = float(np.median(steps)) / 0.6745 / np.sqrt(2)  # of normal noise, from its median
    return float(max(LEAST_PENALTY, PENALTY_BY_NOISE * deviation**2 * float(np.median(lengths))))


def partition(values: Floats, lengths: Floats, penalty: float) -> list[int]:
    """Where to cut: the first bin of each stretch but the first.

    Neighbouring bins of the same value are never parted, for the cut is as cheap at one end of them; so hours of
    standing are one bin. The time that is needed grows with the number of bins, because none looks back further
    than `FARTHEST`.

    Args:
        values: one for each bin.
        lengths: weight of each bin.
        penalty: cost of one more stretch.
    """
    firsts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    cuts = _cheapest(values[firsts], np.add.reduceat(lengths, firsts), penalty)
    return [int(firsts[cut]) for cut in cuts]


def _cheapest(values: Floats, lengths: Floats, penalty: float) -> list[int]:
    weight = np.concatenate(([0.0], np.cumsum(lengths)))
    total = np.concatenate(([0.0], np.cumsum(values * lengths)))
    square = np.concatenate(([0.0], np.cumsum(values * values * lengths)))

    def cost(starts: Indices, ends: Indices) -> Floats:
        """Of the stretches from each start to each end, (ends, starts)."""
        gained = total[ends, None] - total[starts]
        held = weight[ends, None] - weight[starts]
        held[held == 0.0] = np.inf
        gained *= gained
        gained /= held
        spread: Floats = square[ends, None] - square[starts] - gained
        return spread

    best = np.zeros(len(weight))
    best[0] = -penalty
    came_from = np.zeros(len(weight), np.intp)
    open_ = np.zeros(1, np.intp)
    for first in range(1, len(weight), BLOCK):
        ends = np.arange(first, min(first + BLOCK, len(weight)))
        from_before = cost(open_, ends) + best[open_]
        if ends[-1] - open_[0] > FARTHEST:
            from_before[ends[:, None] - open_ > FARTHEST] = np.inf
        chosen = from_before.argmin(axis=1)
        lowest, sources = from_before[np.arange(len(ends)), chosen].tolist(), open_[chosen].tolist()
        found: list[float] = []
        for row, within in enumerate(cost(ends, ends).tolist()):
            least, source = lowest[row], sources[row]
            for at in range(row):
                if found[at] + within[at] < least:
                    least, source = found[at] + within[at], first + at
            found.append(least + penalty)
            came_from[first + row] = source
        best[ends] = found
        inner = cost(ends[:-1], ends[-1:])[0] + best[ends[:-1]]
        still = np.concatenate((from_before[-1], inner, [-np.inf])) <= best[ends[-1]]
        open_ = np.concatenate((open_, ends))[still]
    cuts: list[int] = []
    at = int(came_from[-1])
    while at > 0:
        cuts.append(at)
        at = int(came_from[at])
    return cuts[::-1]


class Levels:
    """Mean sharpened speed between any two moments, in constant time."""

    def __init__(self, start: float, values: Floats, steps: Floats) -> None:
        self.time = start + np.concatenate(([0.0], np.cumsum(steps)))
        self.way = np.concatenate(([0.0], np.cumsum(values * steps)))

    def mean(self, start: float, end: float) -> float:
        """m/s from start to end."""
        first, last = np.interp((start, end), self.time, self.way)
        return float(last - first) / max(end - start, 1e-9)


def without_ramps(edges: list[float], levels: Levels, ramp: float = RAMP) -> list[float]:
    """Edges from which short stretches between a slower and a faster one are gone: one edge in their middle."""
    edges = list(edges)
    at = 1
    while at < len(edges) - 2:
        start, end = edges[at], edges[at + 1]
        before = levels.mean(edges[at - 1], start)
        here, after = levels.mean(start, end), levels.mean(end, edges[at + 2])
        if end - start <= ramp and min(before, after) <= here <= max(before, after) and before != after:
            share = (here - before) / (after - before)  # how much of the ramp has the later speed
            edges[at : at + 2] = [end - share * (end - start)]
            at = max(at - 1, 1)
        else:
            at += 1
    # Whoever starts the watch with the first rep, or stops it with the last, has half a ramp at that end.
    if len(edges) > 2 and edges[1] - edges[0] <= ramp:
        del edges[1]
    if len(edges) > 2 and edges[-1] - edges[-2] <= ramp:
        del edges[-2]
    return edges


def step_needed(first: float, second: float) -> float:
    """m/s that must lie between the speeds of two neighbouring stretches."""
    return max(LEAST_STEP, LEAST_STEP_SHARE * max(first, second))


def without_small_steps(edges: list[float], levels: Levels, known: frozenset[float]) -> list[float]:
    """Edges between stretches whose speeds differ enough; the smallest step goes first.

    Args:
        edges: from the start to the end, s.
        levels: of speed.
        known: edges that are certain and need a third of the step only.
    """
    edges = list(edges)
    speeds = [levels.mean(a, b) for a, b in pairwise(edges)]

    def size(at: int) -> float:
        before, after = speeds[at - 1], speeds[at]
        share = abs(after - before) / step_needed(before, after)
        return share * 3 if edges[at] in known else share

    sizes = [size(at) for at in range(1, len(edges) - 1)]
    while sizes:
        least = int(np.argmin(sizes))
        if sizes[least] >= 1:
            break
        at = least + 1
        del edges[at], speeds[at], sizes[least]
        speeds[at - 1] = levels.mean(edges[at - 1], edges[at])
        for near in (at - 1, at):
            if 1 <= near < len(edges) - 1:
                sizes[near - 1] = size(near)
    return edges
