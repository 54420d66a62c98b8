"""Distances as runners say them, both ways."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.units import MILE_M, UnitError, format_distance, format_kilometres, parse_distance


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("800", 800.0),
        ("1500 m", 1500.0),
        ("1500m", 1500.0),
        ("mile", MILE_M),
        ("1 mile", MILE_M),
        ("2 mile", 2 * MILE_M),
        ("2 miles", 2 * MILE_M),
        ("5K", 5000.0),
        ("3 km", 3000.0),
        ("10 000 m", 10000.0),
        ("10,000", 10000.0),
        ("1.5 km", 1500.0),
        ("half marathon", 21097.5),
        ("  Mile ", MILE_M),
    ],
)
def test_a_distance_is_read_as_a_runner_says_it(text: str, metres: float) -> None:
    assert parse_distance(text) == metres


@pytest.mark.parametrize("text", ["", "far", "0", "-800", "800 yards", "m", "1e3", "8 00", "nan", "5 K 3"])
def test_what_is_no_distance_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnitError, match="write it such as"):
        parse_distance(text)


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (800.0, "800 m"),
        (MILE_M, "mile"),
        (2 * MILE_M, "2 mile"),
        (5000.0, "5000 m"),
        (10000.0, "10 000 m"),
        (42195.0, "marathon"),
        (1609.0, "1609 m"),
    ],
)
def test_a_distance_is_written_as_the_track_says_it(metres: float, text: str) -> None:
    assert format_distance(metres) == text


@given(st.floats(min_value=1, max_value=100_000))
def test_any_distance_comes_back_exactly(metres: float) -> None:
    metres = round(metres, 3)
    assert parse_distance(format_distance(metres)) == metres


@given(st.integers(min_value=1, max_value=60))
def test_miles_come_back_exactly(count: int) -> None:
    text = format_distance(parse_distance(f"{count} mile"))
    assert text == ("mile" if count == 1 else f"{count} mile")


@pytest.mark.parametrize("metres", [0.0, -1.0, math.nan, math.inf])
def test_a_number_that_is_no_distance_is_not_written(metres: float) -> None:
    with pytest.raises(UnitError, match="above 0"):
        format_distance(metres)


def test_kilometres_round_half_up() -> None:
    assert format_kilometres(8450.0) == "8.5 km"
    assert format_kilometres(0.0, 0) == "0 km"
    with pytest.raises(UnitError, match="from 0 up"):
        format_kilometres(-1.0)
