"""From a recording to the streams of one session: the mending in its order, and the flags that tell of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from homestretch.activity.health import SOURCE as HEALTH
from homestretch.activity.heart_rate import cadence_lock, mend_heart_rate, stretches
from homestretch.activity.positions import FASTEST, FASTEST_ON_FOOT, ground, mend_spikes
from homestretch.activity.recording import RUNNING, Recording, Session
from homestretch.activity.streams import Flag, Floats, Interval, Streams, longest_step, resampled
from homestretch.activity.timebase import pauses_and_gaps, session_samples, usual_step

ON_FOOT = ("running", "walking", "hiking")
HALF_CADENCE_BELOW = 120.0  # steps a minute while running; a lower median counts one leg only
FASTEST_FOR_LONG = 6.5  # m/s; nobody runs so fast for half an activity (10 km world record: 6.4 m/s)
RUNNING_SPEED = 1.5  # m/s, above which a runner is taken to run
SMART_STEP = 1.5  # s between samples from which a recording counts as smart
LARGEST_LEAP = 20_000.0  # m gained at once, faster than anybody runs; a smaller one may follow a tunnel
DERIVATIVE_WINDOW = 4.0  # s over which speed is taken from distance
EMPTY = np.empty(0)


@dataclass
class _Draft:
    """Channels on their way to streams, and the flags so far."""

    time: Floats
    channels: dict[str, Floats]
    flags: list[Flag]
    fastest: float

    def get(self, name: str) -> Floats:
        return self.channels.get(name, EMPTY)

    def flag(self, kind: str, text: str, *where: Interval, mended: bool = False) -> None:
        self.flags.append(Flag(kind, text, where, mended))


def main_session(recording: Recording) -> Session | None:
    """The last running session, else the longest; None if the file holds none."""
    running = [session for session in recording.sessions if session.sport == RUNNING]
    if running:
        return running[-1]
    return max(recording.sessions, key=lambda session: session.elapsed or 0.0, default=None)


def streams_of(recording: Recording, session: Session | None = None) -> Streams:
    """The streams of one session of a recording.

    Args:
        recording: what a file says.
        session: one of its sessions; without it the main one.

    Returns:
        The session on one time base. What is interpolated is flagged; nothing else is made up: a hole too
        long to bridge stays NaN.
    """
    session = session or main_session(recording)
    moments, channels = session_samples(recording.samples, session)
    start = float(moments[0]) if len(moments) else (session.start if session else 0.0)
    sport = session.sport if session else ""
    fastest = FASTEST_ON_FOOT if sport in (*ON_FOOT, "") else FASTEST
    draft = _Draft(moments - start, channels, [], fastest)
    if "stance_time" in channels:
        channels["ground_contact"] = channels.pop("stance_time")
    _say_what_is_wrong(recording, draft)
    _mend_positions(draft)
    distance_from = _distance(draft)
    speed_from = _speed(draft)
    _count_steps(draft, recording.source, sport)
    _mend_heart_rate(draft)
    step = usual_step(draft.time)
    pauses, gaps = pauses_and_gaps(draft.time, draft.get("distance"), start, recording.pauses)
    if gaps:
        lost = sum(gap.length for gap in gaps)
        draft.flag("gap", f"{len(gaps)} stretches of together {lost:.0f} s were not recorded.", *gaps)
    if step >= SMART_STEP:
        draft.flag("smart_recording", f"The watch kept a sample about every {step:.0f} s only.")
    streams = Streams(
        start=start,
        time=draft.time,
        **draft.channels,
        sport=sport,
        distance_from=distance_from,
        speed_from=speed_from,
        step=step,
        pauses=pauses,
        gaps=gaps,
        flags=tuple(draft.flags),
    )
    return _with_lock(streams)


def _say_what_is_wrong(recording: Recording, draft: _Draft) -> None:
    if recording.source == HEALTH:
        draft.flag(
            "no_positions",
            "Apple Health kept no route of this workout, so there is no pace within it.",
        )
    for fault in recording.damage:
        draft.flag("damaged", f"The file is damaged, {fault.text}; everything before that was read.")
    if len(recording.sessions) > 1:
        draft.flag("multisport", f"The file holds {len(recording.sessions)} sessions; this is one of them.")


def _mend_positions(draft: _Draft) -> None:
    if "latitude" not in draft.channels or "longitude" not in draft.channels:
        draft.channels.pop("latitude", None)
        draft.channels.pop("longitude", None)
        return
    latitude, longitude, mended, lone = mend_spikes(
        draft.time, draft.get("latitude"), draft.get("longitude"), draft.fastest
    )
    draft.channels |= {"latitude": latitude, "longitude": longitude}
    if mended:
        text = f"The position jumped away and back {_often(len(mended))}; straight lines stand there."
        draft.flag("gps_spike", text, *mended, mended=True)
    if lone:
        where = [Interval(at, at) for at in lone]
        draft.flag("gps_spike", f"The position jumped {_often(len(lone))} without coming back.", *where)


def _often(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _distance(draft: _Draft) -> str:
    """Put the distance right, or make it from positions or speed; says which."""
    if np.nanmax(draft.get("distance"), initial=0.0) > 0:
        draft.channels["distance"] = _never_falling(draft, draft.channels["distance"])
        return "device"
    recorded = draft.channels.pop("distance", None)  # 0 all the time, if at all
    latitude, longitude = draft.get("latitude"), draft.get("longitude")
    known = np.flatnonzero(np.isfinite(latitude))
    if len(known) > 1:
        covered = np.full(len(draft.time), np.nan)
        covered[known] = np.concatenate(([0.0], np.cumsum(ground(latitude[known], longitude[known]))))
        draft.channels["distance"] = covered
        return "positions"
    speed = draft.get("speed")
    if len(speed) > 1:
        steps = np.diff(draft.time)
        held = np.where(steps <= longest_step(usual_step(draft.time)), steps, 0.0)
        covered = np.nan_to_num(speed[1:] + speed[:-1]) / 2 * held
        draft.channels["distance"] = np.concatenate(([0.0], np.cumsum(covered)))
        return "speed"
    if recorded is not None:
        draft.channels["distance"] = recorded
        return "device"
    return ""


def _never_falling(draft: _Draft, distance: Floats) -> Floats:
    """A distance that starts again, or leaps, goes on from where it was."""
    known = np.flatnonzero(np.isfinite(distance))
    steps = np.diff(distance[known])
    leaps = (steps > LARGEST_LEAP) & (steps > draft.fastest * np.diff(draft.time[known]))
    falls = np.flatnonzero((steps < 0) | leaps)
    if not len(falls):
        return distance
    where = [
        Interval(float(draft.time[known[at]]), float(draft.time[known[at + 1]])) for at in falls.tolist()
    ]
    did = "leapt" if leaps[falls].all() else "fell back" if not leaps.any() else "fell back or leapt"
    text = f"The distance {did} {len(falls)} times; it goes on from where it was."
    draft.flag("damaged", text, *where, mended=True)
    whole = np.full(len(distance), np.nan)
    whole[known] = distance[known[0]] + np.concatenate(
        ([0.0], np.cumsum(np.where(leaps, 0.0, np.maximum(steps, 0.0))))
    )
    return whole


def _speed(draft: _Draft) -> str:
    """Take away speeds that nobody runs, or make speed from distance; says where it is from."""
    if "speed" in draft.channels:
        speed = draft.channels["speed"]
        impossible = (speed > draft.fastest) | (speed < 0)
        if impossible.any():
            where = [
                Interval(float(draft.time[first]), float(draft.time[after - 1]))
                for first, after in stretches(impossible)
            ]
            draft.flag(
                "gps_spike", f"The speed was impossible {len(where)} times; it is left out there.", *where
            )
            draft.channels["speed"] = np.where(impossible, np.nan, speed)
        return "device"
    distance = draft.get("distance")
    known = np.flatnonzero(np.isfinite(distance))
    if len(known) < 2:
        return ""
    time, covered = draft.time[known], distance[known]
    half = DERIVATIVE_WINDOW / 2
    ends, begins = np.minimum(time + half, time[-1]), np.maximum(time - half, time[0])
    step = usual_step(time)
    if step > half:  # too few samples for the window: from neighbour to neighbour
        ends, begins = np.append(time[1:], time[-1]), np.append(time[:1], time[:-1])
    gained = np.interp(ends, time, covered) - np.interp(begins, time, covered)
    speed = np.full(len(distance), np.nan)
    speed[known] = gained / np.maximum(ends - begins, np.finfo(float).tiny)
    draft.channels["speed"] = np.where(speed <= draft.fastest, speed, np.nan)
    return "distance"


def _count_steps(draft: _Draft, source: str, sport: str) -> None:
    """Cadence on foot is steps a minute: FIT and TCX count one leg, other sources one or both.

    Where no sport is told, pace and cadence together say whether somebody ran.
    """
    cadence = draft.get("cadence")
    if not len(cadence) or sport not in (*ON_FOOT, ""):
        return
    speed = draft.get("speed")
    moving = (cadence > 0) & (speed > RUNNING_SPEED) if len(speed) else cadence > 0
    if source in ("fit", "tcx") and sport:
        doubled = True
    else:
        doubled = bool(moving.any()) and float(np.median(cadence[moving])) < HALF_CADENCE_BELOW
    if not sport and doubled and len(speed):  # a file cut off before it told its sport may be of a bicycle
        doubled = float(np.median(speed[moving])) < FASTEST_FOR_LONG
    if doubled:
        draft.channels["cadence"] = cadence * 2


def _mend_heart_rate(draft: _Draft) -> None:
    if "heart_rate" not in draft.channels:
        return
    rate, mended, left = mend_heart_rate(draft.time, draft.channels["heart_rate"])
    draft.channels["heart_rate"] = rate
    if mended:
        text = f"The heart rate failed for a moment {len(mended)} times; straight lines stand there."
        draft.flag("hr_dropout", text, *mended, mended=True)
    if left:
        text = f"The heart rate failed for longer {len(left)} times; it is left out there."
        draft.flag("hr_dropout", text, *left)
    if not np.isfinite(rate).any():
        del draft.channels["heart_rate"]


def _with_lock(streams: Streams) -> Streams:
    """Flag where the heart rate follows the steps."""
    if streams.sport != RUNNING or not len(streams.heart_rate) or not len(streams.cadence):
        return streams
    each_second = resampled(
        Streams(
            streams.start,
            streams.time,
            heart_rate=streams.heart_rate,
            cadence=streams.cadence,
            step=streams.step,
            pauses=streams.pauses,
            gaps=streams.gaps,
        )
    )
    found = cadence_lock(each_second.heart_rate, each_second.cadence)
    if not found:
        return streams
    text = "The heart rate follows the steps here: the sensor seems to have counted steps, do not trust it."
    return replace(streams, flags=(*streams.flags, Flag("cadence_lock", text, found)))
