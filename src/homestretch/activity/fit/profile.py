"""The facts of the FIT protocol that Homestretch reads, loaded once from `profile.toml` and `names.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

HERE = Path(__file__).parent

TIMESTAMP = 253  # field number of `timestamp` in every message
FIELD_DESCRIPTION = 206  # message number


@dataclass(frozen=True, slots=True)
class BaseType:
    """How a number is written: its NumPy code, its size in bytes, and the value that means "no value"."""

    name: str
    code: str
    struct_code: str
    size: int
    invalid: int | None


# By the base type's number in a definition message, without its endian bit (FIT protocol, base types).
BASE_TYPES: dict[int, BaseType] = {
    0: BaseType("enum", "u1", "B", 1, 0xFF),
    1: BaseType("sint8", "i1", "b", 1, 0x7F),
    2: BaseType("uint8", "u1", "B", 1, 0xFF),
    3: BaseType("sint16", "i2", "h", 2, 0x7FFF),
    4: BaseType("uint16", "u2", "H", 2, 0xFFFF),
    5: BaseType("sint32", "i4", "i", 4, 0x7FFFFFFF),
    6: BaseType("uint32", "u4", "I", 4, 0xFFFFFFFF),
    7: BaseType("string", "S1", "s", 1, None),
    8: BaseType("float32", "f4", "f", 4, None),
    9: BaseType("float64", "f8", "d", 8, None),
    10: BaseType("uint8z", "u1", "B", 1, 0),
    11: BaseType("uint16z", "u2", "H", 2, 0),
    12: BaseType("uint32z", "u4", "I", 4, 0),
    13: BaseType("byte", "u1", "B", 1, 0xFF),
    14: BaseType("sint64", "i8", "q", 8, 0x7FFFFFFFFFFFFFFF),
    15: BaseType("uint64", "u8", "Q", 8, 0xFFFFFFFFFFFFFFFF),
    16: BaseType("uint64z", "u8", "Q", 8, 0),
}
BASE_TYPE_MASK = 0x1F
UINT8 = BASE_TYPES[2]
BY_NAME = {base.name: base for base in BASE_TYPES.values()}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: value = raw / scale - offset, in `unit`."""

    number: int
    name: str
    base: BaseType
    scale: float
    offset: float
    unit: str
    wider: Field | None = None  # the field that this one also stands for


@dataclass(frozen=True, slots=True)
class Kind:
    """One message type and the fields that are read of it."""

    number: int
    name: str
    fields: dict[int, Field]
    by_name: dict[str, Field]
    narrower: dict[int, tuple[Field, ...]]  # for a field's number, the fields that also stand for it


def _field(name: str, row: list[str | int | float], others: dict[str, list[str | int | float]]) -> Field:
    number, base, scale, offset, unit = row[:5]
    wider = _field(str(row[5]), others[str(row[5])][:5], others) if len(row) > 5 else None
    return Field(int(number), name, BY_NAME[str(base)], float(scale), float(offset), str(unit), wider)


@cache
def kinds() -> dict[int, Kind]:
    """Every message type that is read, by its number."""
    found: dict[int, Kind] = {}
    for name, table in tomli.loads((HERE / "profile.toml").read_text()).items():
        rows = {key: value for key, value in table.items() if key != "number"}
        fields = {key: _field(key, row, rows) for key, row in rows.items()}
        narrower: dict[int, tuple[Field, ...]] = {}
        for field in fields.values():
            if field.wider is not None:
                narrower[field.wider.number] = (*narrower.get(field.wider.number, ()), field)
        by_number = {field.number: field for field in fields.values()}
        found[table["number"]] = Kind(table["number"], name, by_number, fields, narrower)
    return found


def kind_named(name: str) -> Kind:
    """The message type called `name`.

    Raises:
        KeyError: the product reads no such message.
    """
    return _kinds_by_name()[name]


@cache
def _kinds_by_name() -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds().values()}


@cache
def choice_names() -> dict[str, dict[int, str]]:
    """Names of numbered choices: sports, lap triggers, intensities and so on."""
    tables = tomli.loads((HERE / "names.toml").read_text())
    return {key: {int(number): name for number, name in table.items()} for key, table in tables.items()}


def choice(list_name: str, number: float | None) -> str:
    """The name of a numbered choice; "" where there is none, the number itself where it has no name here."""
    if number is None or number != number:
        return ""
    return choice_names()[list_name].get(int(number), f"{int(number)}")
