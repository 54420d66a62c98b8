"""Processes that work for the desk: started fresh, few, and never left behind."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def worker_pool(workers: int | None = None) -> ProcessPoolExecutor:
    """A pool of spawned processes, to be used as a context; they start with the first work.

    Args:
        workers: how many; one for each processor without.
    """
    return ProcessPoolExecutor(
        max_workers=workers or os.cpu_count() or 1,
        mp_context=get_context("spawn"),
        initializer=_begin,
    )


def _begin() -> None:
    """Runs in each process before it loads anything heavy."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # the pool itself uses all processors
    end_with_parent()


def end_with_parent() -> None:
    """Ends this process when the one that started it dies, which a pool's processes would not notice."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
