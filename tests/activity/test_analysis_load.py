"""Load by kind, drift, kick and surges: published values, and None with a reason where a number would not be honest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.analysis.bands import surge_bands
from homestretch.activity.analysis.drift import decoupling, drift_of
from homestretch.activity.analysis.kick import end_of_effort, kick_of
from homestretch.activity.analysis.load import banister_trimp, d_prime_balance, load_of, session_rpe
from homestretch.activity.analysis.seconds import seconds_of
from homestretch.activity.analysis.surges import surges_among, surges_beside, surges_of
from homestretch.activity.analysis.typed import load_of_reps
from homestretch.activity.reps.model import Piece, PlannedRep, Rep
from homestretch.activity.streams import Flag, Interval
from homestretch.athlete.zones import zones
from tests.activity.analysis_streams import miler, run_at

HOUR = 3600


@pytest.mark.parametrize(("sex", "impulse"), [("M", 121.6), ("F", 135.4)])  # SCIENCE 6.1
def test_an_hour_at_three_quarters_of_the_reserve_has_the_published_impulse(sex: str, impulse: float) -> None:
    assert banister_trimp(60, 0.75, sex) == pytest.approx(impulse, abs=0.05)
    able = miler(sex)
    share = np.full(HOUR + 1, 50 + 0.75 * (190 - 50))
    load = load_of(seconds_of(run_at(np.full(HOUR + 1, 3.5), heart_rate=share)), able, sex, moving_s=HOUR)
    assert load.trimp == pytest.approx(impulse, abs=0.05)


def test_an_unknown_sex_lies_between_both() -> None:
    assert banister_trimp(60, 0.75, "X") == pytest.approx((121.6 + 135.4) / 2, abs=0.05)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 100), st.sampled_from(["M", "F", "X"]))
def test_more_heart_is_more_impulse_and_parts_add_up(a: float, b: float, minutes: float, sex: str) -> None:
    low, high = min(a, b), max(a, b)
    assert banister_trimp(minutes, low, sex) <= banister_trimp(minutes, high, sex)
    both = banister_trimp(minutes, np.array([a, b]), sex)
    assert both == pytest.approx(banister_trimp(minutes, a, sex) + banister_trimp(minutes, b, sex))


def test_session_rpe_is_effort_times_minutes() -> None:
    assert session_rpe(7, 50) == 350  # Foster 2001
    with pytest.raises(ValueError, match="between 0 and 10"):
        session_rpe(11, 50)


def test_d_prime_goes_by_the_metres_over_critical_speed_and_comes_back_as_skiba_says() -> None:
    spent = d_prime_balance(1.0, np.full(100, 5.5), 5.0, 150.0)
    assert spent[-1] == pytest.approx(150 - 100 * 0.5)
    back = d_prime_balance(1.0, np.concatenate((np.full(100, 5.5), np.full(60, 3.0))), 5.0, 150.0)
    # Skiba 2015 in closed form: what is missing decays by (CS - v) / D' a second.
    assert 150 - back[-1] == pytest.approx(50 * np.exp(-(5 - 3) / 150 * 60))


@given(st.lists(st.floats(0, 9), min_size=1, max_size=60))
def test_d_prime_is_never_more_than_full(speeds: list[float]) -> None:
    assert d_prime_balance(1.0, np.array(speeds), 5.0, 150.0).max() <= 150.0 + 1e-9


def test_load_by_kind_of_a_set_of_two_hundreds() -> None:
    able = miler()
    fast, jog = able.v800.value, 2.0
    speed = np.concatenate([np.full(600, 3.0)] + 6 * [np.full(30, fast), np.full(90, jog)])
    cadence = np.where(speed > 5, 195.0, 170.0)
    streams = run_at(speed, cadence=cadence)
    load = load_of(seconds_of(streams), able, "F", rpe=7, moving_s=streams.moving_time)
    assert load.above_cs_s == 180
    assert load.fast_m == pytest.approx(180 * fast)
    assert load.near_max_m == 0
    assert load.contacts == pytest.approx((180 * 195 + (len(speed) - 180) * 170) / 60, rel=2e-3)
    assert load.srpe == pytest.approx(7 * streams.moving_time / 60)
    assert load.d_prime_min_m is not None
    assert 0 < load.d_prime_min_m < able.d_prime_m.value
    assert sum(load.aerobic_min.values()) == pytest.approx(len(speed) / 60)
    assert load.aerobic_min[7] == pytest.approx(3)
    assert load.zones_by == "speed"


def test_near_maximal_metres_are_those_at_nine_tenths_of_sprint_speed() -> None:
    able = miler()
    speed = np.full(600, 3.0)
    speed[300:306] = 0.93 * able.max_speed.value
    load = load_of(seconds_of(run_at(speed)), able)
    assert load.near_max_m == pytest.approx(6 * 0.93 * able.max_speed.value)


def test_heart_rate_tells_the_zone_up_to_the_fifth_and_speed_above() -> None:
    able = miler()
    rates = {zone.zone: (zone.low + zone.high) / 2 for zone in zones(able).heart_rate}
    speed = np.full(1200, 0.75 * able.critical_speed.value)
    speed[600:] = able.v1500.value
    heart = np.full(1200, 0.8 * 190)  # zone 3 by heart though zone 2 by speed
    load = load_of(seconds_of(run_at(speed, heart_rate=heart)), able)
    assert load.aerobic_min[3] == pytest.approx(10)
    assert load.aerobic_min[7] == pytest.approx(10)
    assert load.zones_by == "heart rate and speed"
    easy = load_of(seconds_of(run_at(speed[:600], heart_rate=np.full(600, rates[1]))), able)
    assert easy.aerobic_min[1] == pytest.approx(10)
    assert easy.zones_by == "heart rate"


def test_a_heart_rate_that_counts_steps_tells_no_zone() -> None:
    able = miler()
    speed = np.full(1200, 0.75 * able.critical_speed.value)
    lock = Flag("cadence_lock", "It counts steps.", (Interval(0, 1200),))
    load = load_of(seconds_of(run_at(speed, heart_rate=np.full(1200, 175.0), flags=(lock,))), able)
    assert load.aerobic_min[2] == pytest.approx(20)
    assert load.trimp is None


def test_a_pause_brings_d_prime_back_and_counts_in_no_zone() -> None:
    able = miler()
    speed = np.full(400, able.v800.value)
    speed[60:] = 2.5
    without = load_of(seconds_of(run_at(speed)), able)
    paused = load_of(seconds_of(run_at(speed, pauses=(Interval(60, 300),))), able)
    assert paused.d_prime_end_m is not None
    assert without.d_prime_end_m is not None
    assert paused.d_prime_end_m > without.d_prime_end_m
    assert sum(paused.aerobic_min.values()) == pytest.approx((400 - 239) / 60)


def test_what_is_not_known_is_none_and_said() -> None:
    streams = run_at(np.full(600, 3.0), heart_rate=np.full(600, 150.0))
    nobody = load_of(seconds_of(streams))
    assert nobody.aerobic_min == {}
    assert (nobody.above_cs_s, nobody.near_max_m, nobody.trimp, nobody.srpe, nobody.contacts) == (None,) * 5
    assert nobody.notes
    unrested = load_of(seconds_of(streams), miler(rest_hr=None))
    assert unrested.trimp is None
    assert any("resting" in note for note in unrested.notes)


def test_running_beyond_d_prime_is_said_and_not_hidden() -> None:
    able = miler()
    load = load_of(seconds_of(run_at(np.full(600, able.v800.value))), able)
    assert load.d_prime_min_m is not None
    assert load.d_prime_min_m < 0
    assert any("too low" in note for note in load.notes)


# -- drift ----------------------------------------------------------------------------------------


def steady(minutes: int = 60, rise: float = 12.0) -> tuple[np.ndarray, np.ndarray]:
    """Speed and heart rate of a steady run whose heart rises by so many beats after the warm-up."""
    count = minutes * 60
    rng = np.random.default_rng(3)
    speed = 3.3 + 0.1 * np.sin(np.arange(count) / 40) + rng.normal(0, 0.05, count)
    heart = 140 + rise * np.clip((np.arange(count) - 600) / (count - 600), 0, 1)
    return speed, heart


def test_decoupling_is_the_share_of_speed_for_each_beat_that_was_lost() -> None:
    assert decoupling((4.0, 140.0), (4.0, 147.0)) == pytest.approx(100 * (1 - 140 / 147))
    assert decoupling((4.0, 140.0), (3.8, 140.0)) == pytest.approx(5.0)
    assert decoupling((4.0, 140.0), (4.0, 140.0)) == 0


def test_a_rising_heart_at_even_speed_is_decoupling() -> None:
    speed, heart = steady()
    drift = drift_of(seconds_of(run_at(speed, heart_rate=heart)))
    assert drift.decoupling_pct == pytest.approx(100 * (1 - 143 / 149), abs=0.3)
    assert drift.drift_bpm == pytest.approx(6, abs=0.2)
    assert drift.reason == ""


def test_a_fast_start_in_the_warm_up_moves_nothing() -> None:
    speed, heart = steady(rise=0)
    speed[:500] *= 1.4
    drift = drift_of(seconds_of(run_at(speed, heart_rate=heart)))
    assert drift.decoupling_pct == pytest.approx(0, abs=0.5)


def test_decoupling_is_refused_where_it_would_not_be_honest() -> None:
    speed, heart = steady()
    short = drift_of(seconds_of(run_at(speed[:2300], heart_rate=heart[:2300])))
    no_heart = drift_of(seconds_of(run_at(speed)))
    fartlek = speed * np.where(np.arange(len(speed)) // 120 % 2, 1.3, 0.8)
    uneven = drift_of(seconds_of(run_at(fartlek, heart_rate=heart)))
    hills = 100 + 20 * np.sin(np.arange(len(speed)) / 100)
    hilly = drift_of(seconds_of(run_at(speed, heart_rate=heart, altitude=hills)))
    reps = drift_of(seconds_of(run_at(speed, heart_rate=heart)), has_reps=True)
    holes = np.where(np.arange(len(heart)) % 3000 < 1000, np.nan, heart)
    patchy = drift_of(seconds_of(run_at(speed, heart_rate=holes)))
    ride = drift_of(seconds_of(run_at(speed, heart_rate=heart, sport="cycling")))
    cases = (short, no_heart, uneven, hilly, reps, patchy, ride)
    assert [drift.decoupling_pct for drift in cases] == [None] * 7
    assert len({drift.reason for drift in cases}) >= 6
    assert all(drift.reason.endswith(".") for drift in cases)


# -- kick -----------------------------------------------------------------------------------------


def test_the_kick_of_a_race_against_its_body() -> None:
    speed = np.concatenate((np.full(260, 5.0), np.full(41, 6.25)))[:293]  # 1300 m, then 200 m in 32 s
    kick = kick_of(run_at(speed), 0.0, 292.0, "race", max_speed=8.0)
    assert kick.distance_m == pytest.approx(1500)
    assert kick.last_100_s == pytest.approx(16.0)
    assert kick.last_200_s == pytest.approx(32.0)
    assert kick.last_400_s == pytest.approx(72.0)
    assert kick.body_speed == pytest.approx(5.0)
    assert kick.ratio == pytest.approx(1.25)
    assert kick.ratio_to_mean == pytest.approx(6.25 / (1500 / 292))
    assert kick.share_of_mss == pytest.approx(6.25 / 8.0)
    assert kick.target == 1.06


def test_the_watchs_metres_are_scaled_to_the_tracks() -> None:
    measured = run_at(np.full(261, 5.2))  # the watch says 1300 m of a kilometre and a quarter
    kick = kick_of(measured, 0.0, 250.0, "rep", nominal_m=1250.0)
    assert kick.last_100_s == pytest.approx(20.0)


def test_an_effort_no_longer_than_the_kick_has_none() -> None:
    kick = kick_of(run_at(np.full(100, 5.0)), 0.0, 80.0, "rep", nominal_m=400.0)
    assert (kick.last_400_s, kick.last_200_s) == (None, pytest.approx(40.0))
    assert kick_of(run_at(np.full(100, 5.0)), 0.0, 10.0, "rep").last_100_s is None
    assert kick_of(run_at(np.full(100, 5.0)), 0.0, 80.0, "rep").share_of_mss is None


def test_no_kick_is_taken_across_a_pause() -> None:
    streams = run_at(np.full(300, 5.0), pauses=(Interval(270, 280),))
    kick = kick_of(streams, 0.0, 299.0, "run")
    assert (kick.last_400_s, kick.last_200_s, kick.ratio) == (None, None, None)


def test_the_steps_after_the_line_are_no_part_of_the_race() -> None:
    speed = np.concatenate((np.full(200, 6.0), [2.0, 1.0, 0.5, 0.0, 0.0]))
    assert end_of_effort(run_at(speed), 0.0, 204.0) == 199.0
    assert end_of_effort(run_at(speed), 0.0, 150.0) == 150.0


def test_breathing_and_steps_are_told_from_half_to_half_and_short_steps_at_one_pace_are_heavy_legs() -> None:
    count = HOUR + 1
    late = np.arange(count) > 600 + (count - 600) // 2
    common = {"heart_rate": np.full(count, 150.0), "respiration": np.where(late, 36.0, 32.0)}
    run = run_at(np.full(count, 3.5), cadence=np.where(late, 182.0, 174.0), **common)
    drift = drift_of(seconds_of(run))

    assert drift.respirations == (pytest.approx(32, abs=0.1), pytest.approx(36, abs=0.1))
    assert drift.step_lengths == (
        pytest.approx(3.5 / 174 * 60, abs=2e-3),
        pytest.approx(3.5 / 182 * 60, abs=2e-3),
    )
    assert drift.heavy_legs
    same = drift_of(seconds_of(run_at(np.full(count, 3.5), cadence=np.full(count, 174.0), **common)))
    assert not same.heavy_legs
    bare = drift_of(seconds_of(run_at(np.full(count, 3.5), heart_rate=np.full(count, 150.0))))
    assert (bare.respirations, bare.step_lengths, bare.heavy_legs) == (None, None, False)


# -- surges ---------------------------------------------------------------------------------------


def test_a_surge_and_how_the_pace_came_back() -> None:
    rng = np.random.default_rng(5)
    speed = np.full(800, 5.2)
    speed[300:320] = 6.0
    speed[320:335] = 4.8
    (surge,) = surges_of(seconds_of(run_at(speed + rng.normal(0, 0.05, 800))), 0, 799)
    assert surge.start_s == pytest.approx(300, abs=4)
    assert surge.duration_s == pytest.approx(20, abs=6)
    assert surge.returned == pytest.approx((15 * 4.8 + 15 * 5.2) / 30 / 5.2, abs=0.02)
    assert surge.settled_s == pytest.approx(15, abs=5)
    assert surge.cadence is None


def test_the_steps_gained_in_a_surge_are_those_within_it() -> None:
    speed, cadence = np.full(800, 5.2), np.full(800, 182.0)
    speed[300:320], cadence[300:320] = 6.0, 194.0
    (surge,) = surges_of(seconds_of(run_at(speed, cadence=cadence)), 0, 799)
    assert (surge.cadence, surge.cadence_before) == (pytest.approx(194, abs=2), pytest.approx(182, abs=0.5))
    (band,) = surge_bands([surge])
    assert (band.kind, band.low, band.high) == ("surge", 0.1, 0.15)
    assert band.speed_gain == pytest.approx(surge.speed / surge.before - 1)
    assert band.cadence_gain == pytest.approx(surge.cadence - surge.cadence_before)
    assert surge_bands([replace(surge, cadence_before=None)]) == ()
    assert surge_bands([replace(surge, speed=1.5 * surge.before)]) == ()  # a sprint out of a jog


def test_a_stride_is_no_surge_and_a_short_rep_between_floats_is_one() -> None:
    speed = np.full(900, 4.4)
    speed[300:330] = speed[600:630] = 5.2
    seconds = seconds_of(run_at(speed))
    reps = [
        Rep(at, at + 30, 156, None, "rep", "detected", 0, place) for place, at in enumerate((300.0, 600.0))
    ]

    assert len(surges_beside(seconds, (), 899)) == 2
    assert [surge.start_s for surge in surges_beside(seconds, reps[:1], 899)] == pytest.approx([600], abs=4)
    found = surges_among(seconds, reps, (Piece(330, 600, "float", 1188, "float"),))
    assert [(one.start_s, one.duration_s) for one in found] == [(300, 30), (600, 30)]
    assert found[0].returned == pytest.approx(1, abs=0.01)
    assert surges_among(seconds, reps, (Piece(330, 600, "recovery", 1188, "jog"),)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_noise_a_fast_start_and_the_kick_are_no_surges(seed: int) -> None:
    rng = np.random.default_rng(seed)
    noise = np.zeros(900)
    for at in range(1, 900):  # AR(1), as watches have it
        noise[at] = 0.9 * noise[at - 1] + rng.normal(0, 0.15 * np.sqrt(1 - 0.81))
    speed = np.full(900, 5.0) + noise
    speed[:40] += 0.8
    speed[-35:] += 0.9
    assert surges_of(seconds_of(run_at(speed)), 0, 899) == ()


# -- typed splits ---------------------------------------------------------------------------------


def typed(times: list[float], planned: PlannedRep, metres: float = 400.0) -> tuple[Rep, ...]:
    starts = np.cumsum([0.0, *(time + 90 for time in times)])
    return tuple(
        Rep(float(start), float(start) + time, metres, metres, "rep", "typed", 0, place, planned)
        for place, (start, time) in enumerate(zip(starts, times, strict=False))
    )


def test_typed_splits_are_worth_what_a_watch_would_have_seen() -> None:
    able = miler()
    pace = able.v1500.value * 1.001
    time = 400 / pace
    planned = PlannedRep(distance_m=400.0, recovery_s=90.0, recovery="stand")
    by_hand = load_of_reps(typed([time] * 6, planned), able, rpe=8, lasted_s=1800)
    speed = np.concatenate([np.append(np.full(round(time), pace), np.zeros(90)) for _ in range(6)])[:-90]
    watched = load_of(seconds_of(run_at(speed)), able)
    assert by_hand.above_cs_s == pytest.approx(watched.above_cs_s, abs=4)
    assert by_hand.fast_m == pytest.approx(2400)
    assert by_hand.d_prime_min_m == pytest.approx(watched.d_prime_min_m, abs=4)
    assert by_hand.aerobic_min[7] == pytest.approx(6 * time / 60)
    assert by_hand.srpe == 240
    assert by_hand.contacts is None


def test_without_a_recovery_nobody_knows_what_of_d_prime_came_back() -> None:
    known = load_of_reps(
        typed([75.0] * 3, PlannedRep(distance_m=400.0, recovery_m=200.0, recovery="jog")), miler()
    )
    unknown = load_of_reps(typed([75.0] * 3, PlannedRep(distance_m=400.0)), miler())
    assert known.d_prime_min_m is not None
    assert unknown.d_prime_min_m is None
    assert unknown.above_cs_s == known.above_cs_s == 225
    assert load_of_reps(typed([75.0], PlannedRep(distance_m=400.0)), None).above_cs_s is None
