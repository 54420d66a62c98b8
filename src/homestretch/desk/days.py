"""What stands on one day of a season and around it. Pure: season, races and a date in, a view out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from homestretch.athlete.model import Athlete, Race
from homestretch.planning.season import Day, PhaseSpan, Season, Week

DayKind = Literal["before", "training", "rest", "race", "empty", "after"]
REST = "RC01"
RACE = "RACE"


@dataclass(frozen=True, slots=True)
class DayView:
    """One day: what kind, where in the season, what was yesterday and what comes tomorrow."""

    on: date
    kind: DayKind
    day: Day | None
    week: Week | None
    phase: PhaseSpan | None
    week_of_phase: int
    yesterday: Day | None
    tomorrow: Day | None
    next_race: Race | None
    days_to_race: int | None
    first_day: date
    last_day: date


def view_day(season: Season, athlete: Athlete, day: date) -> DayView:
    """The view of ``day``, which may lie before the season or after it."""
    week = week_of(season, day)
    found = _find(season, day)
    phase = phase_of(season, day)
    race = next_race(athlete, day)
    return DayView(
        on=day,
        kind=_kind(season, day, found),
        day=found,
        week=week,
        phase=phase,
        week_of_phase=0 if phase is None else (day - phase.start).days // 7 + 1,
        yesterday=_find(season, day - timedelta(days=1)),
        tomorrow=_find(season, day + timedelta(days=1)),
        next_race=race,
        days_to_race=None if race is None else (_first_round(race, day) - day).days,
        first_day=season.start,
        last_day=season.weeks[-1].days[-1].date,
    )


def week_of(season: Season, day: date) -> Week | None:
    """The week that holds ``day``."""
    return next((w for w in season.weeks if w.start <= day < w.start + timedelta(days=7)), None)


def nearest_week(season: Season, day: date) -> Week:
    """The week that holds ``day``, the first before the season and the last after it."""
    return week_of(season, day) or (season.weeks[0] if day < season.weeks[0].start else season.weeks[-1])


def phase_of(season: Season, day: date) -> PhaseSpan | None:
    """The phase that holds ``day``."""
    return next((p for p in season.phases if p.start <= day < p.start + timedelta(weeks=p.weeks)), None)


def next_race(athlete: Athlete, day: date) -> Race | None:
    """The first race on ``day`` or later."""
    ahead = [race for race in athlete.races if max((race.date, *race.rounds)) >= day]
    return min(ahead, key=lambda race: race.date, default=None)


def _first_round(race: Race, day: date) -> date:
    return min(d for d in (race.date, *race.rounds) if d >= day)


def _find(season: Season, day: date) -> Day | None:
    week = week_of(season, day)
    return None if week is None else next((d for d in week.days if d.date == day), None)


def _kind(season: Season, day: date, found: Day | None) -> DayKind:
    if day < season.start:
        return "before"
    if found is None:
        return "after"
    if any(s.id == RACE for s in found.sessions):
        return "race"
    if any(s.id != REST for s in found.sessions):
        return "training"
    return "rest" if found.sessions else "empty"
