"""Times: what goes in comes out, to the hundredth, and what is no time is refused with a remedy."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.units import UnitError, format_time, parse_time

HUNDREDTHS = st.integers(min_value=1, max_value=10 * 3600 * 100)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:58.72", 118.72),
        ("4:05.3", 245.3),
        ("14:59", 899.0),
        ("61.2", 61.2),
        ("1:02:03", 3723.0),
        ("1:02:03.5", 3723.5),
        ("90:00", 5400.0),
        ("0:58.1", 58.1),
        ("45", 45.0),
        (" 4:28 ", 268.0),
        ("1:58,72", 118.72),
        ("61.2 s", 61.2),
    ],
)
def test_a_time_is_read_as_a_runner_writes_it(text: str, seconds: float) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        *("", "fast", "1:60.0", "4:5", "-61", "1:2:3", "1:61:00", "0", "0:00.00", "1:58.7234"),
        *("nan", "inf", "1e3", "²:00", "1:58 s", "1:58.", "٣:٠٠", "1::58", "12:34:56:78"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnitError, match="write it such as"):
        parse_time(text)


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [
        (59.999, 2, "1:00.00"),
        (59.994, 2, "59.99"),
        (119.999, 1, "2:00.0"),
        (3599.996, 2, "1:00:00.00"),
        (3599.5, 0, "1:00:00"),
        (118.725, 2, "1:58.73"),
        (65.0, 0, "1:05"),
        (0.0, 1, "0.0"),
        (61.2, 1, "1:01.2"),
        (1.005, 2, "1.01"),
    ],
)
def test_rounding_is_half_up_and_never_prints_sixty_seconds(seconds: float, decimals: int, text: str) -> None:
    assert format_time(seconds, decimals) == text


@given(HUNDREDTHS)
def test_hundredths_come_back_exactly(hundredths: int) -> None:
    seconds = hundredths / 100
    assert parse_time(format_time(seconds, 2)) == seconds


@given(HUNDREDTHS)
def test_writing_what_was_read_changes_nothing(hundredths: int) -> None:
    text = format_time(hundredths / 100, 2)
    assert format_time(parse_time(text), 2) == text


@given(st.floats(min_value=0, max_value=40_000), st.integers(min_value=0, max_value=3))
def test_no_part_of_a_written_time_reaches_sixty(seconds: float, decimals: int) -> None:
    parts = format_time(seconds, decimals).split(":")
    assert all(float(part) < 60 for part in parts[-2:])


@given(st.floats(min_value=0.5, max_value=40_000), st.integers(min_value=0, max_value=3))
def test_a_written_time_is_at_most_half_a_digit_off(seconds: float, decimals: int) -> None:
    read = parse_time(format_time(seconds, decimals))
    assert abs(read - seconds) <= 0.5 * 10**-decimals * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -1.0])
def test_a_number_that_is_no_time_is_not_written(seconds: float) -> None:
    with pytest.raises(UnitError, match="from 0 up"):
        format_time(seconds)


def test_too_many_decimals_are_refused() -> None:
    with pytest.raises(UnitError, match="0 to 3 decimals"):
        format_time(61.2, 4)


def test_a_long_text_is_cut_in_the_error() -> None:
    with pytest.raises(UnitError) as error:
        parse_time("x" * 10_000)
    assert len(str(error.value)) < 150
