"""Compliance: minutes of the pillars, load by kind, and what is open or estimated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from homestretch.activity.analysis.load import Load
from homestretch.athlete.model import PILLARS
from homestretch.monitoring import Pair, compliance, match, references
from tests.builders.seasons import easy, strength
from tests.monitoring.sessions import MONDAY, entry, run, sets_of, typed, week
from tests.monitoring.test_matching import entries, plans

TUESDAY = MONDAY + timedelta(days=1)
SIX = sets_of(6, 400, 73.0)


def test_a_session_done_gives_its_minutes_to_its_pillar_and_the_rest_to_the_base() -> None:
    found = match(week(None, SIX), [run(SIX, TUESDAY)]).sessions[0]

    assert found.pillars["lactate_tolerance"].planned == pytest.approx(14.8)
    assert found.pillars["lactate_tolerance"].done == pytest.approx(14.8, abs=0.3)
    assert found.pillars["aerobic_base"].planned == pytest.approx(22, abs=0.1)
    assert found.pillars["aerobic_base"].done == pytest.approx(22, abs=0.5)
    assert not found.pillars["lactate_tolerance"].estimated


def test_half_of_the_reps_are_half_of_the_dose() -> None:
    found = match(week(None, SIX), [typed(SIX, TUESDAY, "73 73 73")]).sessions[0]

    share = found.pillars["lactate_tolerance"].share
    assert share is not None
    assert 0.4 < share < 0.6


def test_long_rests_earn_no_dose() -> None:
    lazy = sets_of(6, 400, 73.0, rest_s=240)
    found = match(week(None, SIX), [run(lazy, TUESDAY)]).sessions[0]

    assert found.pillars["lactate_tolerance"].done == pytest.approx(14.8, abs=0.3)


def test_an_easy_run_in_place_of_a_session_gives_to_the_base_alone() -> None:
    pillars = match(week(None, SIX), [run(easy(minutes=40), TUESDAY)]).sessions[0].pillars

    assert pillars["lactate_tolerance"].done == 0
    assert pillars["aerobic_base"].done == pytest.approx(40, abs=0.1)


def test_open_sessions_are_open_and_missed_ones_are_not() -> None:
    days = week(easy(minutes=40), SIX)
    ref = references(days)[0][0]
    week_now = compliance(match(days, [], answers={ref: "missed"}))

    assert week_now.pillars["aerobic_base"] == Pair(pytest.approx(62, abs=0.1), 0, pytest.approx(22, abs=0.1))
    assert week_now.pillars["aerobic_base"].share == 0
    assert week_now.pillars["lactate_tolerance"].share is None
    assert week_now.load_au.open == SIX.load
    assert week_now.statuses == {"missed": 1, "planned": 1}


def test_an_answer_without_a_file_counts_as_planned_and_says_so() -> None:
    days = week(None, SIX)
    told = compliance(match(days, [], answers={references(days)[0][0]: "done"}))

    assert told.load_au == Pair(SIX.load, SIX.load, 0, True)
    assert told.pillars["lactate_tolerance"].share == 1
    assert told.distance_m.estimated


def test_a_log_entry_s_dose_is_estimated_from_the_plan() -> None:
    pillars = match(week(None, SIX), [entry(TUESDAY, SIX.duration_s / 60)]).sessions[0].pillars

    assert pillars["lactate_tolerance"].done == pytest.approx(SIX.main_minutes, rel=0.01)
    assert pillars["lactate_tolerance"].estimated


def test_session_load_takes_the_rpe_that_was_said_and_else_the_planned_one() -> None:
    days = week(easy(minutes=40), easy(minutes=40))
    told = compliance(match(days, [entry(MONDAY, 40, "a", rpe=5), entry(TUESDAY, 40, "b")]))

    assert told.load_au == Pair(240, 5 * 40 + 3 * 40, 0, True)


def test_unplanned_runs_and_other_sports_count_for_load() -> None:
    told = compliance(
        match(week(), [entry(MONDAY, 30, "a", km=6, rpe=4), entry(TUESDAY, 60, "b", sport="cycling")])
    )

    assert told.load_au == Pair(0, 120)
    assert told.other_load_au == Pair(0, 180, 0, True)
    assert told.distance_m == Pair(0, 6000)
    assert told.pillars["aerobic_base"] == Pair(0, 30)


def test_what_was_run_before_the_plan_began_counts_for_nothing_in_it() -> None:
    days = week(easy(minutes=40))
    before = run(easy(minutes=50), MONDAY - timedelta(days=1))
    matches = match(days, [before])
    told = compliance(matches)

    assert matches.unplanned == (before,)
    assert matches.sessions[0].status == "planned"
    assert told.pillars["aerobic_base"].done == 0
    assert told.running_min.done == told.distance_m.done == told.load_au.done == 0


def test_reps_that_nobody_planned_are_counted_apart_from_the_pillars() -> None:
    done = run(SIX, TUESDAY)
    told = compliance(match(week(), [done]))

    assert told.untold_min == pytest.approx(6 * 73 / 60, abs=0.3)
    assert told.pillars["aerobic_base"].done + told.untold_min == pytest.approx(done.duration_s / 60)
    assert told.pillars["lactate_tolerance"].done == 0


def test_strength_is_counted_apart() -> None:
    told = compliance(match(week(strength()), [entry(MONDAY, 20, sport="training", rpe=6)]))

    assert told.other_load_au == Pair(strength().load, 120)
    assert told.load_au == Pair()


def test_load_by_kind_stands_beside_the_plan() -> None:
    load = Load(aerobic_min={1: 10, 2: 12, 4: 5, 6: 8}, above_cs_s=420, fast_m=2400, near_max_m=40)
    done = replace(run(SIX, TUESDAY), load=load)
    told = compliance(match(week(None, SIX), [done]))

    assert told.under_lt1_min.done == 22
    assert told.over_cs_min.done == 7
    assert told.to_cs_min.done == 6
    assert told.fast_m.done == 2400
    assert told.sprint_m.done == 40
    assert told.running_min.planned == pytest.approx(SIX.duration_s / 60)


def test_a_week_is_cut_out_of_more() -> None:
    days = (*week(easy()), *week(easy(), monday=MONDAY + timedelta(days=7)))
    done = [entry(MONDAY, 40, "a", km=8), entry(MONDAY + timedelta(days=8), 20, "b", km=4)]
    second = match(days, done).between(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))

    assert len(second.sessions) == 1
    assert compliance(second).distance_m.done == 4000


@given(plans(), entries())
def test_sums_hold_whatever_was_planned_and_done(days, done) -> None:
    matches = match(days, done)
    told = compliance(matches)

    for pillar in PILLARS:
        pair = told.pillars[pillar]
        assert pair.planned >= pair.open >= 0
        assert pair.done >= 0
    begins = min((day.date for day in days), default=MONDAY)
    runs = [one for one in done if one.sport == "running" and one.day >= begins]
    minutes = sum(one.duration_s for one in runs) / 60
    assert told.running_min.done == pytest.approx(minutes)
    assert sum(pair.done for pair in told.pillars.values()) <= minutes + 1e-6
    assert sum(told.statuses.values()) == len(matches.sessions)
    planned = sum(s.load for day in days for s in day.sessions if s.distance_m > 0)
    assert told.load_au.planned == pytest.approx(planned)
