"""Numbers of which a file writes only the low bits: compressed times, running totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def unroll(values: NDArray[np.int64], full: NDArray[np.bool_], bits: int) -> NDArray[np.int64]:
    """Running totals from values of which some hold only the low bits of the total.

    A partial value is the next total, not below the one before, that ends in these bits. Partial values before
    the first full one start at themselves.

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
