"""The simulator keeps to what it says of itself: the truth adds up, and the watch errs as it should."""

from __future__ import annotations

import numpy as np
import pytest

from homestretch.simulation import KINDS, Leg, Watch, lap_length, simulated_session, simulated_sessions
from homestretch.simulation.oval import draw_place, on_track

STEADY = (Leg("easy", 3.0, duration_s=20_000),)


def watch(tau: float = 2.0) -> Watch:
    return Watch(tau, 3.0, smart=False, gps_memory=30.0, gps_noise=3.0, distance_scale=1.0)


def test_the_same_seed_gives_the_same_session_and_another_another() -> None:
    first, again, other = (simulated_session("equal reps", seed) for seed in (5, 5, 6))

    assert np.array_equal(first.streams.speed, again.streams.speed)
    assert first.pieces == again.pieces
    assert first.laps == again.laps
    assert first.pieces != other.pieces


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_fill_the_time_and_answer_the_script(kind) -> None:
    session = simulated_session(kind, 11)

    assert session.pieces[0].start == 0
    for before, after in zip(session.pieces, session.pieces[1:], strict=False):
        assert after.start == pytest.approx(before.end)
    assert [piece.kind for piece in session.pieces] == [leg.kind for leg in session.legs]
    for leg, piece in zip(session.legs, session.pieces, strict=True):
        if leg.distance_m is not None:
            assert piece.distance_m == pytest.approx(leg.distance_m, abs=1.0)
        else:
            assert piece.duration == pytest.approx(leg.duration_s, abs=0.11)
    assert session.streams.time[-1] == pytest.approx(session.pieces[-1].end, abs=9.0)


def test_steady_runs_have_no_reps_and_the_others_do() -> None:
    for session in simulated_sessions(2 * len(KINDS), 3):
        assert bool(session.efforts) == (session.kind != "steady")


def test_a_third_is_smart_recorded_two_to_eight_seconds_apart() -> None:
    sessions = list(simulated_sessions(120, 1, ("strides",)))
    smart = [session for session in sessions if session.watch.smart]

    assert 25 <= len(smart) <= 55
    for session in sessions:
        steps = np.diff(session.streams.time)
        if session.watch.smart:
            assert steps.min() >= 2
            assert steps.max() <= 8
        else:
            assert set(steps) == {1.0}


def test_the_noise_of_speed_is_that_of_the_issue() -> None:
    quiet = simulated_session("steady", 2, legs=STEADY, watch=watch())
    speed = quiet.streams.speed[60:]
    true = np.diff(quiet.true_distance)[60:]
    noise = speed[1:] - true

    assert noise.std() == pytest.approx(0.15, abs=0.02)
    assert np.corrcoef(noise[1:], noise[:-1])[0, 1] == pytest.approx(np.exp(-1 / 3), abs=0.08)


def test_speed_and_heart_rate_follow_with_their_time_constants() -> None:
    legs = (Leg("warm-up", 2.5, duration_s=600), Leg("rep", 5.0, duration_s=300))
    lags, rises = [], []
    for seed in range(12):
        session = simulated_session("tempo", seed, legs=legs, watch=watch(5.0), smart=False)
        rep = session.pieces[1]
        speed = session.streams.speed
        low = speed[400:590].mean()
        high = speed[700:880].mean()
        crossed = np.flatnonzero(speed[600:] > low + (high - low) * (1 - 1 / np.e))[0]
        lags.append(600 + crossed - rep.start)
        rate = session.streams.heart_rate
        low, high = rate[500:598].mean(), rate[780:880].mean()
        rises.append(np.flatnonzero(rate[600:] > low + (high - low) * (1 - 1 / np.e))[0])

    assert np.mean(lags) == pytest.approx(6.0, abs=1.2)  # 5 s, and half of a ramp of 2 s
    assert np.mean(rises) == pytest.approx(31, abs=6)


@pytest.mark.parametrize("lane", [1, 2, 8])
def test_a_lap_of_a_lane_ends_where_it_began(lane) -> None:
    place = draw_place(np.random.default_rng(4), lane)
    way = np.linspace(0, 2 * place.lap_m, 20_001)
    x, y = on_track(place, way)

    assert np.hypot(np.diff(x), np.diff(y)).sum() == pytest.approx(2 * lap_length(lane), rel=1e-5)
    assert (x[0], y[0]) == pytest.approx((x[10_000], y[10_000]), abs=1e-6)
    assert np.hypot(np.diff(x), np.diff(y)).max() < 0.1  # no jump between straight and bend


def test_lane_one_measures_400_m() -> None:
    assert lap_length(1) == pytest.approx(400.0, abs=0.01)
    assert lap_length(2) - lap_length(1) == pytest.approx(7.04, abs=0.01)  # the stagger of lane 2


def test_positions_err_by_three_metres_and_slowly() -> None:
    east, slow = [], []
    for seed in range(20):
        session = simulated_session("tempo", seed, smart=False)
        place = session.place
        assert place is not None
        metre = np.radians(1) * 6_378_137 * np.cos(np.radians(place.latitude))
        error = (session.streams.longitude - place.longitude) * metre - session.true_x
        east.append(error.std())
        slow.append(np.corrcoef(error[5:], error[:-5])[0, 1])

    assert np.mean(east) == pytest.approx(3.0, abs=0.4)
    assert min(slow) > 0.5  # white noise would give 0


def test_presses_lie_at_reps_and_some_are_forgotten() -> None:
    forgotten = 0
    for session in simulated_sessions(30, 8, ("equal reps",), pressed=True):
        edges = np.array([edge for piece in session.efforts for edge in (piece.start, piece.end)])
        presses = np.array([lap.start - session.streams.start for lap in session.laps[1:]])
        assert all(np.abs(edges - press).min() <= 1.7 for press in presses)
        reps = [piece for piece in session.pieces if piece.kind == "rep"]
        missing = [
            edge for piece in reps for edge in (piece.start, piece.end) if np.abs(presses - edge).min() > 2
        ]
        forgotten += len([edge for edge in missing if 2 < edge < session.streams.duration - 2])
    assert forgotten > 3
