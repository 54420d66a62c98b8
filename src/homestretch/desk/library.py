"""The session library as one athlete may use it: allowed steps, own paces, what hinders, when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint, Contraindication, LadderStep, Prerequisite, SessionType
from homestretch.desk.fields import SITES
from homestretch.desk.planner import method
from homestretch.desk.reading import age_on
from homestretch.planning.season import Season, Step

PILLAR_ORDER = ("aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick", "support")


@dataclass(frozen=True, slots=True)
class LibrarySession:
    """A session with the highest step allowed (0: not for this athlete) and why not, in sentences."""

    kind: SessionType
    allowed: int
    hindrances: tuple[str, ...]
    planned_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder, resolved into the athlete's paces where they are known."""

    number: int
    step: LadderStep
    allowed: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Everything about one session."""

    session: LibrarySession
    rungs: tuple[Rung, ...]
    cues: tuple[str, ...]
    requires: tuple[str, ...]
    not_when: tuple[str, ...]
    siblings: tuple[SessionType, ...]


def library(
    athlete: Athlete | None, season: Season | None, today: date, blueprint: Blueprint | None = None
) -> dict[str, tuple[LibrarySession, ...]]:
    """All sessions by pillar, in the order of the method.

    Args:
        athlete: None before the set-up: then nothing hinders, and no step is allowed or forbidden.
        season: where the dates come from.
        today: for the athlete's age.
        blueprint: another method than the built-in one.
    """
    kinds = (blueprint or method()).sessions.values()
    return {
        pillar: tuple(_entry(kind, athlete, season, today) for kind in kinds if kind.pillar == pillar)
        for pillar in PILLAR_ORDER
    }


def library_session(
    id: str, athlete: Athlete | None, season: Season | None, today: date, blueprint: Blueprint | None = None
) -> LibraryPage:
    """One session with its ladder in the athlete's paces.

    Raises:
        KeyError: the library has no session of that id.
    """
    method_used = blueprint or method()
    kind = method_used.sessions[id]
    entry = _entry(kind, athlete, season, today)
    abilities = None if season is None else season.abilities
    return LibraryPage(
        session=entry,
        rungs=tuple(
            Rung(k, step, k <= entry.allowed, _resolved(step, kind, abilities, method_used))
            for k, step in enumerate(kind.ladder, 1)
        ),
        cues=tuple(method_used.cues[cue] for cue in kind.cues if cue in method_used.cues),
        requires=tuple(_requirement(need, method_used) for need in kind.requires),
        not_when=tuple(_contraindication(contra) for contra in kind.contra),
        siblings=tuple(method_used.sessions[each] for each in kind.siblings if each in method_used.sessions),
    )


def _entry(kind: SessionType, athlete: Athlete | None, season: Season | None, today: date) -> LibrarySession:
    level = None if season is None else season.abilities.level
    allowed = len(kind.ladder) if level is None else min(kind.max_step[level], len(kind.ladder))
    hindrances = () if athlete is None else _hindrances(kind, athlete, today, allowed, level)
    return LibrarySession(kind, 0 if hindrances else allowed, hindrances, _dates(kind.id, season))


def _hindrances(
    kind: SessionType, athlete: Athlete, today: date, allowed: int, level: str | None
) -> tuple[str, ...]:
    found = []
    if allowed == 0:
        found.append(f"Not at {level} level yet.")
    if kind.min_age is not None and age_on(athlete.born, today) < kind.min_age:
        found.append(f"From {kind.min_age} years on.")
    if kind.min_weekly_km is not None and (athlete.weekly_km or 0) < kind.min_weekly_km:
        found.append(f"From {kind.min_weekly_km:g} km a week on.")
    if kind.min_training_years is not None and (athlete.training_years or 0) < kind.min_training_years:
        found.append(f"After {kind.min_training_years:g} years of training.")
    if "track" in kind.needs and athlete.availability.track == ():
        found.append("Needs a track.")
    if "hill" in kind.needs and not athlete.availability.hills:
        found.append("Needs a hill.")
    if "gym" in kind.needs and not athlete.availability.gym:
        found.append("Needs a gym.")
    return tuple(found)


def _contraindication(contra: Contraindication) -> str:
    site = contra.site
    if site == "illness":
        return "any illness"
    if site == "bone_stress":
        return "a bone that was hurt by stress and is not healed"
    where = "anywhere" if site == "any" else f"at the {_site(site)}"
    return f"pain of {contra.pain} of 10 or more {where}"


def _site(site: str) -> str:
    named = SITES.get(site, site.replace("_", " "))
    return named if named.startswith("Achilles") else named[:1].lower() + named[1:]


def _dates(id: str, season: Season | None) -> tuple[date, ...]:
    if season is None:
        return ()
    return tuple(d.date for w in season.weeks for d in w.days if any(s.id == id for s in d.sessions))


def _resolved(
    step: LadderStep, kind: SessionType, abilities: Abilities | None, blueprint: Blueprint
) -> tuple[Step, ...]:
    if abilities is None or not step.main:
        return ()
    from homestretch.planning.prescription import Prescriber

    return Prescriber(abilities, blueprint).parts(step.main, kind.rpe)


def _requirement(need: Prerequisite, blueprint: Blueprint) -> str:
    names = [blueprint.sessions[id].name if id in blueprint.sessions else id for id in need.any_of]
    what = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    times = "once" if need.count == 1 else f"{need.count} times"
    often = f"in {need.count} different weeks" if need.weeks else times
    past = "; a training base from before counts" if need.by_history else ""
    return f"{what}, {often} in the last six weeks{past}"
