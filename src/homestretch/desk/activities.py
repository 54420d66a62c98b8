"""What was done, as pages ask for it: lists with filters, one activity with its streams, reps and splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction

from homestretch.activity.recording import Lap
from homestretch.activity.reps import PlannedRep, Rep, Reps, RepSet, SetFigures, set_figures
from homestretch.activity.reps.model import RepKind, Source
from homestretch.activity.streams import Floats, Streams
from homestretch.monitoring import SessionMatch
from homestretch.store import activities, athletes, import_runs
from homestretch.store.activity_values import Filter, ImportState, Page, StoredActivity

if TYPE_CHECKING:
    from homestretch.activity.track import Track
    from homestretch.athlete.model import Level

FULL_SPLIT = 0.999  # share of a split's distance that the last one must reach to count as whole
LEAST_SPLIT_M = 50.0  # a last piece shorter than this is left out


@dataclass(frozen=True, slots=True)
class Split:
    """One kilometre or mile; the last may be shorter. Means are None where not recorded."""

    number: int
    distance_m: float
    time_s: float
    heart_rate: float | None
    cadence: float | None
    climb_m: float | None


def reps_from_document(document: Mapping[str, Any], late: float) -> Reps:
    """The reps as stored, with their targets, on the time base of the streams.

    Args:
        document: of `analyse --json`.
        late: s by which the streams begin after the activity.
    """
    source: Source = document["reps_from"] or "detected"
    kinds: tuple[tuple[RepKind, str], ...] = (("rep", "reps"), ("stride", "strides"))
    rows = [(row, kind) for kind, key in kinds for row in document[key]]
    rows.sort(key=lambda pair: pair[0]["start_s"])
    counted: dict[int, int] = {}
    reps = []
    for row, kind in rows:
        index = counted.get(row["set"], 0)
        counted[row["set"]] = index + 1
        start = row["start_s"] - late
        reps.append(
            Rep(
                start=start,
                end=start + row["duration_s"],
                distance_m=float("nan") if row["distance_m"] is None else row["distance_m"],
                nominal_m=row["nominal_m"],
                kind=kind,
                source=source,
                set_index=row["set"],
                index=index,
                planned=_planned(row, kind),
            )
        )
    sets = tuple(
        RepSet(number, tuple(rep for rep in reps if rep.set_index == number)) for number in sorted(counted)
    )
    return Reps(tuple(reps), (), sets, source if reps else "")


def _planned(row: Mapping[str, Any], kind: RepKind) -> PlannedRep | None:
    """The target of a stored rep as the speeds that it came from."""
    low, high = row["target_low_s"], row["target_high_s"]
    metres = row["nominal_m"] or row["distance_m"]
    if not low or not high or not metres:
        return None
    return PlannedRep(
        distance_m=metres, speed_low=metres / high, speed_high=metres / low, set_index=row["set"], kind=kind
    )


def splits_of(streams: Streams, every_m: float) -> tuple[Split, ...]:
    """The run cut into equal distances, pauses left out of the times.

    Args:
        streams: of the session.
        every_m: m.
    """
    known = np.isfinite(streams.distance) if len(streams.distance) else np.zeros(0, bool)
    if known.sum() < 2:
        return ()
    time, distance = streams.time[known], streams.distance[known]
    total = float(distance[-1] - distance[0])
    edges = [distance[0] + every_m * k for k in range(int(total / every_m * (1 / FULL_SPLIT)) + 1)]
    if total - (edges[-1] - distance[0]) >= LEAST_SPLIT_M:
        edges.append(float(distance[-1]))
    if len(edges) < 2:
        return ()
    rising = np.concatenate(([True], np.diff(distance) > 0))
    at = np.interp(edges, distance[rising], time[rising])
    return tuple(
        Split(
            number,
            float(min(edges[number], distance[-1]) - edges[number - 1]),
            _without_pauses(streams, begun, done),
            _mean(streams, streams.heart_rate, begun, done),
            _mean(streams, streams.cadence, begun, done),
            _climb(streams, begun, done),
        )
        for number, (begun, done) in enumerate(zip(at[:-1].tolist(), at[1:].tolist(), strict=True), 1)
    )


def _without_pauses(streams: Streams, start: float, end: float) -> float:
    stood = sum(max(min(p.end, end) - max(p.start, start), 0.0) for p in streams.pauses)
    return end - start - stood


def _mean(streams: Streams, values: Floats, start: float, end: float) -> float | None:
    if not len(values):
        return None
    inside = values[(streams.time >= start) & (streams.time <= end)]
    inside = inside[np.isfinite(inside) & (inside > 0)]
    return float(inside.mean()) if len(inside) else None


def _climb(streams: Streams, start: float, end: float) -> float | None:
    """Altitude at the end over that at the start, m."""
    known = np.isfinite(streams.altitude) if len(streams.altitude) else np.zeros(0, bool)
    if known.sum() < 2:
        return None
    low, high = np.interp([start, end], streams.time[known], streams.altitude[known])
    return float(high - low)


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One activity with all that was worked out of it.

    Attributes:
        stored: its figures and the document of its analysis.
        streams: as stored; empty for an activity without samples.
        late: s by which the streams begin after the activity's start.
        reps: with their targets, on the time base of the streams.
        sets: their figures.
        level: of the athlete; the better, the evener.
    """

    stored: StoredActivity
    streams: Streams
    late: float
    reps: Reps
    sets: tuple[SetFigures, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a list can be narrowed to: sports and years, each with how many there are."""

    sports: Mapping[str, int]
    years: tuple[int, ...]


def athlete_id_of(owner_id: int) -> int | None:
    """The number of the owner's athlete, None before the set-up began."""
    stored = athletes.athlete_of(owner_id)
    return None if stored is None else stored.id


def list_page(athlete_id: int, wanted: Filter, number: int) -> Page:
    """One page of the activities that are wanted."""
    return activities.list_activities(athlete_id, wanted, number)


def kinds(athlete_id: int) -> Kinds:
    """What there is to narrow a list to."""
    months = activities.months(athlete_id, sport=None)
    years = sorted({month.first.year for month in months}, reverse=True)
    return Kinds(activities.sports(athlete_id), tuple(years))


def whole_year(year: int) -> tuple[date, date]:
    """Its first and its last day."""
    return date(year, 1, 1), date(year, 12, 31)


def one_activity(athlete_id: int, activity_id: int, level: Level = "intermediate") -> ActivityView:
    """An activity with its streams, its reps and their figures.

    Args:
        athlete_id: whose.
        activity_id: which.
        level: of the athlete; the better, the evener.

    Raises:
        LookupError: the athlete has none of that number.
    """
    stored = activities.get_activity(athlete_id, activity_id)
    streams = streams_of(stored)
    late = streams.start - stored.figures.started_at.timestamp() if len(streams) else 0.0
    reps = reps_from_document(stored.document, late)
    located = len(streams) > 1 and all(rep.end <= streams.duration + 1 for rep in reps.reps)
    sets = set_figures(reps, streams if located else None, level)
    return ActivityView(stored, streams, late, reps, sets, level)


def streams_of(stored: StoredActivity, channels: Sequence[str] | None = None) -> Streams:
    """The streams of an activity; empty where it was entered or recorded without samples.

    Args:
        stored: the activity.
        channels: those wanted beside the time; all without.
    """
    if not stored.figures.records:
        return Streams(stored.figures.started_at.timestamp(), np.empty(0), sport=stored.figures.sport)
    return activities.streams_of_activity(stored.id, channels)


def against_plan(view: ActivityView, match: SessionMatch | None) -> ActivityView:
    """The activity with its reps as they answer the planned session, where it serves one that asks for reps."""
    if match is None or match.reps is None or len(match.activities) != 1 or not match.reps.reps.reps:
        return view
    sets = set_figures(match.reps.reps, view.streams if len(view.streams) > 1 else None, view.level)
    return replace(view, reps=match.reps.reps, sets=sets)


def track_of(view: ActivityView) -> Track | None:
    """The track that an activity was on, found again in its positions; SciPy is loaded for it."""
    from homestretch.activity.track import find_track

    zero = view.streams.start - view.late
    laps = [
        Lap(zero + lap.start_s, lap.duration_s, lap.moving_s, lap.distance_m, trigger=lap.trigger)
        for lap in view.stored.laps
    ]
    told = view.stored.document.get("track") or {}
    return find_track(view.streams, laps, told.get("lane"))


def athlete_for(owner_id: int, today: date) -> int:
    """The number of the owner's athlete, who is made here where files come before the set-up."""
    with transaction.atomic():
        stored = athletes.athlete_of(owner_id) or athletes.add_athlete(owner_id, today)
    return stored.id


def last_import(athlete_id: int) -> ImportState | None:
    """The newest import with what came of each file; None before the first."""
    runs = import_runs.latest_runs(athlete_id, 1)
    return import_runs.run_state(athlete_id, runs[0].id) if runs else None
