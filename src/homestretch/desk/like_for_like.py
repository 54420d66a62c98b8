"""Like for like over months: speed at the usual heart rate, heart and stride at the usual speed.

In: an athlete and some days. Out: one value a run for each measure, and the recent against those before. It stands on
the bands that each run is stored with, so that no streams are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from homestretch.activity.analysis.bands import GAIN_WIDTH, HEART_WIDTH, SPEED_WIDTH, BandKind
from homestretch.activity.analysis.trends import LEAST_S, Change, Reading, change, runs_at, usual
from homestretch.store import activities
from homestretch.store.activity_values import BandLine, BandRow

Measure = Literal[
    "flat_speed",
    "heart_rate",
    "cadence",
    "step_length",
    "ground_contact",
    "balance",
    "climb_speed",
    "cadence_gain",
    "rpe",
]

LEAST_OF = {
    "heart": LEAST_S,
    "speed": LEAST_S,
    "climb": 120.0,
    "rep": 30.0,
    "surge": 15.0,
}  # s of a run (design choices)
STEP_OF: dict[BandKind, float] = {
    "heart": HEART_WIDTH,
    "climb": HEART_WIDTH,
    "speed": SPEED_WIDTH,
    "rep": SPEED_WIDTH,
    "surge": GAIN_WIDTH,
}
WANTED: tuple[tuple[BandKind, Measure], ...] = (
    ("heart", "flat_speed"),
    ("speed", "heart_rate"),
    ("speed", "cadence"),
    ("speed", "step_length"),
    ("speed", "ground_contact"),
    ("speed", "balance"),
    ("rep", "cadence"),
    ("rep", "step_length"),
    ("climb", "climb_speed"),
    ("surge", "cadence_gain"),
    ("speed", "rpe"),
)
# Share of a run's steady time that must be at the usual speed for its RPE to speak of that.
LARGEST_PART = 0.5
YEAR = timedelta(days=365)  # whose usual heart rate and speed things are compared at


@dataclass(frozen=True, slots=True)
class RunValue:
    """One run's value, with the activity that it is from."""

    on: date
    value: float
    activity_id: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure at one heart rate or one speed.

    Attributes:
        kind: heart (at that heart rate), speed, rep (at that speed), climb (uphill, at that heart rate), surge (in
            surges so much quicker than the time before).
        measure: what is compared; SI units, beats and steps a minute, balance in percent, RPE 0 to 10.
        reference: beats a minute, m/s, or for surges a share.
        runs: in the order of days.
        change: the recent runs against those before; None with fewer than two on a side.
    """

    kind: BandKind
    measure: Measure
    reference: float
    runs: tuple[RunValue, ...]
    change: Change | None


def trends(athlete_id: int, since: date | None, today: date, recent: timedelta) -> tuple[Trend, ...]:
    """Every measure that the runs tell of.

    Args:
        athlete_id: whose.
        since: the first day; None: all.
        today: the last day.
        recent: the time that is compared with as long before it.
    """
    year_ago = today - YEAR
    begin = None if since is None else min(since, year_ago)
    lines: dict[BandKind, tuple[BandLine, ...]] = {
        kind: activities.bands(athlete_id, kind, begin, today) for kind in STEP_OF
    }
    references = {kind: _reference(kind, lines[kind], year_ago) for kind in lines}
    near = {kind: _near(kind, lines[kind], references[kind]) for kind in lines}
    found = []
    for kind, measure in WANTED:
        reference = references[kind]
        if reference is None:
            continue
        if measure == "rpe":
            readings = _rated(lines[kind], near[kind], activities.ratings(athlete_id, begin, today))
        else:
            readings = _readings(kind, near[kind], measure)
        runs = tuple(
            RunValue(one.on, one.value, one.run)
            for one in runs_at(readings, reference, STEP_OF[kind], LEAST_OF[kind])
            if since is None or one.on >= since
        )
        if runs:
            found.append(Trend(kind, measure, reference, runs, compared(runs, today, recent)))
    return tuple(found)


def compared(runs: Sequence[RunValue], today: date, recent: timedelta) -> Change | None:
    """The runs of the last days against those of as many before."""
    middle, first = today - recent, today - 2 * recent
    return change(
        [run.value for run in runs if middle < run.on <= today],
        [run.value for run in runs if first < run.on <= middle],
    )


def _reference(kind: BandKind, lines: Sequence[BandLine], year_ago: date) -> float | None:
    """The usual of the last year, whatever days are looked at; that of all days where the year knows none."""
    readings = _readings(kind, lines, "flat_speed")
    lately = [one for one in readings if one.on > year_ago]
    step, least = STEP_OF[kind], LEAST_OF[kind]
    found = usual(lately, step, least)
    return usual(readings, step, least) if found is None else found


def _near(kind: BandKind, lines: Sequence[BandLine], reference: float | None) -> list[BandLine]:
    """The bands that can hold anything within reach, so that the others are not looked at for each measure."""
    step = STEP_OF[kind]
    return [
        line
        for line in lines
        if reference is not None and abs(line.band.low + step / 2 - reference) <= 1.6 * step
    ]


def _rated(
    lines: Sequence[BandLine], near: Sequence[BandLine], ratings: Mapping[int, float]
) -> list[Reading]:
    """The session RPE of the runs that were mostly run at the usual speed."""
    steady: Counter[int] = Counter()
    usually: Counter[int] = Counter()
    for found, counted in ((lines, steady), (near, usually)):
        for line in found:
            counted[line.activity_id] += round(line.band.seconds)
    return [
        Reading(
            line.activity_id,
            line.local_date,
            line.band.flat_speed,
            ratings[line.activity_id],
            line.band.seconds,
        )
        for line in near
        if line.activity_id in ratings
        and usually[line.activity_id] >= LARGEST_PART * steady[line.activity_id]
    ]


def _at(kind: BandKind, band: BandRow) -> float | None:
    """What bands of a kind go by."""
    if kind == "surge":
        return band.speed_gain
    return band.heart_rate if kind in ("heart", "climb") else band.flat_speed


def _readings(kind: BandKind, lines: Sequence[BandLine], measure: Measure) -> list[Reading]:
    found = []
    for line in lines:
        band = line.band
        at = _at(kind, band)
        value: float | None = getattr(band, measure)
        if at is not None and value is not None:
            found.append(Reading(line.activity_id, line.local_date, at, value, band.seconds))
    return found
