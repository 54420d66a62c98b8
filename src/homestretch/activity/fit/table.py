"""All messages of one kind as columns: a number for each message, NaN where a message says nothing.

The bytes of the messages are gathered once for each layout; a column is converted when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.block import Block, Floats
from homestretch.activity.fit.developer import DeveloperColumn
from homestretch.activity.fit.layout import Layout, Spec
from homestretch.activity.fit.profile import TIMESTAMP, Field, Kind
from homestretch.activity.fit.rows import Row, row_reader
from homestretch.activity.fit.timeline import NO_TIME, ranks_among, unroll

# Running totals of which a record writes only the low bits: field of the low bits, how many, units per one.
PARTIAL_TOTALS = {
    "total_cycles": ("cycles", 8, 1),
    "accumulated_power": ("compressed_accumulated_power", 16, 1),
    "distance": ("compressed_speed_distance", 12, 16),
}
PAIR = "compressed_speed_distance"  # three bytes: 12 bits of speed, then 12 bits of distance
PAIR_SIZE = 3
PAIR_INVALID = 0xFFFFFF
PAIR_SPEED = 100  # units per m/s


class Table:
    """The messages of one kind in the order of the file.

    Attributes:
        kind: message type.
        parts: the layouts of its messages, with the times that compressed headers gave.
        count: number of messages.
    """

    def __init__(
        self, data: bytes, kind: Kind, parts: Sequence[tuple[Layout, NDArray[np.uint32] | None]]
    ) -> None:
        self.kind = kind
        self.count = sum(layout.count for layout, _ in parts)
        self._data = data
        self.parts = parts

    @cached_property
    def _blocks(self) -> list[Block]:
        return [Block(self._data, layout, stamps) for layout, stamps in self.parts]

    @cached_property
    def _rows(self) -> list[NDArray[np.uint32] | slice]:
        """For each block, the rows of its messages."""
        if len(self._blocks) < 2:
            return [slice(None)] * len(self._blocks)
        everything = np.concatenate([block.starts() for block in self._blocks])
        everything.sort()
        return [ranks_among(everything, block.starts()) for block in self._blocks]

    def __len__(self) -> int:
        return self.count

    @property
    def names(self) -> list[str]:
        """Columns of numbers that some message has, those that a narrower field stands for included."""
        found: dict[str, None] = {}
        for number, field in self.kind.fields.items():
            if field.base.name == "string" or not self._has(number):
                continue
            if field.name == PAIR:
                found.update(dict.fromkeys(("speed", "distance", "enhanced_speed")))
                continue
            found[field.name] = None
            if field.wider is not None:
                found[field.wider.name] = None
        return list(found)

    def column(self, name: str) -> Floats:
        """One field of all messages.

        Args:
            name: the field's name in the FIT protocol, such as `heart_rate`.

        Returns:
            One number for each message in the field's unit, NaN where it has none; read-only.

        Raises:
            KeyError: the product reads no such field of these messages.
        """
        return self._column(self.kind.by_name[name], {})

    def columns(self) -> dict[str, Floats]:
        """All columns, as `column` gives them."""
        made: dict[int, Floats] = {}
        return {name: self._column(self.kind.by_name[name], made) for name in self.names}

    @cached_property
    def _present(self) -> set[int]:
        """Numbers of the fields that some message has."""
        found = {number for block in self._blocks for number in block.specs}
        if any(block.stamps is not None for block in self._blocks):
            found.add(TIMESTAMP)
        return found

    def _has(self, number: int) -> bool:
        return number in self._present

    def _column(self, field: Field, made: dict[int, Floats]) -> Floats:
        if field.number in made:
            return made[field.number]
        values = self._native(field)
        if field.name in PARTIAL_TOTALS:
            values = self._total(values, *PARTIAL_TOTALS[field.name])
        for narrow in self.kind.narrower.get(field.number, ()):
            if self._has(narrow.number) or (narrow.name == "speed" and self._has_pair()):
                values = _over(values, self._column(narrow, made))
        if field.name == "speed" and self._has_pair():
            values = _over(values, self._pair()[0])
        whole = np.full(self.count, np.nan) if values is None else values
        whole.flags.writeable = False
        made[field.number] = whole
        return whole

    def _native(self, field: Field) -> Floats | None:
        """The field where messages write it themselves, in its unit."""
        written = [(block, _numeric(block.specs.get(field.number))) for block in self._blocks]
        if field.number == TIMESTAMP and any(block.stamps is not None for block, _ in written):
            return self._in_order([_times(block, spec) for block, spec in written])
        specs = [spec for _, spec in written if spec is not None]
        if not specs or field.base.name == "string":
            return None
        if len({spec.base.invalid for spec in specs}) > 1 or any(spec.repeats > 1 for spec in specs):
            values = self._in_order([None if spec is None else block.single(spec) for block, spec in written])
        else:
            values = self._gathered(written, specs[0].base.invalid)
        if field.scale != 1:
            values /= field.scale
        if field.offset:
            values -= field.offset
        return values

    def _gathered(self, written: Sequence[tuple[Block, Spec | None]], invalid: int | None) -> Floats:
        """One number of one type from all blocks: brought together first, then judged at once."""
        if len(written) == 1 and written[0][1] is not None:
            values = written[0][0].numbers(written[0][1])
        else:
            values = np.full(self.count, np.nan)
            for rows, (block, spec) in zip(self._rows, written, strict=True):
                if spec is not None:
                    values[rows] = block.view(spec) if invalid is not None else block.numbers(spec)
        if invalid is not None:
            np.copyto(values, np.nan, where=values == float(invalid))
        return values

    def _in_order(self, parts: Sequence[Floats | None]) -> Floats:
        """Values of each block, NaN for a block without, in the order of the file."""
        values = np.full(self.count, np.nan)
        for rows, part in zip(self._rows, parts, strict=True):
            if part is not None:
                values[rows] = part
        return values

    def _has_pair(self) -> bool:
        field = self.kind.by_name.get(PAIR)
        return field is not None and self._has(field.number)

    def _pair(self) -> tuple[Floats, Floats]:
        """Speed in m/s and the low bits of the distance from the field that holds both; NaN where invalid."""
        number = self.kind.by_name[PAIR].number
        speeds: list[Floats | None] = []
        distances: list[Floats | None] = []
        for block in self._blocks:
            spec = block.specs.get(number)
            if spec is None or spec.size != PAIR_SIZE or spec.repeats != PAIR_SIZE:
                speeds.append(None)
                distances.append(None)
                continue
            low, middle, high = np.moveaxis(block.view(spec).astype(np.int64), 1, 0)
            bits = low | middle << 8 | high << 16
            valid = bits != PAIR_INVALID
            speeds.append(np.where(valid, (bits & 0xFFF) / PAIR_SPEED, np.nan))
            distances.append(np.where(valid, (bits >> 12).astype(np.float64), np.nan))
        return self._in_order(speeds), self._in_order(distances)

    def _total(self, whole: Floats | None, narrow: str, bits: int, per_unit: int) -> Floats | None:
        """A running total from messages that give it whole and messages that give its low bits."""
        field = self.kind.by_name.get(narrow)
        if field is None or not self._has(field.number):
            return whole
        partial = self._pair()[1] if narrow == PAIR else self._native(field)
        if partial is None:
            return whole
        if whole is None:
            whole = np.full(self.count, np.nan)
        # Each message as two entries, the whole total before its low bits.
        entries = np.column_stack((whole * per_unit, partial)).ravel()
        is_whole = np.tile([True, False], self.count)
        valid = np.isfinite(entries)
        totals = np.full(len(entries), np.nan)
        totals[valid] = unroll(entries[valid].astype(np.int64), is_whole[valid], bits) / per_unit
        return np.where(np.isfinite(partial), totals[1::2], whole)

    def flat(self, name: str) -> Floats:
        """All values of a field of several in each message, in the order of the file, invalid ones left out.

        Args:
            name: the field's name in the FIT protocol.

        Returns:
            The values in the field's unit, (values,).
        """
        field = self.kind.by_name[name]
        values, rows = [np.empty(0)], [np.empty(0, np.uint32)]
        for places, block in zip(self._rows, self._blocks, strict=True):
            spec = _numeric(block.specs.get(field.number))
            if spec is None:
                continue
            found = block.valid(spec).ravel()
            place = np.arange(block.count, dtype=np.uint32) if isinstance(places, slice) else places
            known = np.isfinite(found)
            values.append(found[known] / field.scale - field.offset)
            if len(self._blocks) > 1:
                rows.append(np.repeat(place, spec.repeats)[known])
        whole: Floats = np.concatenate(values)
        return whole if len(self._blocks) < 2 else whole[np.argsort(np.concatenate(rows), kind="stable")]

    def rows(self, most: int | None = None) -> list[Row]:
        """The messages as mappings from name to value; for kinds of which a file has few.

        Args:
            most: read no more than this many.

        Returns:
            One mapping for each message, in the order of the file; fields without a value are left out.
        """
        found: list[tuple[int, Row]] = []
        for layout, stamps in self.parts:
            read = row_reader(layout)
            chosen = [(at, read(self._data, at)) for at in layout.starts()[:most].tolist()]
            for (_, row), stamp in zip(chosen, [] if stamps is None else stamps.tolist(), strict=False):
                if stamp != NO_TIME:
                    row["timestamp"] = stamp
            found.extend(chosen)
        found.sort(key=lambda pair: pair[0])
        return [row for _, row in found[:most]]

    def developer_columns(self) -> list[DeveloperColumn]:
        """The columns of single numbers that apps on the watch added, each under its own name."""
        parts: dict[tuple[int, int, str], list[Floats | None]] = {}
        told = {}
        for index, block in enumerate(self._blocks):
            for spec, description in block.layout.developer_specs():
                if spec.repeats != 1 or description.base.name == "string":
                    continue
                key = (description.developer, description.number, description.name)
                parts.setdefault(key, [None] * len(self._blocks))[index] = block.valid(spec)
                told[key] = description
        return [DeveloperColumn(told[key], self._in_order(values)) for key, values in parts.items()]


def _numeric(spec: Spec | None) -> Spec | None:
    """The field if its bytes are numbers."""
    return None if spec is None or spec.base.name == "string" else spec


def _times(block: Block, spec: Spec | None) -> Floats | None:
    if block.stamps is not None:
        return np.where(block.stamps == NO_TIME, np.nan, block.stamps.astype(np.float64))
    return None if spec is None else block.single(spec)


def _over(below: Floats | None, above: Floats) -> Floats:
    """`above` where it has a value, else `below`."""
    return above if below is None else np.where(np.isnan(above), below, above)
