"""What makes a season impossible whatever is done, said in a sentence with what collides and what to loosen (13.13)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from homestretch.athlete.model import Abilities, Athlete, Race
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import age_on, monday
from homestretch.planning.eligible import Eligibility
from homestretch.planning.numbers import table
from homestretch.planning.season import Refusal
from homestretch.planning.slots import day_minutes
from homestretch.planning.why import say

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ADULT = 18  # INV-01
YOUTH_RACE_M = {12: 3000.0, 13: 3000.0}  # INV-53
RACES_28_DAYS = {"beginner": 3.0, "intermediate": 4.0, "advanced": 5.0, "elite": 6.0}  # method 3.6
RACES_YOUNG = {12: 2.0, 13: 2.0, 14: 3.0, 15: 3.0, 16: 3.0, 17: 3.0}  # INV-53
RACE_FRAME_MIN = 25  # warm-up, drills, strides and cool-down at their shortest, with a margin
POSTPARTUM_WEEKS = 12  # INV-02
GATE_WORDS = {
    "heart_condition": "a heart condition or chest pain, fainting or palpitations with effort",
    "pregnant": "pregnancy",
    "active_bone_stress": "a stress fracture that is not healed",
    "eating_disorder": "an eating disorder",
    "postpartum_weeks": "a birth in the last twelve weeks",
}


def refusal(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    """The first reason that forbids a plan, or None."""
    for check in (_health, _youth, _races, _race_weeks, _clubs, _days):
        found = check(athlete, start, abilities, blueprint)
        if found is not None:
            return found
    return None


def _health(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    h = athlete.health
    flags = [
        ("heart_condition", h.heart_condition),
        ("pregnant", h.pregnant),
        ("active_bone_stress", h.active_bone_stress),
        ("eating_disorder", h.eating_disorder),
        ("postpartum_weeks", h.postpartum_weeks is not None and h.postpartum_weeks <= POSTPARTUM_WEEKS),
    ]
    raised = [name for name, on in flags if on]
    if raised and not h.clearance:
        words = " and ".join(GATE_WORDS[name] for name in raised)
        verb = "needs" if len(raised) == 1 else "need"
        return Refusal(
            f"{words[0].upper()}{words[1:]} {verb} a clinician's clearance before any training or race is planned; "
            "until then only rest and easy walking are advised.",
            tuple(f"health.{name}" for name in raised),
            ("see a clinician and set clearance = true when cleared",),
            rule="INV-02",
        )
    return None


def _youth(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    age = age_on(athlete.born, start)
    if age < ADULT and not athlete.health.guardian_consent:
        return Refusal(
            f"{athlete.name} is {age}; under {ADULT} a plan needs a guardian's consent.",
            ("health.guardian_consent",),
            ("ask a guardian and set guardian_consent = true",),
            rule="INV-01",
        )
    for race in athlete.races:
        most = YOUTH_RACE_M.get(age, 5000.0 if age < ADULT else None)
        if most is not None and race.distance_m > most:
            return Refusal(
                f"At {age} years the longest race is {most:.0f} m; "
                f"the one on {say(race.date)} is {race.distance_m:.0f} m.",
                (f"race {race.date.isoformat()}",),
                (f"choose a race of at most {most:.0f} m",),
                rule="INV-53",
            )
    return None


def _race_units(races: list[Race]) -> float:
    """Race days as method 3.6 counts them: rounds after the first count half."""
    return sum(1.0 + 0.5 * len(r.rounds) for r in races)


def _races(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    races = sorted(athlete.races, key=lambda r: r.date)
    for a, b in combinations(races, 2):
        last = max((a.date, *a.rounds))
        if 0 <= (b.date - last).days < 2 or a.date <= b.date <= last:
            return Refusal(
                f"The races of {say(a.date)} and {say(b.date)} lie less than 48 hours apart "
                "and are not rounds of one meeting.",
                (f"race {a.date.isoformat()}", f"race {b.date.isoformat()}"),
                ("drop one of the two", "or enter them as rounds of one race"),
                rule="INV-30",
            )
    cap = RACES_28_DAYS[abilities.level]
    age = age_on(athlete.born, start)
    cap = min(cap, RACES_YOUNG.get(age, cap))
    for r in races:
        inside = [x for x in races if r.date <= x.date <= r.date + timedelta(days=27)]
        if _race_units(inside) > cap:
            names = tuple(f"race {x.date.isoformat()}" for x in inside)
            return Refusal(
                f"{len(inside)} races within 28 days from {say(r.date)}; "
                f"{abilities.level} runners of this age race at most {cap:g} times in 28 days.",
                names,
                ("drop one of them",),
                rule="INV-30",
            )
        month = r.date - timedelta(days=27)
        run = sorted({x.date for x in athlete.results if x.kind == "race" and month <= x.date < start})
        until = [x for x in races if month <= x.date <= r.date]
        if run and _race_units(until) + len(run) > cap:
            return Refusal(
                f"With the {_races_in_words(len(run))} run since {say(run[0])} there would be "
                f"{len(run) + len(until)} races in the 28 days to {say(r.date)}; "
                f"{abilities.level} runners of this age race at most {cap:g} times in 28 days.",
                tuple(f"race {x.date.isoformat()}" for x in until),
                ("drop one of them",),
                rule="INV-30",
            )
    return None


def _races_in_words(count: int) -> str:
    return "race" if count == 1 else f"{count} races"


def _race_weeks(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    """Races that the quality limit of seven days, or a restriction, forbids."""
    races = sorted(athlete.races, key=lambda r: r.date)
    for r in races:
        for rule in athlete.health.restrictions:
            if rule.what == "max_minutes" and rule.span.start <= r.date <= rule.span.end:
                least = RACE_FRAME_MIN + r.distance_m / abilities.anchor("V5K") / 60
                if (rule.minutes or 0) < least:
                    return Refusal(
                        f"The race of {say(r.date)} takes {least:.0f} minutes with the shortest warm-up; "
                        f"{rule.by} allows {rule.minutes}.",
                        (f"race {r.date.isoformat()}", "health.restrictions"),
                        ("drop the race", f"ask {rule.by} to lift the restriction"),
                    )
            if rule.what == "no quality" and rule.span.start <= r.date <= rule.span.end:
                return Refusal(
                    f"The race of {say(r.date)} falls into the time without quality set by {rule.by}.",
                    (f"race {r.date.isoformat()}", "health.restrictions"),
                    ("drop the race", f"ask {rule.by} to lift the restriction"),
                )
    if not races:
        return None
    most = Eligibility(athlete, abilities, blueprint, start, races[-1].date).quality_most(7)
    for r in races:
        inside = [x for x in races if r.date <= x.date <= r.date + timedelta(days=6)]
        if len(inside) > most:
            return Refusal(
                f"{len(inside)} races in the seven days from {say(r.date)}; "
                f"at this age and level {most} hard days a week are the most.",
                tuple(f"race {x.date.isoformat()}" for x in inside),
                ("drop one of them",),
                rule="INV-16",
            )
    return None


def _clubs(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    fixed = sorted(athlete.availability.fixed, key=lambda f: f.weekday)
    for a, b in combinations(fixed, 2):
        gap = min((b.weekday - a.weekday) % 7, (a.weekday - b.weekday) % 7)
        eligibility = Eligibility(
            athlete, abilities, blueprint, start, max((r.date for r in athlete.races), default=start)
        )
        if 1 < gap < eligibility.club_rec_days():
            names = tuple(f"{f.what} on {WEEKDAYS[f.weekday]}" for f in (a, b))
            return Refusal(
                f"At this age a hard session needs {eligibility.club_rec_days()} days; "
                f"the fixed sessions {names[0]} and {names[1]} stand {gap} days apart.",
                names,
                ("move one of the two, or leave it out",),
                rule="INV-18",
            )
        if gap <= 1:
            names = tuple(f"{f.what} on {WEEKDAYS[f.weekday]}" for f in (a, b))
            return Refusal(
                f"The fixed sessions {names[0]} and {names[1]} are hard days next to each other.",
                names,
                ("move one of the two, or leave it out",),
                rule="INV-17",
            )
    last = max((r.date for r in athlete.races), default=start)
    eligibility = Eligibility(athlete, abilities, blueprint, start, last)
    days = len(set(athlete.availability.days) | {f.weekday for f in fixed})
    most = eligibility.quality_most(days)
    if len(fixed) > most:
        names = tuple(f"{f.what} on {WEEKDAYS[f.weekday]}" for f in fixed)
        return Refusal(
            f"{len(fixed)} fixed hard sessions a week are more than the {most} that this level and age allow.",
            names,
            ("leave out " + ("one of them" if len(fixed) == most + 1 else "some of them"),),
            rule="INV-16",
        )
    return None


def _days(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    last = max(r.date for r in athlete.races)
    weeks = (monday(last) - monday(start)).days // 7 + 1
    longest = int(table(blueprint, "season.weeks")["longest"])
    if weeks > longest:
        return Refusal(
            f"The last race is {weeks} weeks away; a season has at most {longest} weeks.",
            ("start", f"race {last.isoformat()}"),
            (f"start the plan within {longest} weeks of the last race",),
        )
    days = [start + timedelta(days=k) for k in range((last - start).days + 1)]
    if not any(day_minutes(athlete, d, start) for d in days):
        return Refusal(
            "No day of at least 25 minutes is left for running before the race.",
            ("availability.days", "availability.minutes", "busy"),
            ("free at least one day a week",),
        )
    return None
