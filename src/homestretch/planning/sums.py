"""What a week adds up to: monotony, minutes and load by pillar, and the phases as spans."""

from __future__ import annotations

from dataclasses import replace

from homestretch.athlete.model import PILLARS, RunnerType
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.menu import TOUCH_SHARE, TOUCHES, Menu
from homestretch.planning.numbers import pillar_shares
from homestretch.planning.season import Day, PhaseSpan, PlannedSession, Week


def true_monotony(days: tuple[tuple[PlannedSession, ...], ...], menu: Menu) -> float:
    """Mean over population SD of the seven daily loads (Foster 1998), rest days as RC01."""
    loads = [sum(s.load for s in d) or menu.support("RC01", 1).load for d in days]
    training = sum(any(s.distance_m for s in d) for d in days)
    mean = sum(loads) / 7
    if training < 4 or sum(loads) < 300:  # 13.8
        return 0.0
    sd = (sum((x - mean) ** 2 for x in loads) / 7) ** 0.5
    return mean / sd if sd else 4.0


def pillar_minutes(days: tuple[Day, ...]) -> tuple[float, float, float, float]:
    """Minutes by pillar: main parts to their own, all other running to the aerobic base (contract)."""
    out = dict.fromkeys(PILLARS, 0.0)
    for d in days:
        for s in d.sessions:
            if s.distance_m == 0:
                continue
            credited = s.main_minutes
            pillar = "transition_speed" if s.id == "AB03" else s.pillar
            if pillar in out:
                out[pillar] += credited
            out["aerobic_base"] += max(s.duration_s / 60 - credited, 0.0)
    return tuple(round(out[p], 1) for p in PILLARS)  # type: ignore[return-value]


def pillar_load(days: tuple[Day, ...]) -> tuple[float, float, float, float]:
    """AU by pillar of the quality load; touches at 0.4 (13.23)."""
    out = dict.fromkeys(PILLARS, 0.0)
    for d in days:
        for s in d.sessions:
            touch = TOUCHES.get(s.id) or ("lactate_tolerance" if s.id == "LT04" and s.level == 0 else None)
            if s.id == "TS07" and s.level == 1:
                touch = "transition_speed"
            if touch and (not s.quality or s.id == "TS07"):
                out[touch] += TOUCH_SHARE * s.load  # type: ignore[index]
            elif (s.quality or s.id in ("SP02",)) and s.pillar in out:
                out[s.pillar] += s.load
    return tuple(round(out[p], 1) for p in PILLARS)  # type: ignore[return-value]


def week_of(f: WeekFrame, days: tuple[Day, ...], blueprint: Blueprint, runner: RunnerType) -> Week:
    """Sums of a week, with the pillars' bands for a runner of that type."""
    sessions = [s for d in days for s in d.sessions]
    shares = pillar_shares(blueprint, f.goal.distance_m, f.phase, runner)
    band = tuple((round(max(s - 8, 0)), round(s + 12)) for s in shares)
    return Week(
        number=f.number,
        start=f.start,
        phase=f.phase,
        emphasis=f.emphasis,
        objective="",
        distance_m=sum(s.distance_m for s in sessions),
        load=sum(s.load for s in sessions if s.distance_m > 0),
        pillar_minutes=pillar_minutes(days),
        pillar_load=pillar_load(days),
        pillar_band=band,
        high_speed_m=sum(s.hsr_m for s in sessions),
        contacts=sum(s.contacts for s in sessions),
        days=days,
    )


def phase_spans(frames: tuple[WeekFrame, ...], blueprint: Blueprint) -> tuple[PhaseSpan, ...]:
    out: list[PhaseSpan] = []
    for f in frames:
        if out and out[-1].name == f.phase and f.phase_week > 1:
            out[-1] = replace(out[-1], weeks=out[-1].weeks + 1)
        else:
            name = "taper" if f.phase == "race" else f.phase
            out.append(PhaseSpan(f.phase, f.start, 1, blueprint.phases.get(name, "")))
    return tuple(out)
