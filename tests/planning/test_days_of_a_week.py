"""Which day a session stands on beside its neighbours: fresh sprints, a quiet long run, easy days after days away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pytest

from homestretch.planning import plan_season
from homestretch.planning.season import Day, PlannedSession, Season
from studies.athletes import random_athlete

SPRINTS = ("HI03", "SP02", "SP03")
LONG = ("AB04", "AB05", "FK05")


@lru_cache(maxsize=8)
def made_up(seed: int) -> Season:
    athlete, start = random_athlete(seed)
    season = plan_season(athlete, start)
    assert season.refused is None
    return season


def successive(season: Season) -> Iterator[tuple[Day, Day]]:
    return pairwise(d for w in season.weeks for d in w.days)


def held(day: Day, ids: tuple[str, ...]) -> list[PlannedSession]:
    return [s for s in day.sessions if s.id in ids]


@pytest.mark.parametrize("seed", [41000003, 41000054])
def test_sprints_stand_fresh_uphill_as_well(seed: int) -> None:
    """Method MC13, MC12: not the day after a hard session, nor after plyometrics."""
    season = made_up(seed)
    assert any(held(d, SPRINTS) for w in season.weeks for d in w.days)
    for before, day in successive(season):
        if held(day, SPRINTS):
            assert not any(s.quality or s.contacts for s in before.sessions), day.date


@pytest.mark.parametrize("seed", [41000038, 41000054])
def test_no_lactate_work_on_the_day_before_the_long_run(seed: int) -> None:
    """Method MC08, 13.27: hills that count as lactate work are no exception."""
    season = made_up(seed)
    assert any(held(d, LONG) for w in season.weeks for d in w.days)
    for before, day in successive(season):
        if held(day, LONG):
            assert not any(s.quality and s.pillar == "lactate_tolerance" for s in before.sessions), day.date
