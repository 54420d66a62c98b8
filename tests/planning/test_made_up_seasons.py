"""Whoever comes gets a season without a violation, or is told the true reason why there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from homestretch.athlete.model import Athlete
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.away import breaks, too_early
from homestretch.planning.invariants import check
from homestretch.planning.numbers import table
from homestretch.planning.season import Season
from tests.builders.athletes import athletes

SAMPLE = 200  # half a second each; the study of thousands is studies.safe_seasons


@pytest.mark.slow
@settings(
    max_examples=SAMPLE,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(athletes())
def test_a_season_keeps_every_safety_limit_or_is_refused_with_a_true_reason(
    made: tuple[Athlete, date],
) -> None:
    athlete, start = made
    season = plan_season(athlete, start)
    assert season.violations == ()
    assert check(season, athlete, start) == ()
    if season.refused is not None:
        assert season.weeks == ()
        assert season.refused.reason
        assert season.refused.colliding
        assert season.refused.loosen
    else:
        assert season.weeks[0].start <= start
        assert max(r.date for r in athlete.races) <= season.weeks[-1].days[-1].date
        assert too_soon(athlete, season) == []


def too_soon(athlete: Athlete, season: Season) -> list[tuple[date, str]]:
    """Hard sessions of the library that stand before method 3.7 allows them after days away."""
    rules, library = table(builtin(), "season.re_entry"), builtin().sessions
    away = breaks(athlete.busy, int(rules["from_days"][0]))
    return [
        (day.date, s.id)
        for week in season.weeks
        for day in week.days
        for s in day.sessions
        if s.quality and s.id in library and too_early(library[s.id], day.date, away, rules)
    ]
