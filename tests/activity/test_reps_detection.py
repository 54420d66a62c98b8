"""Reps found in simulated sessions and in real files: what is there is found, and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity_file
from homestretch.activity.preparing import streams_of
from homestretch.activity.recording import Lap
from homestretch.activity.reps import find_reps, set_figures
from homestretch.activity.reps.edges import estimate_tau, response
from homestretch.activity.reps.speed import trace_of
from homestretch.activity.streams import Interval, Streams
from homestretch.simulation import KINDS, Leg, SessionKind, Watch, simulated_session, simulated_sessions
from studies.rep_detection import evaluate

CORPUS = (
    Path(os.environ.get("HOMESTRETCH_CORPUS", Path(__file__).parents[3] / "shared" / "data")) / "activities"
)
WITHOUT_FLOATS: tuple[SessionKind, ...] = tuple(kind for kind in KINDS if kind != "floats")

SESSION = (
    Leg("warm-up", 3.1, duration_s=600),
    Leg("standing recovery", 0.0, duration_s=90),
    *(Leg("rep", 5.2, distance_m=400), Leg("jog recovery", 2.4, duration_s=90)) * 5,
    Leg("rep", 5.2, distance_m=400),
    Leg("standing recovery", 1.4, duration_s=60),
    Leg("cool-down", 2.8, duration_s=420),
)


def made(tau: float = 3.0, seed: int = 1, **choices):
    watch = Watch(tau, 3.0, smart=False, gps_memory=30.0, gps_noise=3.0, distance_scale=1.0)
    choices = {"smart": False, "pressed": False} | choices
    return simulated_session("equal reps", seed, legs=SESSION, watch=watch, **choices)


@pytest.mark.parametrize(("smart", "goal"), [(False, 0.95), (True, 0.90)])
def test_reps_are_found_in_the_speed_alone(smart, goal) -> None:
    scores = evaluate(simulated_sessions(42, 21, WITHOUT_FLOATS, smart=smart, pressed=False))

    assert scores["smart-recorded" if smart else "1 Hz"].f1 >= goal


@pytest.mark.parametrize("smart", [False, True])
def test_the_lap_button_makes_them_nearly_certain(smart) -> None:
    kinds = tuple(kind for kind in WITHOUT_FLOATS if kind not in ("strides", "steady"))
    scores = evaluate(simulated_sessions(35, 22, kinds, smart=smart, pressed=True))

    assert scores["smart-recorded, with laps" if smart else "1 Hz, with laps"].f1 >= 0.985


def test_fast_floats_part_reps() -> None:
    scores = evaluate(simulated_sessions(12, 23, ("floats",), smart=False, pressed=False))

    assert scores["fast floats, 1 Hz"].f1 >= 0.85


def test_steady_runs_make_no_reps_with_laps_of_any_name() -> None:
    for session in simulated_sessions(32, 24, ("steady",)):
        assert find_reps(session.streams, session.laps).reps == ()


@pytest.mark.parametrize("tau", [1.0, 2.0, 3.5, 5.0])
def test_the_lag_of_the_watch_is_found_and_taken_off(tau) -> None:
    session = made(tau, pressed=False)
    found = find_reps(session.streams)

    assert found.lag_s == pytest.approx(tau, abs=0.6)
    for rep, true in zip(found.reps, session.efforts, strict=True):
        assert rep.start == pytest.approx(true.start, abs=1.5)
        assert rep.end == pytest.approx(true.end, abs=1.5)


def test_response_of_a_lag_to_a_ramp_obeys_its_equation() -> None:
    tau, ramp, step = 2.5, 2.0, 0.001
    time = np.arange(0, 20, step)
    shown = response(time, tau, ramp)
    asked = np.clip(time / ramp, 0, 1)

    assert np.gradient(shown, step)[1:-1] == pytest.approx(((asked - shown) / tau)[1:-1], abs=1e-3)
    assert shown[0] == 0
    assert shown[-1] == pytest.approx(1, abs=1e-3)


def test_a_run_without_changes_tells_no_lag() -> None:
    session = simulated_session("steady", 3, legs=(Leg("easy", 3.0, duration_s=1800),))
    trace = trace_of(
        replace(session.streams, time=session.streams.time[60:], speed=session.streams.speed[60:])
    )

    assert trace is not None
    assert estimate_tau(trace) is None


def test_warm_up_recoveries_and_cool_down_are_told_apart() -> None:
    session = made()
    found = find_reps(session.streams)

    assert [piece.kind for piece in found.pieces] == [
        "warm-up",
        "recovery",
        *["recovery"] * 5,
        "recovery",
        "cool-down",
    ]
    assert [piece.style for piece in found.pieces[1:-1]] == ["stand", *["jog"] * 5, "walk"]
    assert {rep.nominal_m for rep in found.reps} == {400}
    assert found.source == "detected"
    assert len(found.sets) == 1
    edges = sorted([(p.start, p.end) for p in found.pieces] + [(r.start, r.end) for r in found.reps])
    assert edges[0][0] == 0
    assert edges[-1][1] == pytest.approx(session.streams.duration)
    for before, after in pairwise(edges):
        assert after[0] == pytest.approx(before[1])


def test_strides_floats_and_easy_running_have_their_names() -> None:
    strides = simulated_session("strides", 5, smart=False, pressed=False)
    found = find_reps(strides.streams)
    assert {rep.kind for rep in found.reps} == {"stride"}
    assert found.pieces[0].kind == "easy"

    legs = (
        Leg("warm-up", 3.0, duration_s=600),
        *(Leg("rep", 5.3, distance_m=300), Leg("float", 4.3, distance_m=200)) * 5,
        Leg("cool-down", 2.8, duration_s=600),
    )
    floats = find_reps(simulated_session("floats", 1, legs=legs, smart=False, pressed=False).streams)
    assert len(floats.reps) == 5
    assert [piece.kind for piece in floats.pieces[1:-1]] == ["float"] * 4 or floats.pieces[
        -2
    ].kind == "recovery"


def test_a_tempo_run_without_a_stop_is_one_rep() -> None:
    legs = (
        Leg("warm-up", 3.1, duration_s=700),
        Leg("rep", 4.1, duration_s=1500),
        Leg("cool-down", 3.0, duration_s=500),
    )
    found = find_reps(simulated_session("tempo", 6, legs=legs, smart=False, pressed=False).streams)

    assert [(rep.start, rep.end) for rep in found.reps] == [
        (pytest.approx(700, abs=5), pytest.approx(2200, abs=5))
    ]
    assert [piece.kind for piece in found.pieces] == ["warm-up", "cool-down"]


def test_sets_are_parted_by_their_longer_recovery() -> None:
    one = (Leg("rep", 5.4, distance_m=300), Leg("jog recovery", 2.4, duration_s=60)) * 2
    legs = (
        Leg("warm-up", 3.1, duration_s=600),
        *one,
        Leg("rep", 5.4, distance_m=300),
        Leg("standing recovery", 1.3, duration_s=300),
        *one,
        Leg("rep", 5.4, distance_m=300),
        Leg("cool-down", 2.9, duration_s=300),
    )
    found = find_reps(simulated_session("sets of sets", 2, legs=legs, smart=False, pressed=False).streams)

    assert [len(group.reps) for group in found.sets] == [3, 3]
    assert [(rep.set_index, rep.index) for rep in found.reps] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_presses_are_the_edges_and_the_source() -> None:
    session = made(pressed=True, seed=3)
    found = find_reps(session.streams, session.laps)
    presses = {round(lap.start - session.streams.start, 3) for lap in session.laps}

    pressed = [rep for rep in found.reps if rep.source == "laps"]
    assert len(pressed) >= 4
    assert found.source == "laps"
    for rep in pressed:
        assert {round(rep.start, 3), round(rep.end, 3)} <= presses


def test_a_watch_stopped_in_the_recoveries_changes_nothing() -> None:
    session = made()
    streams = session.streams
    pauses = tuple(
        Interval(piece.start + 10, piece.end - 20) for piece in session.pieces if piece.kind == "jog recovery"
    )
    keep = np.ones(len(streams), bool)
    for pause in pauses:
        keep &= (streams.time <= pause.start) | (streams.time >= pause.end)
    stopped = Streams(
        streams.start, streams.time[keep], speed=streams.speed[keep], sport="running", pauses=pauses
    )

    found = find_reps(stopped)
    assert len(found.reps) == 6
    for rep, true in zip(found.reps, session.efforts, strict=True):
        assert rep.start == pytest.approx(true.start, abs=3)
        assert rep.end == pytest.approx(true.end, abs=3)


def test_reps_of_laps_alone() -> None:
    session = made(pressed=True, seed=8)
    laps = session.laps[:14]
    found = find_reps(Streams(session.streams.start, np.empty(0), sport="running"), laps)

    assert found.source == "laps"
    assert len(found.reps) >= 5


@pytest.mark.parametrize("speed", [(), (3.0,), (np.nan,) * 40, (3.0,) * 40, (0.0,) * 400])
def test_little_or_nothing_makes_no_reps(speed) -> None:
    streams = Streams(0.0, np.arange(float(len(speed))), speed=np.array(speed, float), sport="running")

    assert find_reps(streams).reps == ()


def test_other_sports_have_no_reps() -> None:
    session = made()

    assert find_reps(replace(session.streams, sport="cycling")).reps == ()


def activity_files() -> list[Path]:
    return [path for path in sorted(CORPUS.glob("*")) if path.suffix in (".fit", ".tcx", ".gpx", ".gz")]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of activity files is not here")
def test_real_files_with_automatic_laps_make_no_reps() -> None:
    """No file of the corpus holds track intervals; the running ones hold hills, stops, walks and auto-laps."""
    running = 0
    for path in activity_files():
        try:
            recording = read_activity_file(path)
        except UnreadableFile:
            continue
        for session in recording.sessions or (None,):
            streams = streams_of(recording, session)
            running += streams.sport == "running" and len(streams) > 100
            found = find_reps(streams, recording.laps)
            assert found.reps == (), f"{path.name}: {found.reps}"
    assert running >= 20


@st.composite
def wild_streams(draw: st.DrawFn) -> Streams:
    """Anything that a broken watch might leave: holes, jumps, stops, unknown speeds."""
    steps = draw(st.lists(st.sampled_from([0.2, 1.0, 1.0, 1.0, 7.0, 400.0]), min_size=1, max_size=120))
    time = np.concatenate(([0.0], np.cumsum(steps)))
    values = st.sampled_from([0.0, 0.0, 3.0, 3.0, 3.1, 5.5, 5.5, 14.0, float("nan")])
    blocks = draw(st.lists(values, min_size=1, max_size=12))
    speed = np.repeat(blocks, -(-len(time) // len(blocks)))[: len(time)]
    bounds = sorted(draw(st.lists(st.floats(0, float(time[-1])), max_size=4)))
    pauses = tuple(Interval(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=False))
    covered = np.concatenate(([0.0], np.cumsum(np.nan_to_num(speed[1:]) * steps)))
    distance = draw(st.sampled_from([covered, np.empty(0), np.full(len(time), np.nan)]))
    return Streams(5.0, time, speed=speed, distance=np.array(distance), sport="running", pauses=pauses)


@given(
    streams=wild_streams(), plan=st.sampled_from([None, "3 x 100 m @ 1500 (60 s jog)", "20 min @ 0.95 CS"])
)
def test_whatever_the_watch_left_reps_lie_in_order_within_it(streams, plan) -> None:
    marks = [
        Lap(5.0, 40.0, distance=150.0, trigger="manual"),
        Lap(45.0, 30.0, distance=90.0, trigger="session"),
    ]
    found = find_reps(streams, marks, plan)

    end = max(streams.duration, 70.0)  # the laps' end, which counts where the speed tells nothing
    spans = [(rep.start, rep.end) for rep in found.reps]
    assert spans == sorted(spans)
    for before, after in pairwise(spans):
        assert before[1] <= after[0] + 1e-6
    for start, stop in spans + [(piece.start, piece.end) for piece in found.pieces]:
        assert -1e-6 <= start < stop <= end + 1e-6
    assert len(set_figures(found, streams)) == len(found.sets)


def kicked(
    count: int, body: tuple[float, float], kick: tuple[float, float], *, start_fast=False, all_reps=True
):
    """Legs of reps that end faster than they begin: m and m/s of both parts."""
    legs = [Leg("warm-up", 3.1, duration_s=600), Leg("standing recovery", 0.0, duration_s=90)]
    for number in range(count):
        if all_reps or number == count - 1:
            parts = [Leg("rep", body[1], distance_m=body[0]), Leg("rep", kick[1], distance_m=kick[0])]
            legs += parts[::-1] if start_fast else parts
        else:
            legs.append(Leg("rep", body[1], distance_m=body[0] + kick[0]))
        legs.append(Leg("jog recovery", 2.4, duration_s=90))
    return [*legs, Leg("cool-down", 2.8, duration_s=420)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("script", "metres"),
    [
        (kicked(6, (300, 5.4), (100, 6.1)), 400),
        (kicked(6, (300, 5.4), (100, 6.1), all_reps=False), 400),
        (kicked(5, (300, 5.2), (100, 6.4), start_fast=True), 400),
        (kicked(3, (1400, 4.9), (200, 5.6)), 1600),
    ],
    ids=["every rep", "the last rep", "a fast start", "long reps"],
)
def test_a_rep_with_a_kick_stays_one_rep(script, metres, seed) -> None:
    session = simulated_session("equal reps", seed, legs=script, smart=False, pressed=False)
    found = find_reps(session.streams)

    jogs = sum(leg.kind == "jog recovery" for leg in script)
    assert [rep.distance_m for rep in found.reps] == pytest.approx([metres] * jogs, rel=0.05)


@pytest.mark.parametrize("length", [1_000.0, 261_000.0, 1e9])
def test_a_pause_of_days_costs_nothing_and_changes_nothing(length) -> None:
    session = made(pressed=False)
    at = session.pieces[-1].start + 100
    time = session.streams.time.copy()
    time[time > at] += length
    pause = Interval(float(time[time <= at][-1]), float(time[time > at][0]))
    found = find_reps(replace(session.streams, time=time, pauses=(pause,)))

    assert len(trace_of(replace(session.streams, time=time, pauses=(pause,)))) <= len(time) + 125
    plain = find_reps(session.streams)
    assert [rep.start for rep in found.reps] == pytest.approx([rep.start for rep in plain.reps], abs=0.5)


# Drawn from 1200 steady runs: stops of a minute that leave running as fast as any "rep" between.
@pytest.mark.parametrize("seed", [(2026, 290), (1, 56), (1, 309), (7, 152)])
def test_stops_in_a_fast_steady_run_make_no_reps(seed) -> None:
    session = simulated_session("steady", seed)

    assert find_reps(session.streams, session.laps).reps == ()


def test_pressed_strides_of_unequal_speed_are_all_found() -> None:
    legs = [Leg("easy", 3.6, duration_s=1800)]
    for speed in (6.0, 5.2, 5.6, 5.4):
        legs += [Leg("rep", speed, distance_m=80), Leg("standing recovery", 1.4, duration_s=75)]
    session = simulated_session("equal reps", 1, legs=legs, smart=False, pressed=True)

    assert len(find_reps(session.streams, session.laps).reps) == 4


def test_a_press_before_the_kick_leaves_the_rep_whole() -> None:
    legs = kicked(4, (200, 5.4), (100, 6.3))
    session = simulated_session("equal reps", 2, legs=legs, smart=False, pressed=True)
    found = find_reps(session.streams, session.laps)

    assert [rep.distance_m for rep in found.reps] == pytest.approx([300] * 4, rel=0.07)
