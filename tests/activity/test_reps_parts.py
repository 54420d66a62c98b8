"""The parts of rep detection: which laps count, where speed is cut, and what is left out as play."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.recording import Lap
from homestretch.activity.reps.edges import refine, response
from homestretch.activity.reps.efforts import find_efforts
from homestretch.activity.reps.grouping import grouped, nominal_distances
from homestretch.activity.reps.model import Rep
from homestretch.activity.reps.pressed import presses
from homestretch.activity.reps.speed import Trace, binned, sharpened
from homestretch.activity.reps.stretches import Stretch, partition
from homestretch.activity.reps.structure import Candidate, meant


def laps(*rows: tuple[float, float | None, str]) -> list[Lap]:
    """Laps one after the other: s, m and trigger of each."""
    made, clock = [], 1000.0
    for elapsed, distance, trigger in rows:
        made.append(Lap(clock, elapsed, distance=distance, trigger=trigger))
        clock += elapsed
    return made


def test_only_laps_pressed_by_hand_are_presses() -> None:
    rows = laps((70, 402.0, "manual"), (90, 220.0, "time"), (70, 399.0, "manual"), (60, 150.0, "session"))

    assert presses(rows, 1000.0, 290.0) == [70.0, 230.0]


@pytest.mark.parametrize("distance", [1000.0, 1004.9, 1996.0, 1609.344, 3214.0])
def test_a_manual_lap_of_whole_kilometres_or_miles_is_automatic(distance) -> None:
    rows = laps((300, distance, "manual"), (60, 140.0, "manual"), (300, 900.0, "session"))

    assert presses(rows, 1000.0, 660.0) == [360.0]


def test_a_lap_that_ends_on_a_whole_kilometre_of_the_run_is_automatic() -> None:
    rows = laps((100, 420.0, "manual"), (200, 578.0, "manual"), (60, 200.0, "manual"), (9, 40.0, "session"))

    assert presses(rows, 1000.0, 369.0) == [100.0, 360.0]


def test_laps_without_distance_and_double_presses() -> None:
    rows = laps((70, None, "manual"), (1, None, "manual"), (90, None, "manual"), (70, None, "session"))

    assert presses(rows, 1000.0, 231.0) == [70.0, 161.0]


def test_no_laps_no_presses() -> None:
    assert presses([], 0.0, 100.0) == []


def cost(values: np.ndarray, cuts: tuple[int, ...], penalty: float) -> float:
    parts = np.split(values, cuts)
    return sum(float(((part - part.mean()) ** 2).sum()) for part in parts) + penalty * len(cuts)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=9), st.floats(0.1, 5))
def test_the_partition_is_the_cheapest_of_all(values, penalty) -> None:
    array = np.array(values)
    found = partition(array, np.ones(len(array)), penalty)
    ways = (chosen for count in range(len(array)) for chosen in combinations(range(1, len(array)), count))

    assert cost(array, tuple(found), penalty) == pytest.approx(
        min(cost(array, way, penalty) for way in ways), abs=1e-9
    )


@pytest.mark.parametrize("bins", [15, 16, 17, 33, 150])
def test_a_long_partition_is_the_cheapest_too(bins) -> None:
    """Beside plain dynamic programming over all ends and starts."""
    chance = np.random.default_rng(bins)
    values = np.repeat(chance.normal(4.0, 1.0, bins // 7 + 1), 7)[:bins] + chance.normal(0.0, 0.2, bins)
    lengths, penalty = chance.uniform(2.0, 5.0, bins), 2.5
    best, cuts = [-penalty], [[]]
    for end in range(1, bins + 1):
        costs = []
        for start in range(end):
            mean = np.average(values[start:end], weights=lengths[start:end])
            spread = np.sum(lengths[start:end] * (values[start:end] - mean) ** 2)
            costs.append(best[start] + spread + penalty)
        start = int(np.argmin(costs))
        best.append(costs[start])
        cuts.append([*cuts[start], start] if start else [])
    assert partition(values, lengths, penalty) == cuts[-1]


def test_equal_bins_are_never_parted_and_long_stretches_are_cut_in_linear_time() -> None:
    standing = np.concatenate((np.full(50, 3.0), np.zeros(87_000), np.full(50, 3.0)))  # three days

    assert partition(standing, np.full(len(standing), 3.0), 2.5) == [50, 87_050]

    steady = 3 + 0.05 * np.random.default_rng(1).standard_normal(6_000)  # five hours: cut, to be joined later
    assert 2 <= len(partition(steady, np.full(len(steady), 3.0), 2.5)) <= 4


@given(st.floats(0.6, 6), st.lists(st.integers(1, 8), min_size=5, max_size=60))
def test_sharpening_undoes_the_lag_whatever_the_steps(tau, steps) -> None:
    time = np.concatenate(([0.0], np.cumsum(steps)))
    shown = 2.0 + 3.0 * (1 - np.exp(-time / tau))  # the answer to a step from 2 to 5 m/s at time 0
    values, lengths = sharpened(Trace(time, shown), tau)

    assert values == pytest.approx(5.0, abs=1e-6)
    assert lengths == pytest.approx(steps)


def test_bins_keep_the_way() -> None:
    values, steps = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([1.0, 1.0, 1.0, 4.0, 2.0])
    means, lengths = binned(values, steps, 3.0)

    assert (means * lengths).sum() == pytest.approx((values * steps).sum())
    assert lengths.sum() == pytest.approx(9.0)


@pytest.mark.parametrize("step", [1.0, 4.0])
def test_an_edge_is_fitted_within_a_second(step) -> None:
    time = np.arange(0.0, 120.0, step)
    speed = 3.0 + 2.0 * response(time - 40.3, 3.0) - 2.0 * response(time - 80.8, 3.0)
    edges = refine(Trace(time, speed), [0.0, 44.0, 78.0, 119.0], [1, 2], 3.0)

    assert edges[1:3] == pytest.approx([40.3, 80.8], abs=0.5)
    assert (edges[0], edges[3]) == (0.0, 119.0)


def stretches(*rows: tuple[float, float]) -> list[Stretch]:
    """Stretches one after the other: s and m/s of each."""
    made, clock = [], 0.0
    for duration, speed in rows:
        made.append(Stretch(clock, clock + duration, speed))
        clock += duration
    return made


def spans(rows: list[Stretch], **choices) -> list[tuple[float, float]]:
    return [(rows[e.first].start, rows[e.last].end) for e in find_efforts(rows, **choices)]


def test_warm_up_and_cool_down_are_no_efforts() -> None:
    rows = stretches((600, 3.2), (90, 0.0), (80, 5.0), (90, 1.4), (80, 5.1), (60, 1.4), (400, 2.7))

    assert spans(rows) == [(690, 770), (860, 940)]


def test_a_fast_float_parts_reps_and_a_dip_does_not() -> None:
    around = (600, 3.0)
    assert len(spans(stretches(around, (60, 5.2), (40, 4.5), (60, 5.2), around))) == 2
    assert len(spans(stretches(around, (60, 5.2), (40, 4.9), (60, 5.2), around))) == 1


def test_a_change_of_pace_within_a_rep_is_one_rep() -> None:
    assert spans(stretches((600, 3.0), (40, 5.5), (18, 6.0), (120, 1.4), (300, 2.9))) == [(600, 658)]


def test_a_hill_down_is_no_effort_and_a_hill_up_is_one() -> None:
    down = [Stretch(0, 600, 3.0), Stretch(600, 700, 3.5, grade=-0.05), Stretch(700, 1300, 3.0)]
    up = [Stretch(0, 600, 3.0), Stretch(600, 700, 3.5, grade=0.05), Stretch(700, 1300, 3.0)]

    assert find_efforts(down) == []
    assert len(find_efforts(up)) == 1


def candidate(duration: float, speed: float, around: float = 3.0, certain: bool = False) -> Candidate:
    return Candidate(duration, duration * speed, around, 1.0, 0.03, certain)


def test_equal_efforts_were_meant_and_a_mixture_was_not() -> None:
    assert meant([candidate(75, 4.0)] * 3) == [True] * 3
    assert meant([candidate(75, 4.0), candidate(33, 3.6), candidate(131, 3.5)]) == [False] * 3
    assert meant([]) == []


def test_a_press_or_a_plan_needs_no_company() -> None:
    assert meant([candidate(75, 4.0, certain=True), candidate(33, 3.6)]) == [True, False]


def test_a_long_even_effort_stands_for_itself_beside_easy_running() -> None:
    assert meant([candidate(1200, 4.2)]) == [True]
    assert meant([candidate(1200, 4.2, around=0.0)]) == [False]


def rep(start: float, duration: float, distance: float) -> Rep:
    return Rep(start, start + duration, distance, None, "rep", "detected", 0, 0)


def test_distances_snap_to_what_is_run_on_a_track() -> None:
    reps, sets = grouped([rep(0, 66, 391), rep(160, 67, 396), rep(320, 65, 397)])
    reps, sets = nominal_distances(reps, sets, 0.15)

    assert [item.nominal_m for item in reps] == [400, 400, 400]
    assert sets[0].reps == reps


def test_reps_by_time_snap_to_nothing() -> None:
    reps, sets = grouped([rep(0, 60.2, 290), rep(120, 59.8, 303), rep(240, 60.1, 312)])
    reps, _ = nominal_distances(reps, sets, 0.15)

    assert [item.nominal_m for item in reps] == [None] * 3
