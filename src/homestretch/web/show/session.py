"""A planned session as its card shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from homestretch.desk.support import HowTo
from homestretch.planning.season import PlannedSession
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.pictures.session import NARROW, WIDE, session_picture
from homestretch.web.steps import Pace, Row, paces, rows


@dataclass(frozen=True, slots=True)
class SessionShow:
    """A session's card. ``facts`` are pairs: what is bold, and what follows it."""

    id: str
    name: str
    pillar: str
    pillar_name: str
    notation: str
    facts: tuple[tuple[str, str], ...]
    paces: tuple[Pace, ...]
    rows: tuple[Row, ...]
    wide: SafeString
    narrow: SafeString
    cues: tuple[str, ...]
    why: str
    objective: str
    lighter: str
    is_race: bool
    in_library: bool
    exercises: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in one line: its mark, name and what there is to it."""

    pillar: str
    name: str
    gist: str


def show_session(session: PlannedSession, unit: PaceUnit, how: HowTo | None = None) -> SessionShow:
    """The card of a session in the athlete's units; ``how`` it is done, for strength and the like."""
    table = rows(session.steps, unit)
    return SessionShow(
        id=session.id,
        name=session.name,
        pillar=mark_of(session),
        pillar_name="Race"
        if session.id == "RACE"
        else wording.PILLAR_NAMES.get(session.pillar or "", "Rest"),
        notation="" if session.id == "RACE" else wording.gist(session.notation),
        facts=_facts(session, unit),
        paces=() if session.pillar == "support" else paces(table),
        rows=table,
        wide=_drawn(session, WIDE),
        narrow=_drawn(session, NARROW),
        cues=session.cues,
        why=wording.notation(session.why),
        objective=_sentence(session.objective),
        lighter=wording.notation(session.lighter),
        is_race=session.id == "RACE",
        in_library=session.id not in ("RACE", "CLUB"),
        exercises=tuple(map(wording.notation, how.exercises)) if how else (),
        variants=tuple(map(wording.notation, how.variants)) if how else (),
    )


def line_of(session: PlannedSession) -> SessionLine:
    """The session in one line."""
    return SessionLine(mark_of(session), session.name, _gist(session))


def mark_of(session: PlannedSession) -> str:
    """The name of the session's mark: its pillar, "race" or "rest"."""
    if session.id == "RACE":
        return "race"
    return session.pillar or "rest"


def _facts(session: PlannedSession, unit: PaceUnit) -> tuple[tuple[str, str], ...]:
    found = []
    if session.duration_s:
        found.append((wording.duration(session.duration_s), ""))
    if session.distance_m:
        found.append((wording.kilometres(session.distance_m, unit), ""))
    if session.felt_rpe and session.duration_s:
        said = wording.effort_words(session.felt_rpe, session.pillar)
        found.append((f"RPE {session.felt_rpe:g}", f", {said}"))
    if session.terrain and session.duration_s:
        found.append(("", session.terrain))
    if session.contacts and "contacts" not in session.notation:
        found.append((str(session.contacts), " ground contacts"))
    return tuple(found)


def _gist(session: PlannedSession) -> str:
    if not session.duration_s:
        return ""
    minutes = wording.duration(session.duration_s)
    if session.pillar == "support" or not session.notation:
        return minutes
    said = wording.gist(session.notation)
    if said == session.name:
        return minutes
    return said if session.quality or session.id == "RACE" or "min" in said else f"{minutes}, {said}"


def _drawn(session: PlannedSession, width: float) -> SafeString:
    """A picture only where pace changes: a bar alone says nothing."""
    if len(session.steps) < 2:
        return mark_safe("")
    return mark_safe(session_picture(session, width))


def _sentence(text: str) -> str:
    return wording.capital(text).rstrip(".") + "." if text else ""
