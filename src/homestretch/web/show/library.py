"""The library's shelves, and one session with its ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from homestretch.blueprint.model import Blueprint
from homestretch.blueprint.notation import describe
from homestretch.desk.library import LibraryPage, LibrarySession, Rung
from homestretch.desk.support import how_to
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.steps import Row, rows


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    id: str
    name: str
    objective: str
    state: str  # "step 3 of 5", or why not
    open: bool
    planned: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One pillar's sessions."""

    pillar: str
    name: str
    purpose: str
    entries: tuple[ShelfEntry, ...]


@dataclass(frozen=True, slots=True)
class RungShow:
    number: int
    notation: str
    allowed: bool
    fast_m: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LibrarySessionShow:
    id: str
    name: str
    pillar: str
    pillar_name: str
    objective: str
    facts: tuple[tuple[str, str], ...]
    hindrances: tuple[str, ...]
    rungs: tuple[RungShow, ...]
    exercises: tuple[str, ...]
    variants: tuple[str, ...]
    cues: tuple[str, ...]
    requires: tuple[str, ...]
    not_when: tuple[str, ...]
    siblings: tuple[tuple[str, str], ...]
    planned_on: tuple[date, ...]
    phases: str


def show_library(found: Mapping[str, tuple[LibrarySession, ...]], blueprint: Blueprint) -> tuple[Shelf, ...]:
    """The library by pillar."""
    return tuple(
        Shelf(
            pillar,
            wording.PILLAR_NAMES[pillar],
            blueprint.pillars.get(pillar, ""),  # type: ignore[call-overload]
            tuple(_entry(session) for session in sessions),
        )
        for pillar, sessions in found.items()
    )


def show_library_session(found: LibraryPage, unit: PaceUnit) -> LibrarySessionShow:
    """One session's page in the athlete's units."""
    kind = found.session.kind
    how = how_to(kind)
    return LibrarySessionShow(
        id=kind.id,
        name=kind.name,
        pillar=kind.pillar,
        pillar_name=wording.PILLAR_NAMES[kind.pillar],
        objective=kind.objective,
        facts=(
            (f"about {kind.minutes} min", ""),
            (f"RPE {kind.rpe:g}", f", {wording.effort_words(kind.rpe, kind.pillar)}"),
            ("", kind.terrain),
            (
                "",
                f"{kind.recovery_h} h to the next hard session" if kind.quality and kind.recovery_h else "",
            ),
        ),
        hindrances=found.session.hindrances,
        rungs=tuple(_rung(rung, unit) for rung in found.rungs),
        exercises=tuple(map(wording.notation, how.exercises)),
        variants=tuple(map(wording.notation, how.variants)),
        cues=found.cues,
        requires=tuple(wording.capital(each) for each in found.requires),
        not_when=tuple(wording.capital(each) for each in found.not_when),
        siblings=tuple((each.id, each.name) for each in found.siblings),
        planned_on=found.session.planned_on,
        phases=wording.listing([p for p in _PHASES if p in kind.phases]),
    )


_PHASES = ("transition", "general base", "build", "specific", "taper")


def _entry(session: LibrarySession) -> ShelfEntry:
    kind = session.kind
    state = " ".join(session.hindrances) or f"up to step {session.allowed} of {len(kind.ladder)}"
    planned = len(session.planned_on)
    return ShelfEntry(kind.id, kind.name, kind.objective, state, not session.hindrances, planned)


def _rung(rung: Rung, unit: PaceUnit) -> RungShow:
    fast = f"{rung.step.hsr_m} m fast" if rung.step.hsr_m else ""
    notation = wording.notation(describe(rung.step.main) or rung.step.notation)
    own = rows(rung.steps, unit) if rung.allowed else ()
    return RungShow(rung.number, notation, rung.allowed, fast, own)
