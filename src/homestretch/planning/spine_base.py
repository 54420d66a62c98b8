"""The spine's variables and forecasts: which session could stand in which week, and what growth will allow by then.

In: a SpineTask. Out: one boolean a week and session, read by the rules and wishes of its heirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homestretch.blueprint.model import SessionType
from homestretch.planning.away import DAY
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.numbers import table
from homestretch.planning.repair import step_allowed
from homestretch.planning.season import PlannedSession
from homestretch.planning.solver import model_class
from homestretch.planning.spine_pairs import Pairs
from homestretch.planning.spine_task import (
    GROWTH_USED_M,
    LOAD_GROWTH_USED,
    NAMED,
    ROUND_WEEKS,
    SpineTask,
    most_for_key,
)
from homestretch.planning.tempo import schedule
from homestretch.planning.volume import youth

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python import cp_model


class SpineBase:
    """Variables, forecasts and small answers about sessions and weeks."""

    def __init__(self, task: SpineTask) -> None:
        from ortools.sat.python import cp_model

        self.task = task
        self.cp = cp_model
        self.model = model_class()()
        self.n = len(task.frames)
        self.w = table(task.blueprint, "spine.weights")
        self.x: dict[tuple[int, str], cp_model.IntVar] = {}
        self.kinds = {k.id: k for k in task.pool}
        self.more: dict[int, list[Any]] = {}  # fast metres of key sessions above their first step
        self.rounds_at: dict[
            tuple[int, str], list[tuple[int, Any]]
        ] = {}  # steps that a week's round may stand at
        self.kept: dict[str, dict[int, Any]] = {}
        self.fast: dict[int, Any] = {}  # fast metres of each week
        self.used: dict[int, Any] = {}  # what its sessions and strides make of them
        self.strides: dict[int, Any] = {}  # weeks with an easy run with strides
        self.finish: dict[int, Any] = {}  # weeks that may hold the fast finish as a key session
        self.touched: dict[int, dict[str, Any]] = {}  # touches that a block's shares may count on
        self.climbs: list[Any] = []  # weeks with the round of the tempo that climbs
        self.good: list[Any] = []  # blocks within their bands
        self.reward: list[Any] = []
        self.mets: list[Any] = []  # key sessions held, one count a demand
        self.asked = 0
        self.reachable = 0  # key sessions that no answer can exceed
        self.settled: list[bool] = []  # searches of windows, and whether each was ended by proof
        self.zone = table(task.blueprint, "season.weekly_zone")
        self.level = task.eligibility.abilities.level
        self.only_800 = task.eligibility.only_800
        if task.pairs is None:
            hard = frozenset(k.id for k in task.pool if self.is_q(k))
            task.pairs = Pairs(task.eligibility, task.pool, hard)
        self.next_steps: dict[str, int] = {}  # what the first week still to plan may hold, by session id
        self.forecast = self.growth_forecast(GROWTH_USED_M)
        self.within = self.growth_bound()
        self.loads = self.load_forecast()
        self.tempo = self.tempo_schedule()
        self.guess = {(k, s.id): self._step_guess(k, s) for k in range(self.n) for s in task.pool}
        self.wish = [self.wanted(k, f) for k, f in enumerate(task.frames)]

    # -- variables ------------------------------------------------------------------------------
    def _step_guess(self, k: int, kind: SessionType) -> int:
        """The step a session will probably be at in week ``k``: one up for every second week it could have been run."""
        t = self.task
        if self.tempo.get(k, ("",))[0] == kind.id:
            return self.tempo[k][1]
        first = self.next_step(kind)
        open_weeks = sum(1 for f in t.frames[t.done : k] if f.loading and f.phase in kind.phases)
        return min(first + open_weeks // 3, t.eligibility.top(kind))

    def guess_again(self, chosen: Callable[[Any], int]) -> None:
        """Steps of the sessions by the rounds that a season has: one up a round, one down for each week beyond three."""
        t = self.task
        for kind in t.pool:
            first, top = self.next_step(kind), t.eligibility.top(kind)
            kept, last = first - 1, t.done - 1
            for k in range(t.done, self.n):
                left = max(kept - max(k - last - ROUND_WEEKS, 0), 0)
                step = max(min(left + 1, top), t.eligibility.start_step(kind))
                if self.tempo.get(k, ("",))[0] != kind.id:
                    self.guess[k, kind.id] = step
                if (k, kind.id) in self.x and chosen(self.x[k, kind.id]):
                    kept, last = max(left, self.guess[k, kind.id]), k

    def base_step(self, k: int, kind: SessionType) -> int:
        """The step that a session of week ``k`` has at the least: the tempo's own, else the one it starts at."""
        name, step = self.tempo.get(k, ("", 0))
        return step if name == kind.id else self.task.eligibility.start_step(kind)

    def next_step(self, kind: SessionType) -> int:
        """The step that the first week still to plan may hold."""
        t = self.task
        if not t.done:
            return t.eligibility.start_step(kind)
        if kind.id not in self.next_steps:
            monday = t.frames[min(t.done, self.n - 1)].start
            self.next_steps[kind.id] = step_allowed(kind, t.history, monday, t.eligibility)
        return self.next_steps[kind.id]

    def tempo_schedule(self) -> dict[int, tuple[str, int]]:
        t = self.task
        room = [min(self.hsr_cap(k), self.forecast[k]) - self.stride_m(k) for k in range(self.n)]
        hard = tuple(any(p[0] for p in s.patterns) for s in t.slots)
        return schedule(t.frames, t.volume.targets, hard, room, t.history, t.eligibility, t.done)

    def variables(self) -> None:
        t = self.task
        light = set(table(t.blueprint, "season.tempo")["light"])
        ladder = set(table(t.blueprint, "season.tempo")["ladder"])
        sown = self.sown()
        for k, f in enumerate(t.frames):
            if k < t.done:
                self._placed(k)
                continue
            if f.phase == "transition" or t.slots[k].run_days == 0:
                continue
            for kind in t.pool:
                if f.phase not in kind.phases or (k, kind.id) in t.barred or not self._week_can(k, kind):
                    continue
                spark = not self.is_q(kind)
                if f.deload and not spark and (f.test is not None or kind.id not in light):
                    continue
                if not spark and self.wish[k] == 0:
                    continue
                tempo = kind.id in ladder and kind.id.startswith("AB")
                if tempo and k in self.tempo and self.tempo[k][0] != kind.id and kind.id not in sown:
                    continue  # one tempo a week climbs; surges and fast 200s in it may stand beside it
                if self._fits(k, kind, t.eligibility.start_step(kind)):
                    self.x[k, kind.id] = self.model.new_bool_var(f"{kind.id}_{k}")
                    if f.deload and not spark and self.level == "beginner" and kind.id not in sown:
                        before = [self.x[w, kind.id] for w in range(k) if (w, kind.id) in self.x]
                        self.model.add(
                            self.x[k, kind.id] <= sum(before)
                        )  # an easy week is not for a first time

    def _placed(self, k: int) -> None:
        """A week that stands: its sessions are constants."""
        held = {s.id for d in self.task.history.weeks[k].days for s in d.sessions if s.level > 0}
        for kind in self.task.pool:
            if kind.id in held:
                self.x[k, kind.id] = self.model.new_bool_var(f"{kind.id}_{k}")
                self.model.add(self.x[k, kind.id] == 1)

    def _week_can(self, k: int, kind: SessionType) -> bool:
        slots, e = self.task.slots[k], self.task.eligibility
        monday = self.task.frames[k].start
        days = [
            q and (slots.track[d] or not e.needs_track(kind)) and not e.barred(kind.id, monday + d * DAY)
            for d, q in enumerate(slots.quality)
        ]
        if kind.id.startswith(("SP", "FK08")) and self.task.eligibility.careful_hamstring(
            self.task.frames[k].start
        ):
            return False
        return any(days)

    def _fits(self, k: int, kind: SessionType, step: int) -> bool:
        proto = self.task.menu.quality(kind.id, step, "least")
        longest = max(m for m in self.task.slots[k].minutes)
        if proto.distance_m > self.task.longest_m[k] or proto.duration_s > longest * 60:
            return False
        return bool(proto.hsr_m <= self.hsr_cap(k))

    def hsr_cap(self, k: int) -> float:
        """Most fast metres of the week by level, age and 8 % of its volume."""
        cap = float(self.zone["hsr_m"][self.level])
        age = youth(self.task.blueprint, "youth_hsr", self.task.eligibility.age_first)
        if age is not None:
            cap = min(cap, age)
        share = float(table(self.task.blueprint, "season.key_week")["of_week_kept"])
        return min(cap, share * most_for_key(self.task, k), self.within[k])

    def growth_forecast(self, used_m: float) -> list[float]:
        """Fast metres that the growth rule will allow each week, where each loading week grows by ``used_m`` (INV-12)."""
        t = self.task
        gain = float(table(t.blueprint, "season.hsr_growth")["gain_m"])
        share = float(table(t.blueprint, "season.hsr_growth")["share"])
        level = max(t.history.recent("high_speed_m", t.history.before_hsr))
        out = [0.0] * t.done
        for k in range(t.done, self.n):
            grown = max(level + gain, level * share)
            if t.frames[k].deload:  # fast metres fall with the week (INV-26)
                grown = min(grown, float(table(t.blueprint, "season.hsr_growth")["deload_share"]) * level)
            out.append(grown)
            if t.frames[k].loading:
                most = min(0.9 * float(self.zone["hsr_m"][self.level]), 0.07 * t.volume.targets[k])
                level = max(level, min(level + used_m, most))
        return out

    def growth_bound(self) -> list[float]:
        """Fast metres that no week can exceed, were each before it as fast as INV-12 allows."""
        growth = table(self.task.blueprint, "season.hsr_growth")
        level = max(self.task.history.recent("high_speed_m", self.task.history.before_hsr))
        out = [0.0] * self.task.done
        for _ in range(self.task.done, self.n):
            level = max(level + float(growth["gain_m"]), level * float(growth["share"]))
            out.append(level)
        return out

    def load_forecast(self) -> list[float]:
        """Load that its growth rule will allow each week (INV-27), where each loading week uses a part of it."""
        t = self.task
        growth = float(table(t.blueprint, "season.load_growth")["share"])
        ceiling = float(table(t.blueprint, "season.load_ceiling")[self.level])
        level = t.history.recent_load(t.blueprint)
        out = [0.0] * t.done
        for f in t.frames[t.done :]:
            out.append(min(ceiling, growth * level))
            if f.loading:
                level = min(level * LOAD_GROWTH_USED, ceiling)
        return out

    def stride_m(self, k: int) -> int:
        """Fast metres of the week's strides at their first step."""
        return self.task.menu.easy("AB03", 30, 1).hsr_m

    def is_q(self, kind: SessionType) -> bool:
        """Quality at the step it starts with? (HI03, SP02 and SP03 are not, at first.)"""
        return self.task.menu.quality(kind.id, self.task.eligibility.start_step(kind), "full").quality

    def week(self, k: int) -> list[tuple[SessionType, Any]]:
        return [(kind, self.x[k, kind.id]) for kind in self.task.pool if (k, kind.id) in self.x]

    def proto(self, k: int, kind: SessionType) -> PlannedSession:
        return self.task.menu.quality(kind.id, self.guess[k, kind.id], "full")

    def wanted(self, k: int, f: WeekFrame) -> int:
        """Quality sessions to choose in week ``k`` besides clubs, tests and races (MC02, method 3.3)."""
        slots = self.task.slots[k]
        most = max((p[0] for p in slots.patterns), default=0)
        if f.test is not None or f.phase == "transition":
            return 0
        if f.eased and slots.races:
            return 0
        if f.emphasis == "deload":
            return min(most, max(1 - len(slots.clubs), 0))
        counts = table(self.task.blueprint, "season.quality")[self.level]
        low, high = counts[{"general base": "general", "race": "taper"}.get(f.phase, f.phase)]
        wish = int(high if f.emphasis == "intensity" else low)
        if f.maintain or (slots.run_days <= 4 and self.level != "beginner"):
            wish = min(wish, 2)
        taken = len(slots.clubs) + len(
            {r.race.date for r in slots.races}
        )  # rounds of a meeting are one (13.12)
        if any(r.race.priority in "AB" for r in slots.races):
            wish = min(wish, 1 + taken)
        return min(most, max(min(wish, slots.most) - taken, 0))

    def specific_weeks(self) -> list[int]:
        return [k for k, f in enumerate(self.task.frames) if f.phase == "specific" and not f.maintain]

    def sown(self) -> set[str]:
        """Threshold and surge sessions that a key session asks for by name."""
        found = {s for need in self.task.required for s in need.any_of if s in self.kinds}
        more = list(found)
        while more:
            for need in self.task.eligibility.open_prerequisites(self.kinds[more.pop()]):
                for s in need.any_of:
                    if s in self.kinds and s not in found and len(need.any_of) <= NAMED:
                        found.add(s)
                        more.append(s)
        return found
