"""Seasons made by hand for the safety checks: ``season(plain(), plain(tue=hard("LT05")))`` in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from homestretch.athlete.model import Abilities, Athlete, Availability, Estimate, Health, Level
from homestretch.planning.season import (
    Day,
    Emphasis,
    Phase,
    PhaseSpan,
    PlannedSession,
    Season,
    Step,
    Target,
    Week,
)

START = date(2027, 3, 1)  # a Monday
EASY_MPS = 3.4  # 0.74 CS of ABILITIES
WARM_UP_S, COOL_DOWN_S = 720, 600
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PILLARS = {
    "AB": "aerobic_base",
    "HI": "aerobic_base",
    "LT": "lactate_tolerance",
    "RS": "lactate_tolerance",
    "TS": "transition_speed",
    "FK": "finishing_kick",
    "SP": "finishing_kick",
    "TT": "lactate_tolerance",
}
Plan = dict[str, tuple[PlannedSession, ...]]


def estimate(value: float) -> Estimate:
    return Estimate(value, value * 0.98, value * 1.02, "made for a test")


def abilities(level: Level = "intermediate", **changes: Any) -> Abilities:
    """Of a runner with 1500 m in about 4:46."""
    made = Abilities(
        critical_speed=estimate(4.6),
        v5000=estimate(4.77),
        v3000=estimate(4.93),
        v1500=estimate(5.25),
        v800=estimate(5.8),
        max_speed=estimate(8.0),
        mas=estimate(4.95),
        d_prime_m=estimate(170),
        max_hr=estimate(190),
        rest_hr=50,
        threshold_hr=170,
        type="balanced",
        type_confidence="low",
        level=level,
        performance_index=0.70,
        has_result=True,
    )
    return replace(made, **changes)


def athlete(age: int = 26, **changes: Any) -> Athlete:
    """40 km a week with two quality sessions; ``age`` on START and all through the plan."""
    made = Athlete(
        name="Test",
        born=date(START.year - age, 1, 15),
        sex="F",
        training_years=2,
        weekly_km=40,
        longest_run_km=12,
        quality_per_week=2,
        availability=Availability(gym=DAY_NUMBERS),
        health=Health(guardian_consent=True),
    )
    return replace(made, **changes)


DAY_NUMBERS = (0, 1, 2, 3, 4, 5, 6)


def _finish(steps: tuple[Step, ...], sid: str, rpe: float, **values: Any) -> PlannedSession:
    seconds = sum(_time(s) for s in steps)
    metres = sum(_metres(s) for s in steps)
    made = PlannedSession(
        id=sid,
        name=sid,
        pillar=PILLARS.get(sid[:2], "aerobic_base"),  # type: ignore[arg-type]
        level=1,
        quality=False,
        notation=sid,
        distance_m=round(metres / 10) * 10,
        duration_s=round(seconds),
        planned_rpe=rpe,
        load=round(rpe * round(seconds) / 60),
        main_minutes=seconds / 60,
        hsr_m=0,
        sprint_m=0,
        contacts=0,
        zone_seconds=(round(seconds), 0, 0),
        steps=steps,
        cues=(),
        why="",
    )
    return replace(made, **values)


def _speed(step: Step) -> float:
    return ((step.target.speed_low or 0) + (step.target.speed_high or 0)) / 2


def _time(step: Step) -> float:
    if step.repeat is not None:
        return step.repeat * sum(_time(s) for s in step.steps)
    if step.duration_s is not None:
        return step.duration_s
    return (step.distance_m or 0) / _speed(step)


def _metres(step: Step) -> float:
    if step.repeat is not None:
        return step.repeat * sum(_metres(s) for s in step.steps)
    return step.distance_m if step.distance_m is not None else (step.duration_s or 0) * _speed(step)


def at(speed: float) -> Target:
    return Target(round(speed * 0.99, 3), round(speed, 3))


def easy(sid: str = "AB02", minutes: int = 40, rpe: float = 3, **values: Any) -> PlannedSession:
    """An easy run of ``minutes``; AB03 carries its 320 m of strides in its number only."""
    values = {"hsr_m": 320} | values if sid == "AB03" else values
    return _finish((Step("easy", duration_s=minutes * 60, target=at(EASY_MPS)),), sid, rpe, **values)


def long(minutes: int = 55, sid: str = "AB04") -> PlannedSession:
    return easy(sid, minutes, rpe=4)


def hard(
    sid: str = "AB07",
    level: int = 1,
    rpe: float = 6,
    metres: int = 3600,
    speed: float = 4.3,
    rest_s: int = 0,
    reps: int = 1,
    **values: Any,
) -> PlannedSession:
    """A quality session: warm-up, ``reps`` of ``metres`` at ``speed``, cool-down. Work counts as zone 2."""
    work = Step("work", distance_m=metres, target=at(speed))
    main: tuple[Step, ...] = (work,)
    if reps > 1:
        main = (Step("work", repeat=reps - 1, steps=(work, Step("recovery", duration_s=rest_s))), work)
    warm = Step("warmup", duration_s=WARM_UP_S, target=at(EASY_MPS))
    cool = Step("cooldown", duration_s=COOL_DOWN_S, target=at(EASY_MPS))
    fast = round(reps * metres / speed)
    zones = (WARM_UP_S + COOL_DOWN_S, fast, 0)
    return _finish(
        (warm, *main, cool), sid, rpe, **({"level": level, "quality": True, "zone_seconds": zones} | values)
    )


def fast(
    sid: str = "LT04", level: int = 1, reps: int = 4, metres: int = 200, rest_s: int = 90, **values: Any
) -> PlannedSession:
    """A session of ``reps`` x ``metres`` at 800 m speed, counted as such."""
    return hard(sid, level, 7, metres, 5.8, rest_s, reps, **({"hsr_m": reps * metres} | values))


def strength(sid: str = "ST02", contacts: int = 0, level: int = 1) -> PlannedSession:
    step = Step("strength", duration_s=1200)
    return _finish(
        (step,),
        sid,
        5,
        pillar="support",
        distance_m=0,
        contacts=contacts,
        level=level,
        zone_seconds=(0, 0, 0),
    )


def rest() -> PlannedSession:
    return _finish((), "RC01", 1, pillar=None, distance_m=0, duration_s=900, load=15, zone_seconds=(0, 0, 0))


def race(metres: int = 1500, speed: float = 5.25) -> PlannedSession:
    """A race with 20 minutes of easy running around it."""
    return hard("RACE", 0, 10, metres, speed, pillar=None, zone_seconds=(1320, 0, 285))


def club(hsr_m: int = 1500) -> PlannedSession:
    return hard("CLUB", 0, 7, 3000, 4.93, pillar="lactate_tolerance", hsr_m=hsr_m)


def plain(**days: PlannedSession | tuple[PlannedSession, ...]) -> Plan:
    """A legal week of about 40 km: Tuesday tempo, strides, Sunday long run; days can be replaced by name."""
    made: Mapping[str, PlannedSession] = {
        "tue": hard("AB07"),
        "wed": easy(minutes=40),
        "thu": easy("AB03", 35),
        "sat": easy(minutes=30),
        "sun": long(),
    }
    merged = {**made, **days}
    return {d: v if isinstance(v, tuple) else (v,) for d, v in merged.items()}


def light() -> Plan:
    """A de-load week after ``plain`` weeks."""
    return plain(
        tue=hard("AB07", metres=2400), wed=easy(minutes=30), thu=easy(minutes=25), sat=(), sun=long(40)
    )


def season(
    *plans: Plan,
    level: Level = "intermediate",
    start: date = START,
    emphases: Mapping[int, Emphasis] | None = None,
    phases: Mapping[int, Phase] | None = None,
    **changes: Any,
) -> Season:
    """A season of these weeks with true sums; emphasis and phase by week index."""
    monday = start - timedelta(days=start.weekday())
    weeks = tuple(
        _week(
            k,
            monday + timedelta(days=7 * k),
            plan,
            (emphases or {}).get(k, "volume"),
            (phases or {}).get(k, "build"),
        )
        for k, plan in enumerate(plans)
    )
    made = Season(
        athlete_name="Test",
        abilities=abilities(level),
        start=start,
        phases=(PhaseSpan("build", monday, len(plans)),),
        weeks=weeks,
    )
    return replace(made, **changes)


def _week(k: int, monday: date, plan: Plan, emphasis: Emphasis, phase: Phase) -> Week:
    held = [s for sessions in plan.values() for s in sessions]
    return Week(
        number=k + 1,
        start=monday,
        phase=phase,
        emphasis=emphasis,
        objective="",
        distance_m=sum(s.distance_m for s in held),
        load=sum(s.load for s in held if s.distance_m),
        pillar_minutes=(0, 0, 0, 0),
        pillar_load=(0, 0, 0, 0),
        pillar_band=((0, 100),) * 4,
        high_speed_m=sum(s.hsr_m for s in held),
        contacts=sum(s.contacts for s in held),
        days=tuple(Day(monday + timedelta(days=d), plan.get(name, ())) for d, name in enumerate(DAYS)),
    )
