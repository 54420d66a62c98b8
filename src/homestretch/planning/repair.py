"""A spine item held against what was really placed: kept, taken a step lower, or replaced by its nearest kin.

The spine counts weeks; a week that could not hold a session leaves later ones without their prerequisite (INV-20, INV-21).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, timedelta

from homestretch.athlete.model import PILLARS
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
    """The highest step that this week may hold: one above the highest still kept (INV-20, 13.24).

    A step is lost for every 7 days unused beyond 21 (4.1); an eased round in a de-load loses none.
    """
    kept, last = 0, None
    rules = table(eligibility.blueprint, "ladder")
    sunday = monday + timedelta(days=6)
    for day, s in history.sessions(monday - timedelta(days=400)):
        if s.id != kind.id or s.level < 1:
            continue
        kept, last = max(_still(kept, last, day, rules), s.level), day
    first = eligibility.start_step(kind)
    if last is None:
        return first
    return max(min(_still(kept, last, sunday, rules) + 1, eligibility.top(kind)), first)


def _still(kept: int, last: date | None, day: date, rules: Mapping[str, float]) -> int:
    """What is left on ``day`` of a step last run on ``last``."""
    if last is None:
        return kept
    unused = (day - last).days - int(rules["unused_days"])
    return max(kept - max(unused, 0) // int(rules["step_days"]), 0)


def sprint_allowed(metres: int, history: History, monday: date, eligibility: Eligibility) -> bool:
    """Sprint metres of a session against those of the last 30 days (INV-13)."""
    g = table(eligibility.blueprint, "season.sprint_growth")
    since = monday + timedelta(days=6 - int(g["days"]))
    top = max((s.sprint_m for d, s in history.sessions(since) if d < monday), default=0)
    return bool(metres <= max(g["share"] * top, top + g["gain_m"]))


def longest_m(history: History, day: date, eligibility: Eligibility) -> float:
    """The longest run allowed on ``day`` (INV-10)."""
    spike = table(eligibility.blueprint, "season.session_spike")
    longest = history.longest_run_m(day)
    small = longest < spike["small_km"] * 1000
    grown = longest + spike["small_gain_km"] * 1000 if small else spike["share"] * longest
    return float(max(grown, spike["floor_km"] * 1000))


def within_a_day(
    session_id: str,
    step: int,
    history: History,
    frame: WeekFrame,
    minutes: tuple[int, ...],
    eligibility: Eligibility,
    menu: Menu,
) -> int:
    """The step taken down until some day of the week has the minutes, and the longest run the metres, for it."""
    most = longest_m(history, frame.start, eligibility)
    while step > 1:
        least = menu.quality(session_id, step, "least")
        if least.distance_m <= most and least.duration_s <= 60 * max(minutes):
            break
        step -= 1
    return step


def fit(
    item: Item,
    history: History,
    frame: WeekFrame,
    minutes: tuple[int, ...],
    eligibility: Eligibility,
    menu: Menu,
) -> Item | None:
    """The item as it may stand this week, whose days offer ``minutes`` each, or None."""
    kind = eligibility.blueprint.sessions[item.id]
    if not all(met(p, history, frame.start, eligibility) for p in eligibility.open_prerequisites(kind)):
        return None
    if all(eligibility.barred(item.id, frame.start + timedelta(days=d)) for d in range(7)):
        return None
    step = step_allowed(kind, history, frame.start, eligibility)
    if item.step:
        step = min(step, item.step)
    if frame.deload or frame.phase == "taper":
        step = 1 if frame.phase == "taper" and frame.races else max(step - EASED_STEPS, 1)
    if item.id in SPARKS:
        step = min(step, SPARK_TOP[item.id])
    while step >= 1 and menu.quality(item.id, step, "full").sprint_m > eligibility.sprint_most():
        step -= 1
    step = within_a_day(item.id, step, history, frame, minutes, eligibility, menu)
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
    minutes: tuple[int, ...],
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
        if other.pillar not in PILLARS:
            continue
        if not eligibility.allowed(other):
            continue
        step = step_allowed(other, history, frame.start, eligibility)
        found = fit(Item(other.id, step), history, frame, minutes, eligibility, menu)
        if found is not None and menu.quality(found.id, found.step, "full").quality:
            return found
    return None
