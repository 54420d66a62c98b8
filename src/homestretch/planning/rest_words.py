"""What a day without running is for, by what stands around it.

In: the season's sessions by day, the days that the athlete is busy. Out: one or two sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from homestretch.athlete.model import WEEKDAYS, Span
from homestretch.planning.by_time import TIMED
from homestretch.planning.season import PlannedSession
from homestretch.planning.sentences import within

DAY = timedelta(days=1)
LONG_RUN = "AB04"


@dataclass(frozen=True, slots=True)
class Around:
    """The days of a season that hold something, and the athlete's busy days."""

    days: Mapping[date, tuple[PlannedSession, ...]]
    away: tuple[Span, ...] = ()

    def busy(self, day: date) -> bool:
        return any(span.start <= day <= span.end for span in self.away)

    def run_on(self, day: date) -> PlannedSession | None:
        """The run that a day is about: its race or hard session, else its longest run."""
        runs = [s for s in self.days.get(day, ()) if s.distance_m]
        return max(runs, key=lambda s: (s.id == "RACE", s.quality, s.distance_m), default=None)


def rest_reason(day: date, around: Around) -> str:
    """Why there is no running on ``day``."""
    before, after = around.run_on(day - DAY), around.run_on(day + DAY)
    if after is not None and after.id == "RACE":
        return (
            "The day before the race: no running, everything packed early, a quiet evening. "
            "Nothing run today makes tomorrow faster."
        )
    if before is not None and before.id == "RACE":
        return "The day after the race: no running. A walk loosens the legs better than a jog would."
    if around.busy(day):
        return "You are busy today, so no running is planned. What is missed is not made up later."
    if day == min(around.days):
        return f"The plan begins with a day off.{_next(day, around)}"
    if before is None:
        return f"Another day without running: the rest goes on, and no fitness is lost by it.{_next(day, around)}"
    if before.quality and after is not None and after.quality:
        return f"Between {_named(before)} and {_named(after)}: a whole day for the legs to come back."
    if before.quality:
        return f"The day after {_named(before)}: that work takes effect while you rest. Sleep and eat well."
    if after is not None and after.quality:
        return f"The day before {_named(after)}: rest now, so that the legs are fresh for it."
    if before.id == LONG_RUN:
        return "The day after the long run: let the legs recover. Sleep and food do the work today."
    return "Between easier days: the running of the last days settles in. Sleep and food do the work today."


def _named(s: PlannedSession) -> str:
    return "your club session" if s.id == "CLUB" else f"the {within(s.name).removesuffix(TIMED)}"


def _next(day: date, around: Around) -> str:
    """When running begins or goes on, if within a week."""
    ahead = (day + n * DAY for n in range(1, 8))
    then = next((d for d in ahead if around.run_on(d) is not None), None)
    if then is None:
        return ""
    return f" {'Running starts' if day == min(around.days) else 'The next run is'} on {WEEKDAYS[then.weekday()]}."
