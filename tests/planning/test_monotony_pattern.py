"""The pattern of high and low days that a week is asked to keep holds its monotony, whatever its loads (13.20)."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from homestretch.planning import plan_season
from homestretch.planning.planner import pattern_of_loads
from studies.athletes import random_athlete

LOADS = st.lists(st.integers(0, 900), min_size=7, max_size=7)
LIMITS = st.sampled_from((2.0, 2.2, 2.5))


def monotony(loads: list[int]) -> float:
    """Mean over population SD (Foster 1998)."""
    mean = sum(loads) / 7
    deviation = (sum((x - mean) ** 2 for x in loads) / 7) ** 0.5
    return mean / deviation if deviation else float("inf")


@given(LOADS, LOADS, LIMITS)
def test_a_week_that_keeps_the_pattern_of_another_holds_the_limit(
    before: list[int], after: list[int], limit: float
) -> None:
    assume(sum(after) > 0)
    weights = pattern_of_loads(before, limit)
    if sum(w * x for w, x in zip(weights, after, strict=True)) >= 0:
        assert monotony(after) <= limit


def test_a_week_within_the_limit_keeps_its_own_pattern() -> None:
    loads = [500, 15, 450, 15, 600, 200, 15]
    assert monotony(loads) < 2.0
    weights = pattern_of_loads(loads, 2.0)
    assert sum(w * x for w, x in zip(weights, loads, strict=True)) >= 0


def test_a_week_above_the_limit_does_not_keep_its_own_pattern() -> None:
    loads = [300, 320, 310, 300, 330, 300, 310]
    assert monotony(loads) > 2.5
    weights = pattern_of_loads(loads, 2.5)
    assert sum(w * x for w, x in zip(weights, loads, strict=True)) < 0


def test_a_way_without_an_answer_does_not_end_the_look_for_an_uneven_week() -> None:
    """One week of this made-up athlete has no answer that keeps the pattern; another way makes it uneven."""
    athlete, start = random_athlete(41003733)
    season = plan_season(athlete, start)
    assert season.refused is None
    assert season.violations == ()
