"""Pillar doses in the season's spine: blocks of four loading weeks within their bands (method 1.5, 13.7, 13.23).

In: the variables and rules of the heirs before. Out: for each block whether its quality load comes out in its shares, with
the touches that help it there: strides, a fast finish, a few 200s inside an easy run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homestretch.athlete.model import PILLARS
from homestretch.planning.balance import BLOCK_WEEKS
from homestretch.planning.menu import TOUCH_SHARE, TOUCHES
from homestretch.planning.numbers import event_key, pillar_shares, table
from homestretch.planning.spine_fast import SpineFast
from homestretch.planning.spine_task import LONG_FROM_DAYS, SHARE_UNIT_AU, STRIDES, TOUCH, TOUCH_MINUTES
from homestretch.planning.sums import pillar_load
from homestretch.planning.tempo import BASE_WEEKS
from homestretch.planning.volume import runs_wished

if TYPE_CHECKING:
    from homestretch.blueprint.model import SessionType

LEAST_HARD = 2  # hard sessions of a week that is in the account (13.23)
STRIDES_AT = 3  # the step of the strides, for their load in weeks to come (mid ladder, 4.3)
SET_OF_200S = "LT04"  # at step 0 the touch of lactate tolerance (13.23)


def blocks(weeks: list[int]) -> list[list[int]]:
    """Groups of four successive weeks of the account (13.23); the rest at the end is left out."""
    whole = len(weeks) - len(weeks) % BLOCK_WEEKS
    return [weeks[i : i + BLOCK_WEEKS] for i in range(0, whole, BLOCK_WEEKS)]


class SpineBands(SpineFast):
    """Adds the blocks and their touches."""

    def bands(self) -> None:
        """In its band or not, for each block, a little inside the tolerance of 13.23."""
        if self.level == "beginner":  # reported, not enforced (13.7)
            return
        for k in self.loading():
            if k >= self.task.done:
                self._touches(k)
        self.judge(self.loading())

    def judge(self, loading: list[int]) -> None:
        """Blocks of four of these weeks: whether each is within its bands."""
        self.good = []
        inside = table(self.task.blueprint, "spine.bands")
        event = event_key(self.task.frames[0].goal.distance_m)
        points = int(inside["points_5000" if event == "5000" else "points"])
        for weeks in blocks(loading):
            if weeks[-1] < self.task.done:
                continue
            loads = [self._loads(k) for k in weeks]
            sums = [sum(x[p] for x in loads) for p in range(len(PILLARS))]
            good = self.model.new_bool_var("")
            for p in range(len(PILLARS)):
                share = round(sum(self._share(k, p) for k in weeks) / len(weeks))
                gap, room = 100 * sums[p] - share * sum(sums), points * sum(sums)
                self.model.add(gap <= room).only_enforce_if(good)
                self.model.add(-gap <= room).only_enforce_if(good)
            for k in weeks:
                if k >= self.task.done:
                    self.model.add(self.hard(k) >= LEAST_HARD).only_enforce_if(good)
            self.good.append(good)
        self.task.judged = self.task.judged or bool(self.good)

    def loading(self) -> list[int]:
        """Weeks that count for a block: two hard sessions and more (13.23)."""
        t = self.task
        out = []
        for k, f in enumerate(t.frames):
            if not f.loading or f.phase not in ("general base", "build", "specific"):
                continue
            if k < t.done:
                hard = sum(s.quality for d in t.history.weeks[k].days for s in d.sessions)
            else:
                hard = self.wish[k] + self.fixed(k)
            if hard >= LEAST_HARD:
                out.append(k)
        return out

    def hard(self, k: int) -> Any:
        return sum(v for kind, v in self.week(k) if self.is_q(kind)) + self.fixed(k)

    def fixed(self, k: int) -> int:
        """Hard sessions that stand in any case: those of a club, and races."""
        return len(self.task.slots[k].clubs) + len(self.task.frames[k].races)

    def _share(self, k: int, p: int) -> int:
        """The pillar's share of quality load in week ``k``, % (1.5)."""
        t = self.task
        runner = t.eligibility.abilities.type
        goal = t.frames[0].goal.distance_m
        return int(pillar_shares(t.blueprint, goal, t.frames[k].phase, runner)[p])

    def _touches(self, k: int) -> None:
        """More strides, a fast finish and 200s for a week, where easy runs are left for them."""
        t, names = self.task, self.touched.setdefault(k, {})
        event = event_key(t.frames[0].goal.distance_m)
        runs = runs_wished(t.volume.targets[k], t.longest_m[k] or 1.0, self.level, event, t.blueprint)
        free = min(runs, t.slots[k].run_days) - len(t.slots[k].clubs) - len(t.frames[k].races) - 1
        if t.slots[k].run_days > LONG_FROM_DAYS:
            names[STRIDES[0]] = self.model.new_bool_var(f"more_{k}")
            self.model.add(names[STRIDES[0]] <= self.strides[k])
        if t.eligibility.allowed(t.blueprint.sessions[SET_OF_200S]) and t.eligibility.based:
            names[SET_OF_200S] = self.model.new_bool_var(f"set_{k}")
            for kind, v in self.week(k):
                if kind.pillar == "lactate_tolerance":
                    self.model.add_implication(names[SET_OF_200S], v.negated())
        if k >= BASE_WEEKS or t.eligibility.based:
            asked = self.finish.get(k)
            names[TOUCH] = self.model.new_bool_var(f"finish_{k}") if asked is None else asked
        if names:
            taken = [*(v for _, v in self.week(k)), self.strides[k], *names.values()]
            spare = self.model.new_bool_var("")
            self.model.add(sum(taken) <= max(free, 0)).only_enforce_if(spare)
            self.model.add(sum(names.values()) == 0).only_enforce_if(spare.negated())

    def _loads(self, k: int) -> list[Any]:
        """AU by pillar, in the unit of shares: placed weeks as they are, the others from their variables."""
        t = self.task
        if k < t.done:
            return [round(x / SHARE_UNIT_AU) for x in pillar_load(t.history.weeks[k].days)]
        out: list[Any] = [0] * len(PILLARS)

        def put(pillar: str, load: float, var: Any) -> None:
            out[PILLARS.index(pillar)] += round(load / SHARE_UNIT_AU) * var

        for kind, v in self.week(k):
            if kind.pillar in PILLARS:
                put(kind.pillar, self._counted(k, kind), v)
        for _, c in t.slots[k].clubs:
            put(c.pillar or "lactate_tolerance", t.menu.club(c, 1.0).load, 1)
        strides = TOUCH_SHARE * t.menu.easy(STRIDES[0], TOUCH_MINUTES, STRIDES_AT).load
        put(TOUCHES[STRIDES[0]], strides, self.strides[k])
        for name, v in self.touched.get(k, {}).items():
            step = STRIDES_AT if name == STRIDES[0] else 1 if name == TOUCH else 0
            pillar = TOUCHES.get(name, "lactate_tolerance")
            put(pillar, TOUCH_SHARE * t.menu.easy(name, TOUCH_MINUTES, step).load, v)
        return out

    def _counted(self, k: int, kind: SessionType) -> float:
        """AU that a session of week ``k`` counts with: sparks and gear changes at their first step by 0.4 (13.23)."""
        touch = kind.id in ("HI03", "SP03") or (kind.id == "TS07" and self.guess[k, kind.id] == 1)
        return self.proto(k, kind).load * (TOUCH_SHARE if touch else 1.0)
