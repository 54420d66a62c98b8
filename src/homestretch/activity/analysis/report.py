"""One activity analysed as a whole: streams, laps, reps, track, drift, best efforts, load, kick, flags.

In: a recording, or typed splits alone; the athlete's abilities where they are known. Out: an `Analysis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from homestretch.activity.analysis.bands import bands_of, surge_bands
from homestretch.activity.analysis.drift import Drift, drift_of
from homestretch.activity.analysis.efforts import (
    DISTANCES_M,
    ON_FOOT,
    Effort,
    best_over_distances,
    best_over_durations,
)
from homestretch.activity.analysis.kept import kept_of
from homestretch.activity.analysis.kick import SPRINT_M, Kick, end_of_effort, kick_of
from homestretch.activity.analysis.load import NEAR_MAX, Load, load_of
from homestretch.activity.analysis.model import Analysis, Means, Temperature
from homestretch.activity.analysis.seconds import RUNNING_SPEED, Mask, Seconds, seconds_of
from homestretch.activity.analysis.surges import Surge, surges_among, surges_beside
from homestretch.activity.analysis.terrain import terrain_of
from homestretch.activity.analysis.told import POSITIONS, reps_of
from homestretch.activity.analysis.typed import load_of_reps
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.preparing import main_session, streams_of
from homestretch.activity.recording import RUNNING, Lap, Recording, Session
from homestretch.activity.reps import PlannedRep, Reps, planned_reps, set_figures, typed_reps
from homestretch.activity.streams import Interval, Streams
from homestretch.athlete.records import fastest_possible
from homestretch.blueprint.model import ANCHORS
from homestretch.units import MILE_M, format_distance

if TYPE_CHECKING:
    from homestretch.activity.track import Track
    from homestretch.athlete.model import Abilities, Level, Sex

LAP_EDGE = 1.0  # s that a lap may begin outside its session
# Design choices, tried on the corpus and on simulated sessions.
SHORTEST_RACE_M = 800.0  # m; a single rep from here on is taken for a race or a trial
A_SET = 3  # reps that make a session of repetitions
RACES_M = (800.0, 1000.0, 1500.0, MILE_M, 2000.0, 3000.0, 5000.0, 10_000.0)
RACE_OFF = 0.03  # share that a watch may be off a race's distance
RACE_OF_CS = 0.97  # of critical speed; a whole run of a race's distance at this speed is a race
INCOMPLETE: Final = (
    "this file is incomplete: it breaks off before it tells of an activity; copy it again or export it again"
)
NOTHING: Final = "this file holds no activity; choose the file of a run, not of settings or a planned workout"


def nothing_in(recording: Recording) -> str:
    """Why a recording without an activity has none: its file breaks off, or it is a file of something else."""
    return INCOMPLETE if recording.damage else NOTHING


def analyse(
    recording: Recording | None,
    *,
    abilities: Abilities | None = None,
    sex: Sex = "X",
    planned_notation: str | None = None,
    splits: Sequence[float] | None = None,
    rpe: float | None = None,
    lane: int | None = None,
) -> Analysis:
    """All that one activity tells.

    Args:
        recording: what a file says; None for typed splits alone, which then need `planned_notation`.
        abilities: of the athlete; without them whatever needs zones, critical speed or sprint speed is None.
        sex: for the training impulse.
        planned_notation: the session that was meant, in the track's notation.
        splits: time of each rep in s, typed by the runner; they win over what the file says of the reps.
        rpe: session RPE, 0 to 10; the file's own where not given.
        lane: 1 to 8 if the run was on a track and it is known.

    Returns:
        The main session of the recording: its last run, else its longest part.

    Raises:
        UnreadableFile: the recording holds nothing that could be analysed.
        NotationError: the notation cannot be read.
        ValueError: splits without the distance that they were run over, or an impossible RPE or lane.
    """
    planned = _meant(planned_notation, abilities)
    if recording is None:
        return _from_splits(abilities, planned, splits, rpe)
    session = main_session(recording)
    streams = streams_of(recording, session)
    if not len(streams) and session is None and not recording.laps:
        raise UnreadableFile(nothing_in(recording))
    seconds = seconds_of(streams)
    laps = _laps_of(recording, session, streams)
    on_foot = streams.sport in ("", RUNNING)
    track = _track(streams, laps, lane) if on_foot else None
    reps, located = reps_of(streams, laps, planned, splits, track) if on_foot else (Reps(), True)
    rated = rpe if rpe is not None else (session.rpe if session else None)
    duration, moving = _durations(session, streams)
    load = load_of(seconds, abilities, sex, rated, streams.moving_time, moving)
    measured, notes = _measured(streams, track)
    best, unbelieved = _believed(best_over_distances(measured)) if streams.sport in ON_FOOT else ((), ())
    seen = reps if located else Reps()
    has_reps = sum(rep.kind == "rep" for rep in reps.reps) >= A_SET
    kick, surges = _race_craft(measured, seconds, seen, abilities) if on_foot else (Kick(), ())
    return Analysis(
        sport=streams.sport,
        start=session.start if session else (streams.start if len(streams) else recording.laps[0].start),
        utc_offset=recording.utc_offset,
        duration_s=duration,
        moving_s=moving,
        distance_m=_distance(session, streams),
        records=recording.records,
        laps=laps,
        session=session,
        sessions=recording.sessions,
        streams=streams,
        reps=reps,
        sets=set_figures(reps, streams if located else None, _level(abilities)),
        rep_means=tuple(means_of(streams, rep.start, rep.end) if located else Means() for rep in reps.reps),
        track=track,
        means=replace(means_of(streams), flat_speed=_flat_speed(seconds)),
        drift=drift_of(seconds, has_reps),
        best_efforts=best,
        best_by_time=best_over_durations(measured) if streams.sport in ON_FOOT else (),
        load=_with_reps(load, reps, abilities),
        kick=kick,
        surges=surges,
        bands=(
            *bands_of(seconds, [Interval(rep.start, rep.end) for rep in seen.reps], has_reps),
            *surge_bands(surges),
        ),
        kept=kept_of(seconds, seen.reps, abilities) if on_foot else None,
        terrain=terrain_of(streams),
        temperature=_temperature(streams),
        flags=streams.flags,
        notes=notes + unbelieved,
    )


def _meant(notation: str | None, abilities: Abilities | None) -> tuple[PlannedRep, ...]:
    """The reps of a notation, with their targets where the athlete is known."""
    if not notation:
        return ()
    speeds = {name: abilities.anchor(name) for name in ANCHORS} if abilities else None
    return planned_reps(notation, speeds)


def _level(abilities: Abilities | None) -> Level:
    return abilities.level if abilities else "intermediate"


def _measured(streams: Streams, track: Track | None) -> tuple[Streams, tuple[str, ...]]:
    """The streams with the best distance that is known, for best efforts, and what to say of it."""
    if track is None or track.source != POSITIONS or track.gps_error_pct is None:
        return streams, ()
    error = track.gps_error_pct
    counted = f"{abs(error):.1f} % too {'much' if error > 0 else 'little'}"
    return track.measured(streams), (
        f"Best efforts and kick are in metres of the track; the watch counted {counted}.",
    )


def _believed(efforts: tuple[Effort, ...]) -> tuple[tuple[Effort, ...], tuple[str, ...]]:
    """Efforts that somebody can have run; the others are left out, and that is said."""
    kept = tuple(one for one in efforts if one.time_s >= fastest_possible(one.distance_m, "M"))
    if len(kept) == len(efforts):
        return kept, ()
    metres = ", ".join(format_distance(one.distance_m) for one in efforts if one not in kept)
    return kept, (f"Best efforts over {metres} are left out: they would be faster than anybody has run.",)


def _track(streams: Streams, laps: tuple[Lap, ...], lane: int | None) -> Track | None:
    if not len(streams.latitude) and len(laps) < 2:  # nothing to tell of a track, so SciPy need not be loaded
        return None
    from homestretch.activity.track import find_track

    return find_track(streams, laps, lane)


def means_of(streams: Streams, start: float | None = None, end: float | None = None) -> Means:
    """Means over the running between two moments in s, or over all of it.

    Heart rate is the mean over the whole time without pauses; the others are means while running.
    """
    time = streams.time
    inside = np.ones(len(time), bool)
    if start is not None and end is not None:
        inside &= (time >= start) & (time <= end)
    for pause in streams.pauses:
        inside &= (time <= pause.start) | (time >= pause.end)
    weight = np.gradient(time) if len(time) > 1 else np.ones(len(time))
    runs = inside & (streams.speed >= RUNNING_SPEED) if len(streams.speed) else inside

    def mean(name: str, where: Mask) -> float | None:
        values = getattr(streams, name)
        if not len(values):
            return None
        known = where & np.isfinite(values)
        return float(np.average(values[known], weights=weight[known])) if known.any() else None

    speed, cadence = mean("speed", runs), mean("cadence", runs)
    stride = mean("step_length", runs)
    if stride is None and speed and cadence and streams.sport in ON_FOOT:
        stride = speed / (cadence / 60)
    beats = streams.heart_rate[inside] if len(streams.heart_rate) else np.empty(0)
    known_beats = beats[np.isfinite(beats)]
    return Means(
        heart_rate=mean("heart_rate", inside),
        highest_heart_rate=float(known_beats.max()) if len(known_beats) else None,
        cadence=cadence or None,
        stride=stride,
        speed=speed,
        ground_contact=mean("ground_contact", runs),
        respiration=mean("respiration", inside),
    )


def _flat_speed(seconds: Seconds) -> float | None:
    """Mean speed on the level at the same cost, where altitude was recorded."""
    known = seconds.running & np.isfinite(seconds.flat_speed)
    return float(seconds.flat_speed[known].mean()) if seconds.has_grade and known.any() else None


def _laps_of(recording: Recording, session: Session | None, streams: Streams) -> tuple[Lap, ...]:
    """The laps that begin within the session, each with its mean heart rate where the streams tell it."""
    first, last = -np.inf, np.inf
    if session is not None and session.elapsed is not None:
        first, last = session.start - LAP_EDGE, session.start + session.elapsed
    laps = (lap for lap in recording.laps if first <= lap.start < last)
    return tuple(lap if lap.average_heart_rate else _with_heart(lap, streams) for lap in laps)


def _with_heart(lap: Lap, streams: Streams) -> Lap:
    begun = lap.start - streams.start
    return replace(lap, average_heart_rate=means_of(streams, begun, begun + lap.elapsed).heart_rate)


def _durations(session: Session | None, streams: Streams) -> tuple[float, float]:
    """s of the session, and s without pauses: those that the watch tells of and those found in the streams."""
    whole = session.elapsed if session and session.elapsed else streams.duration
    moving = whole - sum(pause.length for pause in streams.pauses)
    if session and session.timer:
        moving = min(moving, session.timer)
    return whole, max(moving, 0.0)


def _distance(session: Session | None, streams: Streams) -> float | None:
    """The session's own total, else what the streams cover."""
    if session and session.distance:
        return session.distance
    covered = streams.total_distance
    return session.distance if covered is None and session else covered


def _temperature(streams: Streams) -> Temperature | None:
    known = streams.temperature[np.isfinite(streams.temperature)]
    return Temperature(float(known.mean()), float(known.min()), float(known.max())) if len(known) else None


def _race_craft(
    streams: Streams, seconds: Seconds, reps: Reps, abilities: Abilities | None
) -> tuple[Kick, tuple[Surge, ...]]:
    """Kick and surges of the last rep, of a race, or of the whole run where nothing hard was told apart."""
    efforts = [rep for rep in reps.reps if rep.kind == "rep" and rep.length_m > SPRINT_M]
    max_speed = abilities.max_speed.value if abilities else None
    if not efforts:
        end = end_of_effort(streams, 0.0, streams.duration)
        nominal = _race_distance(streams, end, abilities)
        of = "race" if nominal else "run"
        return kick_of(streams, 0.0, end, of, nominal, max_speed), surges_beside(seconds, reps.reps, end)
    last = efforts[-1]
    alone = len(efforts) == 1 and last.length_m >= SHORTEST_RACE_M
    race = alone and not (abilities and last.speed < RACE_OF_CS * abilities.critical_speed.value)
    end = end_of_effort(streams, last.start, last.end) if race else last.end
    kick = kick_of(streams, last.start, end, _kick_of(alone, race), last.nominal_m, max_speed)
    speeds = [rep.speed for rep in efforts if rep.set_index == last.set_index and np.isfinite(rep.speed)]
    if len(speeds) > 1 and kick.last_100_s:
        kick = replace(kick, ratio_to_set=SPRINT_M / kick.last_100_s / float(np.mean(speeds)))
    return kick, surges_among(seconds, efforts, reps.pieces)


def _kick_of(alone: bool, race: bool) -> str:
    """A long effort that is no race is a tempo: its end is no kick."""
    return "race" if race else "run" if alone else "rep"


def _race_distance(streams: Streams, end: float, abilities: Abilities | None) -> float | None:
    """The distance of the race that the whole run was; None if it was none, or nobody can tell."""
    metres = streams.total_distance
    if (
        abilities is None
        or not metres
        or metres / max(end, 1.0) < RACE_OF_CS * abilities.critical_speed.value
    ):
        return None
    nearest = min(RACES_M, key=lambda race: abs(metres / race - 1))
    return nearest if abs(metres / nearest - 1) <= RACE_OFF else None


def _with_reps(load: Load, reps: Reps, abilities: Abilities | None) -> Load:
    """Near-maximal metres of reps by their own time and distance: a watch smooths a short sprint away."""
    if abilities is None:
        return load
    limit = NEAR_MAX * abilities.max_speed.value
    metres = sum(rep.length_m for rep in reps.reps if rep.duration > 0 and rep.speed >= limit)
    return replace(load, near_max_m=max(load.near_max_m or 0.0, metres)) if metres else load


def _from_splits(
    abilities: Abilities | None,
    planned: tuple[PlannedRep, ...],
    splits: Sequence[float] | None,
    rpe: float | None,
) -> Analysis:
    """What typed splits tell without a watch: reps against their targets, and the load that these make."""
    if not splits:
        raise ValueError("without a file there must be splits; type the times of the reps")
    streams = Streams(0.0, np.empty(0), sport=RUNNING)
    reps = typed_reps(splits, planned)
    lasted = max((rep.end for rep in reps.reps), default=0.0)
    return Analysis(
        sport=RUNNING,
        start=None,
        utc_offset=None,
        duration_s=lasted,
        moving_s=sum(rep.duration for rep in reps.reps),
        distance_m=sum(rep.length_m for rep in reps.reps),
        records=0,
        laps=(),
        session=None,
        sessions=(),
        streams=streams,
        reps=reps,
        sets=set_figures(reps, None, _level(abilities)),
        rep_means=tuple(Means() for _ in reps.reps),
        track=None,
        means=Means(),
        drift=Drift(reason="Typed splits tell nothing of the heart."),
        best_efforts=_efforts_of(reps),
        best_by_time=(),
        load=load_of_reps(reps.reps, abilities, rpe, lasted),
        kick=Kick(),
    )


def _efforts_of(reps: Reps) -> tuple[Effort, ...]:
    """The best rep over each distance that best efforts are kept for."""
    best: dict[float, Effort] = {}
    for rep in reps.reps:
        if rep.length_m in DISTANCES_M and rep.duration > 0:
            own = Effort(rep.length_m, rep.duration, rep.start)
            best[rep.length_m] = min(best.get(rep.length_m, own), own, key=lambda effort: effort.time_s)
    return tuple(best[metres] for metres in sorted(best))
