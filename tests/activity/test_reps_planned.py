"""Planned reps read from notation, and aligned with what was run though some are missing or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.reps import find_reps, planned_reps
from homestretch.activity.reps.planned import ADDED, SKIPPED, align, match_cost
from homestretch.blueprint.errors import NotationError
from homestretch.simulation import Leg, simulated_session

SPEEDS = {"CS": 4.8, "V3K": 5.2, "V1500": 5.6, "V800": 6.0, "MSS": 8.5}


def shape(notation: str) -> list[tuple[float | None, float | None, int]]:
    return [(rep.distance_m, rep.duration_s, rep.set_index) for rep in planned_reps(notation)]


def test_repeats_are_one_set_and_sets_of_sets_are_several() -> None:
    assert shape("3 x 400 m @ 1500 (90 s jog)") == [(400, None, 0)] * 3
    assert shape("2 x (2 x 300 m @ 800, 60 s) 4 min") == [(300, None, 0)] * 2 + [(300, None, 1)] * 2
    assert shape("2 x (600 m @ 1500 (40 s walk) + 200 m @ 800) (8 min walk)") == [
        (600, None, 0),
        (200, None, 0),
        (600, None, 1),
        (200, None, 1),
    ]
    assert shape("12 min @ threshold (3 min jog) + 2 x 200 m @ 800 (75 s jog)") == [
        (None, 720, 0),
        (200, None, 1),
        (200, None, 1),
    ]


def test_works_without_a_stop_are_one_rep_with_the_target_of_the_whole() -> None:
    (first, *_) = planned_reps("2 x (200 m @ 1.00 V1500 + 100 m @ 1.00 V800) (4 min walk)", SPEEDS)

    assert first.distance_m == 300
    assert first.speed_low == pytest.approx(300 / (200 / 5.6 + 100 / 6.0))
    assert first.recovery_s == 240


def test_easy_running_is_no_rep_and_a_float_is_a_recovery() -> None:
    reps = planned_reps("35 min @ 0.70-0.82 CS + 4 x 20 s @ 1.00 V1500 > 1.00 V800 (75 s jog)", SPEEDS)
    assert [(rep.duration_s, rep.kind) for rep in reps] == [(20, "stride")] * 4
    assert reps[0].speed_low == 5.6
    assert reps[0].speed_high == 6.0

    floats = planned_reps("8 x (200 m @ 1.00 V1500 + 200 m float @ 0.88-0.92 CS)")
    assert len(floats) == 8
    assert {(rep.recovery, rep.recovery_m) for rep in floats} == {("float", 200)}


THRESHOLD_WITH_SURGES = "4 x (2:45 min @ 0.92 CS + 30 s @ 1.00 V3K + 30 s float @ 0.88 CS)"  # TS02
SURGING = {"CS": 4.7, "V3K": 5.1}


@pytest.mark.parametrize("speeds", [None, SURGING])
def test_of_a_tempo_with_surges_and_floats_the_surges_are_the_reps(speeds) -> None:
    reps = planned_reps(THRESHOLD_WITH_SURGES, speeds)

    assert [rep.duration_s for rep in reps] == [30] * 4
    assert [rep.recovery_s for rep in reps] == [195, 195, 195, 30]
    assert {(rep.recovery, rep.set_index) for rep in reps} == {("float", 0)}
    assert {rep.speed_high for rep in reps} == {None if speeds is None else 5.1}


@pytest.mark.parametrize("seed", [0, 2, 4, 6])
def test_a_tempo_with_surges_is_found_as_planned_without_a_press(seed: int) -> None:
    body = [
        Leg("rep", 0.92 * 4.7, duration_s=165),
        Leg("rep", 5.1, duration_s=30),
        Leg("float", 0.88 * 4.7, duration_s=30),
    ]
    legs = [Leg("warm-up", 2.9, duration_s=900), *body * 4, Leg("cool-down", 2.7, duration_s=600)]
    session = simulated_session("tempo", seed, legs=legs, pressed=False, smart=False)
    found = find_reps(session.streams, (), planned_reps(THRESHOLD_WITH_SURGES, SURGING))

    assert found.skipped == ()
    assert [rep.start for rep in found.reps] == pytest.approx([1065, 1290, 1515, 1740], abs=8)
    assert all(rep.planned is not None for rep in found.reps)


def test_targets_need_anchors_and_hills_have_none() -> None:
    assert planned_reps("400 m @ 1.00 V1500")[0].speed_low is None
    assert planned_reps("6 x 90 s uphill @ 1.00 V3K (jog down 120 s)", SPEEDS)[0].speed_low is None


def test_bad_notation_is_refused() -> None:
    with pytest.raises(NotationError):
        planned_reps("6 x 400 furlongs")


def run(distances: list[int], pauses: list[float]):
    legs = [Leg("warm-up", 3.1, duration_s=500), Leg("standing recovery", 0.0, duration_s=60)]
    for distance, pause in zip(distances, pauses, strict=True):
        legs += [Leg("rep", 5.5, distance_m=distance), Leg("jog recovery", 2.5, duration_s=pause)]
    legs += [Leg("cool-down", 2.9, duration_s=400)]
    return simulated_session("equal reps", 4, legs=legs, smart=False, pressed=False)


def test_a_skipped_rep_is_named_and_the_others_keep_their_places() -> None:
    session = run([400, 300, 200], [90, 90, 60])
    found = find_reps(
        session.streams,
        planned="400 m @ 1500 (90 s jog) + 600 m @ 1500 (90 s jog) + 300 m @ 1500 (90 s jog) + 200 m @ 1500",
    )

    assert [rep.nominal_m for rep in found.reps] == [400, 300, 200]
    assert [rep.distance_m for rep in found.skipped] == [600]
    assert found.source == "planned"


def test_an_added_rep_stays_and_answers_nothing() -> None:
    session = run([400, 400, 400, 400, 200], [90] * 5)
    found = find_reps(session.streams, planned="4 x 400 m @ 1500 (90 s jog)")

    assert [rep.source for rep in found.reps] == ["planned"] * 4 + ["detected"]
    assert found.reps[-1].planned is None
    assert found.reps[-1].nominal_m == 200


def test_the_long_recovery_tells_in_which_set_a_rep_was_skipped() -> None:
    session = run([300] * 5, [60, 60, 300, 60, 60])
    found = find_reps(session.streams, planned="2 x (3 x 300 m @ 800, 60 s) 5 min")

    assert [rep.planned.set_index for rep in found.reps] == [0, 0, 0, 1, 1]
    assert [len(group.reps) for group in found.sets] == [3, 2]


def test_a_rep_cut_short_is_still_that_rep() -> None:
    session = run([400, 400, 250], [90] * 3)
    found = find_reps(session.streams, planned="3 x 400 m @ 1500 (90 s jog)")

    assert [rep.source for rep in found.reps] == ["planned"] * 3
    assert [rep.nominal_m for rep in found.reps] == [400, 400, None]
    assert found.reps[-1].distance_m == pytest.approx(250, abs=10)


def test_a_plan_finds_what_the_speed_alone_would_not() -> None:
    """A steady run a little faster than easy is no effort, unless it was planned."""
    legs = (
        Leg("warm-up", 3.3, duration_s=600),
        Leg("rep", 3.68, duration_s=1200),
        Leg("standing recovery", 1.3, duration_s=60),
        Leg("cool-down", 3.2, duration_s=600),
    )
    streams = simulated_session("tempo", 9, legs=legs, smart=False, pressed=False).streams

    assert find_reps(streams).reps == ()
    found = find_reps(streams, planned="20 min @ 0.94 CS")
    assert [rep.duration for rep in found.reps] == [pytest.approx(1200, abs=20)]


lengths = st.lists(st.sampled_from([200.0, 300.0, 400.0, 600.0, 1000.0]), max_size=7)


@given(planned=lengths, ran=lengths)
def test_alignment_keeps_the_order_and_is_never_dearer_than_nothing(planned, ran) -> None:
    plan = [planned_reps(f"{int(length)} m")[0] for length in planned]
    found = align(len(plan), len(ran), lambda p, r: match_cost(plan[p], ran[r], ran[r] / 5))

    assert list(found.pairs) == sorted(found.pairs)
    assert len({p for p, _ in found.pairs}) == len({r for _, r in found.pairs}) == len(found.pairs)
    assert found.cost <= SKIPPED * len(plan) + ADDED * len(ran) + 1e-9
    if planned == ran:
        assert len(found.pairs) == len(plan)
        assert found.cost == 0
