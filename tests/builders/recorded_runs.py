"""Stored activities for tests: simulated runs, analysed and put into the database as an import would."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import numpy as np

from homestretch.activity.analysis.document import analysis_document
from homestretch.activity.analysis.model import Analysis
from homestretch.activity.analysis.report import analyse
from homestretch.activity.codec import encode_column
from homestretch.activity.recording import CHANNELS, Lap, Recording, Samples, Session
from homestretch.activity.streams import Interval, Streams
from homestretch.athlete.model import Abilities
from homestretch.desk.import_digest import band_rows, reps_in_words
from homestretch.simulation import Leg, SessionKind, simulated_session
from homestretch.store import activities as store
from homestretch.store.activity_values import EffortRow, Figures, LapRow, NewActivity

LONDON_S = 0  # s ahead of UTC


def recording_of(streams: Streams, laps: tuple[Lap, ...] = (), start: datetime | None = None) -> Recording:
    """What a watch would have written of these streams, moved to `start`."""
    begun = streams.start if start is None else start.timestamp()
    kept = {name: values for name, values in streams.channels().items() if name in CHANNELS}
    if len(streams.cadence):
        kept["cadence"] = streams.cadence / 2  # files count one leg
    if len(streams.ground_contact):
        kept["stance_time"] = streams.ground_contact
    moved = tuple(
        Lap(lap.start - streams.start + begun, lap.elapsed, lap.timer, lap.distance, trigger=lap.trigger)
        for lap in laps
    )
    session = Session(streams.sport or "running", "", begun, streams.duration, streams.duration, rpe=6.0)
    return Recording(
        "fit", Samples(streams.time + begun, **kept), (session,), moved, len(streams),
        device="Simulated watch", utc_offset=float(LONDON_S),
    )  # fmt: skip


def simulated_recording(kind: SessionKind, seed: int, on: date, pressed: bool = True) -> Recording:
    """A run of that kind at 18:10 on a day."""
    made = simulated_session(kind, seed, smart=False, pressed=pressed)
    return recording_of(made.streams, made.laps, datetime(on.year, on.month, on.day, 18, 10, tzinfo=UTC))


def long_run_streams(hours: float = 3.0) -> Streams:
    """A long run recorded each second: rolling ground, a heart that drifts, noise everywhere."""
    random = np.random.default_rng(3)
    time = np.arange(0.0, hours * 3600)
    hill = np.sin(time / 700) * 25 + np.sin(time / 190) * 6
    speed = 3.35 - 0.012 * np.gradient(hill) * 40 + random.normal(0, 0.15, len(time))
    around = np.cumsum(speed) / 2600
    return Streams(
        1_780_000_000.0,
        time,
        distance=np.concatenate(([0.0], np.cumsum(speed[:-1]))),
        speed=speed,
        heart_rate=np.round(
            138 + 14 * time / time[-1] + 5 * np.sin(time / 240) + random.normal(0, 1, len(time))
        ),
        cadence=np.round(172 + random.normal(0, 2, len(time))),
        altitude=60 + hill,
        latitude=51.45 + 0.02 * np.sin(around) + 0.004 * np.sin(3 * around),
        longitude=-0.15 + 0.03 * np.cos(around),
        sport="running",
        distance_from="device",
        speed_from="device",
    )


def store_recording(
    athlete_id: int, recording: Recording, abilities: Abilities | None = None, *, notation: str | None = None,
    name: str = "",
) -> int:  # fmt: skip
    """Analyses a recording and stores it; gives its number."""
    analysis = analyse(recording, abilities=abilities, sex="F", planned_notation=notation)
    return store_analysis(athlete_id, analysis, recording, name)


def store_analysis(athlete_id: int, analysis: Analysis, recording: Recording, name: str = "") -> int:
    """Stores what was worked out of a recording; gives its number."""
    document = analysis_document(analysis)
    streams = analysis.streams
    started = datetime.fromtimestamp(analysis.start or 0.0, UTC)
    content = sha256(f"{started} {name} {len(streams)}".encode()).hexdigest()
    original = store.add_original(content, content, 1000, f"{name or 'run'}.fit")
    efforts = [EffortRow("distance", e.distance_m, e.time_s, e.start_s) for e in analysis.best_efforts]
    efforts += [EffortRow("duration", e.time_s, e.distance_m, e.start_s) for e in analysis.best_by_time]
    new = NewActivity(
        part=0,
        figures=figures_of(analysis, recording, started, name),
        version=1,
        judged_by="",
        document=json.dumps(document),
        streams_head=json.dumps(_head(streams)),
        columns={
            channel: encode_column(channel, values)
            for channel, values in {"time": streams.time, **streams.channels()}.items()
        },
        laps=tuple(
            LapRow(k, lap.start - (analysis.start or 0.0), lap.elapsed, lap.timer, lap.distance,
                   lap.average_heart_rate, lap.maximum_heart_rate, lap.trigger, lap.intensity)
            for k, lap in enumerate(analysis.laps, 1)
        ),
        efforts=tuple(efforts),
        bands=band_rows(analysis),
    )  # fmt: skip
    return store.add_activity(athlete_id, original, new)


def figures_of(analysis: Analysis, recording: Recording, started: datetime, name: str = "") -> Figures:
    """The columns of a list."""
    reps = [rep for rep in analysis.reps.reps if rep.kind == "rep"]
    return Figures(
        started_at=started,
        utc_offset_s=LONDON_S,
        local_date=(started + timedelta(seconds=LONDON_S)).date(),
        sport=analysis.sport,
        sub_sport="",
        name=name,
        note="",
        source=recording.source,
        device=recording.device,
        duration_s=analysis.duration_s,
        moving_s=analysis.moving_s,
        distance_m=analysis.distance_m,
        avg_hr=analysis.means.heart_rate,
        max_hr=analysis.means.highest_heart_rate,
        cadence_spm=analysis.means.cadence,
        climb_m=analysis.terrain.climb_m if analysis.terrain else None,
        rpe=recording.sessions[0].rpe,
        srpe=analysis.load.srpe,
        decoupling_pct=analysis.drift.decoupling_pct,
        kick_of=analysis.kick.of,
        kick_ratio=analysis.kick.ratio,
        kick_share_of_mss=analysis.kick.share_of_mss,
        flags=len(analysis.flags),
        records=len(analysis.streams),
        channels=len(analysis.streams.channels()),
        on_track=analysis.track is not None,
        has_route=bool(len(analysis.streams.latitude)),
        reps=len(reps),
        reps_words=reps_in_words(analysis),
    )


def _head(streams: Streams) -> dict[str, object]:
    def pairs(intervals: tuple[Interval, ...]) -> list[list[float]]:
        return [[one.start, one.end] for one in intervals]

    return {
        "start": streams.start,
        "sport": streams.sport,
        "distance_from": streams.distance_from,
        "speed_from": streams.speed_from,
        "step": streams.step,
        "pauses": pairs(streams.pauses),
        "gaps": pairs(streams.gaps),
        "flags": [
            {"kind": f.kind, "text": f.text, "where": pairs(f.where), "mended": f.mended}
            for f in streams.flags
        ],
    }


def four_hundreds(on: date, seconds: tuple[float, ...] = (72.5, 72.4, 72.6, 74.4, 72.5, 71.9)) -> Recording:
    """400 m repetitions in these times with jogs of 90 s, warm-up and cool-down, the lap button pressed."""
    legs = [Leg("warm-up", 3.2, duration_s=900.0), Leg("standing recovery", 0.0, duration_s=60.0)]
    for k, time in enumerate(seconds):
        legs.append(Leg("rep", 400 / (time - 1.0), distance_m=400.0))  # the ramp costs about a second
        if k < len(seconds) - 1:
            legs.append(Leg("jog recovery", 2.4, duration_s=90.0))
    legs.append(Leg("cool-down", 3.1, duration_s=600.0))
    made = simulated_session("equal reps", 5, smart=False, pressed=True, legs=legs)
    return recording_of(made.streams, made.laps, datetime(on.year, on.month, on.day, 18, 10, tzinfo=UTC))
