"""Seasons for thousands of made-up athletes: ``python -m studies.safe_seasons --athletes 5000 --seed 1``.

Each must be issued without a violation or refused with a true reason. Uses all cores; a stopped run goes on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studies.athletes import random_athlete
from studies.runner import Job, run
from studies.summary import clean, table

SEED_STEP = 1_000_000  # athletes of one seed do not meet those of the next


def main(argv: list[str] | None = None) -> int:
    """Runs the study and prints its table. Exit status 1 when a plan broke a limit or crashed."""
    parser = argparse.ArgumentParser(prog="python -m studies.safe_seasons", description=__doc__)
    parser.add_argument("--athletes", type=int, default=500, help="how many (default 500)")
    parser.add_argument("--seed", type=int, default=1, help="which athletes (default 1)")
    parser.add_argument("--resume", type=Path, help="file of finished seasons (default build/studies/...)")
    parser.add_argument("--fresh", action="store_true", help="forget the finished seasons of that file")
    parser.add_argument("--workers", type=int, help="processes (default: all cores)")
    args = parser.parse_args(argv)
    path = args.resume or Path("build") / "studies" / f"safe_seasons-{args.seed}.jsonl"
    if args.fresh:
        path.unlink(missing_ok=True)
    seeds = range(args.seed * SEED_STEP, args.seed * SEED_STEP + args.athletes)
    records = run([Job(str(seed), *random_athlete(seed)) for seed in seeds], path, args.workers)
    print(f"Made-up athletes, seed {args.seed}; seasons kept in {path}\n")
    print(table(records))
    return 0 if clean(records) else 1


if __name__ == "__main__":
    sys.exit(main())
