"""Riegel's law: his own example, exponents of records, and the pieces between 400 and 10 000 m."""

from __future__ import annotations

import pytest

from homestretch.athlete.errors import NotUsable
from homestretch.athlete.riegel import own_exponent, riegel, riegel_piecewise


def test_the_general_law_doubles_with_a_factor_of_2_085() -> None:
    # 2^1.06 = 2.0849: 20:00 for 5 km is 41:42 for 10 km, the example of every calculator.
    assert riegel(5000, 1200, 10000) == pytest.approx(2501.9, abs=0.1)


def test_a_half_marathon_of_ninety_minutes_is_a_marathon_of_three_hours_seven() -> None:
    assert riegel(21097.5, 5400, 42195) == pytest.approx(11258.5, abs=1)


@pytest.mark.parametrize(
    ("name", "t800", "t1500", "k"),
    [("men's records", 100.91, 206.00, 1.135), ("women's records", 113.28, 228.68, 1.117)],
)
def test_k_of_the_world_records(name: str, t800: float, t1500: float, k: float) -> None:
    assert own_exponent(800, t800, 1500, t1500) == pytest.approx(k, abs=0.0006), name


@pytest.mark.parametrize(
    ("short", "t_short", "long", "t_long", "sex"),
    [
        (400, 43.03, 800, 100.91, "M"),
        (400, 47.60, 800, 113.28, "F"),
        (800, 100.91, 1500, 206.00, "M"),
        (1500, 206.00, 3000, 437.55, "M"),
        (3000, 437.55, 5000, 755.36, "M"),
        (5000, 755.36, 10000, 1571.00, "M"),
    ],
)
def test_pieces_lead_from_record_to_record(short, t_short, long, t_long, sex) -> None:  # type: ignore[no-untyped-def]
    assert riegel_piecewise(short, t_short, long, sex) == pytest.approx(t_long, rel=0.005)


def test_a_way_over_several_pieces_is_the_ways_one_after_the_other() -> None:
    through = riegel_piecewise(1500, riegel_piecewise(800, 120, 1500, "M"), 5000, "M")
    assert riegel_piecewise(800, 120, 5000, "M") == pytest.approx(through)


def test_there_and_back_is_where_one_was() -> None:
    assert riegel_piecewise(5000, riegel_piecewise(400, 60, 5000, "F"), 400, "F") == pytest.approx(60)


def test_one_distance_gives_no_exponent() -> None:
    with pytest.raises(NotUsable, match="two different distances"):
        own_exponent(800, 120, 800, 121)
