"""Which advice on sleep, food and the rest of life fits a day (method 10)."""

from __future__ import annotations

from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint, Guidance
from homestretch.desk.answers_weeks import OF_AGE
from homestretch.desk.days import RACE, REST, DayView
from homestretch.desk.planner import method
from homestretch.desk.reading import age_on

LONG_RUN = "AB04"


def guidance_for(view: DayView, athlete: Athlete, blueprint: Blueprint | None = None) -> Guidance | None:
    """Advice for the day's kind; for runners under 18 the kind made for them."""
    known = (blueprint or method()).guidance
    kind = kind_of(view)
    young = age_on(athlete.born, view.on) < OF_AGE
    return (known.get(f"{kind}_youth") if young else None) or known.get(kind)


def kind_of(view: DayView) -> str:
    """The name of the day's kind in the method's guidance."""
    sessions = () if view.day is None else view.day.sessions
    emphasis = None if view.week is None else view.week.emphasis
    if any(s.id == RACE for s in sessions):
        return "race"
    hard = [s for s in sessions if s.quality]
    if any(s.pillar != "aerobic_base" for s in hard):
        return "hard"
    if hard:
        return "threshold"
    if emphasis in ("taper", "race"):
        return "taper"
    if emphasis == "deload":
        return "deload"
    if any(s.id == LONG_RUN for s in sessions):
        return "long"
    return "easy" if any(s.id != REST for s in sessions) else "rest"


def is_young(athlete: Athlete, day: date) -> bool:
    """Under 18, so that a guardian is asked and no supplement is named."""
    return age_on(athlete.born, day) < OF_AGE
