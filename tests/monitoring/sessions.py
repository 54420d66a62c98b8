"""Planned sessions run by a simulated runner, and log entries made by hand: what monitoring's tests match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from homestretch.activity.analysis.load import Load
from homestretch.activity.reps import find_reps, typed_reps
from homestretch.monitoring import Done, planned_reps_of
from homestretch.monitoring.doing import edge_of, finder
from homestretch.planning.season import Day, PlannedSession, Step, Target
from homestretch.simulation import Leg, LegKind, simulated_session
from tests.builders.seasons import at, easy, hard

MONDAY = date(2027, 5, 3)
DRILL_SPEED = 1.4
HILL_SHARE = 0.8  # of the speed that a rep by effort alone is given here
HILL = 0.06
WALK = 1.4

Runner = Callable[[int, float], float]  # number of the rep and its middle target speed: the speed that is run


def as_planned(_: int, speed: float) -> float:
    return speed


def legs_of(session: PlannedSession, runner: Runner = as_planned, stop_after: int | None = None) -> list[Leg]:
    """The legs of a session as someone runs it; `stop_after` reps of the main part they go straight home."""
    legs: list[Leg] = []
    count = 0

    def walk(steps: Sequence[Step]) -> None:
        nonlocal count
        for step in steps:
            if step.repeat is not None:
                for _ in range(step.repeat):
                    walk(step.steps)
                continue
            low, high = step.target.speed_low, step.target.speed_high
            speed = (low + high) / 2 if low and high else 5.0 * HILL_SHARE
            length = {"distance_m": step.distance_m} if step.distance_m else {"duration_s": step.duration_s}
            if step.kind == "work" and not step.text.startswith("float"):
                if stop_after is not None and count >= stop_after:
                    return
                count += 1
                legs.append(Leg("rep", runner(count, speed), **length, grade=0.0 if low else HILL))
            elif step.kind == "recovery" and step.text in ("walk", "stand"):
                seconds = step.duration_s or (step.distance_m or 0) / WALK
                legs.append(Leg("standing recovery", WALK, duration_s=seconds))
            elif step.kind == "drills":
                legs.append(Leg("standing recovery", DRILL_SPEED, duration_s=step.duration_s))
            else:
                kinds: dict[str, LegKind] = {"recovery": "jog recovery", "cooldown": "cool-down"}
                kind: LegKind = kinds.get(step.kind, "easy")
                if step.kind == "warmup":
                    kind = "stride" if step.distance_m else "warm-up"
                if step.kind == "work":
                    kind = "float"
                legs.append(Leg(kind, speed, **length))

    walk(session.steps)
    return legs


def run(
    session: PlannedSession,
    day: date,
    id: str = "run",
    seed: int = 1,
    runner: Runner = as_planned,
    *,
    stop_after: int | None = None,
    pressed: bool = True,
    hour: float = 18.0,
    rpe: float | None = None,
) -> Done:
    """A planned session run with a watch, its reps found without knowing the plan."""
    legs = legs_of(session, runner, stop_after)
    watched = simulated_session("equal reps", seed, legs=legs, smart=False, pressed=pressed)
    streams = watched.streams
    reps = find_reps(streams, watched.laps)
    seconds = (day - date(1970, 1, 1)).days * 86_400 + hour * 3600
    return Done(
        id=id,
        day=day,
        sport="running",
        duration_s=streams.duration,
        distance_m=streams.total_distance,
        start_s=seconds,
        lasted_s=streams.duration,
        reps=reps,
        located=True,
        edge_s=edge_of(reps, streams.step),
        load=Load(aerobic_min={2: streams.duration / 60}, above_cs_s=0.0, fast_m=0.0, near_max_m=0.0),
        rpe=rpe,
        find=finder(streams, watched.laps),
    )


def entry(
    day: date,
    minutes: float,
    id: str = "entry",
    sport: str = "running",
    km: float | None = None,
    hour: float | None = None,
    rpe: float | None = None,
) -> Done:
    """Something done without a watch's speed."""
    start = None if hour is None else (day - date(1970, 1, 1)).days * 86_400 + hour * 3600
    metres = None if km is None else 1000 * km
    return Done(id, day, sport, 60 * minutes, metres, start, None if start is None else 60 * minutes, rpe=rpe)


def typed(
    session: PlannedSession, day: date, splits: str, rpe: float | None = None, id: str = "typed"
) -> Done:
    """A session logged with typed splits."""
    reps = typed_reps(splits, planned_reps_of(session))
    return Done(id, day, "running", session.duration_s, float(session.distance_m), reps=reps, rpe=rpe)


def sets_of(
    reps: int, metres: int, seconds: float, rest_s: int = 90, sid: str = "LT05", rpe: float = 8
) -> PlannedSession:
    """reps x metres in exactly so many s, jogged between, with warm-up and cool-down."""
    made = hard(sid, rpe=rpe, metres=metres, reps=reps, rest_s=rest_s, speed=metres / seconds)
    exact = Target(metres / seconds, metres / seconds, rpe=rpe, anchor="1500 m pace")
    jog = Step("recovery", duration_s=rest_s, target=at(2.6), text="jog")
    work = Step("work", distance_m=metres, target=exact)
    main = (Step("work", repeat=reps - 1, steps=(work, jog)), work)
    minutes = (reps * seconds + (reps - 1) * rest_s) / 60
    steps = (made.steps[0], *main, made.steps[-1])
    return replace(made, steps=steps, main_minutes=minutes)


def unequal(parts: Sequence[tuple[int, float]], rest_s: int = 120) -> PlannedSession:
    """A pyramid or cut-down: m and s of each rep."""
    made = hard("LT05", rpe=8)
    main: list[Step] = []
    for metres, seconds in parts:
        main.append(Step("work", distance_m=metres, target=Target(metres / seconds, metres / seconds)))
        main.append(Step("recovery", duration_s=rest_s, target=at(2.6), text="jog"))
    minutes = (sum(s for _, s in parts) + (len(parts) - 1) * rest_s) / 60
    return replace(made, steps=(made.steps[0], *main[:-1], made.steps[-1]), main_minutes=minutes)


def week(
    *sessions: PlannedSession | tuple[PlannedSession, ...] | None, monday: date = MONDAY
) -> tuple[Day, ...]:
    """Seven days from Monday; None is a day without a session."""
    days = []
    for number in range(7):
        given = sessions[number] if number < len(sessions) else None
        several = given if isinstance(given, tuple) else () if given is None else (given,)
        days.append(Day(monday + timedelta(days=number), several))
    return tuple(days)


__all__ = ["MONDAY", "as_planned", "easy", "entry", "legs_of", "run", "sets_of", "typed", "unequal", "week"]
