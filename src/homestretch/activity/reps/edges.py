"""Where exactly an effort began and ended: the watch's lag is estimated, and each edge fitted with it.

A runner's change of speed is a ramp; a watch smooths it with a time constant. Both delay and blur an edge, and not
alike on both sides of it. Edge and lag are found by least squares, with samples whitened for the AR(1) noise of
watches.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from homestretch.activity.reps.speed import Trace
from homestretch.activity.streams import Floats

RAMP = 2.0  # s that a change of speed takes; runners take 1 to 3
NOISE_MEMORY = 3.0  # s, of the noise of speed; design choice, watches from 1 to 6 tried
TAUS = np.arange(0.5, 6.6, 0.5)  # s, time constants that are tried
USUAL_TAU = 2.5  # s, where there is no edge to tell
BEFORE, AFTER = 12.0, 16.0  # s around an edge that are looked at
REACH = 7.0  # s that an edge may be moved at most in one go, where samples lie a second apart
MOST_PLACES = 60  # tried for an edge in one go; a hole of hours between two samples needs no finer look
SHARP_STEP = 1.0  # m/s within `SHARP_TIME`; such an edge tells the lag
SHARP_TIME = 10.0  # s
LONG_HOLE = 60.0  # s without a sample, in which no edge is sought
MOST_EDGES = 24  # for the lag; more tell nothing new
CLOSEST = 2.0  # s between two edges
TINY = 1e-9


def response(since: Floats, tau: float | Floats, ramp: float = RAMP) -> Floats:
    """How much of a change of speed a watch shows, 0 to 1, `since` s after its first moment.

    The answer of a first-order lag to a ramp: u = t/r - (tau/r)(1 - exp(-t/tau)) while it lasts, then
    1 - (tau/r)(exp(r/tau) - 1) exp(-t/tau).
    """
    t = np.maximum(since, 0.0)
    fade = np.exp(-t / tau)
    rising = (t - tau * (1 - fade)) / ramp
    risen = 1 - tau / ramp * (np.exp(ramp / tau) - 1) * fade
    return np.asarray(np.where(t < ramp, rising, risen), dtype=float)


class _Tries:
    """One edge tried at several places: a fit of the level, of this edge and of others that stay where they are.

    Samples are whitened. All that does not depend on the speed is worked out once, for sharp edges of one run have
    the same samples around them again and again.

    Args:
        time: s of the samples, (samples,).
        shapes: how much of the change each sample shows, for each place and whatever else is tried, (..., samples).
        others: the same for each of the other edges, (edges, samples).
    """

    def __init__(self, time: Floats, shapes: Floats, others: Floats) -> None:
        self.keep = np.exp(-np.diff(time) / NOISE_MEMORY)
        self.scale = 1 / np.sqrt(1 - self.keep**2)
        self.fixed = self._white(np.concatenate((np.ones((1, len(time))), others)))
        self.moving = self._white(shapes)
        self.gram = self.fixed @ self.fixed.T
        self.cross = self.moving @ self.fixed.T
        self.square = np.einsum("...n,...n->...", self.moving, self.moving)
        ridge = TINY + 1e-6 * self.gram[0, 0]  # two edges at one place must do no harm
        self.inverse = np.linalg.inv(self.gram + ridge * np.eye(len(self.gram)))
        self.across = self.cross @ self.inverse
        self.own = self.square + ridge - np.einsum("...i,...i->...", self.across, self.cross)

    def _white(self, values: Floats) -> Floats:
        white: Floats = (values[..., 1:] - self.keep * values[..., :-1]) * self.scale
        return white

    def left(self, speed: Floats) -> Floats:
        """Sum of squares left at each place, (...), of speeds in m/s, (samples,)."""
        wanted = self._white(speed)
        fixed, moving = self.fixed @ wanted, self.moving @ wanted
        step = (moving - self.across @ fixed) / self.own  # of the edge; the others are solved for first
        rest = self.inverse @ fixed - step[..., None] * self.across
        fitted = 2 * (rest @ fixed + step * moving) - self.square * step**2
        fitted -= np.einsum("...i,...i->...", rest @ self.gram + 2 * step[..., None] * self.cross, rest)
        left: Floats = wanted @ wanted - fitted
        return left


def _sharp_edges(trace: Trace) -> list[float]:
    """Moments of the largest changes of speed, each the largest around it."""
    grid = _every_second(trace)
    if not len(grid):
        return []
    ahead, here = (
        np.interp(grid + SHARP_TIME, trace.time, trace.speed),
        np.interp(grid, trace.time, trace.speed),
    )
    change = np.abs(ahead - here)
    chosen: list[float] = []
    free = change >= SHARP_STEP
    for at in np.argsort(-change).tolist():
        if len(chosen) == MOST_EDGES or change[at] < SHARP_STEP:
            break
        if free[at]:
            chosen.append(float(grid[at]))
            free[np.abs(grid - grid[at]) < BEFORE + AFTER] = False
    return chosen


def _every_second(trace: Trace) -> Floats:
    """Seconds of a trace, without those of a long pause or hole."""
    time = trace.time
    holes = np.flatnonzero(np.diff(time) > LONG_HOLE).tolist()
    begins, ends = [0, *(at + 1 for at in holes)], [*holes, len(time) - 1]
    grids = [np.arange(time[begin], time[end], 1.0) for begin, end in zip(begins, ends, strict=True)]
    grid = np.concatenate(grids)
    return np.asarray(grid[grid < time[-1] - SHARP_TIME])


def estimate_tau(trace: Trace) -> float | None:
    """The watch's time constant in s, from its sharpest edges together; None where there are fewer than two."""
    places, taus = np.arange(-4.0, SHARP_TIME, 0.5), TAUS[:, None, None]
    known: dict[bytes, _Tries] = {}
    left = []
    for edge in _sharp_edges(trace):
        inside = slice(*np.searchsorted(trace.time, (edge - BEFORE, edge + AFTER + TINY)).tolist())
        time, speed = trace.time[inside] - edge, trace.speed[inside]
        if len(time) < 5:
            continue
        pattern = time.tobytes()
        if pattern not in known:
            shapes = response(time - places[:, None], taus)
            known[pattern] = _Tries(time, shapes, np.empty((0, len(time))))
        left.append(known[pattern].left(speed).min(axis=1))
    if len(left) < 2:
        return None
    # An edge of another form (a stop in two steps) fits no lag: what it has left beyond the best counts less.
    rows = np.array(left)
    rows = np.log(rows + 0.05 * np.median(rows))
    total = rows.sum(axis=0)
    best = int(np.argmin(total))
    if 0 < best < len(TAUS) - 1:
        below, at, above = total[best - 1 : best + 2]
        bend = below - 2 * at + above
        shift = 0.5 * (below - above) / bend if bend > 0 else 0.0
        return float(TAUS[best] + shift * (TAUS[1] - TAUS[0]))
    return float(TAUS[best])


def refine(trace: Trace, edges: Sequence[float], chosen: Sequence[int], tau: float) -> list[float]:
    """Edges moved to where they fit best.

    Args:
        trace: the speed.
        edges: all edges between stretches, s, in order.
        chosen: the places of those to be moved, neither the first nor the last.
        tau: the watch's time constant, s.

    Returns:
        All edges, in order.
    """
    moved = list(edges)
    for reach, step in ((REACH, 1.0), (2.0, 0.5), (0.75, 0.25)):
        for at in chosen:
            moved[at] = _best_place(trace, moved, at, tau, reach, step)
    return moved


def _best_place(
    trace: Trace, edges: Sequence[float], at: int, tau: float, reach: float, step: float
) -> float:
    edge, gap = edges[at], trace.gap(edges[at])
    far = reach * max(1.0, gap / 4)
    step = max(step, 2 * far / MOST_PLACES)
    places = edge + np.arange(-far, far + step / 2, step)
    places = places[(places >= edges[at - 1] + CLOSEST) & (places <= edges[at + 1] - CLOSEST)]
    if not len(places):
        return edge
    begin, end = edge - max(BEFORE, 3 * gap), edge + max(AFTER, 4 * gap)
    inside = slice(*np.searchsorted(trace.time, (begin, end)).tolist())
    time, speed = trace.time[inside], trace.speed[inside]
    others = [e for number, e in enumerate(edges) if number != at and begin - 3 * tau < e < end]
    if len(time) < len(others) + 4:
        return edge
    shapes = response(time - places[:, None], tau)
    tries = _Tries(time, shapes, response(time - np.array(others)[:, None], tau))
    return float(places[int(np.argmin(tries.left(speed)))])
