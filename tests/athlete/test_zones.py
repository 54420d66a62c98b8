"""Nine zones: bands as published, race speeds where they are known, heart rate up to zone 5 and labelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.abilities import estimate
from homestretch.athlete.model import Athlete, Result
from homestretch.athlete.zones import Zones, zones

ON = date(2026, 11, 23)
RUNNER = Athlete(
    "Runner",
    date(1999, 5, 14),
    "F",
    results=(Result(800, 132.4, ON - timedelta(days=30)), Result(3000, 590, ON - timedelta(days=60))),
)


def of(**more: object) -> Zones:
    return zones(estimate(replace(RUNNER, **more), ON))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "low", "high"),
    [(1, 0.60, 0.72), (2, 0.70, 0.82), (3, 0.82, 0.90), (4, 0.93, 0.98), (5, 0.98, None)],
)
def test_zones_one_to_five_are_shares_of_critical_speed(zone: int, low: float, high: float | None) -> None:
    able = estimate(RUNNER, ON)
    band = zones(able).pace[zone - 1]
    assert band.zone == zone
    assert band.speed_low == pytest.approx(low * able.critical_speed.value)
    if high is not None:
        assert band.speed_high == pytest.approx(high * able.critical_speed.value)


def test_race_speeds_win_where_they_are_known() -> None:
    able = estimate(RUNNER, ON)
    six, seven = zones(able).pace[5:7]
    assert (six.speed_low, six.speed_high) == (able.v5000.value, able.v3000.value)
    assert (seven.speed_low, seven.speed_high) == (able.v1500.value, able.v800.value)
    assert zones(able).pace[8].speed_high == able.max_speed.value


@settings(max_examples=200, deadline=None)
@given(st.floats(102, 400), st.none() | st.floats(2.3, 6.0))
def test_every_band_has_a_width_and_they_climb(seconds: float, flying: float | None) -> None:
    athlete = replace(RUNNER, sex="M", results=(Result(800, seconds, ON),), flying30_s=flying)
    bands = zones(estimate(athlete, ON)).pace
    assert all(band.speed_low < band.speed_high for band in bands)
    lows = [band.speed_low for band in bands]
    assert lows == sorted(lows)


def test_there_are_nine_zones_of_pace_and_effort_and_five_of_heart_rate() -> None:
    found = of()
    assert [band.zone for band in found.pace] == [band.zone for band in found.rpe] == list(range(1, 10))
    assert [band.zone for band in found.heart_rate] == [1, 2, 3, 4, 5]


def test_a_known_threshold_heart_rate_is_used() -> None:
    found = of(threshold_hr=172, max_hr=190).heart_rate
    assert [(band.low, band.high) for band in found] == [
        (120, 138),
        (129, 151),
        (151, 162),
        (163, 174),
        (172, 177),
    ]
    assert not any(band.estimated for band in found)


def test_a_measured_maximum_is_used_without_a_threshold() -> None:
    found = of(max_hr=200).heart_rate
    assert [(band.low, band.high) for band in found] == [
        (120, 144),
        (130, 156),
        (152, 170),
        (166, 180),
        (176, 184),
    ]
    assert not any(band.estimated for band in found)


def test_an_estimated_maximum_is_labelled() -> None:
    assert all(band.estimated for band in of().heart_rate)


def test_no_zone_lies_above_the_largest_heart_rate() -> None:
    assert max(band.high for band in of(threshold_hr=189, max_hr=190).heart_rate) <= 190


@pytest.mark.parametrize(
    ("zone", "low", "high", "talk"),
    [(2, 2, 4, "full sentences"), (4, 5, 6.5, "3 to 6 words"), (7, 8, 10, "none")],
)
def test_effort_and_talk(zone: int, low: float, high: float, talk: str) -> None:
    band = of().rpe[zone - 1]
    assert (band.low, band.high, band.talk) == (low, high, talk)
