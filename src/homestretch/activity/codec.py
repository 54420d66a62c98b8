"""Streams as compact bytes: whole numbers, differences, bytes of equal weight together, zstandard.

Each column is stored for itself, so that one can be read without the others.
"""

from __future__ import annotations

from struct import Struct
from struct import error as StructError
from threading import local

import numpy as np
import zstandard

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.streams import Floats

VERSION = 1
LEVEL = 3  # of zstandard: higher costs time and saves next to nothing here
HEADER = Struct("<BBxxIqd")  # version, bytes for each difference, count, first number, units per one
WIDTHS = (1, 2, 4, 8)  # bytes
LARGEST_COLUMN = 2_000_000  # numbers in one column

# Units per one of the channel. FIT's own resolutions, or finer, so that its numbers come back as they were.
UNITS = {
    "time": 1000.0,
    "distance": 100.0,
    "speed": 1000.0,
    "heart_rate": 10.0,
    "cadence": 64.0,
    "altitude": 10.0,
    "latitude": 2**31 / 180,
    "longitude": 2**31 / 180,
    "power": 1.0,
    "step_length": 10_000.0,
    "ground_contact": 10_000.0,
    "stance_balance": 100.0,
    "vertical_oscillation": 10_000.0,
    "respiration": 100.0,
    "temperature": 10.0,
}


class _Machines(local):
    """A compressor and a decompressor of each thread's own: two threads in one of them spoil its memory."""

    def __init__(self) -> None:
        self.pack = zstandard.ZstdCompressor(level=LEVEL)
        self.unpack = zstandard.ZstdDecompressor()


_machines = _Machines()


def encode_column(name: str, values: Floats) -> bytes:
    """One channel as bytes.

    Args:
        name: the channel's name in `Streams`, or time.
        values: (samples,), NaN where missing.

    Returns:
        The bytes; numbers are rounded to the channel's resolution.

    Raises:
        KeyError: there is no such channel.
    """
    units = UNITS[name]
    known = np.isfinite(values)
    whole = np.zeros(len(values), np.int64)
    whole[known] = np.rint(values[known] * units).astype(np.int64)
    if not known.all():  # a missing value repeats the one before
        place = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
        whole = np.where(place >= 0, whole[np.maximum(place, 0)], 0)
    steps = np.diff(whole, prepend=whole[:1])
    width = next(w for w in WIDTHS if not len(steps) or np.abs(steps).max() < 1 << (8 * w - 1))
    shuffled = steps.astype(f"<i{width}").view(np.uint8).reshape(-1, width).T
    missing = b"" if known.all() else np.packbits(~known).tobytes()
    header = HEADER.pack(VERSION, width, len(values), int(whole[0]) if len(whole) else 0, units)
    return header + _machines.pack.compress(shuffled.tobytes() + missing)


def decode_column(blob: bytes) -> Floats:
    """A channel back from its bytes.

    Args:
        blob: what `encode_column` gave.

    Returns:
        The numbers, (samples,), NaN where missing.

    Raises:
        UnreadableFile: the bytes are no such column.
    """
    try:
        version, width, count, first, units = HEADER.unpack_from(blob)
        if version != VERSION or width not in WIDTHS or count > LARGEST_COLUMN or not units > 0:
            raise ValueError("header")
        whole = count * width
        packed = blob[HEADER.size :]
        if zstandard.frame_content_size(packed) not in (whole, whole + (count + 7) // 8):
            raise ValueError("size")  # before anything is unpacked
        body = _machines.unpack.decompress(packed) if whole else b""
        shuffled = np.frombuffer(body, np.uint8, count * width)
    except (StructError, zstandard.ZstdError, ValueError) as fault:
        raise UnreadableFile("These bytes are no stored stream, or a damaged one.") from fault
    steps = np.ascontiguousarray(shuffled.reshape(width, count).T).view(f"<i{width}")[:, 0]
    values: Floats = (first + np.cumsum(steps, dtype=np.int64)) / units
    if len(body) > count * width:
        missing = np.unpackbits(np.frombuffer(body, np.uint8, offset=count * width), count=count)
        values[missing.astype(bool)] = np.nan
    return values
