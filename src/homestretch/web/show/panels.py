"""What stands beside the charts of an activity: best efforts, kick, drift, load, splits and surges as text.

In: the document of an analysis (times in s, distances in m, speeds in m/s). Out: rows and sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homestretch.activity.streams import Streams
from homestretch.desk.activities import splits_of
from homestretch.units import MILE_M, PaceUnit, format_distance, format_time
from homestretch.web import wording
from homestretch.web.pictures.charts import clock
from homestretch.web.show.reps import NEAR_S, rep_time_text

Document = Mapping[str, Any]
Pair = tuple[str, str]

LEAST_MINUTES = 0.5  # in a zone to be told
DRIFT_HELD, DRIFT_MUCH = 5.0, 8.0  # percent (SCIENCE 6.2, after Friel)
MOST_SURGES = 6


@dataclass(frozen=True, slots=True)
class EffortRow:
    """A best effort within the activity."""

    name: str
    value: str
    pace: str
    start_s: float
    end_s: float
    at: str


@dataclass(frozen=True, slots=True)
class KickShow:
    """The kick: a finding, the last metres, what they are a share of."""

    finding: str
    of: str
    lasts: tuple[Pair, ...]
    shares: tuple[tuple[str, str, str], ...]
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """Minutes in one zone, with its share of the longest for a bar."""

    name: str
    minutes: str
    share: int


@dataclass(frozen=True, slots=True)
class LoadShow:
    """Load by kind, side by side and never summed."""

    zones: tuple[ZoneRow, ...]
    zones_by: str
    rows: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One kilometre or mile."""

    name: str
    time: str
    pace: str
    heart: str
    cadence: str
    climb: str


def show_efforts(document: Document, unit: PaceUnit, late: float) -> tuple[EffortRow, ...]:
    """Best efforts over distances; `start_s` on the time base of the streams."""
    return tuple(
        EffortRow(
            format_distance(one["distance_m"]),
            format_time(one["time_s"], 1),
            wording.pace(one["distance_m"] / one["time_s"], unit) if one["time_s"] else "",
            round(one["start_s"] - late, 1),
            round(one["start_s"] - late + one["time_s"], 1),
            clock(max(one["start_s"] - late, 0.0)),
        )
        for one in document["best_efforts"]
    )


def show_kick(kick: Document, off_target_s: float | None = None) -> KickShow | None:
    """The kick of a race or of the last rep; None where nothing hard was told apart.

    Args:
        kick: of the analysis.
        off_target_s: s by which the last rep was off its target, 0 within it; None without a plan.
    """
    if kick["of"] not in ("race", "rep") or kick["last_100_s"] is None:
        return None
    lasts = [
        (f"Last {metres} m", rep_time_text(kick[f"last_{metres}_s"]))
        for metres in (100, 200, 400)
        if kick[f"last_{metres}_s"] is not None
    ]
    shares = []
    if kick["ratio"] is not None:
        shares.append(("Last 200 m against the speed before", wording.percent(kick["ratio"]), ""))
    if kick["ratio_to_mean"] is not None:
        aim = f"aim {wording.percent(kick['target'])}" if kick["target"] else ""
        shares.append(
            ("Last 200 m against the mean of the whole", wording.percent(kick["ratio_to_mean"]), aim)
        )
    if kick["ratio_to_set"] is not None:
        shares.append(("Last 100 m against the speed of the set", wording.percent(kick["ratio_to_set"]), ""))
    if kick["share_of_mss"] is not None:
        shares.append(
            ("Kick retention: last 100 m against top speed", wording.percent(kick["share_of_mss"]), "")
        )
    of = "the race" if kick["of"] == "race" else "the last rep"
    plan = _kick_plan(off_target_s) if kick["of"] == "rep" and off_target_s is not None else ""
    return KickShow(_kick_finding(kick), of, tuple(lasts), tuple(shares), plan)


def _kick_plan(off_target_s: float) -> str:
    """Whether the last rep was run as prescribed: the kick is practised within its time (METHOD M11)."""
    if off_target_s < -NEAR_S:
        return (
            f"The last rep was {-off_target_s:.1f} s quicker than planned. Lift within its time: the session asks for "
            "form when tired, not for a race."
        )
    if off_target_s > NEAR_S:
        return f"The last rep was {off_target_s:.1f} s slower than planned."
    return "The last rep kept to the time that was planned."


def _kick_finding(kick: Document) -> str:
    against = kick["ratio_to_set"] if kick["ratio_to_set"] is not None else kick["ratio"]
    if against is None:
        return f"Last 100 m in {rep_time_text(kick['last_100_s'])}"
    where = "the last 100 m" if kick["ratio_to_set"] is not None else "the last 200 m"
    change = round(100 * (against - 1))
    if change == 0:
        return f"No lift and no fade: {where} at the speed before"
    return f"{abs(change)} % {'quicker' if change > 0 else 'slower'} over {where}"


def show_drift(document: Document) -> tuple[str, str]:
    """A finding and a sentence; a finding alone is empty where no number can be given."""
    percent, drift = document["decoupling_pct"], document["drift"]
    if percent is None:
        return "", drift["reason"]
    word = "held" if percent < DRIFT_HELD else "drifted a little" if percent <= DRIFT_MUCH else "drifted"
    minutes = wording.duration(round(drift["steady_s"] / 60) * 60)
    way = "fell" if percent >= 0 else "rose"
    return (
        f"The heart {word}",
        f"From the first half to the second of {minutes} of steady running, speed for each heart beat {way} by "
        f"{abs(percent):.1f} % ({wording.signed(drift['heart_rate_rise'])} beats a minute).{_body_words(drift)}",
    )


def _body_words(drift: Document) -> str:
    """Breathing and steps from half to half; an analysis of before they were looked at has neither."""
    said = ""
    if breaths := drift.get("respiration"):
        said += f" Breathing {_went(breaths, 0)} breaths a minute."
    if steps := drift.get("stride_m"):
        said += f" Steps {_went(steps, 2)} m"
        said += " though the pace held: heavy legs shorten the step first." if drift["heavy_legs"] else "."
    return said


def _went(halves: Sequence[float], decimals: int) -> str:
    """`went from 31 to 34`, or `stayed at 31`."""
    first, second = (f"{value:.{decimals}f}" for value in halves)
    return f"stayed at {first}" if first == second else f"went from {first} to {second}"


def show_load(load: Document, zone_names: Mapping[int, str]) -> LoadShow:
    """Load by kind; zones by the names that the athlete page gives them."""
    zones = {int(zone): minutes for zone, minutes in load["aerobic_min"].items()}
    most = max(zones.values(), default=0.0)
    told = tuple(
        ZoneRow(f"{zone} {zone_names.get(zone, '')}".strip(), f"{spent:.0f} min", round(100 * spent / most))
        for zone, spent in sorted(zones.items())
        if spent >= LEAST_MINUTES
    )
    rows = []
    if load["above_cs_s"]:
        rows.append(("Over critical speed", wording.duration(round(load["above_cs_s"])), ""))
    if load["d_prime_min_m"] is not None:
        below = "of the metres that you can run over critical speed (D′)"
        below += "; under 0 they are set too low" if load["d_prime_min_m"] < 0 else ""
        rows.append(("Least reserve left", f"{load['d_prime_min_m']:.0f} m".replace("-", "−"), below))
    if load["high_speed_m"]:
        rows.append(("At 1500 pace or quicker", f"{load['high_speed_m']:.0f} m", ""))
    if load["near_max_m"]:
        rows.append(("Near top speed", f"{load['near_max_m']:.0f} m", "90 % or more"))
    if load["contacts"]:
        rows.append(("Ground contacts", f"{load['contacts']}", "both feet"))
    if load["srpe"] is not None:
        rows.append(("RPE times minutes", f"{load['srpe']:.0f}", ""))
    if load["trimp"] is not None:
        rows.append(("Training impulse", f"{load['trimp']:.0f}", "minutes, weighted by heart rate (TRIMP)"))
    return LoadShow(told, load["zones_by"], tuple(rows), tuple(map(wording.explained, load["notes"])))


def show_surges(surges: Sequence[Document], unit: PaceUnit) -> tuple[str, ...]:
    """Each surge in a sentence, the first few."""
    found = [
        f"At {clock(one['start_s'])}, {one['duration_s']:.0f} s at {wording.pace(one['speed'], unit)}"
        f"{_steps_gained(one)}; afterwards the pace was {_came_back(one['returned'])}."
        for one in surges[:MOST_SURGES]
        if one["speed"]
    ]
    if len(surges) > MOST_SURGES:
        found.append(f"And {len(surges) - MOST_SURGES} more.")
    return tuple(found)


def _steps_gained(surge: Document) -> str:
    """What an analysis of before steps were counted in surges does not hold."""
    during, before = surge.get("cadence_spm"), surge.get("cadence_before_spm")
    if during is None or before is None:
        return ""
    gained = round(during - before)
    if gained == 0:
        return " with as many steps a minute as before"
    return f" with {abs(gained)} steps a minute {'more' if gained > 0 else 'fewer'}"


def _came_back(returned: float) -> str:
    change = round(100 * (returned - 1))
    return (
        "the same as before"
        if change == 0
        else f"{abs(change)} % {'quicker' if change > 0 else 'slower'} than before"
    )


def show_splits(streams: Streams, unit: PaceUnit) -> tuple[str, tuple[SplitRow, ...]]:
    """The name of the unit, and the run by kilometres or miles."""
    miles = unit == "min/mile"
    every = MILE_M if miles else 1000.0
    rows = []
    for split in splits_of(streams, every):
        short = split.distance_m < 0.995 * every
        name = wording.kilometres(split.distance_m, unit, 2) if short else str(split.number)
        rows.append(
            SplitRow(
                name,
                format_time(split.time_s, 0),
                wording.pace(split.distance_m / split.time_s, unit) if split.time_s > 0 else "",
                f"{split.heart_rate:.0f}" if split.heart_rate else "",
                f"{split.cadence:.0f}" if split.cadence else "",
                f"{wording.signed(split.climb_m)} m" if split.climb_m is not None else "",
            )
        )
    return ("Mile" if miles else "Kilometre"), tuple(rows)
