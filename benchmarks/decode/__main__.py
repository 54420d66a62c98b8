"""Run: python -m benchmarks.decode FOLDER [REPEATS]. Prints records per second of each decoder, side by side.

Ours and a rival take turns on each file and the best of as many turns counts for both. Time is the processor
time of this process (all decoders run in one thread), so that other programs count as little as can be. A file
that a rival refuses is left out of that rival's totals on both sides.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.decode.decoders import (
    Decoder,
    forgetful,
    homestretch,
    homestretch_records,
    installed,
    limit_of,
)

FEWEST_RECORDS = 400  # files with fewer are left out
LONG_FILE = 1000  # records; each such file is held to a goal of its own
BIGGEST = "big_activity"  # one file with 44 % of all records of the corpus
SLOW = {  # fewer turns with these, for both
    "fitdecode": 2,
    "garmin-fit-sdk": 2,
    "pyfitparsernative": 4,
    "python-fitparse": 2,
    "fittie": 2,
    "chiptime": 2,
}
GOALS = {"fitdecode": 120, "garmin-fit-sdk": 80, "fitfast": 2}  # times as fast in total
GOAL_EACH_SDK = 25  # times as fast as the SDK on every long file


@dataclass(frozen=True)
class Duel:
    """Best times of ours and of a rival on one file, in seconds."""

    file: str
    records: int
    ours: float
    theirs: float


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def duel(file: str, data: bytes, ours: Decoder, rival: Decoder, turns: int) -> Duel | None:
    """Time both decoders in turns; None if the rival refuses the file."""
    try:
        records = ours(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if rival(data) == 0:
                return None
    except Exception:
        return None
    best_ours = best_theirs = float("inf")
    for _ in range(turns):
        best_ours = min(best_ours, _seconds(lambda: ours(data)))
        best_theirs = min(best_theirs, _seconds(lambda: rival(data)))
    return Duel(file, records, best_ours, best_theirs)


def _line(name: str, duels: list[Duel], goal: float | None) -> str:
    records = sum(d.records for d in duels)
    ours, theirs = sum(d.ours for d in duels), sum(d.theirs for d in duels)
    if not duels:
        return f"{name:34} refuses every file"
    wanted = "" if goal is None else f"  goal {goal:g}: {'met' if theirs / ours >= goal else 'MISSED'}"
    return (
        f"{name:34} {len(duels):3} files {records:7} records  theirs {records / theirs / 1e6:8.4f} M/s"
        f"  ours {records / ours / 1e6:6.3f} M/s  {theirs / ours:7.1f} x{wanted}"
    )


def _report(name: str, duels: list[Duel], goal: float | None) -> None:
    print(_line(name, duels, goal))
    print(_line(f"  without {BIGGEST}", [d for d in duels if BIGGEST not in d.file], None))
    if name == "garmin-fit-sdk":
        long_files = [d for d in duels if d.records > LONG_FILE]
        for d in sorted(long_files, key=lambda d: d.theirs / d.ours)[:5]:
            print(f"    {d.file[:50]:50} {d.records:6} records {d.theirs / d.ours:7.1f} x SDK")
        slow = [d for d in long_files if d.theirs / d.ours < GOAL_EACH_SDK]
        print(
            f"    {len(slow)} of {len(long_files)} files over {LONG_FILE} records below {GOAL_EACH_SDK} x SDK"
        )


def main(folder: str, repeats: int) -> None:
    """Print the comparison for all FIT files of a folder."""
    files = []
    for path in sorted(Path(folder).rglob("*.fit")):
        data = path.read_bytes()
        if homestretch(data) > FEWEST_RECORDS:
            files.append((path.name, data))
    print(f"{len(files)} files, {sum(homestretch(d) for _, d in files)} records, best of {repeats} turns")
    for name, rival in installed().items():
        turns = min(SLOW.get(name, repeats), repeats)
        tried = [duel(file, data, forgetful(homestretch), rival, turns) for file, data in files]
        _report(name, [d for d in tried if d is not None], GOALS.get(name))
        if name == "fitfast":
            ours = forgetful(homestretch_records)
            tried = [duel(file, data, ours, rival, turns) for file, data in files]
            _report(f"{name} (record columns alone)", [d for d in tried if d is not None], None)
    ours = forgetful(homestretch_records)
    limits = [duel(file, data, ours, limit_of(data), repeats) for file, data in files]
    reached = [d for d in limits if d is not None]
    for label, chosen in (
        ("all", reached),
        (f"without {BIGGEST}", [d for d in reached if BIGGEST not in d.file]),
    ):
        share = sum(d.theirs for d in chosen) / sum(d.ours for d in chosen)
        print(f"share of the limit, {label}: {share:.0%}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7)
