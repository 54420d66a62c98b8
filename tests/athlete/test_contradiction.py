"""Two results that cannot both be true are doubted, and those of real runners are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from homestretch.athlete.abilities import estimate
from homestretch.athlete.contradiction import contradiction, question, remark
from homestretch.athlete.model import Result
from homestretch.athlete.records import records
from tests.builders.sample_season import sample_athlete

TODAY = date(2027, 2, 22)
THEN = date(2026, 9, 2)


def results(*marks: tuple[float, float]) -> tuple[Result, ...]:
    return tuple(Result(distance, time, THEN) for distance, time in marks)


def test_a_slow_1500_beside_a_quick_800_is_doubted() -> None:
    found = contradiction(results((800, 125.3), (1500, 410)), TODAY)
    assert found is not None
    assert found.asked.distance_m == 1500
    # 125.3 s x (1500/800)^1.22 (SCIENCE 2.3) is 270 s; the scatter of both races adds some
    assert 270 < found.slowest_s < 310
    assert remark(results((800, 125.3), (1500, 410)), TODAY).startswith(
        "800 m in 2:05.3 and 1500 m in 6:50.0 can hardly both be true: beside the 800 m, 1500 m in about "
    )


def test_a_slow_800_beside_a_quick_5000_is_doubted() -> None:
    found = contradiction(results((800, 240), (5000, 900)), TODAY)
    assert found is not None
    assert found.asked.distance_m == 800
    assert found.slowest_s < 240


@pytest.mark.parametrize("sex", ["F", "M"])
def test_records_contradict_each_other_nowhere(sex: str) -> None:
    marks = [(d, t) for d, t in records(sex) if 400 <= d <= 10_000]  # type: ignore[arg-type]
    assert contradiction(results(*marks), TODAY) is None


@pytest.mark.parametrize(
    "marks",
    [
        ((400, 50.5), (800, 125.3)),  # who comes from 400 m
        ((800, 125.3), (1500, 268.0)),  # k = 1.21
        ((800, 140.0), (5000, 1080.0)),
        ((1500, 300.0), (5000, 1140.0)),
        ((800, 150.0), (1500, 300.0)),  # k = 1.10
    ],
)
def test_runners_of_every_type_are_believed(marks: tuple[tuple[float, float], ...]) -> None:
    assert question(results(*marks), TODAY) == ""


def test_zones_and_plan_carry_the_remark_and_nothing_is_refused() -> None:
    athlete = replace(sample_athlete(), results=results((800, 125.3), (1500, 410)))
    said = [text for text in estimate(athlete, TODAY).assumptions if "can hardly both be true" in text]
    assert len(said) == 1
    assert not any("can hardly" in text for text in estimate(sample_athlete(), TODAY).assumptions)
