"""Typed splits, `61.2 61.8 62.0`: as good as a file where the session's distances are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np

from homestretch.activity.reps.errors import SplitError
from homestretch.activity.reps.grouping import grouped
from homestretch.activity.reps.model import PlannedRep, Rep, Reps
from homestretch.activity.reps.planned import align, planned_reps
from homestretch.units import UnitError, parse_time

MOST_SPLITS = 200
SLOWEST, FASTEST = 1.0, 12.5  # m/s; no rep is slower, no human faster
SPEED_OFF = 0.06  # a rep whose speed is off by so much costs 1 in the alignment


def typed_reps(splits: str | Sequence[float], session: str | Sequence[PlannedRep] | Sequence[float]) -> Reps:
    """The reps of typed splits.

    Args:
        splits: times in s, or as they are written down: ``61.2 61.8 1:02.0``.
        session: what was run: its notation, its planned reps, or the distance in m of each rep (one for all).

    Returns:
        Reps one after the other with their planned recoveries between (0 s where unknown). With fewer splits
        than planned reps those that fit the speeds worst are skipped; with more, equal reps were added.

    Raises:
        SplitError: a split is no time, or there are more than the session can hold, or one is no running speed.
        NotationError: the notation can't be read.
    """
    times = _times(splits)
    plan = _plan(session, len(times))
    pairs = _pairs(times, plan)
    reps: list[Rep] = []
    clock = 0.0
    for number, seconds in enumerate(times):
        meant = plan[pairs[number]]
        distance = float("nan") if meant.distance_m is None else meant.distance_m
        speed = distance / seconds
        if not np.isnan(speed) and not SLOWEST <= speed <= FASTEST:
            raise SplitError(
                f"Split {number + 1} ({seconds:g} s for {distance:g} m) is no running speed; "
                "check the time and the session."
            )
        nominal = None if np.isnan(distance) else distance
        reps.append(Rep(clock, clock + seconds, distance, nominal, meant.kind, "typed", 0, 0, meant))
        clock += seconds + (meant.recovery_s or 0.0)
    numbered, sets = grouped(reps)
    answered = set(pairs)
    skipped = tuple(meant for place, meant in enumerate(plan) if place not in answered)
    return Reps(reps=numbered, sets=sets, source="typed" if numbered else "", skipped=skipped)


def _times(splits: str | Sequence[float]) -> list[float]:
    if not isinstance(splits, str):
        times = [float(value) for value in splits]
    else:
        times = []
        for number, word in enumerate(splits.replace(";", " ").split()):
            try:
                times.append(parse_time(word.strip(",")))
            except UnitError as fault:
                raise SplitError(f"Split {number + 1}: {fault}.") from fault
    if not times:
        raise SplitError("There are no splits; write the times of the reps, such as 61.2 61.8 62.0.")
    if len(times) > MOST_SPLITS:
        raise SplitError(f"{len(times)} splits are more than {MOST_SPLITS}; write one session at a time.")
    for number, seconds in enumerate(times):
        if not np.isfinite(seconds) or seconds <= 0:
            raise SplitError(f"Split {number + 1} is {seconds:g} s; write times above 0, such as 61.2.")
    return times


def _plan(session: str | Sequence[PlannedRep] | Sequence[float], count: int) -> list[PlannedRep]:
    if isinstance(session, str):
        plan = list(planned_reps(session))
    else:
        plan = [
            item if isinstance(item, PlannedRep) else PlannedRep(distance_m=float(item)) for item in session
        ]
        if len(plan) == 1:
            plan *= count
    if not plan:
        raise SplitError(
            "The session has no reps to compare splits with; write one such as 6 x 400 m (90 s jog)."
        )
    if count > len(plan):
        alike = {(item.distance_m, item.duration_s) for item in plan}
        if len(alike) > 1:
            raise SplitError(
                f"There are {count} splits for a session of {len(plan)} reps of different lengths; "
                "write as many splits as reps, or the session that was run."
            )
        plan += [replace(plan[-1])] * (count - len(plan))
    return plan


def _pairs(times: Sequence[float], plan: Sequence[PlannedRep]) -> list[int]:
    """The place in the plan of each split."""
    if len(times) == len(plan):
        return list(range(len(plan)))
    speeds = _expected_speeds(times, plan)

    def match(p: int, r: int) -> float | None:
        distance = plan[p].distance_m
        if distance is None:
            return 0.0
        return abs(log(distance / times[r] / speeds[p])) / SPEED_OFF

    found = {r: p for p, r in align(len(plan), len(times), match).pairs}
    if len(found) == len(times):
        return [found[r] for r in range(len(times))]
    return list(range(len(times)))  # nothing fits: taken in order


def _expected_speeds(times: Sequence[float], plan: Sequence[PlannedRep]) -> list[float]:
    """m/s of each planned rep: its target, else the speed of the splits taken in order."""
    first = [item.distance_m / time for item, time in zip(plan, times, strict=False) if item.distance_m]
    usual = float(np.median(first)) if first else 1.0
    return [
        (item.speed_low + item.speed_high) / 2 if item.speed_low and item.speed_high else usual
        for item in plan
    ]
