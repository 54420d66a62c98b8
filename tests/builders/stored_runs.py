"""Stored activities for tests: a small run in full, without a file to decode."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np

from homestretch.activity.codec import encode_column
from homestretch.store import accounts, activities, athletes, originals
from homestretch.store.activity_values import EffortRow, Figures, LapRow, NewActivity

START = datetime(2026, 5, 4, 16, 30, tzinfo=UTC)


def an_athlete() -> int:
    """The owner's athlete; returns its number."""
    return athletes.add_athlete(accounts.owner().pk, date(2026, 1, 1)).id


def new_activity(**figures: Any) -> NewActivity:
    """A run of 100 s at 4 m/s; figures as given."""
    seconds = np.arange(101.0)
    start = figures.get("started_at", START)
    columns = {
        "time": encode_column("time", seconds),
        "distance": encode_column("distance", 4.0 * seconds),
        "speed": encode_column("speed", np.full(101, 4.0)),
        "heart_rate": encode_column("heart_rate", np.where(seconds < 5, np.nan, 150.0)),
    }
    head = {
        "start": start.timestamp(),
        "sport": "running",
        "distance_from": "device",
        "speed_from": "device",
        "step": 1.0,
        "pauses": [[20.0, 25.0]],
        "gaps": [],
        "flags": [{"kind": "gap", "text": "A gap.", "where": [[20.0, 25.0]], "mended": False}],
    }
    shown = Figures(
        started_at=start,
        utc_offset_s=7200,
        local_date=(start + timedelta(hours=2)).date(),
        sport="running",
        sub_sport="",
        name="Evening run",
        note="",
        source="fit",
        device="",
        duration_s=100.0,
        moving_s=95.0,
        distance_m=400.0,
    )
    return NewActivity(
        part=0,
        figures=replace(shown, **figures),
        version=1,
        judged_by="",
        document=json.dumps({"sport": "running"}),
        streams_head=json.dumps(head),
        columns=columns,
        laps=(LapRow(1, 0.0, 100.0, 95.0, 400.0, 150.0, 160.0, "manual", ""),),
        efforts=(EffortRow("distance", 200.0, 50.0, 0.0), EffortRow("duration", 60.0, 240.0, 0.0)),
    )


def stored(athlete_id: int, new: NewActivity | None = None, data: bytes | None = None) -> int:
    """An activity in the database; each has its own original unless bytes are given."""
    new = new or new_activity()
    data = data if data is not None else repr(new.figures).encode()
    file_hash = originals.keep(data)
    original = activities.add_original(file_hash, sha256(data).hexdigest(), len(data), "run.fit")
    return activities.add_activity(athlete_id, original, new)
