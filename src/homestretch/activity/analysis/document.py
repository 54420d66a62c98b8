"""An analysis as the plain document that programs read: `analyse --json`, written down in docs/contracts.md.

In: an Analysis. Out: dicts, lists, numbers and text only. Times in s, distances in m, speeds in m/s.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeAlias

from homestretch.activity.analysis.bands import Band
from homestretch.activity.analysis.efforts import Effort
from homestretch.activity.analysis.kept import Kept, Window
from homestretch.activity.analysis.kick import Kick
from homestretch.activity.analysis.load import Load
from homestretch.activity.analysis.model import Analysis, Means, Temperature
from homestretch.activity.analysis.surges import Surge
from homestretch.activity.analysis.terrain import Terrain
from homestretch.activity.recording import Lap
from homestretch.activity.reps.model import Rep, RepFigures, SetFigures
from homestretch.activity.streams import Flag

if TYPE_CHECKING:
    from homestretch.activity.track import Track

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Document: TypeAlias = dict[str, Json]

TIME_DECIMALS = 2
METRE_DECIMALS = 1
SPEED_DECIMALS = 3
SHARE_DECIMALS = 4
BEAT_DECIMALS = 1
BAND_NAMES = {
    "heart": "heart rate",
    "speed": "speed",
    "rep": "speed of reps",
    "climb": "heart rate uphill",
    "surge": "speed gained in surges",
}
LARGEST_OFFSET = 86_399.0  # s; a zone that is further off is a wrong clock


def analysis_document(analysis: Analysis) -> Document:
    """The whole analysis as `analyse --json` prints it.

    Returns:
        The keys of the contract, and beside them `drift`, `strides`, `sets`, `means`, `best_by_time`, `surges`,
        `kept`, `bands`, `terrain`, `temperature` and `notes`. Moments are s after `start`.
    """
    zero = analysis.streams.start if len(analysis.streams) else (analysis.start or 0.0)
    late = zero - (analysis.start if analysis.start is not None else zero)
    figures = {id(one.rep): one for found in analysis.sets for one in found.reps}
    rows = [
        (rep, _rep(rep, means, figures.get(id(rep)), late))
        for rep, means in zip(analysis.reps.reps, analysis.rep_means, strict=True)
    ]
    return {
        "sport": analysis.sport,
        "start": moment(analysis.start, analysis.utc_offset),
        "duration_s": number(analysis.duration_s, TIME_DECIMALS),
        "moving_s": number(analysis.moving_s, TIME_DECIMALS),
        "distance_m": number(analysis.distance_m, TIME_DECIMALS),
        "records": analysis.records,
        "laps": [_lap(lap, analysis) for lap in analysis.laps],
        "reps": [row for rep, row in rows if rep.kind == "rep"],
        "strides": [row for rep, row in rows if rep.kind == "stride"],
        "reps_from": analysis.reps.source,
        "sets": [_set(found) for found in analysis.sets],
        "means": _means(analysis.means),
        "decoupling_pct": number(analysis.drift.decoupling_pct, TIME_DECIMALS),
        "drift": {
            "heart_rate_rise": number(analysis.drift.drift_bpm, BEAT_DECIMALS),
            "steady_s": number(analysis.drift.steady_s, 0),
            "respiration": _halves(analysis.drift.respirations, BEAT_DECIMALS),
            "stride_m": _halves(analysis.drift.step_lengths, SPEED_DECIMALS),
            "heavy_legs": analysis.drift.heavy_legs,
            "reason": analysis.drift.reason,
        },
        "best_efforts": [_effort(effort, late) for effort in analysis.best_efforts],
        "best_by_time": [_effort(effort, late) for effort in analysis.best_by_time],
        "load": _load(analysis.load),
        "kick": _kick(analysis.kick),
        "surges": [_surge(surge, late) for surge in analysis.surges],
        "kept": kept_document(analysis.kept, late),
        "bands": [_band(band) for band in analysis.bands],
        "track": _track(analysis.track),
        "terrain": _terrain(analysis.terrain),
        "temperature": _temperature(analysis.temperature),
        "flags": [_flag(flag, late) for flag in analysis.flags],
        "sessions": [
            {
                "sport": session.sport,
                "start": moment(session.start, analysis.utc_offset),
                "duration_s": number(session.elapsed, TIME_DECIMALS),
                "distance_m": number(session.distance, TIME_DECIMALS),
            }
            for session in analysis.sessions
        ],
        "notes": list(analysis.notes),
    }


def number(value: float | None, decimals: int) -> float | None:
    """A number rounded for print; None for what is missing or not finite."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), decimals) + 0.0


def moment(seconds: float | None, utc_offset: float | None) -> str | None:
    """ISO 8601 in local time where the file says how far that is off UTC, else in UTC.

    Args:
        seconds: since 1970.
        utc_offset: s.
    """
    if seconds is None or not math.isfinite(seconds):
        return None
    known = utc_offset is not None and abs(utc_offset) <= LARGEST_OFFSET
    zone = timezone(timedelta(seconds=round(utc_offset))) if known and utc_offset else UTC
    try:
        when = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):  # a clock that never was set
        return None
    return when.isoformat(timespec="milliseconds" if when.microsecond else "seconds")


def _lap(lap: Lap, analysis: Analysis) -> Document:
    return {
        "start_s": number(lap.start - (analysis.start or 0.0), TIME_DECIMALS),
        "duration_s": number(lap.elapsed, TIME_DECIMALS),
        "moving_s": number(lap.timer, TIME_DECIMALS),
        "distance_m": number(lap.distance, TIME_DECIMALS),
        "avg_hr": number(lap.average_heart_rate, BEAT_DECIMALS),
        "trigger": lap.trigger,
    }


def _rep(rep: Rep, means: Means, figures: RepFigures | None, late: float) -> Document:
    return {
        "start_s": number(rep.start + late, TIME_DECIMALS),
        "duration_s": number(rep.duration, TIME_DECIMALS),
        "distance_m": number(rep.distance_m, METRE_DECIMALS),
        "nominal_m": number(rep.nominal_m, METRE_DECIMALS),
        "avg_hr": number(means.heart_rate, BEAT_DECIMALS),
        "stride_m": number(means.stride, SPEED_DECIMALS),
        "cadence_spm": number(means.cadence, BEAT_DECIMALS),
        "set": rep.set_index,
        "target_low_s": number(figures.target_low_s if figures else None, TIME_DECIMALS),
        "target_high_s": number(figures.target_high_s if figures else None, TIME_DECIMALS),
        "off_target_s": number(figures.off_target_s if figures else None, TIME_DECIMALS),
        "recovery_s": number(figures.recovery_s if figures else None, TIME_DECIMALS),
        "hr_fall_60s": number(figures.recovery_heart_rate_60s if figures else None, BEAT_DECIMALS),
    }


def _set(found: SetFigures) -> Document:
    return {
        "set": found.set_index,
        "reps": len(found.reps),
        "mean_s": number(found.mean_s, TIME_DECIMALS),
        "pace_cv_pct": number(found.pace_cv_pct, TIME_DECIMALS),
        "fade_pct": number(found.fade_pct, TIME_DECIMALS),
        "last_rep_gain_pct": number(found.last_rep_gain_pct, TIME_DECIMALS),
        "off_target_s": number(found.off_target_s, TIME_DECIMALS),
        "recovery_kept_pct": number(found.recovery_kept_pct, METRE_DECIMALS),
        "hr_rise": number(found.heart_rate_rise, BEAT_DECIMALS),
        "hr_fall_60s": number(found.recovery_heart_rate_60s, BEAT_DECIMALS),
        "stride_change_pct": number(found.step_length_change_pct, TIME_DECIMALS),
        "cadence_change_pct": number(found.cadence_change_pct, TIME_DECIMALS),
    }


def _means(means: Means) -> Document:
    return {
        "heart_rate": number(means.heart_rate, BEAT_DECIMALS),
        "highest_heart_rate": number(means.highest_heart_rate, BEAT_DECIMALS),
        "cadence_spm": number(means.cadence, BEAT_DECIMALS),
        "stride_m": number(means.stride, SPEED_DECIMALS),
        "speed": number(means.speed, SPEED_DECIMALS),
        "flat_speed": number(means.flat_speed, SPEED_DECIMALS),
        "ground_contact_s": number(means.ground_contact, SPEED_DECIMALS),
        "respiration": number(means.respiration, BEAT_DECIMALS),
    }


def _effort(effort: Effort, late: float) -> Document:
    return {
        "distance_m": number(effort.distance_m, SPEED_DECIMALS),
        "time_s": number(effort.time_s, TIME_DECIMALS),
        "start_s": number(effort.start_s + late, TIME_DECIMALS),
    }


def _load(load: Load) -> Document:
    return {
        "aerobic_min": {
            str(zone): number(minutes, TIME_DECIMALS) for zone, minutes in load.aerobic_min.items()
        },
        "above_cs_s": number(load.above_cs_s, METRE_DECIMALS),
        "d_prime_min_m": number(load.d_prime_min_m, METRE_DECIMALS),
        "d_prime_end_m": number(load.d_prime_end_m, METRE_DECIMALS),
        "near_max_m": number(load.near_max_m, METRE_DECIMALS),
        "high_speed_m": number(load.fast_m, METRE_DECIMALS),
        "contacts": load.contacts,
        "srpe": number(load.srpe, METRE_DECIMALS),
        "trimp": number(load.trimp, METRE_DECIMALS),
        "zones_by": load.zones_by,
        "notes": list(load.notes),
    }


def _kick(kick: Kick) -> Document:
    return {
        "of": kick.of,
        "distance_m": number(kick.distance_m, METRE_DECIMALS),
        "last_100_s": number(kick.last_100_s, TIME_DECIMALS),
        "last_200_s": number(kick.last_200_s, TIME_DECIMALS),
        "last_400_s": number(kick.last_400_s, TIME_DECIMALS),
        "body_speed": number(kick.body_speed, SPEED_DECIMALS),
        "ratio": number(kick.ratio, SHARE_DECIMALS),
        "ratio_to_mean": number(kick.ratio_to_mean, SHARE_DECIMALS),
        "ratio_to_set": number(kick.ratio_to_set, SHARE_DECIMALS),
        "share_of_mss": number(kick.share_of_mss, SHARE_DECIMALS),
        "target": kick.target,
    }


def _surge(surge: Surge, late: float) -> Document:
    return {
        "start_s": number(surge.start_s + late, TIME_DECIMALS),
        "duration_s": number(surge.duration_s, TIME_DECIMALS),
        "speed": number(surge.speed, SPEED_DECIMALS),
        "before": number(surge.before, SPEED_DECIMALS),
        "after": number(surge.after, SPEED_DECIMALS),
        "returned": number(surge.returned, SHARE_DECIMALS),
        "settled_s": number(surge.settled_s, METRE_DECIMALS),
        "cadence_spm": number(surge.cadence, BEAT_DECIMALS),
        "cadence_before_spm": number(surge.cadence_before, BEAT_DECIMALS),
    }


def kept_document(kept: Kept | None, late: float = 0.0) -> Document | None:
    """How a session kept inside its window.

    Args:
        kept: it.
        late: s by which the streams begin after the activity.
    """
    if kept is None:
        return None
    moments = {"slackened_s": kept.slackened_s, "tipped_s": kept.tipped_s}
    return {
        "of": kept.of,
        "planned": kept.planned,
        "seconds": number(kept.seconds, 0),
        "pace": _window(kept.pace, SPEED_DECIMALS),
        "heart": _window(kept.heart, BEAT_DECIMALS),
        "heart_estimated": kept.heart_estimated,
        **{name: None if at is None else number(at + late, 0) for name, at in moments.items()},
        "rise_bpm": number(kept.rise_bpm, BEAT_DECIMALS),
        "rise_word": kept.rise_word,
    }


def _window(window: Window | None, decimals: int) -> Document | None:
    if window is None:
        return None
    return {
        "low": number(window.low, decimals),
        "high": number(window.high, decimals),
        "under_s": number(window.under_s, 0),
        "inside_s": number(window.inside_s, 0),
        "over_s": number(window.over_s, 0),
    }


def _halves(values: tuple[float, float] | None, decimals: int) -> list[Json] | None:
    return None if values is None else [number(value, decimals) for value in values]


def _band(band: Band) -> Document:
    return {
        "by": BAND_NAMES[band.kind],
        "low": band.low,
        "high": band.high,
        "seconds": number(band.seconds, 0),
        "flat_speed": number(band.flat_speed, SPEED_DECIMALS),
        "heart_rate": number(band.heart_rate, BEAT_DECIMALS),
        "cadence_spm": number(band.cadence, BEAT_DECIMALS),
        "stride_m": number(band.step_length, SPEED_DECIMALS),
        "ground_contact_s": number(band.ground_contact, SHARE_DECIMALS),
        "left_pct": number(band.balance, TIME_DECIMALS),
        "climb_speed": number(band.climb_speed, SHARE_DECIMALS),
        "speed_gain": number(band.speed_gain, SHARE_DECIMALS),
        "cadence_gain": number(band.cadence_gain, BEAT_DECIMALS),
    }


def _terrain(terrain: Terrain | None) -> Document | None:
    if terrain is None:
        return None
    return {
        "climb_m": number(terrain.climb_m, METRE_DECIMALS),
        "descent_m": number(terrain.descent_m, METRE_DECIMALS),
        "lowest_m": number(terrain.lowest_m, METRE_DECIMALS),
        "highest_m": number(terrain.highest_m, METRE_DECIMALS),
    }


def _temperature(found: Temperature | None) -> Document | None:
    if found is None:
        return None
    return {
        "mean": number(found.mean, 1),
        "lowest": number(found.lowest, 1),
        "highest": number(found.highest, 1),
    }


def _track(track: Track | None) -> Document | None:
    if track is None:
        return None
    return {
        "laps": track.lap_count,
        "lap_m": number(track.lap_m, TIME_DECIMALS),
        "gps_error_pct": number(track.gps_error_pct, TIME_DECIMALS),
        "distance_m": number(track.distance_m, METRE_DECIMALS),
        "lane": track.lane,
        "source": track.source,
    }


def _flag(flag: Flag, late: float) -> Document:
    return {
        "kind": flag.kind,
        "text": flag.text,
        "where": [
            [number(one.start + late, TIME_DECIMALS), number(one.end + late, TIME_DECIMALS)]
            for one in flag.where
        ],
        "mended": flag.mended,
    }
