"""The last step of the set-up: days, places, club sessions, holidays, injuries and health."""

from __future__ import annotations

from datetime import date
from typing import Any

from homestretch.athlete.model import (
    DAY_KEYS,
    PILLARS,
    WEEKDAYS,
    Availability,
    FixedSession,
    Health,
    Injury,
    Race,
    Span,
)
from homestretch.desk.fields import CLUBS, HEALTH_GATE, HOLIDAYS, INJURIES, SITES
from homestretch.desk.reading import Reading, age_on, day_numbers, day_of, number, whole

OF_AGE = 18  # years; under it a guardian consents, INV-01
LONGEST_HOLIDAY = 92  # days; a longer one is a slip of the year more often than a holiday
CLUB_MINUTES = (20, 240)
DAY_MINUTES = (15, 300)
LONGEST_NAME = 60  # characters of a club session's name, so that it fits a line


def read_weeks(reading: Reading, races: tuple[Race, ...]) -> dict[str, Any]:
    """What the last step says of an athlete, by the names of the athlete's parts; health aside."""
    return {
        "availability": _availability(reading),
        "busy": _holidays(reading, races),
        "weekly_km": reading.read("weekly_km", number(0, 250, "km a week")),
        "longest_run_km": reading.read("longest_run_km", number(0, 60, "km")),
        "quality_per_week": reading.read("quality_per_week", number(0, 4, "hard sessions a week")),
        "guardian_contact": reading.text("guardian_contact") or None,
    }


def read_health(reading: Reading, born: date | None) -> Health:
    """The health questions, injuries, and for runners under 18 the guardian's consent."""
    yes = reading.chosen("health")
    young = born is not None and age_on(born, reading.today) < OF_AGE
    consent = bool(reading.text("guardian_consent"))
    if young and not consent:
        reading.fault("guardian_consent", "Under 18 a parent or guardian has to agree before a plan is made.")
    if young and not reading.text("guardian_contact"):
        reading.fault(
            "guardian_contact", "Give a parent's, guardian's or coach's telephone or e-mail address."
        )
    return Health(
        clearance=bool(reading.text("clearance")),
        bone_stress_history=bool(reading.text("bone_history")),
        guardian_consent=young and consent,
        injuries=_injuries(reading),
        **{name: name in yes for name in HEALTH_GATE},  # type: ignore[arg-type]
    )


def _availability(reading: Reading) -> Availability:
    days = day_numbers(reading.chosen("days")) or tuple(range(7))
    track = day_numbers(reading.chosen("track_days"))
    long_run = reading.text("long_run")
    if long_run in DAY_KEYS and DAY_KEYS.index(long_run) not in days:
        reading.fault(
            "long_run",
            f"{WEEKDAYS[DAY_KEYS.index(long_run)]} is not among your running days; add it or choose another.",
        )
    if reading.text("track") == "some" and not track:
        reading.fault("track_days", "Tick the days on which you can use the track, or choose never.")
    minutes = tuple(reading.read(f"minutes_{day}", whole(*DAY_MINUTES, "minutes")) for day in DAY_KEYS)
    return Availability(
        days=days,
        minutes=minutes,
        track={"always": None, "never": ()}.get(reading.text("track"), track or None),
        gym=day_numbers(reading.chosen("gym_days")),
        hills=reading.text("hills") != "no",
        long_run=DAY_KEYS.index(long_run) if long_run in DAY_KEYS else None,
        fixed=_clubs(reading, days, minutes),
    )


def _clubs(
    reading: Reading, days: tuple[int, ...], minutes: tuple[int | None, ...]
) -> tuple[FixedSession, ...]:
    found: dict[int, FixedSession] = {}
    for n in CLUBS:
        day_name, what_name, pillar_name, minutes_name = (
            f"club{n}_{part}" for part in ("day", "what", "pillar", "minutes")
        )
        if not reading.given(day_name, what_name, pillar_name, minutes_name):
            continue
        length = reading.read(minutes_name, whole(*CLUB_MINUTES, "minutes"))
        if reading.text(day_name) not in DAY_KEYS:
            reading.fault(day_name, "Say on which day the club meets, or clear this session.")
            continue
        day = DAY_KEYS.index(reading.text(day_name))
        limit = minutes[day]
        if day not in days:
            reading.fault(
                day_name, f"{WEEKDAYS[day]} is not among your running days; add it or choose another."
            )
        elif day in found:
            reading.fault(day_name, f"Two club sessions on {WEEKDAYS[day]}: keep one of them.")
        elif limit is not None and length is not None and length > limit:
            reading.fault(
                minutes_name,
                f"You gave {WEEKDAYS[day]} {limit} minutes; give it more, or shorten the session.",
            )
        pillar = reading.text(pillar_name)
        found[day] = FixedSession(
            weekday=day,
            what=reading.text(what_name)[:LONGEST_NAME] or "Club session",
            pillar=pillar if pillar in PILLARS else None,
            minutes=length,
        )
    return tuple(found[day] for day in sorted(found))


def _holidays(reading: Reading, races: tuple[Race, ...]) -> tuple[Span, ...]:
    found = []
    for n in HOLIDAYS:
        first_name, last_name = f"holiday{n}_from", f"holiday{n}_to"
        if not reading.given(first_name, last_name):
            continue
        first, last = reading.read(first_name, day_of), reading.read(last_name, day_of)
        reading.need(first_name, first, "Give the first day without running, or clear this holiday.")
        reading.need(last_name, last, "Give the last day without running, or clear this holiday.")
        if first is None or last is None:
            continue
        span = Span(first, last)
        length = (last - first).days + 1
        raced = [day for race in races for day in (race.date, *race.rounds) if first <= day <= last]
        if length < 1:
            reading.fault(last_name, "The holiday ends before it starts; swap the two days.")
        elif length > LONGEST_HOLIDAY:
            reading.fault(last_name, f"This makes {length} days without running; check the dates.")
        elif raced:
            reading.fault(
                first_name, f"Your race of {raced[0]} falls into this holiday; change one of the two."
            )
        if reading.sound(first_name, last_name):
            found.append(span)
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _injuries(reading: Reading) -> tuple[Injury, ...]:
    found = []
    for n in INJURIES:
        site_name, first_name, last_name, bone_name = (
            f"injury{n}_{part}" for part in ("site", "from", "to", "bone")
        )
        if not reading.given(site_name, first_name, last_name, bone_name):
            continue
        site = reading.text(site_name) if reading.text(site_name) in SITES else None
        reading.need(site_name, site, "Say where it hurt, or clear this injury.")
        first = reading.past(first_name, "This day is still to come; give the day on which it began.")
        last = reading.past(
            last_name,
            "This day is still to come. As long as it hurts, see a clinician first; a plan comes after.",
        )
        reading.need(last_name, last, "Give the day from which you ran without pain; a guess will do.")
        if first is not None and last is not None and last < first:
            reading.fault(last_name, "The injury is over before it began; swap the two days.")
        if site is not None and last is not None and reading.sound(site_name, first_name, last_name):
            found.append(Injury(site, Span(first or last, last), bool(reading.text(bone_name))))
    return tuple(found)
