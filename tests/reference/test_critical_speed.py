"""Critical speed and D': records, an exact line, standard errors of a textbook fit, and what is refused."""

from __future__ import annotations

import pytest
from scipy.stats import linregress

from homestretch.athlete.critical import (
    critical_speed,
    critical_speed_one,
    critical_speed_time,
    critical_speed_two,
)
from homestretch.athlete.errors import TooFewMarks

MEN = [(1500, 206.00), (3000, 437.55), (5000, 755.36)]
WOMEN = [(1500, 228.68), (3000, 486.11), (5000, 838.06)]


def test_the_mens_records_have_6_37_metres_a_second_and_198_metres() -> None:
    fit = critical_speed(MEN)
    assert fit.speed == pytest.approx(6.37, abs=0.005)
    assert fit.d_prime == pytest.approx(198, abs=0.5)


def test_the_womens_records_have_5_74_metres_a_second_and_196_metres() -> None:
    fit = critical_speed(WOMEN)
    assert fit.speed == pytest.approx(5.74, abs=0.005)
    assert fit.d_prime == pytest.approx(196, abs=0.5)


def test_speed_and_standard_errors_are_those_of_a_straight_line() -> None:
    marks = [(1200, 215.0), (2400, 460.0), (3600, 702.0), (2000, 371.0)]
    reference = linregress([t for _, t in marks], [d for d, _ in marks])
    fit = critical_speed(marks)
    assert fit.speed == pytest.approx(reference.slope)
    assert fit.d_prime == pytest.approx(reference.intercept)
    assert fit.speed_error == pytest.approx(reference.stderr)
    assert fit.d_prime_error == pytest.approx(reference.intercept_stderr)


def test_two_efforts_on_a_line_give_the_line() -> None:
    # 5 m/s and 150 m: 1200 m in 210 s, 3600 m in 690 s, as in the field test of Galbraith 2014.
    for fit in (critical_speed_two(1200, 210, 3600, 690), critical_speed([(1200, 210), (3600, 690)])):
        assert (fit.speed, fit.d_prime) == pytest.approx((5.0, 150.0))
        assert fit.speed_error is None


def test_a_heavier_mark_draws_the_line_to_itself() -> None:
    marks = [(1200, 210.0), (2400, 465.0), (3600, 690.0)]
    even, heavy = critical_speed(marks), critical_speed(marks, [1, 50, 1])
    miss = [abs(critical_speed_time(2400, fit) - 465) for fit in (even, heavy)]
    assert miss[1] < miss[0]


def test_one_mark_uses_the_usual_reserve() -> None:
    fit = critical_speed_one(3000, 600, "M")
    assert fit.speed == pytest.approx((3000 - 170) / 600)


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ([(1500, 240.0)], "two efforts"),
        ([(400, 50.0), (3000, 540.0)], "two efforts"),
        ([(1500, 240.0), (10000, 2000.0)], "two efforts"),
        ([(1500, 240.0), (2000, 335.0)], "twice"),
        ([], "two efforts"),
    ],
)
def test_too_few_or_too_near_marks_are_refused(marks: list[tuple[float, float]], why: str) -> None:
    with pytest.raises(TooFewMarks, match=why):
        critical_speed(marks)


def test_two_equal_times_are_refused() -> None:
    with pytest.raises(TooFewMarks):
        critical_speed_two(1500, 240, 1600, 240)
