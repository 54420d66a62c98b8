"""One week's ceilings and wishes: metres, fast metres, load, long run, running days.

In: frame, slots, volume, history. Out: numbers for the week that is placed next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint, SessionType
from homestretch.planning.balance import Balance
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import event_key, pair, table
from homestretch.planning.re_entry import PAST_WEEKS
from homestretch.planning.repair import met
from homestretch.planning.slots import WeekSlots
from homestretch.planning.spine_task import (
    LONG_FROM_DAYS,
    Spine,
    SpineTask,
)
from homestretch.planning.volume import VolumePlan, runs_wished, youth

RUN_OF_LONGEST = 0.95  # a week's ordinary run against the longest of the last 30 days


@dataclass(slots=True)
class PlannerBase:
    """What the weeks share while one season is made, and the ceilings of each of them."""

    athlete: Athlete
    start: date
    blueprint: Blueprint
    abilities: Abilities
    eligibility: Eligibility
    frames: tuple[WeekFrame, ...]
    slots: tuple[WeekSlots, ...]
    volume: VolumePlan
    menu: Menu
    history: History
    spine: Spine
    spine_task: SpineTask
    balance: Balance
    most_in_row: int  # loading weeks (INV-26)
    pool: tuple[SessionType, ...] = ()

    def weeks_m(self) -> list[float]:
        """Metres of the four weeks before the plan, and of the weeks placed so far."""
        return self.history.recent("distance_m", self.history.before_m, PAST_WEEKS + len(self.history.weeks))

    def most_m(self, k: int) -> int:
        f = self.frames[k]
        limit = self.volume.ramp_m(k, self.weeks_m(), self.blueprint)
        low_cap = (
            self.blueprint.volume_km[event_key(self.frames[0].goal.distance_m)][self.abilities.level][1]
            * 1000
        )
        limit = min(limit, float(low_cap), self.volume.peak * 1.02 + 500)
        age = youth(self.blueprint, "youth_km", self.eligibility.age_first)
        if age is not None:
            limit = min(limit, age * 1000)
        if self.eligibility.no_growth:
            limit = min(limit, self.history.before_m)
        if f.deload:
            loads = self.history.loading("distance_m")
            if loads:
                mean = sum(loads) / len(loads)
                limit = min(limit, 0.79 * mean)
        if f.phase == "transition" or (f.phase == "taper" and len(self.history.weeks) >= 3):
            limit = min(limit, 0.79 * sum(self.history.loading("distance_m")) / 3)
        top = self.top_m()
        if self.is_goal_week(f) and top:
            limit = min(limit, self.goal_week()[1] * top - 50)
        return int(limit - self.missing(k, self.history.before_m)) // 10 * 10

    def goal_week(self) -> tuple[float, float]:
        """Least and largest share of V_peak in the week of an A race (13.17)."""
        return pair(table(self.blueprint, "taper")["volume_week"])

    def top_m(self) -> float:
        """The highest week so far; in a plan of under six weeks what was run before it (13.4)."""
        if len(self.frames) < table(self.blueprint, "season.short_plan")["weeks"]:
            return self.history.before_m
        return max((w.distance_m for w in self.history.weeks), default=0)

    def missing(self, k: int, before: float) -> float:
        """What the days before the plan's first day stand for in its first week (13.2)."""
        return before * (1 - self.history.first_scale) if k == 0 else 0.0

    def is_goal_week(self, f: WeekFrame) -> bool:
        """A week of a goal race: as planned, or as the athlete named it where a season holds too many (3.6)."""
        named = {r.date for r in self.athlete.races if r.priority == "A"}
        return any(r.race.priority == "A" or r.race.date in named for r in f.races)

    def least_m(self, f: WeekFrame) -> int:
        top = self.top_m()
        return int(self.goal_week()[0] * top) + 100 if self.is_goal_week(f) and top else 0

    def hsr_most(self, f: WeekFrame) -> int:
        level = self.abilities.level
        cap = float(table(self.blueprint, "season.weekly_zone")["hsr_m"][level])
        age = youth(self.blueprint, "youth_hsr", self.eligibility.age_first)
        cap = cap if age is None else min(cap, age)
        growth = table(self.blueprint, "season.hsr_growth")
        top = max(self.history.recent("high_speed_m", self.history.before_hsr))
        cap = min(cap, max(top * growth["share"], top + growth["gain_m"]))
        if self.eligibility.no_growth:
            cap = min(cap, self.history.before_hsr)
        if f.deload:
            loads = self.history.loading("high_speed_m")
            if len(loads) == 3:
                cap = min(cap, growth["deload_share"] * sum(loads) / 3)
        return int(max(cap - self.missing(f.number - 1, self.history.before_hsr), 0))

    def load_most(self) -> int:
        level = self.abilities.level
        growth = table(self.blueprint, "season.load_growth")
        most = growth["share"] * self.history.recent_load(self.blueprint)
        most -= self.missing(len(self.history.weeks), self.history.before_load)
        return int(min(table(self.blueprint, "season.load_ceiling")[level], most))

    def long_minutes(self, k: int) -> int:
        """Wished minutes of the long run (MC06, MC07, INV-53, method 3.3, 3.4)."""
        f = self.frames[k]
        if (
            f.phase == "taper"
            or self.slots[k].run_days < LONG_FROM_DAYS
            or (self.slots[k].run_days == LONG_FROM_DAYS and f.phase == "specific")
        ):
            return 0  # with three days the long run may be an ordinary easy run (13.13)
        rules = table(self.blueprint, "season.long")
        level_index = ("beginner", "intermediate", "advanced", "elite").index(self.abilities.level)
        event = event_key(self.frames[0].goal.distance_m)
        cap = float(rules["minutes"][event][level_index])
        age = youth(self.blueprint, "youth_long", self.eligibility.age_first)
        cap = cap if age is None else min(cap, age)
        runs = min(self.runs(k), self.slots[k].run_days)
        share = max(
            float(rules["share"][self.abilities.level]),
            min(rules["day_share"] / max(runs, 1), rules["most_share"]),
        )
        minutes = share * self.volume.targets[k] / self.menu.per_five("AB04") * 5
        if f.emphasis == "intensity" and f.phase in ("build", "specific"):
            minutes *= float(table(self.blueprint, "season.emphasis_volume")["long_run_intensity"])
        if f.deload:
            minutes *= 0.9
        return int(min(minutes, cap) // 5 * 5)

    def longest_easy_min(self) -> int:
        """Most minutes of an easy run by event and level (MC07, INV-24)."""
        minutes = table(self.blueprint, "season.long")["minutes"]
        level_index = ("beginner", "intermediate", "advanced", "elite").index(self.abilities.level)
        return int(minutes[event_key(self.frames[0].goal.distance_m)][level_index])

    def long_share(self, runs: int) -> float:
        rules = table(self.blueprint, "season.long")
        own = (
            float(rules["few_runs_share"])
            if self.abilities.level == "beginner" and runs <= 3
            else float(rules["share"][self.abilities.level])
        )
        return float(min(max(own, rules["day_share"] / runs), rules["most_share"]))

    def runs(self, k: int) -> int:
        """Running days wished for (method 1.3, MC05)."""
        event = event_key(self.frames[0].goal.distance_m)
        longest = self.history.longest_run_m(self.frames[k].start) * RUN_OF_LONGEST
        wish = runs_wished(self.volume.targets[k], longest, self.abilities.level, event, self.blueprint)
        if self.spine.weeks and self.spine.weeks[k].fast_finish:
            wish = max(wish, int(table(self.blueprint, "season.key_week")["finish_runs"]))
        return min(wish, max(self.slots[k].run_days, 1))

    def most_runs(self, k: int) -> int:
        rest = (
            int(table(self.blueprint, "season.rest")["beginner_days"])
            if self.abilities.level == "beginner"
            else 1
        )
        most = 7 if self.abilities.level in ("advanced", "elite") else 7 - rest
        rules = table(self.blueprint, "season.rest")
        return (
            min(most, int(rules["young_runs"])) if self.eligibility.age_first < rules["young_under"] else most
        )

    def target(self, k: int) -> float:
        f = self.frames[k]
        top = self.top_m()
        if self.is_goal_week(f) and top:
            return 0.56 * top
        target = min(self.volume.targets[k], self.most_m(k))
        target = min(target, max(self.volume.returned_m(k, self.weeks_m(), self.blueprint), self.least_m(f)))
        if f.phase == "taper" and top:
            target = min(target, self.volume.targets[k] / self.volume.peak * top)
        minutes = float(table(self.blueprint, "season.day_minutes")[self.abilities.level])
        return float(min(target, self.slots[k].metres(minutes, self.menu.per_five("AB02"), math.inf)))

    def ready(self, session_id: str, f: WeekFrame) -> bool:
        """Are the prerequisites of a touch met?"""
        kind = self.blueprint.sessions[session_id]
        return all(
            met(p, self.history, f.start, self.eligibility) for p in self.eligibility.open_prerequisites(kind)
        )

    def stride_m(self, step: int) -> int:
        return self.menu.easy("AB03", 30, step).hsr_m
