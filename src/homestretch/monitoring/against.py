"""Reps run against reps planned, each beside its own target, and what that means for the session's ladder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from homestretch.activity.reps import PlannedRep, Rep, RepFigures, Reps, set_figures
from homestretch.activity.reps.grouping import grouped, nominal_distances
from homestretch.activity.reps.planned import SKIPPED, align, match_cost, recovery_cost
from homestretch.athlete.model import Level
from homestretch.monitoring.model import Done, Outcome, RepAgainst, RepsAgainst, RepWord
from homestretch.monitoring.planned import (
    is_run_session,
    planned_reps_of,
    planned_seconds,
    warm_up_strides_of,
)
from homestretch.planning.season import PlannedSession

# Ladder rules of SCIENCE 4.1.
SUCCESS_SHARE, FAIL_SHARE = 0.95, 0.80  # of the planned reps
PACE_WITHIN, PACE_WITHIN_BEGINNER = 1.5, 2.5  # per cent of the target
FADE_FAIL = 5.0  # per cent
RPE_SUCCESS, RPE_FAIL = 0.5, 2.0  # over the planned RPE
MOSTLY_FLOAT = 2.0  # times its own length that a surge is floated after (design choice)
RAN_ON = 0.95  # of the planned time; a session so long was not broken off (design choice)
REP_DONE = 0.9  # of its planned length from which a rep counts as done; design choice
NOMINAL_OFF = 0.15  # a planned distance stands for the measured one if it is off by less, as in `find_reps`
WHOLE_WITHIN = 0.05  # a run of so nearly the length of the only planned rep is that rep; design choice
FEWEST_FOR_FADE = 3
# What a watch can tell; design choices, tried on every session of an example season run by the simulator.
SHORTEST_SEEN = 10.0  # s; a watch smooths shorter sprints away
LONG, SLOWEST_LONG, SLOWEST = (
    300.0,
    0.9,
    0.85,
)  # s, and share of the target's slow end; slower is not that rep
SAME_WORK = 0.5  # of the planned hard running
STOP = 20.0  # s; a shorter recovery, or a float, may leave two reps in one piece
OTHER_LONGER, OTHER_SHORTER = (
    1.4,
    0.65,
)  # of the longest and the shortest planned rep's time: it is another rep


def pace_within(level: Level) -> float:
    """Per cent that a rep may be off its target."""
    return PACE_WITHIN_BEGINNER if level == "beginner" else PACE_WITHIN


def evidence(session: PlannedSession, done: Done, look: bool = True) -> Reps | None:
    """What an activity tells of a session's reps.

    Args:
        session: with planned reps.
        done: the activity.
        look: whether to look into its speed again with the plan in mind, where that is possible.

    Returns:
        The reading of its reps that answers the plan best: as found, as one whole run, or as found with the plan.
        None where nothing tells: no speed was recorded, the reps are too short for a watch or up a hill that it
        did not see, surges of a run that went on do not all show, or as much hard running was done in a form that it
        does not part. Reps that were parted and are plainly not the planned ones do tell: nothing of them answers
        the plan.
    """
    plan, strides = planned_reps_of(session), warm_up_strides_of(session)
    if done.reps.source == "typed":
        return done.reps
    if not done.located or all(planned_seconds(rep) < SHORTEST_SEEN for rep in plan):
        return None
    readings = [done.reps]
    if not done.reps.reps and len(plan) == 1:
        readings.append(_whole_run(plan[0], done))
    if look and done.find is not None:
        readings.append(done.find((*strides, *plan)))
    best, least = done.reps, np.inf
    for reading in readings:
        pairs, cost = _pairs(plan, strides, reading.reps)
        answered = sum(p >= len(strides) for p in pairs)
        if answered and cost < least - 1e-9:
            best, least = reading, cost
    answered = sum(p >= len(strides) for p in _pairs(plan, strides, best.reps)[0])
    if not best.reps and all(rep.uphill for rep in plan):
        return (
            None  # a hill at an effort may be no faster than the flat, and not every file tells of the hill
        )
    if answered < len(plan) and _ran_on(session, plan, done):
        return None
    untold = 2 * answered < len(plan) and _same_work(plan, best) and not other_reps(plan, best)
    return None if untold else best


def _ran_on(session: PlannedSession, plan: Sequence[PlannedRep], done: Done) -> bool:
    """Whether surges may be hidden in running that never stopped and lasted as long as planned.

    A surge of half a minute within a tempo, a tenth quicker, does not show in every file, and the last one may run
    into its float; such a surge is not called skipped.
    """
    surges = len(plan) > 1 and all(_is_surge(rep) for rep in plan[:-1])
    return surges and done.duration_s >= RAN_ON * session.duration_s


def _is_surge(rep: PlannedRep) -> bool:
    if rep.recovery != "float" or rep.duration_s is None or rep.recovery_s is None:
        return False
    return rep.recovery_s >= MOSTLY_FLOAT * rep.duration_s


def _whole_run(asked: PlannedRep, done: Done) -> Reps:
    """The whole activity as the only planned rep, if it is as long: the watch ran for the race alone."""
    seconds = done.duration_s
    for meant, was in ((asked.distance_m, done.distance_m), (asked.duration_s, seconds)):
        if meant and was and seconds > 0 and abs(was / meant - 1) <= WHOLE_WITHIN:
            metres = done.distance_m or float("nan")
            named, sets = grouped([Rep(0.0, seconds, metres, asked.distance_m, asked.kind, "detected", 0, 0)])
            return Reps(named, (), sets, "detected")
    return Reps()


def _same_work(plan: Sequence[PlannedRep], reps: Reps) -> bool:
    """Whether about as much was run hard as the plan asks for, floats included, in whatever pieces."""
    hard = [rep for rep in reps.reps if rep.kind == "rep" and rep.speed > 0]
    floats = sum(rep.recovery_s or 0.0 for rep in plan[:-1] if rep.recovery == "float")
    meant = sum(planned_seconds(rep) for rep in plan) + floats
    ran = sum(rep.duration for rep in hard) + sum(p.duration for p in reps.pieces if p.kind == "float")
    targets = [rep.speed_low for rep in plan if rep.speed_low]
    slowest = SLOWEST_LONG * min(targets) if targets else 0.0
    return bool(hard) and ran >= SAME_WORK * meant and all(rep.speed >= slowest for rep in hard)


def other_reps(plan: Sequence[PlannedRep], reps: Reps) -> bool:
    """Whether the hard running was parted into reps that are plainly not the planned ones, as 800s for 400s.

    Pieces that follow each other without a stop, as laps pressed within a rep, count as one. A plan with floats or
    with very short recoveries is never said to be another: its reps may stand in one piece.
    """
    if any(_may_run_together(rep) for rep in plan[:-1]):
        return False
    blocks: list[tuple[float, float]] = []
    for rep in reps.reps:
        if rep.kind != "rep":
            continue
        if blocks and rep.start - blocks[-1][1] <= STOP:
            blocks[-1] = blocks[-1][0], rep.end
        else:
            blocks.append((rep.start, rep.end))
    meant = [planned_seconds(rep) for rep in plan if rep.kind == "rep"]
    if not blocks or not meant:
        return False
    times = [end - start for start, end in blocks]
    return min(times) > OTHER_LONGER * max(meant) or max(times) < OTHER_SHORTER * min(meant)


def _may_run_together(rep: PlannedRep) -> bool:
    """Whether a watch may show no stop after a rep."""
    return rep.recovery == "float" or (rep.recovery_m is None and (rep.recovery_s or 0.0) <= STOP)


def against(session: PlannedSession, done: Sequence[Done], level: Level) -> RepsAgainst | None:
    """The reps of the activities that serve a session against its plan.

    Args:
        session: as planned.
        done: its activities; the one that answers most of the plan speaks for all.
        level: of the athlete, for the tolerance.

    Returns:
        None if no reps were planned, or nothing tells of them.
    """
    plan = planned_reps_of(session)
    if not plan:
        return None
    best: RepsAgainst | None = None
    for one in done:
        reps = evidence(session, one)
        if reps is None:
            continue
        found = _compared(plan, warm_up_strides_of(session), reps, one.edge_s, level)
        if best is None or found.share > best.share:
            best = found
    return best


def shape_cost(session: PlannedSession, reps: Reps) -> float:
    """How badly reps fit the planned ones: 0 as planned, 1 not at all."""
    plan = planned_reps_of(session)
    strides = warm_up_strides_of(session)
    places, cost = _pairs(plan, strides, reps.reps)
    answered = sum(p >= len(strides) for p in places)
    if not answered:
        return 1.0
    left_out = SKIPPED * (len(strides) - len(places) + answered)
    return min(max(cost - left_out, 0.0) / (SKIPPED * len(plan)), 1.0)


def _pairs(
    plan: Sequence[PlannedRep], strides: Sequence[PlannedRep], reps: Sequence[Rep]
) -> tuple[dict[int, int], float]:
    """Which rep answers each planned effort, warm-up strides first among these, and what the pairing costs."""
    wanted = (*strides, *plan)

    def match(p: int, r: int) -> float | None:
        asked, rep = wanted[p], reps[r]
        if math.isnan(rep.distance_m) and asked.duration_s is None:
            return None
        slowest = SLOWEST_LONG if planned_seconds(asked) >= LONG else SLOWEST
        if asked.speed_low and rep.speed < slowest * asked.speed_low:
            return None
        return match_cost(asked, rep.length_m, rep.duration)

    def between(p: int, r: int) -> float:
        return recovery_cost(wanted[p], reps[r + 1].start - reps[r].end) if r + 1 < len(reps) else 0.0

    found = align(len(wanted), len(reps), match, between)
    return dict(found.pairs), found.cost


def _known_pairs(plan: Sequence[PlannedRep], reps: Sequence[Rep]) -> dict[int, int] | None:
    """The pairing that came with the reps, where every one of them answers a step of this very plan, in order.

    Reps after a plan that is answered whole were added to it.
    """
    places: dict[int, int] = {}
    at = 0
    for number, rep in enumerate(reps):
        if len(places) == len(plan):
            break
        meant = rep.planned
        while at < len(plan) and not (meant is not None and _same_step(plan[at], meant)):
            at += 1
        if at == len(plan):
            return None
        places[at] = number
        at += 1
    return places


def _same_step(asked: PlannedRep, meant: PlannedRep) -> bool:
    same_length = asked.distance_m == meant.distance_m and asked.duration_s == meant.duration_s
    return same_length and asked.kind == meant.kind


def _compared(
    plan: Sequence[PlannedRep], strides: Sequence[PlannedRep], reps: Reps, edge_s: float, level: Level
) -> RepsAgainst:
    places = _known_pairs(plan, reps.reps) if reps.source == "typed" else None
    if places is None:
        pairs, _ = _pairs(plan, strides, reps.reps)
        warm_up = {r for p, r in pairs.items() if p < len(strides)}
        places = {p - len(strides): r for p, r in pairs.items() if p >= len(strides)}
    else:
        warm_up = set()
    answers = {r: p for p, r in places.items()}
    bare = [
        replace(rep, planned=plan[answers[r]] if r in answers else None) for r, rep in enumerate(reps.reps)
    ]
    named, sets = nominal_distances(*grouped(bare), NOMINAL_OFF)
    whole = Reps(
        named, reps.pieces, sets, reps.source, tuple(plan[p] for p in range(len(plan)) if p not in places)
    )
    figures = set_figures(whole, None, level)
    row_of = {(row.rep.set_index, row.rep.index): row for group in figures for row in group.reps}

    def row(number: int, r: int | None, asked: PlannedRep | None) -> RepAgainst:
        if r is None:
            return RepAgainst(number, asked, None, 0.0, None, None, None, None, "skipped")
        rep = named[r]
        following = named[r + 1] if r + 1 < len(named) else None
        return _row(
            number, row_of[rep.set_index, rep.index], following, edge_s, level, last=number >= len(plan)
        )

    rows = tuple(row(at + 1, places.get(at), asked) for at, asked in enumerate(plan))
    extra = tuple(
        row(len(plan) + 1, r, None)
        for r, rep in enumerate(named)
        if r not in answers and r not in warm_up and rep.kind == "rep"
    )
    timed = [one for one in rows if one.planned is not None and one.planned.kind == "rep"]  # strides are not
    errors = [one.off_pct for one in timed if one.off_pct is not None]
    return RepsAgainst(
        rows=rows,
        added=extra,
        planned=len(rows),
        done=sum(one.share >= REP_DONE for one in rows),
        share=_share(plan, rows),
        pace_error_pct=float(np.mean(errors)) if errors else None,
        fade_pct=_fade(timed),
        unsure_pct=_unsure(rows, edge_s),
        recovery_kept_pct=_recovery_kept(rows),
        reps=whole,
        sets=figures,
    )


def _row(
    number: int, figures: RepFigures, following: Rep | None, edge_s: float, level: Level, last: bool
) -> RepAgainst:
    rep, asked = figures.rep, figures.rep.planned
    share = _length_share(rep, asked) if asked else 1.0
    off, low, high = figures.off_target_s, figures.target_low_s, figures.target_high_s
    off_pct = None
    word: RepWord = "done"
    if share < REP_DONE:
        word = "cut short"
    elif off is not None and low and high:
        off_pct = 100 * off / (high if off > 0 else low)
        within = max(pace_within(level) * (high if off > 0 else low) / 100, edge_s)
        word = "at target" if abs(off) <= within else "slow" if off > 0 else "fast"
    taken = planned = None
    if asked is not None and not last and following is not None and following.planned is not None:
        planned = asked.recovery_s
        taken = following.start - rep.end if rep.source != "typed" else None
    return RepAgainst(number, asked, rep, share, low, high, off, off_pct, word, taken, planned)


def _length_share(rep: Rep, asked: PlannedRep) -> float:
    if asked.distance_m:
        return rep.length_m / asked.distance_m
    return rep.duration / asked.duration_s if asked.duration_s else 1.0


def _share(plan: Sequence[PlannedRep], rows: Sequence[RepAgainst]) -> float:
    weights = [planned_seconds(rep) for rep in plan]
    # A rep from 90 % of its length on is a whole one: a watch measures no better around a bend.
    parts = [1.0 if row.share >= REP_DONE else row.share for row in rows]
    whole = sum(weights)
    if whole <= 0:
        return 0.0
    return sum(weight * part for weight, part in zip(weights, parts, strict=True)) / whole


def _fade(rows: Sequence[RepAgainst]) -> float | None:
    """Time by target of the last third of the reps over the first third; by plain time where there is no target.

    Reps are judged against their own targets, so that a pyramid or a cut-down does not fade by design.
    """
    full = [row for row in rows if row.rep is not None and row.share >= REP_DONE]
    ratios = [
        1 + row.off_pct / 100 for row in full if row.off_pct is not None
    ]  # anywhere within a target is no fade
    if len(ratios) != len(full):
        lengths = {(row.planned.distance_m, row.planned.duration_s) for row in full if row.planned}
        if len(lengths) != 1 or any(row.rep is None or not row.rep.speed > 0 for row in full):
            return None
        ratios = [1 / row.rep.speed for row in full if row.rep is not None]
    if len(ratios) < FEWEST_FOR_FADE:
        return None
    third = len(ratios) // 3
    return 100 * (float(np.mean(ratios[-third:])) / float(np.mean(ratios[:third])) - 1)


def _unsure(rows: Sequence[RepAgainst], edge_s: float) -> float:
    times = [row.rep.duration for row in rows if row.rep is not None]
    return 100 * edge_s / float(np.mean(times)) if times else 0.0


def _recovery_kept(rows: Sequence[RepAgainst]) -> float | None:
    known = [
        (row.recovery_s, row.recovery_planned_s)
        for row in rows
        if row.recovery_s is not None and row.recovery_planned_s
    ]
    return 100 * sum(taken for taken, _ in known) / sum(asked or 0 for _, asked in known) if known else None


def outcome_of(
    session: PlannedSession, share: float, reps: RepsAgainst | None, rpe: float | None, level: Level
) -> Outcome | None:
    """Success, partial or fail of a session that was run (SCIENCE 4.1); the next day's pain is judged later.

    Args:
        session: as planned.
        share: of its main part that was done.
        reps: against the plan, None where there is nothing to compare.
        rpe: of the session; None speaks neither for nor against it.
        level: of the athlete.

    Returns:
        None where no ladder applies: a race, strength, rest.
    """
    if not is_run_session(session) or session.pillar is None:
        return None
    # The fast part of an easy run can hold the ladder; it fails no session.
    touch = reps is not None and not session.quality
    part = reps.done / reps.planned if reps and not touch else share
    over = None if rpe is None else rpe - session.felt_rpe
    if part < FAIL_SHARE or _faded(reps) or (over is not None and over >= RPE_FAIL):
        return "fail"
    on_pace = reps is None or _on_pace(reps, level)
    easy_enough = over is None or over <= RPE_SUCCESS
    if touch and reps is not None and reps.done < SUCCESS_SHARE * reps.planned:
        return "partial"
    return "success" if part >= SUCCESS_SHARE and on_pace and easy_enough else "partial"


def _faded(reps: RepsAgainst | None) -> bool:
    """Whether the reps faded too much, beyond what their recording leaves open."""
    if reps is None or reps.fade_pct is None:
        return False
    unsure = reps.unsure_pct * math.sqrt(2 / max(reps.done // 3, 1))  # of the difference of two means
    return reps.fade_pct - unsure > FADE_FAIL


def _on_pace(reps: RepsAgainst, level: Level) -> bool:
    """Whether the mean pace was at target, as far as the recording can tell."""
    if reps.pace_error_pct is None:
        return True
    unsure = reps.unsure_pct / math.sqrt(max(reps.done, 1))
    return abs(reps.pace_error_pct) - unsure <= pace_within(level)
