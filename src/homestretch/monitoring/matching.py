"""Which activity belongs to which planned session: by hand first, then the same day, then moved within the week."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from homestretch.athlete.model import Level
from homestretch.monitoring.against import against, outcome_of
from homestretch.monitoring.costs import BY_DAY, FITS, SUPPORT_SPORTS, Outing, cost, may_move, order, outings
from homestretch.monitoring.doing import is_run
from homestretch.monitoring.dose import pillars_of
from homestretch.monitoring.model import (
    Answer,
    Done,
    Matches,
    RepsAgainst,
    SessionMatch,
    SessionRef,
    Status,
)
from homestretch.monitoring.planned import is_rest, is_run_session
from homestretch.planning.season import Day, PlannedSession

SHORTENED = (
    0.9  # of the main part; less is a shortened session (design choice: one rep of ten may be missing)
)
STANDS_IN = 0.5  # of a run's time that another sport must have lasted to stand for it (design choice)
OTHER_SHARE = 0.8  # of each rep's length; more reps than planned, all shorter than this, are another session
LONGER_SHARE = 1.2  # of a planned distance; reps all longer than this are another session
NEVER = 1e6  # cost of a pair that can't be
BETTER = 1e-9


@dataclass(slots=True)
class _Slot:
    """A planned session while it is being answered."""

    ref: SessionRef
    session: PlannedSession
    activities: list[Done] = field(default_factory=list)
    by_hand: bool = False
    replaced: bool = False
    answer: Answer | None = None

    @property
    def free(self) -> bool:
        return not self.activities and self.answer != "missed" and not is_rest(self.session)


def references(planned_days: Sequence[Day]) -> list[tuple[SessionRef, PlannedSession]]:
    """All sessions of some days with the names that they are called by, in order of day and plan."""
    named: list[tuple[SessionRef, PlannedSession]] = []
    for day in sorted(planned_days, key=lambda one: one.date):
        counted: dict[str, int] = {}
        for session in day.sessions:
            number = counted.get(session.id, 0)
            counted[session.id] = number + 1
            named.append((SessionRef(day.date, session.id, number), session))
    return named


def match(
    planned_days: Sequence[Day],
    activities: Sequence[Done],
    by_hand: Mapping[str, SessionRef | None] | None = None,
    answers: Mapping[SessionRef, Answer] | None = None,
    level: Level = "intermediate",
) -> Matches:
    """Match what was done to what was planned.

    What was chosen by hand is kept. What was done before the first planned day serves no session. Then outings are
    assigned at the least cost, first to sessions of the same day that they fit, then to sessions of the same week up
    to three days away, and last to a session of the day that was replaced by something else. Nothing is missed
    because nobody spoke of it: a session without an activity stays planned until it is answered.

    Args:
        planned_days: whole weeks of the plan as it stood, each day once.
        activities: of these days and around, in any order, each id once.
        by_hand: id of an activity and the session that it serves, None for unplanned.
        answers: what the athlete said of sessions without an activity: done as planned, or missed.
        level: of the athlete, for the tolerance of paces.

    Returns:
        Every planned session with its activities, and every activity in exactly one place.

    Raises:
        ValueError: an id or a day is given twice.
    """
    _each_once([done.id for done in activities], "activity")
    _each_once([day.date.isoformat() for day in planned_days], "day")
    by_hand, answers = by_hand or {}, answers or {}
    slots = [_Slot(ref, session, answer=answers.get(ref)) for ref, session in references(planned_days)]
    pool, unplanned, lost = _by_hand(slots, activities, by_hand)
    begins = min((day.date for day in planned_days), default=None)
    unplanned += [done for done in pool if begins is not None and done.day < begins]
    left = outings([done for done in pool if begins is None or done.day >= begins])
    latest = max((done.day for done in activities), default=date.min)
    left = _assign(slots, left, _same_day)
    left = _assign(slots, left, lambda slot, outing: _moved(slot, outing, latest))
    left = _added_parts(slots, left)
    left = _replaced(slots, left)
    unplanned += [part for outing in left for part in outing.parts]
    return Matches(
        tuple(_finished(slot, level) for slot in slots),
        tuple(sorted(unplanned, key=order)),
        tuple(sorted(lost)),
        begins,
    )


def _each_once(names: Sequence[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"The {what} {name} is given twice; give each {what} once.")
        seen.add(name)


def _by_hand(
    slots: Sequence[_Slot], activities: Sequence[Done], chosen: Mapping[str, SessionRef | None]
) -> tuple[list[Done], list[Done], list[str]]:
    """Activities with the athlete's own choices taken out, those chosen to be unplanned, and lost choices."""
    by_ref = {slot.ref: slot for slot in slots}
    pool: list[Done] = []
    unplanned: list[Done] = []
    lost: list[str] = []
    for done in sorted(activities, key=order):
        if done.id not in chosen:
            pool.append(done)
            continue
        ref = chosen[done.id]
        if ref is None:
            unplanned.append(done)
        elif ref in by_ref:
            by_ref[ref].activities.append(done)
            by_ref[ref].by_hand = True
        else:
            lost.append(done.id)
            pool.append(done)
    return pool, unplanned, lost


def _same_day(slot: _Slot, outing: Outing) -> float:
    return cost(slot.session, outing) if slot.ref.day == outing.day else math.inf


def _moved(slot: _Slot, outing: Outing, latest: date) -> float:
    if not may_move(slot.session, slot.ref.day, outing, latest):
        return math.inf
    return cost(slot.session, outing, look=False)


def _assign(
    slots: Sequence[_Slot], left: list[Outing], price: Callable[[_Slot, Outing], float]
) -> list[Outing]:
    """Give outings to free sessions at the least cost; what fits none is given back."""
    free = [slot for slot in slots if slot.free]
    if not free or not left:
        return left
    from scipy.optimize import linear_sum_assignment  # loaded late: SciPy takes a quarter of a second

    table = np.full((len(free), len(left)), NEVER)
    for row, slot in enumerate(free):
        for column, outing in enumerate(left):
            own = price(slot, outing)
            if own <= FITS:
                table[row, column] = own + BY_DAY * abs((slot.ref.day - outing.day).days)
    rows, columns = linear_sum_assignment(table)
    taken = set()
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if table[row, column] < NEVER:
            free[row].activities.extend(left[column].parts)
            taken.add(column)
    return [outing for column, outing in enumerate(left) if column not in taken]


def _added_parts(slots: Sequence[_Slot], left: list[Outing]) -> list[Outing]:
    """Give a session the warm-up or cool-down that was recorded apart from it, where it comes nearer to the plan."""
    kept: list[Outing] = []
    for outing in left:
        best: tuple[float, _Slot] | None = None
        for slot in slots:
            if not outing.on_foot or not is_run_session(slot.session) or slot.replaced:
                continue
            if not slot.activities or slot.activities[0].day != outing.day:
                continue
            if not is_run(slot.activities[0].sport):
                continue
            meant = slot.session.duration_s
            now = sum(done.duration_s for done in slot.activities)
            gain = abs(now - meant) - abs(now + outing.duration_s - meant)
            hard = sum(rep.kind == "rep" for part in outing.parts for rep in part.reps.reps)
            if gain > 0 and not hard and (best is None or gain > best[0] + BETTER):
                best = gain, slot
        if best is None:
            kept.append(outing)
        else:
            best[1].activities.extend(outing.parts)
            best[1].activities.sort(key=order)
    return kept


def _replaced(slots: Sequence[_Slot], left: list[Outing]) -> list[Outing]:
    """Give each open run of the day what was done instead: another sport, or a run of another kind."""
    kept: list[Outing] = []
    for outing in left:
        open_here = [
            slot
            for slot in slots
            if slot.free and slot.ref.day == outing.day and _stands_in(outing, slot.session)
        ]
        if not open_here:
            kept.append(outing)
            continue
        # A run stands nearest to the run that it cost least to take it for; another sport to the longest session.
        slot = min(
            open_here,
            key=lambda one: (
                cost(one.session, outing) if outing.on_foot else -float(one.session.duration_s),
                one.ref,
            ),
        )
        slot.activities.extend(outing.parts)
        slot.replaced = True
    return kept


def _stands_in(outing: Outing, session: PlannedSession) -> bool:
    """Whether an outing may stand for a run: running of any kind, or another endurance sport that lasted."""
    if not is_run_session(session):
        return False
    sport = outing.parts[0].sport
    lasting = outing.duration_s >= STANDS_IN * session.duration_s
    return outing.on_foot or (lasting and sport not in SUPPORT_SPORTS)


# -- what became of a session ------------------------------------------------------------------


def _finished(slot: _Slot, level: Level) -> SessionMatch:
    session, done = slot.session, tuple(slot.activities)
    if not done:
        return _without_activity(slot)
    reps = against(session, done, level) if is_run_session(session) else None
    replaced = _is_replaced(slot, reps)
    share = None if replaced else _share(session, done, reps)
    status: Status = "done"
    days = (max(done, key=lambda one: one.duration_s).day - slot.ref.day).days
    if replaced:
        status = "replaced"
    elif share is not None and share < SHORTENED:
        status = "shortened"
    elif days:
        status = "moved"
    found = SessionMatch(
        ref=slot.ref,
        session=session,
        status=status,
        activities=done,
        by_hand=slot.by_hand,
        days_moved=days,
        share=share,
        reps=None if replaced else reps,
    )
    outcome = None if share is None else outcome_of(session, share, reps, found.rpe, level)
    return replace(found, outcome=outcome, pillars=pillars_of(found))


def _without_activity(slot: _Slot) -> SessionMatch:
    if slot.answer == "done":
        found = SessionMatch(slot.ref, slot.session, "done", share=1.0)
    else:
        found = SessionMatch(slot.ref, slot.session, "missed" if slot.answer == "missed" else "planned")
    return replace(found, pillars=pillars_of(found))


def _is_replaced(slot: _Slot, reps: RepsAgainst | None) -> bool:
    """Whether something else was done: another sport, or a run without one of the reps that make the session."""
    if not is_run_session(slot.session):
        return False
    if not any(is_run(done.sport) for done in slot.activities):
        return True
    if reps is not None and (slot.session.quality or slot.session.pillar is None):
        return _of_other_reps(reps)
    return slot.replaced and reps is None


def _of_other_reps(reps: RepsAgainst) -> bool:
    """Whether no planned rep was run: none at all, more and all much shorter, or all over a longer distance."""
    run = [row for row in reps.rows if row.rep is not None]
    if len(run) < 2:
        return not run
    if reps.added and max(row.share for row in run) < OTHER_SHARE:
        return True
    by_distance = all(row.planned is not None and row.planned.distance_m for row in run)
    return by_distance and min(row.share for row in run) > LONGER_SHARE


def _share(session: PlannedSession, done: Sequence[Done], reps: RepsAgainst | None) -> float:
    """Of the main part that was done: its reps, else its minutes or its kilometres, whichever is more."""
    if reps is not None and session.quality:
        return reps.share
    whole = sum(one.duration_s for one in done if not is_run_session(session) or is_run(one.sport))
    parts = [whole / session.duration_s] if session.duration_s else [1.0]
    known = [one.distance_m for one in done if one.distance_m is not None and is_run(one.sport)]
    if session.distance_m and len(known) == len(done):
        parts.append(sum(known) / session.distance_m)
    return min(max(parts), 1.0)
