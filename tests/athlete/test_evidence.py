"""Which results count, how much, and how they are set right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from homestretch.athlete.evidence import altitude_cost, indoor_cost, marks_from, notes_on, weight_by_age
from homestretch.athlete.model import Result

ON = date(2026, 11, 23)


def ago(days: int) -> date:
    return ON - timedelta(days=days)


@pytest.mark.parametrize(("months", "weight"), [(0, 1.0), (6, 0.5), (12, 0.25), (24, 0.0625), (24.1, 0.0)])
def test_the_weight_halves_every_six_months(months: float, weight: float) -> None:
    assert weight_by_age(months) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("metres", "cost"), [(400, 0.0), (800, 0.015), (1500, 0.010), (3000, 0.008), (5000, 0.008)]
)
def test_what_a_200_m_indoor_track_costs(metres: float, cost: float) -> None:
    assert indoor_cost(metres) == pytest.approx(cost)


def test_an_indoor_mark_is_set_right() -> None:
    (mark,) = marks_from([Result(800, 121.8, ON, surface="indoor")], ON)
    assert mark.time_s == pytest.approx(120.0)
    assert notes_on([Result(800, 121.8, ON, surface="indoor")], ON) == (
        "Indoor times are set right for a 200 m track.",
    )


@pytest.mark.parametrize(
    ("metres", "altitude", "cost"),
    [(1500, 300, 0.0), (1500, 1300, 0.016), (5000, 2300, 0.052), (400, 2300, 0.0), (800, 1300, 0.005)],
)
def test_what_altitude_costs(metres: float, altitude: float, cost: float) -> None:
    assert altitude_cost(metres, altitude) == pytest.approx(cost)


def test_a_slower_mark_counts_only_without_a_faster_one_about_as_recent() -> None:
    best, slower = Result(1500, 240, ago(60)), Result(1500, 246, ago(10))
    assert [mark.time_s for mark in marks_from([best, slower], ON)] == [240]
    old = Result(1500, 240, ago(400))
    assert sorted(mark.time_s for mark in marks_from([old, slower], ON)) == [240, 246]


def test_a_newer_faster_mark_replaces_an_older_slower_one() -> None:
    found = marks_from([Result(1500, 246, ago(500)), Result(1500, 240, ago(10))], ON)
    assert [mark.time_s for mark in found] == [240]


def test_the_same_mark_twice_counts_once() -> None:
    mark = Result(1500, 240, ago(10))
    assert len(marks_from([mark, mark], ON)) == 1


def test_the_mile_and_the_1500_both_count() -> None:
    assert len(marks_from([Result(1500, 240, ago(10)), Result(1609.344, 262, ago(10))], ON)) == 2


def test_what_was_left_out_is_said() -> None:
    given = [
        Result(5000, 930, ON, surface="xc"),
        Result(200, 22.0, ON, wind_mps=3.0),
        Result(1500, 240, ago(900)),
        Result(5000, 930, ON, surface="road"),
        Result(3000, 540, ON, altitude_m=1800),
    ]
    notes = " ".join(notes_on(given, ON))
    for part in ("Cross-country", "tail wind", "24 months", "Road times", "altitude"):
        assert part in notes
    assert notes_on([Result(1500, 240, ON)], ON) == ()
