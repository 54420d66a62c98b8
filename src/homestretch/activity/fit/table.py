"""All messages of one kind as columns: a number for each message, NaN where a message says nothing.

The bytes of the messages are gathered once for each layout; a column is converted when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.layout import Layout, Spec
from homestretch.activity.fit.profile import Field, Kind
from homestretch.activity.fit.rows import Row, row_reader
from homestretch.activity.fit.timeline import unroll

Floats = NDArray[np.float64]
NO_TIME = 0xFFFFFFFF

# Running totals of which a record writes only the low bits: total, its field of low bits, how many, units per one.
PARTIAL_TOTALS = {
    "total_cycles": ("cycles", 8, 1),
    "accumulated_power": ("compressed_accumulated_power", 16, 1),
    "distance": ("compressed_speed_distance", 12, 16),
}
COMPRESSED_SPEED = 100  # per m/s, in the low 12 bits of compressed_speed_distance
COMPRESSED_SIZE = 3  # bytes of compressed_speed_distance


class Block:
    """The messages of one layout: their bytes side by side, their starts, and their rows in the table."""

    def __init__(self, data: bytes, layout: Layout, stamps: NDArray[np.uint32] | None) -> None:
        self.layout = layout
        self.stamps = stamps  # times from compressed headers
        self.rows: NDArray[np.uint32] | None = None  # None: the table is this block alone
        self._specs = {spec.number: spec for spec in layout.specs()}
        layout.flush()
        piece = layout.pieces[0] if len(layout.pieces) == 1 else None
        if isinstance(piece, tuple):
            self._bytes: bytes | NDArray[np.void] = data
            self._at, self.count = piece
            self._starts: NDArray[np.uint32] | None = None
        else:
            self._starts = layout.starts()
            self._at, self.count = 0, len(self._starts)
            every = np.ndarray((len(data) - layout.size + 1,), f"V{layout.size}", data, strides=(1,))
            self._bytes = every[self._starts]

    def starts(self) -> NDArray[np.uint32]:
        """Where the messages start in the file."""
        return self.layout.starts() if self._starts is None else self._starts

    def holds(self, number: int) -> bool:
        """Whether these messages have the field."""
        return number in self._specs or (number == 253 and self.stamps is not None)

    def view(self, spec: Spec, code: str | None = None) -> NDArray[np.generic]:
        """The field as it is written, (messages,) or (messages, values)."""
        dtype = np.dtype((">" if self.layout.big_endian else "<") + (code or spec.base.code))
        shape: tuple[int, ...] = (self.count,) if spec.count == 1 else (self.count, spec.count)
        strides = (self.layout.size,) if spec.count == 1 else (self.layout.size, spec.base.size)
        return np.ndarray(shape, dtype, self._bytes, self._at + spec.offset, strides)

    def many(self, field: Field) -> Floats | None:
        """A field of several values in each message, (messages, values); None where there is none."""
        spec = self._specs.get(field.number)
        if spec is None or spec.base.name == "string":
            return None
        values = self._scaled(spec, field)
        return values[:, None] if values.ndim == 1 else values

    def values(self, field: Field) -> Floats | None:
        """The field of each message in its unit; None where these messages have no such field.

        Where a message gives several values for a field of one, the first that is valid counts.
        """
        spec = self._specs.get(field.number)
        if spec is None or spec.base.name == "string":
            if self.stamps is not None and field.number == 253:
                return np.where(self.stamps == NO_TIME, np.nan, self.stamps.astype(np.float64))
            return None
        values = self._scaled(spec, field)
        if values.ndim == 2:
            first = np.argmin(np.isnan(values), axis=1)
            values = values[np.arange(len(values)), first]
        return values

    def _scaled(self, spec: Spec, field: Field) -> Floats:
        written = self.view(spec)
        values = written.astype(np.float64)
        invalid = spec.base.invalid
        if invalid is not None:
            missing = written == invalid
            if missing.any():
                values[missing] = np.nan
        if field.scale != 1:
            values /= field.scale
        if field.offset:
            values -= field.offset
        return values

    def compressed_pair(
        self, number: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]] | None:
        """Valid, speed bits and distance bits of compressed_speed_distance; None where there is none."""
        spec = self._specs.get(number)
        if spec is None or spec.size != COMPRESSED_SIZE:
            return None
        low, middle, high = (self.view(spec, "u1")[:, i].astype(np.int64) for i in range(COMPRESSED_SIZE))
        bits = low | middle << 8 | high << 16
        return bits != 0xFFFFFF, bits & 0xFFF, bits >> 12


@dataclass(frozen=True, slots=True)
class DeveloperColumn:
    """What an app on the watch wrote with each message, under the name it gave.

    `values` are as written (the app's `scale` and `offset` not applied), (messages,), NaN where missing.
    """

    name: str
    unit: str
    developer: int
    number: int
    scale: float
    offset: float
    native_kind: int | None
    native_field: int | None
    values: Floats


class Table:
    """The messages of one kind in the order of the file.

    Attributes:
        kind: message type.
        count: number of messages.
    """

    def __init__(
        self, data: bytes, kind: Kind, parts: Sequence[tuple[Layout, NDArray[np.uint32] | None]]
    ) -> None:
        self.kind = kind
        self._data = data
        self._blocks = [Block(data, layout, stamps) for layout, stamps in parts]
        self.count = sum(block.count for block in self._blocks)
        if len(self._blocks) > 1:
            self._order_rows()

    def __len__(self) -> int:
        return self.count

    def _order_rows(self) -> None:
        starts = np.concatenate([block.starts() for block in self._blocks])
        order = np.argsort(starts, kind="stable")
        rows = np.empty(self.count, np.uint32)
        rows[order] = np.arange(self.count, dtype=np.uint32)
        at = 0
        for block in self._blocks:
            block.rows = rows[at : at + block.count]
            at += block.count

    @property
    def names(self) -> list[str]:
        """Columns that some message has, those that a narrower field stands for included."""
        found: dict[str, None] = {}
        for number, field in self.kind.fields.items():
            if any(block.holds(number) for block in self._blocks):
                found[field.name] = None
                if field.wider is not None:
                    found[field.wider.name] = None
                if field.name == "compressed_speed_distance":
                    found.update(dict.fromkeys(("speed", "distance", "enhanced_speed")))
        found.pop("compressed_speed_distance", None)
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
        column = self._column(name)
        column.flags.writeable = False
        return column

    def columns(self) -> dict[str, Floats]:
        """All columns that hold a number."""
        return {
            name: self.column(name) for name in self.names if self.kind.by_name[name].base.name != "string"
        }

    def _column(self, name: str) -> Floats:
        field = self.kind.by_name[name]
        native = self._spread([block.values(field) for block in self._blocks])
        if name in PARTIAL_TOTALS and PARTIAL_TOTALS[name][0] in self.kind.by_name:
            return self._total(native, name)
        for narrow in self.kind.fields.values():
            if narrow.wider is not None and narrow.wider.number == field.number and self._any(narrow.number):
                native = _over(native, self._column(narrow.name))
        if name == "speed" and self._any_compressed():
            native = _over(native, self._compressed_speed())
        return native if native is not None else np.full(self.count, np.nan)

    def _any(self, number: int) -> bool:
        if self.kind.fields[number].name == "speed" and self._any_compressed():
            return True
        return any(block.holds(number) for block in self._blocks)

    def _any_compressed(self) -> bool:
        field = self.kind.by_name.get("compressed_speed_distance")
        return field is not None and any(block.holds(field.number) for block in self._blocks)

    def _spread(self, parts: Sequence[Floats | None]) -> Floats | None:
        """Bring the values of each block to their rows."""
        if all(part is None for part in parts):
            return None
        if len(parts) == 1:
            return parts[0]
        whole = np.full(self.count, np.nan)
        for block, part in zip(self._blocks, parts, strict=True):
            if part is not None:
                whole[block.rows] = part
        return whole

    def _compressed(self) -> tuple[Floats | None, Floats | None]:
        """Speed in m/s, and the low bits of the distance, from compressed_speed_distance."""
        number = self.kind.by_name["compressed_speed_distance"].number
        pairs = [block.compressed_pair(number) for block in self._blocks]
        speed = [None if p is None else np.where(p[0], p[1] / COMPRESSED_SPEED, np.nan) for p in pairs]
        bits = [None if p is None else np.where(p[0], p[2].astype(np.float64), np.nan) for p in pairs]
        return self._spread(speed), self._spread(bits)

    def _compressed_speed(self) -> Floats:
        speed = self._compressed()[0]
        return np.full(self.count, np.nan) if speed is None else speed

    def _total(self, native: Floats | None, name: str) -> Floats:
        """A running total from messages that give it whole and messages that give its low bits."""
        partial_name, bits, per_unit = PARTIAL_TOTALS[name]
        if partial_name == "compressed_speed_distance":
            partial = self._compressed()[1] if self._any_compressed() else None
        else:
            field = self.kind.by_name[partial_name]
            partial = self._spread([block.values(field) for block in self._blocks])
        native = np.full(self.count, np.nan) if native is None else native
        if partial is None:
            return native
        # Each message as two entries, the whole total before its low bits.
        entries = np.column_stack((native * per_unit, partial)).ravel()
        is_full = np.tile([True, False], self.count)
        valid = ~np.isnan(entries)
        totals = np.full(len(entries), np.nan)
        totals[valid] = unroll(entries[valid].astype(np.int64), is_full[valid], bits) / per_unit
        return np.where(np.isnan(partial), native, totals[1::2])

    def many(self, name: str) -> list[Floats]:
        """A field of several values, one array for each message that has it, in the order of the file."""
        field = self.kind.by_name[name]
        found: dict[int, Floats] = {}
        for block in self._blocks:
            values = block.many(field)
            if values is not None:
                rows = range(block.count) if block.rows is None else block.rows.tolist()
                found.update(zip(rows, values, strict=True))
        return [found[row] for row in sorted(found)]

    def rows(self, most: int | None = None) -> list[Row]:
        """The messages as mappings from name to value; for kinds of which a file has few.

        Args:
            most: read no more than this many.

        Returns:
            One mapping for each message, in the order of the file; fields without a value are left out.
        """
        found: list[tuple[int, Row]] = []
        for block in self._blocks:
            read = row_reader(block.layout)
            for at in block.starts()[:most].tolist():
                found.append((at, read(self._data, at)))
        found.sort(key=lambda pair: pair[0])
        return [row for _, row in found[:most]]

    def developer_columns(self) -> list[DeveloperColumn]:
        """The columns that apps on the watch added, each under its own name."""
        keys: dict[tuple[int, int, str], DeveloperColumn] = {}
        parts: dict[tuple[int, int, str], list[Floats | None]] = {}
        for index, block in enumerate(self._blocks):
            for item in block.layout.developer_specs():
                told = item.description
                if item.spec.count != 1 or told.base.name == "string":
                    continue
                plain = Field(told.number, told.name, told.base, 1, 0, told.unit)
                key = (told.developer, told.number, told.name)
                parts.setdefault(key, [None] * len(self._blocks))[index] = block._scaled(item.spec, plain)
                keys[key] = DeveloperColumn(
                    told.name, told.unit, told.developer, told.number, told.scale, told.offset,
                    told.native_kind, told.native_field, np.empty(0),
                )  # fmt: skip
        return [
            DeveloperColumn(
                c.name,
                c.unit,
                c.developer,
                c.number,
                c.scale,
                c.offset,
                c.native_kind,
                c.native_field,
                values,
            )
            for key, c in keys.items()
            if (values := self._spread(parts[key])) is not None
        ]


def _over(below: Floats | None, above: Floats) -> Floats:
    """`above` where it has a value, else `below`."""
    return above if below is None else np.where(np.isnan(above), below, above)
