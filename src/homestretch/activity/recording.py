"""What a file says was done, whatever its format: samples, sessions, laps, pauses, steps, and what is wrong.

Nothing is mended here. Times are seconds since 1970 (UTC), distances metres, speeds m/s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RUNNING = "running"

# Numbers kept of one file, all channels together: three days at one sample a second. It bounds the memory.
MOST_CELLS = 4_000_000


def _none() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Samples:
    """One number for each moment that was recorded, (samples,); NaN where missing; empty: never recorded.

    Attributes:
        time: seconds since 1970.
        latitude, longitude: degrees.
        altitude, distance: m; the distance runs on from the start.
        speed: m/s.
        heart_rate: beats a minute.
        cadence: as written, turns of one leg a minute in FIT and TCX.
        power: W.
        temperature: degrees Celsius.
        step_length: m.
        stance_time: s, of ground contact.
        stance_balance: percent, share of the left foot.
        vertical_oscillation: m.
        respiration: breaths a minute.
    """

    time: Floats
    latitude: Floats = field(default_factory=_none)
    longitude: Floats = field(default_factory=_none)
    altitude: Floats = field(default_factory=_none)
    distance: Floats = field(default_factory=_none)
    speed: Floats = field(default_factory=_none)
    heart_rate: Floats = field(default_factory=_none)
    cadence: Floats = field(default_factory=_none)
    power: Floats = field(default_factory=_none)
    temperature: Floats = field(default_factory=_none)
    step_length: Floats = field(default_factory=_none)
    stance_time: Floats = field(default_factory=_none)
    stance_balance: Floats = field(default_factory=_none)
    vertical_oscillation: Floats = field(default_factory=_none)
    respiration: Floats = field(default_factory=_none)

    def channels(self) -> dict[str, Floats]:
        """The channels that were recorded, without the time."""
        return {name: values for name in CHANNELS if len(values := getattr(self, name))}


CHANNELS = tuple(item.name for item in fields(Samples) if item.name != "time")


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap; `trigger` is manual, time, distance, position, session or other.

    Attributes:
        start: seconds since 1970.
        elapsed: s from start to end, pauses included.
        timer: s that the watch ran, None if not said.
        distance: m, None if not said.
        intensity: active, rest, warmup, cooldown, recovery, interval, other, or "".
        step: number of the workout step that the lap belongs to, None if none.
    """

    start: float
    elapsed: float
    timer: float | None = None
    distance: float | None = None
    average_heart_rate: float | None = None
    maximum_heart_rate: float | None = None
    trigger: str = "other"
    intensity: str = ""
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One sport's share of a file; a file of a triathlon holds several.

    Attributes:
        start: seconds since 1970.
        elapsed: s from start to end, pauses included; None if not said.
        timer: s that the watch ran.
        rpe: the runner's own rating that evening, 0 to 10.
    """

    sport: str
    sub_sport: str
    start: float
    elapsed: float | None = None
    timer: float | None = None
    distance: float | None = None
    average_heart_rate: float | None = None
    maximum_heart_rate: float | None = None
    ascent: float | None = None
    calories: float | None = None
    rpe: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The watch stood still from `start` to `end`, s since 1970; `automatic` if it decided so itself."""

    start: float
    end: float
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class WorkoutStep:
    """One step of a structured workout that the watch led through.

    Attributes:
        number: its place in the workout, from 0.
        ends_by: what ends it: time (s), distance (m), open, repeat_until_steps_cmplt and so on.
        amount: how much of that; for a repeat the number of the step to go back to.
        repeats: how often in all, for a repeat.
        target: speed, heart_rate, cadence, power, open.
        low, high: the target's range in m/s, in beats a minute (up to 100: percent of the maximum), or as
            written.
    """

    number: int
    name: str
    intensity: str
    ends_by: str
    amount: float | None
    repeats: int | None
    target: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Split:
    """A stretch that the watch itself told apart: interval_active, interval_rest and so on."""

    kind: str
    start: float
    elapsed: float
    distance: float | None


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with the file, and where it shows: a byte, or a line in XML."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Recording:
    """Everything that a file says, in the order of time.

    Attributes:
        source: fit, tcx, gpx, or apple for a workout of an Apple Health export without a route.
        device: maker and model as far as said, else "".
        records: number of samples in the file before any mending.
        beat_intervals: s between heart beats, (beats,); empty if not recorded.
        utc_offset: s that local time is ahead of UTC, None if not said.
        damage: empty for a sound file; else everything up to the first damage was read.
    """

    source: str
    samples: Samples
    sessions: tuple[Session, ...]
    laps: tuple[Lap, ...]
    records: int
    pauses: tuple[Pause, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    splits: tuple[Split, ...] = ()
    workout: str = ""
    device: str = ""
    beat_intervals: Floats = field(default_factory=_none)
    utc_offset: float | None = None
    damage: tuple[Damage, ...] = ()
