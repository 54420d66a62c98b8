"""INV-60 and INV-62: the parts add up to the whole, and the abilities keep their order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

from homestretch.athlete.model import Estimate
from homestretch.planning.invariants.book import Book, Planned, day_name
from homestretch.planning.invariants.numbers import number
from homestretch.planning.season import Step, Violation

ORDER = ("critical_speed", "v5000", "v3000", "v1500", "v800", "max_speed")
RPE_MOST = 10
RUNNING = frozenset({"warmup", "work", "easy", "cooldown"})
BUILD_UP = "from the slower to the faster pace"  # how plans write a build-up
HILLS_AND_TESTS = ("HI", "TT")  # told by effort; fast metres not derivable from targets
Bounds = tuple[float, float]


def estimates(book: Book) -> Iterator[Violation]:
    """INV-60: every estimate carries its range."""
    abilities = book.season.abilities
    for f in fields(abilities):
        value = getattr(abilities, f.name)
        if isinstance(value, Estimate) and not value.low <= value.value <= value.high:
            yield Violation(
                "INV-60",
                "abilities",
                f"{f.name} {value.value:.3f} lies outside its range {value.low:.3f} to {value.high:.3f}.",
            )


def order(book: Book) -> Iterator[Violation]:
    """INV-62: CS < V5K < V3K < V1500 < V800 < MSS; HRrest < LTHR < HRmax."""
    abilities = book.season.abilities
    values = [(name, getattr(abilities, name).value) for name in ORDER]
    for (slow, a), (fast, b) in itertools.pairwise(values):
        if not a < b:
            yield Violation("INV-62", "abilities", f"{slow} {a:.3f} m/s is not under {fast} {b:.3f} m/s.")
    hearts = [abilities.rest_hr, abilities.threshold_hr, round(abilities.max_hr.value)]
    known = [h for h in hearts if h is not None]
    if any(a >= b for a, b in itertools.pairwise(known)):
        yield Violation(
            "INV-62", "abilities", f"Heart rates {known} must rise from rest over threshold to the maximum."
        )


def calendar(book: Book) -> Iterator[Violation]:
    """INV-62: weeks follow each other from Monday, with seven days each, numbered from 1."""
    monday = book.start - timedelta(days=book.start.weekday())
    for k, week in enumerate(book.season.weeks):
        begin = monday + timedelta(days=7 * k)
        expected = [begin + timedelta(days=d) for d in range(7)]
        if week.number != k + 1 or week.start != begin or [d.date for d in week.days] != expected:
            yield Violation(
                "INV-62",
                f"week {k + 1}",
                f"The week is not number {k + 1} with seven days from {day_name(begin)}.",
            )
    early = [p for p in book.sessions if p.date < book.start]
    if early:
        yield Violation("INV-62", early[0].where, "A session stands before the first day of the plan.")


def week_sums(book: Book) -> Iterator[Violation]:
    """INV-62: the sums of the days are the week's."""
    for k, week in enumerate(book.season.weeks):
        held = [s for day in week.days for s in day.sessions]
        running = sum(s.load for s in held if s.distance_m > 0)
        pairs = (
            ("distance_m", week.distance_m, sum(s.distance_m for s in held)),
            ("high_speed_m", week.high_speed_m, sum(s.hsr_m for s in held)),
            ("contacts", week.contacts, sum(s.contacts for s in held)),
            ("load", week.load, running),
        )
        for name, said, summed in pairs:
            if said != summed:
                yield Violation(
                    "INV-62", book.week_where(k), f"{name} says {said}; the days add up to {summed}."
                )


def session_numbers(book: Book) -> Iterator[Violation]:
    """INV-62: nothing negative, RPE 0 to 10, parts not larger than the whole, load = RPE x minutes."""
    for p in book.sessions:
        s = p.session
        if (
            min(s.distance_m, s.duration_s, s.load, s.hsr_m, s.sprint_m, s.contacts, s.level, *s.zone_seconds)
            < 0
        ):
            yield Violation("INV-62", p.where, "A distance, time, load or count is negative.")
        if not 0 <= s.planned_rpe <= RPE_MOST:
            yield Violation(
                "INV-62", p.where, f"The planned RPE is {s.planned_rpe}; it lies between 0 and 10."
            )
        if s.hsr_m > s.distance_m or s.sprint_m > s.distance_m:
            yield Violation(
                "INV-62", p.where, f"{max(s.hsr_m, s.sprint_m)} fast metres in a run of {s.distance_m} m."
            )
        if sum(s.zone_seconds) > s.duration_s + number("rounding.step_seconds"):
            yield Violation(
                "INV-62", p.where, f"{sum(s.zone_seconds)} s in zones in a session of {s.duration_s} s."
            )
        load = s.planned_rpe * s.duration_s / 60
        if abs(load - s.load) > number("rounding.load"):
            yield Violation("INV-62", p.where, f"The load says {s.load} AU; RPE x minutes is {load:.0f} AU.")


def session_steps(book: Book) -> Iterator[Violation]:
    """INV-62: a session's time and metres are those of its steps; fast metres are not understated."""
    margin, spare = number("rounding.step_share"), number("rounding.step_seconds")
    for p in book.sessions:
        s = p.session
        if not s.steps:
            continue
        low, high = _seconds(s.steps)
        if not low * (1 - margin) - spare <= s.duration_s <= high * (1 + margin) + spare:
            yield Violation(
                "INV-62",
                p.where,
                f"The session says {s.duration_s} s; its steps take {low:.0f} to {high:.0f} s.",
            )
        metres = _stated_metres(s.steps)
        if metres > s.distance_m * (1 + margin) + number("rounding.week_metres"):
            yield Violation(
                "INV-62",
                p.where,
                f"The session says {s.distance_m} m; its steps hold {metres:.0f} m of running.",
            )
        yield from _hidden_speed(book, p)


def _seconds(steps: tuple[Step, ...]) -> Bounds:
    """Shortest and longest time of the steps in s; without a speed a distance may take any time."""
    low = high = 0.0
    for step in steps:
        if step.repeat is not None:
            a, b = _seconds(step.steps)
            low, high = low + step.repeat * a, high + step.repeat * b
        elif step.duration_s is not None:
            low, high = low + step.duration_s, high + step.duration_s
        elif step.distance_m is not None:
            fast, slow = step.target.speed_high, step.target.speed_low
            low += step.distance_m / fast if fast else 0.0
            high += step.distance_m / slow if slow else float("inf")
    return low, high


def _stated_metres(steps: tuple[Step, ...]) -> float:
    """Metres that running steps state, or run at the slower target speed for their time."""
    total = 0.0
    for step in steps:
        if step.repeat is not None:
            total += step.repeat * _stated_metres(step.steps)
        elif step.kind in RUNNING:
            total += (
                step.distance_m
                if step.distance_m is not None
                else (step.duration_s or 0) * (step.target.speed_low or 0)
            )
    return total


def _hidden_speed(book: Book, p: Planned) -> Iterator[Violation]:
    """Metres of efforts wholly at or over 1500 m speed must be counted as such (they feed INV-12)."""
    if p.id == "RACE" or p.family in HILLS_AND_TESTS:
        return
    fast = _fast_metres(p.session.steps, book.season.abilities.anchor("V1500") - number("rounding.speed"))
    if fast > p.session.hsr_m * (1 + number("rounding.step_share")) + number("rounding.build_metres"):
        yield Violation(
            "INV-62",
            p.where,
            f"The session counts {p.session.hsr_m} m at 1500 m speed; its steps hold {fast:.0f} m.",
        )


def _fast_metres(steps: tuple[Step, ...], speed: float) -> float:
    total = 0.0
    for step in steps:
        if step.repeat is not None:
            total += step.repeat * _fast_metres(step.steps, speed)
        elif step.kind == "work" and (step.target.speed_low or 0.0) >= speed:
            metres = step.distance_m if step.distance_m is not None else (step.duration_s or 0) * speed
            total += metres * (number("rounding.build_share") if BUILD_UP in step.text else 1.0)
    return total


CHECKS = (estimates, order, calendar, week_sums, session_numbers, session_steps)
