"""What a simulated session is: its script, what was truly run, and what the watch made of it.

Times are seconds since the start of the streams, distances metres, speeds m/s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.recording import Lap
from homestretch.activity.streams import Streams

Floats = NDArray[np.float64]

LegKind = Literal[
    "warm-up", "stride", "rep", "jog recovery", "standing recovery", "float", "cool-down", "easy"
]
SessionKind = Literal[
    "equal reps",
    "sets of sets",
    "pyramid",
    "tempo",
    "floats",
    "strides",
    "hills",
    "steady",
]
EFFORTS: tuple[LegKind, ...] = ("rep", "stride")


@dataclass(frozen=True, slots=True)
class Leg:
    """One piece as the runner sets out to run it. Exactly one of distance and duration is given.

    Attributes:
        speed: m/s once the ramp is over; 0 for standing.
        set_index: the set of an effort, from 0.
        grade: rise by way.
    """

    kind: LegKind
    speed: float
    distance_m: float | None = None
    duration_s: float | None = None
    set_index: int = 0
    grade: float = 0.0


@dataclass(frozen=True, slots=True)
class TruePiece:
    """One piece as it was run: from the first step of its ramp to the first step of the next one."""

    kind: LegKind
    start: float
    end: float
    distance_m: float
    set_index: int

    @property
    def duration(self) -> float:
        """s from start to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Motion:
    """The true motion on a fine grid.

    Attributes:
        time: s, even steps of `runner.STEP`, (moments,).
        speed: m/s, (moments,).
        distance: m since the start, (moments,).
        altitude: m over the start, (moments,).
        pieces: what was run, in order; they fill the time.
    """

    time: Floats
    speed: Floats
    distance: Floats
    altitude: Floats
    pieces: tuple[TruePiece, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """How the device sees.

    Attributes:
        tau: s, time constant of the smoothing of speed.
        noise_memory: s, time in which the noise of the speed forgets itself (AR(1)).
        smart: samples 2 to 8 s apart, else one a second.
        gps_memory: s, correlation time of the position's noise.
        gps_noise: m, standard deviation of the position's noise along each axis.
        distance_scale: distance that the watch measures, by the true distance.
    """

    tau: float
    noise_memory: float
    smart: bool
    gps_memory: float
    gps_noise: float
    distance_scale: float


@dataclass(frozen=True, slots=True)
class Place:
    """A 400 m track somewhere, and the runner on it.

    Attributes:
        latitude, longitude: degrees, of the track's centre.
        heading: radians from east against the clock, of the straights.
        lane: 1 to 8.
        clockwise: whether the runner goes the unusual way round.
        start_m: m along the lane at which the runner starts.
        lap_m: m that one lap of the lane measures.
    """

    latitude: float
    longitude: float
    heading: float
    lane: int
    clockwise: bool
    start_m: float
    lap_m: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """A session with its truth.

    Attributes:
        kind: of session.
        streams: what the watch recorded.
        laps: what the watch wrote as laps; () if it wrote none.
        pressed: whether the runner pressed the lap button at the reps.
        pieces: the truth, labelled.
        legs: the script.
        watch: the device.
        place: the track; None on the road.
        true_x, true_y: m from the track's centre along east and north at each sample; empty on the road.
        true_distance: m since the start at each sample.
    """

    kind: SessionKind
    streams: Streams
    laps: tuple[Lap, ...]
    pressed: bool
    pieces: tuple[TruePiece, ...]
    legs: tuple[Leg, ...]
    watch: Watch
    place: Place | None
    true_x: Floats
    true_y: Floats
    true_distance: Floats

    @property
    def efforts(self) -> tuple[TruePiece, ...]:
        """The pieces that are reps or strides."""
        return tuple(piece for piece in self.pieces if piece.kind in EFFORTS)
