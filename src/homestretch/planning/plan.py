"""From an athlete to a season: frame, volume, spine, weeks, words, and the check that lets it out (method 13.18 to 13.22).

In: athlete, first day, blueprint. Out: a Season without violations, or its refusal with a true reason.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning import invariants
from homestretch.planning.balance import Balance, blocks_within
from homestretch.planning.calendar import frame, most_loading
from homestretch.planning.club_words import with_club_notes
from homestretch.planning.collide import NO_PLAN, why_none
from homestretch.planning.eligible import LOOP_TESTS, Eligibility
from homestretch.planning.gate import refusal
from homestretch.planning.history import longest_before_km, starting_history
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import event_key, table
from homestretch.planning.planner import Planner
from homestretch.planning.polish import polish
from homestretch.planning.report import keys_held, spine_report
from homestretch.planning.season import PhaseSpan, Season, Week
from homestretch.planning.slots import week_slots
from homestretch.planning.solving import Account
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_task import WAYS, Spine, SpineTask, Way, foreseen, pool_for
from homestretch.planning.sums import phase_spans
from homestretch.planning.volume import longest_forecast, plan_volume
from homestretch.planning.why import reasons

# Effort of a week in the season's spine beside what its searches count (13.29): making its models, and preparing them for
# the solver (measured: some 10 ms, where an effort of 1.0 is some two and a half seconds).
SPINE_WEEK = 0.004


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
    account = Account()
    season = attempt(athlete, start, blueprint, account=account)
    if season.violations:
        account.asking_again = True
        refused = why_none(
            season.violations, season, athlete, lambda other: Begun(other, start, blueprint, account), account
        )
        own = not refused.reason.startswith(NO_PLAN)
        return replace(season, weeks=(), refused=refused, violations=() if own else season.violations)
    return season


def attempt(
    athlete: Athlete,
    start: date,
    blueprint: Blueprint,
    ways: tuple[Way, ...] = WAYS,
    account: Account | None = None,
) -> Season:
    """A season as it comes out, with the violations that the check finds in it; or refused by the gate.

    ``ways``: how it may be looked for, one after another. ``account``: told of the effort.
    """
    again = table(blueprint, "spine.again")
    account = Account() if account is None else account
    best: Found | None = None
    spent = 0.0
    for way in ways:
        begun = Begun(athlete, start, blueprint, account, way)
        if begun.refused is not None:
            return begun.refused
        if best is not None and best.season.violations and begun.first.weeks == best.spine.weeks:
            break  # the same sessions in the same weeks: it would come to the same
        found = begun.found()
        spent += found.effort
        if best is None or found.worth > best.worth:
            best = found
        if best.enough or not found.judged or spent + found.effort > float(again["effort"]):
            break
    assert best is not None
    return best.season


@dataclass(frozen=True, slots=True)
class Found:
    """A season as one way of looking found it, and what it holds."""

    season: Season
    spine: Spine  # before any week was placed
    keys: int
    blocks: int  # in their bands
    judged: bool  # did the bands have a part in it? Else any other way finds the same
    effort: float  # deterministic time of its searches

    @property
    def worth(self) -> tuple[bool, int, int]:
        """The order of goals (13.19): safety, key sessions, pillar doses."""
        return not self.season.violations, self.keys, self.blocks

    @property
    def enough(self) -> bool:
        """Is it within every limit? Key sessions lost on the way have been looked for by then."""
        return not self.season.violations


class Begun:
    """A season that is placed as far as is asked for, and farther when that is asked for later."""

    def __init__(
        self, athlete: Athlete, start: date, blueprint: Blueprint, account: Account, way: Way = WAYS[0]
    ) -> None:
        self.athlete, self.start, self.blueprint, self.account = athlete, start, blueprint, account
        self.abilities = estimate(athlete, start)
        self.refused: Season | None = None  # by the gate
        refused = refusal(athlete, start, self.abilities, blueprint)
        if refused is not None:
            known = self.abilities.assumptions
            self.refused = Season(athlete.name, self.abilities, start, (), (), refused, assumptions=known)
            return
        account.seasons += 1
        self.planner, self.notes = prepare(athlete, start, blueprint, self.abilities, way, account)
        account.spent += SPINE_WEEK * len(self.planner.frames)
        self.first = self.planner.spine  # before any week was placed: what there is room for
        self.steps = self.planner.each()
        self.season: Season | None = None  # as far as it was asked for last

    def until(self, week: int | None = None, most: float = math.inf) -> Season | None:
        """The season as far as a week, or whole; None where the account's effort comes to ``most`` before.

        A season that is no more than begun is only good for its violations.
        """
        if self.refused is not None:
            return self.refused
        count = len(self.planner.frames)
        asked = count if week is None else min(week, count)
        weeks = self.planner.history.weeks
        while len(weeks) < asked:
            if self.account.spent >= most:
                return None
            next(self.steps)
        if self.season is None or len(self.season.weeks) < len(weeks):
            whole = len(weeks) == count
            if whole and self.abilities.level != "beginner" and not self.account.asking_again:
                polish(self.planner, self._keeps)
            self.season = self._so_far()
        return self.season

    def _keeps(self, weeks: tuple[Week, ...]) -> bool:
        """Does a season of these weeks keep every limit?"""
        season = Season(self.athlete.name, self.abilities, self.start, self._phases(), weeks)
        return not invariants.check(season, self.athlete, self.start)

    def _phases(self) -> tuple[PhaseSpan, ...]:
        return phase_spans(self.planner.frames, self.blueprint)

    def _so_far(self) -> Season:
        planner, placed = self.planner, tuple(self.planner.history.weeks)
        frames = planner.frames[: len(placed)]
        weeks = reasons(placed, frames, self.blueprint, self.athlete.busy, self.abilities)
        weeks = with_club_notes(weeks, planner.slots[: len(placed)], self.start)
        season = Season(
            self.athlete.name,
            self.abilities,
            self.start,
            self._phases(),
            weeks,
            None,
            (),
            spine_report(weeks, frames, self.first, self.blueprint),
            (*self.abilities.assumptions, *self.notes),
        )
        return replace(season, violations=invariants.check(season, self.athlete, self.start))

    def found(self) -> Found:
        """The whole season, and what it holds."""
        season = self.until()
        assert season is not None
        planner, first = self.planner, self.first
        keys = keys_held(season.weeks, planner.frames, first.required, self.blueprint)
        banded = self.abilities.level != "beginner"  # reported, not enforced (13.7)
        pairs = zip(planner.frames, season.weeks, strict=False)
        blocks = blocks_within(pairs, planner.balance) if banded else 0
        judged = planner.spine_task.judged
        return Found(season, first, keys, blocks, judged, planner.history.effort)


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
    athlete: Athlete,
    start: date,
    blueprint: Blueprint,
    abilities: Abilities,
    way: Way = WAYS[0],
    account: Account | None = None,
) -> tuple[Planner, tuple[str, ...]]:
    """Everything up to and with the spine."""
    test_m = Menu(abilities, blueprint).quality("TT01", 1, "least").distance_m

    def holds_test(k: int) -> bool:
        return longest_forecast(longest_before_km(athlete) * 1000, k + 1, blueprint)[k] >= test_m

    frames, races, notes = frame(athlete, start, abilities.level, blueprint, abilities.has_result, holds_test)
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
    history.account = history.account if account is None else account
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
