"""What a season says of club sessions that a week is without: they are fixed, so each that is left out has its reason.

In: placed weeks and their slots. Out: the weeks with one note for each club session left out (method 13.28).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from homestretch.athlete.model import WEEKDAYS
from homestretch.planning.season import Week
from homestretch.planning.slots import WeekSlots

NO_ROOM = "the week's limits on hard days and load leave it no room"


def with_club_notes(weeks: tuple[Week, ...], slots: tuple[WeekSlots, ...], start: date) -> tuple[Week, ...]:
    """The weeks, each with a note for every club session that it leaves out though the athlete is there.

    Args:
        slots: the days of each of the weeks, in their order.
        start: the season's first day; nothing is said of days before it.
    """
    return tuple(
        replace(w, notes=(*w.notes, *_left_out(w, own, start))) for w, own in zip(weeks, slots, strict=True)
    )


def _left_out(week: Week, slots: WeekSlots, start: date) -> list[str]:
    held = {n for n, d in enumerate(week.days) if any(s.id == "CLUB" for s in d.sessions)}
    reasons = {**{d: NO_ROOM for d, _ in slots.clubs}, **dict(slots.clubs_out)}
    return [
        f"The club session on {WEEKDAYS[d]} is left out: {why}"
        for d, why in sorted(reasons.items())
        if d not in held and week.days[d].date >= start
    ]
