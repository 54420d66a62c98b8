"""Run: python -m benchmarks.season [REPEATS]. Prints what this machine does beside the library call's goals.

Imports are timed in new processes. The example athletes are planned in turn, so that a busy machine slows
all alike; the first call of a process reads the method and loads the solver and is printed apart.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from homestretch import plan_season, read_athlete
from tools.examples import FOLDER, STARTS

REPEATS = 3
IMPORT_GOAL_S = 0.5
MEDIAN_GOAL_S, WORST_GOAL_S = 1.0, 2.5  # a season of 24 weeks

IMPORTS = {
    "import homestretch": "import homestretch",
    "the command line": "import homestretch.cli.main",
    "what plan needs but the solver": "from homestretch import plan_season, read_athlete, season_document",
    "what predict and zones need": "from homestretch import estimate, predict, zones",
}


def new_process_s(statement: str) -> float:
    """Seconds that a statement takes in a new process, its start not counted; the best of three."""
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def season_s(name: str) -> tuple[float, int]:
    """Seconds and weeks of an example athlete's season."""
    athlete, start = read_athlete(FOLDER / f"{name}.toml"), STARTS[name]
    began = time.perf_counter()
    season = plan_season(athlete, start)
    return time.perf_counter() - began, len(season.weeks)


def main(words: list[str]) -> int:
    repeats = int(words[0]) if words else REPEATS
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}\n")
    print(f"{'import':<36}{'s':>7}   goal {IMPORT_GOAL_S}")
    for name, statement in IMPORTS.items():
        print(f"{name:<36}{new_process_s(statement):>7.2f}")
    first, _ = season_s("intermediate-1500")
    print(f"\nfirst season of a process: {first:.2f} s\n")
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    weeks: dict[str, int] = {}
    for _ in range(repeats):
        for name in STARTS:
            seconds, weeks[name] = season_s(name)
            taken[name].append(seconds)
    print(
        f"{'season':<24}{'weeks':>6}{'median':>9}{'worst':>8}   goal {MEDIAN_GOAL_S}, at worst {WORST_GOAL_S}"
    )
    for name, runs in taken.items():
        print(f"{name:<24}{weeks[name]:>6}{statistics.median(runs):>9.2f}{max(runs):>8.2f}")
    every = [seconds for runs in taken.values() for seconds in runs]
    print(f"{'all':<24}{'':>6}{statistics.median(every):>9.2f}{max(every):>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
