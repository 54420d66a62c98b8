"""What the spine is asked for: key sessions at their steps, the tempo, shares of the pillars (method 13.7, 13.18, 13.23).

In: the variables of ``spine_base.py``. Out: rewards of the model, one method a wish.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from homestretch.planning.eligible import family
from homestretch.planning.numbers import event_key, table
from homestretch.planning.repair import EASED_STEPS
from homestretch.planning.spine_bands import SpineBands
from homestretch.planning.spine_task import (
    LONG_FROM_DAYS,
    NEW_DAYS,
    ROUND_WEEKS,
    ROUNDS_WEEKS,
    ROUTINE_RUNS,
    TOUCH,
    pillar_of,
)
from homestretch.planning.volume import runs_wished


class SpineWishes(SpineBands):
    """Adds the rewards."""

    def wishes(self) -> None:
        self._key_sessions()
        self._fill()
        self._tempo()
        self.bands()
        self._fortnights()

    def _key_sessions(self) -> None:
        """The demands of 13.18; a step is reached by rounds before."""
        weeks = self.specific_weeks()
        for goal in sorted({self.task.frames[k].goal.date for k in weeks}):
            own = [k for k in weeks if self.task.frames[k].goal.date == goal]
            clubs = self._clubs_of(own)
            stand: dict[str, list[Any]] = {}  # demands of a pillar that a club session stands for
            for i, need in enumerate(self.task.required):
                self.asked += need.count
                ids = [s for s in need.any_of if s in self.kinds]
                rows = [self.x[k, s] for k in own for s in ids if (k, s) in self.x]
                if TOUCH in need.any_of:
                    rows += [v for v in (self._finish(k) for k in own) if v is not None]
                pillar = pillar_of(need, self.task.blueprint)
                club: Any = 0
                if clubs[pillar]:
                    club = self.model.new_bool_var(f"club{i}_{goal}")
                    stand.setdefault(pillar, []).append(club)
                    self.reward.append(-int(self.w["fill"]) * club)  # one of the runner's own is better
                elif not rows:
                    continue
                met = self.model.new_int_var(0, need.count, f"key{i}_{goal}")
                self.model.add(met <= sum(rows) + club)
                if any(need.step_of(s) > 1 for s in ids):
                    self.model.add(
                        met
                        <= sum(
                            self._at_step(k, s, need.step_of(s)) for k in own for s in ids if (k, s) in self.x
                        )
                        + club
                    )
                self.mets.append(met)
                for k in own:  # of equal answers the earlier: a lost week then leaves time to make it good
                    late = int(self.w["early"]) * (k - own[0])
                    self.reward += [-late * self.x[k, s] for s in ids if (k, s) in self.x]

            for pillar, used in stand.items():
                self.model.add(sum(used) <= clubs[pillar])

    def _clubs_of(self, weeks: list[int]) -> Counter[str]:
        """Club sessions by pillar that may stand for key sessions: each for one, none for two of a demand (13.28)."""
        t = self.task
        out: Counter[str] = Counter()
        for k in weeks:
            if not t.frames[k].loading:
                continue
            if k < t.done:
                held = (s for d in t.history.weeks[k].days for s in d.sessions)
                out.update(str(s.pillar) for s in held if s.id == "CLUB")
            else:
                out.update(c.pillar or "lactate_tolerance" for _, c in t.slots[k].clubs)
        return out

    def _finish(self, k: int) -> Any:
        """A fast finish in an easy run of week ``k``: where hard days, long run and strides leave a run for it."""
        t, f = self.task, self.task.frames[k]
        kind = t.blueprint.sessions[TOUCH]
        barred = (k, TOUCH) in t.barred
        if k < t.done or barred or f.races or f.deload or not t.eligibility.allowed(kind):
            return None
        event = event_key(t.frames[0].goal.distance_m)
        runs = runs_wished(t.volume.targets[k], t.longest_m[k], self.level, event, t.blueprint)
        runs = max(runs, int(table(t.blueprint, "season.key_week")["finish_runs"]))
        days = t.slots[k].run_days
        routine = ROUTINE_RUNS - (
            days <= LONG_FROM_DAYS and f.phase == "specific"
        )  # no long run there (13.13)
        free = min(runs, days) - len(t.slots[k].clubs) - routine
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
        eased = EASED_STEPS if self.task.frames[k].deload else 0  # a de-load's round stands below the last
        if step + eased > self.task.eligibility.top(kind):
            return 0
        if step + eased > self.next_step(kind):
            self.model.add(self._kept(session_id)[k] >= step - 1 + eased).only_enforce_if(there)
        first = self.task.eligibility.start_step(kind)
        more = kind.ladder[step - 1].hsr_m - kind.ladder[first - 1].hsr_m
        if more > 0:
            self.more.setdefault(k, []).append(more * there)
        self.rounds_at.setdefault((k, session_id), []).append((step, there))
        return there

    def _kept(self, session_id: str) -> dict[int, Any]:
        """The step kept when each week begins: one more a round, one less for each week beyond three without (4.1)."""
        if session_id in self.kept:
            return self.kept[session_id]
        t = self.task
        asked = max(n.step_of(session_id) for n in self.task.required)
        top = min(self.task.eligibility.top(self.kinds[session_id]), asked)
        out: dict[int, Any] = {
            t.done: self.model.new_constant(min(self.next_step(self.kinds[session_id]) - 1, top))
        }
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
        if (k, session_id) not in self.x or self.task.frames[k].deload:
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
            self.rounds_at.setdefault((k, session_id), []).append((step, up))
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
        for k in range(self.task.done, self.n):
            if k in self.tempo:
                place = (k, self.tempo[k][0])
                if place in self.x:
                    self.climbs.append(self.x[place])
            if (
                k + 1 < self.n and self.task.frames[k + 1].phase == "specific"
            ):  # into the phase, and through it
                self._one_of([(w, s) for w in (k, k + 1) for s in names["touch"]], "touch")

    def _one_of(self, places: list[tuple[int, str]], weight: str) -> None:
        rows = [self.x[p] for p in places if p in self.x]
        if rows:
            got = self.model.new_bool_var("")
            self.model.add_bool_or([*rows, got.negated()])
            self.reward.append(int(self.w[weight]) * got)

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
