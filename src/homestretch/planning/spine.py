"""The season's spine: which key sessions, at which ladder step, in which week (method 13.18), as one CP-SAT model.

In: frames, slots, volume targets, eligibility, menu. Out: for each week the quality sessions, sparks and touches to place.
Weeks are the unit here; ``week.py`` places the days. Prerequisites are counted over the five weeks before, so that they
lie within 42 days whatever the weekdays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homestretch.athlete.model import PILLARS
from homestretch.blueprint.model import SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import family
from homestretch.planning.menu import TOUCH_SHARE
from homestretch.planning.numbers import event_key, table
from homestretch.planning.repair import step_allowed
from homestretch.planning.season import PlannedSession
from homestretch.planning.spine_task import (
    BEFORE,
    EASY_SHARE_KEPT,
    GROWTH_USED_M,
    LOAD_GROWTH_USED,
    MEAN_QUALITY_AU,
    NAMED,
    NEW_DAYS,
    ROUND_WEEKS,
    ROUNDS,
    ROUNDS_WEEKS,
    ROUTINE_RUNS,
    SHARE_UNIT_AU,
    TOUCH,
    TOUCH_MINUTES,
    Item,
    Spine,
    SpineTask,
    SpineWeek,
    counts_as_lactate,
    key_column,
    pool_for,
)
from homestretch.planning.tempo import BASE_WEEKS, schedule
from homestretch.planning.volume import runs_wished, youth

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class SpineModel:
    """Builds and solves the model: one boolean a week and session; steps follow from the rounds. One method per rule."""

    def __init__(self, task: SpineTask) -> None:
        from ortools.sat.python import cp_model

        self.task = task
        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.n = len(task.frames)
        self.w = table(task.blueprint, "spine.weights")
        self.x: dict[tuple[int, str], cp_model.IntVar] = {}
        self.kinds = {k.id: k for k in task.pool}
        self.more: dict[int, list[Any]] = {}  # fast metres of key sessions above their first step
        self.kept: dict[str, dict[int, Any]] = {}
        self.finish: dict[int, Any] = {}  # weeks that may hold the fast finish as a key session
        self.reward: list[Any] = []
        self.zone = table(task.blueprint, "season.weekly_zone")
        self.level = task.eligibility.abilities.level
        self.only_800 = all(f.goal.distance_m == 800 for f in task.frames)
        self.forecast = self.growth_forecast()
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

    def next_step(self, kind: SessionType) -> int:
        """The step that the first week still to plan may hold."""
        t = self.task
        if not t.done:
            return t.eligibility.start_step(kind)
        return step_allowed(kind, t.history, t.frames[min(t.done, self.n - 1)].start, t.eligibility)

    def tempo_schedule(self) -> dict[int, tuple[str, int]]:
        t = self.task
        room = [self.hsr_cap(k) - self.stride_m(k) for k in range(self.n)]
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
                if f.phase not in kind.phases or not self._week_can(k, kind):
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

    def _placed(self, k: int) -> None:
        """A week that stands: its sessions are constants."""
        held = {s.id for d in self.task.history.weeks[k].days for s in d.sessions if s.level > 0}
        for kind in self.task.pool:
            if kind.id in held:
                self.x[k, kind.id] = self.model.new_bool_var(f"{kind.id}_{k}")
                self.model.add(self.x[k, kind.id] == 1)

    def _week_can(self, k: int, kind: SessionType) -> bool:
        slots = self.task.slots[k]
        days = [
            q and (slots.track[d] or not self.task.eligibility.needs_track(kind))
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
        share = float(table(self.task.blueprint, "season.hsr_growth")["of_week"])
        return min(cap, 0.97 * share * self.task.volume.targets[k], self.forecast[k])

    def growth_forecast(self) -> list[float]:
        """Fast metres that the growth rule will allow each week, where strides keep up what was run before (INV-12)."""
        t = self.task
        gain = float(table(t.blueprint, "season.hsr_growth")["gain_m"])
        share = float(table(t.blueprint, "season.hsr_growth")["share"])
        level = max(t.history.recent("high_speed_m", t.history.before_hsr))
        out = [0.0] * t.done
        for k in range(t.done, self.n):
            out.append(max(level + gain, level * share))
            if t.frames[k].loading:
                most = min(0.9 * float(self.zone["hsr_m"][self.level]), 0.07 * t.volume.targets[k])
                level = max(level, min(level + GROWTH_USED_M, most))
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

    # -- rules ----------------------------------------------------------------------------------
    def prerequisites(self) -> None:
        """Named sessions before a session, within 42 days (INV-21, 13.25)."""
        e = self.task.eligibility
        clubs = [bool(s.clubs) for s in self.task.slots]
        as_lt05 = any(
            (c.pillar or "lactate_tolerance") == "lactate_tolerance" and (c.hsr_m or 1500) >= 1200
            for c in e.athlete.availability.fixed
        )
        for (k, s), v in self.x.items():
            if k < self.task.done:
                continue
            for need in e.open_prerequisites(self.kinds[s]):
                if _kept_by_routine(need.any_of, need.count, k):
                    continue
                since = range(max(0, k - BEFORE), k)
                before = [self.x[w, o] for w in since for o in need.any_of if (w, o) in self.x]
                extra = sum(clubs[w] for w in since) if as_lt05 and "LT05" in need.any_of else 0
                missing = need.count - extra
                if missing <= 0:
                    continue
                if len(before) < missing:
                    self.model.add(v == 0)
                elif missing == 1:
                    self.model.add_bool_or([*before, v.negated()])
                else:
                    self.model.add(sum(before) >= missing * v)

    def capacity(self) -> None:
        """How many quality days, and how much recovery, each week's patterns hold (INV-16 to INV-19)."""
        for k in range(self.task.done, self.n):
            rows = [(kind, v) for kind, v in self.week(k) if self.is_q(kind)]
            sparks = [v for kind, v in self.week(k) if not self.is_q(kind)]
            if sparks:
                self.model.add_at_most_one(sparks)
            self._track_days(k)
            if rows:
                self._pattern(k, rows)
                self._lactate(k, rows)
        for k in range(self.task.done, self.n - 2):
            three = [v for w in range(k, k + 3) for kind, v in self.week(w) if counts_as_lactate(kind)]
            taken = sum(
                sum(
                    (c.pillar or "lactate_tolerance") == "lactate_tolerance"
                    for _, c in self.task.slots[w].clubs
                )
                + (self.task.frames[w].test is not None)
                for w in range(k, k + 3)
            )
            if len(three) > 5 - taken:
                self.model.add(sum(three) <= max(5 - taken, 0))

    def _track_days(self, k: int) -> None:
        """Sessions that need the track, no more of them than days on it."""
        slots = self.task.slots[k]
        used = [v for kind, v in self.week(k) if self.task.eligibility.needs_track(kind)]
        taken = {c for c, _ in slots.clubs} | {r.date.weekday() for r in slots.races}
        days = sum(
            q and t for d, (q, t) in enumerate(zip(slots.quality, slots.track, strict=True)) if d not in taken
        )
        days -= self.task.frames[k].test is not None
        if len(used) > max(days, 0):
            self.model.add(sum(used) <= max(days, 0))

    def _pattern(self, k: int, rows: list[tuple[SessionType, Any]]) -> None:
        self.model.add(sum(v for _, v in rows) <= self.wish[k])
        patterns = [p for p in self.task.slots[k].patterns if p[0] > 0]
        if not patterns:
            for _, v in rows:
                self.model.add(v == 0)
            return
        chosen: list[Any] = [1]
        if len(patterns) > 1:
            chosen = [self.model.new_bool_var(f"pat{k}_{i}") for i in range(len(patterns))]
        if len(patterns) > 1:
            self.model.add_exactly_one(chosen)
        for j, least in enumerate((0, 3, 4, 5)):
            used = [v for kind, v in rows if self.task.eligibility.rec_days(kind) >= least]
            if used:
                room: Any = sum(p[j] * c for p, c in zip(patterns, chosen, strict=True))
                self.model.add(sum(used) <= room)

    def _lactate(self, k: int, rows: list[tuple[SessionType, Any]]) -> None:
        lactate = [v for kind, v in rows if counts_as_lactate(kind)]
        clubs = sum(
            (c.pillar or "lactate_tolerance") == "lactate_tolerance" for _, c in self.task.slots[k].clubs
        )
        most = 1 if self.level == "beginner" or self.task.eligibility.age_first < 16 else 2
        if len(lactate) > max(most - clubs, 0):
            self.model.add(sum(lactate) <= max(most - clubs, 0))

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
        taken = len(slots.clubs) + len({r.date for r in slots.races})
        if any(r.race.priority in "AB" for r in slots.races):
            wish = min(wish, 1 + taken)
        return min(most, max(min(wish, slots.most) - taken, 0))

    def doses(self) -> None:
        """Fast metres with their growth, threshold and VO2 metres, easy share (INV-12, INV-28, 4.2)."""
        share = table(self.task.blueprint, "season.easy_share")
        for k, f in enumerate(self.task.frames):
            rows = [(kind, v, self.proto(k, kind)) for kind, v in self.week(k)]
            if not rows or k < self.task.done:
                continue
            clubs = [self.task.menu.club(c, 1.0) for _, c in self.task.slots[k].clubs]
            least = [
                (self.task.menu.quality(x.id, self.task.eligibility.start_step(x), "full"), v)
                for x, v, _ in rows
            ]
            room = int(self.hsr_cap(k)) - sum(c.hsr_m for c in clubs)
            fast = [p.hsr_m * v for p, v in least if p.hsr_m] + self.more.get(k, [])
            if fast:
                strides = self.model.new_bool_var(f"strides_{k}")
                self.reward.append(int(self.w["strides"]) * strides)
                self.model.add(sum(fast) + self.stride_m(k) * strides <= max(room, 0))
            km_m = self.task.volume.targets[k]
            for zones, limit in (
                (("LT", "CS"), max(self.zone["threshold_of_km"][self.level] * km_m, 5000)),
                (("VO",), self.zone["vo2_m"][self.level]),
            ):
                metres = [
                    x.ladder[self.task.eligibility.start_step(x) - 1].quality_m * v
                    for x, v, _ in rows
                    if x.zone in zones
                ]
                if len(metres) > 1:
                    self.model.add(sum(metres) <= int(limit))
            late = f.phase in ("specific", "taper") and self.only_800
            floor = share["event_800_late" if late else "ordinary"]
            seconds = km_m / (0.78 * self.task.menu.prescriber.cs)
            hard = [sum(p.zone_seconds[1:]) * v for p, v in least]
            taken = sum(sum(c.zone_seconds[1:]) for c in clubs)
            self.model.add(sum(hard) <= max(int((1 - floor - 0.02) * seconds) - taken, 0))
            self._load(k, least, clubs, seconds)

    def _load(
        self, k: int, least: list[tuple[PlannedSession, Any]], clubs: list[PlannedSession], seconds: float
    ) -> None:
        """The week's load with its easy running (INV-27): what quality adds to minutes that are run anyway."""
        easy = float(table(self.task.blueprint, "season.load_growth")["easy_au_per_min"])

        def extra(p: PlannedSession) -> int:
            return max(round(p.load - easy * p.duration_s / 60), 0)

        have = easy * EASY_SHARE_KEPT * seconds / 60 + sum(extra(c) for c in clubs)
        room = max(int(self.loads[k] - have), 0)
        single = [extra(p) for p, _ in least if p.quality]
        if single and room < min(single):  # one quality session may always stand: easy running yields to it
            room = min(single)
        self.model.add(sum(extra(p) * v for p, v in least) <= room)

    def rounds(self) -> None:
        """A session keeps its place for at most five rounds in eight weeks (13.21)."""
        if self.level == "beginner":
            return
        for s in self.kinds:
            weeks = [k for k in range(self.n) if (k, s) in self.x]
            for k in weeks:
                near = [self.x[w, s] for w in weeks if k <= w < k + ROUNDS_WEEKS]
                if len(near) > ROUNDS:
                    self.model.add(sum(near) <= ROUNDS)

    # -- wishes ---------------------------------------------------------------------------------
    def wishes(self) -> None:
        self._key_sessions()
        self._fill()
        self._tempo()
        self._shares()
        self._fortnights()

    def specific_weeks(self) -> list[int]:
        return [k for k, f in enumerate(self.task.frames) if f.phase == "specific" and not f.maintain]

    def _key_sessions(self) -> None:
        """The demands of 13.18; a step is reached by rounds before."""
        weeks = self.specific_weeks()
        for goal in sorted({self.task.frames[k].goal.date for k in weeks}):
            own = [k for k in weeks if self.task.frames[k].goal.date == goal]
            for i, need in enumerate(self.task.required):
                ids = [s for s in need.any_of if s in self.kinds]
                rows = [self.x[k, s] for k in own for s in ids if (k, s) in self.x]
                if TOUCH in need.any_of:
                    rows += [v for v in (self._finish(k) for k in own) if v is not None]
                if not rows:
                    continue
                met = self.model.new_int_var(0, need.count, f"key{i}_{goal}")
                self.model.add(met <= sum(rows))
                if any(need.step_of(s) > 1 for s in ids):
                    self.model.add(
                        met
                        <= sum(
                            self._at_step(k, s, need.step_of(s)) for k in own for s in ids if (k, s) in self.x
                        )
                    )
                self.reward.append(int(self.w["key"]) * met)
                for k in own:  # of equal answers the earlier: a lost week then leaves time to make it good
                    late = int(self.w["early"]) * (k - own[0])
                    self.reward += [-late * self.x[k, s] for s in ids if (k, s) in self.x]

    def _finish(self, k: int) -> Any:
        """A fast finish in an easy run of week ``k``: where hard days, long run and strides leave a run for it."""
        t, f = self.task, self.task.frames[k]
        kind = t.blueprint.sessions[TOUCH]
        if k < t.done or f.races or f.deload or not t.eligibility.allowed(kind):
            return None
        event = event_key(t.frames[0].goal.distance_m)
        runs = runs_wished(t.volume.targets[k], t.longest_m[k], self.level, event, t.blueprint)
        free = min(runs, t.slots[k].run_days) - len(t.slots[k].clubs) - ROUTINE_RUNS
        if free < 1:
            return None
        if k not in self.finish:
            self.finish[k] = self.model.new_bool_var(f"{TOUCH}_{k}")
            hard = [v for kind, v in self.week(k) if self.is_q(kind)]
            self.model.add(sum(hard) + self.finish[k] <= free)
        return self.finish[k]

    def _at_step(self, k: int, session_id: str, step: int) -> Any:
        """True only if the rounds before week ``k`` have led to that step, and its fast metres fit (INV-20, INV-12)."""
        kind = self.kinds[session_id]
        if k < self.task.done:
            held = (s for d in self.task.history.weeks[k].days for s in d.sessions)
            return int(any(s.id == session_id and s.level >= step for s in held))
        there = self.model.new_bool_var(f"{session_id}_{k}_at{step}")
        self.model.add_implication(there, self.x[k, session_id])
        if step > self.next_step(kind):
            self.model.add(self._kept(session_id)[k] >= step - 1).only_enforce_if(there)
        first = self.task.eligibility.start_step(kind)
        more = kind.ladder[step - 1].hsr_m - kind.ladder[first - 1].hsr_m
        if more > 0:
            self.more.setdefault(k, []).append(more * there)
        return there

    def _kept(self, session_id: str) -> dict[int, Any]:
        """The step kept when each week begins: one more a round, one less for each week beyond three without (4.1)."""
        if session_id in self.kept:
            return self.kept[session_id]
        t = self.task
        top = len(self.kinds[session_id].ladder)
        out: dict[int, Any] = {t.done: self.model.new_constant(self.next_step(self.kinds[session_id]) - 1)}
        for k in range(t.done + 1, self.n):
            out[k] = self.model.new_int_var(0, top, f"kept_{session_id}_{k}")
            self.model.add(out[k] <= out[k - 1] + sum(self._rounds_up(k - 1, session_id, out[k - 1])))
            near = [self.x[w, session_id] for w in range(k - ROUND_WEEKS, k) if (w, session_id) in self.x]
            lost = self.model.new_bool_var(f"lost_{session_id}_{k}")
            self.model.add(out[k] == 0).only_enforce_if(lost)
            self.model.add(out[k] <= out[k - 1] - 1 + top * sum(near)).only_enforce_if(lost.negated())
        self.kept[session_id] = out
        return out

    def _rounds_up(self, k: int, session_id: str, kept: Any) -> list[Any]:
        """Week ``k``'s round a step higher than the one kept, for each step: with the fast metres that it costs."""
        if (k, session_id) not in self.x:
            return []
        kind = self.kinds[session_id]
        first = self.task.eligibility.start_step(kind)
        steps = range(self.next_step(kind), max(n.step_of(session_id) for n in self.task.required) + 1)
        out = []
        for step in steps:
            up = self.model.new_bool_var(f"{session_id}_{k}_up{step}")
            self.model.add_implication(up, self.x[k, session_id])
            self.model.add(kept >= step - 1).only_enforce_if(up)
            more = kind.ladder[step - 1].hsr_m - kind.ladder[first - 1].hsr_m
            if more > 0:
                self.more.setdefault(k, []).append(more * up)
            out.append(up)
        if out:
            self.model.add_at_most_one(out)
        return out

    def _fill(self) -> None:
        for k, f in enumerate(self.task.frames):
            if k < self.task.done:
                continue
            for kind, v in self.week(k):
                self.reward.append(int(self.w["fill" if self.is_q(kind) else "hill"]) * v)
                if f.deload and (k - 1, kind.id) in self.x and self.is_q(kind):
                    both = self.model.new_bool_var("")
                    self.model.add_bool_or([self.x[k - 1, kind.id].negated(), v.negated(), both])
                    self.reward.append(-int(self.w["repeat_top"]) * both)
            if f.phase == "taper" or any((f.goal.date - f.start).days - d <= NEW_DAYS for d in range(7)):
                self._nothing_new(k)

    def _nothing_new(self, k: int) -> None:
        """No family in the taper that has not been run before (INV-29)."""
        for kind, v in self.week(k):
            before = [
                u
                for w in range(max(0, k - ROUNDS_WEEKS), k)
                for other, u in self.week(w)
                if family(other.id) == family(kind.id)
            ]
            self.model.add_bool_or([*before, v.negated()])

    def _tempo(self) -> None:
        """One tempo or threshold session climbs in G and B; a touch at least every other week in S (13.18)."""
        names = table(self.task.blueprint, "season.tempo")
        for k, f in enumerate(self.task.frames):
            if k < self.task.done:
                continue
            if k in self.tempo:
                self._one_of([(k, self.tempo[k][0])], "tempo")
            if f.phase == "specific" and k + 1 < self.n and self.task.frames[k + 1].phase == "specific":
                self._one_of([(w, s) for w in (k, k + 1) for s in names["touch"]], "touch")

    def _one_of(self, places: list[tuple[int, str]], weight: str) -> None:
        rows = [self.x[p] for p in places if p in self.x]
        if rows:
            got = self.model.new_bool_var("")
            self.model.add_bool_or([*rows, got.negated()])
            self.reward.append(int(self.w[weight]) * got)

    def blocks(self) -> list[list[int]]:
        """Groups of four successive loading weeks (13.23); the rest at the end is left out."""
        loading = [
            k
            for k, f in enumerate(self.task.frames)
            if f.loading and not f.maintain and self.wish[k] + len(self.task.slots[k].clubs) > 1
        ]
        return [loading[i : i + 4] for i in range(0, len(loading) - len(loading) % 4, 4)]

    def _share(self, k: int, p: int) -> int:
        """The pillar's share of quality load in week ``k``, % (1.5)."""
        event = event_key(self.task.frames[0].goal.distance_m)
        shares: Any = self.task.blueprint.pillar_share[event]
        return int(shares[self.task.frames[k].phase][p])

    def _fixed_loads(self, weeks: list[int]) -> list[float]:
        """AU that stands anyway: clubs, strides and fast finishes, touches at 0.4 (13.23)."""
        t = self.task
        out = [0.0, 0.0, 0.0, 0.0]
        for k in weeks:
            for _, c in t.slots[k].clubs:
                out[PILLARS.index(c.pillar or "lactate_tolerance")] += t.menu.club(c, 1.0).load
            event = event_key(t.frames[0].goal.distance_m)
            runs = runs_wished(t.volume.targets[k], t.longest_m[k] or 1.0, self.level, event, t.blueprint)
            free = min(runs, t.slots[k].run_days) - self.wish[k] - len(t.slots[k].clubs) - 1
            if free >= 1:
                out[2] += TOUCH_SHARE * t.menu.easy("AB03", TOUCH_MINUTES, 1).load
            if free >= 2 and (k >= BASE_WEEKS or t.eligibility.based):
                out[3] += TOUCH_SHARE * t.menu.easy("FK09", TOUCH_MINUTES, 1).load
        return out

    def _shares(self) -> None:
        """Pillar shares of quality load in each block, within a tolerance inside that of 13.23; points beyond it cost."""
        if self.level == "beginner":
            return
        for b, weeks in enumerate(self.blocks()):
            if weeks[-1] < self.task.done:
                continue
            fixed = self._fixed_loads(weeks)
            loads: list[list[Any]] = [[round(x / SHARE_UNIT_AU)] for x in fixed]
            for k in weeks:
                for kind, v in self.week(k):
                    if self.is_q(kind) or kind.id == "SP02":
                        au = round(self.proto(k, kind).load / SHARE_UNIT_AU)
                        loads[PILLARS.index(kind.pillar)].append(au * v)
            nominal = sum(fixed) + MEAN_QUALITY_AU * sum(self.wish[k] for k in weeks)
            whole = sum(sum(rows) for rows in loads)
            point = max(
                round(nominal / SHARE_UNIT_AU), 1
            )  # a hundredth of the block, in hundredths of the unit
            for p in range(len(PILLARS)):
                share = round(sum(self._share(k, p) for k in weeks) / len(weeks))
                off = self.model.new_int_var(0, 100, f"share{b}_{p}")
                gap = 100 * sum(loads[p]) - share * whole
                room = int(self.w["share_room"]) * point
                self.model.add(gap <= room + point * off)
                self.model.add(-gap <= room + point * off)
                self.reward.append(-int(self.w["share"]) * off)

    def _fortnights(self) -> None:
        """In B and S lactate tolerance appears at least once in two weeks (1.5); strides and kicks are in every week."""
        for k in range(self.n - 1):
            if all(self.task.frames[w].phase in ("build", "specific") for w in (k, k + 1)):
                self._one_of(
                    [
                        (w, s.id)
                        for w in (k, k + 1)
                        for s in self.task.pool
                        if s.pillar == "lactate_tolerance"
                    ],
                    "fortnight",
                )

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

    def needed(self, chosen: dict[int, list[str]]) -> set[tuple[int, str]]:
        """The sessions that the demands rest on: key sessions, their rounds, and what must come before them."""
        keyed = {s: need for need in self.task.required for s in need.any_of}
        weeks = self.specific_weeks()
        todo = []
        for demand in self.task.required:  # a ladder's last rounds are its highest; else the first that come
            own = [(k, s) for k in weeks for s in chosen[k] if s in demand.any_of]
            climbs = any(demand.step_of(s) > 1 for s in demand.any_of)
            todo += own[-demand.count :] if climbs else own[: demand.count]
        found = set(todo)

        def sow(k: int, any_of: tuple[str, ...], count: int) -> None:
            before = [
                (w, o) for w in range(k - 1, max(0, k - BEFORE) - 1, -1) for o in chosen[w] if o in any_of
            ]
            for place in before[:count]:
                if place not in found:
                    found.add(place)
                    todo.append(place)

        while todo:
            k, s = todo.pop()
            for need in self.task.eligibility.open_prerequisites(self.kinds[s]):
                if not _kept_by_routine(need.any_of, need.count, k):
                    sow(k, need.any_of, need.count)
            if s in keyed and keyed[s].step_of(s) > 1:
                sow(k, (s,), keyed[s].step_of(s))
        return found

    # -- solution -------------------------------------------------------------------------------
    def build(self) -> None:
        self.variables()
        self.prerequisites()
        self.capacity()
        self.rounds()
        self.wishes()
        self.doses()
        self.model.maximize(sum(self.reward) if self.reward else 0)

    def solve(self) -> Spine:
        self.build()
        effort = table(self.task.blueprint, "spine.effort")
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        solver.parameters.relative_gap_limit = float(effort["gap"])
        solver.parameters.max_deterministic_time = float(effort["deterministic"])
        status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Spine(tuple(SpineWeek() for _ in range(self.n)), self.task.required, False)
        keyed = {s: need.step_of(s) for need in self.task.required for s in need.any_of}
        chosen = {k: [kind.id for kind, v in self.week(k) if solver.value(v)] for k in range(self.n)}
        needed = self.needed(chosen)
        weeks = []
        for k in range(self.n):
            quality: list[Item] = []
            sparks: list[Item] = []
            for s in chosen[k]:
                item = Item(s, 0, (k, s) in needed, keyed.get(s, 1), self.tempo.get(k, ("",))[0] == s)
                (quality if self.is_q(self.kinds[s]) else sparks).append(item)
            finish = k in self.finish and bool(solver.value(self.finish[k]))
            ordered = tuple(sorted(quality, key=lambda i: (not i.key, i.id)))
            weeks.append(SpineWeek(ordered, tuple(sparks), fast_finish=finish))
        return Spine(
            tuple(weeks),
            self.task.required,
            status == self.cp.OPTIMAL,
            solver.objective_value,
            solver.best_objective_bound,
        )


def _kept_by_routine(any_of: tuple[str, ...], count: int, k: int) -> bool:
    """Strides, easy and long runs stand in every week: ``count`` weeks of plan are enough."""
    return bool({"AB01", "AB02", "AB03", "AB04", "SP01"} & set(any_of)) and k >= count


def solve_spine(task: SpineTask) -> Spine:
    """The spine of a season; always an answer (empty weeks where nothing fits).

    Weeks before ``task.done`` stand as they were placed; the rest is chosen anew from there.
    """
    task.pool = pool_for(task)
    task.required = key_column(task)
    return SpineModel(task).solve()
