"""Activities and log entries as `Done`: what matching needs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from homestretch.activity.analysis.model import Analysis
from homestretch.activity.recording import Lap
from homestretch.activity.reps import PlannedRep, Reps, find_reps
from homestretch.activity.streams import Streams
from homestretch.monitoring.model import Done

ON_FOOT = ("running", "")
EDGE_BY_LAPS = 0.5  # s that both presses of a rep are off together (people are within 0.5 s each; simulator)
EDGE_FOUND = (
    0.5  # s that both edges of a found rep are off together: 0.37 s each at 1 Hz (studies.rep_detection)
)
EDGE_BY_GAP = (
    0.25  # of the gap between samples where these are smart-recorded: 1.1 s each at 2 to 8 s (same study)
)
PLANS_KEPT = 4  # sessions of one day
USUAL_STEP = 1.5  # s; further apart is smart-recorded


def is_run(sport: str) -> bool:
    """Whether a sport is running, or not said."""
    return sport in ON_FOOT


def done_of(analysis: Analysis, id: str, day: date, rpe: float | None = None) -> Done:
    """An analysed activity, ready to be matched.

    Args:
        analysis: of the activity, with or without the planned reps.
        id: of the activity.
        day: the athlete's local date of its start.
        rpe: of the log; else the file's own.
    """
    streams = analysis.streams
    own = analysis.session.rpe if analysis.session else None
    return Done(
        id=id,
        day=day,
        sport=analysis.sport,
        duration_s=analysis.moving_s,
        distance_m=analysis.distance_m,
        start_s=analysis.start,
        lasted_s=analysis.duration_s,
        reps=analysis.reps,
        located=len(streams.speed) > 0,
        edge_s=edge_of(analysis.reps, streams.step if len(streams) else 0.0),
        load=analysis.load,
        rpe=own if rpe is None else rpe,
        find=finder(streams, analysis.laps) if analysis.reps.source != "typed" else None,
    )


def finder(streams: Streams, laps: Sequence[Lap]) -> Callable[[tuple[PlannedRep, ...]], Reps]:
    """A function that finds the reps of streams with planned ones in mind, and remembers what it found."""

    @lru_cache(maxsize=PLANS_KEPT)
    def find(planned: tuple[PlannedRep, ...]) -> Reps:
        return find_reps(streams, laps, planned)

    return find


def edge_of(reps: Reps, step: float) -> float:
    """s that a rep's time may be off, by what its edges stand on and the s between samples."""
    sources = {rep.source for rep in reps.reps}
    if not sources or sources == {"typed"}:
        return 0.0
    if sources == {"laps"}:
        return EDGE_BY_LAPS
    return EDGE_FOUND if step <= USUAL_STEP else max(EDGE_FOUND, EDGE_BY_GAP * step)
