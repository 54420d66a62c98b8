"""Apple Health's export: `export.xml`, often gigabytes, read as a stream; its routes are GPX files beside it.

Its document type is Apple's own and declares elements only; one that declares entities is refused.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Never
from xml.parsers import expat

import numpy as np

from homestretch.activity.archives.model import Hints, WellnessRow, pack_heart
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.markup import number

LARGEST_EXPORT = 16 << 30  # bytes; read as a stream, so only time is at stake
MARK = b"HealthData"  # stands in the first bytes
FIRST_BYTES = 8192
SOURCE = "apple"
RESTING = "HKQuantityTypeIdentifierRestingHeartRate"
HEART = "HKQuantityTypeIdentifierHeartRate"
VARIABILITY = "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleep"  # …Core, …Deep, …REM, …Unspecified begin so as well
KINDS = {RESTING: "resting_hr", VARIABILITY: "hrv_sdnn_ms"}
BELIEVABLE = {"resting_hr": (25.0, 130.0), "hrv_sdnn_ms": (3.0, 400.0), "sleep_s": (600.0, 86_400.0)}
EVENING = timedelta(hours=6)  # sleep from 18 o'clock on belongs to the day of waking
WORKOUT = "HKWorkoutActivityType"
SPORTS = {
    "Running": "running",
    "Walking": "walking",
    "Hiking": "hiking",
    "Cycling": "cycling",
    "Swimming": "swimming",
    "Rowing": "rowing",
    "CrossCountrySkiing": "cross_country_skiing",
}
LONGEST_SLEEP = timedelta(hours=24)  # of one entry
# Bounds of memory that no real export comes near.
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_ROUTES = 100_000
MOST_BEATS = 4_000_000  # readings of the heart rate, 16 bytes each; ten years of a watch are about half of it
SLOWEST_HEART, FASTEST_HEART = 25.0, 240.0  # beats a minute
MOST_SLEEPS = 1000  # entries of one day


@dataclass
class Health:
    """What an export tells: numbers by day, and hints by the path of each workout's route."""

    wellness: list[WellnessRow] = field(default_factory=list)
    routes: dict[str, Hints] = field(default_factory=dict)
    damaged: str = ""


def is_export(first: bytes) -> bool:
    """Whether a file that begins so is an Apple Health export."""
    return MARK in first[:FIRST_BYTES]


def read_export(pieces: Iterable[bytes]) -> Health:
    """Read an export piece by piece.

    Args:
        pieces: the bytes of `export.xml`.

    Returns:
        What it tells; of a damaged one everything up to the damage, with `damaged` set.

    Raises:
        UnreadableFile: it declares entities.
    """
    reader = _Reader()
    damaged = ""
    try:
        for piece in pieces:
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        damaged = f"Damaged at line {fault.lineno}; everything before was read."
    return Health(reader.wellness(), reader.routes_with_heart(), damaged)


def _refuse(*_: object) -> Never:
    raise UnreadableFile("This file declares entities, which no export does; it was not read.")


class _Reader:
    def __init__(self) -> None:
        self._routes: dict[str, tuple[Hints, float, float]] = {}  # with start and end, s since 1970
        self._beats = array("d")  # moment, rate, moment, rate, …
        self._numbers: dict[tuple[date, str], list[float]] = {}  # sum and count
        self._asleep: dict[date, list[tuple[float, float]]] = defaultdict(list)
        self._workout = (Hints(), 0.0, 0.0)
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EntityDeclHandler = _refuse
        self.parser.UnparsedEntityDeclHandler = _refuse
        self.parser.ExternalEntityRefHandler = _refuse

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "Record":
            kind = attributes.get("type", "")
            if kind in KINDS:
                self._add_number(KINDS[kind], attributes)
            elif kind == HEART:
                self._add_beat(attributes)
            elif kind == SLEEP and attributes.get("value", "").startswith(ASLEEP):
                self._add_sleep(attributes)
        elif element == "Workout":
            kind = attributes.get("workoutActivityType", "").removeprefix(WORKOUT)
            begun, ended = _moment(attributes.get("startDate", "")), _moment(attributes.get("endDate", ""))
            offset = begun.utcoffset() if begun else None
            hints = Hints(
                sport=SPORTS.get(kind, ""), utc_offset=offset.total_seconds() if offset is not None else None
            )
            self._workout = (
                hints,
                begun.timestamp() if begun else 0.0,
                ended.timestamp() if ended else 0.0,
            )
        elif element == "FileReference":
            path = attributes.get("path", "").lstrip("/")
            if path and len(self._routes) < MOST_ROUTES:
                self._routes[path] = self._workout

    def _add_beat(self, attributes: dict[str, str]) -> None:
        begun, rate = _moment(attributes.get("startDate", "")), number(attributes.get("value", ""))
        if begun is not None and SLOWEST_HEART <= rate <= FASTEST_HEART and len(self._beats) < 2 * MOST_BEATS:
            self._beats.extend((begun.timestamp(), rate))

    def routes_with_heart(self) -> dict[str, Hints]:
        """The workouts by their routes, each with the heart rates read during it."""
        beats = np.array(self._beats).reshape(-1, 2)
        beats = beats[np.argsort(beats[:, 0], kind="stable")]
        found = {}
        for path, (hints, start, end) in self._routes.items():
            first, after = np.searchsorted(beats[:, 0], [start, np.nextafter(end, np.inf)])
            during = beats[first:after]
            found[path] = (
                replace(hints, heart=pack_heart(during[:, 0], during[:, 1])) if len(during) else hints
            )
        return found

    def _add_number(self, kind: str, attributes: dict[str, str]) -> None:
        begun, value = _moment(attributes.get("startDate", "")), number(attributes.get("value", ""))
        low, high = BELIEVABLE[kind]
        if begun is not None and low <= value <= high:
            sums = self._numbers.setdefault((begun.date(), kind), [0.0, 0.0])
            sums[0] += value
            sums[1] += 1

    def _add_sleep(self, attributes: dict[str, str]) -> None:
        begun, ended = _moment(attributes.get("startDate", "")), _moment(attributes.get("endDate", ""))
        if begun is None or ended is None or not timedelta() < ended - begun <= LONGEST_SLEEP:
            return
        entries = self._asleep[(ended + EVENING).date()]
        if len(entries) < MOST_SLEEPS:
            entries.append((begun.timestamp(), ended.timestamp()))

    def wellness(self) -> list[WellnessRow]:
        """Means of the day's numbers; of sleep the time covered, as phone and watch may both tell of it."""
        rows = [
            WellnessRow(day, kind, total / count, SOURCE)
            for (day, kind), (total, count) in self._numbers.items()
        ]
        low, high = BELIEVABLE["sleep_s"]
        for day, intervals in self._asleep.items():
            seconds = _covered(intervals)
            if low <= seconds <= high:
                rows.append(WellnessRow(day, "sleep_s", seconds, SOURCE))
        return sorted(rows, key=lambda row: (row.local_date, row.kind))


def _covered(intervals: list[tuple[float, float]]) -> float:
    """Length of the union of intervals."""
    covered, reached = 0.0, float("-inf")
    for start, end in sorted(intervals):
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _moment(text: str) -> datetime | None:
    """`2026-05-01 07:00:00 +0200`; None for anything else, for times without an offset or of other centuries."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo is not None and FIRST_YEAR <= time.year <= LAST_YEAR else None
