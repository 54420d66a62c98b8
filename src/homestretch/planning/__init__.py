"""From an athlete to a season: frame, spine, weeks, prescription, and the invariants that let it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homestretch.planning.batch import SeasonSnapshot as SeasonSnapshot
    from homestretch.planning.batch import run_batches as run_batches
    from homestretch.planning.batch import season_batch as season_batch
    from homestretch.planning.plan import plan_season as plan_season

__all__ = ["SeasonSnapshot", "plan_season", "run_batches", "season_batch"]

_HOME = {"plan_season": "plan", "SeasonSnapshot": "batch", "season_batch": "batch", "run_batches": "batch"}


def __getattr__(name: str) -> Any:
    """Loads the planner only when it is asked for: reading a plan's types stays quick."""
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"homestretch.planning.{_HOME[name]}"), name)
    raise AttributeError(f"module 'homestretch.planning' has no attribute {name!r}")
