"""One activity to read in a terminal: what it was, speed as a picture, reps against their targets, load, kick.

In: an Analysis. Out: rows of (text, style) pieces, none wider than the columns given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import numpy as np

from homestretch.cli.picture import EIGHTHS, MARGIN, Row
from homestretch.cli.report import paragraph
from homestretch.cli.words import between, date_text, km, minutes, pace_band
from homestretch.units import format_distance, format_pace, format_rep, format_time

if TYPE_CHECKING:
    from homestretch.activity.analysis.drift import Drift
    from homestretch.activity.analysis.kept import Window
    from homestretch.activity.analysis.model import Analysis, Means
    from homestretch.activity.analysis.surges import Surge
    from homestretch.activity.reps.model import RepFigures, SetFigures
    from homestretch.activity.streams import Streams

ON_FOOT = ("", "running", "walking", "hiking")
BAR_ROWS = 5
SLOWEST_SHOWN = 1.0  # m/s at the foot of the picture: standing is blank, walking a sliver
LEAST_SAMPLES = 10  # for a picture
REP_S = 600.0  # reps up to here are told to the tenth
MOST_SURGES = 4  # told one by one
HILLY = 0.01  # share that pace on the level must differ by to be told


def activity_report(analysis: Analysis, width: int) -> Iterator[Row]:
    """The rows of the report, top to bottom."""
    yield from _heading(analysis, width)
    yield from speed_picture(analysis.streams, width)
    yield from _sets(analysis, width)
    yield from _efforts(analysis, width)
    yield from _kept(analysis, width)
    yield from _heart(analysis, width)
    yield from _load(analysis, width)
    yield from _kick(analysis, width)
    yield from _ground(analysis, width)
    yield from _notes(analysis, width)


def _heading(analysis: Analysis, width: int) -> Iterator[Row]:
    if analysis.start is None:
        told = (
            f"{km(analysis.distance_m)} of reps in {format_time(analysis.moving_s, 1)}"
            if analysis.distance_m
            else ""
        )
        yield from paragraph(told or f"{format_time(analysis.moving_s, 1)} of reps", 0, "bold", width)
        return
    sport = (analysis.sport or "activity").replace("_", " ").capitalize()
    when = _when(analysis)
    yield from paragraph(f"{sport}{', ' + when if when else ''}", 0, "bold", width)
    parts = [km(analysis.distance_m)] if analysis.distance_m else []
    parts.append(
        format_time(analysis.duration_s, 0) if analysis.duration_s >= 60 else f"{analysis.duration_s:.0f} s"
    )
    stood = analysis.duration_s - analysis.moving_s
    if stood >= 1:
        parts.append(f"{format_time(analysis.moving_s, 0)} without pauses")
    means = analysis.means
    if analysis.distance_m and analysis.moving_s and analysis.sport in ("", "running"):
        pace = analysis.distance_m / analysis.moving_s
        parts.append(format_pace(pace))
        share = means.flat_speed / means.speed if means.flat_speed and means.speed else 1.0
        if abs(share - 1) > HILLY:
            parts[-1] += f" ({format_pace(pace * share)} on the level)"
    yield from paragraph(", ".join(parts), 0, "", width)
    yield from paragraph(_body(means, analysis.sport in ON_FOOT), 0, "", width)


def _when(analysis: Analysis) -> str:
    if analysis.start is None:
        return ""
    offset = analysis.utc_offset
    try:
        zone = timezone(timedelta(seconds=round(offset))) if offset else UTC
        when = datetime.fromtimestamp(analysis.start, zone)
    except (OverflowError, ValueError, OSError):  # a clock that never was set
        return ""
    return f"{date_text(when.date())} at {when:%H:%M}" + ("" if offset is not None else " UTC")


def _body(means: Means, on_foot: bool) -> str:
    parts = []
    if means.heart_rate:
        parts.append(f"heart rate {means.heart_rate:.0f}, highest {means.highest_heart_rate:.0f}")
    if means.cadence:
        parts.append(f"{means.cadence:.0f} {'steps' if on_foot else 'turns'} a minute")
    if means.stride:
        parts.append(f"{means.stride:.2f} m a step")
    if means.ground_contact:
        parts.append(f"{1000 * means.ground_contact:.0f} ms on the ground")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def speed_picture(streams: Streams, width: int) -> list[Row]:
    """Speed over time as bars, fastest column full; empty where nothing moved."""
    known = np.isfinite(streams.distance) if len(streams.distance) else np.zeros(0, bool)
    if known.sum() < LEAST_SAMPLES or streams.duration <= 0:
        return []
    columns = min(width - MARGIN, int(known.sum()))
    edges = np.linspace(0.0, streams.duration, columns + 1)
    gained = np.diff(np.interp(edges, streams.time[known], streams.distance[known]))
    speed = gained / np.diff(edges)
    fastest = float(speed.max())
    if fastest <= SLOWEST_SHOWN:
        return []
    heights = (speed - SLOWEST_SHOWN) / (fastest - SLOWEST_SHOWN) * BAR_ROWS
    rows: list[Row] = [[]]
    for level in range(BAR_ROWS - 1, -1, -1):
        mark = fastest if level == BAR_ROWS - 1 else None
        label = (
            format_pace(mark)
            if mark and streams.sport in ("", "running")
            else f"{mark:.1f} m/s"
            if mark
            else ""
        )
        bars = "".join(EIGHTHS[max(0, min(8, round((height - level) * 8)))] for height in heights.tolist())
        rows.append([(label.rjust(MARGIN - 2)[: MARGIN - 2] + "  ", "dim"), (bars.rstrip(), "")])
    last = minutes(streams.duration) if streams.duration >= 60 else f"{streams.duration:.0f} s"
    rows.append([("0".rjust(MARGIN + 1) + last.rjust(columns - 1), "dim")])
    return rows


def _sets(analysis: Analysis, width: int) -> Iterator[Row]:
    """Each set: its reps against their target, one a line, and how it held up in words."""
    means = {id(rep): mean for rep, mean in zip(analysis.reps.reps, analysis.rep_means, strict=True)}
    for found in analysis.sets:
        if not found.reps:
            continue
        yield []
        yield [(_set_name(found), "bold"), (f"  {SOURCES.get(analysis.reps.source, '')}", "dim")]
        yield [
            (
                f"{'rep':>4}{'done':>9}{'target':>14}{'off':>7}{'heart':>7}{'steps':>7}{'step m':>8}{'rest':>8}",
                "dim",
            )
        ]
        for place, figures in enumerate(found.reps, 1):
            yield [(_rep_line(place, figures, means.get(id(figures.rep))), "")]
        for sentence in _verdict(found):
            yield from paragraph(sentence, 2, "", width, 2)
    if analysis.reps.skipped:
        yield from paragraph(f"Not run of what was meant: {len(analysis.reps.skipped)} reps.", 0, "", width)


SOURCES = {
    "planned": "told by the session that was meant",
    "laps": "told by the lap button",
    "detected": "told by the speed",
    "typed": "typed by you",
}


def _set_name(found: SetFigures) -> str:
    lengths = [figures.rep.nominal_m or figures.rep.distance_m for figures in found.reps]
    strides = "strides" if found.reps[0].rep.kind == "stride" else ""
    known = [round(length) for length in lengths if np.isfinite(length)]
    if len(known) == len(lengths) and max(known) - min(known) <= 1:
        return f"{len(known)} x {format_distance(float(known[0]))} {strides}".rstrip()
    return f"{len(lengths)} {strides or 'reps'}"


def _rep_line(place: int, figures: RepFigures, means: Means | None) -> str:
    target = ""
    if figures.target_low_s and figures.target_high_s:
        target = between(_time(figures.target_high_s), _time(figures.target_low_s))
    off = figures.off_target_s
    beats = means.heart_rate if means else None
    cadence, stride = (
        figures.cadence or (means and means.cadence),
        figures.step_length or (means and means.stride),
    )
    return (
        f"{place:>4}{_time(figures.time_s):>9}{target:>14}"
        f"{'' if off is None else 'on' if off == 0 else f'{off:+.1f}':>7}"
        f"{f'{beats:.0f}' if beats else '':>7}{f'{cadence:.0f}' if cadence else '':>7}"
        f"{f'{stride:.2f}' if stride else '':>8}"
        f"{_rest(figures.recovery_s):>8}"
    )


def _time(seconds: float) -> str:
    return format_rep(seconds) if seconds <= REP_S else format_time(seconds, 0)


def _rest(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.0f} s" if seconds < 100 else format_time(seconds, 0)


def _verdict(found: SetFigures) -> Iterator[str]:
    if found.pace_cv_pct is not None:
        mean = f"Mean {_time(found.mean_s)}; " if found.mean_s else ""
        word = f": {found.pace_word}" if found.pace_word else ""
        yield f"{mean}times vary by {found.pace_cv_pct:.1f} %{word}."
    if found.fade_pct is not None:
        word = f": {found.fade_word}" if found.fade_word else ""
        yield f"Last third against the first {found.fade_pct:+.1f} % in time{word}."
    if found.last_rep_gain_pct is not None:
        yield f"Last rep {found.last_rep_gain_pct:+.1f} % in speed against the others."
    if found.heart_rate_rise is not None:
        word = f": {found.heart_rate_word}" if found.heart_rate_word else ""
        yield f"Heart rate {round(found.heart_rate_rise):+d} from the second rep to the last{word}."
    if found.recovery_heart_rate_60s is not None:
        yield f"The heart fell by {found.recovery_heart_rate_60s:.0f} beats in the minute after a rep."
    if found.tightening:
        yield "The stride shortened at the same speed while the steps came quicker: shoulders down, run tall."


def _efforts(analysis: Analysis, width: int) -> Iterator[Row]:
    if not analysis.best_efforts:
        return
    yield []
    yield [("Best efforts", "bold")]
    told = [
        f"{format_distance(one.distance_m)} {format_time(one.time_s, 1)}" for one in analysis.best_efforts
    ]
    yield from paragraph(", ".join(told), 2, "", width)


def _kept(analysis: Analysis, width: int) -> Iterator[Row]:
    """Time under, inside and over the edges of a tempo, of long reps or of an easy run."""
    kept = analysis.kept
    if kept is None:
        return
    late = 0.0 if analysis.start is None else analysis.streams.start - analysis.start
    yield []
    yield [(f"{kept.of.capitalize()} against its window", "bold")]
    if kept.pace is not None:
        paces = pace_band(kept.pace.low, kept.pace.high, "min/km")
        yield from paragraph(f"By pace, {paces}: {_sides(kept.pace)}.", 2, "", width)
    if kept.heart is not None:
        beats = f"{kept.heart.low:.0f}-{kept.heart.high:.0f}"
        about = ", estimated from age" if kept.heart_estimated else ""
        yield from paragraph(f"By heart, {beats} beats{about}: {_sides(kept.heart)}.", 2, "", width)
    told = []
    if kept.slackened_s is not None and kept.of != "easy":
        told.append(f"slackened from {format_time(kept.slackened_s + late, 0)} on")
    if kept.tipped_s is not None:
        told.append(f"tipped over from {format_time(kept.tipped_s + late, 0)} on")
    if kept.rise_bpm is not None and kept.rise_word and kept.of != "easy":
        told.append(f"heart {round(kept.rise_bpm):+d} beats at the same pace: {kept.rise_word}")
    if told:
        text = "; ".join(told)
        yield from paragraph(text[:1].upper() + text[1:] + ".", 2, "", width)


def _sides(window: Window) -> str:
    sides = (("under", window.under_s), ("inside", window.inside_s), ("over", window.over_s))
    return ", ".join(f"{spent / 60:.0f} min {side}" for side, spent in sides)


def _heart(analysis: Analysis, width: int) -> Iterator[Row]:
    drift = analysis.drift
    if drift.decoupling_pct is None or drift.drift_bpm is None:
        if analysis.means.heart_rate:
            yield []
            yield from paragraph(drift.reason, 0, "dim", width)
        return
    yield []
    yield [("Heart against pace", "bold")]
    yield from paragraph(
        f"Decoupling {drift.decoupling_pct:+.1f} % between the halves of {minutes(drift.steady_s)} of steady running "
        f"({drift.drift_bpm:+.0f} beats a minute): {_decoupled(drift.decoupling_pct)}.{_breath_and_steps(drift)}",
        2,
        "",
        width,
    )


def _breath_and_steps(drift: Drift) -> str:
    """Breathing and steps in both halves."""
    said = ""
    if drift.respirations:
        said += f" Breathing {_to(drift.respirations, 0)} breaths a minute."
    if drift.step_lengths:
        heavy = " though the pace held: heavy legs" if drift.heavy_legs else ""
        said += f" Steps {_to(drift.step_lengths, 2)} m{heavy}."
    return said


def _to(halves: tuple[float, float], decimals: int) -> str:
    """`31 to 34`, or `steady at 31`."""
    first, second = (f"{value:.{decimals}f}" for value in halves)
    return f"steady at {first}" if first == second else f"{first} to {second}"


def _decoupled(percent: float) -> str:
    """SCIENCE 6.2, after Friel: a convention of coaches, not physiology."""
    return "it held" if percent < 5 else "it drifted a little" if percent <= 8 else "it drifted"


def _load(analysis: Analysis, width: int) -> Iterator[Row]:
    load = analysis.load
    parts = []
    zones = [f"Z{zone} {spent:.0f}" for zone, spent in load.aerobic_min.items() if spent >= 0.5]
    if zones:
        parts.append(f"minutes by zone {', '.join(zones)} (by {load.zones_by})")
    if load.above_cs_s:
        parts.append(f"{_rest(load.above_cs_s)} over critical speed")
    if load.d_prime_min_m is not None:
        parts.append(f"least D' left {load.d_prime_min_m:.0f} m")
    if load.fast_m:
        parts.append(f"{load.fast_m:.0f} m at 1500 m speed or faster")
    if load.near_max_m:
        parts.append(f"{load.near_max_m:.0f} m near top speed")
    if load.contacts:
        parts.append(f"{load.contacts} ground contacts")
    if load.srpe is not None:
        parts.append(f"RPE x minutes {load.srpe:.0f}")
    if load.trimp is not None:
        parts.append(f"TRIMP {load.trimp:.0f}")
    if parts:
        yield []
        yield [("Load", "bold")]
        text = "; ".join(parts)
        yield from paragraph(text[:1].upper() + text[1:] + ".", 2, "", width)


def _kick(analysis: Analysis, width: int) -> Iterator[Row]:
    kick = analysis.kick
    if kick.of not in ("race", "rep") or kick.last_100_s is None:
        return
    yield []
    yield [("Kick", "bold"), (f"  of the {'last rep' if kick.of == 'rep' else 'race'}", "dim")]
    lasts = ((100, kick.last_100_s), (200, kick.last_200_s), (400, kick.last_400_s))
    text = "Last " + ", ".join(f"{metres} m {_time(time)}" for metres, time in lasts if time is not None)
    if kick.ratio is not None:
        text += f"; the last 200 m at {kick.ratio:.2f} of the speed before"
    if kick.ratio_to_set is not None:
        text += f"; the last 100 m at {kick.ratio_to_set:.2f} of the set's speed"
    if kick.share_of_mss is not None:
        text += (
            f"{' and' if kick.ratio_to_set else '; the last 100 m at'} {kick.share_of_mss:.0%} of top speed"
        )
    yield from paragraph(text + ".", 2, "", width)


def _ground(analysis: Analysis, width: int) -> Iterator[Row]:
    parts = []
    if analysis.track is not None:
        track = analysis.track
        error = track.gps_error_pct
        off = (
            "" if error is None else f", the watch {abs(error):.1f} % too {'long' if error > 0 else 'short'}"
        )
        lane = f" in lane {track.lane}" if track.lane else ""
        parts.append(f"{track.lap_count} laps of the track{lane}{off}")
    if analysis.terrain is not None and analysis.terrain.climb_m >= 1:
        parts.append(f"{analysis.terrain.climb_m:.0f} m up, {analysis.terrain.descent_m:.0f} m down")
    if analysis.temperature is not None:
        parts.append(f"{analysis.temperature.mean:.0f} °C by the watch")
    for surge in analysis.surges[:MOST_SURGES]:
        parts.append(
            f"surge of {surge.duration_s:.0f} s to {format_pace(surge.speed)} at {format_time(surge.start_s, 0)}, "
            f"{_gained(surge)}"
            f"pace after it {round(100 * (surge.returned - 1)):+d} %"
        )
    if len(analysis.surges) > MOST_SURGES:
        parts.append(f"and {len(analysis.surges) - MOST_SURGES} more")
    if parts:
        yield []
        text = "; ".join(parts)
        yield from paragraph(text[:1].upper() + text[1:] + ".", 0, "", width)


def _gained(surge: Surge) -> str:
    if surge.cadence is None or surge.cadence_before is None:
        return ""
    return f"{round(surge.cadence - surge.cadence_before):+d} steps a minute, "


def _notes(analysis: Analysis, width: int) -> Iterator[Row]:
    texts = [flag.text for flag in analysis.flags] + [*analysis.load.notes, *analysis.notes]
    if texts:
        yield []
    for text in texts:
        yield from paragraph(text, 0, "dim", width)
