"""The page of the season: one picture with its finding, the phases, and what could not be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from homestretch.athlete.model import Athlete, Race, Span
from homestretch.desk.planner import method
from homestretch.planning.season import PhaseSpan, Season, SpineReport, Week, days_away
from homestretch.units import PaceUnit, format_distance
from homestretch.web import wording
from homestretch.web.pictures.season_across import season_across
from homestretch.web.pictures.season_down import season_down
from homestretch.web.pictures.season_parts import MIDDLE, NARROW, WIDE
from homestretch.web.show.findings import season_finding
from homestretch.web.show.granted import plan_assumptions
from homestretch.web.show.session import mark_of

MOST_KEY_SESSIONS = 8


@dataclass(frozen=True, slots=True)
class KeySession:
    """A hard session of a phase: how often, and when first."""

    id: str
    pillar: str
    name: str
    times: str
    first: date
    in_library: bool


@dataclass(frozen=True, slots=True)
class PhaseShow:
    title: str
    when: str
    purpose: str
    now: bool
    key_sessions: tuple[KeySession, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A line of the table behind the picture."""

    number: int
    first: str  # its Monday, short
    dates: str
    phase: str
    emphasis: str
    km: str
    minutes: tuple[str, ...]
    event: str
    now: bool


@dataclass(frozen=True, slots=True)
class SeasonShow:
    finding: str
    place: str
    wide: SafeString
    middle: SafeString
    narrow: SafeString
    weeks: tuple[WeekRow, ...]
    phases: tuple[PhaseShow, ...]
    spine: SpineReport | None
    assumptions: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]


def show_season(season: Season, athlete: Athlete, today: date, unit: PaceUnit) -> SeasonShow:
    """The page of an issued season."""
    names = {kind.id: kind.name for kind in method().sessions.values()}
    races = athlete.races
    return SeasonShow(
        finding=season_finding(season),
        place=season_place(season, races),
        wide=mark_safe(season_across(season, races, today, WIDE, athlete.busy).svg()),
        middle=mark_safe(season_across(season, races, today, MIDDLE, athlete.busy).svg()),
        narrow=mark_safe(season_down(season, races, today, NARROW, athlete.busy).svg()),
        weeks=week_rows(season, races, today, unit, athlete.busy),
        phases=tuple(_phase(span, season, today) for span in season.phases),
        spine=_spine(season.spine, names) if season.spine and _has_words(season.spine) else None,
        assumptions=plan_assumptions(season, athlete),
        notes=tuple((w.number, wording.without_ids(note, names)) for w in season.weeks for note in w.notes),
    )


def _has_words(report: SpineReport) -> bool:
    """Is there anything to say: demands of the race, or threshold that rests for too long?"""
    return bool(report.required or report.threshold_said)


def _spine(report: SpineReport, names: Mapping[str, str]) -> SpineReport:
    """The report with sessions by their names alone."""
    lists = (report.required, report.reached, report.missing, report.stands_in)
    plain = (tuple(wording.without_ids(text, names) for text in texts) for texts in lists)
    return SpineReport(*plain, report.room, report.asked, report.threshold_said)


def week_rows(
    season: Season, races: Sequence[Race], today: date, unit: PaceUnit, away: Sequence[Span] = ()
) -> tuple[WeekRow, ...]:
    """The season as a table; ``away``: days on which nothing is planned."""
    return tuple(
        WeekRow(
            week.number,
            wording.tiny_date(week.start),
            wording.week_dates(week.start),
            wording.capital(week.phase),
            _kind(week, away),
            wording.kilometres(week.distance_m, unit, 0),
            tuple(f"{minutes:.0f}" for minutes in week.pillar_minutes),
            ", ".join(
                format_distance(r.distance_m) for r in races if week.start <= r.date < _after(week.start)
            ),
            week.start <= today < _after(week.start),
        )
        for week in season.weeks
    )


def _kind(week: Week, away: Sequence[Span]) -> str:
    """`volume`, `volume, 5 days away`, `away`."""
    gone = days_away(week, away)
    if gone == 7:
        return "away"
    name = wording.EMPHASIS_NAMES[week.emphasis].removesuffix(" week")
    return f"{name}, {gone} {'day' if gone == 1 else 'days'} away" if gone else name


def _after(monday: date) -> date:
    return monday + timedelta(days=7)


def season_place(season: Season, races: tuple[Race, ...]) -> str:
    goal = next((r for r in sorted(races, key=lambda r: r.date, reverse=True) if r.priority == "A"), None)
    weeks = f"{len(season.weeks)} weeks" if len(season.weeks) > 1 else "1 week"
    if goal is None:
        return weeks
    return f"{weeks} to the {format_distance(goal.distance_m)} on {wording.short_date(goal.date)}"


def _phase(span: PhaseSpan, season: Season, today: date) -> PhaseShow:
    end = span.start + timedelta(weeks=span.weeks)
    held: dict[str, list[tuple[date, str, str]]] = {}
    for week in season.weeks:
        for day in week.days:
            if span.start <= day.date < end:
                for s in day.sessions:
                    if s.quality:
                        held.setdefault(s.id, []).append((day.date, mark_of(s), s.name))
    often = sorted(held.items(), key=lambda item: (-len(item[1]), item[1][0][0]))[:MOST_KEY_SESSIONS]
    return PhaseShow(
        title=f"{wording.capital(span.name)}, {span.weeks} {'week' if span.weeks == 1 else 'weeks'}",
        when=wording.dates(span.start, end - timedelta(days=1)),
        purpose=span.purpose,
        now=span.start <= today < end,
        key_sessions=tuple(
            KeySession(id, days[0][1], days[0][2], str(len(days)), days[0][0], id not in ("RACE", "CLUB"))
            for id, days in sorted(often, key=lambda item: item[1][0][0])
        ),
    )
