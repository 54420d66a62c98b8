"""Seasons for many athletes: the one seam through which big work goes (a list of snapshots in, a list of answers out).

No database, clock or global state; callers hand in any concurrent.futures.Executor (a process pool, Dask's).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.plan import plan_season
from homestretch.planning.season import Season

BATCH = 200  # snapshots in one call; the executors here ignore chunk sizes of their own
IN_FLIGHT = 4  # batches a caller keeps under way at once


@dataclass(frozen=True, slots=True)
class SeasonSnapshot:
    """Everything one season is made from."""

    athlete: Athlete
    start: date


def season_batch(snapshots: Sequence[SeasonSnapshot], blueprint: Blueprint | None = None) -> list[Season]:
    """One season for each snapshot, in order."""
    return [plan_season(s.athlete, s.start, blueprint) for s in snapshots]


def batches(snapshots: Sequence[SeasonSnapshot], size: int = BATCH) -> Iterator[Sequence[SeasonSnapshot]]:
    """The snapshots cut into batches, in order."""
    for i in range(0, len(snapshots), size):
        yield snapshots[i : i + size]


def run_batches(
    executor: Executor, work: Iterable[Sequence[SeasonSnapshot]], in_flight: int = IN_FLIGHT
) -> Iterator[list[Season]]:
    """Batches through ``executor``, answers in the order of the work, a bounded number under way.

    Raises:
        Whatever the executor raises for a batch.
    """
    queue: list[Future[list[Season]]] = []
    source = iter(work)
    exhausted = False
    while True:
        while not exhausted and len(queue) < in_flight:
            try:
                queue.append(executor.submit(season_batch, next(source)))
            except StopIteration:
                exhausted = True
        if not queue:
            return
        wait(queue[:1], return_when=FIRST_COMPLETED)
        yield queue.pop(0).result()
