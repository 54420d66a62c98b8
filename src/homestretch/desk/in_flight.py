"""Work handed to other processes and taken back in its order, a bounded number and amount of it at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

from homestretch.desk.import_digest import Digest, Job, digest

IN_FLIGHT = 16  # files with the other processes at once
BYTES_IN_FLIGHT = 64 << 20  # and their bytes, so that memory is bounded whatever their size

Item = TypeVar("Item")


def hand_over(executor: Executor | None, job: Job) -> Future[Digest]:
    """The digest to come; without an executor it is made here and now."""
    if executor is not None:
        return executor.submit(digest, job)
    done: Future[Digest] = Future()
    done.set_result(digest(job))
    return done


def in_order(
    items: Iterable[Item], size: Callable[[Item], int], is_done: Callable[[Item], bool]
) -> Iterator[Item]:
    """The items in their order, each when it is done or must be waited for.

    Args:
        items: made one by one, so that work begins when an item is taken from here.
        size: bytes that an item holds while it is under way.
        is_done: whether it need not be waited for.
    """
    under_way: deque[Item] = deque()
    held = 0
    for one in items:
        under_way.append(one)
        held += size(one)
        while under_way and (len(under_way) >= IN_FLIGHT or held > BYTES_IN_FLIGHT or is_done(under_way[0])):
            held -= size(under_way[0])
            yield under_way.popleft()
    yield from under_way
