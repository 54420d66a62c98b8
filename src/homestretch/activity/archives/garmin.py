"""Garmin's export: JSON files that name the activities and tell of sleep, resting heart rate and its variability.

In: the files as bytes. Out: hints by the second of the start, and numbers by day. Entries that cannot be
understood are passed over; a file that is no list in JSON is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from math import isfinite
from typing import Any

from homestretch.activity.archives.model import Hints, WellnessRow
from homestretch.activity.errors import UnreadableFile

LARGEST_JSON = 128 << 20  # bytes; heavy users' summaries reach 100 MB
# `[{…}, …]`, and for the names `[{"summarizedActivitiesExport": [{…}, …]}]`.
LIST = re.compile(r'\s*\[\s*(\{\s*"summarizedActivitiesExport"\s*:\s*\[)?')
NEXT_CHUNK = re.compile(r'\]\s*\}\s*,\s*\{\s*"summarizedActivitiesExport"\s*:\s*\[')
BLANKS = re.compile(r"\s*")
BETWEEN = re.compile(r"\s*,?")
CHUNK = "summarizedActivitiesExport"
NAMES = re.compile(r"_summarizedActivities\.json$", re.IGNORECASE)
WELLNESS = re.compile(r"(_sleepData|_healthStatusData)\.json$|(^|/)UDSFile_[^/]*\.json$", re.IGNORECASE)
SOURCE = "garmin"
SLEEP_STAGES = ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")
# What a body can do; the rest are marks for "not measured" or faults.
BELIEVABLE = {"sleep_s": (600.0, 86_400.0), "resting_hr": (25.0, 130.0), "hrv_rmssd_ms": (3.0, 300.0)}
EARLIEST_MS = 631_065_600_000.0  # ms since 1970 of the end of 1989, where FIT begins to count


def read_names(data: bytes) -> dict[int, Hints]:
    """Names, notes and offsets of activities by the second since 1970 at which they began.

    Raises:
        UnreadableFile: it is no list in JSON.
    """
    found: dict[int, Hints] = {}
    chunks = _entries(data)
    for entry in (one for chunk in chunks for one in (*_objects(chunk.get(CHUNK)), chunk)):
        begun = _number(entry.get("beginTimestamp")) or _number(entry.get("startTimeGmt"))
        if begun is None or begun < EARLIEST_MS:
            continue
        local = _number(entry.get("startTimeLocal"))
        name, note = entry.get("name"), entry.get("description")
        found[round(begun / 1000)] = Hints(
            name=name if isinstance(name, str) else "",
            note=note if isinstance(note, str) else "",
            utc_offset=(local - begun) / 1000 if local is not None else None,
        )
    return found


def read_wellness(data: bytes) -> list[WellnessRow]:
    """The numbers by day of one wellness file.

    Raises:
        UnreadableFile: it is no list in JSON.
    """
    return [row for entry in _entries(data) for row in _numbers_of(entry)]


def _numbers_of(entry: dict[str, Any]) -> Iterator[WellnessRow]:
    day = _day(entry.get("calendarDate"))
    if day is None:
        return
    stages = [_number(entry.get(stage)) for stage in SLEEP_STAGES]
    told: list[tuple[str, float | None]] = [
        ("sleep_s", sum(seconds or 0.0 for seconds in stages)),
        ("resting_hr", _number(entry.get("restingHeartRate"))),
    ]
    for metric in _objects(entry.get("metrics")):
        if metric.get("type") == "HRV":
            told.append(("hrv_rmssd_ms", _number(metric.get("value"))))
    for kind, value in told:
        low, high = BELIEVABLE[kind]
        if value is not None and low <= value <= high:
            yield WellnessRow(day, kind, value, SOURCE)


def _entries(data: bytes) -> Iterator[dict[str, Any]]:
    """The objects of a file's list, one at a time, so that a long file costs no more memory than its text."""
    try:
        text = data.decode("utf-8-sig")
        found = LIST.match(text)
        if found is None:
            raise ValueError("no list")
        at = found.end()
        decoder = json.JSONDecoder()
        while (at := BLANKS.match(text, at).end()) < len(text):  # type: ignore[union-attr]
            if text[at] == "]":
                further = NEXT_CHUNK.match(text, at)
                if further is None:
                    break
                at = further.end()
                continue
            entry, at = decoder.raw_decode(text, at)
            if isinstance(entry, dict):
                yield entry
            at = BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            raise ValueError("no end")
    except (ValueError, RecursionError) as fault:
        raise UnreadableFile(
            "This is no list in JSON, or a damaged one; download the archive again."
        ) from fault


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list that is part of an entry."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e18 and isfinite(value) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
