"""Plans seasons for real athletes: ``python -m studies.real_seasons season_bests.csv``.

Columns of the file: athlete, sex, born (year), season (year), distance_m, time_s, date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studies.real_athletes import real_athletes
from studies.runner import Job, run
from studies.summary import clean, table


def main(argv: list[str] | None = None) -> int:
    """Runs the study and prints its table. Exit status 1 when a plan broke a limit or crashed."""
    parser = argparse.ArgumentParser(prog="python -m studies.real_seasons", description=__doc__)
    parser.add_argument("file", type=Path, help="season bests, as CSV")
    parser.add_argument("--athletes", type=int, default=50, help="how many (default 50)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default 1)")
    parser.add_argument("--resume", type=Path, help="file of finished seasons (default build/studies/...)")
    parser.add_argument("--fresh", action="store_true", help="forget the finished seasons of that file")
    parser.add_argument("--workers", type=int, help="processes (default: all cores)")
    args = parser.parse_args(argv)
    if not args.file.is_file():
        print(f"{args.file}: there is no such file; give the path of the season bests.", file=sys.stderr)
        return 2
    path = args.resume or Path("build") / "studies" / f"real_seasons-{args.seed}.jsonl"
    if args.fresh:
        path.unlink(missing_ok=True)
    chosen = real_athletes(args.athletes, args.seed, args.file)
    records = run([Job(athlete.name, athlete, start) for athlete, start in chosen], path, args.workers)
    print(f"Real athletes, seed {args.seed}; seasons kept in {path}\n")
    print(table(records))
    return 0 if clean(records) else 1


if __name__ == "__main__":
    sys.exit(main())
