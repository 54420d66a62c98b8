"""Fast metres in the season's spine: what each week will hold of them, and how that grows (INV-12, INV-26).

In: the variables and rules of the heirs before. Out: for each week a number of fast metres that its sessions and strides
add up to, that grows no faster than the limit allows, and that a prerequisite of strides can count on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homestretch.planning.numbers import table
from homestretch.planning.spine_rules import SpineRules
from homestretch.planning.spine_task import CLUB_DELOAD, LONG_FROM_DAYS, STRIDES, TOUCH, TOUCH_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_WEEKS = 4  # INV-12: growth over the largest of four weeks
LOADING_WEEKS = 3  # INV-26: a light week against the mean of three loading weeks


class SpineFast(SpineRules):
    """Adds the fast metres of each week and their growth."""

    def stride_weeks(self) -> None:
        """Which weeks may hold an easy run with strides."""
        t = self.task
        for k, f in enumerate(t.frames):
            if k < t.done:
                held = {s.id for d in t.history.weeks[k].days for s in d.sessions}
                self.strides[k] = int(bool(held & set(STRIDES)))
            elif (
                t.slots[k].run_days == 0
                or (f.phase == "transition" and f.phase_week == 1)
                or t.eligibility.careful_hamstring(f.start)
            ):
                self.strides[k] = 0
            else:
                self.strides[k] = self.model.new_bool_var(f"strides_{k}")

    def fast_metres(self) -> None:
        """Sessions, strides and touches of a week make its fast metres; each week's grow from the four before."""
        t = self.task
        placed = t.history.recent("high_speed_m", t.history.before_hsr, t.done)
        self.fast = {k: round(placed[k]) for k in range(t.done)}
        for k in range(self.n):
            if k < t.done:
                continue
            size = CLUB_DELOAD if t.frames[k].deload else 1.0
            fixed = sum(t.menu.club(c, size).hsr_m for _, c in t.slots[k].clubs)
            if k == 0:  # the days before the plan's first day (13.2)
                fixed += round(t.history.before_hsr * (1 - t.history.first_scale))
            most = int(self.hsr_cap(k))
            if t.eligibility.no_growth:
                most = min(most, round(t.history.before_hsr))
            self.fast[k] = self.model.new_int_var(0, max(most, fixed), f"fast_{k}")
            own = sum(self.own_fast(k)) + fixed
            strides, each = self.strides[k], self.stride_m(k)
            self.used[k] = own + each * strides
            self.model.add(self.fast[k] >= self.used[k])
            self.model.add(self.fast[k] <= own + (each + self.spare_m(k)) * strides)
            self._grows(k, fixed)
            self._runs_for(k, strides)

    def _runs_for(self, k: int, strides: Any) -> None:
        """Hard days, sparks, strides and an asked fast finish each take a run; the long run and what is fixed too."""
        t, f = self.task, self.task.frames[k]
        days = t.slots[k].run_days
        long = days > LONG_FROM_DAYS or (days == LONG_FROM_DAYS and f.phase != "specific")
        taken = len(t.slots[k].clubs) + len({r.date for r in f.races}) + (f.test is not None)
        room = days - taken - (long and f.phase != "taper" and not f.races)
        wished = [v for _, v in self.week(k)] + ([self.finish[k]] if k in self.finish else [])
        if len(wished) >= room:
            self.model.add(sum(wished) + strides <= max(room, 0))

    def own_fast(self, k: int) -> list[Any]:
        """Fast metres of the week's sessions: the first step, what a higher one adds, a fast finish."""
        t = self.task
        start = t.eligibility.start_step
        out = [
            t.menu.quality(kind.id, start(kind), "full").hsr_m * v
            for kind, v in self.week(k)
            if kind.ladder[start(kind) - 1].hsr_m
        ]
        if k in self.finish:
            out.append(t.menu.easy(TOUCH, TOUCH_MINUTES, 1).hsr_m * self.finish[k])
        for name, v in self.touched.get(k, {}).items():
            if k not in self.finish or name != TOUCH:
                step = 0 if name not in (TOUCH, *STRIDES) else 1
                out.append(t.menu.easy(name, TOUCH_MINUTES, step).hsr_m * v)
        return [*out, *self.more.get(k, [])]

    def spare_m(self, k: int) -> int:
        """Fast metres that more or longer strides may add to a week, so that growth goes on (13.7)."""
        t, f = self.task, self.task.frames[k]
        if not f.loading or f.races:
            return 0
        ladder = t.blueprint.sessions[STRIDES[0]].ladder
        before = sum(1 for g in t.frames[:k] if g.loading)
        step = min(
            1 + before // int(table(t.blueprint, "spine.fast")["strides_climb"]),
            t.eligibility.top(t.blueprint.sessions[STRIDES[0]]),
        )
        longer = ladder[step - 1].hsr_m - ladder[0].hsr_m
        free = t.slots[k].run_days - self.wish[k] - len(t.slots[k].clubs) - 1
        second = STRIDES[0] not in self.touched.get(k, {}) and free >= 2
        return max(longer + ladder[step - 1].hsr_m * second, 0)

    def growth_kept(self) -> tuple[float, float]:
        """Growth that a season counts on, a little less than INV-12 allows: metres, and a share of the largest week."""
        growth = table(self.task.blueprint, "season.hsr_growth")
        kept = float(table(self.task.blueprint, "spine.fast")["growth_kept"])
        share = 1 + kept * (float(growth["share"]) - 1)
        return float(int(kept * float(growth["gain_m"]))), round(
            share, 2
        )  # whole metres and hundredths in the model

    def _grows(self, k: int, fixed: int) -> None:
        """INV-12 against the largest of four weeks; a light week against three loading weeks (INV-26).

        What is fixed in a week stands: then nothing is added to it.
        """
        only_fixed = self.model.new_bool_var("")
        self.model.add(self.fast[k] <= fixed).only_enforce_if(only_fixed)
        t = self.task
        growth = table(t.blueprint, "season.hsr_growth")
        before = round(t.history.before_hsr)
        if t.frames[k].deload:
            loading = [self.fast[w] for w in range(k) if t.frames[w].loading]
            rows = ([before] * LOADING_WEEKS + loading)[-LOADING_WEEKS:]
            share = round(100 * float(growth["deload_share"]))
            light = 100 * LOADING_WEEKS * self.fast[k] <= share * sum(rows)
            self.model.add(light).only_enforce_if(only_fixed.negated())
        window = [self.fast[w] if w >= 0 else before for w in range(k - WINDOW_WEEKS, k)]
        known = max((x for x in window if isinstance(x, int)), default=None)
        rows = [x for x in window if not isinstance(x, int)] + ([] if known is None else [known])
        kept_gain, kept_share = self.growth_kept()
        gain, share = int(kept_gain), round(100 * kept_share)
        top = float(self.zone["hsr_m"][self.level])
        ways = [only_fixed]
        for row in rows:
            if isinstance(row, int):
                by = self.model.new_bool_var("")
                most = max(row + gain, row * share // 100)
                self.model.add(self.fast[k] <= most).only_enforce_if(by)
                ways.append(by)
                continue
            by = self.model.new_bool_var("")
            self.model.add(self.fast[k] <= row + gain).only_enforce_if(by)
            ways.append(by)
            if top * (share - 100) / 100 > gain:  # only then may the share be more than the gain
                by = self.model.new_bool_var("")
                self.model.add(100 * self.fast[k] <= share * row).only_enforce_if(by)
                ways.append(by)
        self.model.add_bool_or(ways)

    def fast_needed(self, value: Callable[[Any], int]) -> list[int]:
        """The least fast metres of each week with which growth reaches what the sessions ask for (INV-12).

        Backwards: a week that no week before it leads up to asks more of the last loading week that has room, and a
        light week, which holds a share of the three loading weeks before it (INV-26), of these.
        """
        t = self.task
        gain, share = self.growth_kept()
        before = t.history.before_hsr
        room = [float(value(self.fast[k])) for k in range(self.n)]
        need = [float(value(self.used[k])) if k >= t.done else room[k] for k in range(self.n)]
        light = float(table(t.blueprint, "season.hsr_growth")["deload_share"])
        for k in range(self.n - 1, t.done - 1, -1):
            if t.frames[k].deload:
                rows = [w for w in range(k) if t.frames[w].loading][-LOADING_WEEKS:]
                fewer = LOADING_WEEKS - len(rows)  # they lie before the plan
                short = LOADING_WEEKS * need[k] / light - sum(need[w] for w in rows) - fewer * before
                for w in reversed([w for w in rows if w >= t.done]):
                    more = min(max(short, 0.0), max(room[w] - need[w], 0.0))
                    need[w] += more
                    short -= more
            window = range(k - WINDOW_WEEKS, k)
            asked = min(max(need[k] - gain, 0.0), need[k] / share)  # of the largest of four weeks
            if max(need[w] if w >= 0 else before for w in window) >= asked:
                continue
            able = [w for w in window if w >= t.done and room[w] >= asked]
            if able:
                need[max(able)] = asked
        return [round(x) for x in need]
