"""Sessions that no two days of a week keep far enough apart (INV-17, INV-18, MC04): what a week cannot hold together.

In: the kinds of session, and which of them are hard. Out: pairs of ids, for a week and for a week and the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from homestretch.blueprint.model import SessionType
from homestretch.planning.eligible import APART_DAYS, Eligibility, family
from homestretch.planning.slots import WeekSlots
from homestretch.planning.week_task import RESTED_SPARKS, glycolytic_days

Days = tuple[int, ...]
Found = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Pairs:
    """Answers for the weeks of one season; weeks with the same days have the same."""

    eligibility: Eligibility
    kinds: tuple[SessionType, ...]
    hard: frozenset[str]
    needs: dict[tuple[str, str], int] = field(default_factory=dict)  # days from the first to the second
    known: dict[tuple[object, ...], Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.needs = {(a.id, b.id): self._apart(a, b) for a in self.kinds for b in self.kinds}

    def within(self, slots: WeekSlots) -> Found:
        """Pairs that the week cannot hold."""
        key = _days_key(slots)
        if key not in self.known:
            days = self._days(slots)
            self.known[key] = tuple(
                (a, b)
                for a in days
                for b in days
                if a < b
                and not _fit(days[a], days[b], self.needs[a, b])
                and not _fit(days[b], days[a], self.needs[b, a])
            )
        return self.known[key]

    def between(self, slots: WeekSlots, after: WeekSlots) -> Found:
        """Pairs of a session of the week and one of the next."""
        key = *_days_key(slots), *_days_key(after)
        if key not in self.known:
            first = {s: min(days) for s, days in self._days(slots).items() if days}
            last = {s: 7 + max(days) for s, days in self._days(after).items() if days}
            self.known[key] = tuple(
                (a, b) for a in first for b in last if last[b] - first[a] < self.needs[a, b]
            )
        return self.known[key]

    def _days(self, slots: WeekSlots) -> dict[str, Days]:
        """Weekdays that are open to each session."""
        out = {}
        for kind in self.kinds:
            on_track = self.eligibility.needs_track(kind)
            free = slots.quality if kind.id in self.hard else [m > 0 for m in slots.minutes]
            out[kind.id] = tuple(d for d in range(7) if free[d] and (slots.track[d] or not on_track))
        return out

    def _apart(self, a: SessionType, b: SessionType) -> int:
        """Days from ``a`` to ``b`` at the least, where ``b`` comes later."""
        first, second = a.id in self.hard, b.id in self.hard
        if not second:  # sprints not the day after quality (MC13)
            return APART_DAYS if first else 1
        if not first and a.id not in RESTED_SPARKS:
            return 1
        need = self.eligibility.rec_days(a, family(a.id) == family(b.id))
        return max(need, APART_DAYS, glycolytic_days(self.eligibility, a, b)) if first else need


def _fit(early: Iterable[int], late: Days, need: int) -> bool:
    """Is there a day for each, with the second late enough?"""
    return any(y - x >= need for x in early for y in late)


def _days_key(slots: WeekSlots) -> tuple[object, ...]:
    return slots.quality, tuple(m > 0 for m in slots.minutes), slots.track
