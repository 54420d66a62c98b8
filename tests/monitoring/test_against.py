"""Reps beside their targets, the ladder's outcome, and what of a session counts as a rep."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.reps import PlannedRep, Rep, Reps
from homestretch.monitoring import Done, SessionMatch, match, planned_reps_of
from homestretch.monitoring.against import other_reps
from homestretch.planning.season import PlannedSession, Step, Target
from tests.builders.seasons import easy, hard
from tests.monitoring.sessions import MONDAY, entry, run, sets_of, typed, unequal, week

TUESDAY = MONDAY + timedelta(days=1)
SIX = sets_of(6, 400, 73.0)


def found(session: PlannedSession, done: Done, level="intermediate") -> SessionMatch:
    return match(week(None, session), [done], level=level).sessions[0]


# -- what is planned ---------------------------------------------------------------------------


def steps(*parts: Step, quality: bool = True, pillar="finishing_kick") -> PlannedSession:
    return replace(hard("FK01"), steps=parts, quality=quality, pillar=pillar)


def work(metres: int, low: float, high: float | None = None, text: str = "") -> Step:
    return Step("work", distance_m=metres, target=Target(low, high or low), text=text)


WALK = Step("recovery", duration_s=240, text="walk")
STRIDES = Step("warmup", repeat=3, steps=(Step("warmup", distance_m=80, target=Target(5.6, 5.9)), WALK))


def test_a_rep_with_a_kick_is_one_planned_rep_with_the_mean_of_its_targets() -> None:
    kick = (work(200, 5.0), work(100, 6.0, 6.4))
    session = steps(STRIDES, Step("work", repeat=2, steps=(*kick, WALK)), *kick)
    plan = planned_reps_of(session)

    assert [rep.distance_m for rep in plan] == [300, 300, 300]
    assert plan[0].speed_low == pytest.approx(300 / (200 / 5.0 + 100 / 6.0))
    assert plan[0].speed_high == pytest.approx(300 / (200 / 5.0 + 100 / 6.4))
    assert (plan[0].recovery_s, plan[0].recovery, plan[2].recovery_s) == (240, "walk", None)


def test_a_float_is_the_recovery_of_the_rep_before_it() -> None:
    session = steps(Step("work", repeat=4, steps=(work(200, 5.4), work(200, 4.2, 4.4, "float"))))
    plan = planned_reps_of(session)

    assert [(rep.distance_m, rep.recovery, rep.recovery_m) for rep in plan] == [(200, "float", 200)] * 4


def surging(rounds: int = 4, tempo: float = 4.3, surge: float = 5.1) -> PlannedSession:
    """Threshold with surges: tempo, surge and float without a stop."""
    made = hard("TS02", rpe=7)
    parts = (
        Step("work", duration_s=165, target=Target(tempo, tempo)),
        Step("work", duration_s=30, target=Target(surge, surge)),
        Step("recovery", duration_s=30, target=Target(tempo, tempo), text="float"),
    )
    steps = (made.steps[0], Step("work", repeat=rounds, steps=parts), made.steps[-1])
    seconds = sum(step.duration_s or 0 for step in (made.steps[0], made.steps[-1])) + rounds * 225
    return replace(made, steps=steps, duration_s=seconds, main_minutes=rounds * 225 / 60)


def test_of_a_tempo_with_surges_and_floats_the_surges_are_planned_reps() -> None:
    reps = planned_reps_of(surging())
    assert [(rep.duration_s, rep.speed_low) for rep in reps] == [(30, 5.1)] * 4
    assert [rep.recovery_s for rep in reps] == [195, 195, 195, 30]
    seen = [found(surging(), run(surging(), TUESDAY, seed=seed, pressed=seed % 2 == 0)) for seed in range(8)]
    assert {one.status for one in seen} == {"done"}
    assert sum(one.reps is not None and one.reps.done == 4 for one in seen) >= 4


def test_a_surge_that_the_watch_does_not_show_was_not_skipped() -> None:
    session = surging()
    done = run(session, TUESDAY, pressed=False)
    flat = replace(done, reps=Reps(), find=lambda _: replace(done.reps, reps=done.reps.reps[:2]))
    assert found(session, flat).status == "done"
    short = replace(flat, duration_s=0.7 * session.duration_s)
    assert found(session, short).status == "shortened"


def test_a_long_recovery_begins_a_new_set() -> None:
    rest = Step("recovery", duration_s=60, text="jog")
    inner = (Step("work", repeat=2, steps=(work(300, 5.4), rest)), work(300, 5.4))
    plan = planned_reps_of(steps(*inner, WALK, *inner))

    assert [rep.set_index for rep in plan] == [0, 0, 0, 1, 1, 1]


def test_a_progression_run_asks_for_no_reps() -> None:
    parts = (Step("easy", duration_s=720, target=Target(3.5, 3.5)), work(3000, 4.0), work(3000, 4.4))

    assert planned_reps_of(steps(*parts, quality=False, pillar="aerobic_base")) == ()
    assert len(planned_reps_of(steps(*parts))) == 1


def test_sprints_are_reps_and_strides_are_strides() -> None:
    fly = Step("work", distance_m=60, target=Target(7.8, 8.0, anchor="top speed"))
    stride = Step("work", distance_m=80, target=Target(5.6, 6.0, anchor="800 m pace"))

    assert [rep.kind for rep in planned_reps_of(steps(fly, WALK, stride))] == ["rep", "stride"]


# -- what was run ------------------------------------------------------------------------------


@given(st.lists(st.floats(66, 82), min_size=6, max_size=6))
def test_each_rep_is_held_against_its_own_target(times) -> None:
    one = found(SIX, typed(SIX, TUESDAY, " ".join(f"{t:.1f}" for t in times)))

    assert one.reps is not None
    for row, seconds in zip(one.reps.rows, times, strict=True):
        off = round(seconds, 1) - 73.0
        assert row.off_s == pytest.approx(off, abs=1e-6)
        assert row.off_pct == pytest.approx(100 * off / 73.0, abs=1e-6)
        if abs(abs(off) - 0.015 * 73) > 0.01:
            word = "at target" if abs(off) < 0.015 * 73 else "slow" if off > 0 else "fast"
            assert row.word == word


@given(st.permutations([(200, 34.0), (400, 70.0), (600, 110.0), (800, 152.0), (300, 54.0)]))
def test_unequal_reps_at_their_targets_are_a_success_however_uneven(parts) -> None:
    session = unequal(parts)
    one = found(session, typed(session, TUESDAY, " ".join(str(seconds) for _, seconds in parts)))

    assert one.reps is not None
    assert {row.word for row in one.reps.rows} == {"at target"}
    assert one.reps.fade_pct == pytest.approx(0, abs=0.1)
    assert one.outcome == "success"


@pytest.mark.parametrize(
    ("splits", "rpe", "outcome"),
    [
        ("73 73 73 73 73 73", 8.5, "success"),
        ("73 73 73 73 73 73", None, "success"),
        ("73 73 73 73 73 73", 9.0, "partial"),
        ("73 73 73 73 73 73", 10.0, "fail"),
        ("73 73 73 73 73", 8.0, "partial"),  # five of six
        ("73 73 73 73", 8.0, "fail"),  # four of six
        ("74.5 74.5 74.5 74.5 74.5 74.5", 8.0, "partial"),  # 2.1 % slow
        ("71 71 71 71 71 71", 8.0, "partial"),  # too fast holds the ladder as well
        ("72 72 73 74 76 76.5", 8.0, "fail"),  # faded by 5.9 %
    ],
)
def test_the_ladder_rules_of_science_4_1(splits, rpe, outcome) -> None:
    assert found(SIX, typed(SIX, TUESDAY, splits, rpe)).outcome == outcome


def test_a_beginner_may_be_off_by_more() -> None:
    slow = typed(SIX, TUESDAY, "74.6 74.6 74.6 74.6 74.6 74.6")

    assert found(SIX, slow).outcome == "partial"
    assert found(SIX, slow, level="beginner").outcome == "success"


def test_recoveries_taken_stand_beside_those_planned() -> None:
    longer = replace(
        SIX,
        steps=tuple(
            replace(s, steps=(s.steps[0], replace(s.steps[1], duration_s=180))) if s.repeat else s
            for s in SIX.steps
        ),
    )
    one = found(SIX, run(longer, TUESDAY))

    assert one.reps is not None
    assert one.reps.recovery_kept_pct == pytest.approx(200, abs=10)
    assert one.reps.rows[-1].recovery_s is None
    assert found(SIX, run(SIX, TUESDAY)).reps.recovery_kept_pct == pytest.approx(100, abs=5)  # type: ignore[union-attr]


def test_warm_up_strides_are_neither_planned_reps_nor_added_ones() -> None:
    session = replace(SIX, steps=(SIX.steps[0], STRIDES, *SIX.steps[1:]))
    one = found(session, run(session, TUESDAY))

    assert one.reps is not None
    assert (one.reps.planned, one.reps.done, one.reps.added) == (6, 6, ())


def test_one_rep_more_is_added_and_a_rep_stopped_early_is_cut_short() -> None:
    more = found(SIX, run(sets_of(7, 400, 73.0), TUESDAY))
    assert more.reps is not None
    assert len(more.reps.added) == 1
    assert more.reps.done == 6

    session = sets_of(5, 1000, 200.0)
    cut = unequal([(1000, 200.0)] * 4 + [(600, 120.0)], rest_s=90)
    short = found(session, run(cut, TUESDAY))
    assert short.reps is not None
    assert [row.word for row in short.reps.rows][-1] == "cut short"
    assert short.share == pytest.approx(0.92, abs=0.02)


def test_sprints_that_no_watch_can_time_are_believed() -> None:
    sprint = Step("work", duration_s=8, target=Target(rpe=6, anchor="top speed effort, uphill"))
    walk = Step("recovery", duration_s=150, text="walk")
    session = replace(
        hard("HI03"),
        steps=(SIX.steps[0], Step("work", repeat=5, steps=(sprint, walk)), SIX.steps[-1]),
        duration_s=720 + 600 + 5 * 158,
    )
    one = found(session, run(session, TUESDAY))

    assert (one.status, one.reps) == ("done", None)


def test_a_press_within_each_rep_does_not_part_them() -> None:
    kick = (work(200, 5.4), work(100, 6.2))
    session = replace(SIX, steps=(SIX.steps[0], Step("work", repeat=4, steps=(*kick, WALK)), SIX.steps[-1]))
    one = found(session, run(session, TUESDAY, pressed=True))

    assert one.reps is not None
    assert (one.reps.planned, one.reps.done) == (4, 4)


def test_an_easy_run_with_missing_strides_holds_the_ladder_and_fails_nothing() -> None:
    stride = Step("work", distance_m=80, target=Target(5.6, 6.0, anchor="800 m pace"))
    plain = easy(minutes=40)
    session = replace(
        plain, id="AB03", steps=(*plain.steps, Step("work", repeat=4, steps=(stride, WALK))), main_minutes=5
    )
    without = found(session, run(plain, TUESDAY))

    assert (without.status, without.outcome) == ("done", "partial")
    assert found(session, run(session, TUESDAY)).outcome == "success"


def test_a_log_entry_without_reps_is_judged_by_its_minutes() -> None:
    one = found(SIX, entry(TUESDAY, SIX.duration_s / 60, rpe=8))

    assert (one.reps, one.share, one.outcome) == (None, 1.0, "success")


def test_typed_splits_of_another_plan_are_aligned_with_this_one() -> None:
    four = sets_of(4, 800, 150)
    done = typed(four, TUESDAY, "150 151 149 150")
    one = match(week(None, SIX), [done], {"typed": match(week(None, SIX), []).sessions[0].ref}).sessions[0]

    assert one.status == "replaced"  # 800s are no 400s


def test_planned_reps_keep_what_the_steps_say() -> None:
    assert planned_reps_of(SIX)[0] == PlannedRep(
        distance_m=400.0,
        speed_low=400 / 73.0,
        speed_high=400 / 73.0,
        recovery_s=90,
        recovery="jog",
    )


def test_hills_are_seen_by_their_rise_and_not_held_against_a_watch_that_saw_none() -> None:
    hill = Step("work", duration_s=60, target=Target(rpe=8, anchor="5 km pace effort, uphill"))
    jog = Step("recovery", duration_s=120, target=Target(2.4, 2.6), text="jog")
    session = replace(
        hard("HI01", rpe=8),
        steps=(SIX.steps[0], Step("work", repeat=6, steps=(hill, jog)), SIX.steps[-1]),
        duration_s=720 + 600 + 6 * 180,
        distance_m=7000,
    )
    seen = found(session, run(session, TUESDAY, pressed=False))
    assert seen.reps is not None
    assert (seen.status, seen.reps.done, seen.outcome) == ("done", 6, "success")

    flat = found(session, run(easy(minutes=40), TUESDAY))
    assert (flat.status, flat.reps) == ("done", None)
    assert flat.pillars["aerobic_base"].estimated


def test_a_press_at_every_lap_of_a_long_rep_does_not_part_it() -> None:
    long_reps = sets_of(3, 1600, 310.0, rest_s=120)
    by_lap = [(400, 77.5)] * 12
    pressed = unequal(by_lap)
    laps = [step for step in pressed.steps if step.kind == "work"]
    jog = next(step for step in pressed.steps if step.kind == "recovery")
    body = [step for rep in range(3) for step in (*laps[4 * rep : 4 * rep + 4], jog)][:-1]
    one = found(long_reps, run(replace(long_reps, steps=(SIX.steps[0], *body, SIX.steps[-1])), TUESDAY))

    assert one.reps is not None
    assert (one.reps.planned, one.reps.done, one.reps.added) == (3, 3, ())


def test_who_stays_within_a_wide_target_has_not_faded() -> None:
    wide = Target(400 / 76.0, 400 / 70.0, rpe=8)
    steps_ = tuple(
        replace(s, steps=(replace(s.steps[0], target=wide), s.steps[1])) if s.repeat else s for s in SIX.steps
    )
    session = replace(
        SIX, steps=tuple(replace(s, target=wide) if s.kind == "work" and s.distance_m else s for s in steps_)
    )

    assert found(session, typed(session, TUESDAY, "70 71 72 74 75.5 76", 8)).outcome == "success"


def pieces(*times: tuple[float, float]) -> Reps:
    made = [
        Rep(start, end, 5.4 * (end - start), None, "rep", "laps", 0, k)
        for k, (start, end) in enumerate(times)
    ]
    return Reps(tuple(made), (), (), "laps")


def test_other_reps_are_those_that_were_parted_and_are_plainly_not_the_planned() -> None:
    plan = planned_reps_of(SIX)  # 73 s each, 90 s between

    assert other_reps(plan, pieces((0, 150), (240, 390)))
    assert other_reps(plan, pieces((0, 36), (126, 162)))
    assert not other_reps(plan, pieces((0, 73), (163, 236)))
    assert not other_reps(plan, pieces((0, 73), (163, 320)))  # one of them may be a planned one
    assert not other_reps(plan, pieces((0, 37), (37, 74), (164, 201), (201, 238)))  # laps pressed at 200 m
    assert not other_reps(plan, Reps())


@pytest.mark.parametrize(
    "between", [{"recovery": "float", "recovery_m": 200.0}, {"recovery": "jog", "recovery_s": 15.0}]
)
def test_reps_that_may_stand_in_one_piece_are_not_said_to_be_others(between) -> None:
    plan = (PlannedRep(distance_m=200.0, speed_low=5.4, speed_high=5.4, **between),) * 8

    assert not other_reps(plan, pieces((0, 150), (240, 390)))
