"""Typed access to the method's numbers (blueprint limits): one place that turns data into floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from homestretch.athlete.model import RunnerType
from homestretch.blueprint.model import Blueprint


def table(blueprint: Blueprint, name: str) -> Mapping[str, Any]:
    """The table of numbers called ``name``, for example ``season.ramp``.

    Raises:
        KeyError: the blueprint has no limit of that name.
        TypeError: it is a single number.
    """
    found = blueprint.limits[name].value
    # dict first, as the check is made some ten thousand times a season
    if not isinstance(found, (dict, Mapping)):
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


def pillar_shares(
    blueprint: Blueprint, distance_m: float, phase: str, runner: RunnerType
) -> tuple[float, float, float, float]:
    """The pillars' shares of quality load, %: by event and phase (method 1.5), moved by the runner's type (1.6)."""
    shares = cast(Mapping[str, Any], blueprint.pillar_share[event_key(distance_m)])
    base, lactate, transition, kick = (float(x) for x in shares.get(phase) or shares["specific"])
    effect = table(blueprint, "type_effect")
    if runner == "speed":
        moved = min(float(effect["speed_kick_points"]), base)
        return base - moved, lactate, transition, kick + moved
    if runner == "endurance":
        moved = min(float(effect["endurance_base_points"]), lactate)
        return base + moved, lactate - moved, transition, kick
    return base, lactate, transition, kick
