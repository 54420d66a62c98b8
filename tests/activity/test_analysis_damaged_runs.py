"""Recordings in which something went wrong, carried through streams, reps, track and analysis: always an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.analysis.document import analysis_document
from homestretch.activity.analysis.report import analyse
from homestretch.activity.recording import CHANNELS, Lap, Pause, Recording, Samples, Session
from homestretch.activity.reps.edges import refine
from homestretch.activity.reps.speed import Trace
from homestretch.simulation import KINDS, Simulated, simulated_session

LENGTHS = (1, 5, 60, 600)  # samples
VALUES = (0.0, -1.0, 1e9, -1e6, 65_535.0, 1e300)
SHIFTS = (1.0, 30.0, 3600.0, 1e5, 1e7, -1.0, -3600.0)  # s


@cache
def session_of(kind: Any) -> Simulated:
    return simulated_session(kind, 9, smart=False)


def spoilt(sim: Simulated, chance: np.random.Generator) -> Recording:
    """What a watch might have written of a session in its worst hour."""
    streams = sim.streams
    time = streams.start + streams.time
    channels = {name: values.copy() for name, values in streams.channels().items() if name in CHANNELS}
    for _ in range(chance.integers(1, 6)):
        name = str(chance.choice(list(channels)))
        first = int(chance.integers(0, len(time)))
        where = slice(first, first + int(chance.choice(LENGTHS)))
        match chance.integers(0, 7):
            case 0:
                channels[name][where] = np.nan
            case 1:
                channels[name][where] = chance.choice(VALUES)
            case 2:
                time[first:] += chance.choice(SHIFTS)
            case 3:
                time[where] = time[first]
            case 4:
                time[where] = np.nan
            case 5 if len(channels) > 1:
                del channels[name]
            case _:
                channels[name][where] = channels[name][where][::-1].copy()
    first = int(chance.integers(0, len(time) // 2))
    kept = slice(first, first + int(chance.choice([1, 3, 25, 70, 10_000])))
    samples = Samples(time[kept], **{name: values[kept] for name, values in channels.items()})
    begun = streams.start + float(chance.choice([0.0, -100.0, 100.0]))
    lasted = chance.choice([None, 0.0, streams.duration, 1e8])
    sport = str(chance.choice(["running", "", "walking"]))
    pause = streams.start + float(chance.uniform(-100, streams.duration))
    laps = tuple(replace(lap, elapsed=lap.elapsed * chance.choice([0, 1, 1e4])) for lap in sim.laps)
    return Recording(
        str(chance.choice(["fit", "tcx", "gpx"])),
        samples,
        (Session(sport, "", begun, lasted),),
        laps or (Lap(begun, 60.0),),
        len(samples.time),
        pauses=(Pause(pause, pause + float(chance.choice([0.0, 60.0, 1e6]))),),
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 10**9))
def test_whatever_went_wrong_there_is_a_document(kind: Any, seed: int) -> None:
    recording = spoilt(session_of(kind), np.random.default_rng(seed))
    made = analyse(recording, sex="F", planned_notation="6 x 400 m (90 s jog)" if seed % 2 else None)
    assert json.dumps(analysis_document(made), allow_nan=False)


def run(**channels: np.ndarray) -> Recording:
    count = len(next(iter(channels.values())))
    return Recording("tcx", Samples(1.7e9 + np.arange(float(count)), **channels), (), (), count)


def test_a_speed_below_nothing_is_left_out() -> None:
    for count in (1, 100):
        made = analyse(run(speed=np.full(count, -3.0)))
        assert not np.isfinite(made.streams.speed).any()
        assert [flag.kind for flag in made.flags] == ["gps_spike"]


@pytest.mark.parametrize("leap", [5e4, 1e9])
def test_a_distance_that_leaps_goes_on_from_where_it_was(leap: float) -> None:
    distance = 3.0 * np.arange(400.0)
    distance[200:] += leap
    made = analyse(run(distance=distance))
    assert made.distance_m == pytest.approx(3.0 * 398)
    assert "leapt 1 times" in made.flags[0].text


def test_an_edge_beside_a_hole_of_days_takes_no_more_places_than_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    monkeypatch.setattr(
        "homestretch.activity.reps.edges.response", lambda since, tau: tried.append(since.size) or since
    )
    time = np.concatenate((np.arange(100.0), 1e6 + np.arange(100.0)))
    refine(Trace(time, np.where(time < 1e6, 5.0, 2.0)), [0.0, 5e5, 1e6 + 99], [1], 2.5)
    assert 0 < max(tried) < 100 * len(time)
