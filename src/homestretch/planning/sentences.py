"""How the planner says days, events and names within a sentence."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EVENTS = {800: "800 m", 1500: "1500 m", 1609: "mile", 3000: "3000 m", 5000: "5000 m"}


def say(day: date) -> str:
    """`26 January`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def event_words(distance_m: float) -> str:
    """`1500 m`, `mile`."""
    return EVENTS.get(round(distance_m), f"{distance_m:.0f} m")


def plain(sentence: str) -> str:
    """A blueprint's objective as the end of a sentence: small first letter, no full stop."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def within(name: str) -> str:
    """A session's name within a sentence: `continuous tempo`, but `CS intervals`."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]
