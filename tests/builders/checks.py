"""What the tests of the safety checks say: which limits a season breaks."""

from __future__ import annotations

from homestretch.athlete.model import Athlete
from homestretch.planning.invariants import check
from homestretch.planning.season import Season
from tests.builders.seasons import athlete


def broken(season: Season, who: Athlete | None = None) -> set[str]:
    """Ids of the limits that ``season`` breaks for ``who`` (a 26-year-old with 40 km a week)."""
    return {v.id for v in check(season, who or athlete(), season.start)}
