"""A FIT file as a recording: the messages that matter for running, in SI units and our words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from homestretch.activity.fit.decode import FitFile, decode_fit
from homestretch.activity.fit.heart import merge_heart_rates
from homestretch.activity.fit.profile import choice, kind_named
from homestretch.activity.fit.rows import Row
from homestretch.activity.fit.table import Table
from homestretch.activity.recording import (
    CHANNELS,
    MOST_CELLS,
    Damage,
    Floats,
    Lap,
    Pause,
    Recording,
    Samples,
    Session,
    Split,
    WorkoutStep,
)

EPOCH = 631_065_600  # s from 1970 to the FIT epoch, the end of 1989
SEMICIRCLE = 180 / 2**31  # degrees
MM = 1000  # in a metre
MS = 1000  # in a second
MOST_ROWS = 10_000  # laps, sessions or steps read of one file
TIMER = 0  # event
STARTS = (0,)  # event types
STOPS = (1, 4, 8, 9)  # stop, stop all, stop disable, stop disable all
AUTOMATIC = 1  # timer trigger
UNDONE = (65535, 65534)  # message indices that say nothing
LAP_TRIGGERS = {
    "manual": "manual",
    "time": "time",
    "distance": "distance",
    "position_start": "position",
    "position_lap": "position",
    "position_waypoint": "position",
    "position_marked": "position",
    "session_end": "session",
}
SPEED_TARGET, HEART_TARGET = "speed", "heart_rate"
HEART_OFFSET = 100  # custom heart rate targets are written as beats + 100; below that, percent of the maximum
FARTHEST_ZONE = 15 * 3600  # s from UTC; more is a clock that was never set
RPE_UNIT = 10  # workout_rpe counts tenths

# Our channel: the record column it comes from, and what that is divided by.
PLAIN = {
    "altitude": ("enhanced_altitude", 1),
    "distance": ("distance", 1),
    "speed": ("enhanced_speed", 1),
    "power": ("power", 1),
    "temperature": ("temperature", 1),
    "step_length": ("step_length", MM),
    "stance_time": ("stance_time", MS),
    "stance_balance": ("stance_time_balance", 1),
    "vertical_oscillation": ("vertical_oscillation", MM),
    "respiration": ("enhanced_respiration_rate", 1),
}
EMPTY = np.empty(0)


def read_fit(data: bytes) -> Recording:
    """Read a FIT file.

    Args:
        data: the whole file, inflated.

    Returns:
        What it says; of a damaged file everything up to the damage.

    Raises:
        UnreadableFile: it is not a FIT file.
    """
    file = decode_fit(data)
    samples, too_long = _samples(file)
    sessions = tuple(
        _session(row) for row in _rows(file, "session") if _number(row, "start_time") is not None
    )
    return Recording(
        source="fit",
        samples=samples,
        sessions=sessions or _sessions_without_any(file, samples),
        laps=tuple(_lap(row) for row in _rows(file, "lap") if _number(row, "start_time") is not None),
        records=file.records.count,
        pauses=tuple(_pauses(file)),
        steps=tuple(_steps(file)),
        splits=tuple(_split(row) for row in _rows(file, "split") if _number(row, "start_time") is not None),
        workout=next((str(row["wkt_name"]) for row in _rows(file, "workout") if "wkt_name" in row), ""),
        device=_device(file),
        beat_intervals=_beat_intervals(file),
        utc_offset=_utc_offset(file),
        damage=too_long + tuple(Damage(fault.text, fault.at) for fault in file.faults),
    )


def _rows(file: FitFile, kind: str) -> list[Row]:
    return file.table(kind).rows(MOST_ROWS) if kind in file.kinds else []


def _number(row: Row, *names: str) -> float | None:
    """The first of these that the row has as one number."""
    for name in names:
        value = row.get(name)
        if isinstance(value, int | float) and math.isfinite(value):
            return float(value)
    return None


def _time(row: Row, name: str) -> float:
    return (_number(row, name) or 0.0) + EPOCH


def _samples(file: FitFile) -> tuple[Samples, tuple[Damage, ...]]:
    records = file.records
    if not records.count:
        return Samples(EMPTY), ()
    most = MOST_CELLS // len(CHANNELS)
    too_long: tuple[Damage, ...] = ()
    if records.count > most:
        too_long = (Damage(f"it holds {records.count} samples, of which the first {most} were read", 0),)
    channels: dict[str, Floats] = {}
    for name, values in _channels(file):
        if name not in channels and not _empty(values[:most]):
            channels[name] = np.where(np.isfinite(values[:most]), values[:most], np.nan)
    return Samples(records.column("timestamp")[:most] + EPOCH, **channels), too_long


def _channels(file: FitFile) -> Iterator[tuple[str, Floats]]:
    """The channels of the records one by one, better sources of a channel first."""
    records = file.records
    present = set(records.names)
    for ours, (theirs, divisor) in PLAIN.items():
        if theirs in present:
            yield ours, records.column(theirs) / divisor
    for ours, theirs in (("latitude", "position_lat"), ("longitude", "position_long")):
        if theirs in present:
            yield ours, records.column(theirs) * SEMICIRCLE
    if "cadence" in present:
        cadence = records.column("cadence")
        if "fractional_cadence" in present:
            cadence = cadence + np.nan_to_num(records.column("fractional_cadence"))
        yield "cadence", cadence
    if file.table("hr").count:
        yield "heart_rate", merge_heart_rates(records, file.table("hr"))
    elif "heart_rate" in present:
        yield "heart_rate", records.column("heart_rate")
    yield from _of_apps(records)


def _empty(values: Floats) -> bool:
    return not np.isfinite(values).any()


# Native record fields that an app may write as its own, and what our unit's value is divided by.
APP_FIELDS = {
    7: ("power", 1),
    4: ("cadence", 1),
    3: ("heart_rate", 1),
    41: ("stance_time", MS),
    39: ("vertical_oscillation", MM),
    85: ("step_length", MM),
    108: ("respiration", 1),
    99: ("respiration", 1),
}


def _of_apps(records: Table) -> Iterator[tuple[str, Floats]]:
    """What an app on the watch wrote counts as the field that the app says it stands for."""
    record = kind_named("record").number
    for column in records.developer_columns():
        told = column.description
        if told.native_field in APP_FIELDS and told.native_kind in (None, record):
            name, divisor = APP_FIELDS[told.native_field]
            yield name, (column.values / told.scale - told.offset) / divisor


def _session(row: Row) -> Session:
    rpe = _number(row, "workout_rpe")
    return Session(
        sport=choice("sport", _number(row, "sport")),
        sub_sport=choice("sub_sport", _number(row, "sub_sport")),
        start=_time(row, "start_time"),
        elapsed=_number(row, "total_elapsed_time"),
        timer=_number(row, "total_timer_time"),
        distance=_number(row, "total_distance"),
        average_heart_rate=_number(row, "avg_heart_rate"),
        maximum_heart_rate=_number(row, "max_heart_rate"),
        ascent=_number(row, "total_ascent"),
        calories=_number(row, "total_calories"),
        rpe=None if rpe is None else rpe / RPE_UNIT,
    )


def _sessions_without_any(file: FitFile, samples: Samples) -> tuple[Session, ...]:
    """A file cut off before its session still holds one: what its samples span, of the sport it tells elsewhere."""
    times = samples.time[np.isfinite(samples.time)]
    if not len(times):
        return ()
    told = (
        row for kind in ("sport", "lap") for row in _rows(file, kind) if _number(row, "sport") is not None
    )
    row = next(told, {})
    return (
        Session(
            choice("sport", _number(row, "sport")),
            choice("sub_sport", _number(row, "sub_sport")),
            float(times.min()),
            float(np.ptp(times)),
        ),
    )


def _lap(row: Row) -> Lap:
    step = _number(row, "wkt_step_index")
    return Lap(
        start=_time(row, "start_time"),
        elapsed=_number(row, "total_elapsed_time", "total_timer_time") or 0.0,
        timer=_number(row, "total_timer_time"),
        distance=_number(row, "total_distance"),
        average_heart_rate=_number(row, "avg_heart_rate"),
        maximum_heart_rate=_number(row, "max_heart_rate"),
        trigger=LAP_TRIGGERS.get(choice("lap_trigger", _number(row, "lap_trigger")), "other"),
        intensity=choice("intensity", _number(row, "intensity")),
        step=None if step is None or step in UNDONE else int(step),
    )


def _split(row: Row) -> Split:
    return Split(
        choice("split_type", _number(row, "split_type")),
        _time(row, "start_time"),
        _number(row, "total_elapsed_time", "total_timer_time") or 0.0,
        _number(row, "total_distance"),
    )


def _pauses(file: FitFile) -> Iterable[Pause]:
    """From each stop of the timer to its next start."""
    events = file.table("event")
    if not events.count or "timestamp" not in events.names:
        return
    times, kinds = events.column("timestamp"), events.column("event")
    types, triggers = events.column("event_type"), events.column("data")
    stopped: tuple[float, bool] | None = None
    for at in np.flatnonzero((kinds == TIMER) & np.isfinite(times)).tolist():
        if types[at] in STOPS and stopped is None:
            stopped = (float(times[at]), bool(triggers[at] == AUTOMATIC))
        elif types[at] in STARTS and stopped is not None:
            if times[at] > stopped[0]:
                yield Pause(stopped[0] + EPOCH, float(times[at]) + EPOCH, stopped[1])
            stopped = None


def _steps(file: FitFile) -> Iterable[WorkoutStep]:
    for place, row in enumerate(_rows(file, "workout_step")):
        ends_by = choice("duration_type", _number(row, "duration_type"))
        target = choice("target_type", _number(row, "target_type"))
        amount = _number(row, "duration_value")
        repeating = ends_by.startswith("repeat_")
        if amount is not None and ends_by in ("time", "repetition_time"):
            amount /= 1000  # written in ms
        elif amount is not None and ends_by == "distance":
            amount /= 100  # written in cm
        repeats = _number(row, "target_value") if repeating else None
        number = _number(row, "message_index")
        low, high = (
            _target(_number(row, f"custom_target_value_{end}"), target) if not repeating else None
            for end in ("low", "high")
        )
        yield WorkoutStep(
            number=place if number is None else int(number),
            name=str(row.get("wkt_step_name", "")),
            intensity=choice("intensity", _number(row, "intensity")),
            ends_by=ends_by,
            amount=amount,
            repeats=None if repeats is None else int(repeats),
            target="" if repeating else target,
            low=low,
            high=high,
        )


def _target(value: float | None, target: str) -> float | None:
    if not value:
        return None
    if target == SPEED_TARGET:
        return value / 1000  # written in mm/s
    if target == HEART_TARGET and value > HEART_OFFSET:
        return value - HEART_OFFSET
    return value


def _device(file: FitFile) -> str:
    row = next(iter(_rows(file, "file_id")), {})
    return str(row.get("product_name", ""))


def _beat_intervals(file: FitFile) -> Floats:
    table = file.table("hrv")
    if not table.count:
        return EMPTY
    return table.flat("time")


def _utc_offset(file: FitFile) -> float | None:
    for row in _rows(file, "activity"):
        local, utc = _number(row, "local_timestamp"), _number(row, "timestamp")
        if local is not None and utc is not None and abs(local - utc) <= FARTHEST_ZONE:
            return local - utc
    return None
