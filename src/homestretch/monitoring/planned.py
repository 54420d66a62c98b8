"""What a planned session asks: its reps with targets, and whose pillar its minutes are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np

from homestretch.activity.reps import PlannedRep
from homestretch.activity.reps.grouping import NEW_SET_S, NEW_SET_SHARE
from homestretch.activity.reps.model import RecoveryStyle, RepKind
from homestretch.activity.reps.planned import LIKE_A_FLOAT, LONGEST_STRIDE, STRIDE_METRES, surge_alone
from homestretch.athlete.model import PILLARS, Pillar
from homestretch.planning.season import PlannedSession, Step

STRIDES_AFTER_EASY = "AB03"  # its strides count for transition speed (contract)
STRIDES_LEAST_MIN = 5.0  # … at least five minutes of them
SPRINT = "top speed"  # anchor of sprints, which are reps however short
STYLES: tuple[RecoveryStyle, ...] = ("jog", "walk", "stand", "float")
USUAL_SPEED = 5.0  # m/s, of a rep by distance without a target, to weigh it against others


def planned_reps_of(session: PlannedSession) -> tuple[PlannedRep, ...]:
    """The reps of a session's main part, with the athlete's own targets, in the order they are run.

    Works that follow each other without a stop are one rep, as on the watch; a float is the recovery of the rep
    before it, and of a tempo with surges and floats the surges are the reps; easy running and the strides of a
    warm-up are no reps.

    Args:
        session: as planned; its targets are speeds.
    """
    if not session.quality and session.pillar is not None and not _has_recovery(session.steps):
        return ()  # a progression run is one run, told by its time
    return _by_set(_Walk("work").through(session.steps))


def _has_recovery(steps: Sequence[Step]) -> bool:
    return any(step.kind == "recovery" or _has_recovery(step.steps) for step in steps)


def warm_up_strides_of(session: PlannedSession) -> tuple[PlannedRep, ...]:
    """The strides of a session's warm-up, () if it has none."""
    return tuple(_Walk("warmup").through([step for step in session.steps if step.repeat is not None]))


def planned_seconds(rep: PlannedRep) -> float:
    """s that a rep is meant to take."""
    if rep.duration_s is not None:
        return rep.duration_s
    speed = (rep.speed_low + rep.speed_high) / 2 if rep.speed_low and rep.speed_high else USUAL_SPEED
    return (rep.distance_m or 0.0) / speed


class _Walk:
    """Walks through steps and writes down the efforts of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.reps: list[PlannedRep] = []
        self.running_on = False  # no recovery since the last effort
        self.works: list[PlannedRep] = []  # that the last rep is made of

    def through(self, steps: Sequence[Step]) -> list[PlannedRep]:
        for step in steps:
            if step.repeat is not None:
                for _ in range(step.repeat):
                    self.running_on = False  # rounds of a rep are reps, even without a stop
                    self.through(step.steps)
            elif step.kind == self.kind and not step.text.startswith("float"):
                self.effort(step)
            else:
                self.between(step)
        return self.reps

    def between(self, step: Step) -> None:
        floating = step.target.speed_high if step.text.startswith("float") else None
        if floating and self.reps and self.running_on:
            most = LIKE_A_FLOAT * floating
            leads = takewhile(
                lambda work: work.speed_high is not None and work.speed_high <= most, self.works
            )
            surge_alone(self.reps, self.works, sum(1 for _ in leads))
        self.running_on = False
        if not self.reps or step.kind not in ("recovery", self.kind):
            return
        word = step.text.split(" ")[0]
        style: RecoveryStyle = next((style for style in STYLES if style == word), "")
        self.reps[-1] = replace(
            self.reps[-1], recovery_s=step.duration_s, recovery_m=step.distance_m, recovery=style
        )

    def effort(self, step: Step) -> None:
        rep = PlannedRep(
            distance_m=None if step.distance_m is None else float(step.distance_m),
            duration_s=None if step.duration_s is None else float(step.duration_s),
            speed_low=step.target.speed_low,
            speed_high=step.target.speed_high,
            kind=_kind(step),
            uphill="uphill" in (step.target.anchor or ""),
        )
        before = self.reps[-1] if self.reps and self.running_on else None
        if before is not None and (before.distance_m is None) == (rep.distance_m is None):
            self.reps[-1] = _together(before, rep)
        else:
            self.reps.append(rep)
            self.works = []
        self.works.append(rep)
        self.running_on = True


def _kind(step: Step) -> RepKind:
    anchor = step.target.anchor or ""
    short = (step.distance_m or 0) <= STRIDE_METRES and (step.duration_s or 0) <= LONGEST_STRIDE
    return "stride" if short and SPRINT not in anchor and "uphill" not in anchor else "rep"


def _together(first: PlannedRep, second: PlannedRep) -> PlannedRep:
    """Two efforts without a stop as one, its target what running both at either end of their targets gives."""
    distance = None if first.distance_m is None else first.distance_m + (second.distance_m or 0.0)
    duration = None if first.duration_s is None else first.duration_s + (second.duration_s or 0.0)

    def mean(speed: float | None, then: float | None) -> float | None:
        if not speed or not then:
            return None
        seconds = [_seconds(first, speed), _seconds(second, then)]
        return (seconds[0] * speed + seconds[1] * then) / sum(seconds)

    short = first.kind == second.kind == "stride" and (distance or 0.0) <= STRIDE_METRES
    return replace(
        first,
        distance_m=distance,
        duration_s=duration,
        speed_low=mean(first.speed_low, second.speed_low),
        speed_high=mean(first.speed_high, second.speed_high),
        kind="stride" if short and (duration or 0.0) <= LONGEST_STRIDE else "rep",
    )


def _seconds(rep: PlannedRep, speed: float) -> float:
    return rep.duration_s if rep.duration_s is not None else (rep.distance_m or 0.0) / speed


def _by_set(reps: Sequence[PlannedRep]) -> tuple[PlannedRep, ...]:
    """Reps with their sets: a recovery much longer than the usual one begins a new one, as among reps run."""
    pauses = [rep.recovery_s for rep in reps[:-1] if rep.recovery_s is not None]
    usual = float(np.median(pauses)) if pauses else np.inf
    numbered, at = list(reps[:1]), 0
    for before, after in pairwise(reps):
        pause = before.recovery_s or 0.0
        long = pause > NEW_SET_SHARE * usual and pause > usual + NEW_SET_S
        at += long or before.kind != after.kind
        numbered.append(replace(after, set_index=at))
    return tuple(numbered)


def is_run_session(session: PlannedSession) -> bool:
    """Whether a session is running; strength, mobility and rest are not."""
    return session.distance_m > 0


def is_rest(session: PlannedSession) -> bool:
    """Whether nothing is asked but rest."""
    return session.pillar is None and session.distance_m == 0


def pillar_of(session: PlannedSession) -> Pillar | None:
    """The pillar that a session's main part counts for, None for races, support and rest."""
    if session.id == STRIDES_AFTER_EASY:
        return "transition_speed"
    return next((pillar for pillar in PILLARS if pillar == session.pillar), None)


def planned_minutes(session: PlannedSession) -> dict[Pillar, float]:
    """Minutes that a session is planned to give to each pillar.

    The main part with its recoveries counts for the session's pillar, all other running for the aerobic base
    (contract of `plan --json`); only pillars that get something are named.
    """
    if not is_run_session(session):
        return {}
    return split_minutes(session, session.main_minutes, session.duration_s / 60)


def split_minutes(session: PlannedSession, main: float, whole: float) -> dict[Pillar, float]:
    """Minutes by pillar of a session of which `main` of `whole` minutes are its main part."""
    pillar = pillar_of(session)
    shares: dict[Pillar, float] = {"aerobic_base": max(whole - main, 0.0)}
    if pillar is not None:
        shares[pillar] = shares.get(pillar, 0.0) + main
    return {name: minutes for name, minutes in shares.items() if minutes > 0}
