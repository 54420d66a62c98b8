"""The season's table says which weeks the runner is away."""

from __future__ import annotations

from datetime import timedelta

from homestretch.athlete.model import Span
from homestretch.web.show.season import week_rows
from tests.builders.sample_season import START, sample_season

SEASON = sample_season()


def kinds(*spans: tuple[int, int]) -> list[str]:
    """Kinds of the first three weeks; a span's first day is counted from the season's first Monday."""
    monday = SEASON.weeks[0].start
    away = tuple(Span(monday + timedelta(days=n), monday + timedelta(days=n + k - 1)) for n, k in spans)
    return [row.emphasis for row in week_rows(SEASON, (), START, "min/km", away)][:3]


def test_a_week_at_home_has_its_kind_alone() -> None:
    assert not any("away" in kind for kind in kinds())


def test_days_away_are_counted_within_their_week() -> None:
    first, second, third = kinds((5, 4), (15, 1))  # Saturday to Tuesday; a Tuesday
    assert first.endswith(", 2 days away")
    assert second.endswith(", 2 days away")
    assert third.endswith(", 1 day away")


def test_a_whole_week_away_is_nothing_else() -> None:
    assert kinds((7, 7))[1] == "away"
