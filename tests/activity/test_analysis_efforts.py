"""Best efforts are exact and never invented; slopes cost what Minetti measured; noise is no climbing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.analysis.efforts import DISTANCES_M, best_over_distances, best_over_durations
from homestretch.activity.analysis.seconds import grade_factors, moving_mean, seconds_of
from homestretch.activity.analysis.terrain import climbed, terrain_of
from homestretch.activity.files import read_activity_file
from homestretch.activity.preparing import main_session, streams_of
from homestretch.activity.streams import Flag, Interval, Streams
from tests.activity.analysis_streams import START, Floats, run_at
from tests.corpus.corpus_files import WHY_SKIPPED, corpus


def brute_force(time: Floats, distance: Floats, metres: float) -> float | None:
    """The least time for a distance among windows that begin or end at a sample, one by one."""
    found = []
    for at, begun in enumerate(distance):
        after = np.flatnonzero(distance >= begun + metres)
        if len(after) and after[0] > at:
            k = after[0]
            share = (begun + metres - distance[k - 1]) / (distance[k] - distance[k - 1])
            found.append(time[k - 1] + share * (time[k] - time[k - 1]) - time[at])
        before = np.flatnonzero(distance <= begun - metres)
        if len(before) and before[-1] < at:
            k = before[-1]
            share = (begun - metres - distance[k]) / (distance[k + 1] - distance[k])
            found.append(time[at] - time[k] - share * (time[k + 1] - time[k]))
    return min(found, default=None)


ways = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 60)), min_size=2, max_size=40)


@given(ways, st.sampled_from([7.0, 20.0, 50.0, 123.4]))
@settings(max_examples=300)
def test_the_best_effort_is_that_of_looking_at_every_window(
    steps: list[tuple[int, int]], metres: float
) -> None:
    time = np.cumsum([float(seconds) for seconds, _ in steps])
    distance = np.cumsum([min(gained, 12.0 * seconds) for seconds, gained in steps])
    streams = Streams(START, time - time[0], distance=distance, sport="running")
    expected = brute_force(time, distance, metres)
    found = best_over_distances(streams, (metres,))
    if expected is None:
        assert found == ()
    else:
        assert found[0].time_s == pytest.approx(expected, abs=1e-6)


@given(ways, st.integers(1, 40), st.floats(0, 1))
@settings(max_examples=200)
def test_no_window_of_that_length_covers_more_ground(
    steps: list[tuple[int, int]], seconds: int, share: float
) -> None:
    time = np.cumsum([float(took) for took, _ in steps])
    time -= time[0]
    distance = np.cumsum([min(gained, 12.0 * took) for took, gained in steps])
    streams = Streams(START, time, distance=distance, sport="running")
    found = best_over_durations(streams, (float(seconds),))
    if time[-1] < seconds:
        assert found == ()
        return
    start = share * (time[-1] - seconds)
    covered = np.diff(np.interp([start, start + seconds], time, distance))[0]
    assert found[0].distance_m >= covered - 1e-6
    begun = found[0].start_s
    assert found[0].distance_m == pytest.approx(
        np.diff(np.interp([begun, begun + seconds], time, distance))[0], abs=1e-6
    )


def test_an_even_run_takes_each_distance_at_its_speed() -> None:
    streams = run_at(np.full(2600, 4.0))
    found = best_over_distances(streams)
    assert [effort.distance_m for effort in found] == list(DISTANCES_M)
    assert [effort.time_s for effort in found] == pytest.approx([metres / 4 for metres in DISTANCES_M])


def test_the_effort_begins_and_ends_inside_samples() -> None:
    speed = np.concatenate((np.full(100, 3.0), np.full(41, 5.0), np.full(100, 3.0)))
    (effort,) = best_over_distances(run_at(speed), (200.0,))
    assert effort.time_s == pytest.approx(40.0)
    (effort,) = best_over_distances(run_at(speed), (208.0,))
    assert effort.time_s == pytest.approx(41 + 3 / 3)


def test_a_pause_costs_its_time_and_gives_no_ground() -> None:
    speed = np.full(400, 5.0)
    speed[100:160] = 2.0  # carried on while the watch stood still
    (effort,) = best_over_distances(run_at(speed, pauses=(Interval(100, 160),)), (1000.0,))
    assert effort.time_s == pytest.approx(200.0)
    whole = best_over_distances(run_at(speed, pauses=(Interval(100, 160),)), (1690.0,))
    assert [one.time_s for one in whole] == pytest.approx([60 + 1690 / 5])


def test_nothing_is_taken_across_a_gap() -> None:
    time = np.concatenate((np.arange(0.0, 100), np.arange(150.0, 250)))
    distance = np.concatenate((np.arange(100) * 4.0, 900 + np.arange(100) * 4.0))
    streams = Streams(START, time, distance=distance, sport="running", gaps=(Interval(99, 150),))
    found = best_over_distances(streams, (200.0, 400.0))
    assert [(one.distance_m, one.time_s) for one in found] == [(200.0, pytest.approx(50))]


def test_a_flagged_spike_does_not_count() -> None:
    speed = np.full(600, 4.0)
    speed[300:305] = 11.0
    spike = Flag("gps_spike", "The position jumped.", (Interval(300, 305),), mended=True)
    assert best_over_distances(run_at(speed), (200.0,))[0].time_s < 45
    assert best_over_distances(run_at(speed, flags=(spike,)), (200.0,))[0].time_s == pytest.approx(50)


def test_a_leap_of_the_distance_that_nobody_runs_does_not_count_though_nobody_flagged_it() -> None:
    speed = np.full(600, 4.0)
    speed[300] = 80.0
    assert best_over_distances(run_at(speed), (400.0,))[0].time_s == pytest.approx(100)


def test_an_activity_without_distance_has_no_efforts() -> None:
    streams = Streams(START, np.arange(100.0), heart_rate=np.full(100, 120.0))
    assert best_over_distances(streams) == best_over_durations(streams) == ()


# Minetti et al. 2002 as factors of the level (SCIENCE 2.3), with no more credit than 0.88 downhill.
@pytest.mark.parametrize(
    ("grade", "factor"),
    [(0.0, 1.0), (0.04, 1.236), (0.06, 1.369), (0.08, 1.509), (0.10, 1.658), (-0.05, 0.88)],
)
def test_a_slope_costs_what_minetti_measured(grade: float, factor: float) -> None:
    assert grade_factors(np.array([grade]))[0] == pytest.approx(factor, abs=5e-4)


def test_a_climb_of_six_percent_is_worth_a_third_more_speed_on_the_level() -> None:
    speed = np.full(600, 3.0)
    seconds = seconds_of(run_at(speed, altitude=100 + 0.06 * 3.0 * np.arange(600)))
    assert seconds.grade[50:550] == pytest.approx(0.06)
    assert seconds.flat_speed[50:550] == pytest.approx(3.0 * 1.369, rel=1e-3)


def test_without_altitude_the_ground_is_level() -> None:
    seconds = seconds_of(run_at(np.full(100, 3.0)))
    assert not seconds.has_grade
    assert np.array_equal(seconds.flat_speed, seconds.speed)


def test_noise_of_the_altitude_is_no_climbing() -> None:
    noise = np.random.default_rng(0).normal(0, 0.5, 3600)
    terrain = terrain_of(run_at(np.full(3600, 3.0), altitude=100 + noise))
    assert terrain is not None
    assert terrain.climb_m < 2
    hills = 100 + 25 * (1 - np.cos(np.arange(3600) * 2 * np.pi / 900)) + noise
    terrain = terrain_of(run_at(np.full(3600, 3.0), altitude=hills))
    assert terrain is not None
    assert terrain.climb_m == pytest.approx(200, rel=0.02)


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=60), st.floats(0.5, 20))
def test_climb_less_descent_is_the_difference_of_the_ends(metres: list[float], turn: float) -> None:
    altitude = np.array(metres)
    up, down = climbed(altitude, turn)
    assert abs(up - down - (altitude[-1] - altitude[0])) <= 2 * turn + 1e-9
    assert up <= np.maximum(np.diff(altitude), 0).sum() + 1e-9
    assert climbed(-altitude, turn) == pytest.approx((down, up))


@given(st.lists(st.none() | st.floats(-100, 100), min_size=1, max_size=30), st.sampled_from([1, 3, 7]))
def test_a_moving_mean_is_the_mean_of_what_is_known_around(numbers: list[float | None], window: int) -> None:
    values = np.array([np.nan if one is None else one for one in numbers])
    for at, mean in enumerate(moving_mean(values, window)):
        around = values[max(0, at - window // 2) : at + window // 2 + 1]
        known = around[np.isfinite(around)]
        assert np.isnan(mean) if not len(known) else mean == pytest.approx(known.mean(), abs=1e-6)


WITH_ASCENT = (
    "garmin-fenix",
    "small-fenix2-run",
    "2013-02-06",
    "runpandas-run.fit",
    "lowbattery",
    "edge-500",
)


@pytest.mark.skipif(not corpus(".fit"), reason=WHY_SKIPPED)
def test_the_climb_of_real_files_is_near_what_their_watches_said() -> None:
    compared = 0
    for path in corpus(".fit"):
        recording = read_activity_file(path) if any(name in path.name for name in WITH_ASCENT) else None
        session = main_session(recording) if recording else None
        if recording is None or session is None or not session.ascent or session.ascent < 50:
            continue
        terrain = terrain_of(streams_of(recording))
        assert terrain is not None
        assert terrain.climb_m == pytest.approx(session.ascent, rel=0.12), path.name
        compared += 1
    assert compared >= 4
