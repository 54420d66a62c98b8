"""Whether a run was on a track, and what the track says of it. The one way in: `find_track`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.recording import Lap
from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.activity.track.along import NEAR, RUNNING, SMALL_STEP, Progress, Stretch, between
from homestretch.activity.track.fit import FEW_POINTS, Ground, first_guesses, goes_round, places, refine
from homestretch.activity.track.geometry import (
    KERB_RADIUS,
    LANES,
    STRAIGHT,
    Oval,
    Plane,
    lane_length,
    lane_offset,
)
from homestretch.activity.track.lanes import Across, across
from homestretch.activity.track.laps import track_by_laps
from homestretch.activity.track.model import Place, Track, TrackLap, check_lane

# Design choices, tried on the runs of studies/track_recognition.py and on real files.
LEAST_SAMPLES = 60
POSITIONS_TELL = 0.5  # share of the samples that must have a position, or only laps can tell
FASTEST_RUN = 12.0  # m/s; a longer step is no running
FLAT = (
    1000.0  # m from its origin within which a plane's metres are right to 0.1 % at any latitude people run at
)
LEAST_SHARE = 0.3  # of what was run around a place that must fit an oval
ODD_SHARE = 0.5  # of it that must fit the standard track for others to be tried; those have 0.75 at least
OTHER_RADII = (
    31.5,
    33.5,
    40.0,
    42.0,
)  # m, tried where the standard track fits badly; 31.5: equal quadrants of 100 m
MOSTLY = (
    0.75  # of what was run around the place that must be on such a track: the more shapes, the more chance
)
EVENLY = 0.25  # of the usual passes that each part of such a track must have: a block's corner has none
LEAST_LAPS = 1.9  # on the track
SECTORS = 20  # parts of a lap, 20 m each
LEAST_SECTORS = 17  # that must have been run through
ODD_SHAPE = 1.6  # m, root mean square over the sectors of their mean distance from the line
USUAL_SPREAD = 3.0  # m of it that noise may explain for one look, with the root of their number less
PART = 13  # sectors in a row that tell of a track if they were run again and again: reps of 300 m with walks between
AGAIN = 3.0  # times; half an oval is not enough, for a hairpin of a road may look like it
ODD_PART = 0.8  # m; a part must have its shape more exactly than a whole oval
WIDE = 5.5  # m, root mean square of single positions
OFFSETS_ALLOWED = (-2.0, lane_offset(LANES) + 2.0)  # m outside the kerb
FAST_SHARE = (
    0.75  # of the upper decile of speed: laps of this speed tell the lane; recoveries may be elsewhere
)
WHOLE_LAP = 0.05  # share of a lap that may lack at its end: 20 m, twice what the ends of a run are out by


def find_track(streams: Streams, laps: Sequence[Lap] = (), lane: int | None = None) -> Track | None:
    """The 400 m track that a run was on.

    Args:
        streams: the run; positions, time, and distance or speed are used.
        laps: what the lap button says; used where there are no positions (also of 200 m tracks indoors).
        lane: 1 to 8 if known; else it is estimated.

    Returns:
        The track, or None if the run was not on one, for two laps at least.

    Raises:
        ValueError: `lane` is none that a track has.
    """
    check_lane(lane)
    with_position = np.isfinite(streams.latitude) & np.isfinite(streams.longitude)
    if not len(streams) or with_position.sum() < POSITIONS_TELL * len(streams):
        return track_by_laps(streams, laps)
    if with_position.sum() < LEAST_SAMPLES or not np.isfinite(streams.distance).any():
        return None
    run = _Where.of(streams, with_position)
    best: tuple[_Where, _Fitted] | None = None
    for which in places(run.ground):
        where = run.at(streams, with_position, which)
        fitted = _fitted(where, where.ground.at(which))
        if fitted and (best is None or fitted.metres > best[1].metres):
            best = where, fitted
    return _track(*best, lane) if best else None


@dataclass(frozen=True, slots=True)
class _Where:
    """The run on a plane."""

    plane: Plane
    ground: Ground
    distance: Floats
    speed: Floats

    @classmethod
    def of(cls, streams: Streams, with_position: NDArray[np.bool_], plane: Plane | None = None) -> _Where:
        latitude, longitude = streams.latitude[with_position], streams.longitude[with_position]
        plane = plane or Plane(float(np.median(latitude)), float(np.median(longitude)))
        time = streams.time[with_position]
        known = np.isfinite(streams.distance)
        distance = np.interp(time, streams.time[known], streams.distance[known])
        steps = np.diff(time, prepend=time[0] - streams.step)
        covered = np.diff(distance, prepend=distance[0])
        running = (covered > RUNNING * steps) & (covered < FASTEST_RUN * steps)
        east, north = plane.metres(latitude, longitude)
        speed = covered / np.maximum(steps, 1e-3)
        known = np.isfinite(streams.speed)
        if known.any():
            speed = np.interp(time, streams.time[known], streams.speed[known])
        return cls(plane, Ground(time, east, north, np.where(running, covered, 0.0)), distance, speed)

    def at(self, streams: Streams, with_position: NDArray[np.bool_], which: NDArray[np.intp]) -> _Where:
        """The run on a plane that touches the globe amid some of its points: metres are right only near there."""
        east, north = self.ground.east[which].mean(), self.ground.north[which].mean()
        if math.hypot(east, north) < FLAT:
            return self
        latitude, longitude = self.plane.degrees(np.array([east]), np.array([north]))
        return self.of(streams, with_position, Plane(float(latitude[0]), float(longitude[0])))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """An oval that explains a part of the run."""

    oval: Oval
    offset: float
    ways: NDArray[np.int8]
    metres: float


def _fitted(where: _Where, ground: Ground) -> _Fitted | None:
    """The oval under the points around one place, None if they do not lie on one."""
    ground = ground.at(ground.run > 0)
    if not goes_round(ground):
        return None
    tries = [refine(ground, oval, offset, FEW_POINTS) for oval, offset in first_guesses(ground)]
    oval, offset, share = max(tries, key=lambda fit: fit[2])
    if share < LEAST_SHARE:
        return None
    fitted = _settled(where, oval, offset, _is_oval)
    if fitted is not None or share < ODD_SHARE:
        return fitted
    part = _settled(where, oval, offset, _is_part)
    if part is not None and part.metres > MOSTLY * ground.run.sum():
        return part
    others = [refine(ground, replace(oval, radius=radius), offset, FEW_POINTS) for radius in OTHER_RADII]
    oval, offset, _ = max(others, key=lambda fit: fit[2])
    fitted = _settled(where, oval, offset, _is_oval)
    return fitted if fitted and fitted.metres > MOSTLY * ground.run.sum() else None


def _settled(
    where: _Where, oval: Oval, offset: float, fits: Callable[[Ground, Oval, float], bool]
) -> _Fitted | None:
    """The oval once what was not on the track is left out, None if the rest does not fit it."""
    for _ in range(2):
        if not OFFSETS_ALLOWED[0] <= offset <= OFFSETS_ALLOWED[1]:
            return None
        progress = Progress(where.ground, where.distance, where.speed, oval, offset, _line(offset))
        ways = progress.ways()
        on = ways != 0
        if where.ground.run[on].sum() < LEAST_LAPS * _line(offset):
            return None
        oval, offset, _ = refine(where.ground.at(on), oval, offset)
    if not fits(where.ground.at(on), oval, offset):
        return None
    return _Fitted(oval, offset, ways, float(where.ground.run[on].sum()))


def _line(offset: float) -> float:
    """m of a lap along the line `offset` m outside the kerb."""
    return 2 * STRAIGHT + 2 * math.pi * (KERB_RADIUS + offset)


@dataclass(frozen=True, slots=True)
class _Sectors:
    """What was run in each part of a lap.

    Attributes:
        passes: how often each was run through, (sectors,).
        looks: of these, how many are independent, nearly.
        mean: m outside the line; NaN where nothing was run.
        spread: m, root mean square of single positions.
    """

    passes: Floats
    looks: Floats
    mean: Floats
    spread: float

    @classmethod
    def of(cls, ground: Ground, oval: Oval, offset: float) -> _Sectors:
        along, away, _ = oval.locate(ground.east, ground.north, offset)
        sector = np.minimum((along / _line(offset) * SECTORS).astype(int), SECTORS - 1)
        weight = np.bincount(sector, ground.run, SECTORS)
        passes = weight / (_line(offset) / SECTORS)
        clipped = np.clip(away, -NEAR, NEAR)
        summed = np.bincount(sector, ground.run * clipped, SECTORS)
        mean = np.divide(summed, weight, out=np.full(SECTORS, np.nan), where=weight > 0)
        spread = math.sqrt(float(np.average(clipped**2, weights=ground.run + 1e-9)))
        return cls(passes, np.minimum(passes, np.bincount(sector, minlength=SECTORS)), mean, spread)

    def has_shape(self, seen: NDArray[np.bool_], odd: float) -> bool:
        """Whether those seen lie on the line to within `odd` m, beyond what noise explains."""
        shape = math.sqrt(float(np.average(self.mean[seen] ** 2, weights=self.looks[seen])))
        noise = min(self.spread, USUAL_SPREAD) / math.sqrt(float(self.looks[seen].mean()))
        return shape < math.hypot(odd, noise) and self.spread < WIDE


def _is_oval(ground: Ground, oval: Oval, offset: float) -> bool:
    """Whether points go round an oval and have its shape."""
    sectors = _Sectors.of(ground, oval, offset)
    passes = sectors.passes
    if oval.radius != KERB_RADIUS and passes.min() < EVENLY * np.median(passes):
        return False
    seen = passes > 0.5
    return bool(seen.sum() >= LEAST_SECTORS) and sectors.has_shape(seen, ODD_SHAPE)


def _is_part(ground: Ground, oval: Oval, offset: float) -> bool:
    """Whether points have the shape of most of an oval, and were run there again and again."""
    sectors = _Sectors.of(ground, oval, offset)
    often = sectors.passes >= AGAIN
    row = np.convolve(np.tile(often, 2), np.ones(PART), "valid")[:SECTORS] == PART
    return bool(row.any()) and sectors.has_shape(often, ODD_PART)


def _track(where: _Where, fitted: _Fitted, lane: int | None) -> Track | None:
    """What an oval says of the run."""
    on = fitted.ways != 0
    place = across(_fast(where.ground.at(on)), fitted.oval, fitted.offset)
    odds = place.odds()
    chosen = lane or int(odds.argmax()) + 1
    lap = lane_length(chosen)
    # Progress along the line where the positions lie, scaled to the lane: a wrong bias across does not bend it.
    progress = Progress(where.ground, where.distance, where.speed, place.oval, place.offset, lap)
    ways = progress.ways()
    progress.learn_lag(ways)
    stretches = _counted(progress.stretches(ways), lap)
    if not stretches:
        return None
    along = _along(where, progress, stretches)
    metres = sum(stretch.metres for stretch in stretches)
    watch = float(
        sum(np.diff(np.interp([s.start, s.end], where.ground.time, where.distance))[0] for s in stretches)
    )
    joined = _joints(stretches, lap)
    count = math.floor((metres + joined) / lap + WHOLE_LAP)
    if count < 1:
        return None
    forward = sum(stretch.metres * stretch.way for stretch in stretches)
    return Track(
        source="positions",
        lap_m=lap,
        distance_m=metres + joined,
        laps=_laps(where.ground.time, along, stretches, lap),
        lap_count=count,
        on_track=tuple(Interval(stretch.start, stretch.end) for stretch in stretches),
        direction="anticlockwise" if forward > 0 else "clockwise",
        lane=chosen,
        lane_odds=1.0 if lane else float(odds[chosen - 1]),
        watch_m=watch * (metres + joined) / metres,
        place=_place(where.plane, place),
        time=where.ground.time,
        along=along,
        watch=where.distance,
    )


def _fast(ground: Ground) -> Ground:
    """The points that were run fast, as reps are."""
    steps = np.diff(ground.time, prepend=ground.time[0] - 1.0)
    speed = ground.run / np.maximum(steps, 0.5)
    fast = speed > FAST_SHARE * np.quantile(speed, 0.9)
    return ground.at(fast) if fast.sum() >= LEAST_SAMPLES else ground


def _counted(stretches: list[Stretch], lap: float) -> list[Stretch]:
    """The stretches that count: those the way that most was run, and whole laps the other way."""
    forward = sum(stretch.metres * stretch.way for stretch in stretches)
    way = 1 if forward > 0 else -1
    return [s for s in stretches if s.metres > 0 and (s.way == way or s.metres > (1 - WHOLE_LAP) * lap)]


def _joints(stretches: list[Stretch], lap: float) -> float:
    """m between stretches that belong together: starting, coming to rest, and errors of the positions between."""
    joined = 0.0
    for before, after in pairwise(stretches):
        step = between(before, after, lap)
        if before.way == after.way and abs(step) < SMALL_STEP:
            joined += step
    return joined


def _along(where: _Where, progress: Progress, stretches: list[Stretch]) -> Floats:
    """m along the lane at each point, from the first point on; by the watch where the run was not on the track."""
    time = where.ground.time
    steps = np.diff(where.distance, prepend=where.distance[0])
    for stretch in stretches:
        first, last = np.searchsorted(time, [stretch.start, stretch.end]).tolist()
        steps[first + 1 : last + 1] = np.diff(progress.travelled(first, last, stretch.way))
    return np.asarray(np.cumsum(np.maximum(steps, 0.0)))


def _laps(time: Floats, along: Floats, stretches: list[Stretch], lap: float) -> tuple[TrackLap, ...]:
    """Whole laps of each stretch, counted from where it began; the last may lack a few metres."""
    found = []
    for stretch in stretches:
        begin, finish = np.interp([stretch.start, stretch.end], time, along)
        whole = math.floor((finish - begin) / lap + WHOLE_LAP)
        inside = slice(*np.searchsorted(time, [stretch.start, stretch.end + 1e-9]).tolist())
        marks = np.minimum(begin + lap * np.arange(whole + 1), finish)
        moments = np.interp(marks, along[inside], time[inside])
        found += [TrackLap(float(a), float(b), lap) for a, b in pairwise(moments)]
    return tuple(found)


def _place(plane: Plane, place: Across) -> Place:
    """The oval on the globe."""
    latitude, longitude = plane.degrees(np.array([place.oval.east]), np.array([place.oval.north]))
    return Place(
        latitude=float(latitude[0]),
        longitude=float(longitude[0]),
        heading=(90.0 - math.degrees(place.oval.axis)) % 180.0,
        radius=place.oval.radius,
        offset=place.offset,
        offset_sd=place.offset_sd,
        accuracy=place.sigma,
        steadiness=place.lasting,
    )
