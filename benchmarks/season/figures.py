"""What is measured: imports in new processes, whole seasons, single weeks placed, and how near the optimum.

In: athletes. Out: plain figures; nothing is printed here. The planner is called as the library calls it, and the
solver's answers are noted on their way.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from homestretch import plan_season, read_athlete
from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete
from homestretch.blueprint.read import builtin
from homestretch.planning import plan, planner
from homestretch.planning.season import Season
from homestretch.planning.spine import SpineModel
from homestretch.planning.spine_task import Spine
from homestretch.planning.week_task import Placed
from studies.athletes import random_athlete
from tools.examples import FOLDER, STARTS

WEEKS = 24
FIRST_SEED = 9000  # far from the seeds of tests and studies
IMPORT_RUNS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One athlete to plan."""

    name: str
    athlete: Athlete
    start: date


@dataclass(frozen=True, slots=True)
class Solved:
    """One answer of the solver, with its time in s.

    ``proved``: the search ended by proof, with no better answer left but within the gap at which it may end; else
    its time was over. ``gap``: how far the bound lies above the answer, as a share of the answer (of a week: of the days
    chosen; the minutes fitted afterwards count for ``proved`` alone).
    """

    seconds: float
    proved: bool
    gap: float


@dataclass(frozen=True, slots=True)
class Spined:
    """One spine, with its time in s: were its key sessions proved to be the most, and how many windows the best."""

    seconds: float
    keys_proved: bool
    windows: int
    windows_proved: int


@dataclass(slots=True)
class Figures:
    """One season measured: its time in s, and every spine and week that was solved for it."""

    season: Season
    seconds: float
    spines: list[Spined] = field(default_factory=list)
    placed: list[Solved] = field(default_factory=list)


def new_process_s(statement: str) -> float:
    """Seconds that a statement takes in a new process, its start not counted; the median of some."""
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, check=True) for _ in range(IMPORT_RUNS)]
    return statistics.median(float(run.stdout) for run in runs)


def of_length(athlete: Athlete, start: date, weeks: int = WEEKS) -> Athlete:
    """The same athlete with all races shifted by whole weeks, so that the last lies in week ``weeks`` of the plan."""
    monday = start - timedelta(days=start.weekday())
    last = max(max((r.date, *r.rounds)) for r in athlete.races)
    shift = timedelta(weeks=weeks - 1 - (last - monday).days // 7)
    moved = (
        replace(r, date=r.date + shift, rounds=tuple(d + shift for d in r.rounds), standard_by=None)
        for r in athlete.races
    )
    return replace(athlete, races=tuple(r for r in moved if r.date >= start))


def examples() -> Iterator[Case]:
    """The athletes of docs/examples."""
    for name, start in STARTS.items():
        yield Case(name, of_length(read_athlete(FOLDER / f"{name}.toml"), start), start)


def made_up() -> Iterator[Case]:
    """Athletes of the studies, without end."""
    seed = FIRST_SEED
    while True:
        athlete, start = random_athlete(seed)
        yield Case(f"made up {seed}", of_length(athlete, start), start)
        seed += 1


def gap(objective: float, bound: float) -> float:
    """How far the best answer may lie above the one found, as a share of the one found."""
    return max(bound - objective, 0.0) / max(abs(objective), 1.0)


def season_figures(case: Case) -> Figures:
    """One season, timed as the library call, with the solver's answers."""
    spines: list[Spined] = []
    placed: list[Solved] = []
    with (
        noting(plan, "solve_spine", spines, spined),
        noting(planner, "solve_spine", spines, spined),
        noting(planner, "place_week", placed, solved),
    ):
        began = time.perf_counter()
        season = plan_season(case.athlete, case.start)
        seconds = time.perf_counter() - began
    return Figures(season, seconds, spines, placed)


def solved(seconds: float, answer: Placed) -> Solved:
    """A placed week as a figure."""
    return Solved(seconds, answer.optimal, gap(answer.objective, answer.bound))


def spined(seconds: float, answer: Spine) -> Spined:
    """A spine as a figure."""
    return Spined(seconds, answer.proved, answer.windows, answer.windows_proved)


def spine_gap(case: Case, effort: float) -> float:
    """How far a long search over the whole season lies, or might lie, above the windows' answer: a share of it.

    Args:
        case: whose season.
        effort: CP-SAT deterministic time of the long search.
    """
    abilities = estimate(case.athlete, case.start)
    task = plan.prepare(case.athlete, case.start, builtin(), abilities)[0].spine_task
    task.last = {}
    model = SpineModel(task)
    model.build()
    first, _ = model.keys()
    if first is None:
        return 0.0
    best = model.windows(first)
    found = best.value(model.wished())
    solver = model.cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    stand = list(best.response_proto.solution)
    model.model.proto.solution_hint.vars.extend(range(len(stand)))
    model.model.proto.solution_hint.values.extend(stand)
    model.model.maximize(model.wished())
    solver.solve(model.model)
    return gap(found, solver.best_objective_bound)


@contextmanager
def noting(module: Any, name: str, answers: list[Any], figure: Callable[[float, Any], Any]) -> Iterator[None]:
    """Notes what a solving function of a module answers, and how long it took over its prepared task."""
    solve: Callable[[Any], Any] = getattr(module, name)

    def noted(task: Any) -> Any:
        began = time.perf_counter()
        answer = solve(task)
        answers.append(figure(time.perf_counter() - began, answer))
        return answer

    setattr(module, name, noted)
    try:
        yield
    finally:
        setattr(module, name, solve)
