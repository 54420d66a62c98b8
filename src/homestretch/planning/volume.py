"""How many kilometres: the highest week and the target of each week (method 3.2, 13.4, 13.19; INV-11, INV-15, INV-50)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WeekFrame, age_on
from homestretch.planning.numbers import event_key, pair, table
from homestretch.planning.re_entry import NO_BREAK, WayBack, way_back

LEAST_RUN_M = 2500.0  # no week is cut into shorter runs than this
ASSUMED_WEEKLY_KM = 15.0  # contract: a missing weekly_km is taken as 15


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """``v0``, ``peak`` and the week targets in m; ``growth_share`` is halved after a bone stress injury."""

    v0: float
    peak: float
    targets: tuple[float, ...]
    max_12mo: float
    halved: bool
    back: WayBack = NO_BREAK

    def ramp_m(self, k: int, weeks: list[float], blueprint: Blueprint) -> float:
        """The largest week ``k`` in m; ``weeks``: the four before the plan, then the plan's up to ``k`` (INV-11)."""
        return ramp_limit(weeks, self.max_12mo, self.halved, blueprint, self.back, k)

    def returned_m(self, k: int, weeks: list[float], blueprint: Blueprint) -> float:
        """What week ``k`` aims at, at most, on the way back from a break (3.7), in m; boundless elsewhere.

        Who ran next to nothing before it comes back to what INV-11 always allows.
        """
        floor = float(table(blueprint, "season.ramp")["floor_km"]) * 1000
        most = self.back.most_m(k, weeks, floor)
        return math.inf if most is None else most


def youth(blueprint: Blueprint, name: str, age: int) -> float | None:
    """The youth limit ``season.youth_*`` at ``age``; None for adults."""
    limits = table(blueprint, f"season.{name}")
    return float(limits[f"a{max(age, 12)}"]) if f"a{max(age, 12)}" in limits else None


def ramp_limit(
    recent: list[float],
    plan_max_12mo: float,
    halved: bool,
    blueprint: Blueprint,
    back: WayBack | None = None,
    k: int = 0,
) -> float:
    """The largest next week in m, given the weeks before in m (INV-11, INV-57).

    Where a break lies among the last four, the mean is of the last four ordinary weeks, and the way back has its own
    share (3.7). ``back``, ``k``: the season's breaks, and the index of the week; ``recent`` then holds the four weeks
    before the plan and all of the plan's before ``k``.
    """
    r = table(blueprint, "season.ramp")
    last4 = recent[-4:]
    ref = max(last4)
    km = ref / 1000
    if km < r["small_km"]:
        gain = max(r["small"] * ref, r["small_gain_km"] * 1000)
    elif km <= r["middle_km"]:
        gain = r["middle"] * ref
    else:
        gain = r["large"] * ref
    if ref >= r["near_max_share"] * plan_max_12mo:
        gain = min(gain, max(r["near_max"] * ref, r["small_gain_km"] * 1000 if km < r["small_km"] else 0.0))
    over = r["over_mean"] - 1
    if halved:
        gain, over = gain / 2, over / 2
    most = min(ref + gain, (1 + over) * sum(last4) / len(last4))
    steady = back.steady(k, recent) if back is not None else None
    if back is not None and steady:
        returned = back.most_m(k, recent)
        by_mean = (1 + over) * sum(steady) / len(steady)
        most = max(most, min(ref + gain, by_mean, math.inf if returned is None else returned))
    return float(max(most, r["floor_km"] * 1000))


def peak_volume(
    athlete: Athlete,
    abilities: Abilities,
    frames: tuple[WeekFrame, ...],
    blueprint: Blueprint,
    run_days: int,
    long_min: float,
) -> tuple[float, float, float]:
    """Present volume, V_peak and the 12-month highest, all in m."""
    v0 = (athlete.weekly_km if athlete.weekly_km is not None else ASSUMED_WEEKLY_KM) * 1000
    max12 = max(v0, (athlete.weekly_km_max_12mo or 0.0) * 1000)
    g = table(blueprint, "season.peak_growth")
    ramp = table(blueprint, "season.ramp")
    low, high = pair(blueprint.volume_km[event_key(frames[0].goal.distance_m)][abilities.level])
    loading = sum(1 for f in frames if f.loading and f.phase in ("general base", "build"))
    if (
        v0 < g["small_km"] * 1000
    ):  # by km: those of 3.2, or gradually to the event's range; each week by INV-11
        gradual = max(v0, ramp["floor_km"] * 1000) + loading * g["gradual_gain_km"] * 1000
        grown = max(v0 + g["small_gain_km"] * 1000, min(gradual, low * 1000))
        by_weeks = v0 + loading * ramp["small_gain_km"] * 1000
    else:
        grown = g["share_long" if len(frames) >= g["long_from_weeks"] else "share"] * v0
        per_week = g["per_week_intermediate"] if abilities.level == "intermediate" else g["per_week"]
        by_weeks = v0 * (1 + per_week) ** loading
    cap = high * 1000
    if abilities.type == "speed":  # the lower half of the range, or what is run already (method 1.6)
        part = float(table(blueprint, "type_effect")["speed_volume_range"])
        cap = min(cap, max((low + part * (high - low)) * 1000, v0))
    minutes = float(table(blueprint, "season.day_minutes")[abilities.level])
    easy = 0.76 * abilities.critical_speed.value * 60
    by_days = minutes_of_days(athlete, run_days, long_min, minutes) * easy
    limits = [cap, max(grown, g["over_12_months"] * max12), by_weeks if loading else v0, by_days]
    age_limit = youth(blueprint, "youth_km", age_on(athlete.born, frames[0].start))
    if age_limit is not None:
        limits.append(age_limit * 1000)
    return v0, min(limits), max12


def minutes_of_days(athlete: Athlete, run_days: int, long_min: float, each: float) -> float:
    """Minutes of running that a week's days hold: the long run on the longest, ``each`` at most on the others (13.19)."""
    a = athlete.availability
    offered = sorted(
        (240.0 if a.minutes[d] is None else float(a.minutes[d] or 0) for d in a.days), reverse=True
    )
    longest, *others = offered[: max(run_days, 1)] or [0.0]
    return min(longest, long_min) + sum(min(m, each) for m in others)


def _curve(f: WeekFrame, blueprint: Blueprint) -> float:
    c = table(blueprint, "season.volume_curve")
    e = table(blueprint, "season.emphasis_volume")
    if f.phase == "transition":
        return float(c["return"])
    if f.maintain and f.phase == "specific":
        return float(table(blueprint, "season.peaks")["maintain"])
    at = (f.phase_week - 1) / max(f.phase_weeks - 1, 1)
    name = {"general base": "general", "build": "build", "specific": "specific", "taper": "taper"}[f.phase]
    low, high = pair(c[name])
    if f.phase == "taper":
        return high if f.phase_week == f.phase_weeks else low
    share = low + (high - low) * at
    if f.emphasis == "intensity":
        share *= e["general_intensity"] if f.phase == "general base" else e["intensity"]
    return share


def plan_volume(
    athlete: Athlete,
    abilities: Abilities,
    frames: tuple[WeekFrame, ...],
    start: date,
    blueprint: Blueprint,
    run_days: int,
    long_min: float,
) -> VolumePlan:
    """Week targets that keep the ramp, the phases' curve and the de-loads (method 3.2)."""
    v0, peak, max12 = peak_volume(athlete, abilities, frames, blueprint, run_days, long_min)
    halved = athlete.health.bone_stress_history or any(i.bone_stress for i in athlete.health.injuries)
    c = table(blueprint, "season.volume_curve")
    drop = table(blueprint, "season.deload_volume")[abilities.level]
    short = len(frames) < 6
    recent = [v0] * 4
    loads: list[float] = [v0] * 3
    back = way_back(athlete, frames, blueprint)
    targets = []
    for k, f in enumerate(frames):
        if f.deload:
            target = drop * sum(loads[-3:]) / 3
        elif short and f.phase != "taper":
            target = min(v0, peak)
        else:
            target = _curve(f, blueprint) * peak
        if {d.race.priority for d in f.races} & {"A", "B"} == {"B"}:  # its mini-taper (3.6)
            target *= float(table(blueprint, "season.b_race")["volume"])
        if k == 0 and f.loading:
            target = max(target, min(c["first_week"] * v0, peak))
        target = min(target, ramp_limit(recent, max12, halved, blueprint), peak)
        if k == 0 and start > f.start:
            target *= (7 - (start - f.start).days) / 7
        targets.append(target)
        full = target if k or start == f.start else v0
        recent.append(full)
        if f.loading:
            loads.append(full)
    return VolumePlan(v0, peak, tuple(targets), max12, halved, back)


def runs_wished(target_m: float, longest_m: float, level: str, event: str, blueprint: Blueprint) -> int:
    """Running days that a week of ``target_m`` metres asks for (method 1.3, MC05)."""
    low, high = pair(table(blueprint, "season.runs")[event][level])
    km = float(table(blueprint, "season.km_per_run")[level])
    wish = max(round(target_m / 1000 / km), math.ceil(target_m / max(longest_m, LEAST_RUN_M)))
    return int(min(max(wish, low), high, 7))


def longest_forecast(longest: float, count: int, blueprint: Blueprint) -> tuple[float, ...]:
    """The largest single run of each week, growing by 6 % a week from the longest before the plan."""
    spike = table(blueprint, "season.session_spike")
    out = []
    for _ in range(count):
        grown = (
            longest + spike["small_gain_km"] * 1000
            if longest < spike["small_km"] * 1000
            else spike["share"] * longest
        )
        out.append(max(grown, spike["floor_km"] * 1000))
        longest = max(
            longest, min(grown, longest * 1.06 if longest >= spike["small_km"] * 1000 else longest + 500)
        )
    return tuple(out)
