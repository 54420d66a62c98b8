"""What the current season was issued for, in lines: the answers as they were understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homestretch.athlete.model import (
    WEEKDAYS,
    Athlete,
    Availability,
    FixedSession,
    Injury,
    Race,
    Result,
    Span,
)
from homestretch.desk.fields import SITES
from homestretch.units import format_distance
from homestretch.web import wording

GATES = {
    "heart_condition": "Heart condition",
    "pregnant": "Pregnancy or a birth in the last twelve weeks",
    "active_bone_stress": "A stress fracture that is not healed",
    "eating_disorder": "An eating disorder",
}


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of one step of the set-up."""

    step: str
    title: str
    lines: tuple[str, ...]


def show_answers(athlete: Athlete) -> tuple[AnswerGroup, ...]:
    """The three steps of the set-up, each in a few lines."""
    return (
        AnswerGroup("race", "Races", tuple(wording.capital(race_words(r)) for r in athlete.races)),
        AnswerGroup("you", "Results and speed", tuple(_person(athlete))),
        AnswerGroup("weeks", "Weeks, holidays and health", tuple(_weeks(athlete))),
    )


def race_words(race: Race) -> str:
    """`1500 m on 12 June 2027 (A), goal 4:28.0`."""
    goal = f", goal {wording.race_time(race.goal_s)}" if race.goal_s else ""
    return f"{format_distance(race.distance_m)} on {wording.full_date(race.date)} ({race.priority}){goal}"


def result_words(result: Result) -> str:
    """`800 m in 2:12.4, 2 September 2026`."""
    time = wording.race_time(result.time_s)
    return f"{format_distance(result.distance_m)} in {time}, {wording.full_date(result.date)}"


def club_words(club: FixedSession) -> str:
    """`track session on Tuesday, 90 min`."""
    length = f", {club.minutes} min" if club.minutes else ""
    return f"{club.what} on {WEEKDAYS[club.weekday]}{length}"


def holiday_words(span: Span) -> str:
    """`3 to 9 April`, `3 April`."""
    return wording.short_date(span.start) if span.start == span.end else wording.dates(span.start, span.end)


def injury_words(injury: Injury) -> str:
    """`calf, free of pain since 3 January 2027`."""
    site = SITES.get(injury.site, injury.site).lower()
    return f"{site}, free of pain since {wording.full_date(injury.span.end)}"


def days_words(days: tuple[int, ...]) -> str:
    """`Mon, Tue and Sat`, `any day`, `no day`."""
    if len(days) == len(WEEKDAYS):
        return "any day"
    return wording.listing([WEEKDAYS[d][:3] for d in days]) if days else "no day"


def track_words(availability: Availability) -> str:
    track = availability.track
    return "whenever you like" if track is None else f"on {days_words(track)}" if track else "none"


def minutes_words(availability: Availability) -> str:
    """`Mon 45, Thu 60`; empty where no day has a limit."""
    limits = zip(WEEKDAYS, availability.minutes, strict=True)
    return ", ".join(f"{day[:3]} {limit}" for day, limit in limits if limit is not None)


def _person(athlete: Athlete) -> Iterator[str]:
    yield from map(result_words, athlete.results)
    if not athlete.results:
        yield "No result yet"
    if athlete.flying30_s is not None:
        yield f"Flying 30 m in {athlete.flying30_s:.2f} s"
    if athlete.max_hr:
        yield f"Largest heart rate {athlete.max_hr}"
    if athlete.rest_hr:
        yield f"Heart rate at rest {athlete.rest_hr}"


def _weeks(athlete: Athlete) -> Iterator[str]:
    a = athlete.availability
    long_run = f"; long run on {WEEKDAYS[a.long_run]}" if a.long_run is not None else ""
    yield f"Running: {days_words(a.days)}{long_run}"
    yield f"Track: {track_words(a)}"
    if a.gym:
        yield f"Gym: {days_words(a.gym)}"
    if not a.hills:
        yield "No hills"
    if minutes_words(a):
        yield f"Minutes at most: {minutes_words(a)}"
    if athlete.weekly_km is not None:
        yield f"{athlete.weekly_km:g} km a week now"
    if athlete.longest_run_km is not None:
        yield f"Longest run of the last 30 days: {athlete.longest_run_km:g} km"
    if athlete.quality_per_week is not None:
        yield f"Hard sessions a week now: {athlete.quality_per_week:g}"
    yield from (f"Club: {club_words(club)}" for club in a.fixed)
    yield from (f"No running: {holiday_words(span)}" for span in athlete.busy)
    yield from (f"Injury: {injury_words(injury)}" for injury in athlete.health.injuries)
    yield from (said for name, said in GATES.items() if getattr(athlete.health, name))
