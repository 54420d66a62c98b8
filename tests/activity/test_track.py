"""Runs on a track are recognised and measured, others are not; the truth is known because the runs are simulated."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.analysis.report import analyse
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity_file
from homestretch.activity.preparing import streams_of
from homestretch.activity.recording import Recording, Samples, Session
from homestretch.activity.streams import Streams
from homestretch.activity.track import Track, find_track, snap
from homestretch.activity.track.geometry import Plane, lane_length
from studies.track_runs import PLANS, Course, Leg, Run, elsewhere_run, oval, track_run, watch

CORPUS = Path(os.environ.get("HOMESTRETCH_CORPUS", Path(__file__).parents[2].parent / "shared" / "data"))


def run_on_track(plan: str, seed: int = 1, **given: object) -> Run:
    return track_run(np.random.default_rng(seed), plan, **given)  # type: ignore[arg-type]


def found(run: Run, lane: int | None = None) -> Track:
    track = find_track(run.streams, lane=lane)
    assert track is not None
    return track


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("smart", [False, True])
def test_each_kind_of_session_is_found_with_the_distance_that_was_run(plan: str, smart: bool) -> None:
    run = run_on_track(plan, lane=1, smart=smart, warm_up=True)
    track = found(run, lane=1)
    assert track.source == "positions"
    assert track.lap_m == pytest.approx(400, abs=0.01)
    assert track.distance_m == pytest.approx(run.track_m, rel=0.015)
    assert track.lap_count == int(run.laps + 0.05)


@pytest.mark.parametrize("clockwise", [False, True])
def test_place_heading_and_direction_are_those_of_the_track(clockwise: bool) -> None:
    run = run_on_track("25 laps", lane=1, clockwise=clockwise)
    track = found(run)
    assert track.place is not None
    east, north = Plane(*run.centre).metres(
        np.array([track.place.latitude]), np.array([track.place.longitude])
    )
    assert np.hypot(east, north) < 3.0  # m; the slow drift of the positions moves all of them
    turned = (track.place.heading - (90 - np.degrees(run.axis)) + 90) % 180 - 90
    assert abs(turned) < 1.0  # degrees
    assert track.direction == ("clockwise" if clockwise else "anticlockwise")


@pytest.mark.parametrize("lane", [1, 3, 6])
def test_the_lane_is_told_by_a_long_run_with_little_noise(lane: int) -> None:
    track = found(run_on_track("25 laps", lane=lane, noise=1.0))
    assert track.lane == lane
    assert track.lane_odds > 0.9
    assert track.lap_m == lane_length(lane)


def test_a_lane_that_is_given_is_believed() -> None:
    track = found(run_on_track("25 laps", lane=1), lane=4)
    assert track.lane == 4
    assert track.lane_odds == 1.0
    assert track.lap_m == pytest.approx(422.37, abs=0.01)


def test_a_lane_that_no_track_has_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="lanes 1 to 8, not 9"):
        find_track(run_on_track("3000 m").streams, lane=9)


def test_whole_laps_take_the_time_that_the_runner_took() -> None:
    run = run_on_track("25 laps", lane=1, smart=False, warm_up=False, noise=1.0)
    track = found(run, lane=1)
    (start, end, _) = run.reps[0]
    assert len(track.laps) == track.lap_count == 25
    times = np.array([lap.time for lap in track.laps])
    assert times == pytest.approx(np.full(25, (end - start) / 25), abs=2.0)
    assert all(a.end == b.start for a, b in zip(track.laps, track.laps[1:], strict=False))


def test_laps_on_the_track_exclude_the_way_there_and_back() -> None:
    run = run_on_track("25 laps", lane=1, warm_up=True, seed=3)
    track = found(run, lane=1)
    start, end, _ = run.reps[0]
    assert track.on_track[0].start == pytest.approx(start, abs=8)
    assert track.on_track[-1].end == pytest.approx(end, abs=8)


@pytest.mark.parametrize("plan", ["12 x 400, jog 200", "10 x 400, walk on the infield", "12 x 200, jog 200"])
def test_reps_snap_to_what_was_meant(plan: str) -> None:
    run = run_on_track(plan, lane=1, smart=False)
    track = found(run)
    reps = [track.rep(start, end) for start, end, _ in run.reps]
    assert [rep.nominal for rep in reps] == [metres for *_, metres in run.reps]


def test_the_error_of_the_watch_is_shown() -> None:
    run = run_on_track("25 laps", lane=1)
    streams = replace(run.streams, distance=run.streams.distance * 1.03, speed=run.streams.speed * 1.03)
    before, after = found(run, lane=1).gps_error_pct, find_track(streams, lane=1)
    assert before is not None
    assert after is not None
    assert after.gps_error_pct == pytest.approx((1 + before / 100) * 103 - 100, abs=0.2)


def test_the_tracks_metres_take_the_watchs_place_on_it_and_nowhere_else() -> None:
    run = track_run(np.random.default_rng(8), "25 laps", warm_up=True, smart=False, device_speed=True)
    longer = replace(run.streams, distance=run.streams.distance * 1.03)  # a watch that counts 3 % too much
    track = found(replace(run, streams=longer))
    measured = track.measured(longer)
    begun, done = (np.searchsorted(longer.time, moment) for moment in run.reps[0][:2])

    assert measured.distance[done] - measured.distance[begun] == pytest.approx(10_000, rel=0.005)
    assert (np.diff(measured.distance) >= 0).all()
    off = np.searchsorted(longer.time, track.on_track[0].start) - 60  # a minute before: the warm-up
    np.testing.assert_allclose(np.diff(measured.distance[:off]), np.diff(longer.distance[:off]), atol=1e-6)
    assert measured.speed is longer.speed


@pytest.mark.parametrize("scale", [0.97, 1.03])
def test_best_efforts_on_a_track_are_in_its_metres(scale: float) -> None:
    """The same session by a watch that is right and by one that is not: the same best efforts, and it is said."""
    run = track_run(
        np.random.default_rng(12), "5 x 1000, stand", warm_up=False, smart=False, device_speed=True
    )
    fastest = min(end - start for start, end, _ in run.reps)
    streams = replace(run.streams, distance=run.streams.distance * scale, speed=run.streams.speed * scale)
    analysis = analyse(recording_of(streams))
    best = {effort.distance_m: effort.time_s for effort in analysis.best_efforts}

    assert best[1000.0] == pytest.approx(fastest, rel=0.012)
    assert any(note.startswith("Best efforts and kick are in metres of the track") for note in analysis.notes)


def test_the_kick_of_a_race_on_a_track_is_over_its_last_metres() -> None:
    """A watch that counts 1 m in 20 too much from the last lap on would tell of a kick that there was not."""
    run = track_run(np.random.default_rng(21), "3000 m", warm_up=False, smart=False, device_speed=True)
    begun, done, _ = run.reps[0]
    own = run.streams.distance
    late = np.maximum(own - np.interp(begun + 0.87 * (done - begun), run.streams.time, own), 0.0)
    kick = analyse(recording_of(replace(run.streams, distance=own + 0.05 * late))).kick

    assert kick.last_400_s == pytest.approx(0.4 * (done - begun) / 3, rel=0.02)


def recording_of(streams: Streams) -> Recording:
    """What a watch would have written of these streams."""
    names = ("distance", "speed", "latitude", "longitude")
    channels = {name: getattr(streams, name) for name in names}
    samples = Samples(time=streams.start + streams.time, **channels)
    session = Session("running", "track", streams.start, streams.duration)
    return Recording("fit", samples, (session,), (), len(streams))


def test_positions_missing_for_minutes_cost_no_lap() -> None:
    run = run_on_track("25 laps", lane=1, smart=False, warm_up=False)
    keep = (run.streams.time < 600) | (run.streams.time > 900)
    thinned = Streams(
        run.streams.start,
        run.streams.time,
        distance=run.streams.distance,
        speed=run.streams.speed,
        latitude=np.where(keep, run.streams.latitude, np.nan),
        longitude=np.where(keep, run.streams.longitude, np.nan),
        sport="running",
    )
    track = find_track(thinned, lane=1)
    assert track is not None
    assert track.lap_count == 25


KINDS = ["road", "out and back", "park loop", "block", "pitch", "circle", "wiggly loop", "shuttle"]


@pytest.mark.parametrize("kind", KINDS)
def test_other_ways_are_no_track(kind: str) -> None:
    for seed in range(4):
        run = elsewhere_run(np.random.default_rng([11, seed]), kind)
        assert find_track(run.streams) is None


@pytest.mark.parametrize("kerb", [31.5, 34.0, 38.0, 41.0])
def test_a_track_with_tighter_or_wider_bends_is_found_too(kerb: float) -> None:
    legs = [Leg("rep", oval(1, 0.6, kerb=kerb), 0.0, 4800.0, 4.5)]
    streams, _ = watch(legs, np.random.default_rng(1), place=(47.0, 8.0))
    track = find_track(streams, lane=1)
    assert track is not None
    assert track.place is not None
    assert track.place.radius == pytest.approx(kerb, abs=3.0)
    assert track.lap_count == 12
    assert track.distance_m == pytest.approx(4800, rel=0.005)


@pytest.mark.parametrize("smart", [False, True])
def test_reps_of_300_m_with_a_walk_over_the_rest_of_the_lap_are_on_a_track(smart: bool) -> None:
    legs = []
    for lap in range(8):
        legs.append(Leg("rep", oval(1, 0.6), 400.0 * lap, 300.0, 5.5))
        legs.append(Leg("walk", oval(1, 0.6), 400.0 * lap + 300.0, 100.0, 1.4))
    streams, bounds = watch(legs, np.random.default_rng(2), place=(52.0, 13.0), smart=smart, tau=20.0)
    track = find_track(streams)
    assert track is not None
    assert track.lap_count == 8
    assert [track.rep(*bounds[at]).nominal for at in range(0, 16, 2)] == [300] * 8


@pytest.mark.parametrize(("radius", "turned"), [(20.0, 180.0), (28.0, 180.0), (36.5, 120.0), (55.0, 180.0)])
def test_reps_to_and_fro_round_a_bend_of_a_road_are_no_track(radius: float, turned: float) -> None:
    bend = np.linspace(0.0, np.radians(turned), int(radius * np.radians(turned)))
    heading = np.concatenate([np.zeros(85), bend, np.full(85, bend[-1])])
    east, north = (np.concatenate([[0.0], np.cumsum(part)]) for part in (np.cos(heading), np.sin(heading)))
    there, back = Course(east, north), Course(east[::-1], north[::-1])
    legs = [
        Leg("rep", there, 0.0, float(len(heading)), 5.0),
        Leg("jog", back, 0.0, float(len(heading)), 2.6),
    ] * 8
    streams, _ = watch(legs, np.random.default_rng(3), place=(52.0, 13.0), smart=False, tau=30.0)
    assert find_track(streams) is None


def test_a_track_far_from_where_most_was_run_is_measured_as_well() -> None:
    course = oval(1, 0.4)
    far = np.array([-15_000.0, -20_000.0])  # m; metres laid off from there would be 0.6 % wrong at the track
    way = Course(np.array([far[0], course.east[0]]), np.array([far[1], course.north[0]]))
    legs = [Leg("warmup", way, 0.0, float(np.hypot(*far)) - 100, 4.0), Leg("rep", course, 0.0, 8000.0, 5.0)]
    streams, _ = watch(legs, np.random.default_rng(2), place=(60.0, 8.0), noise=1.0)
    track = find_track(streams)
    assert track is not None
    assert track.lap_count == 20


def test_standing_still_is_no_track() -> None:
    still = np.full(600, 50.0)
    streams = Streams(
        0.0, np.arange(600.0), distance=np.zeros(600), speed=np.zeros(600), latitude=still, longitude=still
    )
    assert find_track(streams) is None


@pytest.mark.parametrize(
    ("measured", "nominal"),
    [
        (387, 400),
        (413, 400),
        (204, 200),
        (93, 100),
        (991, 1000),
        (1622, 1600),
        (350, None),
        (2377, 2400),
        (1050, None),
        (20, None),
    ],
)
def test_distances_snap_to_close_multiples_of_100_m(measured: float, nominal: int | None) -> None:
    assert snap(measured) == nominal


@given(st.floats(0, 20_000))
def test_what_snaps_is_a_multiple_of_100_m_within_40_m(distance: float) -> None:
    nominal = snap(distance)
    assert nominal is None or (nominal % 100 == 0 and abs(nominal - distance) <= 40)


@given(st.integers(0, 2**32), st.integers(0, 200))
def test_any_positions_are_answered(seed: int, samples: int) -> None:
    rng = np.random.default_rng(seed)
    streams = Streams(
        0.0,
        np.cumsum(rng.exponential(2.0, samples)),
        distance=np.cumsum(rng.exponential(4.0, samples)),
        speed=np.where(rng.random(samples) < 0.2, np.nan, rng.exponential(3.0, samples)),
        latitude=rng.choice([90.0, -90.0, 0.0, np.nan, 51.0], samples),
        longitude=rng.normal(0, rng.choice([1e-4, 1e-2, 90.0]), samples),
    )
    track = find_track(streams)
    assert track is None or track.lap_count > 0


def test_no_real_file_is_taken_for_a_track_run_that_is_none() -> None:
    folder = CORPUS / "activities"
    if not folder.is_dir():
        pytest.skip("no corpus of real files (HOMESTRETCH_CORPUS)")
    claimed = []
    for path in sorted(folder.iterdir()):
        if path.suffix in (".fit", ".tcx", ".gpx"):
            try:
                recording = read_activity_file(path)
            except UnreadableFile:
                continue
            if find_track(streams_of(recording), recording.laps):
                claimed.append(path.name)
    assert claimed == []
