"""Best efforts: the fastest time over a distance, the most metres in a time, exactly.

Between samples the distance is a straight line of time. The best window then begins or ends at a sample, so
that looking at these is exact, in time proportional to their number. A pause costs its time and gives no
ground. Nothing is taken across a gap, a flagged spike of the distance or a step that nobody can run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.positions import FASTEST, FASTEST_ON_FOOT
from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.units import MILE_M

DISTANCES_M = (200.0, 400.0, 800.0, 1000.0, 1500.0, MILE_M, 3000.0, 5000.0, 10_000.0)
DURATIONS_S = (10.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)
ON_FOOT = ("", "running", "walking", "hiking")
ROUNDING_M = 1e-6  # a way that is shorter than the distance by no more than this has its length


@dataclass(frozen=True, slots=True)
class Effort:
    """So many metres in so many seconds, begun `start_s` after the start of the streams."""

    distance_m: float
    time_s: float
    start_s: float


@dataclass(frozen=True, slots=True)
class _Way:
    """A stretch without holes: time in s, ever growing; distance in m, never falling; both (knots,)."""

    time: Floats
    distance: Floats


def best_over_distances(streams: Streams, distances_m: Iterable[float] = DISTANCES_M) -> tuple[Effort, ...]:
    """The least time for each distance; those that the activity does not reach are left out.

    Args:
        streams: of one session.
        distances_m: m, each above 0.
    """
    return _best_of_each(streams, distances_m, _fastest, lambda effort: effort.time_s)


def best_over_durations(streams: Streams, durations_s: Iterable[float] = DURATIONS_S) -> tuple[Effort, ...]:
    """The most metres in each time; those that the activity does not last are left out.

    Args:
        streams: of one session.
        durations_s: s, each above 0.
    """
    return _best_of_each(streams, durations_s, _farthest, lambda effort: -effort.distance_m)


def _best_of_each(
    streams: Streams,
    amounts: Iterable[float],
    within: Callable[[_Way, float], Effort | None],
    cost: Callable[[Effort], float],
) -> tuple[Effort, ...]:
    """For each distance or duration the effort of least cost among the stretches without holes.

    Args:
        streams: of one session.
        amounts: m or s.
        within: the best effort of one stretch, None where it is too short.
        cost: of an effort.
    """
    ways = _ways(streams)
    found = []
    for amount in amounts:
        efforts = [effort for way in ways if (effort := within(way, amount)) is not None]
        if efforts:
            found.append(min(efforts, key=cost))
    return tuple(found)


def _ways(streams: Streams) -> list[_Way]:
    """The stretches that efforts are looked for in."""
    if not len(streams.distance):
        return []
    known = np.isfinite(streams.distance)
    if known.sum() < 2:
        return []
    time, distance = streams.time[known], streams.distance[known]
    time, distance = _without_pauses(time, distance, streams.pauses)
    steps, gained = np.diff(time), np.diff(distance)
    fastest = FASTEST_ON_FOOT if streams.sport in ON_FOOT else FASTEST
    cut = gained > fastest * steps
    for hole in (*streams.gaps, *_spikes(streams)):
        cut |= (time[:-1] < hole.end) & (time[1:] > hole.start)
        cut |= time[1:] == hole.start if hole.length == 0 else False  # a lone jump ends at its moment
    edges = np.concatenate(([0], np.flatnonzero(cut) + 1, [len(time)]))
    return [
        _Way(time[first:after], distance[first:after])
        for first, after in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        if after - first > 1
    ]


def _spikes(streams: Streams) -> Iterator[Interval]:
    """Where positions or speeds jumped, and with them the distance as far as anybody can tell."""
    for flag in streams.flags:
        if flag.kind == "gps_spike":
            yield from flag.where


def _without_pauses(time: Floats, distance: Floats, pauses: tuple[Interval, ...]) -> tuple[Floats, Floats]:
    """The same way with the pauses' edges as knots and no ground gained between them."""
    if not pauses:
        return time, distance
    edges = np.array([edge for pause in pauses for edge in (pause.start, pause.end)])
    edges = edges[(edges > time[0]) & (edges < time[-1])]
    knots = np.union1d(time, edges)
    distance = np.interp(knots, time, distance)
    gained = np.diff(distance)
    for pause in pauses:
        gained[(knots[:-1] >= pause.start) & (knots[1:] <= pause.end)] = 0.0
    return knots, distance[0] + np.concatenate(([0.0], np.cumsum(gained)))


def _places(knots: Floats, wanted: Floats, after_equals: bool) -> NDArray[np.intp]:
    """For each wanted value the number of knots below it (`after_equals`: or equal), both sorted.

    A stable sort of two sorted runs is one merge, so this takes time in proportion to their lengths.
    """
    parts = (knots, wanted) if after_equals else (wanted, knots)
    order = np.argsort(np.concatenate(parts), kind="stable")
    is_knot = order < len(knots) if after_equals else order >= len(wanted)
    return np.asarray(np.cumsum(is_knot)[~is_knot], np.intp)


def _line(x: Floats, y: Floats, wanted: Floats, right: NDArray[np.intp]) -> Floats:
    """The line through the knots (x, y) at values between x[right - 1] and x[right]."""
    at = np.clip(right, 1, len(x) - 1)
    wide = x[at] - x[at - 1]
    share = np.divide(wanted - x[at - 1], wide, out=np.ones_like(wanted), where=wide > 0)
    line: Floats = y[at - 1] + share * (y[at] - y[at - 1])
    return line


def _fastest(way: _Way, metres: float) -> Effort | None:
    time, distance = way.time, way.distance
    if distance[-1] - distance[0] < metres - ROUNDING_M:
        return None
    # From each knot on: the first moment at which so many metres are done.
    begins = distance[distance + metres <= distance[-1] + ROUNDING_M]
    ends = _line(distance, time, begins + metres, _places(distance, begins + metres, after_equals=False))
    starts = time[: len(begins)]
    # To each knot: the last moment at which so many metres were still to come.
    reached = distance[distance - metres >= distance[0] - ROUNDING_M]
    last = _line(distance, time, reached - metres, _places(distance, reached - metres, after_equals=True))
    until = time[len(time) - len(reached) :]
    starts, took = np.concatenate((starts, last)), np.concatenate((ends - starts, until - last))
    best = int(np.argmin(took))
    return Effort(metres, float(took[best]), float(starts[best]))


def _farthest(way: _Way, seconds: float) -> Effort | None:
    time, distance = way.time, way.distance
    if time[-1] - time[0] < seconds:
        return None
    begins = time[time + seconds <= time[-1]]
    ends = _line(time, distance, begins + seconds, _places(time, begins + seconds, after_equals=False))
    until = time[time - seconds >= time[0]]
    last = _line(time, distance, until - seconds, _places(time, until - seconds, after_equals=False))
    starts = np.concatenate((begins, until - seconds))
    gained = np.concatenate((ends - distance[: len(begins)], distance[len(time) - len(until) :] - last))
    best = int(np.argmax(gained))
    return Effort(float(gained[best]), seconds, float(starts[best]))
