"""Zones and predictions as tables to read and as documents for programs.

In: what the athlete room made. Out: rows of text, or plain values (docs/contracts.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from homestretch.athlete.model import Abilities, Estimate
from homestretch.cli.picture import WIDTH, Row
from homestretch.cli.report import paragraph
from homestretch.cli.words import between, pace_band
from homestretch.planning.document import Document, anchors
from homestretch.units import format_distance, format_pace, format_time

if TYPE_CHECKING:
    from homestretch.athlete.predict import Predictions
    from homestretch.athlete.zones import HeartRateZone, Zones

SPEED_DECIMALS = 3
TIME_DECIMALS = 2
TRACK_ZONE = 4  # from here on a lap says more than a kilometre


def zone_document(abilities: Abilities, zones: Zones) -> Document:
    return {
        "anchors": anchors(abilities),
        "pace": [
            {
                "zone": z.zone,
                "name": z.name,
                "speed_low": round(z.speed_low, SPEED_DECIMALS),
                "speed_high": round(z.speed_high, SPEED_DECIMALS),
            }
            for z in zones.pace
        ],
        "heart_rate": [
            {"zone": z.zone, "low": z.low, "high": z.high, "estimated": z.estimated} for z in zones.heart_rate
        ],
        "rpe": [{"zone": z.zone, "low": z.low, "high": z.high, "talk": z.talk} for z in zones.rpe],
        "assumptions": list(abilities.assumptions),
    }


def prediction_document(found: Predictions) -> Document:
    return {
        "predictions": [
            {
                "distance_m": p.distance_m,
                "time_s": round(p.time_s, TIME_DECIMALS),
                "low_s": round(p.low_s, TIME_DECIMALS),
                "high_s": round(p.high_s, TIME_DECIMALS),
            }
            for p in found.predictions
        ],
        "critical_speed": round(found.critical_speed, SPEED_DECIMALS),
        "d_prime_m": round(found.d_prime_m, 1),
        "max_speed": round(found.max_speed, SPEED_DECIMALS),
        "type": found.type,
        "type_confidence": found.type_confidence,
        "notes": list(found.notes),
    }


def zone_rows(abilities: Abilities, zones: Zones) -> Iterator[Row]:
    """One line a zone: pace a kilometre and a lap, heart rate, effort, talk."""
    yield from _summary(abilities)
    yield [(f"{'zone':<20}{'min/km':<11}{'s/400':<13}{'heart':<9}{'RPE':<7}talk", "dim")]
    hearts = {z.zone: z for z in zones.heart_rate}
    for pace, rpe in zip(zones.pace, zones.rpe, strict=True):
        kilometre = pace_band(pace.speed_low, pace.speed_high, "min/km").removesuffix("/km")
        lap = pace_band(pace.speed_low, pace.speed_high, "s/400").removesuffix(" s/400")
        heart = _heart(hearts.get(pace.zone))
        effort = between(f"{rpe.high:g}", f"{rpe.low:g}")
        name = f"{pace.zone} {pace.name}"
        yield [(f"{name:<20}{kilometre:<11}{lap:<13}{heart:<9}{effort:<7}{rpe.talk}", "")]
    yield from _sentences(abilities.assumptions)


def prediction_rows(found: Predictions) -> Iterator[Row]:
    """One line a distance: time, interval, pace a kilometre and a lap."""
    yield [(type_text(found.type, found.type_confidence), "bold")]
    yield [(f"critical speed {format_pace(found.critical_speed)}, D' {found.d_prime_m:.0f} m", "")]
    yield [(f"top speed {found.max_speed:.2f} m/s", "")]
    yield []
    yield [(f"{'':<14}{'time':>9}   {'80 % interval':<24}{'min/km':<10}s/400", "dim")]
    for p in found.predictions:
        speed = p.distance_m / p.time_s
        time, low, high = (format_time(t, 1) for t in (p.time_s, p.low_s, p.high_s))
        lap = format_pace(speed, "s/400").removesuffix(" s/400")
        kilometre = format_pace(speed, "min/km").removesuffix("/km")
        name = format_distance(p.distance_m)
        yield [(f"{name:<14}{time:>9}   {low + ' to ' + high:<24}{kilometre:<10}{lap}", "")]
    yield from _sentences(found.notes)


def _heart(zone: HeartRateZone | None) -> str:
    return f"{zone.low}-{zone.high}" if zone else ""


def type_text(runner: str, confidence: str) -> str:
    """`Speed type, not yet sure`."""
    return f"{runner.capitalize()} type" + ("" if confidence == "high" else ", not yet sure")


def _summary(abilities: Abilities) -> Iterator[Row]:
    yield [(type_text(abilities.type, abilities.type_confidence), "bold")]
    yield [(f"critical speed {_speed(abilities.critical_speed)}, D' {abilities.d_prime_m.value:.0f} m", "")]
    yield [(f"top speed {abilities.max_speed.value:.2f} m/s ({abilities.max_speed.source})", "")]
    yield []


def _speed(estimate: Estimate) -> str:
    return f"{format_pace(estimate.value)} ({pace_band(estimate.low, estimate.high, 'min/km')})"


def _sentences(sentences: Sequence[str]) -> Iterator[Row]:
    if sentences:
        yield []
    for sentence in sentences:
        yield from paragraph(sentence, 0, "dim", WIDTH)
