"""Typed access to the method's numbers (blueprint limits): one place that turns data into floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from homestretch.blueprint.model import Blueprint


def table(blueprint: Blueprint, name: str) -> Mapping[str, Any]:
    """The table of numbers called ``name``, for example ``season.ramp``.

    Raises:
        KeyError: the blueprint has no limit of that name.
        TypeError: it is a single number.
    """
    found = blueprint.limits[name].value
    if not isinstance(found, Mapping):
        raise TypeError(f"limit {name} is not a table")
    return cast(Mapping[str, Any], found)


def pair(value: Any) -> tuple[float, float]:
    """A [low, high] pair of the blueprint."""
    low, high = cast(Sequence[float], value)
    return float(low), float(high)


def event_key(distance_m: float) -> str:
    """The blueprint's name of an event: 800, 1500, mile, 3000 or 5000."""
    rounded = round(distance_m)
    return "mile" if rounded == 1609 else str(rounded)
