"""How a session kept inside its window: the edges of tempo, easy runs, the heart beside the pace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.analysis.document import analysis_document
from homestretch.activity.analysis.kept import Kept, kept_of, kept_within
from homestretch.activity.analysis.report import analyse
from homestretch.activity.analysis.seconds import seconds_of
from homestretch.activity.reps.model import Rep
from homestretch.activity.streams import Interval
from homestretch.athlete.zones import zones
from homestretch.simulation import Leg, simulated_session
from tests.activity.analysis_streams import miler, run_at
from tests.builders.recorded_runs import recording_of

ABLE = miler()
CRITICAL = ABLE.critical_speed.value


def pieces(*parts: tuple[float, float], heart: float = 150.0) -> Kept | None:
    """A run of (minutes, share of critical speed), each second as told."""
    speed = np.concatenate([np.full(round(60 * minutes), share * CRITICAL) for minutes, share in parts])
    return kept_of(seconds_of(run_at(speed, heart_rate=np.full(len(speed), heart))), (), ABLE)


def test_an_even_tempo_is_inside_but_for_nothing() -> None:
    kept = pieces((12, 0.75), (20, 0.955), (8, 0.75))
    assert kept is not None
    assert kept.pace is not None
    assert kept.of == "tempo"
    assert (kept.pace.low, kept.pace.high) == pytest.approx((0.93 * CRITICAL, 0.98 * CRITICAL))
    assert kept.pace.inside_s == pytest.approx(20 * 60, abs=90)
    assert kept.pace.over_s == 0
    assert kept.pace.under_s <= 60


def test_a_tempo_that_slackens_and_tips_tells_both_with_their_moment() -> None:
    kept = pieces((12, 0.75), (10, 0.955), (4, 0.91), (3, 1.01), (8, 0.75))
    assert kept is not None
    assert kept.pace is not None
    assert kept.pace.under_s == pytest.approx(4 * 60, abs=60)
    assert kept.pace.over_s == pytest.approx(3 * 60, abs=60)
    assert kept.slackened_s == pytest.approx(22 * 60, abs=45)
    assert kept.tipped_s == pytest.approx(26 * 60, abs=45)


def test_the_window_of_the_heart_is_that_of_the_athletes_own_threshold() -> None:
    zone = zones(ABLE).heart_rate[3]
    high = pieces((12, 0.75), (20, 0.955), (8, 0.75), heart=zone.high + 5.0)
    within = pieces((12, 0.75), (20, 0.955), (8, 0.75), heart=(zone.low + zone.high) / 2)
    for kept in (high, within):
        assert kept is not None
        assert kept.heart is not None
        assert (kept.heart.low, kept.heart.high) == (zone.low, zone.high)
        assert not kept.heart_estimated
    assert high.heart.over_s == high.heart.known_s > 15 * 60
    assert within.heart.inside_s == within.heart.known_s


def test_a_heart_that_climbs_at_the_same_pace_is_told() -> None:
    speed = np.concatenate([np.full(720, 0.75 * CRITICAL), np.full(1500, 0.955 * CRITICAL)])
    heart = np.concatenate([np.full(720, 140.0), np.linspace(160, 178, 1500)])
    kept = kept_of(seconds_of(run_at(speed, heart_rate=heart)), (), ABLE)
    assert kept is not None
    assert kept.rise_bpm == pytest.approx(18 * 2 / 3, abs=1.5)
    assert kept.rise_word == "rising fast"


def test_an_easy_run_that_the_pace_calls_easy_may_not_be_so_for_the_heart() -> None:
    hearts = zones(ABLE).heart_rate
    kept = pieces((45, 0.76), heart=hearts[2].high)
    assert kept is not None
    assert kept.heart is not None
    assert kept.pace is not None
    assert kept.of == "easy"
    assert (kept.heart.low, kept.heart.high) == (hearts[0].low, hearts[1].high)
    assert kept.pace.inside_s == kept.pace.known_s
    assert kept.heart.over_s == kept.heart.known_s


def rep(start: float, lasts: float, share: float) -> Rep:
    return Rep(start, start + lasts, lasts * share * CRITICAL, None, "rep", "laps", 0, 0)


def test_cruise_intervals_are_a_tempo_and_short_hard_reps_have_no_window() -> None:
    speed = np.full(3600, 0.7 * CRITICAL)
    starts = [900, 1260, 1620, 1980]
    for start in starts:
        speed[start : start + 300] = 0.96 * CRITICAL
    seconds = seconds_of(run_at(speed, heart_rate=np.full(3600, 165.0)))
    cruise = kept_of(seconds, [rep(start, 300, 0.96) for start in starts], ABLE)
    assert cruise is not None
    assert cruise.of == "tempo"
    assert cruise.pace is not None
    assert cruise.pace.inside_s == pytest.approx(4 * 290, abs=10)
    assert cruise.heart is not None
    assert cruise.heart.known_s == pytest.approx(4 * (290 - 120), abs=10)
    assert kept_of(seconds, [rep(start, 75, 1.2) for start in starts], ABLE) is None


@pytest.mark.parametrize("minutes", [5, 15])
def test_what_is_too_short_has_no_window(minutes: int) -> None:
    assert pieces((minutes, 0.75)) is None


def test_without_an_athlete_or_on_a_bicycle_there_is_no_window() -> None:
    seconds = seconds_of(run_at(np.full(3600, 3.0)))
    assert kept_of(seconds, (), None) is None
    assert kept_of(seconds_of(run_at(np.full(3600, 8.0), sport="cycling")), (), ABLE) is None


def test_without_heart_rate_the_pace_still_tells() -> None:
    kept = kept_of(seconds_of(run_at(np.full(3600, 0.76 * CRITICAL))), (), ABLE)
    assert kept is not None
    assert kept.pace is not None
    assert kept.heart is None
    assert kept.rise_bpm is None


@pytest.mark.parametrize("seed", range(6))
def test_a_watch_sees_the_minutes_of_a_simulated_tempo_as_they_were(seed: int) -> None:
    """Noise of a watch smears the edges: within two minutes of 20 for what was meant (true pace wanders as well)."""
    legs = [
        Leg("warm-up", 0.74 * CRITICAL, duration_s=720),
        Leg("rep", 0.955 * CRITICAL, duration_s=720),
        Leg("rep", 0.90 * CRITICAL, duration_s=240),
        Leg("rep", 1.02 * CRITICAL, duration_s=240),
        Leg("cool-down", 0.72 * CRITICAL, duration_s=600),
    ]
    made = simulated_session("tempo", seed, smart=False, pressed=False, legs=legs)
    kept = kept_of(seconds_of(made.streams), (), ABLE)
    assert kept is not None
    assert kept.pace is not None
    assert kept.of == "tempo"
    assert kept.pace.under_s == pytest.approx(240, abs=150)
    assert kept.pace.over_s == pytest.approx(240, abs=120)
    assert kept.pace.inside_s == pytest.approx(720, abs=180)


def test_the_document_tells_it() -> None:
    legs = [
        Leg("warm-up", 0.74 * CRITICAL, duration_s=720),
        Leg("rep", 0.955 * CRITICAL, duration_s=1200),
        Leg("cool-down", 0.72 * CRITICAL, duration_s=600),
    ]
    made = simulated_session("tempo", 1, smart=False, pressed=True, legs=legs)
    recording = recording_of(made.streams, made.laps)
    document = analysis_document(analyse(recording, abilities=ABLE))
    assert document["kept"]["of"] == "tempo"
    assert document["kept"]["pace"]["inside_s"] > 900
    assert analysis_document(analyse(recording))["kept"] is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(1.6, 6.0), min_size=30, max_size=400),
    st.floats(2.0, 5.0),
    st.floats(0.01, 1.0),
)
def test_under_inside_and_over_are_all_that_counts(speeds: list[float], low: float, wide: float) -> None:
    seconds = seconds_of(run_at(np.repeat(speeds, 5)))
    kept = kept_within(seconds, (Interval(0, 10_000),), "tempo", (low, low + wide), None)
    assert kept is not None
    assert kept.pace is not None
    assert kept.pace.known_s == pytest.approx(kept.seconds)
    assert min(kept.pace.under_s, kept.pace.inside_s, kept.pace.over_s) >= 0
    wider = kept_within(seconds, (Interval(0, 10_000),), "tempo", (low - 0.1, low + wide + 0.1), None)
    assert wider is not None
    assert wider.pace is not None
    assert wider.pace.inside_s >= kept.pace.inside_s
