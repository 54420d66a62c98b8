"""Messages of which there are few, as one mapping each: laps, sessions, events, workout steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from homestretch.activity.fit.developer import Description
from homestretch.activity.fit.layout import REMEMBERED, Layout, Spec, specs_of
from homestretch.activity.fit.profile import BASE_TYPE_MASK, BASE_TYPES, Field, kinds

Scalar = int | float | str
Value = Scalar | list[int | float | None] | bytes
Row = dict[str, Value]


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", errors="ignore")


class _Plain(NamedTuple):
    """A field of one whole number: where it stands among the unpacked values, and what it means."""

    name: str
    wider: str
    at: int
    invalid: int
    scaled: bool
    scale: float
    offset: float


class _Rest(NamedTuple):
    """A text, a float or several numbers."""

    field: Field
    spec: Spec
    at: int


@lru_cache(maxsize=REMEMBERED)
def plan_of(definition: bytes, kind: int, big_endian: bool) -> tuple[Struct, list[_Plain], list[_Rest]]:
    """How to unpack a whole message at once, unread fields left out."""
    specs = specs_of(definition, kind)
    fields = kinds()[kind].fields if specs else {}
    code = ">x" if big_endian else "<x"
    plain, rest, at, end = [], [], 0, 1
    for spec in specs:
        field = fields[spec.number]
        code += f"{spec.offset - end}x{spec.repeats}{spec.base.struct_code}"
        end = spec.offset + spec.size
        if spec.repeats == 1 and spec.base.invalid is not None and field.base.name != "byte":
            wider = field.wider.name if field.wider else ""
            scaled = field.scale != 1 or field.offset != 0
            plain.append(_Plain(field.name, wider, at, spec.base.invalid, scaled, field.scale, field.offset))
        else:
            rest.append(_Rest(field, spec, at))
        at += 1 if spec.base.name == "string" else spec.repeats
    return Struct(code), plain, rest


def _value(values: Sequence[int | float | bytes], part: _Rest) -> Value | None:
    """What a field says that is not one whole number; None if it says nothing."""
    spec, field = part.spec, part.field
    if spec.base.name == "string":
        text = values[part.at]
        return (_text(text) or None) if isinstance(text, bytes) else None
    numbers = [n for n in values[part.at : part.at + spec.repeats] if not isinstance(n, bytes)]
    invalid = spec.base.invalid
    if all(number == invalid or number != number for number in numbers):
        return None
    if field.base.name == "byte":
        return bytes(int(number) & 0xFF for number in numbers)
    found = [None if n == invalid else n / field.scale - field.offset for n in numbers]
    return found[0] if len(found) == 1 else found


def row_reader(layout: Layout) -> Callable[[bytes, int], Row]:
    """A function that reads the message at an offset of the file into names and values.

    Fields without a value are left out. Whole numbers stay whole where nothing scales them; a field that
    stands for a wider one gives both.
    """
    struct, plain, rest = plan_of(layout.definition, layout.kind, layout.big_endian)

    def read(data: bytes, at: int) -> Row:
        values = struct.unpack_from(data, at)
        row: Row = {}
        wide: Row = {}
        for name, wider, index, invalid, scaled, scale, offset in plain:
            value = values[index]
            if value != invalid:
                if scaled:
                    value = value / scale - offset
                row[name] = value
                if wider:
                    wide[wider] = value
        for part in rest:
            found = _value(values, part)
            if found is not None:
                row[part.field.name] = found
        row.update(wide)
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
