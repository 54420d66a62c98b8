"""What a search through files and archives finds, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from homestretch.activity.streams import Floats


@dataclass(frozen=True, slots=True)
class Hints:
    """What an export says of an activity beside its file; empty where it says nothing.

    Attributes:
        name: that the runner gave it.
        note: that the runner wrote.
        sport: running, cycling and so on, for files that do not say.
        rpe: the runner's own rating, 0 to 10.
        utc_offset: s that local time was ahead of UTC.
        heart: heart rate beside the file, as `pack_heart` packs it; b"" without.
    """

    name: str = ""
    note: str = ""
    sport: str = ""
    rpe: float | None = None
    utc_offset: float | None = None
    heart: bytes = b""


def pack_heart(times: Floats, rates: Floats) -> bytes:
    """Heart rates at moments, in few bytes: an export holds thousands of runs."""
    return np.array([times, rates], np.float64).tobytes()


def unpack_heart(packed: bytes) -> tuple[Floats, Floats]:
    """Moments in s since 1970 and beats a minute, (readings,) each."""
    times, rates = np.frombuffer(packed, np.float64).reshape(2, -1)
    return times, rates


@dataclass(frozen=True, slots=True)
class WellnessRow:
    """One number of one day.

    Attributes:
        local_date: the day; of sleep the day of waking.
        kind: sleep_s, resting_hr (beats a minute), hrv_rmssd_ms or hrv_sdnn_ms.
        source: garmin or apple.
    """

    local_date: date
    kind: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """An activity file that was found; `read` gives its bytes, as they came.

    Attributes:
        name: as shown to people: the path given, and the place within it.
    """

    name: str
    read: Callable[[], bytes]
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not read, with the reason as a sentence."""

    name: str
    reason: str


@dataclass
class Search:
    """All that was found.

    Attributes:
        files: in the order in which they were found, which is the same each time.
        wellness: numbers by day.
        by_start: what an export says of the activity that began at that second since 1970.
        ignored: how many other files there were.
    """

    files: list[Found | Refused] = field(default_factory=list)
    wellness: list[WellnessRow] = field(default_factory=list)
    by_start: dict[int, Hints] = field(default_factory=dict)
    ignored: int = 0
