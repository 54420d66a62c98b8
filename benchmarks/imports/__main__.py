"""Run: python -m benchmarks.imports [COUNT …]. Imports archives of so many activities into fresh databases.

Each archive holds simulated runs as FIT files, one a day: three of four on the road, the fourth a track session;
recorded every second. Printed for each: activities per second, the rate of each quarter of the import (an even
one shows that it does not slow down as the database fills), processor time, which other work on the machine
changes little, peak memory, size on disk, the same import again, and how long the first page and a search of the
list take. Counts are those of the goal (growth from 100 to 5000
must be linear) unless given.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

COUNTS = (100, 1000, 5000)
DIFFERENT = 48  # simulated sessions, which return on other days
TRACK_EVERY = 4
LAST_DAY = datetime(2026, 10, 1, 16, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ROUNDS = 20  # of a query, of which the best counts
MB = 1 << 20


def make_archive(path: Path, count: int) -> int:
    """A zip of so many runs; returns the samples in them."""
    from homestretch.simulation import KINDS, simulated_session
    from homestretch.simulation.sessions import OFF_TRACK
    from studies.watch_files import fit_file

    on_track = [kind for kind in KINDS if kind not in OFF_TRACK]
    sessions = []
    for number in range(min(count, DIFFERENT)):
        if number % TRACK_EVERY == TRACK_EVERY - 1:
            kind = on_track[number // TRACK_EVERY % len(on_track)]
        else:
            kind = OFF_TRACK[number % len(OFF_TRACK)]
        sessions.append(simulated_session(kind, number, smart=False))
    samples = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            session = sessions[number % len(sessions)]
            samples += len(session.streams)
            start = LAST_DAY - timedelta(days=count - number)
            archive.writestr(f"activities/{number:05d}.fit", fit_file(session, start))
    return samples


def child(data: Path, archive: Path) -> None:
    """One import in a process of its own; prints its figures as JSON."""
    from homestretch.store.migrate import open_store

    open_store(data)
    from homestretch.desk.imports import Progress, import_files
    from homestretch.desk.workers import worker_pool
    from homestretch.store import accounts, activities, athletes
    from homestretch.store.activity_values import Filter

    athlete = athletes.add_athlete(accounts.owner().pk, NOW.date())
    times: list[float] = []

    def told(step: Progress) -> None:
        if step.total:
            times.append(time.perf_counter())

    begun = time.perf_counter()
    with worker_pool() as pool:
        report = import_files(athlete.id, [archive], NOW, "Europe/Berlin", pool, told)
    took = time.perf_counter() - begun
    busy = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    begun = time.perf_counter()
    again = import_files(athlete.id, [archive], NOW, "Europe/Berlin")
    again_took = time.perf_counter() - begun
    quarters = [times[len(times) * k // 4 - 1] if k else times[0] for k in range(5)]
    figures = {
        "imported": report.imported,
        "failed": report.failed,
        "skipped_again": again.skipped,
        "took_s": took,
        "busy_s": busy,
        "again_s": again_took,
        "quarters_s": [after - before for before, after in pairwise(quarters)],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "page_ms": _best_ms(lambda: activities.list_activities(athlete.id)),
        "search_ms": _best_ms(lambda: activities.list_activities(athlete.id, Filter(text="400 m"))),
        "records_ms": _best_ms(lambda: activities.records(athlete.id, "distance")),
        "months_ms": _best_ms(lambda: activities.months(athlete.id)),
    }
    print(json.dumps(figures))


def _best_ms(query: Any) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        query()
        best = min(best, time.perf_counter() - begun)
    return 1000 * best


def measure(count: int) -> dict[str, Any]:
    """The figures of one import of so many activities."""
    with tempfile.TemporaryDirectory() as folder:
        archive, data = Path(folder) / "export.zip", Path(folder) / "data"
        samples = make_archive(archive, count)
        words = [sys.executable, "-m", "benchmarks.imports", "child", str(data), str(archive)]
        done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
        figures: dict[str, Any] = json.loads(done.stdout)
        figures["samples"] = samples
        figures["database_mb"] = sum(path.stat().st_size for path in data.glob("*.sqlite3*")) / MB
        figures["originals_mb"] = sum(path.stat().st_size for path in data.glob("originals/*/*")) / MB
        return figures


def main(words: list[str]) -> int:
    if words and words[0] == "child":
        child(Path(words[1]), Path(words[2]))
        return 0
    counts = [int(word) for word in words] or list(COUNTS)
    print(f"{os.cpu_count()} processors; load of the machine before: {os.getloadavg()[0]:.1f}")
    rates, busy = [], []
    for count in counts:
        one = measure(count)
        rates.append(count / one["took_s"])
        busy.append(one["busy_s"] / count)
        quarters = ", ".join(f"{count / 4 / seconds:.1f}" for seconds in one["quarters_s"])
        print(
            f"\n{one['imported']} of {count} activities, {one['samples'] / count:.0f} samples each: "
            f"{one['took_s']:.1f} s, {rates[-1]:.1f} a second (by quarters {quarters}), "
            f"{1000 * one['busy_s'] / count:.1f} ms of processor each\n"
            f"  peak memory {one['peak_mb']:.0f} MB, each worker at most {one['worker_peak_mb']:.0f} MB; "
            f"database {one['database_mb']:.1f} MB, originals {one['originals_mb']:.1f} MB\n"
            f"  again: {one['skipped_again']} skipped in {one['again_s']:.2f} s; first page {one['page_ms']:.1f} ms, "
            f"search {one['search_ms']:.1f} ms, records {one['records_ms']:.1f} ms, months {one['months_ms']:.1f} ms",
            flush=True,
        )
    if len(rates) > 1:
        print(
            f"\nactivities a second at {counts[-1]} against {counts[0]}: {rates[-1] / rates[0]:.2f} (linear: 1); "
            f"processor time of each: {busy[-1] / busy[0]:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
