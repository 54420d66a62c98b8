"""How strength, plyometrics and mobility are done: the exercises, and other ways where gym or age ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint, SessionType
from homestretch.desk.days import DayView
from homestretch.desk.planner import method
from homestretch.desk.reading import age_on

FROM_AGE = "from_"  # a variant named from_50 is for athletes of 50 years and more


@dataclass(frozen=True, slots=True)
class HowTo:
    """``exercises`` in their order; ``variants`` are sentences, those that the age asks for first."""

    exercises: tuple[str, ...]
    variants: tuple[str, ...]


def how_to(kind: SessionType, athlete: Athlete | None = None, on: date | None = None) -> HowTo:
    """The exercises and variants of a session; with an athlete only the variants that can concern them."""
    age = None if athlete is None or on is None else age_on(athlete.born, on)
    kept = {name: text for name, text in kind.variants.items() if age is None or _concerns(name, age)}
    first = sorted(kept, key=lambda name: not name.startswith(FROM_AGE))
    return HowTo(kind.exercises, tuple(kept[name] for name in first))


def how_tos(view: DayView, athlete: Athlete, blueprint: Blueprint | None = None) -> Mapping[str, HowTo]:
    """How the day's strength, plyometrics and mobility are done, by session."""
    library = (blueprint or method()).sessions
    sessions = () if view.day is None else view.day.sessions
    return {
        s.id: how_to(library[s.id], athlete, view.on)
        for s in sessions
        if s.id in library and library[s.id].pillar == "support"
    }


def _concerns(name: str, age: int) -> bool:
    least = name.removeprefix(FROM_AGE)
    return not (name.startswith(FROM_AGE) and least.isdigit() and age < int(least))
