"""The oval is the standard track: published lengths, and the same place there and back."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.track.geometry import Oval, Plane, lane_length, lane_offset
from homestretch.activity.track.lanes import ALONE, DRIFT, DRIFT_SHARE, Errors
from studies.track_runs import degrees, oval

# World Athletics, Track and Field Facilities Manual: staggers of one lap in lanes 2 to 8, m.
STAGGERS = (7.04, 14.70, 22.37, 30.03, 37.70, 45.36, 53.03)
OVALS = st.builds(Oval, st.floats(-500, 500), st.floats(-500, 500), st.floats(0, math.pi))


def test_lanes_are_as_long_as_their_published_staggers_say() -> None:
    assert lane_length(1) == pytest.approx(400, abs=0.005)
    for lane, stagger in enumerate(STAGGERS, 2):
        assert lane_length(lane) - lane_length(1) == pytest.approx(stagger, abs=0.01)


@given(OVALS, st.integers(1, 8), st.floats(0, 1, exclude_max=True))
def test_a_point_of_a_lane_is_found_there_again(track: Oval, lane: int, share: float) -> None:
    offset = lane_offset(lane)
    along = np.array([share * lane_length(lane)])
    found, away, _ = track.locate(*track.points(along, offset), offset)
    assert away == pytest.approx([0.0], abs=1e-6)
    apart = (found - along + 200) % lane_length(lane) - 200
    assert apart == pytest.approx([0.0], abs=1e-5)


@given(OVALS, st.floats(0, 400), st.floats(-20, 20))
def test_a_point_beside_the_line_is_as_far_off_as_it_was_moved(
    track: Oval, along: float, moved: float
) -> None:
    east, north = track.points(np.array([along]), 0.3)
    _, _, outward = track.locate(east, north, 0.3)
    _, away, _ = track.locate(east + moved * np.cos(outward), north + moved * np.sin(outward), 0.3)
    assert away == pytest.approx([moved], abs=1e-6)


@pytest.mark.parametrize("lane", [1, 2, 5, 8])
def test_an_oval_walked_in_small_steps_is_the_same_oval(lane: int) -> None:
    east, north = oval(lane, axis=0.7).at(np.linspace(0, 2 * lane_length(lane), 500))
    along, away, _ = Oval(0, 0, 0.7).locate(east, north, lane_offset(lane))
    assert np.abs(away).max() < 1e-3
    steps = np.diff(np.unwrap(along, period=lane_length(lane)))
    assert steps == pytest.approx(np.full(499, 2 * lane_length(lane) / 499), abs=1e-3)


@given(st.floats(-75, 75), st.floats(-180, 180), st.floats(-300, 300), st.floats(-300, 300))
def test_degrees_and_metres_agree_to_a_centimetre_also_across_the_date_line(
    latitude: float, longitude: float, east: float, north: float
) -> None:
    lat, lon = degrees(np.array([east]), np.array([north]), (latitude, longitude))
    found = Plane(latitude, longitude).metres(lat, lon)
    assert np.hypot(found[0] - east, found[1] - north) < 0.01
    back = Plane(latitude, longitude).degrees(*found)
    assert np.hypot(back[0] - lat, (back[1] - lon + 180) % 360 - 180) < 1e-7


@given(st.floats(30, 43), st.integers(1, 8), st.floats(0, 1, exclude_max=True))
def test_tracks_with_other_bends_are_as_long(radius: float, lane: int, share: float) -> None:
    track, offset = Oval(10.0, -20.0, 1.0, radius), lane_offset(lane)
    assert 2 * track.straight + 2 * math.pi * (radius + offset) == pytest.approx(lane_length(lane))
    along = np.array([share * lane_length(lane)])
    found, away, _ = track.locate(*track.points(along, offset), offset)
    assert away == pytest.approx([0.0], abs=1e-6)
    assert (found - along + 200) % lane_length(lane) - 200 == pytest.approx([0.0], abs=1e-5)


@pytest.mark.parametrize("lasting", [6.0, 90.0])
def test_errors_that_forget_themselves_are_solved_as_by_their_whole_matrix(lasting: float) -> None:
    chance = np.random.default_rng(4)
    time = np.cumsum(chance.uniform(3.0, 40.0, 60))
    outward = np.cumsum(chance.uniform(0.0, 0.4, 60))
    right = chance.normal(size=(60, 5))
    apart = np.abs(time[:, None] - time)
    whole = (1 - DRIFT_SHARE) * np.exp(-apart / lasting) + DRIFT_SHARE * np.exp(-apart / DRIFT)
    whole = whole * np.cos(outward[:, None] - outward) + (ALONE / 3) ** 2 * np.eye(60)
    solved, log_det = Errors(time, outward).solved(right, lasting)
    np.testing.assert_allclose(solved, np.linalg.solve(whole, right), rtol=1e-7, atol=1e-7)
    assert log_det == pytest.approx(np.linalg.slogdet(whole)[1])
