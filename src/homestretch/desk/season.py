"""Reading what was issued: the current season, one day, one week; and how paces are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from homestretch.desk.answers import read_answers
from homestretch.desk.answers_from import completed
from homestretch.desk.days import DayView, nearest_week, view_day
from homestretch.planning.season import Week
from homestretch.store import athletes, seasons
from homestretch.store.athletes import StoredAthlete
from homestretch.store.seasons import SeasonLine, StoredSeason
from homestretch.units import PaceUnit

PACE_CHOICES: tuple[PaceUnit, ...] = ("min/km", "min/mile")


@dataclass(frozen=True, slots=True)
class Current:
    """The season an athlete follows, with the athlete as stored."""

    athlete: StoredAthlete
    issued: StoredSeason


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week with those beside it."""

    week: Week
    before: Week | None
    after: Week | None


def athlete_of(owner_id: int) -> StoredAthlete | None:
    """The owner's athlete, None before the set-up began."""
    return athletes.athlete_of(owner_id)


def current_season(owner_id: int) -> Current | None:
    """The season issued last, None before the first."""
    athlete = athletes.athlete_of(owner_id)
    issued = None if athlete is None else seasons.latest_season(athlete.id)
    return None if athlete is None or issued is None else Current(athlete, issued)


def today(current: Current, day: date) -> DayView:
    """What the season holds on ``day``."""
    return view_day(current.issued.season, current.issued.athlete, day)


def week(current: Current, day: date, number: int | None = None) -> WeekView:
    """The week of that number, else the one nearest to ``day``.

    Raises:
        LookupError: the season has no week of that number.
    """
    weeks = current.issued.season.weeks
    if number is None:
        found = nearest_week(current.issued.season, day)
    else:
        numbered = [w for w in weeks if w.number == number]
        if not numbered:
            raise LookupError(
                f"This season has weeks {weeks[0].number} to {weeks[-1].number}, and no week {number}."
            )
        found = numbered[0]
    at = weeks.index(found)
    return WeekView(found, weeks[at - 1] if at else None, weeks[at + 1] if at + 1 < len(weeks) else None)


def season_before(current: Current) -> StoredSeason | None:
    """The season that the current one replaced."""
    return seasons.season_before(current.athlete.id, current.issued.number)


def answers_differ(current: Current, day: date) -> bool:
    """Whether the answers, as typed since, would make another athlete than the season was issued for."""
    typed = read_answers(current.athlete.draft, day).athlete
    known = current.issued.athlete
    return typed is not None and completed(typed, known, day) != known


def seasons_issued(current: Current) -> tuple[SeasonLine, ...]:
    """Every season issued so far, the newest first."""
    return seasons.issued_seasons(current.athlete.id)


def choose_pace_unit(owner_id: int, unit: str, day: date) -> None:
    """Paces are shown in ``unit`` from now on.

    Raises:
        ValueError: it is none of ``PACE_CHOICES``.
    """
    if unit not in PACE_CHOICES:
        raise ValueError(f"Paces are shown in {' or '.join(PACE_CHOICES)}, not in {unit[:20]}.")
    with transaction.atomic():
        stored = athletes.athlete_of(owner_id) or athletes.add_athlete(owner_id, day)
        athletes.save_pace_unit(stored.id, unit)
