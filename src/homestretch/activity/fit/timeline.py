"""Numbers of which a file writes only the low bits: compressed times, running totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO_TIME = 0xFFFFFFFF  # a time that is not known


def unroll(values: NDArray[np.int64], full: NDArray[np.bool_], bits: int) -> NDArray[np.int64]:
    """Running totals from values of which some hold only the low bits of the total.

    A partial value is the next total, not below the one before, that ends in these bits. Partial values
    before the first full one start at themselves.

    Args:
        values: full totals, or their low bits, in the order of the file.
        full: which of them are full.
        bits: how many low bits a partial value holds.

    Returns:
        The totals.
    """
    if not len(values):
        return values.astype(np.int64)
    steps = np.diff(values, prepend=values[:1]) & ((1 << bits) - 1)
    anchored = full.copy()
    anchored[0] = True
    steps[anchored] = 0
    grown = np.cumsum(steps)
    anchor = np.maximum.accumulate(np.where(anchored, np.arange(len(values)), 0))
    total: NDArray[np.int64] = values[anchor] + grown - grown[anchor]
    return total


CHUNK = 1 << 16  # messages treated at once, which bounds the memory
TIME_BITS = 5  # of the time in a compressed header


def ranks_among(everything: NDArray[np.uint32], own: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The place of each offset among all offsets, both ascending."""
    ranks = np.empty(len(own), np.uint32)
    for at in range(0, len(own), CHUNK):
        ranks[at : at + CHUNK] = np.searchsorted(everything, own[at : at + CHUNK])
    return ranks


def compressed_times(
    starts: NDArray[np.uint32],
    headers: NDArray[np.uint8],
    whole_starts: NDArray[np.uint32],
    whole_times: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Times of messages whose header holds only the last five bits of them.

    Such a time is the next one that ends in these bits, counted from the last time before it, be that one
    whole (even in the message itself) or of such bits.

    Args:
        starts: offsets in the file of the messages with such headers, ascending.
        headers: their header bytes.
        whole_starts: offsets of the messages that give a whole time, ascending.
        whole_times: those times in seconds.

    Returns:
        Seconds, (messages,); NO_TIME before any whole time.
    """
    times = np.full(len(starts), NO_TIME, np.uint32)
    last_source, last_time = -1, 0
    for at in range(0, len(starts), CHUNK):
        bits = (headers[at : at + CHUNK] & ((1 << TIME_BITS) - 1)).astype(np.int64)
        source = np.searchsorted(whole_starts, starts[at : at + CHUNK], "right") - 1
        known = source >= 0
        if not known.any():
            continue
        bits, source = bits[known], source[known]
        anchor = whole_times[source].astype(np.int64)
        first = np.diff(source, prepend=-1) != 0
        if source[0] == last_source:
            anchor[0] = last_time
        before = np.where(first, anchor, np.concatenate((bits[:1], bits[:-1])))
        steps = (bits - before) & ((1 << TIME_BITS) - 1)
        grown = np.cumsum(steps)
        opening = np.maximum.accumulate(np.where(first, np.arange(len(bits)), 0))
        found = anchor[opening] + grown - (grown - steps)[opening]
        times[at : at + CHUNK][known] = found & NO_TIME
        last_source, last_time = int(source[-1]), int(found[-1])
    return times
