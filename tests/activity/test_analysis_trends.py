"""Comparisons over months: the usual reference, runs brought to it, differences with their interval."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.analysis.trends import (
    Reading,
    change,
    runs_at,
    slope_within_months,
    student_t,
    usual,
)

DAY = date(2026, 1, 1)


def reading(run: int, at: float, value: float, seconds: float = 600.0) -> Reading:
    return Reading(run, DAY + timedelta(days=run), at, value, seconds)


# Two-sided 80 and 90 %: any table of Student's t.
@pytest.mark.parametrize(
    ("share", "freedom", "quantile"),
    [(0.9, 2, 1.886), (0.9, 5, 1.476), (0.9, 10, 1.372), (0.9, 30, 1.310), (0.95, 10, 1.812)],
)
def test_quantiles_are_those_of_the_tables(share: float, freedom: float, quantile: float) -> None:
    assert student_t(share, freedom) == pytest.approx(quantile, abs=0.003)


def test_the_usual_reference_is_what_most_months_know() -> None:
    often = [reading(30 * k, 141.0, 3.0) for k in range(6)]
    once = [reading(k, 161.0, 4.0) for k in range(20)]
    assert usual([*often, *once], 5.0) == 140.0


def test_no_run_with_enough_of_anything_has_no_reference() -> None:
    assert usual([], 5.0) is None
    assert usual([reading(1, 140.0, 3.0, seconds=200.0)], 5.0) is None


def test_a_change_from_month_to_month_moves_no_slope() -> None:
    rows = [
        Reading(10 * k + j, date(2026, 1 + k, 15 + j), 140.0 + j, 3.0 + 0.1 * k + 0.02 * j, 600.0)
        for k in range(6)
        for j in (-3, -1, 1, 3)
    ]
    assert slope_within_months(rows) == pytest.approx(0.02)
    runs = runs_at(rows, 140.0, 5.0)
    assert runs[-1].value - runs[0].value == pytest.approx(0.5)


def test_few_runs_are_left_as_they_are() -> None:
    (run,) = runs_at([reading(1, 142.0, 3.2)], 140.0, 5.0)
    assert run.value == 3.2


@given(
    st.lists(st.floats(2.0, 6.0), min_size=2, max_size=30),
    st.lists(st.floats(2.0, 6.0), min_size=2, max_size=30),
)
def test_a_difference_lies_in_its_own_interval_and_turns_with_its_sides(
    now: list[float], before: list[float]
) -> None:
    there, back = change(now, before), change(before, now)
    assert there is not None
    assert back is not None
    assert there.low - 1e-9 <= there.now - there.before <= there.high + 1e-9
    assert there.low == pytest.approx(-back.high, abs=1e-9)
    assert (there.runs_now, there.runs_before) == (len(now), len(before))


def test_one_run_on_a_side_is_no_comparison() -> None:
    assert change([3.0], [3.0, 3.1]) is None
    assert change([3.0, 3.1], []) is None


def test_the_interval_holds_the_true_difference_four_times_in_five() -> None:
    random = np.random.default_rng(1)
    held = 0
    for _ in range(2000):
        found = change(random.normal(3.1, 0.1, 7).tolist(), random.normal(3.0, 0.05, 12).tolist())
        assert found is not None
        held += found.low <= 0.1 <= found.high
    assert held / 2000 == pytest.approx(0.80, abs=0.03)


@given(st.integers(0, 5), st.floats(-0.05, 0.05))
def test_runs_on_one_line_are_brought_to_the_same_value(months: int, slope: float) -> None:
    random = np.random.default_rng(months)
    rows = [
        reading(30 * k + j, 140.0 + shift, 3.0 + slope * shift)
        for k in range(months + 1)
        for j, shift in enumerate(random.uniform(-5, 5, 9).tolist())
    ]
    most = 2 * 3.0 / 140
    for run in runs_at(rows, 140.0, 5.0):
        if abs(slope) < 0.9 * most:
            assert run.value == pytest.approx(3.0, abs=1e-6)
