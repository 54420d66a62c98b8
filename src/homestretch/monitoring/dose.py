"""Compliance: minutes of each pillar's dose, load by kind and kilometres, done against planned.

A pillar gets the minutes of the main part that were run: reps with their recoveries, these no longer than planned.
All other running counts for the aerobic base, as in the plan. What nothing measured is taken from the plan and marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from homestretch.activity.analysis.load import Load
from homestretch.athlete.model import PILLARS, Pillar
from homestretch.monitoring.doing import is_run
from homestretch.monitoring.model import (
    Compliance,
    Done,
    Matches,
    Pair,
    RepsAgainst,
    SessionMatch,
)
from homestretch.monitoring.planned import (
    STRIDES_AFTER_EASY,
    is_rest,
    is_run_session,
    planned_minutes,
    planned_reps_of,
    split_minutes,
)

EASY_RPE = 3.0  # taken for easy running and other sports where nobody said (SCIENCE 2.2: easy is 2 to 4)
HARD_RPE = 7.0  # for a run with reps that was not planned (SCIENCE 13.14: the RPE of a club session)
UNDER_LT1_ZONES = (1, 2)  # zones under LT1 = 0.83 CS (SCIENCE 2.1, 2.2)


def pillars_of(found: SessionMatch) -> dict[Pillar, Pair]:
    """Minutes of each pillar that a session was to give and gave; pillars without either are left out."""
    planned = planned_minutes(found.session)
    if found.status == "planned":
        return {pillar: Pair(minutes, 0.0, minutes) for pillar, minutes in planned.items()}
    if found.status == "missed":
        return {pillar: Pair(minutes) for pillar, minutes in planned.items()}
    if not found.activities:
        return {pillar: Pair(minutes, minutes, estimated=True) for pillar, minutes in planned.items()}
    done, estimated = _done_minutes(found)
    return {
        pillar: Pair(planned.get(pillar, 0.0), done.get(pillar, 0.0), 0.0, estimated)
        for pillar in PILLARS
        if pillar in planned or pillar in done
    }


def _done_minutes(found: SessionMatch) -> tuple[dict[Pillar, float], bool]:
    session = found.session
    if not is_run_session(session):
        return {}, False
    runs = [done for done in found.activities if is_run(done.sport)]
    if found.status == "replaced":
        return _sum(free_minutes(done) for done in runs), False
    whole = sum(done.duration_s for done in runs) / 60
    part = session.main_minutes / (session.duration_s / 60) if session.duration_s else 0.0
    if found.reps is None:  # easy running is its own main part; else nothing tells how much of it was run
        estimated = bool(planned_reps_of(session)) or session.quality
        return split_minutes(session, min(whole * part, whole), whole), estimated
    if session.id == STRIDES_AFTER_EASY:
        main = session.main_minutes * found.reps.share
    else:
        main = _main_seconds(found.reps) / 60
    main = min(main, whole)
    return split_minutes(session, main, whole), False


def _main_seconds(reps: RepsAgainst) -> float:
    """s of the reps and of their recoveries, each no longer than it was planned."""
    seconds = 0.0
    for row in (*reps.rows, *reps.added):
        if row.rep is None:
            continue
        known = [pause for pause in (row.recovery_s, row.recovery_planned_s) if pause is not None]
        seconds += row.rep.duration + min(known, default=0.0)
    return seconds


def free_minutes(done: Done) -> dict[Pillar, float]:
    """Minutes by pillar of a run that no plan explains: easy running only, for nobody says what its reps were for."""
    if not is_run(done.sport):
        return {}
    return {"aerobic_base": max(done.duration_s / 60 - untold_minutes(done), 0.0)}


def untold_minutes(done: Done) -> float:
    """Minutes of reps in a run that no plan explains: pace tells their zone, but not the pillar they were run for."""
    if not is_run(done.sport):
        return 0.0
    return sum(rep.duration for rep in done.reps.reps if rep.kind == "rep") / 60


def _sum(parts: Iterable[Mapping[Pillar, float]]) -> dict[Pillar, float]:
    total: dict[Pillar, float] = {}
    for part in parts:
        for pillar, minutes in part.items():
            total[pillar] = total.get(pillar, 0.0) + minutes
    return total


def compliance(matches: Matches) -> Compliance:
    """Done against planned over all sessions and unplanned activities of some days, such as a week.

    What was done before the plan began stands beside no plan and is left out.

    Args:
        matches: of these days (`Matches.between` cuts a week out of more).
    """
    pillars: dict[Pillar, Pair] = {pillar: Pair() for pillar in PILLARS}
    load = other = Pair()
    for found in matches.sessions:
        for pillar, pair in found.pillars.items():
            pillars[pillar] += pair
        if is_rest(found.session):
            continue
        own, beside = _session_load(found)
        load, other = load + own, other + beside
    for done in matches.beside:
        for pillar, minutes in free_minutes(done).items():
            pillars[pillar] += Pair(0.0, minutes)
        own = _loaded(done, None)
        load, other = (load + own, other) if is_run(done.sport) else (load, other + own)
    runs = [found for found in matches.sessions if is_run_session(found.session)]
    free = [done for done in matches.beside if is_run(done.sport)]

    def over(planned: Callable[[SessionMatch], float], of: Callable[[Done], float | None]) -> Pair:
        total = sum((_measured(found, planned(found), of) for found in runs), Pair())
        known = [of(done) for done in free]
        unknown = any(value is None for value in known)
        return total + Pair(0.0, sum(value for value in known if value is not None), 0.0, unknown)

    return Compliance(
        pillars=pillars,
        load_au=load,
        other_load_au=other,
        distance_m=over(lambda one: float(one.session.distance_m), lambda done: done.distance_m),
        running_min=over(lambda one: one.session.duration_s / 60, lambda done: done.duration_s / 60),
        under_lt1_min=over(lambda one: one.session.zone_seconds[0] / 60, _by_load(under_lt1_minutes)),
        to_cs_min=over(lambda one: one.session.zone_seconds[1] / 60, _by_load(to_cs_minutes)),
        over_cs_min=over(lambda one: one.session.zone_seconds[2] / 60, _by_load(over_cs_minutes)),
        fast_m=over(lambda one: float(one.session.hsr_m), _by_load(lambda load: load.fast_m)),
        sprint_m=over(lambda one: float(one.session.sprint_m), _by_load(lambda load: load.near_max_m)),
        statuses=Counter(found.status for found in matches.sessions),
        untold_min=sum(map(untold_minutes, free)),
    )


def _session_load(found: SessionMatch) -> tuple[Pair, Pair]:
    """AU of running and of the rest that a session was to bring and brought."""
    run = is_run_session(found.session)
    planned = Pair(float(found.session.load))
    if found.status == "planned":
        planned = replace(planned, open=planned.planned)
    elif not found.activities and found.status != "missed":
        planned = replace(planned, done=planned.planned, estimated=True)
    rated = None if found.status == "replaced" else found.session.planned_rpe
    running = other = Pair()
    for done in found.activities:
        if is_run(done.sport):
            running += _loaded(done, rated)
        else:
            other += _loaded(done, rated)
    return (running + planned, other) if run else (running, other + planned)


def _loaded(done: Done, planned_rpe: float | None) -> Pair:
    """Session load of an activity; an RPE that nobody said is the planned one, else a usual one."""
    usual = planned_rpe
    if usual is None:
        hard = is_run(done.sport) and any(rep.kind == "rep" for rep in done.reps.reps)
        usual = HARD_RPE if hard else EASY_RPE
    rpe = usual if done.rpe is None else done.rpe
    return Pair(0.0, rpe * done.duration_s / 60, 0.0, done.rpe is None)


def _measured(found: SessionMatch, planned: float, of: Callable[[Done], float | None]) -> Pair:
    """One kind of load of a planned run; what its activities do not tell is taken from the plan by their share."""
    if found.status == "planned":
        return Pair(planned, 0.0, planned)
    if found.status == "missed":
        return Pair(planned)
    if not found.activities:
        return Pair(planned, planned, estimated=True)
    runs = [done for done in found.activities if is_run(done.sport)]
    known = [of(done) for done in runs]
    if any(value is None for value in known):
        return Pair(planned, planned * (found.share or 0.0), 0.0, True)
    return Pair(planned, sum(value for value in known if value is not None))


def _by_load(of: Callable[[Load], float | None]) -> Callable[[Done], float | None]:
    return lambda done: None if done.load is None else of(done.load)


def over_cs_minutes(load: Load) -> float | None:
    """Minutes over critical speed."""
    return None if load.above_cs_s is None else load.above_cs_s / 60


def under_lt1_minutes(load: Load) -> float | None:
    """Minutes of running under LT1, in the two lowest zones."""
    if not load.aerobic_min:
        return None
    return sum(load.aerobic_min.get(zone, 0.0) for zone in UNDER_LT1_ZONES)


def to_cs_minutes(load: Load) -> float | None:
    """Minutes of running from LT1 to critical speed: all that is neither under nor over."""
    over, under = over_cs_minutes(load), under_lt1_minutes(load)
    if over is None or under is None:
        return None
    return max(sum(load.aerobic_min.values()) - under - over, 0.0)
