"""How well an outing answers a planned session: sport, length and the shape of its reps, as one cost.

An outing is one activity, or several that were recorded one right after the other (warm-up apart).
All numbers are design choices, tried on the simulated weeks of tests/monitoring.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from homestretch.monitoring.against import evidence, shape_cost
from homestretch.monitoring.doing import is_run
from homestretch.monitoring.model import Done
from homestretch.monitoring.planned import is_rest, is_run_session, planned_reps_of
from homestretch.planning.season import PlannedSession

FITS = 1.5  # most that an answer costs; beyond it was something else
LENGTH = 0.8  # cost of a duration or distance that is off by a factor of e
MOST_LENGTH = 1.2
OTHER_SHAPE = 2.0  # cost of reps that are not the planned ones at all, or that nobody planned
STRIDES_ONLY = 0.3  # the same where only strides are missing or added
TOUCH = 0.5  # most that missing reps cost in an easy run with a fast part
UNTOLD = 0.3  # cost of a session of reps answered by something that tells of none
SEVERAL = 3  # reps from which a run is an interval session
FEW = 0.8  # cost of fewer, added
BY_DAY = 0.35  # cost of a day that a session was moved by
MOST_DAYS = 3
GAP_WITHIN = 30 * 60.0  # s between two recordings of one outing
OVERLAP_WITHIN = 60.0  # s that two clocks may disagree
# Sports that answer strength, jumps and mobility, as files name them.
SUPPORT_SPORTS = frozenset(
    [
        "training",
        "strength",
        "strength_training",
        "fitness_equipment",
        "flexibility_training",
        "yoga",
        "pilates",
        "mobility",
    ]
)


@dataclass(frozen=True, slots=True)
class Outing:
    """Activities that belong together, in order of time, on one day."""

    parts: tuple[Done, ...]

    @property
    def day(self) -> date:
        """Local date."""
        return self.parts[0].day

    @property
    def on_foot(self) -> bool:
        """Whether it was running."""
        return is_run(self.parts[0].sport)

    @property
    def duration_s(self) -> float:
        """s without pauses and without what lay between."""
        return sum(part.duration_s for part in self.parts)

    @property
    def distance_m(self) -> float | None:
        """m, None if any part does not tell."""
        known = [part.distance_m for part in self.parts if part.distance_m is not None]
        return sum(known) if len(known) == len(self.parts) else None


def outings(activities: Sequence[Done]) -> list[Outing]:
    """Activities put together where one was recorded right after the other, in order of day and time."""
    made: list[Outing] = []
    for done in sorted(activities, key=order):
        if made and _follows(made[-1].parts[-1], done):
            made[-1] = Outing((*made[-1].parts, done))
        else:
            made.append(Outing((done,)))
    return made


def order(done: Done) -> tuple[date, float, str]:
    """The one order of activities, so that the order in which they come does not matter."""
    return done.day, done.start_s if done.start_s is not None else math.inf, done.id


def _follows(before: Done, after: Done) -> bool:
    if before.day != after.day or not (is_run(before.sport) and is_run(after.sport)):
        return False
    if before.start_s is None or after.start_s is None:
        return False
    gap = after.start_s - before.start_s - (before.lasted_s or before.duration_s)
    return -OVERLAP_WITHIN <= gap <= GAP_WITHIN


def cost(session: PlannedSession, outing: Outing, look: bool = True) -> float:
    """What it costs to take an outing for a session, its day apart; infinite if it can't be.

    Args:
        session: as planned.
        outing: what was done.
        look: whether to look into its speed again with the plan in mind (slower, finds more).
    """
    if is_rest(session):
        return math.inf
    if not is_run_session(session):
        support = outing.parts[0].sport in SUPPORT_SPORTS
        return min(_off(outing.duration_s, session.duration_s), FITS) if support else math.inf
    if not outing.on_foot:
        return math.inf
    return _length(session, outing) + _shape(session, outing, look)


def _length(session: PlannedSession, outing: Outing) -> float:
    offs = [_off(outing.duration_s, session.duration_s)]
    if outing.distance_m:
        offs.append(_off(outing.distance_m, session.distance_m))
    return min(sum(offs) / len(offs), MOST_LENGTH)


def _off(was: float, meant: float) -> float:
    if was <= 0 or meant <= 0:
        return MOST_LENGTH
    return min(LENGTH * abs(math.log(was / meant)), MOST_LENGTH)


def _shape(session: PlannedSession, outing: Outing, look: bool) -> float:
    plan = planned_reps_of(session)
    if not plan:
        reps = [rep for part in outing.parts for rep in part.reps.reps]
        hard = sum(rep.kind == "rep" for rep in reps)
        if session.quality:  # a club session says nothing of its reps
            return 0.0
        return OTHER_SHAPE if hard >= SEVERAL else FEW if hard else STRIDES_ONLY if reps else 0.0
    costs = []
    for part in outing.parts:
        told = evidence(session, part, look)
        costs.append(UNTOLD if told is None else OTHER_SHAPE * shape_cost(session, told))
    found = min(costs)
    if all(rep.kind == "stride" for rep in plan):
        return min(found, STRIDES_ONLY)
    return found if session.quality or session.pillar is None else min(found, TOUCH)


def may_move(session: PlannedSession, planned: date, outing: Outing, latest: date) -> bool:
    """Whether an outing of another day may be a session that was moved.

    Within the same week, by at most `MOST_DAYS`. Ahead of its day only a session that shows by its reps, as long as
    that day is still to come: who runs easy on Monday has not yet run Tuesday's easy run.

    Args:
        session: planned for the day `planned`.
        outing: what was done.
        latest: day of the last activity that is known.
    """
    if planned.isocalendar()[:2] != outing.day.isocalendar()[:2]:
        return False
    if not 0 < abs((planned - outing.day).days) <= MOST_DAYS:
        return False
    return outing.day > planned or latest >= planned or bool(session.quality and planned_reps_of(session))
