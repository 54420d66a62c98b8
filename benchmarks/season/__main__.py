"""Run: python -m benchmarks.season [ROUNDS]. Prints what this machine does beside the goals of the library call.

Imports are timed in new processes. Five example athletes and ten made-up ones are planned in turn, each with a season
of 24 weeks, so that a busy machine slows all alike; the first season of the process, which reads the method and loads
the solver, is printed apart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Sequence

from benchmarks.season.figures import (
    WEEKS,
    Case,
    Figures,
    Solved,
    examples,
    made_up,
    new_process_s,
    season_figures,
    spine_gap,
)
from homestretch.blueprint.read import builtin

ROUNDS = 3
MADE_UP = 10
IMPORT_GOAL_S = 0.5
MEDIAN_GOAL_S, WORST_GOAL_S = 1.0, 2.5  # a season of 24 weeks
LONG_SEARCH = 2.0  # CP-SAT deterministic time for a bound of a whole spine, after the timings
WEEK_GOAL_MS = 50.0  # one week placed again
IMPORTS = {
    "import homestretch": "import homestretch",
    "the command line": "import homestretch.cli.main",
    "what plan needs but the solver": "from homestretch import plan_season, read_athlete, season_document",
    "what predict and zones need": "from homestretch import estimate, predict, zones",
}
Runs = dict[str, list[Figures]]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.season", description="Times whole seasons.")
    parser.add_argument(
        "rounds", nargs="?", type=int, default=ROUNDS, help=f"of all seasons (default {ROUNDS})"
    )
    rounds = parser.parse_args(words).rounds
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}\n")
    imports()
    cases = list(examples())
    print(f"\nfirst season of a process: {season_figures(cases[0]).seconds:.2f} s\n")
    runs: Runs = {case.name: [season_figures(case)] for case in cases}
    cases += issued(runs)
    for _ in range(rounds - 1):
        for case in cases:
            runs[case.name].append(season_figures(case))
    gaps = {case.name: spine_gap(case, LONG_SEARCH) for case in cases}
    seasons(runs, gaps)
    answers = [figures for found in runs.values() for figures in found]
    print()
    summary(answers)
    return 0


def imports() -> None:
    print(f"{'import, s':<34}{'median':>8}{'goal':>8}")
    for name, statement in IMPORTS.items():
        print(f"{name:<34}{new_process_s(statement):>8.2f}{IMPORT_GOAL_S:>8.1f}")


def issued(runs: Runs) -> list[Case]:
    """The first made-up athletes whose season is issued, each planned once into ``runs``; the refused are left out."""
    found: list[Case] = []
    for case in made_up():
        if len(found) == MADE_UP:
            break
        figures = season_figures(case)
        if figures.season.weeks:
            found.append(case)
            runs[case.name] = [figures]
    return found


def seasons(runs: Runs, gaps: dict[str, float]) -> None:
    """A row for each athlete: time of the season, of the first spine and of a week, and how near the optimum.

    ``gaps``: of each first spine against the bound of a long search over the whole season.
    """
    print(
        f"{'season of ' + str(WEEKS) + ' weeks':<20}{'level':<13}{'median s':>9}{'worst s':>9}{'spine s':>9}"
        f"{'spine gap':>11}{'week ms':>9}{'worst ms':>10}{'weeks proved':>14}{'worst gap':>11}"
    )
    for name, found in runs.items():
        taken = [f.seconds for f in found]
        weeks = [w for f in found for w in f.placed]
        milliseconds = [1000 * w.seconds for w in weeks]
        first = found[0].placed
        print(
            f"{name:<20}{found[0].season.abilities.level:<13}{statistics.median(taken):>9.2f}{max(taken):>9.2f}"
            f"{statistics.median(f.spines[0].seconds for f in found):>9.2f}{share(gaps[name]):>11}"
            f"{statistics.median(milliseconds):>9.0f}{max(milliseconds):>10.0f}"
            f"{f'{sum(w.proved for w in first)}/{len(first)}':>14}{share(max(w.gap for w in first)):>11}"
        )


def summary(answers: Sequence[Figures]) -> None:
    """All athletes together beside the goals."""
    taken = [f.seconds for f in answers]
    weeks = [w for f in answers for w in f.placed]
    spines = [s for f in answers for s in f.spines]
    milliseconds = [1000 * w.seconds for w in weeks]
    rows = (
        ("season, median", f"{statistics.median(taken):.2f} s", f"{MEDIAN_GOAL_S} s"),
        ("season, worst", f"{max(taken):.2f} s", f"{WORST_GOAL_S} s"),
        (
            "one week placed again, median",
            f"{statistics.median(milliseconds):.0f} ms",
            f"{WEEK_GOAL_MS:.0f} ms",
        ),
        ("one week placed again, 95 of 100", f"{percentile(milliseconds, 95):.0f} ms", ""),
        ("one week placed again, worst", f"{max(milliseconds):.0f} ms", f"{WEEK_GOAL_MS:.0f} ms"),
        ("time of a season in its spine", f"{sum(s.seconds for s in spines) / sum(taken):.0%}", ""),
        ("time of a season in its weeks", f"{sum(w.seconds for w in weeks) / sum(taken):.0%}", ""),
        (
            "weeks tried for each in the season",
            f"{len(weeks) / sum(len(f.season.weeks) for f in answers):.2f}",
            "",
        ),
        ("spines, key sessions proved the most", f"{sum(s.keys_proved for s in spines)}/{len(spines)}", ""),
        (
            "windows of spines proved the best",
            f"{sum(s.windows_proved for s in spines)}/{sum(s.windows for s in spines)}",
            "",
        ),
        *optimum("weeks", "week.effort", weeks),
    )
    print(f"{'all ' + str(len(answers)) + ' seasons':<40}{'here':>12}{'goal':>12}")
    for name, figure, goal in rows:
        print(f"{name:<40}{figure:>12}{goal:>12}")


def optimum(name: str, effort: str, found: Sequence[Solved]) -> tuple[tuple[str, str, str], ...]:
    """How many were proved, to the gap at which the method lets a search end, and the gap of the rest."""
    allowed = float(builtin().limits[effort].value["gap"])
    return (
        (f"{name} proved to {share(allowed)}", f"{sum(s.proved for s in found)}/{len(found)}", "all, or gap"),
        (f"{name} with no gap at all", f"{sum(s.proved and s.gap < 1e-9 for s in found)}/{len(found)}", ""),
        (f"{name}, worst gap", share(max(s.gap for s in found)), ""),
    )


def share(value: float) -> str:
    return f"{100 * value:.1f} %"


def percentile(values: Sequence[float], of_hundred: int) -> float:
    return statistics.quantiles(values, n=100)[of_hundred - 1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
