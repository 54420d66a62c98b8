"""A workout that Apple Health kept without a route: the excerpt of its export that is stored, and reading it again.

The export is gigabytes and names the workout in one element, so what is kept as its original is this: the element's own
numbers and the heart rates read during it, in a small XML document that is the same each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from xml.sax.saxutils import quoteattr

from homestretch.activity.markup import Columns, Handler, moment, number
from homestretch.activity.recording import Damage, Floats, Recording, Session

ROOT = "HealthWorkout"
SOURCE = "apple"
MILLISECONDS = "milliseconds"


@dataclass(frozen=True, slots=True)
class Workout:
    """One workout as an export tells of it.

    Attributes:
        sport: running, cycling and so on, "" if not said; sub_sport: treadmill, or "".
        start, end: with the runner's own offset from UTC.
        active_s: s without pauses, None if not said.
        distance_m: m; energy_kcal: kilocalories of movement; both None if not said.
        average_heart_rate, maximum_heart_rate: beats a minute, None if not said.
        device: what recorded it, or "".
    """

    sport: str
    sub_sport: str
    start: datetime
    end: datetime
    active_s: float | None = None
    distance_m: float | None = None
    energy_kcal: float | None = None
    average_heart_rate: float | None = None
    maximum_heart_rate: float | None = None
    device: str = ""


def workout_excerpt(workout: Workout, beats: Floats) -> bytes:
    """The document that is kept of a workout.

    Args:
        workout: its own numbers.
        beats: (readings, 2): moments in s since 1970 in order, and beats a minute.
    """
    told = {
        "sport": workout.sport,
        "sub_sport": workout.sub_sport,
        "start": workout.start.isoformat(timespec=MILLISECONDS),
        "end": workout.end.isoformat(timespec=MILLISECONDS),
        "active_s": _text(workout.active_s),
        "distance_m": _text(workout.distance_m),
        "energy_kcal": _text(workout.energy_kcal),
        "average_heart_rate": _text(workout.average_heart_rate),
        "maximum_heart_rate": _text(workout.maximum_heart_rate),
        "device": workout.device,
    }
    said = " ".join(f"{name}={quoteattr(value)}" for name, value in told.items() if value)
    zone = workout.start.tzinfo
    rows = "".join(
        f'\n<HeartRate time="{datetime.fromtimestamp(at, zone).isoformat(timespec=MILLISECONDS)}" '
        f'value="{_text(rate)}"/>'
        for at, rate in beats.tolist()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT} {said}>{rows}\n</{ROOT}>\n'.encode()


def _text(value: float | None) -> str:
    return "" if value is None else f"{round(value, 3):g}" if abs(value) < 1000 else f"{value:.1f}"


class HealthWorkout(Handler):
    """Gathers what an excerpt says."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = Columns()
        self.told: dict[str, str] = {}
        self.starts = {ROOT: self._open, "HeartRate": self._beat}

    def _open(self, attributes: dict[str, str]) -> None:
        self.told = attributes

    def _beat(self, attributes: dict[str, str]) -> None:
        self.columns.add(
            moment(attributes.get("time", "")), {"heart_rate": number(attributes.get("value", ""))}
        )


def health_recording(handler: HealthWorkout, damage: tuple[Damage, ...]) -> Recording:
    """The recording of an excerpt that its handler has gathered."""
    told = handler.told
    start, end = moment(told.get("start", "")), moment(told.get("end", ""))
    samples = handler.columns.samples()
    sessions: tuple[Session, ...] = ()
    if isfinite(start):
        sessions = (
            Session(
                told.get("sport", ""),
                told.get("sub_sport", ""),
                start,
                elapsed=end - start if end > start else None,
                timer=_known(told, "active_s"),
                distance=_known(told, "distance_m"),
                average_heart_rate=_known(told, "average_heart_rate"),
                maximum_heart_rate=_known(told, "maximum_heart_rate"),
                calories=_known(told, "energy_kcal"),
            ),
        )
    return Recording(
        source=SOURCE,
        samples=samples,
        sessions=sessions,
        laps=(),
        records=handler.columns.count,
        device=told.get("device", ""),
        utc_offset=_offset(told.get("start", "")),
        damage=damage + handler.columns.damage(),
    )


def _known(told: dict[str, str], name: str) -> float | None:
    value = number(told.get(name, ""))
    return value if isfinite(value) and value > 0 else None


def _offset(text: str) -> float | None:
    try:
        offset = datetime.fromisoformat(text).utcoffset()
    except ValueError:
        return None
    return None if offset is None else offset / timedelta(seconds=1)
