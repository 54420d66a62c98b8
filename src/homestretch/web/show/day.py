"""The page of one day: what, how fast, why, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from homestretch.blueprint.model import Guidance
from homestretch.desk.days import DayView
from homestretch.desk.support import HowTo
from homestretch.planning.season import Season, Week
from homestretch.units import PaceUnit, format_distance
from homestretch.web import wording
from homestretch.web.show.matches import DayDone
from homestretch.web.show.session import SessionLine, SessionShow, line_of, show_session

LAP_M = 400
WEEKS_BY_EFFORT = 2  # where a season without a result has no test


@dataclass(frozen=True, slots=True)
class NeighbourShow:
    """Yesterday or tomorrow in a line each."""

    word: str
    on: date
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class DayShow:
    """Everything the page of a day shows."""

    on: date
    kind: str
    title: str  # of the browser's tab
    place: str
    main: SessionShow | None
    others: tuple[SessionShow, ...]
    countdown: str
    race_goal: str
    guidance: Guidance | None
    neighbours: tuple[NeighbourShow, ...]
    first_day: str
    first_sessions: tuple[SessionLine, ...]
    days_until: str
    by_effort: bool  # no result yet, and the first test still to come
    done: DayDone | None


def show_day(
    view: DayView,
    season: Season,
    unit: PaceUnit,
    guidance: Guidance | None,
    how: Mapping[str, HowTo],
    is_today: bool,
    done: DayDone | None = None,
) -> DayShow:
    """The page of ``view`` in ``season``, with what was ``done`` on the day."""
    first = next(d for w in season.weeks for d in w.days if d.date >= season.start and d.sessions)
    sessions = [show_session(s, unit, how.get(s.id)) for s in (view.day.sessions if view.day else ())]
    main = max(sessions, key=_weight, default=None)
    return DayShow(
        on=view.on,
        kind=view.kind,
        title="Today" if is_today else wording.long_date(view.on),
        place=place_of(view),
        main=main,
        others=tuple(s for s in sessions if s is not main),
        countdown=_countdown(view),
        race_goal=_race_goal(view),
        guidance=guidance,
        neighbours=_neighbours(view, is_today),
        first_day=wording.long_date(first.date),
        first_sessions=tuple(line_of(s) for s in first.sessions),
        days_until=in_days((view.first_day - view.on).days),
        by_effort=view.kind == "training" and goes_by_effort(season, view.week),
        done=done if done is not None and (done.told or done.unplanned) else None,
    )


def goes_by_effort(season: Season, week: Week | None) -> bool:
    """A beginner without a result, in the weeks before the first test is done."""
    if week is None or season.abilities.has_result:
        return False
    return week.number <= next((w.number for w in season.weeks if w.emphasis == "test"), WEEKS_BY_EFFORT)


def place_of(view: DayView) -> str:
    """`Tuesday 9 March · Specific 3 of 5 · intensity week`."""
    parts = [wording.long_date(view.on)]
    if view.phase is not None and view.kind != "before":
        parts.append(f"{wording.capital(view.phase.name)} {view.week_of_phase} of {view.phase.weeks}")
    if view.week is not None and view.kind != "before":
        parts.append(wording.EMPHASIS_NAMES[view.week.emphasis])
    return " · ".join(parts)


def in_days(count: int) -> str:
    return "today" if count == 0 else "tomorrow" if count == 1 else f"in {count} days"


def _weight(session: SessionShow) -> tuple[bool, bool, bool]:
    return session.is_race, bool(session.rows) and session.pillar != "support", session.pillar == "support"


def _countdown(view: DayView) -> str:
    if view.next_race is None or view.days_to_race is None or view.days_to_race == 0:
        return ""
    race = view.next_race
    return f"{format_distance(race.distance_m)} {in_days(view.days_to_race)}"


def _race_goal(view: DayView) -> str:
    """The goal with its even laps, as a start for race-day thoughts."""
    race = view.next_race
    if view.kind != "race" or race is None or race.goal_s is None or view.on < max((race.date, *race.rounds)):
        return ""
    lap = race.goal_s * LAP_M / race.distance_m
    return f"Goal {wording.race_time(race.goal_s)}: even laps of {lap:.1f} s"


def _neighbours(view: DayView, is_today: bool) -> tuple[NeighbourShow, ...]:
    words = ("Yesterday", "Tomorrow") if is_today else ("The day before", "The day after")
    beside = ((words[0], -1, view.yesterday), (words[1], 1, view.tomorrow))
    return tuple(
        NeighbourShow(word, view.on + timedelta(days=step), tuple(line_of(s) for s in day.sessions))
        for word, step, day in beside
        if day is not None and day.sessions
    )
