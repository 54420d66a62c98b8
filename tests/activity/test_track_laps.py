"""Lap presses alone tell of a track where they sit near its multiples, and of none where chance does."""

from __future__ import annotations

import numpy as np
import pytest

from homestretch.activity.recording import Lap
from homestretch.activity.streams import Streams
from homestretch.activity.track import Track, find_track

START = 1_700_000_000.0
NOTHING = Streams(START, np.empty(0))


def presses(*stretches: tuple[float | None, float], trigger: str = "manual") -> list[Lap]:
    """Laps one after the other, of m and s."""
    laps, at = [], START
    for metres, seconds in stretches:
        laps.append(Lap(at, seconds, seconds, metres, trigger=trigger))
        at += seconds
    return laps


def found(laps: list[Lap]) -> Track:
    track = find_track(NOTHING, laps)
    assert track is not None
    return track


def test_four_hundreds_with_jogged_two_hundreds_are_a_400_m_track() -> None:
    rng = np.random.default_rng(4)
    reps = [(400 * rng.normal(1.01, 0.006), 75.0), (200 * rng.normal(1.01, 0.008), 70.0)] * 8
    track = found(presses((2310.0, 800.0), *reps, (1480.0, 560.0)))
    assert track.source == "laps"
    assert track.lap_m == 400
    assert track.lap_count == 12
    assert track.distance_m == 8 * 600
    assert track.gps_error_pct == pytest.approx(1.0, abs=0.6)
    assert track.lane is None
    assert track.place is None


def test_rounds_of_two_hundred_in_a_row_are_an_indoor_track() -> None:
    track = found(presses(*[(200 + d, 38.0 + d / 10) for d in (1, -2, 3, 0, 2, -1, 1, 2, 0, -3)]))
    assert track.lap_m == 200
    assert track.lap_count == 10


def test_two_hundreds_between_walks_are_no_indoor_track() -> None:
    track = found(presses(*[(203.0, 31.0), (90.0, 75.0), (198.0, 31.5), (95.0, 80.0)] * 5))
    assert track.lap_m == 400
    assert track.distance_m == 10 * 200


def test_a_watch_that_is_five_percent_out_is_corrected_for_all_laps_alike() -> None:
    track = found(presses(*[(d * 1.05, d / 5) for d in (400, 400, 800, 200, 400, 400, 200, 200, 600)]))
    assert [lap.distance for lap in track.laps] == [400, 400, 800, 200, 400, 400, 200, 200, 600]
    assert track.gps_error_pct == pytest.approx(5.0, abs=0.1)


def test_a_rep_of_several_laps_is_measured_by_the_laps_within_it() -> None:
    track = found(presses(*[(401.0, 80.0)] * 6))
    rep = track.rep(79.0, 241.0)
    assert rep.distance == 800
    assert rep.nominal == 800


def test_a_lap_that_took_as_long_as_its_neighbour_counts_though_its_distance_is_off() -> None:
    laps = [(200.0, 42.0)] * 4 + [(219.0, 42.4)] + [(201.0, 41.8)] * 4
    assert found(presses(*laps)).lap_count == 9
    slow = [(200.0, 42.0)] * 4 + [(219.0, 60.0)] + [(201.0, 41.8)] * 4
    assert found(presses(*slow)).lap_count == 8


def test_laps_that_the_watch_made_by_itself_are_no_track() -> None:
    assert find_track(NOTHING, presses(*[(1000.0, 300.0)] * 12, trigger="distance")) is None
    assert find_track(NOTHING, presses(*[(1000.0, 300.0)] * 12)) is None  # TCX says manual of these
    assert find_track(NOTHING, presses(*[(1609.3, 480.0)] * 6)) is None
    assert find_track(NOTHING, presses(*[(400.0, 90.0)] * 12, trigger="distance")) is None


def test_presses_at_any_distance_are_seldom_a_track() -> None:
    rng = np.random.default_rng(1)
    claimed = sum(
        find_track(NOTHING, presses(*[(m, m / 4) for m in rng.uniform(150, 1600, rng.integers(4, 20))]))
        is not None
        for _ in range(500)
    )
    assert claimed <= 5


def test_even_lap_times_without_any_distance_tell_the_track_by_their_length() -> None:
    times = [78.2, 77.9, 79.0, 78.8, 78.1, 77.5]
    assert found(presses(*[(None, t) for t in times])).lap_m == 400
    assert found(presses(*[(None, t / 2) for t in times])).lap_m == 200


def test_lap_times_by_the_clock_or_uneven_ones_are_no_track() -> None:
    assert find_track(NOTHING, presses(*[(None, 60.0 + d) for d in (0.2, -0.3, 0.1, 0.4, -0.1, 0.3)])) is None
    assert find_track(NOTHING, presses(*[(None, t) for t in (70.0, 95.0, 83.0, 120.0, 64.0, 101.0)])) is None


def test_no_laps_and_no_samples_are_no_track() -> None:
    assert find_track(NOTHING) is None
