"""Typed splits, and the figures of a set against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.reps import SplitError, find_reps, planned_reps, set_figures, typed_reps
from homestretch.simulation import Leg, simulated_session

SPEEDS = {"V1500": 400 / 62.0, "V800": 400 / 58.0}


def only(splits, session, **choices):
    (figures,) = set_figures(typed_reps(splits, session), **choices)
    return figures


def test_typed_splits_are_reps_of_the_session() -> None:
    reps = typed_reps("61.2 61.8 1:02.0", "3 x 400 m @ 1500 (90 s jog)")

    assert [rep.duration for rep in reps.reps] == pytest.approx([61.2, 61.8, 62.0])
    assert [rep.start for rep in reps.reps] == pytest.approx([0, 151.2, 303.0])
    assert {rep.nominal_m for rep in reps.reps} == {400}
    assert reps.source == "typed"
    assert typed_reps([61.2, 61.8], [400]).reps[1].speed == pytest.approx(400 / 61.8)


def test_evenness_fade_and_last_rep_are_those_of_the_definitions() -> None:
    figures = only("60 61 62 63 64 60", "6 x 400 m @ 1500 (90 s jog)")

    speeds = [400 / time for time in (60, 61, 62, 63, 64, 60)]
    mean = sum(speeds) / 6
    deviation = (sum((speed - mean) ** 2 for speed in speeds) / 5) ** 0.5
    assert figures.pace_cv_pct == pytest.approx(100 * deviation / mean)
    assert figures.fade_pct == pytest.approx(100 * ((64 + 60) / (60 + 61) - 1))
    assert figures.last_rep_gain_pct == pytest.approx(100 * (speeds[5] / (sum(speeds[:5]) / 5) - 1))
    assert figures.mean_s == pytest.approx(61 + 2 / 3)
    assert figures.recovery_taken_s is None
    assert figures.recovery_planned_s == 90


@pytest.mark.parametrize(
    ("splits", "level", "pace", "fade"),
    [
        ("62 62 62 62 62 62", "intermediate", "even", "held"),
        ("62 63 64 62 63 64", "advanced", "uneven", "held"),
        ("62 63 64 62 63 64", "intermediate", "even", "held"),
        ("58 66 58 66 58 66", "beginner", "pacing lesson", "held"),
        ("60 60 62 62 64 64", "intermediate", "uneven", "faded"),
        ("60 60 61 61 62 62", "intermediate", "even", "faded a little"),
    ],
)
def test_words_follow_the_thresholds(splits, level, pace, fade) -> None:
    figures = only(splits, "6 x 400 m @ 1500 (90 s jog)", level=level)

    assert (figures.pace_word, figures.fade_word) == (pace, fade)


def test_target_against_done() -> None:
    reps = typed_reps("61 62 64", planned_reps("3 x 400 m @ 1.00-1.01 V1500 (90 s jog)", SPEEDS))
    (figures,) = set_figures(reps)

    assert figures.target_high_s == pytest.approx(62.0)
    assert figures.target_low_s == pytest.approx(62.0 / 1.01)
    assert [row.off_target_s for row in figures.reps] == pytest.approx([61 - 62 / 1.01, 0, 2.0])


def test_unequal_reps_are_never_called_uneven() -> None:
    figures = only("90 60 29", "600 m @ 1500 (3 min walk) + 400 m @ 1500 (3 min walk) + 200 m @ 1500")

    assert figures.pace_cv_pct is None
    assert figures.pace_word == figures.fade_word == ""


def test_fewer_splits_skip_the_reps_that_fit_worst() -> None:
    reps = typed_reps("62 62.5 30.5", "3 x 400 m @ 1500 (90 s jog) + 200 m @ 1500")

    assert [rep.nominal_m for rep in reps.reps] == [400, 400, 200]
    assert [meant.distance_m for meant in reps.skipped] == [400]


def test_more_splits_of_equal_reps_were_added() -> None:
    assert len(typed_reps("62 62 62 62", "3 x 400 m @ 1500 (90 s jog)").reps) == 4


@pytest.mark.parametrize(
    ("splits", "session", "words"),
    [
        ("", "3 x 400 m", "no splits"),
        ("61.2 fast", "2 x 400 m", "Split 2"),
        ("6.12", "400 m", "no running speed"),
        ("61 62 30", "400 m (90 s) + 200 m", "3 splits for a session of 2 reps"),
        ("61 62", "40 min @ easy", "no reps"),
        ([61.0, float("nan")], [400], "Split 2"),
        ([-1.0], [400], "above 0"),
    ],
)
def test_bad_splits_are_refused_with_a_sentence(splits, session, words) -> None:
    with pytest.raises(SplitError, match=words):
        typed_reps(splits, session)


@given(st.lists(st.floats(50, 90), min_size=2, max_size=12))
def test_figures_of_any_splits_are_finite(times) -> None:
    figures = only(times, [400.0])

    assert figures.pace_cv_pct is not None
    assert np.isfinite([figures.pace_cv_pct, figures.last_rep_gain_pct, figures.mean_s]).all()
    assert (figures.fade_pct is None) == (len(times) < 3)
    reversed_ = only(times[::-1], [400.0])
    assert reversed_.pace_cv_pct == pytest.approx(figures.pace_cv_pct)


def track_session(pauses=(90, 90, 90, 90), seed=2):
    legs = [Leg("warm-up", 3.1, duration_s=600), Leg("standing recovery", 0.0, duration_s=90)]
    for number in range(5):
        legs.append(Leg("rep", 5.2, distance_m=400))
        if number < 4:
            legs.append(Leg("standing recovery", 1.3, duration_s=pauses[number]))
    legs += [Leg("standing recovery", 0.0, duration_s=120), Leg("cool-down", 2.9, duration_s=400)]
    return simulated_session("equal reps", seed, legs=legs, smart=False, pressed=False)


def test_recoveries_heart_and_stride_come_from_the_streams() -> None:
    session = track_session()
    reps = find_reps(session.streams, planned=planned_reps("5 x 400 m @ 1500 (75 s walk)"))
    (figures,) = set_figures(reps, session.streams)

    assert figures.recovery_taken_s == pytest.approx(90, abs=1)
    assert figures.recovery_kept_pct == pytest.approx(120, abs=2)
    for row in figures.reps:
        # The simulated heart falls by 1 - exp(-60/30) of what is between the rep and the walk.
        assert row.recovery_heart_rate_60s is not None
        assert 20 < row.recovery_heart_rate_60s < 90
        assert row.peak_heart_rate >= row.heart_rate
        assert row.cadence == pytest.approx(164 + 9.5 * (row.rep.speed - 3), abs=5)
        assert row.step_length * row.cadence / 60 == pytest.approx(row.rep.speed)
    assert abs(figures.step_length_change_pct) < 3
    assert not figures.tightening


def test_a_shorter_step_at_the_same_speed_is_tightening() -> None:
    session = track_session()
    reps = find_reps(session.streams)
    cadence = np.array(session.streams.cadence)
    late = session.streams.time > reps.reps[3].start
    cadence[late] *= 1.06
    (figures,) = set_figures(reps, replace(session.streams, cadence=cadence))

    assert figures.tightening == (abs(figures.last_rep_gain_pct) < 3)
    assert figures.cadence_change_pct == pytest.approx(6, abs=2)


def test_strides_are_not_compared_with_each_other() -> None:
    session = track_session()
    reps = find_reps(session.streams)
    (group,) = reps.sets
    runs = tuple(replace(rep, kind="stride") for rep in group.reps)
    strides = replace(reps, reps=runs, sets=(replace(group, reps=runs),))
    (figures,) = set_figures(strides, session.streams)

    assert (figures.pace_word, figures.fade_word, figures.heart_rate_word) == ("", "", "")
    assert figures.last_rep_gain_pct is None
    assert not figures.tightening
    assert figures.recovery_heart_rate_60s is not None


def test_without_sensors_only_times_are_told() -> None:
    session = track_session()
    bare = replace(session.streams, heart_rate=np.empty(0), cadence=np.empty(0), step_length=np.empty(0))
    (figures,) = set_figures(find_reps(bare), bare)

    assert figures.pace_cv_pct is not None
    assert figures.cadence is None
    assert figures.step_length is None
    assert figures.recovery_heart_rate_60s is None
    assert figures.heart_rate_word == ""


def test_a_short_recovery_tells_no_fall_of_the_heart() -> None:
    session = track_session(pauses=(40, 40, 40, 40))
    (figures,) = set_figures(find_reps(session.streams), session.streams)

    assert all(row.recovery_heart_rate_60s is None for row in figures.reps[:-1])
    assert figures.reps[-1].recovery_heart_rate_60s is not None
