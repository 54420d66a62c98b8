"""Apple Health's export: `export.xml`, often gigabytes, read as a stream; its routes are GPX files beside it.

A workout without a route gives an excerpt of its own (`activity.health`).

Its document type is Apple's own and declares elements only; one that declares entities is refused.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import nan
from typing import Never
from xml.parsers import expat

import numpy as np

from homestretch.activity.archives.model import Hints, WellnessRow, pack_heart
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.health import Workout, workout_excerpt
from homestretch.activity.markup import number
from homestretch.activity.streams import Floats

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
    "TraditionalStrengthTraining": "training",
    "FunctionalStrengthTraining": "training",
    "CoreTraining": "training",
    "Elliptical": "fitness_equipment",
}
UNSAID = "Other"  # the sport of a workout that its runner did not name
SPORT_LETTERS = 32
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
DISTANCE = "HKQuantityTypeIdentifierDistance"  # …WalkingRunning, …Cycling, …Swimming begin so
ENERGY = "HKQuantityTypeIdentifierActiveEnergyBurned"
METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "yd": 0.9144, "ft": 0.3048, "cm": 0.01}
KILOCALORIES = {"kcal": 1.0, "Cal": 1.0, "cal": 0.001, "kJ": 1 / 4.184, "J": 1 / 4184}
SECONDS = {"s": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0}
INDOOR = "HKIndoorWorkout"
ROUNDED_S = 1.0  # that the time written may be over the one from start to end
FARTHEST_M = 1_000_000.0
MOST_KCAL = 50_000.0
LONGEST_WORKOUT = timedelta(days=2)
LONGEST_DEVICE = 60  # characters
LONGEST_SLEEP = timedelta(hours=24)  # of one entry
# Bounds of memory that no real export comes near.
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_ROUTES = 100_000
MOST_WORKOUTS = 100_000
MOST_BEATS = 4_000_000  # readings of the heart rate, 16 bytes each; ten years of a watch are about half of it
SLOWEST_HEART, FASTEST_HEART = 25.0, 240.0  # beats a minute
MOST_SLEEPS = 1000  # entries of one day


@dataclass
class Health:
    """What an export tells: numbers by day, hints by the path of each workout's route, and all workouts."""

    wellness: list[WellnessRow] = field(default_factory=list)
    routes: dict[str, Hints] = field(default_factory=dict)
    workouts: list[KeptWorkout] = field(default_factory=list)
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class KeptWorkout:
    """A workout with the paths of its routes, () without, and the heart rates read during it.

    Attributes:
        beats: (readings, 2): moments in s since 1970 and beats a minute; a part of those of the whole export, so that
            thousands of workouts cost no more than it.
    """

    workout: Workout
    routes: tuple[str, ...]
    beats: Floats = field(compare=False)

    def excerpt(self) -> bytes:
        """What is kept of it where it has no route: a document that `read_activity` reads."""
        return workout_excerpt(self.workout, self.beats)


@dataclass(slots=True)
class _Open:
    """A workout while its element is read."""

    kind: str
    start: datetime | None
    end: datetime | None
    attributes: dict[str, str]
    routes: list[str] = field(default_factory=list)
    sums: dict[str, tuple[float, dict[str, str]]] = field(
        default_factory=dict
    )  # by type: s that it spans, and it
    indoor: bool = False


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
    workouts = reader.workouts()
    return Health(reader.wellness(), reader.routes(workouts), workouts, damaged)


def _refuse(*_: object) -> Never:
    raise UnreadableFile("This file declares entities, which no export does; it was not read.")


class _Reader:
    def __init__(self) -> None:
        self._workouts: list[_Open] = []
        self._open: _Open | None = None  # the workout whose element is being read
        self._beats = array("d")  # moment, rate, moment, rate, …
        self._numbers: dict[tuple[date, str], list[float]] = {}  # sum and count
        self._asleep: dict[date, list[tuple[float, float]]] = defaultdict(list)
        self._count_routes = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EntityDeclHandler = _refuse
        self.parser.UnparsedEntityDeclHandler = _refuse
        self.parser.ExternalEntityRefHandler = _refuse

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "Record":
            self._open = None
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
            self._open = _Open(kind, begun, ended, attributes)
            if len(self._workouts) < MOST_WORKOUTS:
                self._workouts.append(self._open)
        elif self._open is not None:
            self._within(self._open, element, attributes)

    def _within(self, workout: _Open, element: str, attributes: dict[str, str]) -> None:
        """An element of a workout. Parts of it may have sums of their own: those over the longest time are its."""
        if element == "FileReference":
            path = attributes.get("path", "").lstrip("/")
            if path and self._count_routes < MOST_ROUTES:
                workout.routes.append(path)
                self._count_routes += 1
        elif element == "WorkoutStatistics":
            kind = attributes.get("type", "")
            begun, ended = _moment(attributes.get("startDate", "")), _moment(attributes.get("endDate", ""))
            spans = (ended - begun).total_seconds() if begun and ended else 0.0
            wanted = kind in (HEART, ENERGY) or kind.startswith(DISTANCE)
            if wanted and (kind not in workout.sums or spans > workout.sums[kind][0]):
                workout.sums[kind] = spans, attributes
        elif element == "MetadataEntry" and attributes.get("key") == INDOOR:
            workout.indoor = attributes.get("value") == "1"

    def workouts(self) -> list[KeptWorkout]:
        """All workouts that say when they were, each with the heart rates read during it."""
        beats = np.array(self._beats).reshape(-1, 2)
        beats = beats[np.argsort(beats[:, 0], kind="stable")]
        found = []
        for one in self._workouts:
            start, end = one.start, one.end
            if start is None or end is None or not timedelta() < end - start <= LONGEST_WORKOUT:
                continue
            last = np.nextafter(end.timestamp(), np.inf)
            first, after = np.searchsorted(beats[:, 0], [start.timestamp(), last])
            found.append(KeptWorkout(_workout(one, start, end), tuple(one.routes), beats[first:after]))
        return found

    def routes(self, workouts: Iterable[KeptWorkout]) -> dict[str, Hints]:
        """What is known of each route's file."""
        found: dict[str, Hints] = {}
        room = MOST_BEATS  # readings; where workouts lie over each other, each has its own copy
        for one in workouts:
            offset = one.workout.start.utcoffset()
            seconds = offset.total_seconds() if offset is not None else None
            heart = b""
            if one.routes and 0 < len(one.beats) <= room:
                heart = pack_heart(one.beats[:, 0], one.beats[:, 1])
                room -= len(one.beats)
            hints = Hints(sport=one.workout.sport, utc_offset=seconds, heart=heart)
            found |= dict.fromkeys(one.routes, hints)
        return found

    def _add_beat(self, attributes: dict[str, str]) -> None:
        begun, rate = _moment(attributes.get("startDate", "")), number(attributes.get("value", ""))
        if begun is not None and SLOWEST_HEART <= rate <= FASTEST_HEART and len(self._beats) < 2 * MOST_BEATS:
            self._beats.extend((begun.timestamp(), rate))

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


def _workout(one: _Open, start: datetime, end: datetime) -> Workout:
    """A workout's own numbers; exports since 2022 have them in elements of their own, older ones as attributes."""
    told = one.attributes
    heart = one.sums.get(HEART, (0.0, {}))[1]
    distances = [sums for kind, (_, sums) in one.sums.items() if kind.startswith(DISTANCE)]
    distance = [_amount(sums.get("sum", ""), sums.get("unit", ""), METRES, FARTHEST_M) for sums in distances]
    distance += [
        _amount(told.get("totalDistance", ""), told.get("totalDistanceUnit", ""), METRES, FARTHEST_M)
    ]
    sums = one.sums.get(ENERGY, (0.0, {}))[1]
    energy = [
        _amount(sums.get("sum", ""), sums.get("unit", ""), KILOCALORIES, MOST_KCAL),
        _amount(
            told.get("totalEnergyBurned", ""), told.get("totalEnergyBurnedUnit", ""), KILOCALORIES, MOST_KCAL
        ),
    ]
    lasted = (end - start).total_seconds()
    active = _amount(told.get("duration", ""), told.get("durationUnit", ""), SECONDS, lasted + ROUNDED_S)
    sport = SPORTS.get(one.kind)
    if sport is None:
        sport = "" if one.kind in ("", UNSAID) else WORDS.sub("_", one.kind).lower()[:SPORT_LETTERS]
    return Workout(
        sport=sport,
        sub_sport="treadmill" if one.indoor and sport == "running" else "",
        start=start,
        end=end,
        active_s=None if active is None else min(active, lasted),
        distance_m=next((value for value in distance if value is not None), None),
        energy_kcal=next((value for value in energy if value is not None), None),
        average_heart_rate=_rate(heart.get("average", "")),
        maximum_heart_rate=_rate(heart.get("maximum", "")),
        device=" ".join(told.get("sourceName", "").split())[:LONGEST_DEVICE],
    )


def _amount(text: str, unit: str, units: Mapping[str, float], most: float) -> float | None:
    """A number of some unit in ours; None for what is none, has another unit or is beyond belief."""
    value = number(text) * units.get(unit, nan)
    return value if 0 < value <= most else None


def _rate(text: str) -> float | None:
    value = number(text)
    return value if SLOWEST_HEART <= value <= FASTEST_HEART else None


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
