"""Where the desk asks for a season: the planner is slow to load, so it waits for the first question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.season import Season

Planner = Callable[[Athlete, date, Blueprint], Season]


def plan(athlete: Athlete, start: date, blueprint: Blueprint) -> Season:
    """The season of an athlete from ``start`` on, issued or refused."""
    from homestretch.planning import plan_season

    return plan_season(athlete, start, blueprint)


@cache
def method() -> Blueprint:
    """The built-in method, read once."""
    from homestretch.blueprint.read import builtin

    return builtin()
