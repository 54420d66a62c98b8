"""The level of training by two of three rows, with its bounds for overlaps, gaps and youth."""

from __future__ import annotations

import pytest

from homestretch.athlete.performance import level_of


@pytest.mark.parametrize(
    ("km", "years", "index", "level"),
    [
        (20, 0.5, 0.5, "beginner"),
        (48, 4, 0.7, "intermediate"),
        (58, 2, 0.7, "intermediate"),  # 55 to 60 km: the lower level counts
        (60, 3, 0.75, "advanced"),  # left ends are inclusive
        (100, 6, 0.88, "elite"),
        (95, 7, 0.9, "elite"),
        (95, 4, 0.9, "advanced"),  # 80 to 100 km: the lower level counts
        (29.9, 10, 0.95, "intermediate"),  # never above the volume's level + 1
        (30, 10, 0.95, "advanced"),
        (120, 0.5, 0.5, "beginner"),
    ],
)
def test_the_middle_of_three_rows(km: float, years: float, index: float, level: str) -> None:
    assert level_of(km, years, index, 27) == level


@pytest.mark.parametrize(
    ("km", "years", "index", "level"),
    [
        (70, 2, None, "intermediate"),
        (70, None, 0.6, "beginner"),
        (70, None, 0.9, "advanced"),
        (70, None, None, "advanced"),
        (15, None, None, "beginner"),
    ],
)
def test_the_lower_of_two_where_one_is_missing(
    km: float, years: float | None, index: float | None, level: str
) -> None:
    assert level_of(km, years, index, 27) == level


def test_youth_is_not_levelled_by_performance() -> None:
    assert level_of(40, 2, 0.95, 19) == "intermediate" == level_of(40, 2, 0.5, 19)
    assert level_of(40, 3, 0.5, 20) == "intermediate"
    assert level_of(40, 3, 0.8, 20) == "advanced"


def test_nobody_under_18_is_elite() -> None:
    assert level_of(110, 7, 0.95, 17) == "advanced"
    assert level_of(110, 7, 0.95, 18) == "elite"
