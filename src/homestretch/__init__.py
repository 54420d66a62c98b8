"""Training seasons for middle-distance runners: endurance and speed in one plan.

The public names of the library. Each is loaded when it is first used, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from homestretch.athlete.abilities import estimate
    from homestretch.athlete.checks import check_against
    from homestretch.athlete.file import read_athlete
    from homestretch.athlete.model import Abilities, Athlete, Availability, Race, Result
    from homestretch.athlete.predict import predict
    from homestretch.athlete.zones import zones
    from homestretch.blueprint.model import Blueprint
    from homestretch.blueprint.read import builtin as builtin_blueprint
    from homestretch.blueprint.read import load as load_blueprint
    from homestretch.planning import plan_season, season_batch
    from homestretch.planning.document import canonical, season_document
    from homestretch.planning.invariants import check
    from homestretch.planning.season import Season

# Public name: where it lives, and its name there.
_HOMES = {
    "Abilities": ("homestretch.athlete.model", "Abilities"),
    "Athlete": ("homestretch.athlete.model", "Athlete"),
    "Availability": ("homestretch.athlete.model", "Availability"),
    "Blueprint": ("homestretch.blueprint.model", "Blueprint"),
    "Race": ("homestretch.athlete.model", "Race"),
    "Result": ("homestretch.athlete.model", "Result"),
    "Season": ("homestretch.planning.season", "Season"),
    "builtin_blueprint": ("homestretch.blueprint.read", "builtin"),
    "canonical": ("homestretch.planning.document", "canonical"),
    "check": ("homestretch.planning.invariants", "check"),
    "check_against": ("homestretch.athlete.checks", "check_against"),
    "estimate": ("homestretch.athlete.abilities", "estimate"),
    "load_blueprint": ("homestretch.blueprint.read", "load"),
    "plan_season": ("homestretch.planning", "plan_season"),
    "predict": ("homestretch.athlete.predict", "predict"),
    "read_athlete": ("homestretch.athlete.file", "read_athlete"),
    "season_batch": ("homestretch.planning", "season_batch"),
    "season_document": ("homestretch.planning.document", "season_document"),
    "zones": ("homestretch.athlete.zones", "zones"),
}

__all__ = [
    "Abilities",
    "Athlete",
    "Availability",
    "Blueprint",
    "Race",
    "Result",
    "Season",
    "__version__",
    "builtin_blueprint",
    "canonical",
    "check",
    "check_against",
    "estimate",
    "load_blueprint",
    "plan_season",
    "predict",
    "read_athlete",
    "season_batch",
    "season_document",
    "zones",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, there = _HOMES[name]
    return getattr(import_module(module), there)


def __dir__() -> list[str]:
    return sorted(__all__)
