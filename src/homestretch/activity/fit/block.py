"""The messages of one layout side by side, and views on their fields."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.layout import Layout, Spec

Floats = NDArray[np.float64]


@cache
def _dtype(big_endian: bool, code: str) -> np.dtype[np.generic]:
    return np.dtype((">" if big_endian else "<") + code)


class Block:
    """Bytes of all messages of one layout.

    Attributes:
        layout: their layout.
        count: how many there are.
        stamps: their times in seconds where compressed headers carry them, else None.
    """

    def __init__(self, data: bytes, layout: Layout, stamps: NDArray[np.uint32] | None) -> None:
        self.layout = layout
        self.stamps = stamps
        self.specs = {spec.number: spec for spec in layout.specs()}
        piece = layout.pieces[0] if len(layout.pieces) == 1 else None
        if isinstance(piece, tuple):  # one run: nothing to gather
            self._bytes: bytes | NDArray[np.void] = data
            self._at, self.count = piece
            self._starts: NDArray[np.uint32] | None = None
        else:
            self._starts = layout.starts()
            self._at, self.count = 0, len(self._starts)
            # A message from every byte of the file on, of which those at the starts are taken.
            every = np.ndarray((len(data) - layout.size + 1,), f"V{layout.size}", data, strides=(1,))
            self._bytes = every[self._starts]

    def starts(self) -> NDArray[np.uint32]:
        """Where the messages start in the file."""
        return self.layout.starts() if self._starts is None else self._starts

    def view(self, spec: Spec) -> NDArray[np.generic]:
        """The field as it is written, (messages,) or (messages, values)."""
        dtype = _dtype(self.layout.big_endian, spec.base.code)
        size = self.layout.size
        at = self._at + spec.offset
        if spec.repeats == 1:
            return np.ndarray((self.count,), dtype, self._bytes, at, (size,))
        return np.ndarray((self.count, spec.repeats), dtype, self._bytes, at, (size, spec.base.size))

    def numbers(self, spec: Spec) -> Floats:
        """The field as it is written, as floats."""
        if spec.base.invalid is not None:
            return self.view(spec).astype(np.float64)
        with np.errstate(invalid="ignore"):  # signalling NaN
            return self.view(spec).astype(np.float64)

    def valid(self, spec: Spec) -> Floats:
        """The field as it is written, NaN where it is invalid, (messages,) or (messages, values)."""
        values = self.numbers(spec)
        if spec.base.invalid is not None:
            np.copyto(values, np.nan, where=values == float(spec.base.invalid))
        return values

    def single(self, spec: Spec) -> Floats:
        """As `valid`, but of several values in one message only the first valid one, (messages,)."""
        values = self.valid(spec)
        if values.ndim == 1:
            return values
        return np.take_along_axis(values, np.argmin(np.isnan(values), axis=1)[:, None], axis=1)[:, 0]
