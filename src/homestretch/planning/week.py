"""One week's days, placed by CP-SAT under the hard rules (method 5, 11, 13), with soft preferences.

In: the week's frame, slots and spine items, the history, the menu. Out: seven days of PlannedSessions.
All quantities are integers before they enter the solver; the limit is deterministic (13.29).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from homestretch.blueprint.model import LONG_RUNS
from homestretch.planning.menu import SIZES
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.spine_task import TOUCH
from homestretch.planning.week_ahead import WeekAhead
from homestretch.planning.week_task import (
    LONG_MINUTE,
    MOST_QUANTA,
    TRIES,
    TRIES_FOR_KEYS,
    TRIES_FOR_STRIDES,
    Option,
    Placed,
    WeekTask,
)

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


POOR_GAP = 0.03  # of the points: an unproved choice of days farther from its bound is sought once more (design choice)


class WeekModel(WeekAhead):
    """Builds and solves one week."""

    def build(self) -> None:
        self.strength()
        self.build_options()
        self.one_run_a_day()
        if self.chosen is None:
            self.quality_days()
            self.rest_days()
            self.strength_rules()
            self.preferences()
            self.keys_held()
            self.ahead()
        else:
            self._long_minutes()
        self.volume()
        self.fast_metres()
        self.loads()
        self._spread()
        self.doubles()

    def _long_minutes(self) -> None:
        """The long run is the week's longest easy run, and none beside it is a second one: soft, for the week's metres."""
        for o in self.options:
            if o.id == "AB04" and o.minutes is not None:
                wished = self.model.new_int_var(0, self.task.long_minutes // 5, "long")
                self.model.add(wished <= o.minutes)
                self.reward.append(LONG_MINUTE * wished)
        for long in [o for o in self.options if o.id in LONG_RUNS]:
            for o in self.options:
                if o.id in (*LONG_RUNS, "RACE", "CLUB") or self.is_quality(o) or o.second:
                    continue
                self._longer(o, self.seconds(long), 100, "over_long")
                if abs(o.day - long.day) == 1:
                    near = round(100 * table(self.task.blueprint, "week.long")["near"])
                    self._longer(o, self.seconds(long), near, "beside_long")

    def _longer(self, run: Option, long_s: Any, percent: int, weight: str) -> None:
        """What a run lasts over a share of the long run costs, in quanta of five minutes."""
        over = self.model.new_int_var(0, MOST_QUANTA, "")
        self.model.add(100 * 300 * over >= 100 * self.seconds(run) - percent * long_s)
        self.reward.append(-int(self.w[weight]) * over)

    def _spread(self) -> None:
        """No easy run much longer than the others: the longest easy quantum costs."""
        easy = [o.minutes for o in self.options if o.id in ("AB02", "AB14", "AB03") and o.minutes is not None]
        if easy:
            top = self.model.new_int_var(0, 60, "longest_easy")
            self.model.add_max_equality(top, easy)
            self.reward.append(-int(self.w["spread"]) * top)

    def doubles(self) -> None:
        second = [o.var for o in self.options if o.second]
        if second:
            rules = table(self.task.blueprint, "season.doubles")
            runs = sum(self.run) + sum(second)
            if self.chosen is not None:
                self.model.add(self.total_m >= int(rules["km"] * 1000))
                return
            for v in second:
                self.model.add(runs >= int(rules["runs"])).only_enforce_if(v)
                self.model.add(self.total_m >= int(rules["km"] * 1000)).only_enforce_if(v)
                self.reward.append(-200 * v)

    def _search(self, again: bool = False) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """One search, ended at a deterministic limit or at a gap (13.29)."""
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        # the presolve's look for symmetries can end the whole process (9.15: "VarToConstraints(var).empty()")
        solver.parameters.symmetry_level = 0
        if self.chosen is not None:  # minutes alone: little is left to simplify
            solver.parameters.max_presolve_iterations = 1
            solver.parameters.cp_model_probing_level = 0
        else:  # proves the choice of days several times sooner (tried on 1146 weeks)
            solver.parameters.use_sat_inprocessing = False
            solver.parameters.new_linear_propagation = False
            solver.parameters.cut_level = 0
            if again:
                solver.parameters.max_presolve_iterations = 1
                solver.parameters.cp_model_probing_level = 0
                solver.parameters.search_branching = self.cp.PSEUDO_COST_SEARCH
            else:
                solver.parameters.cp_model_presolve = False
        effort = table(self.task.blueprint, "week.effort")
        solver.parameters.relative_gap_limit = float(effort["gap"])
        solver.parameters.max_deterministic_time = float(effort["deterministic"])
        return self.task.history.solve(solver, self.model)

    def solve(self) -> Placed:
        self.build()
        self.model.maximize(sum(self.reward))
        found = (self.cp.OPTIMAL, self.cp.FEASIBLE)
        solver, status = self._search()
        bound = solver.best_objective_bound
        poor = status == self.cp.UNKNOWN or (
            status == self.cp.FEASIBLE
            and bound - solver.objective_value > POOR_GAP * abs(solver.objective_value)
        )
        if poor and self.chosen is None:  # a bound without a week worth having: seek weeks first
            other, answer = self._search(again=True)
            if answer in found and (status not in found or other.objective_value > solver.objective_value):
                solver, status = other, answer
                bound = min(bound, other.best_objective_bound)
        if status not in found:
            return Placed(((),) * 7, tuple(i for i, _ in self.items), False, 0.0, 0.0)
        return self._read(solver, status == self.cp.OPTIMAL, bound)

    def _read(self, solver: cp_model.CpSolver, optimal: bool, bound: float) -> Placed:
        days: list[list[PlannedSession]] = [[] for _ in range(7)]
        for o in sorted(self.options, key=lambda o: (o.day, o.second)):
            if not solver.value(o.var):
                continue
            if o.proto is not None:
                days[o.day].append(o.proto)
            else:
                days[o.day].append(self.task.menu.easy(o.id, 5 * solver.value(o.minutes), o.step))
        for s, rows in self.support:
            for d, v in rows:
                if solver.value(v):
                    days[d].append(s.session)
        dropped = tuple(i for i, own in self.items if not any(solver.value(o.var) for o in own))
        return Placed(
            tuple(tuple(d) for d in days),
            dropped,
            optimal,
            solver.objective_value,
            bound,
        )


def place_week(task: WeekTask) -> Placed:
    """Seven days for one week: first which session on which day, then the minutes of the easy runs.

    No day is ever forced: an empty day is rest.
    """
    found = _first(task)
    if found is None:
        plain = _first(_plain(task))
        return _only_fixed(task) if plain is None else replace(plain, dropped=task.spine.quality)
    for nominal, slack in TRIES_FOR_KEYS:  # other sizes of the easy runs, where a key session found no day
        if not _lost(task, found):
            break
        asked = replace(task, clubs_held=_clubs(found))
        other = _try(asked, nominal, slack, _lost(task, found) - 1)  # mostly seen at once to be impossible
        if other is not None and _lost(task, other) < _lost(task, found):
            found = other
    if task.sizes != SIZES and _lost(task, found):
        plain = place_week(replace(task, sizes=SIZES))
        if _lost(task, plain) < _lost(task, found) and _clubs(plain) >= _clubs(found):
            return plain
    return _with_strides(task, found)


def _first(task: WeekTask) -> Placed | None:
    """The first of the tries that has an answer."""
    return next((p for p in (_try(task, *t) for t in TRIES) if p is not None), None)


def _plain(task: WeekTask) -> WeekTask:
    """Easy runs alone: for a week so small that its hard sessions or its long run fit nothing beside them (13.22)."""
    easy = replace(
        task.spine, quality=(), sparks=(), strides=0, fast_finish=False, lactate_touch=False, finish_key=False
    )
    return replace(task, spine=easy, long_minutes=0, long_item=None, progression=0)


def _with_strides(task: WeekTask, found: Placed) -> Placed:
    """Once more, where the week's strides found no day: hard sessions of weeks to come rest on them (INV-21).

    They are then as few as may be: longer ones may be more than the week's fast metres. A progression run that found no
    day either is left out: with it the choice of days may fit no minutes.
    """
    held = {s.id for day in found.days for s in day}
    if not task.spine.strides or "AB03" in held:
        return found
    progression = task.progression if "AB11" in held else 0
    asked = replace(task, strides_held=True, stride_step=1, progression=progression, clubs_held=_clubs(found))
    for nominal, slack in (*(TRIES[:1] if task.stride_step > 1 else ()), *TRIES_FOR_STRIDES):
        other = _try(asked, nominal, slack, _lost(task, found))
        if other is not None and _lost(task, other) <= _lost(task, found):
            return other
    return found


def _try(task: WeekTask, nominal: float, slack: float, most_lost: int | None = None) -> Placed | None:
    """Days at nominal minutes, then the minutes for those days; None where one of them has no answer.

    ``most_lost``: key sessions that may find no day, None for any number.
    """
    days = WeekModel(task, nominal, slack=slack, most_lost=most_lost).solve()
    if not any(days.days):
        return None
    best = WeekModel(task, nominal, days).solve()
    if not any(best.days):
        return None
    return replace(
        best,
        dropped=days.dropped,
        optimal=days.optimal and best.optimal,
        objective=days.objective,
        bound=days.bound,
    )


def _lost(task: WeekTask, placed: Placed) -> int:
    """Key sessions, rounds of the tempo and an asked fast finish that found no day."""
    lost = sum(i.key or i.tempo for i in placed.dropped)
    if task.spine.finish_key and task.spine.fast_finish:
        lost += not any(s.id == TOUCH for day in placed.days for s in day)
    return lost


def _clubs(placed: Placed) -> int:
    """Club sessions that keep their day, whatever a test or a key session would want (13.28)."""
    return sum(s.id == "CLUB" for day in placed.days for s in day)


def _only_fixed(task: WeekTask) -> Placed:
    """Races alone: what stands when nothing else can."""
    days: list[tuple[PlannedSession, ...]] = [()] * 7
    for race in task.slots.races:
        days[race.date.weekday()] = (
            *(x for x in days[race.date.weekday()] if x.id == "RACE"),
            task.menu.race(race),
        )
    return Placed(tuple(days), task.spine.quality, False, 0.0, 0.0)
