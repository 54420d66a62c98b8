"""The picture of a run on a track is sound SVG, lies where the run was, and needs nothing from anywhere else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from homestretch.activity.recording import Lap
from homestretch.activity.streams import Interval, Streams
from homestretch.activity.track import Track, find_track
from homestretch.activity.track.drawing import track_svg
from homestretch.activity.track.geometry import KERB_RADIUS, STRAIGHT
from studies.track_runs import Run, track_run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> tuple[Run, Track, ElementTree.Element]:
    run = track_run(
        np.random.default_rng(3), "12 x 400, jog 200", lane=1, warm_up=True, noise=0.5, clockwise=False
    )
    track = find_track(run.streams)
    assert track is not None
    start, end, _ = run.reps[2]
    return run, track, ElementTree.fromstring(track_svg(track, run.streams, [Interval(start, end)]))


def points(svg: ElementTree.Element, name: str) -> np.ndarray:
    (path,) = [path for path in svg.iter(f"{SVG}path") if path.get("class") == name]
    return np.array(
        [[float(n) for n in pair] for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", ""))]
    )


def test_it_says_in_words_what_it_shows(drawn: tuple[Run, Track, ElementTree.Element]) -> None:
    _, track, svg = drawn
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == f"{track.lap_count} laps of a 400 m track, anticlockwise in lane 1"
    assert svg.get("role") == "img"


def test_the_run_lies_on_the_oval_that_is_drawn(drawn: tuple[Run, Track, ElementTree.Element]) -> None:
    _, _, svg = drawn
    x, y = points(svg, "track-run").T
    away = np.hypot(np.maximum(np.abs(x) - STRAIGHT / 2, 0), y) - KERB_RADIUS
    assert np.abs(away).max() < 6.0
    assert np.abs(away).mean() < 1.5


def test_a_marked_rep_goes_once_round_the_way_that_was_run(
    drawn: tuple[Run, Track, ElementTree.Element],
) -> None:
    _, _, svg = drawn
    x, y = points(svg, "track-marked").T
    turned = np.unwrap(np.arctan2(-y, x))  # y points down
    assert turned[-1] - turned[0] == pytest.approx(2 * np.pi, abs=0.3)


def test_it_loads_nothing_and_brings_no_style_of_its_own(
    drawn: tuple[Run, Track, ElementTree.Element],
) -> None:
    _, _, svg = drawn
    for element in svg.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "path", "circle", "g", "text"}
        assert not {"style", "href", "onload"} & set(element.keys())
        assert element.get("stroke", "none") in {"none", "currentColor"}


def test_a_long_run_stays_a_small_picture() -> None:
    run = track_run(np.random.default_rng(4), "25 laps", lane=1, smart=False, warm_up=True)
    again = np.concatenate([run.streams.time + k * (run.streams.duration + 1) for k in range(4)])
    streams = Streams(
        0.0, again, latitude=np.tile(run.streams.latitude, 4), longitude=np.tile(run.streams.longitude, 4)
    )
    track = find_track(run.streams)
    assert track is not None
    assert len(streams) > 10_000
    assert len(track_svg(track, streams)) < 120_000


def test_a_track_known_by_its_laps_has_no_drawing() -> None:
    laps = [Lap(80.0 * k, 80.0, 80.0, 401.0, trigger="manual") for k in range(8)]
    nothing = Streams(0.0, np.empty(0))
    track = find_track(nothing, laps)
    assert track is not None
    with pytest.raises(ValueError, match="needs a run with positions"):
        track_svg(track, nothing)
