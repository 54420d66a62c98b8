"""FIT files whole: one or more parts behind each other, their checksums, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.fit.crc import crc16
from homestretch.activity.fit.layout import Layout
from homestretch.activity.fit.profile import kind_named, kinds
from homestretch.activity.fit.table import Table
from homestretch.activity.fit.timeline import NO_TIME, compressed_times, ranks_among
from homestretch.activity.fit.walk import Walk

SIGNATURE = b".FIT"
SIGNATURE_AT = slice(8, 12)
HEADER_SIZES = (12, 14)  # without and with a checksum of its own
CRC_SIZE = 2

# Layouts of each message number, with the times from compressed headers where there are such.
Found = dict[int, list[tuple[Layout, NDArray[np.uint32] | None]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: `kind`, a sentence, and the byte where it shows."""

    kind: str
    text: str
    at: int


class FitFile:
    """The messages of a FIT file.

    Attributes:
        parts: how many FIT files are chained in it.
        faults: what is wrong with it; the messages up to the first fault are all there.
    """

    def __init__(self, data: bytes, parts: int, faults: Sequence[Fault], found: Found) -> None:
        self.parts = parts
        self.faults = tuple(faults)
        self._data = data
        self._found = found
        self._tables: dict[str, Table] = {}

    @property
    def damaged(self) -> bool:
        """Whether anything is wrong with the file."""
        return bool(self.faults)

    @property
    def kinds(self) -> list[str]:
        """Names of the message types that it holds, of those that are read."""
        return [kinds()[number].name for number in self._found]

    def table(self, kind: str) -> Table:
        """All messages of one kind; an empty table if the file has none.

        Args:
            kind: name of the message type in the FIT protocol, such as `record` or `lap`.

        Raises:
            KeyError: the product reads no such messages.
        """
        if kind not in self._tables:
            known = kind_named(kind)
            self._tables[kind] = Table(self._data, known, self._found.get(known.number, []))
        return self._tables[kind]

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
    found: Found = {}
    faults: list[Fault] = []
    pos = parts = 0
    while pos < len(data) and not (faults and faults[-1].kind != "header"):
        if not _is_header(data, pos):
            if data[pos:].strip(b"\0"):
                faults.append(Fault("trailing", f"byte {pos}: what follows is not a FIT file", pos))
            break
        parts += 1
        pos = _decode_part(data, pos, found, faults)
    return FitFile(data, parts, faults, found)


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
    found: Found,
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

    Such a header refers to the last time that any message gave, of whatever kind.
    """
    lacking = [layout for layout in walk.layouts.values() if layout.compressed and layout.pieces]
    if not lacking:
        return {}
    starts = np.concatenate([layout.starts() for layout in lacking])
    starts.sort()
    whole = [_whole_times(data, layout) for layout in walk.layouts.values() if layout.pieces]
    whole_starts = np.concatenate([at for at, _ in whole])
    order = np.argsort(whole_starts, kind="stable")
    times = compressed_times(
        starts,
        np.frombuffer(data, np.uint8)[starts],
        whole_starts[order],
        np.concatenate([value for _, value in whole])[order],
    )
    return {id(layout): times[ranks] for layout, ranks in _ranked(lacking, starts)}


def _ranked(
    layouts: list[Layout], everything: NDArray[np.uint32]
) -> Iterator[tuple[Layout, NDArray[np.uint32] | slice]]:
    """Where the messages of each layout stand among the starts of all."""
    for layout in layouts:
        yield layout, slice(None) if len(layouts) == 1 else ranks_among(everything, layout.starts())


def _whole_times(data: bytes, layout: Layout) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Offsets of the messages of a layout that give a whole time, and those times."""
    spec = layout.timestamp()
    if spec is None:
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    every = np.ndarray((len(data) - 3,), ">u4" if layout.big_endian else "<u4", data, strides=(1,))
    at = layout.starts()
    value = every[at + np.uint32(spec.offset)].astype(np.uint32)
    return at[value != NO_TIME], value[value != NO_TIME]
