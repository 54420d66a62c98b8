"""One sentence about a season issued again: which answers changed, and what that changed in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from homestretch.athlete.model import WEEKDAYS, Athlete, Race
from homestretch.planning.season import PlannedSession, Season
from homestretch.store.seasons import StoredSeason
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.show.answers import (
    club_words,
    days_words,
    holiday_words,
    injury_words,
    minutes_words,
    race_words,
    result_words,
    track_words,
)

Entry = TypeVar("Entry")

PLAIN = {
    "max_hr": "the largest heart rate",
    "rest_hr": "the heart rate at rest",
    "training_years": "the years of training",
    "longest_run_km": "the longest run",
    "quality_per_week": "the number of hard sessions before the plan",
    "born": "the date of birth",
    "sex": "the sex",
    "name": "the name",
    "guardian_contact": "the contact of the guardian",
}  # answers whose value says little in a sentence
MOST_CHANGES = 4  # named in the sentence; further ones are counted
LEAST_VOLUME = 0.02  # share of the largest week; less is no change worth a word


def what_changed(before: StoredSeason, after: StoredSeason, unit: PaceUnit) -> str:
    """`The holiday 3 to 9 April is new: 24 of the 80 days ahead are different, and the largest week is 47 km, not 50.`"""
    causes = list(_causes(before.athlete, after.athlete))
    if len(causes) > MOST_CHANGES:
        causes = [*causes[: MOST_CHANGES - 1], f"{len(causes) - MOST_CHANGES + 1} more answers changed"]
    if not causes:
        causes = [f"issued again with the same answers, starting on {wording.short_date(after.season.start)}"]
    return f"{wording.capital(wording.listing(causes))}: {_effects(before.season, after.season, unit)}."


def _causes(old: Athlete, new: Athlete) -> Iterator[str]:
    a, b = old.availability, new.availability
    yield from _races(old.races, new.races)
    yield from _entries("the result", old.results, new.results, result_words)
    if old.flying30_s != new.flying30_s:
        yield (
            "the flying 30 m is gone"
            if new.flying30_s is None
            else (f"the flying 30 m is {new.flying30_s:.2f} s")
        )
    if a.days != b.days:
        yield f"you run on {days_words(b.days)}"
    if a.long_run != b.long_run:
        yield (
            "the long run may be on any day"
            if b.long_run is None
            else (f"the long run is on {WEEKDAYS[b.long_run]}")
        )
    if minutes_words(a) != minutes_words(b):
        yield f"your limits are {minutes_words(b)} minutes" if minutes_words(b) else "no day has a limit"
    if a.track != b.track:
        yield "there is no track" if b.track == () else f"you have a track {track_words(b)}"
    if a.gym != b.gym:
        yield f"you have a gym on {days_words(b.gym)}" if b.gym else "there is no gym"
    if a.hills != b.hills:
        yield "there are hills" if b.hills else "there are no hills"
    yield from _entries("the club session", a.fixed, b.fixed, club_words)
    yield from _entries("the holiday", old.busy, new.busy, holiday_words)
    yield from _entries("the injury", old.health.injuries, new.health.injuries, injury_words)
    if old.weekly_km != new.weekly_km and new.weekly_km is not None:
        yield f"you run {new.weekly_km:g} km a week now"
    yield from (
        f"{words} changed" for name, words in PLAIN.items() if getattr(old, name) != getattr(new, name)
    )
    if replace(old.health, injuries=()) != replace(new.health, injuries=()):
        yield "your answers about health changed"


def _races(old: Sequence[Race], new: Sequence[Race]) -> Iterator[str]:
    """Races that are new or gone; one of the same day and distance has another goal or weight."""
    kept = {(race.date, race.distance_m): race for race in old}
    for race in new:
        same = kept.pop((race.date, race.distance_m), None)
        if same is None:
            yield f"the race {race_words(race)} is new"
        elif same != race:
            yield f"the race is now {race_words(race)}"
    yield from (f"the race {race_words(race)} is gone" for race in kept.values())


def _entries(
    what: str, old: Sequence[Entry], new: Sequence[Entry], words: Callable[[Entry], str]
) -> Iterator[str]:
    yield from (f"{what} {words(each)} is new" for each in new if each not in old)
    yield from (f"{what} {words(each)} is gone" for each in old if each not in new)


def _effects(old: Season, new: Season, unit: PaceUnit) -> str:
    planned = {day.date: day.sessions for w in old.weeks for day in w.days}
    ahead = [day for w in new.weeks for day in w.days if day.date >= new.start]
    differ = sum(_notations(planned.get(day.date, ())) != _notations(day.sessions) for day in ahead)
    paced = sum(_steps(planned.get(day.date, ())) != _steps(day.sessions) for day in ahead)
    days = f"{differ or 'none'} of the {len(ahead)} days ahead {'is' if differ == 1 else 'are'} different"
    if not differ and paced:
        days = f"the sessions stay, with other paces or heart rates on {paced} of the {len(ahead)} days ahead"
    most, was = (max((w.distance_m for w in s.weeks), default=0) for s in (new, old))
    if abs(most - was) <= LEAST_VOLUME * was:
        return days
    now, before = (wording.kilometres(metres, unit, 0) for metres in (most, was))
    return f"{days}, and the largest week is {now}, not {before}"


def _notations(sessions: Sequence[PlannedSession]) -> tuple[str, ...]:
    return tuple(session.notation for session in sessions)


def _steps(sessions: Sequence[PlannedSession]) -> tuple[object, ...]:
    return tuple(session.steps for session in sessions)
