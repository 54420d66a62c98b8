"""A spine item held against what was really placed: kept, taken a step lower, or replaced by its nearest kin.

The spine counts weeks; a week that could not hold a session leaves later ones without their prerequisite (INV-20, INV-21).
"""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from homestretch.blueprint.model import Prerequisite, SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import table
from homestretch.planning.spine_task import SPARK_TOP, SPARKS, Item

WINDOW = timedelta(days=42)
EASED_STEPS = 2  # a de-load or taper session: last step, one below it (method 3.3: quality metres -45 %)


def met(need: Prerequisite, history: History, monday: date, eligibility: Eligibility) -> bool:
    """Is a prerequisite kept by what stands before ``monday`` (and still within 42 days on the week's Sunday)?"""
    since = monday + timedelta(days=6) - WINDOW
    rows = [
        (d, s)
        for d, s in history.sessions(since)
        if d < monday and s.id in need.any_of and (s.level > 0 or s.id == "AB01")
    ]
    if "LT05" in need.any_of:
        rows += [
            (d, s)
            for d, s in history.sessions(since)
            if s.id == "CLUB" and s.pillar == "lactate_tolerance" and s.hsr_m >= 1200
        ]
    if need.weeks:
        return len({d - timedelta(days=d.weekday()) for d, _ in rows}) >= need.count
    return len(rows) >= need.count


def step_allowed(kind: SessionType, history: History, monday: date, eligibility: Eligibility) -> int:
    """The highest step that this week may hold (INV-20, 4.1: one step back per 7 days unused beyond 21)."""
    done = [
        (d, s.level)
        for d, s in history.sessions(monday - timedelta(days=400))
        if s.id == kind.id and s.level > 0
    ]
    first = eligibility.start_step(kind)
    if not done:
        return first
    last_day, last = done[-1]
    unused = (monday + timedelta(days=6) - last_day).days
    back = max(0, -(-(unused - 21) // 7))
    return max(min(last + 1 - back, eligibility.top(kind)), first if back else 1)


def sprint_allowed(metres: int, history: History, monday: date, eligibility: Eligibility) -> bool:
    """Sprint metres of a session against those of the last 30 days (INV-13)."""
    g = table(eligibility.blueprint, "season.sprint_growth")
    since = monday + timedelta(days=6 - int(g["days"]))
    top = max((s.sprint_m for d, s in history.sessions(since) if d < monday), default=0)
    return bool(metres <= max(g["share"] * top, top + g["gain_m"]))


def fit(item: Item, history: History, frame: WeekFrame, eligibility: Eligibility, menu: Menu) -> Item | None:
    """The item as it may stand this week, or None."""
    kind = eligibility.blueprint.sessions[item.id]
    if not all(met(p, history, frame.start, eligibility) for p in eligibility.open_prerequisites(kind)):
        return None
    step = step_allowed(kind, history, frame.start, eligibility)
    if item.step:
        step = min(step, item.step)
    if frame.deload or frame.phase == "taper":
        step = max(step - EASED_STEPS, 1)
    if item.id in SPARKS:
        step = min(step, SPARK_TOP[item.id])
    while step >= 1 and menu.quality(item.id, step, "full").sprint_m > eligibility.sprint_most():
        step -= 1
    while step >= 1 and not sprint_allowed(
        menu.quality(item.id, step, "full").sprint_m, history, frame.start, eligibility
    ):
        step -= 1
    return dataclasses.replace(item, step=step) if step >= 1 else None


def replace(
    item: Item,
    taken: set[str],
    pool: tuple[SessionType, ...],
    history: History,
    frame: WeekFrame,
    eligibility: Eligibility,
    menu: Menu,
) -> Item | None:
    """The nearest kin of an item that can't stand: its siblings first, then the pool's sessions of the same pillar."""
    kind = eligibility.blueprint.sessions[item.id]
    phase = "specific" if frame.phase == "race" else frame.phase
    library = eligibility.blueprint.sessions
    near = [library[s] for s in kind.siblings if s in library and library[s].pillar == kind.pillar]
    order = (
        near
        + [k for k in pool if k.pillar == kind.pillar]
        + [library[s] for s in kind.siblings if s in library]
    )
    for other in order:
        if other.id in taken or other.id == item.id or phase not in other.phases or other.id in SPARKS:
            continue
        if not eligibility.allowed(other):
            continue
        step = step_allowed(other, history, frame.start, eligibility)
        found = fit(Item(other.id, step), history, frame, eligibility, menu)
        if found is not None and menu.quality(found.id, found.step, "full").quality:
            return found
    return None
