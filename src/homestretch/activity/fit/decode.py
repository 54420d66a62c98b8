"""FIT files whole: one or more parts behind each other, their checksums, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.fit.crc import crc16
from homestretch.activity.fit.layout import Layout
from homestretch.activity.fit.profile import kind_named, kinds
from homestretch.activity.fit.table import NO_TIME, Table
from homestretch.activity.fit.timeline import unroll
from homestretch.activity.fit.walk import Walk

SIGNATURE = b".FIT"
SIGNATURE_AT = slice(8, 12)
HEADER_SIZES = (12, 14)  # without and with a checksum of its own
CRC_SIZE = 2
TIME_BITS = 5  # of a compressed header


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: `kind`, a sentence, and the byte where it shows."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class FitFile:
    """The messages of a FIT file.

    Attributes:
        parts: how many FIT files are chained in it.
        faults: what is wrong with it; the messages up to the first fault are all there.
    """

    parts: int
    faults: tuple[Fault, ...]
    tables: dict[str, Table]
    _data: bytes

    @property
    def damaged(self) -> bool:
        """Whether anything is wrong with the file."""
        return bool(self.faults)

    def table(self, kind: str) -> Table:
        """All messages of one kind; an empty table if the file has none.

        Args:
            kind: name of the message type in the FIT protocol, such as `record` or `lap`.
        """
        return self.tables.get(kind) or Table(self._data, kind_named(kind), [])

    @property
    def records(self) -> Table:
        """The samples: one message for each moment that the watch recorded."""
        return self.table("record")


def decode_fit(data: bytes) -> FitFile:
    """Decode a FIT file, chained parts included.

    Of a damaged or cut-off file everything up to the damage is decoded, and `faults` says what is wrong.

    Args:
        data: the whole file, inflated.

    Returns:
        Its messages and its faults.

    Raises:
        UnreadableFile: the bytes do not begin as a FIT file does.
    """
    data = bytes(data)
    if not _is_header(data, 0):
        raise UnreadableFile("This is not a FIT file: its first bytes are not those of one. Export it again.")
    found: dict[int, list[tuple[Layout, NDArray[np.uint32] | None]]] = {}
    faults: list[Fault] = []
    pos = parts = 0
    while pos < len(data) and not (faults and faults[-1].kind != "header"):
        if not _is_header(data, pos):
            if data[pos:].strip(b"\0"):
                faults.append(Fault("trailing", f"byte {pos}: what follows is not a FIT file", pos))
            break
        parts += 1
        pos = _decode_part(data, pos, found, faults)
    tables = {
        kinds()[number].name: Table(data, kinds()[number], layouts) for number, layouts in found.items()
    }
    return FitFile(parts, tuple(faults), tables, data)


def _is_header(data: bytes, pos: int) -> bool:
    size = data[pos] if pos < len(data) else 0
    return (
        size in HEADER_SIZES
        and data[pos + SIGNATURE_AT.start : pos + SIGNATURE_AT.stop] == SIGNATURE
        and len(data) - pos >= size + CRC_SIZE
    )


def _decode_part(
    data: bytes,
    start: int,
    found: dict[int, list[tuple[Layout, NDArray[np.uint32] | None]]],
    faults: list[Fault],
) -> int:
    """Decode the FIT file that starts at `start`; gives where the next one would start."""
    size = data[start]
    declared = int.from_bytes(data[start + 4 : start + 8], "little")
    end = start + size + declared
    if size == HEADER_SIZES[1]:
        written = int.from_bytes(data[start + 12 : start + 14], "little")
        if written and written != crc16(data, start, start + HEADER_SIZES[0]):
            faults.append(Fault("header", f"byte {start}: the header's checksum is wrong", start))
    if declared == 0 and len(data) > end + CRC_SIZE:
        faults.append(
            Fault("header", f"byte {start}: the header gives no length (recording not finished)", start)
        )
        end = len(data)
    walk = Walk(data, start + size, min(end, len(data)))
    stamps = _compressed_times(data, walk)
    known = kinds()
    for layout in walk.layouts.values():
        if layout.kind in known and layout.pieces:
            found.setdefault(layout.kind, []).append((layout, stamps.get(id(layout))))
    if walk.fault is not None:
        faults.append(Fault(walk.fault.kind, walk.fault.text, walk.fault.at))
        return len(data)
    return _check_sum(data, start, walk.stopped_at, end, faults)


def _check_sum(data: bytes, start: int, stopped_at: int, end: int, faults: list[Fault]) -> int:
    if end + CRC_SIZE > len(data) or stopped_at > end:
        faults.append(Fault("cut_off", f"byte {len(data)}: the file ends before its checksum", len(data)))
        return len(data)
    written = int.from_bytes(data[end : end + CRC_SIZE], "little")
    if written != crc16(data, start, end):
        faults.append(
            Fault("checksum", f"byte {end}: the file's checksum is wrong, some bytes have changed", end)
        )
    return end + CRC_SIZE


def _compressed_times(data: bytes, walk: Walk) -> dict[int, NDArray[np.uint32]]:
    """Times of the messages with compressed headers, by the layout's identity.

    Such a header holds the last five bits of the time and refers to the last time that any message gave.
    """
    compressed = [layout for layout in walk.layouts.values() if layout.compressed and layout.pieces]
    if not compressed:
        return {}
    array = np.frombuffer(data, np.uint8)
    starts, values, full = [], [], []
    for layout in walk.layouts.values():
        spec = layout.timestamp()
        if not layout.pieces or (spec is None and not layout.compressed):
            continue
        at = layout.starts()
        if spec is None:
            value = (array[at] & ((1 << TIME_BITS) - 1)).astype(np.int64)
        else:
            code = ">u4" if layout.big_endian else "<u4"
            every = np.ndarray((len(data) - 3,), code, data, strides=(1,))
            value = every[at + np.uint32(spec.offset)].astype(np.int64)
            at, value = at[value != NO_TIME], value[value != NO_TIME]
        starts.append(at)
        values.append(value)
        full.append(np.full(len(at), spec is not None))
    order = np.argsort(np.concatenate(starts), kind="stable")
    is_full = np.concatenate(full)[order]
    times = np.empty(len(order), np.int64)
    times[order] = np.where(
        np.logical_or.accumulate(is_full),
        unroll(np.concatenate(values)[order], is_full, TIME_BITS),
        NO_TIME,
    )
    return _split_times(compressed, starts, times)


def _split_times(
    compressed: list[Layout], starts: list[NDArray[np.uint32]], times: NDArray[np.int64]
) -> dict[int, NDArray[np.uint32]]:
    by_start = {
        len(part) and int(part[0]): at
        for part, at in zip(starts, np.cumsum([0, *map(len, starts)]), strict=False)
    }
    found = {}
    for layout in compressed:
        if layout.timestamp() is not None:
            continue
        own = layout.starts()
        at = int(by_start[int(own[0])])
        found[id(layout)] = times[at : at + len(own)].astype(np.uint32)
    return found
