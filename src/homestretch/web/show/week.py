"""The page of one week: objective, seven days, doses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from homestretch.athlete.model import PILLARS
from homestretch.desk.days import phase_of
from homestretch.desk.planner import method
from homestretch.planning.season import Day, Season, Week
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.pictures.dose import dose_bar
from homestretch.web.show.compliance import DoneShow
from homestretch.web.show.day import goes_by_effort
from homestretch.web.show.matches import AskShow, DayDone, DoneLink, MatchShow
from homestretch.web.show.session import SessionLine, line_of


@dataclass(frozen=True, slots=True)
class Slot:
    """A session of the day, what became of it, None while that is open, and whether to ask for it."""

    line: SessionLine
    answer: MatchShow | None
    ask: AskShow | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the week; two slots at most."""

    on: date
    short: str
    now: bool
    sessions: tuple[Slot, ...]
    unplanned: tuple[DoneLink, ...]


@dataclass(frozen=True, slots=True)
class Dose:
    """One pillar's part of the week."""

    pillar: str
    name: str
    bar: SafeString
    amount: str
    band: str


@dataclass(frozen=True, slots=True)
class WeekShow:
    """Everything the page of a week shows."""

    number: int
    place: str
    objective: str  # what the week is for
    led_by: str  # and what it is for above all, a sentence; empty where the first says it all
    days: tuple[DayRow, ...]
    doses: tuple[Dose, ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    has_quality: bool
    by_effort: bool
    done: DoneShow | None  # of a week that has begun


def show_week(
    week: Week,
    season: Season,
    today: date,
    unit: PaceUnit,
    done: Mapping[date, DayDone] | None = None,
    in_all: DoneShow | None = None,
) -> WeekShow:
    """The page of ``week``, with what was ``done`` on its days and ``in_all``."""
    done = done or {}
    names = {kind.id: kind.name for kind in method().sessions.values()}
    aim, _, lead = week.objective.rstrip(".").partition(": ")
    parts = [f"Week {week.number} of {season.weeks[-1].number}"]
    phase = phase_of(season, week.start)
    if phase is not None:
        at = (week.start - phase.start).days // 7 + 1
        parts.append(f"{wording.capital(phase.name)} {at} of {phase.weeks}")
    parts += [wording.EMPHASIS_NAMES[week.emphasis], wording.week_dates(week.start)]
    return WeekShow(
        number=week.number,
        place=" · ".join(parts),
        objective=aim,
        led_by=f"{wording.capital(wording.notation(lead))}." if lead else "",
        days=tuple(
            DayRow(d.date, f"{wording.DAYS[d.date.weekday()][:3]} {d.date.day}", d.date == today,
                   _slots(d, done.get(d.date)), done[d.date].unplanned if d.date in done else ())
            for d in week.days
        ),
        doses=doses(week),
        totals=_totals(week, unit),
        notes=tuple(wording.without_ids(note, names) for note in week.notes),
        has_quality=sum(week.pillar_load) > 0,
        by_effort=goes_by_effort(season, week),
        done=in_all,
    )  # fmt: skip


def _slots(day: Day, done: DayDone | None) -> tuple[Slot, ...]:
    if done is None:
        return tuple(Slot(line_of(session), None, None) for session in day.sessions)
    pairs = zip(day.sessions, done.slots, strict=True)
    return tuple(Slot(line_of(session), slot.answer, slot.ask) for session, slot in pairs)


def doses(week: Week) -> tuple[Dose, ...]:
    """Minutes of each pillar, and its share of the quality load against the band."""
    load = sum(week.pillar_load)
    found = []
    for k, pillar in enumerate(PILLARS):
        share = week.pillar_load[k] / load * 100 if load else 0.0
        band = week.pillar_band[k] if k < len(week.pillar_band) else (0, 0)
        asked = f"{band[0]} to {band[1]} %" if band[1] else ""
        said = f"{share:.0f} % of the quality load" + (f", between {asked} asked for" if asked else "")
        bar = mark_safe(dose_bar(pillar, share, band, said))
        found.append(
            Dose(pillar, wording.PILLAR_NAMES[pillar], bar, f"{week.pillar_minutes[k]:.0f} min", asked)
        )
    return tuple(found)


def _totals(week: Week, unit: PaceUnit) -> tuple[tuple[str, str], ...]:
    minutes = sum(s.duration_s for d in week.days for s in d.sessions)
    found = [("Running", wording.kilometres(week.distance_m, unit)), ("Time", wording.duration(minutes))]
    if week.high_speed_m:
        found.append(("Fast metres, 1500 pace or quicker", wording.kilometres(week.high_speed_m, unit)))
    if week.contacts:
        found.append(("Ground contacts in jumps", str(week.contacts)))
    found.append(("Load, RPE times minutes", str(week.load)))
    return tuple(found)
