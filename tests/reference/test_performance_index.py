"""Performance index, age factor and records."""

from __future__ import annotations

from datetime import date

import pytest

from homestretch.athlete.performance import age_factor, age_on, performance_index
from homestretch.athlete.records import fastest_possible, record_time, records, reference_speed
from homestretch.units import parse_time

RECORDS = {
    "M": {800: 100.91, 1500: 206.00, 1609.344: 223.13, 3000: 437.55, 5000: 755.36},
    "F": {800: 113.28, 1500: 228.68, 1609.344: 247.64, 3000: 486.11, 5000: 838.06},
}


@pytest.mark.parametrize(
    ("sex", "metres", "time", "index"),
    [("M", 5000, "18:00", 0.70), ("M", 1500, "3:52", 0.89), ("F", 5000, "17:30", 0.80)],
)
def test_known_indexes(sex, metres, time, index) -> None:  # type: ignore[no-untyped-def]
    assert performance_index(metres, parse_time(time), 25, sex) == pytest.approx(index, abs=0.005)


@pytest.mark.parametrize("sex", ["M", "F"])
def test_records_are_those_of_the_lists(sex) -> None:  # type: ignore[no-untyped-def]
    for metres, seconds in RECORDS[sex].items():
        assert record_time(metres, sex) == pytest.approx(seconds, abs=1e-6)
        assert performance_index(metres, seconds, 25, sex) == pytest.approx(1.0)


@pytest.mark.parametrize("sex", ["M", "F"])
def test_record_times_grow_and_record_speeds_fall_with_distance(sex) -> None:  # type: ignore[no-untyped-def]
    table = records(sex)
    times = [time for _, time in table]
    assert times == sorted(times)
    speeds = [distance / time for distance, time in table if distance >= 200]
    assert speeds == sorted(speeds, reverse=True)


@pytest.mark.parametrize(
    ("age", "sex", "factor"),
    [
        (12, "F", 1.0),
        (35, "M", 1.0),
        (45, "M", 0.925),
        (60, "M", 0.8125),
        (70, "M", 0.7025),
        (45, "F", 0.91),
        (60, "F", 0.775),
        (70, "F", 0.645),
        (90, "F", 0.40),
    ],
)
def test_the_age_factor(age, sex, factor) -> None:  # type: ignore[no-untyped-def]
    assert age_factor(age, sex) == pytest.approx(factor)


def test_the_index_is_at_most_one() -> None:
    assert performance_index(1500, 200, 60, "M") == 1.0


def test_unspecified_sex_is_measured_by_the_mean_of_both() -> None:
    men, women = reference_speed(800, "M"), reference_speed(800, "F")
    assert reference_speed(800, "X") == pytest.approx((men + women) / 2)


def test_impossible_begins_one_per_cent_under_the_record_of_the_sex() -> None:
    assert fastest_possible(800, "F") == pytest.approx(0.99 * 113.28)
    assert fastest_possible(800, "X") == fastest_possible(800, "M") == pytest.approx(0.99 * 100.91)


def test_age_counts_full_years() -> None:
    assert age_on(date(2000, 5, 14), date(2026, 5, 13)) == 25
    assert age_on(date(2000, 5, 14), date(2026, 5, 14)) == 26
    assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21
