"""What both season pictures share: flags of races and tests, and the picture's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from homestretch.athlete.model import Race, Span
from homestretch.planning.season import MOSTLY_AWAY, Season, Week, days_away
from homestretch.units import format_distance
from homestretch.web import wording
from homestretch.web.pictures.svg import Label, picture

WIDE, MIDDLE, NARROW = 1060.0, 560.0, 300.0  # px
FAST = ((3, "finishing_kick"), (2, "transition_speed"), (1, "lactate_tolerance"))  # place in PILLARS, name
FLAG_W = 22.0


@dataclass(frozen=True, slots=True)
class Event:
    """A race or test that carries a flag."""

    day: date
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks and labels apart, so that a test can measure the labels."""

    width: float
    height: float
    marks: list[str]
    labels: list[Label]
    name: str

    def svg(self) -> str:
        return picture(self.width, self.height, self.name, self.marks, self.labels)


def events(season: Season, races: tuple[Race, ...]) -> tuple[Event, ...]:
    """Races with their dates and test weeks, in order of time."""
    last = season.weeks[-1].start + timedelta(days=6)
    found = [
        Event(
            race.date,
            f"{format_distance(race.distance_m)}, {wording.tiny_date(race.date)}",
            race.priority == "A",
        )
        for race in races
        if season.weeks[0].start <= race.date <= last
    ]
    found += [Event(week.start, "test", False) for week in season.weeks if week.emphasis == "test"]
    return tuple(sorted(found, key=lambda event: (event.day, event.text)))


def word_of(week: Week, away: Sequence[Span]) -> str:
    """What a low bar says of itself: `away`, `rest`, or nothing."""
    if days_away(week, away) >= MOSTLY_AWAY:
        return "away"
    return "rest" if week.emphasis == "deload" else ""


def picture_name(season: Season) -> str:
    first, last = season.weeks[0], max(season.weeks, key=lambda w: w.distance_m)
    phases = wording.listing([f"{p.name} {p.weeks}" for p in season.phases])
    return (
        f"{len(season.weeks)} weeks, phases in weeks: {phases}. "
        f"Volume from {first.distance_m / 1000:.0f} to at most {last.distance_m / 1000:.0f} km a week. "
        "The table below has the numbers."
    )
