"""What the safety checks know of each library session: ``sessions.toml``, never the blueprint."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

RACE, CLUB, REST = "RACE", "CLUB", "RC01"


@dataclass(frozen=True, slots=True)
class Requirement:
    """``count`` sessions of ``any_of`` within 42 days, or sessions in that many different weeks."""

    any_of: frozenset[str]
    count: int
    weeks: bool
    history: bool
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A session of the library; ``max_step`` by level, ``hsr_m`` and ``sprint_m`` by ladder step."""

    id: str
    pillar: str
    zone: str
    recovery_h: float
    max_step: tuple[int, int, int, int]
    hsr_m: tuple[int, ...]
    sprint_m: tuple[int, ...]
    top: tuple[float, str] | None
    rest_s: float | None
    contra: tuple[tuple[str, int], ...]
    requires: tuple[Requirement, ...]
    min_week_km: float
    min_training_years: float
    min_age: int


def _requirement(entry: dict[str, Any], groups: dict[str, list[str]]) -> Requirement:
    ids: set[str] = set()
    for name in entry["any_of"]:
        ids |= set(groups.get(name, [name]))
    said = " or ".join(str(n).lstrip("@") for n in entry["any_of"])
    weeks = bool(entry.get("weeks", False))
    count = int(entry["count"])
    text = f"{said} in {count} different weeks" if weeks else f"{count} x {said}"
    return Requirement(frozenset(ids), count, weeks, bool(entry.get("history", False)), text)


def _fact(name: str, entry: dict[str, Any], groups: dict[str, list[str]]) -> Fact:
    top = entry.get("top")
    a, b, c, d = (int(v) for v in entry["max_step"])
    sites = [str(item).split() for item in entry.get("contra", ())]
    return Fact(
        id=name,
        pillar=str(entry["pillar"]),
        zone=str(entry["zone"]),
        recovery_h=float(entry["recovery_h"]),
        max_step=(a, b, c, d),
        hsr_m=tuple(entry.get("hsr_m", ())),
        sprint_m=tuple(entry.get("sprint_m", ())),
        top=(float(top["fraction"]), str(top["anchor"])) if top else None,
        rest_s=float(entry["rest_s"]) if "rest_s" in entry else None,
        contra=tuple((site, int(pain)) for site, pain in sites),
        requires=tuple(_requirement(r, groups) for r in entry.get("requires", ())),
        min_week_km=float(entry.get("min_week_km", 0)),
        min_training_years=float(entry.get("min_training_years", 0)),
        min_age=int(entry.get("min_age", 0)),
    )


@cache
def facts() -> dict[str, Fact]:
    """All library sessions by id. ``@run`` in a requirement stays as written: any run meets it."""
    text = files(__package__).joinpath("sessions.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {name: _fact(name, entry, data["groups"]) for name, entry in data["sessions"].items()}


def fact(session_id: str) -> Fact | None:
    """The facts of a library session; None for races, club sessions and a coach's own sessions."""
    return facts().get(session_id)
