"""From an athlete to a season: frame, volume, spine, weeks, words, and the check that lets it out (method 13.18 to 13.22).

In: athlete, first day, blueprint. Out: a Season without violations, or its refusal with a true reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning import invariants
from homestretch.planning.balance import Balance, blocks_within
from homestretch.planning.calendar import frame, most_loading
from homestretch.planning.collide import NO_PLAN, why_none
from homestretch.planning.eligible import LOOP_TESTS, Eligibility
from homestretch.planning.gate import refusal
from homestretch.planning.history import starting_history
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import event_key, table
from homestretch.planning.planner import Planner
from homestretch.planning.report import keys_held, spine_report
from homestretch.planning.season import Season
from homestretch.planning.slots import week_slots
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_task import WAYS, SpineTask, Way, foreseen, pool_for
from homestretch.planning.sums import phase_spans
from homestretch.planning.volume import longest_forecast, plan_volume
from homestretch.planning.why import reasons


def plan_season(athlete: Athlete, start: date, blueprint: Blueprint | None = None) -> Season:
    """A whole season from results and race dates.

    Args:
        athlete: a checked athlete with at least one race on or after ``start``.
        start: the plan's first day; weeks count from its Monday.
        blueprint: the method; the built-in one by default.

    Returns:
        A season whose every week passed the invariants, or one with ``refused`` filled and no weeks.

    References:
        docs/method.md; the sources beside each number of the blueprint.
    """
    if blueprint is None:
        from homestretch.blueprint.read import builtin

        blueprint = builtin()
    season = attempt(athlete, start, blueprint)
    if season.violations:
        refused = why_none(
            season.violations,
            season,
            athlete,
            lambda other, until: attempt(other, start, blueprint, until, WAYS[:1]),
        )
        own = not refused.reason.startswith(NO_PLAN)
        return replace(season, weeks=(), refused=refused, violations=() if own else season.violations)
    return season


def attempt(
    athlete: Athlete,
    start: date,
    blueprint: Blueprint,
    until: int | None = None,
    ways: tuple[Way, ...] = WAYS,
) -> Season:
    """A season as it comes out, with the violations that the check finds in it; or refused by the gate.

    ``until``: the last week to place; the season is then no more than begun, and only good for its violations.
    ``ways``: how it may be looked for, one after another.
    """
    abilities = estimate(athlete, start)
    refused = refusal(athlete, start, abilities, blueprint)
    if refused is not None:
        return Season(athlete.name, abilities, start, (), (), refused, assumptions=abilities.assumptions)
    if until is not None:
        return _one(athlete, start, blueprint, abilities, ways[0], until).season
    again = table(blueprint, "spine.again")
    best: Found | None = None
    spent = 0.0
    for way in ways:
        found = _one(athlete, start, blueprint, abilities, way, None)
        spent += found.effort
        if best is None or found.worth > best.worth:
            best = found
        if best.enough or spent + found.effort > float(again["effort"]):
            break
    assert best is not None
    return best.season


@dataclass(frozen=True, slots=True)
class Found:
    """A season as one way of looking found it, and what it holds."""

    season: Season
    keys: int
    reachable: int  # key sessions that the spine's rules leave room for
    blocks: int  # in their bands
    effort: float  # deterministic time of its searches

    @property
    def worth(self) -> tuple[bool, int, int]:
        """The order of goals (13.19): safety, key sessions, pillar doses."""
        return not self.season.violations, self.keys, self.blocks

    @property
    def enough(self) -> bool:
        """Does it hold all key sessions that there is room for, within every limit?"""
        return not self.season.violations and self.keys >= self.reachable


def _one(
    athlete: Athlete, start: date, blueprint: Blueprint, abilities: Abilities, way: Way, until: int | None
) -> Found:
    planner, notes = prepare(athlete, start, blueprint, abilities, way)
    first = planner.spine  # before any week was placed: what there is room for
    weeks = reasons(planner.weeks(until), planner.frames[:until], blueprint, athlete.busy, abilities)
    report = spine_report(weeks, planner.frames[:until], first, blueprint)
    season = Season(
        athlete.name,
        abilities,
        start,
        phase_spans(planner.frames, blueprint),
        weeks,
        None,
        (),
        report,
        (*abilities.assumptions, *notes),
    )
    season = replace(season, violations=invariants.check(season, athlete, start))
    keys = keys_held(weeks, planner.frames[:until], first.required)
    banded = abilities.level != "beginner"  # reported, not enforced (13.7)
    blocks = blocks_within(zip(planner.frames, weeks, strict=False), planner.balance) if banded else 0
    reachable = min(first.reachable, sum(need.count for need in first.required))
    return Found(season, keys, reachable, blocks, planner.history.effort)


TYPE_NOTES = {  # what the type moves (method 1.6)
    "speed": (
        "Speed type: five points of the hard work move from aerobic base to the kick, and kilometres stay in the "
        "lower half of what the event asks for, or where they are now.",
    ),
    "endurance": (
        "Endurance type: five points of the hard work move from lactate tolerance to aerobic base, with short "
        "sprints in each week that can hold them.",
    ),
}


def prepare(
    athlete: Athlete, start: date, blueprint: Blueprint, abilities: Abilities, way: Way = WAYS[0]
) -> tuple[Planner, tuple[str, ...]]:
    """Everything up to and with the spine."""
    frames, races, notes = frame(athlete, start, abilities.level, blueprint, abilities.has_result)
    last = frames[-1].start + timedelta(days=6)
    eligibility = Eligibility(athlete, abilities, blueprint, start, last)
    by_time = frozenset(
        k.id
        for k in blueprint.sessions.values()
        if not eligibility.has_track and eligibility.by_time(k) and k.id not in LOOP_TESTS
    )
    menu = Menu(abilities, blueprint, by_time)
    slots = week_slots(eligibility, frames, start, blueprint)
    history, assumed = starting_history(athlete, eligibility, blueprint, start)
    rules = table(blueprint, "season.long")
    level_index = ("beginner", "intermediate", "advanced", "elite").index(abilities.level)
    long_min = float(rules["minutes"][event_key(frames[0].goal.distance_m)][level_index])
    days = max((s.run_days for s in slots), default=0)
    rest = {"beginner": 2, "intermediate": 1}.get(abilities.level, 0)
    volume = plan_volume(athlete, abilities, frames, start, blueprint, min(days, 7 - rest), long_min)
    task = SpineTask(
        frames,
        slots,
        volume,
        eligibility,
        menu,
        blueprint,
        longest_forecast(history.before_longest_m, len(frames), blueprint),
        history,
        way=way,
    )
    task.volume = foreseen(task, volume, 1.0)
    spine = solve_spine(task)
    planner = Planner(
        athlete,
        start,
        blueprint,
        abilities,
        eligibility,
        frames,
        slots,
        volume,
        menu,
        history,
        spine,
        task,
        Balance(blueprint, menu),
        most_loading(athlete, abilities.level, start, races[-1].date, blueprint),
        pool_for(task),
    )
    return planner, (*notes, *TYPE_NOTES.get(abilities.type, ()), *assumed)
