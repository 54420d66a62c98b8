"""Seasons and athletes as JSON and back, exactly: what the store keeps.

In: frozen values of ``athlete.model`` and ``planning.season``. Out: canonical JSON (sorted keys, no spaces)
with a schema number; decoding gives an equal value or says which key is wrong. `plan --json` is another.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from homestretch.athlete.model import Athlete
from homestretch.planning.season import Season

SEASON_SCHEMA = 1
ATHLETE_SCHEMA = 1

Value = TypeVar("Value")


class CannotDecode(ValueError):
    """A stored document is not what its schema says; the sentence names the place."""


def season_to_json(season: Season) -> str:
    """The season as canonical JSON text; equal seasons give equal text."""
    return _text({"schema": SEASON_SCHEMA, "season": encode(season)})


def season_from_json(text: str) -> Season:
    """The season that ``season_to_json`` wrote.

    Raises:
        CannotDecode: the text is of another schema or damaged; says where.
    """
    return decode(Season, _opened(text, "season", SEASON_SCHEMA), "season")


def athlete_to_json(athlete: Athlete) -> str:
    """The athlete as canonical JSON text."""
    return _text({"schema": ATHLETE_SCHEMA, "athlete": encode(athlete)})


def athlete_from_json(text: str) -> Athlete:
    """The athlete that ``athlete_to_json`` wrote.

    Raises:
        CannotDecode: the text is of another schema or damaged; says where.
    """
    return decode(Athlete, _opened(text, "athlete", ATHLETE_SCHEMA), "athlete")


def digest(text: str) -> str:
    """SHA-256 of canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(value: object) -> str:
    """SHA-256 of any frozen value, tables and sets included: tells whether two blueprints are the same."""
    return digest(json.dumps(_plain(value), sort_keys=True, ensure_ascii=False))


def encode(value: object) -> Any:
    """A frozen value as dicts, lists, numbers, text and None.

    Raises:
        TypeError: the value holds something that is no part of an athlete or a season.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot be stored in a season or an athlete")


def decode(kind: type[Value], found: object, where: str) -> Value:
    """The value of type ``kind`` from what ``encode`` gave; ``where`` names the place in errors.

    Raises:
        CannotDecode: a key is unknown or missing, or a value has another type.
    """
    return _read(kind, found, where)  # type: ignore[no-any-return]


def _plain(value: object) -> Any:
    """Like ``encode``, with tables and sets; for hashing only, there is no way back."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return encode(value)


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _opened(text: str, name: str, schema: int) -> object:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise CannotDecode(f"The stored {name} is damaged: {error}.") from error
    if not isinstance(document, dict) or document.get("schema") != schema or name not in document:
        got = document.get("schema") if isinstance(document, dict) else None
        raise CannotDecode(f"The stored {name} has schema {got}; this version of Homestretch reads {schema}.")
    return document[name]


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Field name to its type and whether it must be there."""
    hints = get_type_hints(kind)
    return {
        f.name: (
            hints[f.name],
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(kind)
    }


def _read(kind: Any, found: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(kind, found, where)
    if origin is Literal:
        if found in get_args(kind):
            return found
        raise CannotDecode(f"{where}: {found!r} is none of {', '.join(map(repr, get_args(kind)))}.")
    if origin is tuple:
        return _read_tuple(kind, found, where)
    if dataclasses.is_dataclass(kind):
        return _read_record(kind, found, where)  # type: ignore[arg-type]
    return _read_plain(kind, found, where)


def _read_record(kind: type, found: object, where: str) -> Any:
    if not isinstance(found, dict):
        raise CannotDecode(f"{where}: a table was expected, not {found!r}.")
    fields = _fields(kind)
    unknown = sorted(set(found) - set(fields))
    if unknown:
        raise CannotDecode(f"{where}: unknown key {unknown[0]}.")
    missing = sorted(name for name, (_, needed) in fields.items() if needed and name not in found)
    if missing:
        raise CannotDecode(f"{where}: the key {missing[0]} is missing.")
    return kind(**{name: _read(fields[name][0], value, f"{where}.{name}") for name, value in found.items()})


def _read_union(kind: Any, found: object, where: str) -> Any:
    for choice in get_args(kind):
        if choice is type(None):
            if found is None:
                return None
            continue
        try:
            return _read(choice, found, where)
        except CannotDecode:
            continue
    raise CannotDecode(f"{where}: {found!r} does not fit.")


def _read_tuple(kind: Any, found: object, where: str) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise CannotDecode(f"{where}: a list was expected, not {found!r}.")
    inner = get_args(kind)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], item, f"{where}[{k}]") for k, item in enumerate(found))
    if len(inner) != len(found):
        raise CannotDecode(f"{where}: {len(inner)} values were expected, not {len(found)}.")
    return tuple(
        _read(each, item, f"{where}[{k}]") for k, (each, item) in enumerate(zip(inner, found, strict=True))
    )


def _read_plain(kind: Any, found: object, where: str) -> Any:
    if kind is date and isinstance(found, str):
        try:
            return date.fromisoformat(found)
        except ValueError as error:
            raise CannotDecode(f"{where}: {found!r} is no date.") from error
    if kind is float and isinstance(found, int | float) and not isinstance(found, bool):
        return found
    if kind is int and isinstance(found, int) and not isinstance(found, bool):
        return found
    if kind in (bool, str) and type(found) is kind:
        return found
    raise CannotDecode(f"{where}: {found!r} is no {getattr(kind, '__name__', kind)}.")
