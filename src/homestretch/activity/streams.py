"""One session as streams over one time base, mended where that is safe, and flagged wherever it was mended.

Samples keep the times at which they were recorded; `resampled` gives them at even steps. All in SI units but
for heart rate, cadence and respiration (a minute), and temperature (degrees Celsius).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS_APART = 2.5  # samples further apart than this many usual steps have a gap between them, at least
SHORTEST_GAP = 15.0  # s; watches with smart recording leave up to ten


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, s since the start of the streams."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Its duration in s."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Flag:
    """Something the reader of the numbers should know.

    Attributes:
        kind: damaged, gap, gps_spike, hr_dropout, cadence_lock, smart_recording or multisport.
        text: a sentence.
        where: the stretches that it speaks of; empty: all of it.
        mended: whether the streams hold interpolated values there.
    """

    kind: str
    text: str
    where: tuple[Interval, ...] = ()
    mended: bool = False


def _none() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Streams:
    """What happened when, each channel (samples,) with NaN where missing, or empty where never recorded.

    Attributes:
        start: seconds since 1970 of time 0.
        time: s since `start`, ever growing.
        distance: m since the start, never falling.
        speed: m/s.
        heart_rate: beats a minute.
        cadence: on foot steps a minute, else turns a minute.
        altitude: m.
        latitude, longitude: degrees.
        power: W.
        step_length: m.
        ground_contact: s.
        stance_balance: percent, share of the left foot.
        vertical_oscillation: m.
        respiration: breaths a minute.
        temperature: degrees Celsius.
        sport: running, cycling and so on, "" if not said.
        distance_from: device, positions, speed, or "" without any.
        speed_from: device, distance, or "".
        step: s between samples, the median.
        pauses: stretches where the watch stood still, or the runner did without being recorded.
        gaps: stretches that were not recorded though the runner moved.
    """

    start: float
    time: Floats
    distance: Floats = field(default_factory=_none)
    speed: Floats = field(default_factory=_none)
    heart_rate: Floats = field(default_factory=_none)
    cadence: Floats = field(default_factory=_none)
    altitude: Floats = field(default_factory=_none)
    latitude: Floats = field(default_factory=_none)
    longitude: Floats = field(default_factory=_none)
    power: Floats = field(default_factory=_none)
    step_length: Floats = field(default_factory=_none)
    ground_contact: Floats = field(default_factory=_none)
    stance_balance: Floats = field(default_factory=_none)
    vertical_oscillation: Floats = field(default_factory=_none)
    respiration: Floats = field(default_factory=_none)
    temperature: Floats = field(default_factory=_none)
    sport: str = ""
    distance_from: str = ""
    speed_from: str = ""
    step: float = 1.0
    pauses: tuple[Interval, ...] = ()
    gaps: tuple[Interval, ...] = ()
    flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        for name in ("time", *CHANNELS):
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.time)

    def channels(self) -> dict[str, Floats]:
        """The channels that hold anything, without the time."""
        return {name: values for name in CHANNELS if len(values := getattr(self, name))}

    @property
    def duration(self) -> float:
        """s from the first to the last sample."""
        return float(self.time[-1]) if len(self.time) else 0.0

    @property
    def moving_time(self) -> float:
        """s from the first to the last sample without the pauses."""
        return self.duration - sum(pause.length for pause in self.pauses)

    @property
    def total_distance(self) -> float | None:
        """m from the first to the last sample, None where no distance is known."""
        known = self.distance[np.isfinite(self.distance)]
        return float(known[-1] - known[0]) if len(known) else None


CHANNELS = tuple(
    item.name for item in fields(Streams) if item.name != "time" and item.default_factory is _none
)


def longest_step(step: float) -> float:
    """s that two samples may lie apart and still be neighbours, for a usual step."""
    return max(SHORTEST_GAP, STEPS_APART * step)


def resampled(streams: Streams, step: float = 1.0) -> Streams:
    """The streams at even steps, straight lines between samples; nothing within pauses and gaps.

    Args:
        streams: as recorded.
        step: s between the new samples.

    Returns:
        Streams with times 0, step, 2 step, …; NaN where the samples around lie too far apart.
    """
    if not len(streams):
        return streams
    time = np.arange(0.0, streams.duration + step / 2, step)
    empty = np.zeros(len(time), bool)
    for hole in (*streams.pauses, *streams.gaps):
        empty |= (time > hole.start) & (time < hole.end)
    farthest = longest_step(streams.step)
    channels = {}
    seen: dict[bytes, NDArray[np.bool_]] = {}  # channels lack the same samples mostly
    for name, values in streams.channels().items():
        known = np.isfinite(values)
        if not known.any():
            continue
        moments, pattern = streams.time[known], known.tobytes()
        if pattern not in seen:
            seen[pattern] = empty | _between(time, moments, farthest)
        even = np.interp(time, moments, values[known], np.nan, np.nan)
        even[seen[pattern]] = np.nan
        channels[name] = even
    return Streams(
        streams.start,
        time,
        **channels,
        sport=streams.sport,
        distance_from=streams.distance_from,
        speed_from=streams.speed_from,
        step=step,
        pauses=streams.pauses,
        gaps=streams.gaps,
        flags=streams.flags,
    )


def _between(time: Floats, moments: Floats, farthest: float) -> NDArray[np.bool_]:
    """Which times lie between two moments further apart than `farthest`, all in s."""
    holes = np.flatnonzero(np.diff(moments) > farthest)
    inside = np.zeros(len(time) + 1, np.int64)
    np.add.at(inside, np.searchsorted(time, moments[holes], "right"), 1)
    np.add.at(inside, np.searchsorted(time, moments[holes + 1], "left"), -1)
    return np.asarray(np.cumsum(inside[:-1]) > 0)
