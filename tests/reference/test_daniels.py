"""VDOT against Daniels' printed tables (Daniels' Running Formula) and computed vectors of the formula."""

from __future__ import annotations

import pytest

from homestretch.athlete.daniels import speed_at, time_for, vdot
from homestretch.athlete.errors import NotUsable
from homestretch.units import MILE_M, parse_time

HALF, MARATHON = 21097.5, 42195.0
# VDOT, distance, time as printed.
TABLE = [
    (30, MILE_M, "9:11"),
    (30, 3000, "17:56"),
    (30, 5000, "30:40"),
    (35, 5000, "27:00"),
    (35, 10000, "56:03"),
    (40, 5000, "24:08"),
    (40, 10000, "50:03"),
    (45, 5000, "21:50"),
    (45, 10000, "45:16"),
    (50, MILE_M, "5:50"),
    (50, 3000, "11:33"),
    (50, 5000, "19:57"),
    (50, 10000, "41:21"),
    (50, HALF, "1:31:35"),
    (55, 5000, "18:22"),
    (55, 10000, "38:06"),
    (60, 5000, "17:03"),
    (60, 10000, "35:22"),
    (60, MARATHON, "2:43:25"),
    (65, 5000, "15:54"),
    (65, 10000, "33:01"),
    (70, 5000, "14:55"),
    (70, 10000, "31:00"),
    (70, HALF, "1:08:21"),
    (75, 10000, "29:14"),
    (80, 10000, "27:41"),
]
ROUNDED_VDOT = 0.13  # the tables are made from rounded steps of VDOT


@pytest.mark.parametrize(("value", "metres", "printed"), TABLE)
def test_times_agree_with_the_printed_tables(value: float, metres: float, printed: str) -> None:
    assert time_for(value, metres) == pytest.approx(parse_time(printed), rel=0.0013)


@pytest.mark.parametrize(("value", "metres", "printed"), TABLE)
def test_vdot_agrees_with_the_printed_tables(value: float, metres: float, printed: str) -> None:
    assert vdot(metres, parse_time(printed)) == pytest.approx(value, abs=ROUNDED_VDOT)


@pytest.mark.parametrize(
    ("metres", "time", "value", "places"),
    [
        (5000, "24:34", 39.110, 3),
        (5000, "18:00", 56.32, 2),
        (3000, "10:00", 58.85, 2),
        (1500, "4:45", 57.69, 2),
    ],
)
def test_vdot_of_known_marks(metres: float, time: str, value: float, places: int) -> None:
    assert round(vdot(metres, parse_time(time)), places) == value


@pytest.mark.parametrize(("metres", "seconds"), [(1500, 323.7), (3000, 692.8), (5000, 1196.0)])
def test_marks_of_vdot_50(metres: float, seconds: float) -> None:
    assert time_for(50, metres) == pytest.approx(seconds, abs=0.06)


def test_speed_at_full_vdot_costs_it() -> None:
    # VDOT 50: the printed interval pace of 1000 m is 3:55, of 400 m 93 s.
    assert 1000 / speed_at(50, 0.975) == pytest.approx(235, abs=2)


def test_threshold_pace_of_vdot_50_is_four_fifteen() -> None:
    assert 1000 / speed_at(50, 0.88) == pytest.approx(255, abs=1)


@pytest.mark.parametrize("metres", [200.0, 400.0, 800.0])
def test_vdot_is_never_used_with_800_m_or_shorter(metres: float) -> None:
    with pytest.raises(NotUsable, match="VDOT is not made"):
        vdot(metres, 120.0)
    with pytest.raises(NotUsable, match="VDOT is not made"):
        time_for(50, metres)
