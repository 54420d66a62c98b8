"""Metres along the track: which parts of a run were run on it, and how far the runner had come at each moment.

Positions say where on the oval the runner is, with an error that lasts for up to a minute; the watch's own distance
says how far they have come within seconds, with an error that grows. The slow part is taken from the first and
the quick part from the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solveh_banded

from homestretch.activity.track.fit import Ground
from homestretch.activity.track.geometry import KERB_RADIUS, STRAIGHT, Floats, Oval

# Design choices, tried on the runs of studies/track_recognition.py, but for the speed.
NEAR = 10.0  # m across the track that the runner may seem to be away from the line: eight lanes
AROUND = 6.0  # s before and after a moment over which place and direction are judged
FORWARD = 0.6  # share of the distance run that must go along the track
STILL = 4.0  # m in twice AROUND; who covers less stands, and shows no direction
WALKING = 0.7  # m/s; slower is standing, or a watch that does not know it
RUNNING = 1.9  # m/s, where people change from walking to running (Thorstensson & Roberthson 1987)
BLINK = 8.0  # s that a stretch may seem to break off without doing so
HICCUP = 20.0  # s that it may do so if place and distance agree that the run went on
EXCURSION = 90.0  # s that positions may be far off while the watch counts on and they then agree
UNLIKE = 15.0  # m by which they may differ then
WATCH_ERROR = 0.03  # share of the watch's distance by which they may differ more
ASIDE = 20.0  # s
SHORTEST = 90.0  # m of a stretch
SMALL_STEP = 25.0  # m that may lie between two stretches that belong together: a pause at the line
SLOW = 100.0  # s, period above which positions are believed more than the watch's distance
STEP = 1.0  # s
REST = 40.0  # s of standing before and after a stretch that are used for its ends
LAG_PRIOR = (2.0, 2.0)  # s, mean and sd of how long a watch's speed lags
REAL_CHANGE = 0.5  # m/s; smaller ones may be noise of the watch, which would make its lag look short
LAG_ERROR = (
    8.0  # m, error of quick changes of positions, many times larger because it lasts for several samples
)
LONGEST_LAG = 8.0  # s


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the run on the track, without a break.

    Attributes:
        start, end: s.
        begin, finish: m along the track, running on over laps.
        way: 1 anticlockwise, -1 clockwise.
    """

    start: float
    end: float
    begin: float
    finish: float
    way: int

    @property
    def metres(self) -> float:
        """What was run along the lane."""
        return self.finish - self.begin


def _moving_mean(time: Floats, values: Floats, around: float) -> Floats:
    """Mean of a channel over `around` s on both sides of each moment."""
    steps = np.diff(time)
    summed = np.concatenate([[0.0], np.cumsum(steps * (values[1:] + values[:-1]) / 2)])
    first, last = np.maximum(time - around, time[0]), np.minimum(time + around, time[-1])
    mean: Floats = (np.interp(last, time, summed) - np.interp(first, time, summed)) / np.maximum(
        last - first, 1e-9
    )
    return mean


def smooth(values: Floats, period: float) -> Floats:
    """Values at even steps without what changes faster than `period` steps.

    Whittaker's smoother: least squares with a penalty on second differences; a straight line stays one up to
    its ends. Half of a wave of `period` steps is kept.

    References:
        .. Whittaker (1923), Proc. Edinburgh Math. Soc. 41; Eilers (2003), Anal. Chem. 75(14).
    """
    count = len(values)
    if count < 3:
        return values
    penalty = (period / (2 * np.pi)) ** 4
    bands = np.zeros((3, count))
    bands[0, 2:] = penalty
    bands[1, 1:] = -4 * penalty
    bands[1, [1, -1]] = -2 * penalty
    bands[2] = 6 * penalty
    bands[2, [0, -1]] = penalty
    bands[2, [1, -2]] = 5 * penalty if count > 3 else 4 * penalty
    bands[2] += 1.0
    smoothed: Floats = solveh_banded(bands, values)
    return smoothed


class Progress:
    """Metres along one lane of a track against time.

    Args:
        ground: the positions of the run.
        distance: m that the watch had counted at each, (points,).
        speed: m/s by the watch at each, (points,).
        oval: the track.
        offset: m outside the kerb of the line along which the runner seems to be.
        lap: m of a lap in the runner's lane, onto which the line is scaled.
    """

    def __init__(
        self, ground: Ground, distance: Floats, speed: Floats, oval: Oval, offset: float, lap: float
    ) -> None:
        self.time, self.distance, self.speed, self.lap = ground.time, distance, speed, lap
        self.lag = 0.0
        line = 2 * STRAIGHT + 2 * np.pi * (KERB_RADIUS + offset)
        along, self.away, _ = oval.locate(ground.east, ground.north, offset)
        self.along = along * (lap / line)

    def ways(self) -> NDArray[np.int8]:
        """For each point 1 where the run goes anticlockwise along the track, -1 clockwise, 0 elsewhere; (points,)."""
        turned = np.unwrap(self.along, period=self.lap)
        first, last = self.time - AROUND, self.time + AROUND
        gone = np.interp(last, self.time, turned) - np.interp(first, self.time, turned)
        covered = np.interp(last, self.time, self.distance) - np.interp(first, self.time, self.distance)
        near = np.abs(_moving_mean(self.time, self.away, AROUND)) < NEAR
        seconds = np.minimum(last, self.time[-1]) - np.maximum(first, self.time[0])
        moving = covered > np.maximum(WALKING * seconds, STILL)
        ahead = np.where(moving & near, gone / np.maximum(covered, STILL), 0.0)
        ways: NDArray[np.int8] = (np.sign(ahead) * (np.abs(ahead) > FORWARD)).astype(np.int8)
        return ways

    def stretches(self, ways: NDArray[np.int8]) -> list[Stretch]:
        """The stretches of the run on the track, in order.

        Args:
            ways: as `ways` gives it.
        """
        found = []
        for way in (1, -1):
            for first, last in self._parts(ways, way):
                travelled = self.travelled(first, last, way)
                start, end = float(self.time[first]), float(self.time[last])
                found.append(Stretch(start, end, float(travelled[0]), float(travelled[-1]), way))
        return sorted(found, key=lambda stretch: stretch.start)

    def _parts(self, ways: NDArray[np.int8], way: int) -> list[tuple[int, int]]:
        """First and last point of each stretch one way, long enough to count."""
        parts: list[tuple[int, int]] = []
        for first, last in _runs(self.time, ways == way):
            first, last = self._whole(first, last)
            if parts and (first <= parts[-1][1] or self._goes_on(parts[-1][1], first, way)):
                parts[-1] = (parts[-1][0], last)
            else:
                parts.append((first, last))
        return [
            (first, last) for first, last in parts if self.distance[last] - self.distance[first] >= SHORTEST
        ]

    def _goes_on(self, last: int, first: int, way: int) -> bool:
        """Whether the run went on along the track from one point to another, though it seemed not to."""
        covered = self.distance[first] - self.distance[last]
        seconds = self.time[first] - self.time[last]
        step = way * (self.along[first] - self.along[last])
        unlike = (step - covered + self.lap / 2) % self.lap - self.lap / 2
        moving = covered > WALKING * seconds
        unseen = first == last + 1  # no positions, for however long
        short = seconds < HICCUP or (moving and (unseen or seconds < EXCURSION))
        return bool(short and abs(unlike) < UNLIKE + WATCH_ERROR * covered)

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """First and last point of a stretch with the seconds at its ends that the look around could not judge."""
        for way, edge in ((-1, first), (1, last)):
            at = edge
            while 0 <= at + way < len(self.time):
                seconds = abs(self.time[at + way] - self.time[at])
                speed = abs(self.distance[at + way] - self.distance[at]) / seconds
                late = abs(self.time[at + way] - self.time[edge]) > 2 * AROUND
                if late or speed < RUNNING or abs(self.away[at + way]) > NEAR:
                    break
                at += way
            first, last = (at, last) if way < 0 else (first, at)
        return first, last

    def learn_lag(self, ways: NDArray[np.int8]) -> None:
        """Sets how long the watch's speed lags behind the run, s, from how it starts and stops against positions.

        A speed v that is smoothed with time constant T is that of a distance short of the true one by T v.
        Ridge regression on what changes quickly.
        """
        square, product = (LAG_ERROR / LAG_PRIOR[1]) ** 2, LAG_PRIOR[0] * (LAG_ERROR / LAG_PRIOR[1]) ** 2
        for way in (1, -1):
            for first, last in self._parts(ways, way):
                even, ahead = self._ahead(*self._rests(first, last), way)
                speed = np.interp(even, self.time, self.speed)
                quick = speed - smooth(speed, SLOW / STEP)
                quick[np.abs(quick) < REAL_CHANGE] = 0.0
                square += float(quick @ quick)
                product += float(quick @ (ahead - smooth(ahead, SLOW / STEP)))
        self.lag = min(max(product / square, 0.0), LONGEST_LAG)

    def travelled(self, first: int, last: int, way: int) -> Floats:
        """m along the track at each point from `first` to `last`, both included, positions and distance combined."""
        even, ahead = self._ahead(*self._rests(first, last), way)
        slow = smooth(ahead, SLOW / STEP)
        which = slice(first, last + 1)
        travelled: Floats = self._distance[which] + np.interp(self.time[which], even, slow)
        return travelled

    @property
    def _distance(self) -> Floats:
        """m that the watch would have counted without its lag."""
        return self.distance + self.lag * self.speed

    def _rests(self, first: int, last: int) -> tuple[int, int]:
        """A stretch with the standing before and after it, which tells where it began and ended."""
        return self._rest(first, -1), self._rest(last, 1)

    def _rest(self, edge: int, way: int) -> int:
        """The end of the standing that borders on a stretch within a few seconds; the stretch's own if none does."""
        furthest = int(np.searchsorted(self.time, self.time[edge] + way * REST))
        path = np.arange(edge, min(max(furthest, 0), len(self.time) - 1) + way, way)
        path = path[np.cumprod(np.abs(self.away[path]) < NEAR).astype(bool)]
        still = path[self.speed[path] < WALKING]
        if not len(still) or abs(self.time[still[0]] - self.time[edge]) > ASIDE / 2:
            return edge
        stood = int(np.argmax(path == still[0]))
        moving = np.flatnonzero(self.speed[path[stood:]] >= WALKING)
        return int(path[stood + moving[0] - 1] if len(moving) else path[-1])

    def _ahead(self, first: int, last: int, way: int) -> tuple[Floats, Floats]:
        """m by which positions are ahead of the watch's distance, at even times; unwrapped, as it changes slowly."""
        which = slice(first, last + 1)
        ahead = np.unwrap(way * self.along[which] - self._distance[which], period=self.lap)
        even = np.arange(self.time[first], self.time[last] + STEP, STEP)
        return even, np.interp(even, self.time[which], ahead)


def _runs(time: Floats, on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last point of each stretch that is on, breaks shorter than BLINK bridged."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]])))
    runs: list[tuple[int, int]] = []
    for first, after in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and time[first] - time[runs[-1][1]] < BLINK:
            runs[-1] = (runs[-1][0], after - 1)
        else:
            runs.append((first, after - 1))
    return runs


def between(before: Stretch, after: Stretch, lap: float) -> float:
    """m along the track from the end of one stretch to the start of the next, less than half a lap either way."""
    return (after.begin - before.finish + lap / 2) % lap - lap / 2
