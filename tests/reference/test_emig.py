"""Emig and Mulligan's closed form: the published vector, Lambert's W against scipy, records within 0.8 %."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import lambertw

from homestretch.athlete.emig import Endurance, emig_time, fit_emig, lambert_w_minus_one
from homestretch.athlete.errors import NotUsable, TooFewMarks

MEN = [(800, 100.91), (1500, 206.00), (3000, 437.55), (5000, 755.36), (10000, 1571.00)]
WOMEN = [(800, 113.28), (1500, 228.68), (3000, 486.11), (5000, 838.06), (10000, 1734.14)]


@pytest.mark.parametrize(
    ("metres", "seconds"), [(800, 146.83), (1500, 294.05), (3000, 624.03), (5000, 1083.58)]
)
def test_the_reference_runner(metres: float, seconds: float) -> None:
    assert emig_time(metres, Endurance(5.0, 0.10, 0.07)) == pytest.approx(seconds, abs=0.006)


@pytest.mark.parametrize(
    ("marks", "speed", "short", "long"),
    [(MEN, 6.870, 0.1167, 0.0492), (WOMEN, 6.243, 0.1128, 0.0491)],
)
def test_the_records_fit_within_one_per_cent(marks, speed, short, long) -> None:  # type: ignore[no-untyped-def]
    fit = fit_emig(marks)
    assert fit.speed == pytest.approx(speed, rel=0.005)
    assert fit.short_slope == pytest.approx(short, abs=0.006)
    assert fit.long_slope == pytest.approx(long, abs=0.003)
    for metres, seconds in marks:
        assert emig_time(metres, fit) == pytest.approx(seconds, rel=0.01)


def test_three_exact_marks_come_back() -> None:
    model = Endurance(5.0, 0.10, 0.07)
    marks = [(metres, emig_time(metres, model)) for metres in (800.0, 3000.0, 10000.0)]
    fit = fit_emig(marks)
    assert (fit.speed, fit.short_slope, fit.long_slope) == pytest.approx((5.0, 0.10, 0.07))


def test_the_endurance_index_is_how_long_nine_tenths_can_be_held() -> None:
    model = Endurance(5.0, 0.10, 0.07)
    held = 360 * model.index  # s at 0.9 v_m
    assert emig_time(0.9 * 5.0 * held, model) == pytest.approx(held)


@given(st.floats(min_value=1e-12, max_value=0.3678))
def test_w_is_the_lower_branch(size: float) -> None:
    assert lambert_w_minus_one(-size) == pytest.approx(float(lambertw(-size, -1).real), rel=1e-9)


@pytest.mark.parametrize("x", [0.0, 0.1, -0.5, math.nan])
def test_w_has_no_value_outside_its_branch(x: float) -> None:
    with pytest.raises(ValueError, match="lower branch"):
        lambert_w_minus_one(x)


@pytest.mark.parametrize(
    "marks",
    [
        [(800, 120.0), (3000, 540.0)],
        [(800, 120.0), (1000, 158.0), (1500, 250.0)],
        [(3000, 540.0), (5000, 930.0), (10000, 1950.0)],
        [(800, 240.0), (1500, 300.0), (5000, 930.0)],
    ],
)
def test_marks_that_do_not_make_a_curve_are_refused(marks: list[tuple[float, float]]) -> None:
    with pytest.raises(TooFewMarks):
        fit_emig(marks)


def test_a_distance_out_of_reach_is_refused() -> None:
    with pytest.raises(NotUsable, match="does not reach"):
        emig_time(1e9, Endurance(5.0, 0.10, 0.20))
