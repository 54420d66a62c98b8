"""Simulated sessions as the FIT files that a watch would have written, for what needs many of them.

    data = fit_file(simulated_session("equal reps", 7), start)

Off the track the run follows a winding road, as real runs have positions wherever they lead.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.crc import crc16
from homestretch.activity.recording import Lap
from homestretch.simulation import Simulated

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
SEMICIRCLES = 2**31 / 180  # per degree
METRES_PER_DEGREE = 111_195.0
HOME = (48.137, 11.575)  # degrees; any place does
BEND = 0.004  # rad a metre, standard deviation of the road's curvature
GPS_NOISE_M = 1.5
TRIGGERS = {"manual": 0, "time": 1, "distance": 2, "position": 3, "session": 7}
BASE = {"u1": (0x02, 0xFF), "i4": (0x85, 0x7FFFFFFF), "u4": (0x86, 0xFFFFFFFF), "u2": (0x84, 0xFFFF)}
RECORD, LAP, SESSION, ACTIVITY, FILE_ID = 20, 19, 18, 34, 0

Floats = NDArray[np.float64]
# Field number, type, units per one, what is added: as the FIT profile has them.
RECORD_FIELDS = {
    "latitude": (0, "i4", SEMICIRCLES, 0.0),
    "longitude": (1, "i4", SEMICIRCLES, 0.0),
    "altitude": (2, "u2", 5.0, 500.0),
    "heart_rate": (3, "u1", 1.0, 0.0),
    "cadence": (4, "u1", 0.5, 0.0),
    "distance": (5, "u4", 100.0, 0.0),
    "speed": (6, "u2", 1000.0, 0.0),
    "step_length": (85, "u2", 10_000.0, 0.0),
}


def fit_file(session: Simulated, start: datetime, utc_offset: timedelta = timedelta(hours=2)) -> bytes:
    """One FIT file: records, laps, one session, and how far local time was ahead.

    Args:
        session: as simulated.
        start: with its zone; where the session begins.
        utc_offset: of local time.
    """
    streams = session.streams
    begun = int((start - FIT_EPOCH).total_seconds())
    channels = dict(streams.channels())
    if "latitude" not in channels:
        channels["latitude"], channels["longitude"] = winding_road(session.true_distance)
    body = _message(0, FILE_ID, {0: ("u1", [4]), 1: ("u2", [1]), 4: ("u4", [begun])})
    body += _records(begun, streams.time, channels)
    end = begun + int(streams.duration)
    laps = session.laps or (
        Lap(streams.start, streams.duration, distance=streams.total_distance, trigger="session"),
    )
    shift = begun - streams.start
    body += _message(
        2,
        LAP,
        {
            253: ("u4", [int(lap.start + lap.elapsed + shift) for lap in laps]),
            2: ("u4", [int(lap.start + shift) for lap in laps]),
            7: ("u4", [int(1000 * lap.elapsed) for lap in laps]),
            8: ("u4", [int(1000 * lap.elapsed) for lap in laps]),
            9: ("u4", [int(100 * (lap.distance or 0.0)) for lap in laps]),
            24: ("u1", [TRIGGERS.get(lap.trigger, 0) for lap in laps]),
        },
    )
    whole = int(1000 * streams.duration)
    metres = int(100 * (streams.total_distance or 0.0))
    body += _message(
        3,
        SESSION,
        {
            253: ("u4", [end]),
            2: ("u4", [begun]),
            7: ("u4", [whole]),
            8: ("u4", [whole]),
            9: ("u4", [metres]),
            5: ("u1", [1]),
        },
    )
    local = end + int(utc_offset.total_seconds())
    body += _message(4, ACTIVITY, {253: ("u4", [end]), 5: ("u4", [local])})
    head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
    made = head + struct.pack("<H", crc16(head)) + body
    return made + struct.pack("<H", crc16(made))


def winding_road(distance: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude in degrees along a road that winds, (samples,) each; the same for the same distances."""
    random = np.random.default_rng(len(distance))
    steps = np.diff(distance, prepend=distance[:1])
    turns = np.cumsum(random.normal(0.0, BEND, len(distance)) * np.sqrt(np.maximum(steps, 0.0)) * 10)
    noise = random.normal(0.0, GPS_NOISE_M, (2, len(distance)))
    north = np.cumsum(steps * np.cos(turns)) + noise[0]
    east = np.cumsum(steps * np.sin(turns)) + noise[1]
    latitude = HOME[0] + north / METRES_PER_DEGREE
    return latitude, HOME[1] + east / (METRES_PER_DEGREE * np.cos(np.radians(HOME[0])))


def _records(begun: int, time: Floats, channels: dict[str, Floats]) -> bytes:
    columns: dict[int, tuple[str, object]] = {253: ("u4", begun + np.rint(time).astype(np.int64))}
    for name, (number, code, units, added) in RECORD_FIELDS.items():
        if name not in channels:
            continue
        values = (channels[name] + added) * units
        known = np.isfinite(values)
        columns[number] = (code, np.where(known, np.rint(np.where(known, values, 0.0)), BASE[code][1]))
    return _message(1, RECORD, columns)


def _message(local: int, kind: int, columns: dict[int, tuple[str, object]]) -> bytes:
    """A definition and its messages, one for each number of the columns."""
    fields = [("header", "u1")] + [(str(number), f"<{code}") for number, (code, _) in columns.items()]
    count = len(next(iter(columns.values()))[1])  # type: ignore[arg-type]
    rows = np.zeros(count, dtype=fields)
    rows["header"] = local
    for number, (_, values) in columns.items():
        rows[str(number)] = np.asarray(values)
    definition = struct.pack("<BBBHB", 0x40 | local, 0, 0, kind, len(columns))
    for number, (code, _) in columns.items():
        definition += bytes((number, int(code[1]), BASE[code][0]))
    return definition + rows.tobytes()
