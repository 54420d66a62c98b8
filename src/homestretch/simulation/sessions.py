"""Whole sessions: script, motion, watch, track and laps put together from one seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from homestretch.activity.recording import RUNNING, Lap
from homestretch.activity.streams import Streams
from homestretch.activity.timebase import usual_step
from homestretch.simulation.model import Floats, Leg, Motion, Place, SessionKind, Simulated, Watch
from homestretch.simulation.oval import degrees, draw_place, on_track
from homestretch.simulation.runner import STEP, run
from homestretch.simulation.scripts import SCRIPTS, draw_script
from homestretch.simulation.watch import automatic_laps, draw_watch, positions, pressed_laps, record

KINDS: tuple[SessionKind, ...] = tuple(SCRIPTS)
OFF_TRACK: tuple[SessionKind, ...] = ("hills", "steady")
SMART_SHARE = 1 / 3
PRESSED_SHARE = 0.5  # of the sessions with reps, unless the caller says
MISLABELLED = 0.25  # share of automatic laps that a file calls manual, as TCX does
STARTED_AT = 1_780_000_000.0  # seconds since 1970; any date does


def simulated_session(
    kind: SessionKind,
    seed: int | Sequence[int],
    *,
    smart: bool | None = None,
    pressed: bool | None = None,
    lane: int | None = None,
    legs: Sequence[Leg] | None = None,
    watch: Watch | None = None,
    place: Place | None = None,
) -> Simulated:
    """One session.

    Args:
        kind: of session.
        seed: the same gives the same session.
        smart: whether the watch keeps a sample every 2 to 8 s only; None: one time in three.
        pressed: whether the runner presses the lap button at reps; None: every second time. Who does not has
            automatic laps of a kilometre, or none.
        lane: to fix the lane.
        legs: the script, instead of one drawn for the kind.
        watch: the device, instead of one drawn; its `smart` wins.
        place: the track, instead of one drawn.

    Returns:
        What the watch recorded, with the truth. Hills and steady runs are run on the road and have no positions.
    """
    random = np.random.default_rng(seed)
    script = tuple(legs) if legs is not None else draw_script(kind, random)
    motion = run(script, random)
    drawn = draw_watch(random, bool(random.random() < SMART_SHARE) if smart is None else smart)
    watch = watch or drawn
    channels = record(motion, watch, random)
    time = channels["time"]
    at = np.minimum(np.round(time / STEP).astype(int), len(motion.time) - 1)
    covered = motion.distance[at]
    x = y = np.empty(0)
    if place is None and kind not in OFF_TRACK:
        place = draw_place(random, lane)
    if place is not None:
        x, y = on_track(place, covered)
        seen = positions(x, y, time, watch, random)
        channels["latitude"], channels["longitude"] = degrees(place, *seen)
    laps, by_hand = _laps(kind, motion, channels, pressed, random)
    streams = Streams(
        STARTED_AT,
        time,
        distance=channels["distance"],
        speed=channels["speed"],
        heart_rate=channels["heart_rate"],
        cadence=channels["cadence"],
        altitude=channels["altitude"],
        latitude=channels.get("latitude", np.empty(0)),
        longitude=channels.get("longitude", np.empty(0)),
        step_length=channels["step_length"],
        sport=RUNNING,
        distance_from="device",
        speed_from="device",
        step=usual_step(time),
    )
    return Simulated(
        kind, streams, laps, by_hand, motion.pieces, script, watch, place, x, y, np.asarray(covered)
    )


def simulated_sessions(
    count: int,
    seed: int,
    kinds: Sequence[SessionKind] = KINDS,
    *,
    smart: bool | None = None,
    pressed: bool | None = None,
) -> Iterator[Simulated]:
    """Sessions of all kinds in turn, each with its own seed, so that more of them begin with the same.

    Args:
        count: how many.
        seed: of all.
        kinds: taken in turn.
        smart, pressed: as in `simulated_session`.
    """
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield simulated_session(kind, (seed, number), smart=smart, pressed=pressed)


def _laps(
    kind: SessionKind,
    motion: Motion,
    channels: dict[str, Floats],
    pressed: bool | None,
    random: np.random.Generator,
) -> tuple[tuple[Lap, ...], bool]:
    """The laps, and whether they were pressed at reps."""
    by_hand = bool(random.random() < PRESSED_SHARE) if pressed is None else pressed
    has_reps = any(piece.kind == "rep" for piece in motion.pieces)
    time, distance = channels["time"], channels["distance"]
    if by_hand and has_reps:
        return pressed_laps(motion, time, distance, STARTED_AT, random), True
    if random.random() < 0.5:
        trigger = "manual" if random.random() < MISLABELLED else "distance"
        return automatic_laps(time, distance, STARTED_AT, trigger), False
    return (), False
