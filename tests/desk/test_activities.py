"""One activity as pages ask for it: reps given back from what is stored, and splits by distance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.analysis.document import analysis_document
from homestretch.activity.analysis.report import analyse
from homestretch.activity.reps import set_figures
from homestretch.activity.streams import Interval, Streams
from homestretch.desk.activities import reps_from_document, splits_of
from tests.builders.recorded_runs import simulated_recording
from tests.builders.sample_season import sample_season


def run(speed: np.ndarray, pauses: tuple[Interval, ...] = ()) -> Streams:
    time = np.arange(float(len(speed)))
    distance = np.concatenate(([0.0], np.cumsum(speed[:-1])))
    return Streams(0.0, time, distance=distance, speed=speed, sport="running", pauses=pauses)


@pytest.mark.parametrize("seed", [7, 11, 12])
def test_reps_come_back_from_the_document_with_the_figures_that_they_had(seed: int) -> None:
    recording = simulated_recording("equal reps", seed, date(2026, 5, 5))
    abilities = sample_season().abilities
    analysis = analyse(recording, abilities=abilities, planned_notation="6 x 800 m @ V3K (3 min jog)")
    late = analysis.streams.start - (analysis.start or 0.0)
    reps = reps_from_document(analysis_document(analysis), late)
    again = set_figures(reps, analysis.streams, abilities.level)
    assert len(again) == len(analysis.sets)
    for mine, first in zip(again, analysis.sets, strict=True):
        assert [row.time_s for row in mine.reps] == pytest.approx(
            [row.time_s for row in first.reps], abs=0.02
        )
        assert mine.pace_word == first.pace_word
        assert mine.tightening == first.tightening
        for one, other in zip(mine.reps, first.reps, strict=True):
            assert one.rep.kind == other.rep.kind
            assert one.step_length == pytest.approx(other.step_length, abs=0.01)
            assert (one.target_low_s is None) == (other.target_low_s is None)
            if one.off_target_s is not None:
                assert one.off_target_s == pytest.approx(other.off_target_s, abs=0.05)


@given(st.lists(st.floats(1.0, 7.0), min_size=300, max_size=3000))
def test_splits_add_up_to_the_run(speeds: list[float]) -> None:
    streams = run(np.array(speeds))
    found = splits_of(streams, 1000.0)
    assert sum(split.distance_m for split in found) == pytest.approx(streams.distance[-1], abs=50.0)
    assert all(split.distance_m == pytest.approx(1000.0) for split in found[:-1])
    if found:
        assert sum(split.time_s for split in found) <= streams.duration + 1e-6


def test_a_pause_is_no_part_of_a_splits_time() -> None:
    speed = np.full(600, 4.0)
    speed[100:160] = 0.0
    (first, *_) = splits_of(run(speed, (Interval(100.0, 160.0),)), 1000.0)
    assert first.time_s == pytest.approx(250.0, abs=1.0)


def test_without_distance_there_are_no_splits() -> None:
    assert splits_of(Streams(0.0, np.arange(10.0), heart_rate=np.full(10, 120.0)), 1000.0) == ()
