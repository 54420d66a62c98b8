"""One file made into all that is stored of it, without database or clock, so that other processes can do it.

In: a file's bytes, what an export says of it, the athlete. Out: its activities, or a sentence why there are none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from homestretch.activity.analysis.document import LARGEST_OFFSET, analysis_document, number
from homestretch.activity.analysis.report import NOTHING, analyse, nothing_in
from homestretch.activity.archives.model import Hints, unpack_heart
from homestretch.activity.codec import encode_column
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import GZIP, inflate, read_activity
from homestretch.desk.judging import abilities_hash, known_on, profile_hash
from homestretch.store.activity_values import BandRow, EffortRow, Figures, LapRow, NewActivity
from homestretch.units import format_distance, format_rep, format_time

if TYPE_CHECKING:
    from homestretch.activity.analysis.model import Analysis
    from homestretch.activity.recording import Recording, Session
    from homestretch.activity.streams import Interval, Streams

ANALYSIS_VERSION = 6  # to be raised whenever the same file would be analysed otherwise
EARLIEST = datetime(1989, 12, 31, tzinfo=UTC)  # where FIT begins to count
CLOCKS_SET = datetime(1995, 1, 1, tzinfo=UTC)  # no watch recorded before: its clock was never set
TRANSITION = "transition"  # between the sports of a triathlon
HEART_APART_S = 15.0  # s; telephones keep a reading about every 5 s of a workout
LONGEST_WORDS = 200
MOST_SETS_TOLD = 4
SECONDS_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Job:
    """One file to digest.

    Attributes:
        data: its bytes as they came.
        hints: what an export says of it.
        athlete: canonical JSON of the athlete, "" where there is no profile yet.
        zone: the athlete's time zone by name, for files that do not say how far local time is off.
        latest: no run began after it; a file that says so has a wrong clock.
    """

    data: bytes
    hints: Hints
    athlete: str
    zone: str
    latest: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What came of a file.

    Attributes:
        content_hash: SHA-256 of what it holds, inflated.
        activities: one for each session; none where there is a `reason`.
        reason: a sentence; "" where all is well.
        empty: the file is sound and holds no activity: settings, a planned workout, a route without times.
        remark: what the runner should know of a file that was read.
    """

    content_hash: str
    activities: tuple[NewActivity, ...] = ()
    reason: str = ""
    empty: bool = False
    remark: str = ""


class _NotDone(Exception):
    """This file tells of nothing that was done."""


def digest(job: Job) -> Digest:
    """Decode, analyse and pack one file. Whatever is wrong with it is told; nothing is raised."""
    content_hash = sha256(job.data).hexdigest()
    try:
        content = job.data
        if content.startswith(GZIP):
            content, damage = inflate(content)
            content_hash = sha256(content).hexdigest()
            if damage:  # of the packing: only the reader of the whole file tells of it
                content = job.data
        recording = with_heart(read_activity(content), job.hints)
        made = tuple(_activities(recording, job))
        return Digest(content_hash, made, remark=_remark(made))
    except _NotDone as fault:
        return Digest(content_hash, reason=str(fault), empty=True)
    except UnreadableFile as fault:
        return Digest(content_hash, reason=_sentence(str(fault)), empty=str(fault) == NOTHING)
    except Exception as fault:  # one file that nobody foresaw must not end the import of thousands
        what = " ".join(str(fault).split())[:200] or "no further word"
        return Digest(
            content_hash,
            reason=f"This file could not be analysed ({type(fault).__name__}: {what}); report it.",
        )


def with_heart(recording: Recording, hints: Hints) -> Recording:
    """With the heart rate that an export keeps beside the file, where the file has none.

    Between two readings a straight line; nothing where they lie further apart than `HEART_APART_S`.
    """
    samples = recording.samples
    if not hints.heart or len(samples.heart_rate) or not len(samples.time):
        return recording
    times, rates = unpack_heart(hints.heart)
    after = np.clip(np.searchsorted(times, samples.time), 1, max(len(times) - 1, 1))
    apart = np.diff(times)[after - 1] if len(times) > 1 else np.full(len(samples.time), np.inf)
    known = (apart <= HEART_APART_S) & (samples.time >= times[0]) & (samples.time <= times[-1])
    rate = np.where(known, np.interp(samples.time, times, rates), np.nan)
    return replace(recording, samples=replace(samples, heart_rate=rate)) if known.any() else recording


def _remark(made: tuple[NewActivity, ...]) -> str:
    begun = min(one.figures.started_at for one in made)
    if begun >= CLOCKS_SET:
        return ""
    return f"It says that it began on {begun.date()}, so the watch's clock was not set."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _activities(recording: Recording, job: Job) -> list[NewActivity]:
    """One activity for each session but the changes between sports."""
    done = [one for one in recording.sessions if one.sport != TRANSITION] or list(recording.sessions)
    parts = [replace(recording, sessions=(one,)) for one in done] if len(done) > 1 else [recording]
    made = []
    for part, own in enumerate(parts):
        begun = _start(own)
        hints = job.hints
        if hints.sport and own.sessions and not own.sessions[0].sport:
            own = replace(own, sessions=(replace(own.sessions[0], sport=hints.sport),))
        made.append(_activity(part, own, begun, job))
    return made


def _start(recording: Recording) -> datetime:
    """When it began.

    Raises:
        UnreadableFile: the clock was wrong.
        _NotDone: it has no times.
    """
    times = recording.samples.time[np.isfinite(recording.samples.time)]
    session = recording.sessions[-1] if recording.sessions else None
    if session is not None and np.isfinite(session.start):
        seconds = session.start
    elif len(times):
        seconds = float(times[0])
    elif recording.laps:
        seconds = recording.laps[0].start
    elif recording.records:
        raise _NotDone("This holds points without times, so it is a route and not a run.")
    else:
        raise UnreadableFile(nothing_in(recording))
    try:
        return datetime.fromtimestamp(round(seconds, SECONDS_DECIMALS), UTC)
    except (OverflowError, ValueError, OSError) as fault:
        raise UnreadableFile("The date in this file is impossible; the watch's clock was wrong.") from fault


def _activity(part: int, recording: Recording, begun: datetime, job: Job) -> NewActivity:
    hints = job.hints
    if not EARLIEST <= begun <= job.latest:
        raise UnreadableFile(
            f"It says that it began on {begun.date()}, so the watch's clock was wrong; set the date with "
            "the maker's own program and import it again."
        )
    offset = recording.utc_offset if recording.utc_offset is not None else hints.utc_offset
    if offset is not None and abs(offset) > LARGEST_OFFSET:
        offset = None
    local = _local(begun, offset, job.zone)
    athlete, abilities = known_on(job.athlete, local.date()) if job.athlete else (None, None)
    session = recording.sessions[0] if recording.sessions else None
    analysis = analyse(
        recording,
        abilities=abilities,
        sex=athlete.sex if athlete else "X",
        rpe=hints.rpe if session is None or session.rpe is None else None,
    )
    zero = analysis.streams.start if len(analysis.streams) else begun.timestamp()
    late = zero - begun.timestamp()
    columns = analysis.streams.channels()
    if len(analysis.streams):
        columns = {"time": analysis.streams.time, **columns}
    return NewActivity(
        part=part,
        figures=_figures(analysis, recording, begun, offset, local.date(), hints),
        version=ANALYSIS_VERSION,
        judged_by=profile_hash(job.athlete),
        abilities=abilities_hash(job.athlete, local.date()),
        document=json.dumps(analysis_document(analysis), ensure_ascii=False, allow_nan=False),
        streams_head=_head(analysis.streams),
        columns={name: encode_column(name, values) for name, values in columns.items()},
        laps=tuple(_laps(analysis, begun)),
        efforts=tuple(_efforts(analysis, late)),
        bands=band_rows(analysis),
    )


def _local(begun: datetime, offset: float | None, zone: str) -> datetime:
    if offset is not None:
        return begun + timedelta(seconds=offset)
    return begun.astimezone(_zone(zone))


@lru_cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _figures(
    analysis: Analysis,
    recording: Recording,
    begun: datetime,
    offset: float | None,
    local_date: date,
    hints: Hints,
) -> Figures:
    session, kick = analysis.session, analysis.kick
    rated = session.rpe if session and session.rpe is not None else hints.rpe
    return Figures(
        started_at=begun,
        utc_offset_s=None if offset is None else round(offset),
        local_date=local_date,
        sport=(analysis.sport or hints.sport)[:32],
        sub_sport=(session.sub_sport if session else "")[:32],
        name=(hints.name or recording.workout)[:200],
        note=hints.note,
        source=recording.source,
        device=recording.device[:120],
        duration_s=analysis.duration_s,
        moving_s=analysis.moving_s,
        distance_m=number(analysis.distance_m, 2),
        avg_hr=number(analysis.means.heart_rate or (session.average_heart_rate if session else None), 1),
        max_hr=number(
            analysis.means.highest_heart_rate or (session.maximum_heart_rate if session else None), 1
        ),
        cadence_spm=number(analysis.means.cadence, 1),
        climb_m=number(analysis.terrain.climb_m if analysis.terrain else _ascent(session), 1),
        rpe=rated,
        srpe=number(analysis.load.srpe, 1),
        trimp=number(analysis.load.trimp, 1),
        near_max_m=number(analysis.load.near_max_m, 1),
        decoupling_pct=number(analysis.drift.decoupling_pct, 2),
        kick_of=kick.of,
        kick_ratio=number(kick.ratio, 4),
        kick_share_of_mss=number(kick.share_of_mss, 4),
        flags=len(analysis.flags),
        records=len(analysis.streams),
        channels=channels_recorded(analysis.streams),
        on_track=analysis.track is not None,
        has_route=bool(np.isfinite(analysis.streams.latitude).any()),
        reps=sum(rep.kind == "rep" for rep in analysis.reps.reps),
        reps_words=reps_in_words(analysis),
        energy_kcal=number(session.calories, 1) if session and session.calories else None,
    )


def channels_recorded(streams: Streams) -> int:
    """How many things the watch itself recorded: a position is one, what follows from it is none."""
    derived = {"longitude"}
    if streams.distance_from != "device":
        derived.add("distance")
    if streams.speed_from != "device":
        derived.add("speed")
    return len(streams.channels().keys() - derived)


def _ascent(session: Session | None) -> float | None:
    return session.ascent if session else None


def reps_in_words(analysis: Analysis) -> str:
    """`6 x 400 m in 68.2`, sets one after the other; "" without reps."""
    told = []
    for found in analysis.sets:
        reps = [one.rep for one in found.reps if one.rep.kind == "rep"]
        for nominal, group in groupby(reps, key=lambda rep: rep.nominal_m):
            same = list(group)
            times = [rep.duration for rep in same]
            mean = sum(times) / len(times)
            if nominal:
                count = f"{len(same)} x " if len(same) > 1 else ""
                told.append(f"{count}{format_distance(nominal)} in {format_rep(mean)}")
            else:
                told.append(f"{len(same)} x {format_time(mean, 0)} {'s' if mean < 60 else 'min'}")
    words = ", ".join(told[:MOST_SETS_TOLD]) + (" and more" if len(told) > MOST_SETS_TOLD else "")
    return words[:LONGEST_WORDS]


def _laps(analysis: Analysis, begun: datetime) -> list[LapRow]:
    return [
        LapRow(
            number=count,
            start_s=round(lap.start - begun.timestamp(), SECONDS_DECIMALS),
            duration_s=lap.elapsed,
            moving_s=number(lap.timer, SECONDS_DECIMALS),
            distance_m=number(lap.distance, 2),
            avg_hr=number(lap.average_heart_rate, 1),
            max_hr=number(lap.maximum_heart_rate, 1),
            trigger=lap.trigger[:12],
            intensity=lap.intensity[:12],
        )
        for count, lap in enumerate(analysis.laps, 1)
    ]


def band_rows(analysis: Analysis) -> tuple[BandRow, ...]:
    """The bands as they are stored."""
    return tuple(
        BandRow(
            kind=band.kind,
            low=band.low,
            seconds=round(band.seconds, 1),
            flat_speed=round(band.flat_speed, 4),
            heart_rate=number(band.heart_rate, 2),
            cadence=number(band.cadence, 2),
            step_length=number(band.step_length, 4),
            ground_contact=number(band.ground_contact, 5),
            balance=number(band.balance, 3),
            climb_speed=number(band.climb_speed, 4),
            speed_gain=number(band.speed_gain, 4),
            cadence_gain=number(band.cadence_gain, 2),
        )
        for band in analysis.bands
    )


def _efforts(analysis: Analysis, late: float) -> list[EffortRow]:
    by_distance = [
        EffortRow("distance", one.distance_m, round(one.time_s, 2), round(one.start_s + late, 2))
        for one in analysis.best_efforts
    ]
    by_duration = [
        EffortRow("duration", one.time_s, round(one.distance_m, 1), round(one.start_s + late, 2))
        for one in analysis.best_by_time
    ]
    return by_distance + by_duration


def _head(streams: Streams) -> str:
    """What the columns leave out of the streams, as JSON."""

    def pairs(where: tuple[Interval, ...]) -> list[list[float]]:
        return [[round(one.start, SECONDS_DECIMALS), round(one.end, SECONDS_DECIMALS)] for one in where]

    return json.dumps(
        {
            "start": round(streams.start, SECONDS_DECIMALS),
            "sport": streams.sport,
            "distance_from": streams.distance_from,
            "speed_from": streams.speed_from,
            "step": streams.step,
            "pauses": pairs(streams.pauses),
            "gaps": pairs(streams.gaps),
            "flags": [
                {"kind": flag.kind, "text": flag.text, "where": pairs(flag.where), "mended": flag.mended}
                for flag in streams.flags
            ],
        },
        allow_nan=False,
    )
