"""What is known of a run on a track."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.activity.track.geometry import LANES

# Distances that are run on a track, m; then every other multiple of 100 m.
USUAL = (
    100,
    200,
    300,
    400,
    500,
    600,
    800,
    1000,
    1200,
    1500,
    1600,
    2000,
    2400,
    3000,
    3200,
    4000,
    5000,
    10_000,
)
# How far a measured distance may be from a nominal one (design choices, tried on studies/track_recognition.py).
SNAP_SHARE = 0.06  # of the nominal distance
SNAP_LEAST = 18.0  # m; the ends of a short rep are not known better
SNAP_MOST = 40.0  # m; multiples of 100 m lie close together
UNUSUAL = 2.0  # times as far off an unusual distance counts


def snap(distance: float) -> int | None:
    """The nominal distance of a rep: a multiple of 100 m close to what was measured.

    Args:
        distance: m.

    Returns:
        m, a usual distance before an unusual one (2 400 before 2 300), or None where none is close.
    """
    best: tuple[float, int] | None = None
    near = 100 * round(distance / 100)
    for nominal in (near - 100, near, near + 100):
        allowed = min(max(SNAP_LEAST, SNAP_SHARE * nominal), SNAP_MOST)
        off = abs(distance - nominal)
        if nominal > 0 and off <= allowed:
            off *= 1.0 if nominal in USUAL else UNUSUAL
            best = min(best or (off, nominal), (off, nominal))
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class TrackLap:
    """One lap; `start` and `end` in s since the start of the streams, `distance` in m."""

    start: float
    end: float
    distance: float

    @property
    def time(self) -> float:
        """s that the lap took."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class RepOnTrack:
    """A rep as the track measures it.

    Attributes:
        start, end: s since the start of the streams.
        distance: m along the lane.
        nominal: the distance that was meant, m; None where none is close.
        watch: m by the watch, None if it counted none.
    """

    start: float
    end: float
    distance: float
    nominal: int | None
    watch: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the track lies and where on it the run was.

    Attributes:
        latitude, longitude: degrees, of the centre.
        heading: degrees clockwise from north of the straights, 0 to 180.
        radius: m, of the bends to the kerb; 36.50 on a standard track.
        offset: m outside the kerb at which the positions lie, with its standard error.
        accuracy: m, error of one position in one direction.
        steadiness: s over which the errors are alike.
    """

    latitude: float
    longitude: float
    heading: float
    radius: float
    offset: float
    offset_sd: float
    accuracy: float
    steadiness: float


def _none() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Track:
    """A run on a track.

    Attributes:
        source: positions, or laps where only the lap button tells.
        lap_m: m of a lap in the runner's lane, or of the indoor track.
        distance_m: m run on the track, along the lane.
        laps: whole laps in order; of each stretch they are counted from where it began. Where laps alone tell,
            the stretches between two presses, which may hold several rounds or half of one.
        lap_count: whole laps of `distance_m`.
        on_track: the stretches that were run on the track.
        direction: anticlockwise or clockwise, "" where laps alone tell.
        lane: 1 to 8, None where laps alone tell.
        lane_odds: probability that it is that lane; 1 where it was given.
        watch_m: m that the watch counted on the track, None if none.
        place: None where laps alone tell.
        time, along: s and m along the lane, growing; on the track positions and the watch's distance combined,
            elsewhere the watch's distance. (samples,); empty where laps alone tell.
        watch: m by the watch at each `time`.
    """

    source: str
    lap_m: float
    distance_m: float
    laps: tuple[TrackLap, ...]
    lap_count: int
    on_track: tuple[Interval, ...]
    direction: str = ""
    lane: int | None = None
    lane_odds: float = 1.0
    watch_m: float | None = None
    place: Place | None = None
    time: Floats = field(default_factory=_none)
    along: Floats = field(default_factory=_none)
    watch: Floats = field(default_factory=_none)

    @property
    def gps_error_pct(self) -> float | None:
        """Percent by which the watch's distance on the track is too long (negative: too short)."""
        return 100 * (self.watch_m / self.distance_m - 1) if self.watch_m is not None else None

    def snap(self, distance: float) -> int | None:
        """The nominal distance of a rep of `distance` m along the lane, or None: see `snap` of this module."""
        return snap(distance)

    def covered(self, start: float, end: float) -> float | None:
        """m along the lane between two moments in s; None where positions do not tell."""
        if not len(self.time):
            return None
        first, last = np.interp([start, end], self.time, self.along)
        return float(last - first)

    def measured(self, streams: Streams) -> Streams:
        """The streams with the track's metres in place of the watch's, for as long as the run was on it.

        Elsewhere the watch's steps are kept. Where laps alone tell, the streams stay as they are.

        Args:
            streams: those that the track was found in.
        """
        if not len(self.time):
            return streams
        longer = self.along - (self.watch - self.watch[0])
        distance = streams.distance + np.interp(streams.time, self.time, longer)
        known = np.isfinite(distance)
        distance[known] = np.maximum.accumulate(distance[known])
        return replace(streams, distance=distance)

    def rep(self, start: float, end: float) -> RepOnTrack:
        """A rep from `start` to `end`, s since the start of the streams, with the distance that was meant.

        Where laps alone tell, its metres are the sum of the laps within it.
        """
        metres = self.covered(start, end)
        if metres is None:
            middle = [(lap.start + lap.end) / 2 for lap in self.laps]
            metres = sum(
                lap.distance for lap, at in zip(self.laps, middle, strict=True) if start <= at <= end
            )
        counted = None
        if len(self.watch):
            first, last = np.interp([start, end], self.time, self.watch)
            counted = float(last - first)
        return RepOnTrack(start, end, metres, snap(metres), counted)


def check_lane(lane: int | None) -> None:
    """Raises ValueError if a lane is given that a track does not have."""
    if lane is not None and lane not in range(1, LANES + 1):
        raise ValueError(f"A track has lanes 1 to {LANES}, not {lane}: give the lane that was run in.")
