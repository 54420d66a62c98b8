"""What makes a season impossible whatever is done, said in a sentence with what collides and what to loosen (13.13).

Each check names a set that cannot be made smaller, and all faults that do not rest on each other are told at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from homestretch.athlete.model import WEEKDAYS, Abilities, Athlete, FixedSession, Race
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WEEK, age_on, monday
from homestretch.planning.eligible import Eligibility
from homestretch.planning.fixed import Item, items_of, key, listed, without
from homestretch.planning.numbers import table
from homestretch.planning.season import Refusal
from homestretch.planning.sentences import say
from homestretch.planning.slots import RUN_DAY_MINUTES, day_minutes

ADULT = 18  # INV-01
YOUTH_RACE_M = {12: 3000.0, 13: 3000.0}  # INV-53
RACES_28_DAYS = {"beginner": 3.0, "intermediate": 4.0, "advanced": 5.0, "elite": 6.0}  # method 3.6
RACES_YOUNG = {12: 2.0, 13: 2.0, 14: 3.0, 15: 3.0, 16: 3.0, 17: 3.0}  # INV-53
RACE_FRAME_MIN = 25  # warm-up, drills, strides and cool-down at their shortest, with a margin
POSTPARTUM_WEEKS = 12  # INV-02
MONTH = timedelta(days=28)  # INV-30
SEVEN_DAYS = 7  # INV-16
GATE_WORDS = {
    "heart_condition": "a heart condition or chest pain, fainting or palpitations with effort",
    "pregnant": "pregnancy",
    "active_bone_stress": "a stress fracture that is not healed",
    "eating_disorder": "an eating disorder",
    "postpartum_weeks": "a birth in the last twelve weeks",
}


def refusal(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Refusal | None:
    """The first reason that forbids a plan, with the others that would stay when it is mended; or None."""
    found: list[Refusal] = []
    for check in (_health, _youth, _races, _restricted, _clubs, _length, _days):
        for new in check(athlete, start, abilities, blueprint):
            if not any(set(old.colliding) <= set(new.colliding) for old in found):
                found.append(new)
    return replace(found[0], others=tuple(found[1:])) if found else None


def _health(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
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
        yield Refusal(
            f"{words[0].upper()}{words[1:]} {verb} a clinician's clearance before any training or race is planned; "
            "until then only rest and easy walking are advised.",
            tuple(f"health.{name}" for name in raised),
            ("see a clinician and set clearance = true when cleared",),
            rule="INV-02",
        )


def _youth(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
    age = age_on(athlete.born, start)
    if age < ADULT and not athlete.health.guardian_consent:
        yield Refusal(
            f"{athlete.name} is {age}; under {ADULT} a plan needs a guardian's consent.",
            ("health.guardian_consent",),
            ("ask a guardian and set guardian_consent = true",),
            rule="INV-01",
        )
    for race in athlete.races:
        most = YOUTH_RACE_M.get(age, 5000.0 if age < ADULT else None)
        if most is not None and race.distance_m > most:
            yield Refusal(
                f"At {age} years the longest race is {most:.0f} m; "
                f"the one on {say(race.date)} is {race.distance_m:.0f} m.",
                _keys([race]),
                (f"choose a race of at most {most:.0f} m",),
                rule="INV-53",
            )


def _race_units(races: Sequence[Race]) -> float:
    """Race days as method 3.6 counts them: rounds after the first count half."""
    return sum(1.0 + 0.5 * len(r.rounds) for r in races)


def _keys(races: Sequence[Race]) -> tuple[str, ...]:
    return tuple(f"race {x.date.isoformat()}" for x in races)


def _least(races: Sequence[Race], too_many: Callable[[list[Race]], bool]) -> list[Race]:
    """Those of too many races that are still too many, and would not be with any one of them left out."""
    kept = list(races)
    for race in reversed(races):
        fewer = [r for r in kept if r is not race]
        kept = fewer if too_many(fewer) else kept
    return kept


def _to_leave_out(races: Sequence[Race], too_many: Callable[[list[Race]], bool]) -> list[Race]:
    """Races to leave out, the lesser and earlier first, until the rest are not too many."""
    left = list(races)
    out = []
    for race in sorted(races, key=lambda r: (-ord(r.priority), r.date)):
        if not too_many(left):
            break
        left.remove(race)
        out.append(race)
    return sorted(out, key=lambda r: r.date)


def _named(races: Sequence[Race]) -> str:
    return f"the race{'s' if len(races) > 1 else ''} of {listed([say(r.date) for r in races])}"


def _hints(inside: Sequence[Race], out: Sequence[Race]) -> tuple[str, ...]:
    many = "another" if len(out) == 1 else f"{len(out)} others"
    first = f"leave out {_named(out)}"
    if len(out) == len(inside) or any(r.rounds for r in inside):
        return (first,)  # a race with rounds counts more: another may not be enough
    return (
        first,
        f"leave out {many} of the {len(inside)} races from {say(inside[0].date)} to {say(inside[-1].date)}",
    )


def _races(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
    """Races too near to each other or too many: each fault is looked for as if those before it were mended."""
    races = sorted(athlete.races, key=lambda r: r.date)
    if not races:
        return
    last = races[-1].date
    for a, b in combinations(tuple(races), 2):
        end = max((a.date, *a.rounds))
        if a not in races or b not in races or not (0 <= (b.date - end).days < 2 or b.date <= end):
            continue
        out = _to_leave_out((a, b), lambda left: len(left) > 1)
        races.remove(out[0])
        yield Refusal(
            f"The races of {say(a.date)} and {say(b.date)} lie less than 48 hours apart "
            "and are not rounds of one meeting.",
            _keys((a, b)),
            (
                f"leave out {_named(out)}",
                f"leave out {_named([b if out[0] is a else a])}",
                "or enter them as rounds of one race",
            ),
            rule="INV-30",
        )
    age = age_on(athlete.born, start)
    cap = min(RACES_28_DAYS[abilities.level], RACES_YOUNG.get(age, math.inf))
    allowed = f"{abilities.level} runners of this age race at most {cap:g} times in 28 days"

    def over_cap(some: list[Race]) -> bool:
        return _race_units(some) > cap

    for r in tuple(races):
        inside = [x for x in races if r.date <= x.date < r.date + MONTH]
        if over_cap(inside):
            out = _to_leave_out(inside, over_cap)
            races = [x for x in races if x not in out]
            counted = _counted(inside)
            yield Refusal(
                f"{len(inside)} races within 28 days from {say(r.date)}{counted}; {allowed}.",
                _keys(_least(inside, over_cap)),
                _hints(inside, out)
                + (("leave out the rounds after the first",) if counted and len(inside) <= cap else ()),
                rule="INV-30",
            )
    run_before = sorted({x.date for x in athlete.results if x.kind == "race" and x.date < start})
    for r in tuple(races):
        run = [d for d in run_before if r.date - MONTH < d]
        until = [x for x in races if r.date - MONTH < x.date <= r.date]

        def over_rest(some: list[Race], count: int = len(run)) -> bool:
            return bool(some) and _race_units(some) + count > cap

        if r in races and run and over_rest(until):
            out = _to_leave_out(until, over_rest)
            races = [x for x in races if x not in out]
            yield Refusal(
                f"With the {_races_in_words(len(run))} run since {say(run[0])} there would be "
                f"{len(run) + len(until)} races in the 28 days to {say(r.date)}{_counted(until)}; {allowed}.",
                _keys(_least(until, over_rest)),
                _later(athlete, r, until, run, cap, _hints(until, out) if races else ()),
                rule="INV-30",
            )
    yield from _race_weeks(races, Eligibility(athlete, abilities, blueprint, start, last).quality_most(7))


def _later(
    athlete: Athlete,
    race: Race,
    until: Sequence[Race],
    run: Sequence[date],
    cap: float,
    others: tuple[str, ...],
) -> tuple[str, ...]:
    """Other ways out, and when the last of these races could be run: when enough of those before lie 28 days back."""
    back = math.ceil(_race_units(until) + len(run) - cap)
    if back > len(run):
        return others or (f"leave out {_named(until)}",)
    to = run[back - 1] + MONTH
    free = all(x is race or x.date < race.date or x.date >= to + MONTH for x in athlete.races)
    later = (f"move {_named([race])} to {say(to)} or later",) if free or not others else ()
    return others + later


def _counted(races: Sequence[Race]) -> str:
    """How races with rounds count, where there are any."""
    return f", {_race_units(races):g} with their rounds" if any(r.rounds for r in races) else ""


def _races_in_words(count: int) -> str:
    return "race" if count == 1 else f"{count} races"


def _race_weeks(races: list[Race], most: int) -> Iterator[Refusal]:
    """More races than the quality limit of seven days allows."""

    def too_many(some: list[Race]) -> bool:
        return len(some) > most

    for r in tuple(races):
        inside = [x for x in races if r.date <= x.date < r.date + timedelta(days=SEVEN_DAYS)]
        if too_many(inside):
            out = _to_leave_out(inside, too_many)
            races = [x for x in races if x not in out]
            yield Refusal(
                f"{len(inside)} races in the seven days from {say(r.date)}; "
                f"at this age and level {most} hard {'day a week is' if most == 1 else 'days a week are'} the most.",
                _keys(_least(inside, too_many)),
                _hints(inside, out),
                rule="INV-16",
            )


def _restricted(
    athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint
) -> Iterator[Refusal]:
    """Races that a restriction forbids."""
    for r in sorted(athlete.races, key=lambda r: r.date):
        for rule in athlete.health.restrictions:
            if not rule.span.start <= r.date <= rule.span.end:
                continue
            collide = (*_keys([r]), "health.restrictions")
            loosen = (f"leave out {_named([r])}", f"ask {rule.by} to lift the restriction")
            least = RACE_FRAME_MIN + r.distance_m / abilities.anchor("V5K") / 60
            if rule.what == "max_minutes" and (rule.minutes or 0) < least:
                yield Refusal(
                    f"The race of {say(r.date)} takes {least:.0f} minutes with the shortest warm-up; "
                    f"{rule.by} allows {rule.minutes}.",
                    collide,
                    loosen,
                )
            if rule.what == "no quality":
                yield Refusal(
                    f"The race of {say(r.date)} falls into the time without quality set by {rule.by}.",
                    collide,
                    loosen,
                )


def _club_names(clubs: Sequence[FixedSession]) -> tuple[str, ...]:
    return tuple(f"{f.what} on {WEEKDAYS[f.weekday]}" for f in clubs)


def _clubs(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
    """Fixed sessions too near to each other or too many, as if those found before were left out."""
    fixed = sorted(athlete.availability.fixed, key=lambda f: f.weekday)
    last = max((r.date for r in athlete.races), default=start)
    eligibility = Eligibility(athlete, abilities, blueprint, start, last)
    rec = eligibility.club_rec_days()
    left = list(fixed)
    for a, b in combinations(fixed, 2):
        gap = min((b.weekday - a.weekday) % 7, (a.weekday - b.weekday) % 7)
        if gap > 1 and gap >= rec:
            continue
        names = _club_names((a, b))
        left = [c for c in left if c is not b]
        near = gap <= 1
        yield Refusal(
            f"The fixed sessions {names[0]} and {names[1]} are hard days next to each other."
            if near
            else f"At this age a hard session needs {rec} days; "
            f"the fixed sessions {names[0]} and {names[1]} stand {gap} days apart.",
            names,
            ("move one of the two, or leave it out",),
            rule="INV-17" if near else "INV-18",
        )
    days = len(set(athlete.availability.days) | {f.weekday for f in fixed})
    most = eligibility.quality_most(days)
    if len(left) > most:
        few = len(left) <= eligibility.quality_most(7)  # with more days they would be allowed
        out = len(left) - most
        yield Refusal(
            f"{len(left)} fixed hard sessions a week are more than the {most} that this level and age allow"
            f"{f' on {days} days' if few else ''}.",
            (*_club_names(left[: most + 1]), *(("availability.days",) if few else ())),
            ("leave out " + ("one of them" if out == 1 else f"{out} of them"),)
            + (("run on more days",) if few else ()),
            rule="INV-16",
        )


def _length(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
    last = max(r.date for r in athlete.races)
    weeks = (monday(last) - monday(start)).days // 7 + 1
    longest = int(table(blueprint, "season.weeks")["longest"])
    if weeks > longest:
        end = monday(start) + longest * WEEK
        nearer = any(r.date < end for r in athlete.races)
        late = [r for r in athlete.races if r.date >= end]
        yield Refusal(
            f"The last race is {weeks} weeks away; a season has at most {longest} weeks.",
            ("start", *_keys([r for r in late if r.date == last])),
            (f"start the plan on {say(monday(last) - (longest - 1) * WEEK)} or later",)
            + ((f"leave out {_named(late)}",) if nearer else ()),
        )


def _days(athlete: Athlete, start: date, abilities: Abilities, blueprint: Blueprint) -> Iterator[Refusal]:
    if _any_day(athlete, start):
        return
    gone: frozenset[Item] = frozenset()
    items = [i for i in items_of(athlete) if i.kind in ("busy", "restriction", "minutes", "days")]
    for item in items:
        less = without(athlete, gone | {item})
        if less is not None and not _any_day(less, start):
            gone |= {item}
    kept = [i for i in items if i not in gone]
    alone = [i for i in kept if (less := without(athlete, {i})) is not None and _any_day(less, start)]
    yield Refusal(
        f"No day of at least {RUN_DAY_MINUTES} minutes is left for running before the race.",
        tuple(dict.fromkeys(key(athlete, i) for i in kept)) or ("start", *_keys(athlete.races[-1:])),
        tuple(dict.fromkeys(_free(i) for i in alone)) or ("choose a later race",),
    )


def _free(item: Item) -> str:
    return {
        "busy": "make room for running on one of the days away",
        "restriction": "ask for the restriction to be lifted",
        "minutes": f"allow {RUN_DAY_MINUTES} minutes on one of the days",
    }.get(item.kind, "free at least one day a week")


def _any_day(athlete: Athlete, start: date) -> bool:
    last = max(r.date for r in athlete.races)
    return any(day_minutes(athlete, start + timedelta(days=k), start) for k in range((last - start).days + 1))
