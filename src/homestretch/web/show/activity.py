"""The page of one activity: what was found in a sentence, reps, charts, and everything beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from homestretch.activity.health import SOURCE as HEALTH
from homestretch.activity.reps import SetFigures
from homestretch.athlete.model import WEEKDAYS
from homestretch.desk.activities import ActivityView
from homestretch.monitoring import SessionMatch, verdict
from homestretch.store.activity_values import ActivityLine, Figures, StoredActivity
from homestretch.units import PaceUnit, format_pace, format_time
from homestretch.web import wording
from homestretch.web.pictures.charts import COLUMNS, Chart, shades_at, strip_of
from homestretch.web.pictures.route import places_at, route_svg
from homestretch.web.show.panels import (
    EffortRow,
    KickShow,
    LoadShow,
    SplitRow,
    show_drift,
    show_efforts,
    show_kick,
    show_load,
    show_splits,
    show_surges,
)
from homestretch.web.show.reps import SetShow, against_target, rep_time_text, set_name, shades_of, show_sets

ON_FOOT = ("", "running", "walking", "hiking")
SPORT_NAMES = {"": "Activity", "running": "Run", "cycling": "Ride", "swimming": "Swim", "walking": "Walk"}
SLOWEST = 0.5  # m/s; slower on foot has no pace worth a number
MOST_ZOOMS = 8
AROUND_SHARE = 0.08  # of a set's length that is shown on either side of it


@dataclass(frozen=True, slots=True)
class ChartShow:
    """One chart, ready to stand in the page."""

    key: str
    name: str
    unit: str
    plot: SafeString
    axis: SafeString
    summary: str


@dataclass(frozen=True, slots=True)
class ZoomLink:
    """A stretch to look at more closely."""

    name: str
    start: float
    end: float
    now: bool


@dataclass(frozen=True, slots=True)
class ChartsShow:
    """All charts with their cursor; `columns` is what the script reads."""

    charts: tuple[ChartShow, ...]
    blocks: SafeString
    axis: SafeString
    zooms: tuple[ZoomLink, ...]
    columns: Mapping[str, Any]
    last: int
    first_moment: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ActivityShow:
    """Everything the page of an activity shows."""

    id: int
    title: str
    verdict: str  # what the title leaves of it; empty where nothing was planned
    label: str
    name: str
    facts: tuple[tuple[str, str], ...]
    sets: tuple[SetShow, ...]
    efforts: tuple[EffortRow, ...]
    kick: KickShow | None
    drift: tuple[str, str]
    load: LoadShow
    surges: tuple[str, ...]
    split_name: str
    splits: tuple[SplitRow, ...]
    flags: tuple[str, ...]
    route: SafeString
    on_track: bool
    track_words: str
    others: tuple[str, ...]
    original: str


@dataclass(frozen=True, slots=True)
class LineShow:
    """One activity in a list."""

    id: int
    when: str
    clock: str
    name: str
    distance: str
    time: str
    pace: str
    heart: str
    reps: str
    pillar: str
    served: str


def show_activity(
    view: ActivityView, unit: PaceUnit, zone_names: Mapping[int, str], match: SessionMatch | None = None
) -> ActivityShow:
    """The page of an activity.

    Args:
        view: it.
        unit: of paces.
        zone_names: by number.
        match: the planned session that it serves.
    """
    document, figures = view.stored.document, view.stored.figures
    split_name, splits = show_splits(view.streams, unit)
    kept = {
        one["set"]: one["recovery_kept_pct"]
        for one in document["sets"]
        if one["recovery_kept_pct"] is not None
    }
    headline, rest = _parted(wording.notation(verdict(match, unit))) if match is not None else ("", "")
    route = route_svg(view.streams, shades_of(view.sets), escape(_route_words(figures, unit)))
    has_speed = len(view.streams.speed) > 0
    return ActivityShow(
        id=view.stored.id,
        title=headline if match is not None else title_of(view, unit),
        verdict=rest,
        label=_label(figures),
        name=figures.name,
        facts=_facts(figures, document, unit),
        sets=show_sets(view.sets, view.reps, kept, match.reps if match is not None else None),
        efforts=show_efforts(document, unit, view.late),
        kick=show_kick(document["kick"], _last_off_target(view.sets)),
        drift=show_drift(document) if figures.avg_hr and figures.sport in ON_FOOT and has_speed else ("", ""),
        load=show_load(document["load"], zone_names),
        surges=show_surges(document["surges"], unit),
        split_name=split_name,
        splits=splits,
        flags=(*(flag["text"] for flag in document["flags"]), *document["notes"]),
        route=mark_safe(route),
        on_track=figures.on_track,
        track_words=_track_words(document["track"]),
        others=tuple(other.figures.device or "another watch" for other in view.stored.others),
        original=_original_words(view.stored),
    )


def _last_off_target(sets: Sequence[SetFigures]) -> float | None:
    """s by which the last rep that is no stride was off its target; None without one."""
    rows = [row for found in sets for row in found.reps if row.rep.kind == "rep"]
    return max(rows, key=lambda row: row.rep.start).off_target_s if rows else None


def show_charts(view: ActivityView, unit: PaceUnit, window: tuple[float, float] | None) -> ChartsShow | None:
    """The charts of an activity or a stretch of it; None where nothing was recorded second by second."""
    if len(view.streams) < 2:
        return None
    shades = shades_of(view.sets)
    strip = strip_of(view.streams, shades, unit, window)
    if not strip.charts:
        return None
    return ChartsShow(
        charts=tuple(map(_chart, strip.charts)),
        blocks=mark_safe(strip.blocks),
        axis=mark_safe(strip.axis),
        zooms=_zooms(view, strip.start, strip.end),
        columns={
            "from": strip.start,
            "to": strip.end,
            "moments": strip.moments,
            "series": {chart.key: chart.values for chart in strip.charts},
            "units": {chart.key: f"{chart.name} {{}} {chart.unit}".strip() for chart in strip.charts},
            "reps": shades_at(shades, strip),
            "places": places_at(view.streams, strip.start, strip.end, COLUMNS),
        },
        last=COLUMNS - 1,
        first_moment=strip.moments[0],
        is_whole=window is None,
    )


def show_line(line: ActivityLine, unit: PaceUnit, served: tuple[str, str] = ("", "")) -> LineShow:
    """One activity in a list, with the mark and the name of the planned session that it served."""
    figures = line.figures
    return LineShow(
        line.id,
        f"{WEEKDAYS[figures.local_date.weekday()][:3]} {wording.tiny_date(figures.local_date)}",
        _clock(figures),
        figures.name or sport_name(figures.sport),
        wording.kilometres(figures.distance_m, unit) if figures.distance_m else "",
        _time(figures.moving_s),
        _pace(figures, unit),
        f"{figures.avg_hr:.0f}" if figures.avg_hr else "",
        wording.notation(figures.reps_words),
        *served,
    )


def title_of(view: ActivityView, unit: PaceUnit) -> str:
    """What was found, in a sentence without a full stop."""
    sets = [found for found in view.sets if found.reps and found.reps[0].rep.kind == "rep"]
    figures = view.stored.figures
    if sets:
        return _title_of_sets(sets)
    metres = figures.distance_m
    if not metres or figures.moving_s <= 0:
        return f"{sport_name(figures.sport)}, {wording.duration(round(figures.moving_s))}"
    held, _ = show_drift(view.stored.document)
    distance = wording.kilometres(metres, unit)
    if figures.sport not in ON_FOOT:
        return f"{sport_name(figures.sport)}: {distance} in {wording.duration(round(figures.moving_s))}"
    if metres / figures.moving_s < SLOWEST:
        return f"{distance} in {wording.duration(round(figures.moving_s))}"
    said = f"{distance} at {wording.pace(metres / figures.moving_s, unit)}"
    return f"{said}: {held[0].lower()}{held[1:]}" if held else said


def sport_name(sport: str) -> str:
    """`Run`, `Ride`, `Cross-country skiing`."""
    return SPORT_NAMES.get(sport, sport.replace("_", " ").capitalize())


def _title_of_sets(sets: list[SetFigures]) -> str:
    names = " + ".join(set_name(found) for found in sets[:3]) + (" and more" if len(sets) > 3 else "")
    if said := against_target(sets):
        return f"{names}: {said}"
    if len(sets) == 1 and sets[0].mean_s and len(sets[0].reps) > 1:
        even = f", {sets[0].pace_word}" if sets[0].pace_word in ("even", "uneven") else ""
        return f"{names} in {rep_time_text(sets[0].mean_s)}{even}"
    return names


def _parted(said: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the others."""
    first, stop, rest = said.partition(". ")
    return (first, rest) if stop else (said.rstrip("."), "")


def _label(figures: Figures) -> str:
    parts = [wording.long_date(figures.local_date) + f" {figures.local_date.year}", _clock(figures)]
    parts += [figures.name or sport_name(figures.sport), figures.device]
    return " · ".join(part for part in parts if part)


def _clock(figures: Figures) -> str:
    """The runner's own time of day; empty where the file does not say how far it is off UTC."""
    if figures.utc_offset_s is None:
        return ""
    local: datetime = figures.started_at + timedelta(seconds=figures.utc_offset_s)
    return f"{local:%H:%M}"


def _time(seconds: float) -> str:
    """`58:12`, `42 s`, empty for nothing."""
    if seconds < 1:
        return ""
    return format_time(seconds, 0) if seconds >= 60 else f"{seconds:.0f} s"


def _pace(figures: Figures, unit: PaceUnit) -> str:
    if not figures.distance_m or figures.moving_s <= 0:
        return ""
    speed = figures.distance_m / figures.moving_s
    if figures.sport in ON_FOOT:
        return wording.pace(speed, unit) if speed >= SLOWEST else ""
    return format_pace(speed, "km/h") if figures.sport == "cycling" else ""


def _facts(figures: Figures, document: Mapping[str, Any], unit: PaceUnit) -> tuple[tuple[str, str], ...]:
    means = document["means"]
    found = []
    if figures.distance_m:
        found.append((wording.kilometres(figures.distance_m, unit, 2), ""))
    found.append(
        (format_time(figures.moving_s, 0), " moving" if figures.duration_s - figures.moving_s > 1 else "")
    )
    if pace := _pace(figures, unit):
        found.append((pace, ""))
    if means["flat_speed"] and means["speed"] and abs(means["flat_speed"] / means["speed"] - 1) > 0.01:
        found.append((wording.pace(means["flat_speed"], unit), " on the level"))
    if figures.avg_hr:
        most = f", highest {figures.max_hr:.0f}" if figures.max_hr else ""
        found.append((f"{figures.avg_hr:.0f}", f" beats a minute{most}"))
    if means["cadence_spm"] and figures.sport in ON_FOOT:
        found.append((f"{means['cadence_spm']:.0f}", " steps a minute"))
    if means.get("respiration"):
        found.append((f"{means['respiration']:.0f}", " breaths a minute"))
    if means["stride_m"] and figures.sport in ON_FOOT:
        found.append((f"{means['stride_m']:.2f} m", " a step"))
    if means["ground_contact_s"]:
        found.append((f"{1000 * means['ground_contact_s']:.0f} ms", " on the ground"))
    terrain, warmth = document["terrain"], document["temperature"]
    if terrain and terrain["climb_m"] >= 1:
        found.append((f"{terrain['climb_m']:.0f} m", f" up, {terrain['descent_m']:.0f} m down"))
    if warmth:
        found.append((f"{warmth['mean']:.0f} °C", " by the watch"))
    if figures.energy_kcal:
        found.append((f"{figures.energy_kcal:.0f} kcal", " by the watch"))
    if figures.rpe is not None:
        found.append((f"RPE {figures.rpe:g}", f", {wording.rpe_words(figures.rpe)}"))
    return tuple(found)


def _original_words(stored: StoredActivity) -> str:
    """Where it is from and what is kept."""
    if stored.figures.source == HEALTH:  # no file: a workout is called after its day
        return f"From {wording.dates_in_words(stored.original_name)}. What the export says of it is kept."
    return f"From the file {stored.original_name}, which is kept as it came."


def _track_words(track: Mapping[str, Any] | None) -> str:
    if track is None:
        return ""
    lane = f" in lane {track['lane']}" if track["lane"] else ""
    lap = "400 m" if track["source"] == "positions" else f"{track['lap_m']:.0f} m"
    said = f"{track['laps']} laps of a {lap} track{lane}"
    error = track["gps_error_pct"]
    if error is None:
        return said + "."
    off = f"{abs(error):.1f} % too {'long' if error > 0 else 'short'}"
    return f"{said}; the watch was {off if abs(error) >= 0.05 else 'exact'}."


def _route_words(figures: Figures, unit: PaceUnit) -> str:
    metres = figures.distance_m
    return "The way of the run" + (f", {wording.kilometres(metres, unit)}" if metres else "")


def _chart(chart: Chart) -> ChartShow:
    return ChartShow(
        chart.key, chart.name, chart.unit, mark_safe(chart.plot), mark_safe(chart.axis), chart.summary
    )


def _zooms(view: ActivityView, start: float, end: float) -> tuple[ZoomLink, ...]:
    """The sets, to look at them more closely."""
    found = []
    for group in view.sets[:MOST_ZOOMS]:
        first, last = group.reps[0].rep.start, group.reps[-1].rep.end
        room = max(AROUND_SHARE * (last - first), 5.0)
        begun, done = round(max(first - room, 0.0), 1), round(last + room, 1)
        now = abs(begun - start) < 1 and abs(min(done, view.streams.duration) - end) < 1
        found.append(ZoomLink(set_name(group), begun, done, now))
    return tuple(found)
