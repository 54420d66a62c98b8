"""A season as the plain document that programs read: `plan --json`, written down in docs/contracts.md.

In: a Season and its athlete. Out: dicts, lists, numbers and text only, and the canonical bytes of them.
Times in s, distances in m, speeds in m/s, dates ISO 8601.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from homestretch.athlete.model import PILLARS, Abilities, Athlete, Race
from homestretch.planning.given import given
from homestretch.planning.season import Day, PlannedSession, Refusal, Season, Step, Target, Week

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Document: TypeAlias = dict[str, Json]

SPEED_DECIMALS = 3  # 1 mm/s: a tenth of a second in a mile
MINUTE_DECIMALS = 1
RPE_DECIMALS = 1
CANONICAL_DECIMALS = 4  # finer than any number of the contract; hides the last bits of floating point


def season_document(season: Season, athlete: Athlete) -> Document:
    """The whole season as `plan --json` prints it.

    Args:
        season: issued or refused; a refused one has no weeks.
        athlete: whose season it is.

    Returns:
        The keys of the contract (`athlete`, `phases`, `weeks`, `violations`, `refused`), and beside
        them `start`, `races`, `spine` and `assumptions`.
    """
    refused = season.refused
    spine = season.spine
    return {
        "athlete": _athlete(season.abilities, athlete.name),
        "start": season.start.isoformat(),
        "races": [_race(race) for race in athlete.races],
        "phases": [
            {"name": p.name, "start": p.start.isoformat(), "weeks": p.weeks, "purpose": p.purpose}
            for p in season.phases
        ],
        "weeks": [_week(week) for week in season.weeks],
        "violations": [{"id": v.id, "where": v.where, "text": v.text} for v in season.violations],
        "refused": None
        if refused is None
        else {**_refusal(refused), "others": [_refusal(each) for each in refused.others]},
        "spine": None
        if spine is None
        else {
            "required": list(spine.required),
            "reached": list(spine.reached),
            "missing": list(spine.missing),
            "stands_in": list(spine.stands_in),
            "room": spine.room,
            "asked": spine.asked,
            "threshold": spine.threshold_said or None,
        },
        "assumptions": list(given(season, athlete)),
    }


def canonical(document: Json) -> bytes:
    """The one way to write a document as bytes, so that equal seasons are equal byte for byte.

    Keys are sorted, floats rounded to four decimals (and never -0.0), text is UTF-8, one key a line, so that
    two seasons can be compared line by line.

    Args:
        document: JSON values only.

    Returns:
        UTF-8 text that ends with a newline.

    Raises:
        ValueError: a number is not finite.
    """
    text = json.dumps(_rounded(document), sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode() + b"\n"


def _rounded(value: Json) -> Json:
    if isinstance(value, float):
        return round(value, CANONICAL_DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return value


def _speed(value: float) -> float:
    return round(float(value), SPEED_DECIMALS)


def _refusal(refused: Refusal) -> Document:
    return {
        "reason": refused.reason,
        "colliding": list(refused.colliding),
        "loosen": list(refused.loosen),
        "rule": refused.rule or None,
    }


def _athlete(abilities: Abilities, name: str) -> Document:
    return {
        "name": name,
        "level": abilities.level,
        "type": abilities.type,
        "type_confidence": abilities.type_confidence,
        "anchors": anchors(abilities),
    }


def anchors(abilities: Abilities) -> Document:
    """The speeds that paces stand on, m/s."""
    return {
        "critical_speed": _speed(abilities.critical_speed.value),
        "v800": _speed(abilities.v800.value),
        "v1500": _speed(abilities.v1500.value),
        "v3000": _speed(abilities.v3000.value),
        "v5000": _speed(abilities.v5000.value),
        "max_speed": _speed(abilities.max_speed.value),
    }


def _race(race: Race) -> Document:
    return {
        "date": race.date.isoformat(),
        "distance_m": race.distance_m,
        "priority": race.priority,
        "goal_s": race.goal_s,
        "rounds": [day.isoformat() for day in race.rounds],
    }


def _week(week: Week) -> Document:
    return {
        "number": week.number,
        "start": week.start.isoformat(),
        "phase": week.phase,
        "emphasis": week.emphasis,
        "objective": week.objective,
        "distance_m": week.distance_m,
        "load": week.load,
        "pillar_minutes": {
            pillar: round(float(minutes), MINUTE_DECIMALS)
            for pillar, minutes in zip(PILLARS, week.pillar_minutes, strict=True)
        },
        "pillar_load": {
            pillar: round(float(load), MINUTE_DECIMALS)
            for pillar, load in zip(PILLARS, week.pillar_load, strict=True)
        },
        "pillar_band": {
            pillar: [int(low), int(high)]
            for pillar, (low, high) in zip(PILLARS, week.pillar_band, strict=False)
        },
        "high_speed_m": week.high_speed_m,
        "contacts": week.contacts,
        "days": [_day(day) for day in week.days],
        "notes": list(week.notes),
    }


def _day(day: Day) -> Document:
    return {"date": day.date.isoformat(), "sessions": [_session(session) for session in day.sessions]}


def _session(session: PlannedSession) -> Document:
    return {
        "id": session.id,
        "name": session.name,
        "pillar": session.pillar,
        "level": session.level,
        "quality": session.quality,
        "notation": session.notation,
        "distance_m": session.distance_m,
        "duration_s": session.duration_s,
        "planned_rpe": round(float(session.felt_rpe), RPE_DECIMALS),
        "load": session.load,
        "load_rpe": round(float(session.planned_rpe), RPE_DECIMALS),
        "main_minutes": round(float(session.main_minutes), MINUTE_DECIMALS),
        "high_speed_m": session.hsr_m,
        "sprint_m": session.sprint_m,
        "contacts": session.contacts,
        "zone_seconds": list(session.zone_seconds),
        "steps": [_step(step) for step in session.steps],
        "cues": list(session.cues),
        "why": session.why,
        "terrain": session.terrain,
        "objective": session.objective,
        "lighter": session.lighter,
    }


def _step(step: Step) -> Document:
    found: Document = {"kind": step.kind, "target": _target(step.target), "text": step.text}
    if step.repeat is not None:
        found["repeat"] = step.repeat
        found["steps"] = [_step(inner) for inner in step.steps]
    if step.distance_m is not None:
        found["distance_m"] = step.distance_m
    if step.duration_s is not None:
        found["duration_s"] = step.duration_s
    return found


def _target(target: Target) -> Document:
    return {
        "speed_low": None if target.speed_low is None else _speed(target.speed_low),
        "speed_high": None if target.speed_high is None else _speed(target.speed_high),
        "hr_low": target.hr_low,
        "hr_high": target.hr_high,
        "rpe": None if target.rpe is None else round(float(target.rpe), RPE_DECIMALS),
        "anchor": target.anchor,
    }
