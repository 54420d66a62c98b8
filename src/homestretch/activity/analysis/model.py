"""What the analysis of one activity comes to, as values. `report` makes them, `document` writes them as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from homestretch.activity.analysis.bands import Band
from homestretch.activity.analysis.drift import Drift
from homestretch.activity.analysis.efforts import Effort
from homestretch.activity.analysis.kept import Kept
from homestretch.activity.analysis.kick import Kick
from homestretch.activity.analysis.load import Load
from homestretch.activity.analysis.surges import Surge
from homestretch.activity.analysis.terrain import Terrain
from homestretch.activity.recording import Lap, Session
from homestretch.activity.reps.model import Reps, SetFigures
from homestretch.activity.streams import Flag, Streams

if TYPE_CHECKING:
    from homestretch.activity.track.model import Track


@dataclass(frozen=True, slots=True)
class Means:
    """Means over the running, None where not recorded: beats and steps a minute, m a step, m/s."""

    heart_rate: float | None = None
    highest_heart_rate: float | None = None
    cadence: float | None = None
    stride: float | None = None
    speed: float | None = None
    flat_speed: float | None = None
    ground_contact: float | None = None
    respiration: float | None = None


@dataclass(frozen=True, slots=True)
class Temperature:
    """Degrees Celsius that the watch recorded; on the wrist it is warmed by the arm."""

    mean: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is worked out of one activity.

    Attributes:
        sport: running, cycling and so on; "" if not said.
        start: seconds since 1970 of the session's start; None for typed splits alone.
        utc_offset: s that local time is ahead of UTC, None if not said.
        duration_s: from start to end; moving_s: without pauses.
        distance_m: None where nothing tells.
        records: samples in the whole file, before mending.
        laps: of the session, as recorded.
        sessions: all of the file; session: the one that this speaks of.
        streams: of the session; empty for typed splits alone.
        reps: what was meant and run; sets: their figures.
        track: None where the run was on none.
        rep_means: means over each rep of `reps.reps`.
        kept: how it kept inside its window; None where there is none.
        bands: what it was like at each heart rate and each speed, to be compared over months.
    """

    sport: str
    start: float | None
    utc_offset: float | None
    duration_s: float
    moving_s: float
    distance_m: float | None
    records: int
    laps: tuple[Lap, ...]
    session: Session | None
    sessions: tuple[Session, ...]
    streams: Streams
    reps: Reps
    sets: tuple[SetFigures, ...]
    rep_means: tuple[Means, ...]
    track: Track | None
    means: Means
    drift: Drift
    best_efforts: tuple[Effort, ...]
    best_by_time: tuple[Effort, ...]
    load: Load
    kick: Kick
    surges: tuple[Surge, ...] = ()
    bands: tuple[Band, ...] = ()
    kept: Kept | None = None
    terrain: Terrain | None = None
    temperature: Temperature | None = None
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
