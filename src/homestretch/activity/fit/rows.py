"""Messages of which there are few, as one mapping each: laps, sessions, events, workout steps, descriptions."""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct

from homestretch.activity.fit.layout import Description, Layout, Spec
from homestretch.activity.fit.profile import BASE_TYPE_MASK, BASE_TYPES, Field, kinds

Scalar = int | float | str
Value = Scalar | list[int | float | None] | bytes
Row = dict[str, Value]
Raw = tuple[int | float | bytes, ...]


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", errors="ignore")


def _scaled(raw: int | float, field: Field) -> int | float:
    value = raw / field.scale if field.scale != 1 else raw
    return value - field.offset if field.offset else value


def _value(raw: Raw, spec: Spec, field: Field) -> Value | None:
    """What one field says, or None if it says nothing."""
    if spec.base.name == "string":
        return _text(bytes(raw[0])) or None  # type: ignore[arg-type]
    numbers = [number for number in raw if not isinstance(number, bytes)]
    invalid = spec.base.invalid
    if all(number == invalid or number != number for number in numbers):
        return None
    if field.base.name == "byte":
        return bytes(int(number) & 0xFF for number in numbers)
    values = [None if number == invalid else _scaled(number, field) for number in numbers]
    return values[0] if len(values) == 1 else values


def _readers(layout: Layout) -> list[tuple[Field, Spec, Struct]]:
    fields = kinds()[layout.kind].fields if layout.kind in kinds() else {}
    order = ">" if layout.big_endian else "<"
    return [
        (fields[spec.number], spec, Struct(f"{order}{spec.count}{spec.base.struct_code}"))
        for spec in layout.specs()
        if spec.number in fields
    ]


def row_reader(layout: Layout) -> Callable[[bytes, int], Row]:
    """A function that reads the message at an offset of the file into names and values.

    Fields without a value are left out. Whole numbers stay whole where nothing scales them; a field that stands
    for a wider one gives both.
    """
    readers = _readers(layout)

    def read(data: bytes, at: int) -> Row:
        row: Row = {}
        wider: Row = {}
        for field, spec, struct in readers:
            value = _value(struct.unpack_from(data, at + spec.offset), spec, field)
            if value is None:
                continue
            row[field.name] = value
            if field.wider is not None:
                wider[field.wider.name] = value
        row.update(wider)
        return row

    return read


def _whole(row: Row, name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) else None


def description_of(row: Row) -> Description | None:
    """The developer field that a field description message describes; None if it does not say enough."""
    developer, number = _whole(row, "developer_data_index"), _whole(row, "field_definition_number")
    base = _whole(row, "fit_base_type_id")
    if developer is None or number is None or base is None or base & BASE_TYPE_MASK not in BASE_TYPES:
        return None
    return Description(
        developer=developer,
        number=number,
        base=BASE_TYPES[base & BASE_TYPE_MASK],
        name=str(row.get("field_name", "")),
        unit=str(row.get("units", "")),
        scale=float(_whole(row, "scale") or 1),
        offset=float(_whole(row, "offset") or 0),
        native_kind=_whole(row, "native_mesg_num"),
        native_field=_whole(row, "native_field_num"),
    )
