"""What the athlete can run now, and the zones that follow, in the athlete's units."""

from __future__ import annotations

from dataclasses import dataclass

from homestretch.athlete.model import Abilities, Estimate
from homestretch.athlete.zones import zones
from homestretch.units import PaceUnit, format_time
from homestretch.web import wording

RACES = (
    ("800 m", 800.0, "v800"),
    ("1500 m", 1500.0, "v1500"),
    ("3000 m", 3000.0, "v3000"),
    ("5000 m", 5000.0, "v5000"),
)
TYPES = {
    "speed": "speed type: strong over the short end, so your season leans on the kick, with fewer kilometres",
    "balanced": "balanced: speed and endurance pull evenly",
    "endurance": "endurance type: strong over the long end, so your season leans on the aerobic base, with short sprints",
}
LAP_M, LAP_UNIT = 400.0, "s/400"
TENTHS_UNDER_S = 600  # s, a race time under ten minutes is said in tenths


@dataclass(frozen=True, slots=True)
class AbilityRow:
    """One ability with its 80 % interval and where it comes from."""

    name: str
    value: str
    interval: str
    source: str


@dataclass(frozen=True, slots=True)
class ZoneRow:
    number: int
    name: str
    pace: str
    lap: str  # the time of 400 m
    heart: str
    rpe: str
    talk: str


@dataclass(frozen=True, slots=True)
class AbilitiesShow:
    level: str
    type: str
    confidence: str
    has_result: bool
    rows: tuple[AbilityRow, ...]
    zones: tuple[ZoneRow, ...]
    heart_estimated: bool
    has_laps: bool  # beside paces of another unit
    assumptions: tuple[str, ...]


def show_abilities(abilities: Abilities, unit: PaceUnit) -> AbilitiesShow:
    """Abilities as race times and paces; the interval holds the true value four times in five."""
    found = zones(abilities)
    hearts = {zone.zone: f"{zone.low} to {zone.high}" for zone in found.heart_rate}
    efforts = {zone.zone: zone for zone in found.rpe}
    return AbilitiesShow(
        level=abilities.level,
        type=TYPES[abilities.type],
        confidence=abilities.type_confidence,
        has_result=abilities.has_result,
        rows=_rows(abilities, unit),
        zones=tuple(
            ZoneRow(
                zone.zone,
                wording.capital(zone.name),
                wording.pace_band(zone.speed_low, zone.speed_high, unit),
                wording.rep_band(zone.speed_low, zone.speed_high, LAP_M),
                hearts.get(zone.zone, ""),
                f"{efforts[zone.zone].low:g} to {efforts[zone.zone].high:g}" if zone.zone in efforts else "",
                _talk(efforts[zone.zone].talk) if zone.zone in efforts else "",
            )
            for zone in found.pace
        ),
        has_laps=unit != LAP_UNIT,
        heart_estimated=any(zone.estimated for zone in found.heart_rate),
        assumptions=tuple(map(wording.dates_in_words, abilities.assumptions)),
    )


def _rows(abilities: Abilities, unit: PaceUnit) -> tuple[AbilityRow, ...]:
    found = []
    for name, distance, attribute in RACES:
        speed: Estimate = getattr(abilities, attribute)
        time, best, worst = (_time(distance / v) for v in (speed.value, speed.high, speed.low))
        found.append(AbilityRow(name, time, f"{best} to {worst}", _source(speed)))
    steady, top, heart = abilities.critical_speed, abilities.max_speed, abilities.max_hr
    steady_band = wording.pace_band(steady.low, steady.high, unit)
    top_band = f"{top.low:.2f} to {top.high:.2f}"
    heart_band = f"{heart.low:.0f} to {heart.high:.0f}" if heart.low < heart.high else ""
    found += [
        AbilityRow("Critical speed", wording.pace(steady.value, unit), steady_band, _source(steady)),
        AbilityRow("Top speed", f"{top.value:.2f} m/s", top_band, _source(top)),
        AbilityRow("Largest heart rate", f"{heart.value:.0f} bpm", heart_band, _source(heart)),
    ]
    return tuple(found)


def _source(estimate: Estimate) -> str:
    return wording.capital(wording.dates_in_words(estimate.source))


def _time(seconds: float) -> str:
    return format_time(seconds, 1 if seconds < TENTHS_UNDER_S else 0)


def _talk(words: str) -> str:
    return "nothing" if words == "none" else words
