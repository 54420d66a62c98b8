"""Efforts in the speed of a run, with the lap button's help where it was pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from homestretch.activity.reps.edges import USUAL_TAU, estimate_tau, refine
from homestretch.activity.reps.efforts import LEAST_GAP, Effort, find_efforts
from homestretch.activity.reps.pressed import SNAP, snapped
from homestretch.activity.reps.speed import Trace, binned, sharpened
from homestretch.activity.reps.stretches import (
    RAMP,
    Levels,
    Stretch,
    partition,
    penalty_of,
    without_ramps,
    without_small_steps,
)
from homestretch.activity.streams import Floats

NEAR_PRESS = 8.0  # s; a change of speed so near to a press is that press
RAMP_STEPS = 2.0  # steps between samples that a change of speed may be smeared over
MOST_OFF = 0.1  # by which distance and speed of one watch differ; where they differ by more one is broken
LEAST_CLIMB = 3.0  # m; a watch's altitude wanders by less


@dataclass(frozen=True, slots=True)
class Found:
    """An effort: start and end in s, and whether each was pressed."""

    start: float
    end: float
    start_pressed: bool
    end_pressed: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A run cut into stretches of one speed, ready to be searched.

    Attributes:
        levels: of the sharpened speed.
        scale: distance that the watch measured, by what its speed adds up to.
        tau: s, the watch's time constant, or None where no edge told it.
        known: s of edges that the lap button speaks for.
    """

    trace: Trace
    stretches: tuple[Stretch, ...]
    levels: Levels
    scale: float
    tau: float | None
    known: frozenset[float]

    def distance(self, start: float, end: float) -> float:
        """m from start to end: the sharpened speed, because a watch's distance lags behind like its speed."""
        return self.levels.mean(start, end) * (end - start) * self.scale


def cut(
    trace: Trace, climb: tuple[Floats, Floats], marks: Sequence[float] = (), measured: float | None = None
) -> Cut:
    """Cut a run into stretches of one speed.

    Args:
        trace: its speed.
        climb: times and smooth altitudes, or empty arrays.
        marks: s at which the lap button was pressed.
        measured: m from the first to the last sample by the watch's distance, None if unknown.
    """
    tau = estimate_tau(trace)
    values, steps = sharpened(trace, tau or USUAL_TAU)
    bins, lengths = binned(values, steps)
    cuts = partition(bins, lengths, penalty_of(bins, lengths))
    start = float(trace.time[0])
    ends = start + np.concatenate(([0.0], np.cumsum(lengths)))
    edges = [start, *(float(ends[at]) for at in cuts), float(ends[-1])]
    levels = Levels(start, values, steps)
    ramp = max(RAMP, RAMP_STEPS * float(np.median(steps)))
    edges = without_ramps(edges, levels, ramp)
    inner = [e for e in edges[1:-1] if snapped(e, marks, NEAR_PRESS) is None]
    known = frozenset(mark for mark in marks if edges[0] < mark < edges[-1])
    edges = sorted({edges[0], edges[-1], *inner, *known})
    edges = without_small_steps(edges, levels, known)
    added_up = float(np.sum(steps * (trace.speed[1:] + trace.speed[:-1]) / 2))
    scale = measured / added_up if measured and added_up > 0 else 1.0
    scale = scale if abs(scale - 1) <= MOST_OFF else 1.0
    return Cut(trace, tuple(_stretches(edges, levels, climb)), levels, scale, tau, known)


def _stretches(edges: list[float], levels: Levels, climb: tuple[Floats, Floats]) -> list[Stretch]:
    time, altitude = climb
    heights = np.interp(edges, time, altitude) if len(time) else np.zeros(len(edges))
    stretches = []
    for at, (start, end) in enumerate(pairwise(edges)):
        speed = levels.mean(start, end)
        climb_m = float(heights[at + 1] - heights[at])
        grade = climb_m / max(speed * (end - start), 1.0) if abs(climb_m) >= LEAST_CLIMB else 0.0
        stretches.append(Stretch(start, end, speed, grade))
    return stretches


def search(run: Cut, marks: Sequence[float] = (), gap: float = LEAST_GAP) -> list[Found]:
    """The efforts of a run, their edges as exact as the watch allows.

    Args:
        run: as cut.
        marks: s at which the lap button was pressed.
        gap: how much faster than easy an effort is at least.
    """
    efforts = find_efforts(run.stretches, run.known, gap)
    if not efforts:
        return []
    return _with_exact_edges(run, efforts, marks)


def _with_exact_edges(run: Cut, efforts: list[Effort], marks: Sequence[float]) -> list[Found]:
    stretches = run.stretches
    edges = [stretches[0].start, *(s.end for s in stretches)]
    sides = [(effort.first, effort.last + 1) for effort in efforts]
    inner = range(1, len(edges) - 1)
    free = sorted({at for side in sides for at in side if at in inner and edges[at] not in run.known})
    edges = refine(run.trace, edges, free, run.tau or USUAL_TAU)
    found = []
    for first, last in sides:
        start, end = edges[first], edges[last]
        pressed_start, pressed_end = (snapped(moment, marks, _within(run, moment)) for moment in (start, end))
        stop = snapped(end, run.trace.stops)
        if pressed_end is None and stop is not None:
            end = stop
        # Who presses at reps and starts the watch with the first has pressed there as well.
        found.append(
            Found(
                start if pressed_start is None else pressed_start,
                end if pressed_end is None else pressed_end,
                pressed_start is not None or bool(marks and first == 0),
                pressed_end is not None or bool(marks and last == len(stretches)),
            )
        )
    return [effort for effort in found if effort.end > effort.start]


def _within(run: Cut, moment: float) -> float:
    """s that a press may lie from an edge: more where samples are few."""
    return max(SNAP, 1.2 * run.trace.gap(moment))
