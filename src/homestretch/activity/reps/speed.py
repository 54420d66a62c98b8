"""The speed that reps are sought in: known samples only, standing still within pauses, and its steps taken sharp."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Interval, Streams

Bools = NDArray[np.bool_]

SHORTEST_PAUSE = 3.0  # s; a shorter stop of the watch tells nothing
PAUSE_ENDS = (
    60.0  # s at either end of a pause that are filled with standing, a sample a second; one step between
)
BIN = 3.0  # s; speed is averaged over so long before it is cut into stretches of one speed
FEWEST_SAMPLES = 20
CLIMB_WINDOW = 20.0  # s over which altitude is averaged before a grade is taken


@dataclass(frozen=True, slots=True)
class Trace:
    """Speed at ever growing times, without holes: time (s) and speed (m/s), (samples,).

    Attributes:
        stops: s at which a pause of the watch began or ended: edges that are known.
    """

    time: Floats
    speed: Floats
    stops: tuple[float, ...] = ()

    def __len__(self) -> int:
        return len(self.time)

    def gap(self, moment: float) -> float:
        """s between the two samples around a moment."""
        at = int(np.clip(np.searchsorted(self.time, moment), 1, len(self.time) - 1))
        return float(self.time[at] - self.time[at - 1])


def trace_of(streams: Streams) -> Trace | None:
    """The speed of streams as a trace, None where there is too little of it.

    Pauses are taken as standing: a runner who stops the watch does not run.
    """
    time, speed = streams.time, streams.speed
    if not len(speed):
        distance = streams.distance
        known = np.isfinite(distance)
        if known.sum() < FEWEST_SAMPLES:
            return None
        time = streams.time[known]
        speed = np.gradient(distance[known], time)
    known = np.isfinite(speed)
    time, speed = time[known], speed[known]
    if len(time) < FEWEST_SAMPLES:
        return None
    stops: list[float] = []
    for pause in streams.pauses:
        if pause.length < SHORTEST_PAUSE:
            continue
        outside = (time <= pause.start) | (time >= pause.end)
        inner = _within(pause, max(streams.step, 1.0))
        time = np.concatenate((time[outside], inner))
        speed = np.concatenate((speed[outside], np.zeros(len(inner))))
        order = np.argsort(time, kind="stable")
        time, speed = time[order], speed[order]
        stops += [pause.start, pause.end]
    fresh = np.concatenate(([True], np.diff(time) > 0))
    return Trace(time[fresh], speed[fresh], tuple(stops))


def _within(pause: Interval, step: float) -> Floats:
    """Times within a pause, s; a pause may last for days, and its middle needs none."""
    if pause.length <= 2 * PAUSE_ENDS + step:
        return np.arange(pause.start + 0.5, pause.end - 0.25, step)
    first = np.arange(pause.start + 0.5, pause.start + PAUSE_ENDS, step)
    return np.concatenate((first, np.arange(pause.end - PAUSE_ENDS, pause.end - 0.25, step)))


def sharpened(trace: Trace, tau: float) -> tuple[Floats, Floats]:
    """The speed that a device with a first-order lag of `tau` s must have seen, and for how long.

    A lag obeys tau dy/dt = x - y; over a step of h with x held, y goes from y0 to y0 + (x - y0)(1 - exp(-h/tau)).

    Returns:
        x in m/s and h in s of the steps between samples, each (samples - 1,).
    """
    steps = np.diff(trace.time)
    keep = np.exp(-steps / tau)
    return (trace.speed[1:] - keep * trace.speed[:-1]) / (1 - keep), steps


def binned(values: Floats, steps: Floats, width: float = BIN) -> tuple[Floats, Floats]:
    """Means over bins of about `width` s, of values that hold for `steps` s, and the bins' lengths in s."""
    ends = np.cumsum(steps)
    number = np.ceil(ends / width - 1e-9).astype(np.intp)
    firsts = np.flatnonzero(np.concatenate(([True], np.diff(number) > 0)))
    lengths = np.add.reduceat(steps, firsts)
    return np.add.reduceat(values * steps, firsts) / lengths, lengths


def smooth_altitude(streams: Streams) -> tuple[Floats, Floats]:
    """Times and altitudes averaged over `CLIMB_WINDOW`, empty where unknown."""
    if not len(streams.altitude):
        return np.empty(0), np.empty(0)
    known = np.isfinite(streams.altitude)
    time, altitude = streams.time[known], streams.altitude[known]
    if len(time) < FEWEST_SAMPLES:
        return np.empty(0), np.empty(0)
    width = max(int(CLIMB_WINDOW / max(streams.step, 1.0)), 1)
    kernel = np.ones(width)
    weight = np.convolve(np.ones(len(time)), kernel, "same")
    return time, np.convolve(altitude, kernel, "same") / weight


def evenly(trace: Trace, start: float, end: float, step: float = 10.0) -> Floats:
    """Mean speed over each `step` s from start to end, the ramps at both ends left out, m/s."""
    way = np.concatenate(([0.0], np.cumsum(np.diff(trace.time) * (trace.speed[1:] + trace.speed[:-1]) / 2)))
    edges = np.arange(start + step, end - step / 2, step)
    return np.asarray(np.diff(np.interp(edges, trace.time, way)) / step, dtype=float)
