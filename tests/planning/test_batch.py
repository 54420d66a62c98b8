"""Seasons of many athletes are the same list through any executor; a lost worker takes none of them away."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

import pytest

from homestretch.planning.batch import SeasonSnapshot, batches, run_batches, season_batch
from homestretch.planning.season import Season
from studies.athletes import random_athlete

# A dozen made-up athletes whose seasons are short (2 to 10 weeks); the first is refused.
SEEDS = (11, 32, 21, 43, 40, 49, 48, 51, 50, 38, 26, 87)
WORKERS = 2
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def snapshots() -> list[SeasonSnapshot]:
    return [SeasonSnapshot(*random_athlete(seed)) for seed in SEEDS]


@pytest.fixture(scope="module")
def plain(snapshots: list[SeasonSnapshot]) -> list[Season]:
    """The list that every other way must give."""
    return season_batch(snapshots)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A client of two local Dask worker processes, each with one thread."""
    distributed = pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install 'homestretch[cluster]' for these tests"
    )
    with (
        distributed.LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None
        ) as workers,
        distributed.Client(workers) as client,
    ):
        yield client


def pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))


def together(answers: Iterator[list[Season]]) -> list[Season]:
    return [season for batch in answers for season in batch]


def test_the_plain_list_holds_seasons_and_refusals(plain: list[Season]) -> None:
    assert [season.athlete_name for season in plain] == [f"Athlete {seed}" for seed in SEEDS]
    assert any(season.refused for season in plain)
    assert sum(bool(season.weeks) for season in plain) >= 9
    assert all(bool(season.weeks) != bool(season.refused) for season in plain)


def test_batches_keep_the_order_and_lose_nobody(snapshots: list[SeasonSnapshot]) -> None:
    cut = list(batches(snapshots, 5))
    assert [len(batch) for batch in cut] == [5, 5, 2]
    assert [snapshot for batch in cut for snapshot in batch] == snapshots


def test_a_process_pool_gives_the_same_list(snapshots: list[SeasonSnapshot], plain: list[Season]) -> None:
    with pool() as executor:
        assert together(run_batches(executor, batches(snapshots, 2))) == plain


def test_a_process_pool_that_lost_a_worker_is_an_error_and_never_a_short_list(
    snapshots: list[SeasonSnapshot],
) -> None:
    with pool() as executor:
        answers = run_batches(executor, batches(snapshots, 1), in_flight=len(snapshots))
        next(answers)
        os.kill(next(iter(executor._processes)), signal.SIGKILL)
        with pytest.raises(BrokenProcessPool):
            together(answers)


def test_two_dask_workers_give_the_same_list(
    cluster: Any, snapshots: list[SeasonSnapshot], plain: list[Season]
) -> None:
    assert together(run_batches(cluster.get_executor(pure=False), batches(snapshots, 2))) == plain


def test_a_dask_worker_killed_midway_changes_nothing(
    cluster: Any, snapshots: list[SeasonSnapshot], plain: list[Season]
) -> None:
    cluster.wait_for_workers(WORKERS)
    pids = cluster.run(os.getpid)
    assert len(set(pids.values())) == WORKERS
    executor = cluster.get_executor(pure=False)
    quick = sorted(
        range(len(plain)), key=lambda n: len(plain[n].weeks)
    )  # a refusal first: it is answered at once
    answers = run_batches(executor, batches([snapshots[n] for n in quick], 1), in_flight=len(snapshots))
    first = next(answers)  # now all are handed out, and few are done
    busy = [address for address, keys in cluster.processing().items() if keys]
    assert busy, "no worker was at work when one was to be killed"
    os.kill(pids[busy[0]], signal.SIGKILL)
    assert first + together(answers) == [plain[n] for n in quick]
    assert busy[0] not in cluster.scheduler_info(n_workers=-1)["workers"]
