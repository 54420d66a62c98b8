"""Minetti's cost of running on slopes, and the balance of D'."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.athlete.energy import (
    credited_grade_factor,
    d_prime_step,
    grade_factor,
    kick_time,
    running_cost,
)
from homestretch.athlete.errors import NotUsable


def test_the_level_costs_3_6_joules() -> None:
    assert running_cost(0.0) == 3.6


@pytest.mark.parametrize(
    ("grade", "factor"), [(-0.05, 0.763), (0.04, 1.236), (0.06, 1.369), (0.08, 1.509), (0.10, 1.658)]
)
def test_factors_of_usual_slopes(grade: float, factor: float) -> None:
    assert grade_factor(grade) == pytest.approx(factor, abs=0.0006)


def test_running_downhill_is_cheapest_near_20_per_cent() -> None:
    # Minetti 2002 measured the least cost, 1.73 J/kg/m, at -20 %.
    grades = [step / 1000 for step in range(-450, 451)]
    cheapest = min(grades, key=running_cost)
    assert cheapest == pytest.approx(-0.20, abs=0.03)
    assert running_cost(cheapest) == pytest.approx(1.73, abs=0.15)


def test_downhill_credit_is_limited() -> None:
    assert credited_grade_factor(-0.05) == 0.88
    assert credited_grade_factor(0.05) == grade_factor(0.05)
    assert credited_grade_factor(-0.01) == grade_factor(-0.01)


@pytest.mark.parametrize("grade", [0.46, -0.5])
def test_steeper_slopes_are_refused(grade: float) -> None:
    with pytest.raises(NotUsable, match="45 %"):
        running_cost(grade)


def test_above_critical_speed_the_store_falls_by_the_metres_run_above_it() -> None:
    assert d_prime_step(200, 6.0, 5.0, 200, 30) == pytest.approx(170)


def test_below_critical_speed_the_store_fills_as_the_differential_form_says() -> None:
    # Small Euler steps of dD/dt = (D' - D)(CS - v) / D'.
    left, full = 40.0, 200.0
    for _ in range(100_000):
        left += (full - left) * (5.0 - 3.5) / full * 0.001
    assert d_prime_step(40.0, 3.5, 5.0, full, 100) == pytest.approx(left, abs=0.01)


@given(st.floats(0, 200), st.floats(0.5, 5.0), st.floats(0, 4000))
def test_recovery_never_overfills(left: float, speed: float, seconds: float) -> None:
    assert left - 1e-9 <= d_prime_step(left, speed, 5.0, 200, seconds) <= 200 + 1e-9


@pytest.mark.parametrize(("left", "seconds"), [(80, 53.3), (40, 60.0)])
def test_the_kick_of_a_runner_of_six_metres_a_second(left: float, seconds: float) -> None:
    assert kick_time(left, 6.0, 10.0) == pytest.approx(seconds, abs=0.05)


def test_the_kick_is_never_faster_than_sprint_speed_allows() -> None:
    assert kick_time(200, 6.0, 8.0) == pytest.approx(400 / (0.92 * 8.0))
