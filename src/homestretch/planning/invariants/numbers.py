"""The safety checks' own numbers, read once from ``limits.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

FIRST_AGE = 12  # lists of youth limits begin at this age (INV-50 to INV-53)


@cache
def _limits() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("limits.toml").read_text(encoding="utf-8")
    return {
        f"{group}.{name}": entry
        for group, entries in tomllib.loads(text).items()
        for name, entry in entries.items()
    }


@cache
def number(name: str) -> float:
    """The single number called ``name``, in its own unit, for example ``load.run_growth``.

    Raises:
        KeyError: no limit of that name.
    """
    return float(_limits()[name]["value"])


@cache
def row(name: str) -> tuple[float, ...]:
    """A list of numbers, for example one for each level.

    Raises:
        KeyError: no limit of that name.
    """
    return tuple(float(v) for v in _limits()[name]["value"])


def by_level(name: str, level: int) -> float:
    """The number for a level: 0 beginner to 3 elite."""
    return row(name)[level]


def by_age(name: str, age: int) -> float | None:
    """The number for an age where the list begins at 12; None from the first age without a limit."""
    values = row(name)
    index = max(age, FIRST_AGE) - FIRST_AGE
    return values[index] if index < len(values) else None


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words, in lower case where they are searched for."""
    return tuple(str(v) for v in _limits()[name]["value"])


@cache
def mapping(name: str) -> dict[str, str]:
    """A table of words, for example site names to the codes of the session table."""
    return cast(dict[str, str], _limits()[name]["value"])
