"""Predictions: close to known marks, honest ranges, the published formulas beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.athlete.errors import NotUsable, TooFewMarks
from homestretch.athlete.model import MILE_M, Result
from homestretch.athlete.predict import EVENTS, Prediction, predict

ON = date(2026, 11, 23)


def marks(*pairs: tuple[float, float], days: int = 0) -> list[Result]:
    return [Result(metres, seconds, ON - timedelta(days=days)) for metres, seconds in pairs]


def one(given: list[Result], metres: float, sex: str = "M", **more: float) -> Prediction:
    return predict(given, sex, ON, [metres], **more).predictions[0]  # type: ignore[arg-type]


# Both marks of one known runner: the range from the first must hold the second.
PAIRS = [
    ("club woman, indoors", "F", (800, 167.4), (MILE_M, 367.0)),
    ("men's records", "M", (1500, 206.00), (5000, 755.36)),
    ("women's records", "F", (800, 113.28), (1500, 228.68)),
    ("El Guerrouj", "M", (1500, 206.00), (3000, 443.09)),
    ("Coe", "M", (800, 101.73), (MILE_M, 227.33)),
    ("Komen", "M", (3000, 440.67), (5000, 759.74)),
    ("Kipyegon", "F", (1500, 228.68), (5000, 845.20)),
]


@pytest.mark.parametrize(("who", "sex", "known", "other"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_the_range_holds_the_other_mark(who, sex, known, other) -> None:  # type: ignore[no-untyped-def]
    said = one(marks(known), other[0], sex)
    assert said.low_s <= other[1] <= said.high_s
    assert said.time_s == pytest.approx(other[1], rel=0.045)


def test_a_distance_that_was_run_is_predicted_near_its_mark() -> None:
    assert one(marks((800, 118.2), (3000, 535)), 800).time_s == pytest.approx(118.2, rel=0.008)


def test_ranges_widen_with_distance_and_with_the_age_of_the_marks() -> None:
    near, far = (one(marks((1500, 243)), metres) for metres in (MILE_M, 5000))
    old = one(marks((1500, 243), days=500), MILE_M)
    assert near.high_s / near.low_s < far.high_s / far.low_s
    assert near.high_s / near.low_s < old.high_s / old.low_s


def test_ranges_of_world_class_runners_are_narrower() -> None:
    elite, club = (one(marks((1500, seconds)), 3000) for seconds in (212, 300))
    assert elite.high_s / elite.low_s < club.high_s / club.low_s


def test_more_evidence_narrows_a_range() -> None:
    less, more = one(marks((800, 130)), 3000), one(marks((800, 130), (1500, 268)), 3000)
    assert more.high_s / more.low_s < less.high_s / less.low_s


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([400.0, 800.0, 1500.0, 3000.0, 10000.0]), st.floats(3.0, 7.0)),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["F", "M", "X"]),
)
def test_times_grow_with_distance_whatever_the_marks(pairs: list[tuple[float, float]], sex: str) -> None:
    given = marks(*((metres, metres / speed) for metres, speed in pairs))
    said = predict(given, sex, ON, [200, 400, 800, 1500, MILE_M, 3000, 5000, 10000, 21097.5]).predictions  # type: ignore[arg-type]
    times = [prediction.time_s for prediction in said]
    assert times == sorted(times)
    assert all(prediction.low_s < prediction.time_s < prediction.high_s for prediction in said)


def test_without_distances_all_events_are_predicted_in_order() -> None:
    said = predict(marks((1500, 243)), "M", ON)
    assert [prediction.distance_m for prediction in said.predictions] == list(EVENTS)


def test_what_the_times_stand_on_is_given() -> None:
    said = predict(marks((800, 110), (1500, 232)), "M", ON, flying30_s=3.2)
    assert said.critical_speed == pytest.approx(5.5, abs=0.4)
    assert 60 <= said.d_prime_m <= 350
    assert said.max_speed == pytest.approx(30 / 3.2)
    assert said.type in ("speed", "balanced", "endurance")


def test_vdot_has_no_say_where_an_800_is_all_there_is_or_asked_for() -> None:
    assert "VDOT" not in dict(one(marks((800, 118)), 3000).others)
    assert "VDOT" not in dict(one(marks((3000, 535)), 800).others)
    assert "VDOT" in dict(one(marks((800, 118), (3000, 535)), 5000).others)


def test_other_formulas_speak_only_where_they_hold() -> None:
    three = marks((800, 118), (1500, 243), (3000, 535))
    assert {"critical speed", "Emig"} <= dict(one(three, 5000).others).keys()
    assert "critical speed" not in dict(one(three, 10000).others)
    assert "speed reserve" in dict(one(three, 800, flying30_s=3.3).others)
    assert "speed reserve" not in dict(one(three, 1500, flying30_s=3.3).others)
    assert "speed reserve" not in dict(one(three, 800).others)


def test_formulas_far_apart_are_flagged() -> None:
    assert one(marks((800, 118.0)), 5000).disputed
    assert not one(marks((1500, 243), (3000, 520), (5000, 900)), 3000).disputed


@pytest.mark.parametrize(
    "given",
    [
        [],
        [Result(5000, 930, ON, surface="xc")],
        [Result(800, 118, date(2023, 1, 1))],
        [Result(800, 118, date(2027, 1, 1))],
    ],
    ids=["nothing", "cross-country", "too old", "to come"],
)
def test_without_a_mark_that_counts_there_is_no_prediction(given: list[Result]) -> None:
    with pytest.raises(TooFewMarks, match="No result counts"):
        predict(given, "M", ON)


@pytest.mark.parametrize("metres", [50.0, 100_000.0])
def test_distances_out_of_reach_are_refused(metres: float) -> None:
    with pytest.raises(NotUsable, match="100 m to 42 195 m"):
        one(marks((800, 118)), metres)
