"""The set-up's answers of an athlete who came from a file, so that the pages can change them.

In: an Athlete. Out: texts by field name, and the way back without losing what the set-up does not ask.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from homestretch.athlete.model import DAY_KEYS, MILE_M, Athlete, Availability, Health, Race, Result
from homestretch.desk.answers import read_answers
from homestretch.desk.fields import CLUBS, EVENTS, HEALTH_GATE, HOLIDAYS, INJURIES, RESULTS, SITES, Answer
from homestretch.units import format_mark

Part = TypeVar("Part", Athlete, Availability, Health)
RESULT_DISTANCES = ("400", *EVENTS, "10000")


def answers_of(athlete: Athlete, today: date) -> dict[str, Answer]:
    """What would have been typed for this athlete; races that are over are no answers."""
    texts = {
        "name": athlete.name,
        "born": athlete.born.isoformat(),
        "sex": athlete.sex,
        "training_years": _number(athlete.training_years),
        "weekly_km": _number(athlete.weekly_km),
        "longest_run_km": _number(athlete.longest_run_km),
        "quality_per_week": _number(athlete.quality_per_week),
        "max_hr": _number(athlete.max_hr),
        "rest_hr": _number(athlete.rest_hr),
        "flying30": _number(athlete.flying30_s),
        "flying30_date": athlete.flying30_date.isoformat() if athlete.flying30_date else "",
        "guardian_contact": athlete.guardian_contact or "",
        "no_results": "" if athlete.results else "yes",
    }
    found: dict[str, Answer] = dict(texts)
    found |= (
        _races(athlete, today) | _results(athlete) | _days(athlete.availability) | _health(athlete.health)
    )
    for n, span in zip(HOLIDAYS, athlete.busy, strict=False):
        found |= {f"holiday{n}_from": span.start.isoformat(), f"holiday{n}_to": span.end.isoformat()}
    return found


def completed(answered: Athlete, known: Athlete | None, today: date) -> Athlete:
    """The athlete of answers, with what was known before and the set-up does not ask.

    An answer that says what it said before leaves what is known in full: rounds of a race, a third result, the
    restrictions of a clinician. One that was changed holds as it stands.

    Args:
        answered: read from the answers as they are now.
        known: the athlete of the season before, None where there is none.
        today: races that are over count no more.
    """
    if known is None:
        return answered
    ahead = tuple(race for race in known.races if _last_day(race) >= today)
    known = replace(known, races=ahead)
    before = read_answers(answers_of(known, today), today).athlete
    if before is None:
        return answered
    return replace(
        _merged(answered, known, before),
        availability=_merged(answered.availability, known.availability, before.availability),
        health=_merged(answered.health, known.health, before.health),
        races=_same_races(answered.races, known.races, before.races),
    )


def _same_races(
    answered: tuple[Race, ...], known: tuple[Race, ...], before: tuple[Race, ...]
) -> tuple[Race, ...]:
    """A race of the same day and distance keeps its rounds and standard; those that no answer showed stay."""
    by_day = {(race.date, race.distance_m): race for race in known}
    shown = {race.date for race in (*answered, *before)}
    found = [
        replace(by_day.get((race.date, race.distance_m), race), goal_s=race.goal_s, priority=race.priority)
        for race in answered
    ]
    found += [race for race in known if race.date not in shown]
    return known if set(found) == set(known) else tuple(sorted(found, key=lambda race: race.date))


def _merged(answered: Part, known: Part, before: Part) -> Part:
    """Each value as known where the answer to it is the one of before."""
    names = [field.name for field in fields(answered)]
    same = [name for name in names if getattr(answered, name) == getattr(before, name)]
    return replace(answered, **{name: getattr(known, name) for name in same})


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _last_day(race: Race) -> date:
    return max((race.date, *race.rounds))


def _distance(metres: float) -> str:
    return "mile" if abs(metres - MILE_M) < 1 else f"{metres:g}"


def _races(athlete: Athlete, today: date) -> dict[str, Answer]:
    ahead = sorted((r for r in athlete.races if r.date >= today), key=lambda r: r.date)
    goals = [r for r in ahead if r.priority == "A"]
    if not goals:
        return {}
    others = [r for r in ahead if r is not goals[0]]
    found: dict[str, Answer] = {}
    for prefix, race in zip(("race", "other"), (goals[0], *others[:1]), strict=False):
        found |= {
            f"{prefix}_distance": _distance(race.distance_m),
            f"{prefix}_date": race.date.isoformat(),
            f"{prefix}_goal": "" if race.goal_s is None else format_mark(race.goal_s),
        }
    return found | ({"other_priority": others[0].priority} if others else {})


def _results(athlete: Athlete) -> dict[str, Answer]:
    """The shortest and the longest that the set-up can hold, each with its last day."""
    latest: dict[str, Result] = {}
    for result in sorted(athlete.results, key=lambda r: r.date):
        if _distance(result.distance_m) in RESULT_DISTANCES:
            latest[_distance(result.distance_m)] = result
    kept = sorted(latest.values(), key=lambda r: r.distance_m)
    found: dict[str, Answer] = {}
    for n, result in zip(RESULTS, (kept[:1] + kept[1:][-1:]), strict=False):
        found |= {
            f"result{n}_distance": _distance(result.distance_m),
            f"result{n}_time": format_mark(result.time_s),
            f"result{n}_date": result.date.isoformat(),
        }
    return found


def _days(available: Availability) -> dict[str, Answer]:
    track = available.track
    found: dict[str, Answer] = {
        "days": [DAY_KEYS[d] for d in available.days],
        "long_run": "" if available.long_run is None else DAY_KEYS[available.long_run],
        "track": "always" if track is None else "some" if track else "never",
        "track_days": [DAY_KEYS[d] for d in track or ()],
        "gym_days": [DAY_KEYS[d] for d in available.gym],
        "hills": "yes" if available.hills else "no",
    }
    for day, limit in zip(DAY_KEYS, available.minutes, strict=True):
        found[f"minutes_{day}"] = _number(limit)
    for n, club in zip(CLUBS, available.fixed, strict=False):
        found |= {
            f"club{n}_day": DAY_KEYS[club.weekday],
            f"club{n}_what": club.what,
            f"club{n}_pillar": club.pillar or "",
            f"club{n}_minutes": _number(club.minutes),
        }
    return found


def _health(health: Health) -> dict[str, Answer]:
    found: dict[str, Answer] = {
        "health": [name for name in HEALTH_GATE if getattr(health, name)],
        "clearance": "yes" if health.clearance else "",
        "bone_history": "yes" if health.bone_stress_history else "",
        "guardian_consent": "yes" if health.guardian_consent else "",
    }
    for n, injury in zip(INJURIES, health.injuries, strict=False):
        found |= {
            f"injury{n}_site": injury.site if injury.site in SITES else "other",
            f"injury{n}_from": injury.span.start.isoformat(),
            f"injury{n}_to": injury.span.end.isoformat(),
            f"injury{n}_bone": "yes" if injury.bone_stress else "",
        }
    return found
