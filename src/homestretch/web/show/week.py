"""The page of one week: objective, seven days, doses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from homestretch.athlete.model import PILLARS, WEEKDAYS
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

LOADING = ("volume", "intensity")  # weeks whose shares are held to


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
    """One pillar's part of the week: its share of the hard work, as number, as bar, and as asked for."""

    pillar: str
    name: str
    bar: SafeString
    share: str
    band: str
    minutes: str
    outside: bool  # of what is asked for


@dataclass(frozen=True, slots=True)
class WeekShow:
    """Everything the page of a week shows."""

    number: int
    place: str
    objective: str  # what the week is for
    led_by: str  # and what it is for above all, a sentence; empty where the first says it all
    days: tuple[DayRow, ...]
    doses: tuple[Dose, ...]
    doses_said: tuple[str, ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
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
    found = doses(week)
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
            DayRow(d.date, f"{WEEKDAYS[d.date.weekday()][:3]} {d.date.day}", d.date == today,
                   _slots(d, done.get(d.date)), done[d.date].unplanned if d.date in done else ())
            for d in week.days
        ),
        doses=found,
        doses_said=_doses_said(week, found, season.abilities.level),
        totals=_totals(week, unit),
        notes=tuple(wording.without_ids(note, names) for note in week.notes),
        by_effort=goes_by_effort(season, week),
        done=in_all,
    )  # fmt: skip


def _slots(day: Day, done: DayDone | None) -> tuple[Slot, ...]:
    if done is None:
        return tuple(Slot(line_of(session), None, None) for session in day.sessions)
    pairs = zip(day.sessions, done.slots, strict=True)
    return tuple(Slot(line_of(session), slot.answer, slot.ask) for session, slot in pairs)


def doses(week: Week) -> tuple[Dose, ...]:
    """Each pillar's share of the quality load against the band, and its minutes."""
    load = sum(week.pillar_load)
    found = []
    for k, pillar in enumerate(PILLARS):
        share = week.pillar_load[k] / load * 100 if load else 0.0
        band = week.pillar_band[k] if k < len(week.pillar_band) else (0, 0)
        asked = f"{band[0]} to {band[1]} %" if band[1] else ""
        said = f"{share:.0f} % of the hard work" + (f", {asked} asked for" if asked else "")
        bar = mark_safe(dose_bar(pillar, share, band, said))
        outside = bool(load and asked) and not band[0] <= round(share) <= band[1]
        minutes = f"{week.pillar_minutes[k]:.0f} min"
        found.append(
            Dose(pillar, wording.PILLAR_NAMES[pillar], bar, f"{share:.0f} %", asked, minutes, outside)
        )
    return tuple(found)


def _doses_said(week: Week, found: Sequence[Dose], level: str) -> tuple[str, ...]:
    """What number and bar are, and why some lie outside of what is asked for (SCIENCE 13.7, 13.23)."""
    if not sum(week.pillar_load):
        return ("No hard work this week; the shaded stretch is the share that the method would ask for.",)
    said = (
        "Number and bar are the pillar's share of this week's hard work, by load; the shaded stretch is the least and "
        "the most that is asked for."
    )
    if not any(dose.outside for dose in found):
        return (said,)
    hard = sum(session.quality for day in week.days for session in day.sessions)
    if week.emphasis not in LOADING:
        why = f"In a {wording.EMPHASIS_NAMES[week.emphasis]} the order of the pillars counts, not the size of their shares."
    elif level == "beginner" or hard <= 1:
        why = (
            "With one hard session a week, or as a beginner, one session decides the shares: they are shown, and not "
            "held to."
        )
    else:
        why = "The shares are balanced over four weeks of training together, so one week may lie outside."
    return (said, why)


def _totals(week: Week, unit: PaceUnit) -> tuple[tuple[str, str], ...]:
    minutes = sum(s.duration_s for d in week.days for s in d.sessions)
    found = [("Running", wording.kilometres(week.distance_m, unit)), ("Time", wording.duration(minutes))]
    if week.high_speed_m:
        found.append(("Fast metres, 1500 pace or quicker", wording.kilometres(week.high_speed_m, unit)))
    if week.contacts:
        found.append(("Ground contacts in jumps", str(week.contacts)))
    found.append(("Load, RPE times minutes", str(week.load)))
    return tuple(found)
