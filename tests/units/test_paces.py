"""Paces and speeds, both ways, and the time of a repeat."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.units import (
    MILE_M,
    PACE_UNITS,
    PaceUnit,
    UnitError,
    format_pace,
    format_rep,
    parse_pace,
    rep_time,
)

SPEEDS = st.floats(min_value=1.0, max_value=12.0)


@pytest.mark.parametrize(
    ("text", "speed"),
    [
        ("4:30/km", 1000 / 270),
        ("4:30 min/km", 1000 / 270),
        ("4:30 per km", 1000 / 270),
        ("7:15/mile", MILE_M / 435),
        ("7:15 /mi", MILE_M / 435),
        ("72 s/400", 400 / 72),
        ("72.0 s per 400 m", 400 / 72),
        ("1:12/400", 400 / 72),
        ("36/200", 200 / 36),
        ("54.5/300", 300 / 54.5),
        ("5.2 m/s", 5.2),
        ("18 km/h", 5.0),
    ],
)
def test_a_pace_is_read_as_a_runner_says_it(text: str, speed: float) -> None:
    assert parse_pace(text) == pytest.approx(speed, rel=1e-12)


@pytest.mark.parametrize("text", ["", "fast", "4:30", "4:30/furlong", "0 m/s", "/km", "-4:30/km", "4:75/km"])
def test_what_is_no_pace_is_refused(text: str) -> None:
    with pytest.raises(UnitError, match="write it such as"):
        parse_pace(text)


@pytest.mark.parametrize(
    ("speed", "unit", "text"),
    [
        (1000 / 270, "min/km", "4:30/km"),
        (1000 / 299.6, "min/km", "5:00/km"),
        (1000 / 58, "min/km", "0:58/km"),
        (1000 / 7.2, "min/km", "0:07/km"),
        (MILE_M / 435, "min/mile", "7:15/mile"),
        (400 / 72, "s/400", "72.0 s/400"),
        (400 / 59.96, "s/400", "60.0 s/400"),
        (200 / 36, "s/200", "36.0 s/200"),
        (300 / 105.25, "s/300", "105.3 s/300"),
        (5.0, "km/h", "18.0 km/h"),
        (5.204, "m/s", "5.20 m/s"),
    ],
)
def test_a_pace_is_written_as_a_runner_says_it(speed: float, unit: PaceUnit, text: str) -> None:
    assert format_pace(speed, unit) == text


@given(SPEEDS, st.sampled_from(PACE_UNITS))
def test_reading_a_written_pace_and_writing_it_again_changes_nothing(speed: float, unit: PaceUnit) -> None:
    text = format_pace(speed, unit)
    assert format_pace(parse_pace(text), unit) == text


@given(SPEEDS)
def test_a_pace_per_kilometre_is_at_most_half_a_second_off(speed: float) -> None:
    assert abs(1000 / parse_pace(format_pace(speed)) - 1000 / speed) <= 0.5 + 1e-6


@given(SPEEDS, st.floats(min_value=60, max_value=5000))
def test_a_repeat_takes_its_distance_over_speed(speed: float, metres: float) -> None:
    assert rep_time(speed, metres) * speed == pytest.approx(metres)


@pytest.mark.parametrize(("speed", "metres"), [(0.0, 400.0), (5.0, 0.0), (math.nan, 400.0), (5.0, math.inf)])
def test_a_repeat_without_speed_or_distance_is_refused(speed: float, metres: float) -> None:
    with pytest.raises(UnitError, match="above 0"):
        rep_time(speed, metres)


@pytest.mark.parametrize("speed", [0.0, -3.0, math.nan, math.inf])
def test_no_pace_without_a_speed(speed: float) -> None:
    with pytest.raises(UnitError, match="above 0"):
        format_pace(speed)


def test_an_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="min/km, min/mile"):
        format_pace(5.0, "min/league")  # type: ignore[arg-type]


def test_repeats_are_in_seconds_up_to_a_hundred() -> None:
    assert [format_rep(s) for s in (72.44, 99.94, 125.0)] == ["72.4", "99.9", "2:05.0"]
