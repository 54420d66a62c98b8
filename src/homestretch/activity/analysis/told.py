"""The reps of an activity from everything that tells of them: plan, laps, speed, the track, the runner's own splits.

In: streams, laps, planned reps, splits in s, the track. Out: Reps, and whether they lie where they were run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from homestretch.activity.recording import Lap
from homestretch.activity.reps import PlannedRep, Rep, Reps, SplitError, find_reps, typed_reps
from homestretch.activity.streams import Streams

if TYPE_CHECKING:
    from homestretch.activity.track import Track

POSITIONS = "positions"  # a track known by these measures each rep; one known by laps does not


def reps_of(
    streams: Streams,
    laps: Sequence[Lap],
    planned: tuple[PlannedRep, ...],
    splits: Sequence[float] | None,
    track: Track | None,
) -> tuple[Reps, bool]:
    """The reps, by the best that is known of each.

    Args:
        streams: of the session.
        laps: of the session.
        planned: what was meant; empty if not said.
        splits: time of each rep in s by the runner's own watch; None if not given.
        track: that the run was on.

    Returns:
        Reps, and whether their moments are those of the streams. Splits that fit the reps found give them their
        times; splits that do not, but fit the plan, stand alone.

    Raises:
        SplitError: splits that fit neither what was found nor any plan.
    """
    found = _on_track(find_reps(streams, laps, planned), track)
    if not splits:
        return found, True
    efforts = [rep for rep in found.reps if rep.kind == "rep"]
    if len(efforts) == len(splits):
        timed = {
            id(rep): replace(rep, end=rep.start + time, source="typed")
            for rep, time in zip(efforts, splits, strict=True)
        }
        return replace(_with(found, timed), source="typed"), True
    if not planned:
        raise SplitError(
            f"There are {len(splits)} splits, and the file tells of {len(efforts)} reps; say what the session was, "
            "such as 6 x 400 m (90 s jog)."
        )
    return typed_reps(splits, planned), False


def _on_track(reps: Reps, track: Track | None) -> Reps:
    """Reps with the distance that the track gives them, where no plan says it."""
    if track is None or track.source != POSITIONS:
        return reps
    snapped = {}
    for rep in reps.reps:
        nominal = track.rep(rep.start, rep.end).nominal
        if nominal is not None and rep.kind == "rep" and (rep.planned is None or not rep.planned.distance_m):
            snapped[id(rep)] = replace(rep, nominal_m=float(nominal))
    return _with(reps, snapped)


def _with(reps: Reps, others: dict[int, Rep]) -> Reps:
    """The same reps with some of them in other values, in the sets as well.

    Args:
        reps: in time and in sets.
        others: the new value by the `id` of the old.
    """
    places = {(rep.set_index, rep.index): others.get(id(rep), rep) for rep in reps.reps}
    return replace(
        reps,
        reps=tuple(places[rep.set_index, rep.index] for rep in reps.reps),
        sets=tuple(
            replace(group, reps=tuple(places[rep.set_index, rep.index] for rep in group.reps))
            for group in reps.sets
        ),
    )
