"""Plans many seasons on all cores and keeps one line for each in a file, so that a stopped run goes on."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from homestretch.athlete.model import Athlete

CHUNK = 4  # athletes in one call to a worker: seconds of work, little lost when killed
AHEAD = 2  # chunks under way for each worker
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """One season to plan; ``key`` names it in the file."""

    key: str
    athlete: Athlete
    start: date


def work(jobs: Sequence[Job]) -> list[Record]:
    """Plans and measures each job; a crash is a record too. Runs in a worker."""
    return [_one(job) for job in jobs]


def _one(job: Job) -> Record:
    from homestretch.planning import plan_season
    from studies.measures import measure

    begun, worked = time.perf_counter(), time.process_time()
    try:
        season = plan_season(job.athlete, job.start)
        took = time.perf_counter() - begun
        own = time.process_time() - worked  # of the processor, whatever else runs on it
        found = measure(season, job.athlete, job.start)
        return {"key": job.key, "seconds": round(took, 3), "cpu": round(own, 3), **found}
    except Exception as error:  # a study reports every crash and goes on
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        return {
            "key": job.key,
            "seconds": round(time.perf_counter() - begun, 3),
            "status": "crash",
            "reason": said,
        }


def leave_with_parent() -> None:
    """Ends this worker when the study's own process is gone, however it was stopped."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def load(path: Path) -> dict[str, Record]:
    """The finished records of an earlier run; a line cut short by a kill is left out."""
    done: dict[str, Record] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                record = json.loads(line)
                done[record["key"]] = record
            except (ValueError, KeyError, TypeError):
                continue
    return done


def run(jobs: Iterable[Job], path: Path, workers: int | None = None) -> list[Record]:
    """Plans every job that ``path`` does not hold yet.

    Args:
        jobs: all of them, in order; finished ones are skipped.
        path: a file of one JSON line a season; made when missing, added to as seasons are done.
        workers: processes; all cores by default.

    Returns:
        The records of all jobs, in their order.
    """
    jobs = list(jobs)
    done = load(path)
    todo = [job for job in jobs if job.key not in done]
    path.parent.mkdir(parents=True, exist_ok=True)
    cut_short = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    progress = Progress(len(jobs), len(jobs) - len(todo))
    with path.open("a", encoding="utf-8") as file:
        if cut_short:
            file.write("\n")
        for records in answers(todo, workers or os.cpu_count() or 1):
            for record in records:
                done[record["key"]] = record
                file.write(json.dumps(record, sort_keys=True) + "\n")
            file.flush()
            progress.add(len(records))
    progress.end()
    return [done[job.key] for job in jobs]


def answers(todo: Sequence[Job], workers: int) -> Iterator[list[Record]]:
    """Records as they come. A dead worker is replaced; its jobs are tried again one by one, then given up."""
    chunks: deque[list[Job]] = deque(list(todo[i : i + CHUNK]) for i in range(0, len(todo), CHUNK))
    tried: set[str] = set()
    while chunks:
        running: dict[Future[list[Record]], list[Job]] = {}
        try:
            context = get_context("spawn")
            with ProcessPoolExecutor(workers, mp_context=context, initializer=leave_with_parent) as pool:
                while chunks or running:
                    while chunks and len(running) < workers * AHEAD:
                        chunk = chunks.popleft()
                        running[pool.submit(work, chunk)] = chunk
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        records = future.result()
                        del running[future]
                        yield records
        except BrokenProcessPool:
            yield from _after_death(running.values(), tried, chunks)


def _after_death(
    lost: Iterable[list[Job]], tried: set[str], chunks: deque[list[Job]]
) -> Iterator[list[Record]]:
    """Puts the lost jobs back, each alone; one that was alone before is recorded as a crash."""
    for chunk in lost:
        for job in chunk:
            if len(chunk) == 1 and job.key in tried:
                yield [
                    {"key": job.key, "seconds": 0.0, "status": "crash", "reason": "the worker process died"}
                ]
            else:
                tried.add(job.key)
                chunks.append([job])


class Progress:
    """One line on standard error: done, rate, time left."""

    def __init__(self, total: int, done: int) -> None:
        self.total, self.done, self.before = total, done, done
        self.begun = self.shown = time.monotonic()
        if done:
            print(f"{done} of {total} were done before; going on.", file=sys.stderr)

    def add(self, count: int) -> None:
        self.done += count
        now = time.monotonic()
        live = sys.stderr.isatty()
        if now - self.shown < (0.5 if live else 15) and self.done < self.total:
            return
        self.shown = now
        rate = (self.done - self.before) / max(now - self.begun, 1e-9)
        left = (self.total - self.done) / rate
        text = f"{self.done}/{self.total}  {rate:.2f} a second  {left / 60:.0f} min left"
        print(("\r" if live else "") + text, end="  " if live else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        if sys.stderr.isatty():
            print(file=sys.stderr)
