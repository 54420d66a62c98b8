"""The season's spine: which key sessions, at which ladder step, in which week (method 13.18), as one CP-SAT model.

In: frames, slots, volume targets, eligibility, menu. Out: for each week the quality sessions, sparks and touches to place.
Weeks are the unit here; ``week.py`` places the days. Prerequisites are counted over the five weeks before, so that they
lie within 42 days whatever the weekdays.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from homestretch.planning.numbers import table
from homestretch.planning.spine_bands import LEAST_HARD
from homestretch.planning.spine_rules import kept_by_routine
from homestretch.planning.spine_task import (
    BEFORE,
    SHARE_UNIT_AU,
    Item,
    Spine,
    SpineTask,
    SpineWeek,
    key_column,
    pool_for,
)
from homestretch.planning.spine_wishes import SpineWishes

KEY_POINTS = (
    10_000  # of a key session against one choice that stands as before: more than a season has choices
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class SpineModel(SpineWishes):
    """Builds and solves the model."""

    def needed(self, chosen: dict[int, list[str]], value: Callable[[Any], int]) -> set[tuple[int, str]]:
        """The sessions that the demands rest on: key sessions, their rounds, and what must come before them."""

        def counts(k: int, s: str, step: int) -> bool:
            rounds = self.rounds_at.get((k, s), [])
            return step <= 1 or k < self.task.done or any(n >= step and value(v) for n, v in rounds)

        keyed = {s: need for need in self.task.required for s in need.any_of}
        weeks = self.specific_weeks()
        todo = []
        for demand in self.task.required:  # a ladder's last rounds are its highest; else the first that come
            own = [
                (k, s)
                for k in weeks
                for s in chosen[k]
                if s in demand.any_of and counts(k, s, demand.step_of(s))
            ]
            climbs = any(demand.step_of(s) > 1 for s in demand.any_of)
            todo += own[-demand.count :] if climbs else own[: demand.count]
        found = set(todo)

        def sow(k: int, any_of: tuple[str, ...], count: int, weeks: int) -> None:
            before = [
                (w, o) for w in range(k - 1, max(0, k - weeks) - 1, -1) for o in chosen[w] if o in any_of
            ]
            for place in before[:count]:
                if place not in found:
                    found.add(place)
                    todo.append(place)

        while todo:
            k, s = todo.pop()
            for need in self.task.eligibility.open_prerequisites(self.kinds[s]):
                if not kept_by_routine(need.any_of, need.count, k):
                    sow(k, need.any_of, need.count, BEFORE)
            if s in keyed and keyed[s].step_of(s) > 1:
                sow(k, (s,), keyed[s].step_of(s), k)  # a step is kept longer
        return found

    def build(self) -> None:
        self.variables()
        self.stride_weeks()
        self.prerequisites()
        self.capacity()
        self.rounds()
        self.wishes()
        self.doses()
        self.fast_metres()

    def _search(self, name: str) -> tuple[Any, Any]:
        """One search of the model as it stands, ended at a deterministic limit (13.29)."""
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.cut_level = 0  # these five: found to come nearer the optimum in the same time
        solver.parameters.symmetry_level = 0
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.use_sat_inprocessing = False
        solver.parameters.linearization_level = 1
        if name != "window":  # all but a matter of logic: proved ten times sooner without these two
            solver.parameters.linearization_level = 0
            solver.parameters.cp_model_presolve = False
        solver.parameters.max_deterministic_time = float(table(self.task.blueprint, "spine.effort")[name])
        return self.task.history.solve(solver, self.model)

    def _weekly(self) -> list[list[int]]:
        """The choices of each week still to come, as indices of the model's variables."""
        out: list[list[int]] = [[] for _ in range(self.n)]
        for (k, _), v in self.x.items():
            out[k].append(v.index)
        for own in (self.strides, self.finish):
            for k, v in own.items():
                if not isinstance(v, int):
                    out[k].append(v.index)
        for k, names in self.touched.items():
            out[k] += [v.index for v in names.values()]
        return out

    def _choices(self) -> list[Any]:
        """Sessions, strides, fast finishes and touches: what a season chooses, each with a name of its own."""
        own = [*self.x.values(), *self.strides.values(), *self.finish.values()]
        own += [v for names in self.touched.values() for v in names.values()]
        return [v for v in own if not isinstance(v, int)]

    def _as_before(self) -> Any:
        """A season solved again keeps what it had wherever it can: points for each choice that stands."""
        last = self.task.last
        chosen = {v.index: v for v in self._choices() if v.name in last}.values()
        hint = self.model.proto.solution_hint
        hint.vars.extend(v.index for v in chosen)
        hint.values.extend(last[v.name] for v in chosen)
        return sum(v if last[v.name] else 1 - v for v in chosen)

    def _judge_again(self, chosen: Callable[[Any], int]) -> None:
        """Blocks of the weeks that have turned out to hold two hard sessions (13.23)."""
        if not self.good:
            return
        self.guess_again(chosen)
        done = self.task.done
        hard = {k: sum(chosen(v) for kind, v in self.week(k) if self.is_q(kind)) for k in self.loading()}
        self.judge([k for k, n in hard.items() if k < done or n + self.fixed(k) >= LEAST_HARD])

    def windows(self, start: Any) -> Any:
        """The best answer found by choosing some weeks anew at a time, all other weeks as they stand.

        Windows of successive weeks that overlap, from the first week to the last, so that each is settled with what
        comes before and after it. A window is small enough to be proved, mostly, where a whole season is not.
        """
        size = table(self.task.blueprint, "spine.windows")
        weekly = self._weekly()
        until = min(self.n, self.task.done + int(size["reach_again"])) if self.task.last else self.n
        best = start
        last = self.task.last  # of a season that was settled before
        for n in range(int(size["rounds_again" if last else "rounds"])):
            if n or last:
                self._judge_again(best.value if n else lambda v: last.get(v.name, 0))
            self.model.maximize(self.wished())
            worth, best_to_the_end = None, False
            for first in range(self.task.done, until, int(size["step"])):
                if best_to_the_end:  # all weeks left were in a window that is proved
                    break
                stand = list(best.response_proto.solution)
                others = [
                    i for k, own in enumerate(weekly) if not 0 <= k - first < int(size["weeks"]) for i in own
                ]
                with self._standing(others, stand):
                    solver, status = self._search("window")
                self.settled.append(status == self.cp.OPTIMAL)
                best_to_the_end = self.settled[-1] and first + int(size["weeks"]) >= self.n
                if status in (self.cp.OPTIMAL, self.cp.FEASIBLE) and (
                    worth is None or solver.objective_value >= worth
                ):
                    best, worth = solver, solver.objective_value
        return best

    @contextmanager
    def _standing(self, fixed: list[int], stand: list[int]) -> Iterator[None]:
        """The model with some variables held at an answer, which is where a search begins."""
        proto = self.model.proto
        before: dict[int, tuple[int, int]] = {}
        for i in fixed:
            domain = proto.variables[i].domain
            before.setdefault(i, (domain[0], domain[len(domain) - 1]))  # a touch may stand in two lists
            domain[0] = domain[len(domain) - 1] = stand[i]
        proto.solution_hint.vars.extend(range(len(stand)))
        proto.solution_hint.values.extend(stand)
        yield
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for i, (low, high) in before.items():
            domain = proto.variables[i].domain
            domain[0], domain[len(domain) - 1] = low, high

    def wished(self) -> Any:
        """All wishes together."""
        return sum(self.reward) + sum(self.routine())

    def routine(self) -> list[Any]:
        """What a season shows week by week: blocks in their bands, weeks with strides, rounds of the tempo (13.18)."""
        weekly = [v for v in self.strides.values() if not isinstance(v, int)]
        blocks = self.good if self.task.way != "full" else []
        rows = (("block", blocks), ("stride_week", weekly), ("tempo_week", self.climbs))
        return [int(self.w[name]) * v for name, own in rows for v in own]

    def _planned(self, k: int, solver: Any) -> tuple[str, ...] | None:
        """The touches of a week that its block counts on; None where it counts on none in particular."""
        if k not in self.touched:
            return None
        return tuple(name for name, v in self.touched[k].items() if solver.value(v))

    def solve(self, least: int) -> Spine:
        """How many key sessions can be held; then blocks in their bands and all other wishes, window by window (13.19)."""
        self.build()
        self.task.history.took(float(table(self.task.blueprint, "spine.again")["spine"]))
        first, proved = self.keys()
        if first is None or sum(first.value(met) for met in self.mets) < least:
            return Spine(tuple(SpineWeek() for _ in range(self.n)), self.task.required, False, found=False)
        spent = self.task.history.effort > float(table(self.task.blueprint, "spine.again")["effort"])
        solver = (
            first if spent and self.task.last else self.windows(first)
        )  # time is left for key sessions alone
        self.task.last = {v.name: solver.value(v) for v in self._choices()}
        return Spine(
            self._weeks(solver),
            self.task.required,
            proved,
            len(self.settled),
            sum(self.settled),
            self.reachable,
            self.asked,
            solver.value(sum(self.mets)) if self.mets else 0,
        )

    def keys(self) -> tuple[Any, bool]:
        """An answer with the most key sessions, or None; and whether there is proof that no other has more."""
        held = sum(self.mets)
        effort = "again" if self.task.last else "keys"
        self.model.maximize(KEY_POINTS * held + self._as_before())
        first, status = self._search(effort)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None, False
        self.reachable = int(first.best_objective_bound) // KEY_POINTS
        if self.mets:
            self.model.add(held >= first.value(held))
        return first, self.reachable == first.value(held)

    def _weeks(self, solver: Any) -> tuple[SpineWeek, ...]:
        """The answer as what each week is to hold."""
        keyed = {s: need.step_of(s) for need in self.task.required for s in need.any_of}
        chosen = {k: [kind.id for kind, v in self.week(k) if solver.value(v)] for k in range(self.n)}
        needed = self.needed(chosen, solver.value)
        weeks = []
        fast = self.fast_needed(solver.value)
        for k in range(self.n):
            quality: list[Item] = []
            sparks: list[Item] = []
            for s in chosen[k]:
                at = [step for step, v in self.rounds_at.get((k, s), []) if solver.value(v)]
                tempo = self.tempo.get(k, ("",))[0] == s
                item = Item(s, 0, (k, s) in needed, keyed.get(s, 1), tempo, max(at, default=1))
                (quality if self.is_q(self.kinds[s]) else sparks).append(item)
            finish = k in self.finish and bool(solver.value(self.finish[k]))
            ordered = tuple(sorted(quality, key=lambda i: (not i.key, i.id)))
            strides = int(solver.value(self.strides[k]))
            touches = self._planned(k, solver)
            loads = (
                tuple(SHARE_UNIT_AU * solver.value(x) for x in self._loads(k)) if touches is not None else ()
            )
            weeks.append(
                SpineWeek(ordered, tuple(sparks), strides, 1, finish, fast[k], planned=touches, loads=loads)
            )
        return tuple(weeks)


def solve_spine(task: SpineTask, least: int = 0) -> Spine:
    """The spine of a season; an answer (empty weeks where nothing fits) unless it holds fewer than ``least`` key sessions.

    Weeks before ``task.done`` stand as they were placed; the rest is chosen anew from there.
    """
    task.pool = pool_for(task)
    task.required = key_column(task)
    return SpineModel(task).solve(least)
