"""An Athlete as the text of an athlete file; reading it back gives the same value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from homestretch.athlete.model import DAY_KEYS, MILE_M, Athlete, Availability, Health, Race, Result, Span
from homestretch.units import UnitError, format_time, parse_time

_PROFILE = (
    *("name", "born", "sex", "training_years", "weekly_km", "longest_run_km", "quality_per_week"),
    *("weekly_km_max_12mo", "hsr_m_per_week", "contacts_per_week", "max_hr", "rest_hr", "threshold_hr"),
    *("supervised_strength", "guardian_contact", "time_zone"),
)
Pairs = list[tuple[str, str]]


def write_athlete(athlete: Athlete) -> str:
    """The athlete as TOML.

    Args:
        athlete: any value that the reader could have made.

    Returns:
        Text that ``parse_athlete`` reads back to an equal value; keys at their defaults are left out.
    """
    usual = Athlete(name="", born=date.min, sex="X")
    profile = [
        (key, _value(getattr(athlete, key)))
        for key in _PROFILE
        if key in ("name", "born", "sex") or getattr(athlete, key) != getattr(usual, key)
    ]
    blocks = [_block("[athlete]", profile)]
    blocks += [_block("[[results]]", _result(result)) for result in athlete.results]
    if athlete.flying30_s is not None:
        sprint: Pairs = [("flying30_s", _value(athlete.flying30_s))]
        if athlete.flying30_date is not None:
            sprint.append(("date", _value(athlete.flying30_date)))
        blocks.append(_block("[sprint]", sprint))
    if athlete.availability != Availability():
        blocks.append(_block("[availability]", _availability(athlete.availability)))
    blocks += [_block("[[races]]", _race(race)) for race in athlete.races]
    blocks += [_block("[[busy]]", _span(span)) for span in athlete.busy]
    if athlete.health != Health():
        blocks.append(_block("[health]", _health(athlete.health)))
    return "\n".join(blocks)


def _block(title: str, pairs: Pairs) -> str:
    return "\n".join([title, *(f"{key} = {value}" for key, value in pairs), ""])


def _result(result: Result) -> Pairs:
    pairs = [
        ("distance_m", _distance(result.distance_m)),
        ("time", _time(result.time_s)),
        ("date", _value(result.date)),
        ("kind", _value(result.kind)),
    ]
    if result.surface != "track":
        pairs.append(("surface", _value(result.surface)))
    return pairs + _given(wind_mps=result.wind_mps, altitude_m=result.altitude_m)


def _race(race: Race) -> Pairs:
    pairs = [
        ("date", _value(race.date)),
        ("distance_m", _distance(race.distance_m)),
        ("priority", _value(race.priority)),
    ]
    if race.goal_s is not None:
        pairs.append(("goal", _time(race.goal_s)))
    if race.indoor:
        pairs.append(("indoor", "true"))
    if race.rounds:
        pairs.append(("rounds", _list(_value(day) for day in race.rounds)))
    if race.standard_s is not None:
        pairs.append(("standard", _time(race.standard_s)))
    return pairs + _given(standard_by=race.standard_by)


def _availability(given: Availability) -> Pairs:
    pairs = [("days", _days(given.days))]
    limits = [
        (day, str(limit)) for day, limit in zip(DAY_KEYS, given.minutes, strict=True) if limit is not None
    ]
    if limits:
        pairs.append(("minutes", _inline(limits)))
    if given.track is not None:
        pairs.append(("track", _days(given.track)))
    if given.gym:
        pairs.append(("gym", _days(given.gym)))
    if not given.hills:
        pairs.append(("hills", "false"))
    if given.doubles:
        pairs.append(("doubles", "true"))
    if given.long_run is not None:
        pairs.append(("long_run", _value(DAY_KEYS[given.long_run])))
    if given.fixed:
        entries = (
            [
                ("day", _value(DAY_KEYS[fixed.weekday])),
                ("what", _value(fixed.what)),
                *_given(pillar=fixed.pillar, minutes=fixed.minutes, hsr_m=fixed.hsr_m),
            ]
            for fixed in given.fixed
        )
        pairs.append(("fixed", _list(_inline(entry) for entry in entries)))
    return pairs


def _health(health: Health) -> Pairs:
    usual = Health()
    pairs = [
        (entry.name, _value(getattr(health, entry.name)))
        for entry in fields(Health)
        if entry.name not in ("injuries", "restrictions")
        and getattr(health, entry.name) != getattr(usual, entry.name)
    ]
    if health.injuries:
        injuries = (
            [("site", _value(injury.site)), *_span(injury.span)]
            + ([("bone_stress", "true")] if injury.bone_stress else [])
            for injury in health.injuries
        )
        pairs.append(("injuries", _list(_inline(entry) for entry in injuries)))
    if health.restrictions:
        restrictions = (
            [
                *_span(rule.span),
                ("what", _value(rule.what)),
                *_given(minutes=rule.minutes),
                ("by", _value(rule.by)),
            ]
            for rule in health.restrictions
        )
        pairs.append(("restrictions", _list(_inline(entry) for entry in restrictions)))
    return pairs


def _span(span: Span) -> Pairs:
    return [("from", _value(span.start)), ("to", _value(span.end))]


def _given(**values: object) -> Pairs:
    return [(key, _value(value)) for key, value in values.items() if value is not None]


def _days(days: Sequence[int]) -> str:
    return _list(_value(DAY_KEYS[day]) for day in days)


def _list(items: Iterable[str]) -> str:
    return "[" + ", ".join(items) + "]"


def _inline(pairs: Pairs) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }"


def _distance(metres: float) -> str:
    return '"mile"' if metres == MILE_M else _value(metres)


def _time(seconds: float) -> str:
    """As the track writes it where that loses nothing, else as a number of seconds."""
    for decimals in (0, 1, 2, 3):
        text = format_time(seconds, decimals)
        try:
            if parse_time(text) == seconds:
                return f'"{text}"'
        except UnitError:
            continue
    return _value(seconds)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case float() if value == int(value):
            return str(int(value))
        case _:
            return repr(value)
