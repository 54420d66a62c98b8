"""How the messages of one definition lie in the bytes, and where they start.

A definition message names fields, their sizes and types. Equal definitions share one layout, so that all its
messages, wherever they lie in the file, can be gathered at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.developer import Description
from homestretch.activity.fit.profile import (
    BASE_TYPE_MASK,
    BASE_TYPES,
    FIELD_DESCRIPTION,
    TIMESTAMP,
    UINT8,
    BaseType,
    kinds,
)

FIXED_PART = (
    6  # bytes of a definition message before its fields: header, reserved, architecture, number, count
)
NOWHERE: Callable[[int], None] = deque[int](maxlen=0).append  # for messages that nobody reads
FIELD_PART = 3  # bytes for each field: number, size, base type


class Spec(NamedTuple):
    """One field inside a message: its offset from the header byte, its type, and how many values it holds."""

    number: int
    offset: int
    size: int
    base: BaseType
    repeats: int


Descriptions = Mapping[tuple[int, int], Description]
TIMESTAMP_SIZE = 4  # bytes
REMEMBERED = 256  # definitions kept from file to file, so few that hostile ones cost no memory worth naming
SHORTEST_PIECE = 512  # messages in a run that is kept as such


def _spec(number: int, offset: int, size: int, base: BaseType) -> Spec:
    """A field whose size is no multiple of its type's holds plain bytes."""
    if size % base.size:
        base = UINT8
    return Spec(number, offset, size, base, size // base.size)


@lru_cache(maxsize=REMEMBERED)
def specs_of(definition: bytes, kind: int) -> tuple[Spec, ...]:
    """The fields that are read of a message; a watch writes the same definitions into all its files."""
    known = kinds()[kind].fields if kind in kinds() else {}
    rest = definition[4 : 4 + FIELD_PART * definition[3]]
    sizes = rest[1::FIELD_PART]
    return tuple(
        _spec(number, offset, size, BASE_TYPES[base & BASE_TYPE_MASK])
        for number, size, base, offset in zip(
            rest[0::FIELD_PART], sizes, rest[2::FIELD_PART], accumulate(sizes, initial=1), strict=False
        )
        if number in known and size
    )


class Layout:
    """Messages of one definition: size, fields, and the offsets in the file where they start.

    `singles` collects starts one by one during the walk; `pieces` holds what was gathered of them in bulk:
    arrays of starts, or (start, count) of messages that follow each other.
    """

    __slots__ = (
        "add",
        "big_endian",
        "compressed",
        "definition",
        "descriptions",
        "developer_at",
        "hollow",
        "kind",
        "pieces",
        "singles",
        "size",
        "step",
    )

    def __init__(
        self, definition: bytes, developer: bool, descriptions: Descriptions, compressed: bool
    ) -> None:
        self.definition = definition  # from the architecture byte on
        self.big_endian = definition[0] != 0
        self.kind = int.from_bytes(definition[1:3], "big" if self.big_endian else "little")
        end = 4 + FIELD_PART * definition[3]
        self.size = 1 + sum(definition[5:end:FIELD_PART])
        self.developer_at = end if developer else 0
        if developer:
            self.size += sum(definition[end + 2 :: FIELD_PART])
        self.descriptions = dict(descriptions) if developer else {}
        self.compressed = compressed
        self.singles: list[int] = []
        self.pieces: list[NDArray[np.uint32] | tuple[int, int]] = []
        # How the walk passes such a message: bytes to go on (0: look closer), and what to do with its start.
        self.hollow = 0 in definition[5:end:FIELD_PART]
        self.step = 0 if self.hollow or self.kind == FIELD_DESCRIPTION else self.size
        wanted = self.kind in kinds() or compressed or TIMESTAMP in definition[4:end:FIELD_PART]
        self.add: Callable[[int], None] = self.singles.append if wanted else NOWHERE

    def specs(self) -> tuple[Spec, ...]:
        """The fields that are read of such a message, in its order."""
        return specs_of(self.definition, self.kind)

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self.singles) + sum(p[1] if isinstance(p, tuple) else len(p) for p in self.pieces)

    def timestamp(self) -> Spec | None:
        """The field that holds the time, if these messages have one."""
        rest = self.definition[4 : 4 + FIELD_PART * self.definition[3]]
        place = rest[0::FIELD_PART].find(TIMESTAMP)
        if place < 0:
            return None
        size, base = rest[FIELD_PART * place + 1], BASE_TYPES[rest[FIELD_PART * place + 2] & BASE_TYPE_MASK]
        if size != TIMESTAMP_SIZE or base.size != TIMESTAMP_SIZE:
            return None
        return Spec(TIMESTAMP, 1 + sum(rest[1 : FIELD_PART * place : FIELD_PART]), size, base, 1)

    def developer_keys(self) -> list[tuple[int, int]]:
        """(developer index, field number) of the developer fields."""
        if not self.developer_at:
            return []
        rest = self.definition[self.developer_at + 1 :]
        return [(rest[at + 2], rest[at]) for at in range(0, len(rest), FIELD_PART)]

    def developer_specs(self) -> list[tuple[Spec, Description]]:
        """The developer fields that were described before these messages."""
        if not self.developer_at:
            return []
        rest = self.definition[self.developer_at + 1 :]
        offset = 1 + sum(self.definition[5 : 4 + FIELD_PART * self.definition[3] : FIELD_PART])
        found = []
        for at in range(0, len(rest), FIELD_PART):
            number, size, developer = rest[at], rest[at + 1], rest[at + 2]
            known = self.descriptions.get((developer, number))
            if known and size:
                found.append((_spec(number, offset, size, known.base), known))
            offset += size
        return found

    def flush(self) -> None:
        """Move the single starts into one compact piece."""
        if self.singles:
            self.pieces.append(np.array(self.singles, np.uint32))
            self.singles.clear()

    def add_run(self, start: int, count: int) -> None:
        """Add messages that follow each other without a gap."""
        if count < SHORTEST_PIECE:
            self.singles.extend(range(start, start + count * self.size, self.size))
            return
        self.flush()
        if self.pieces:
            last = self.pieces[-1]
            if isinstance(last, tuple) and last[0] + last[1] * self.size == start:
                self.pieces[-1] = (last[0], last[1] + count)
                return
        self.pieces.append((start, count))

    def last_end(self) -> int:
        """Offset in the file where the last message ends; 0 if there is none."""
        if self.singles:
            return self.singles[-1] + self.size
        if not self.pieces:
            return 0
        last = self.pieces[-1]
        return last[0] + last[1] * self.size if isinstance(last, tuple) else int(last[-1]) + self.size

    def drop_last(self) -> None:
        """Forget the last message (it was cut off)."""
        self.flush()
        last = self.pieces.pop()
        if isinstance(last, tuple):
            if last[1] > 1:
                self.pieces.append((last[0], last[1] - 1))
        elif len(last) > 1:
            self.pieces.append(last[:-1])

    def starts(self) -> NDArray[np.uint32]:
        """Offsets of all messages in the file, ascending."""
        self.flush()
        if len(self.pieces) != 1 or isinstance(self.pieces[0], tuple):
            arrays = [
                np.arange(p[0], p[0] + p[1] * self.size, self.size, dtype=np.uint32)
                if isinstance(p, tuple)
                else p
                for p in self.pieces
            ]
            whole = np.concatenate(arrays) if arrays else np.empty(0, np.uint32)
            if len(self.pieces) > 1:
                self.pieces = [whole]
            return whole
        return self.pieces[0]
