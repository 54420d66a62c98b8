"""TCX files (Garmin Training Center): activities of laps of track points."""

from __future__ import annotations

from math import isnan, nan

from homestretch.activity.markup import Columns, Handler, moment, number
from homestretch.activity.recording import Damage, Lap, Pause, Recording, Session

SPORTS = {"Running": "running", "Biking": "cycling", "Other": "generic"}
TRIGGERS = {"Manual": "manual", "Time": "time", "Distance": "distance", "Location": "position"}
INTENSITIES = {"Active": "active", "Resting": "rest"}
MOST_LAPS = 10_000

# Elements of a track point that hold one number, and the channel that it goes to.
POINT = {
    "LatitudeDegrees": "latitude",
    "LongitudeDegrees": "longitude",
    "AltitudeMeters": "altitude",
    "DistanceMeters": "distance",
    "Cadence": "cadence",
    "RunCadence": "cadence",
    "Speed": "speed",
    "Watts": "power",
}
LAP_TEXTS = {"TotalTimeSeconds": "elapsed", "DistanceMeters": "distance"}
LAP_VALUES = {"AverageHeartRateBpm": "average", "MaximumHeartRateBpm": "maximum"}


class Tcx(Handler):
    """Gathers the samples, laps and sessions of a TCX file."""

    texts = frozenset((*POINT, *LAP_TEXTS, "Time", "Value", "TriggerMethod", "Intensity", "Name"))

    def __init__(self) -> None:
        super().__init__()
        self.columns = Columns()
        self.laps: list[Lap] = []
        self.sessions: list[Session] = []
        self.pauses: list[Pause] = []
        self.device = ""
        self._sport = ""
        self._point: dict[str, float] | None = None
        self._time = nan
        self._track_end = nan  # last point of the track before, in the same lap
        self._lap: dict[str, float] | None = None
        self._words: dict[str, str] = {}
        self._activity_laps: list[Lap] = []
        self.starts = {
            "Trackpoint": self._open_point,
            "Lap": self._open_lap,
            "Activity": self._open_activity,
        }
        self.ends = {
            "Trackpoint": self._close_point,
            "Track": self._close_track,
            "Lap": self._close_lap,
            "Activity": self.end_activity,
        }

    def _open_activity(self, attributes: dict[str, str]) -> None:
        sport = attributes.get("Sport", "")
        self._sport = SPORTS.get(sport, sport.lower())
        self._activity_laps = []

    def _open_lap(self, attributes: dict[str, str]) -> None:
        self._lap = {"start": moment(attributes.get("StartTime", ""))}
        self._words = {}
        self._track_end = nan

    def _open_point(self, _: dict[str, str]) -> None:
        self._point = {}
        self._time = nan

    def text(self, name: str, text: str) -> None:
        if self._point is not None:
            channel = POINT.get(name)
            if channel is not None:
                self._point[channel] = number(text)
            elif name == "Time":
                self._time = moment(text)
            elif name == "Value" and self.path[-1] == "HeartRateBpm":
                self._point["heart_rate"] = number(text)
        elif self._lap is not None:
            self._lap_value(name, text)
        elif name == "Name" and self.path[-1:] == ["Creator"]:
            self.device = self.device or text.strip()

    def _lap_value(self, name: str, text: str) -> None:
        assert self._lap is not None
        parent = self.path[-1]
        if parent == "Lap" and name in LAP_TEXTS:
            self._lap[LAP_TEXTS[name]] = number(text)
        elif parent == "Lap":
            self._words[name] = text.strip()
        elif name == "Value" and parent in LAP_VALUES:
            self._lap[LAP_VALUES[parent]] = number(text)

    def _close_point(self) -> None:
        values, self._point = self._point or {}, None
        if self._track_end < self._time:
            self.pauses.append(Pause(self._track_end, self._time))
        if not isnan(self._time):
            self._track_end = nan
        self.columns.add(self._time, values)

    def _close_track(self) -> None:
        """A lap of several tracks was stopped between them."""
        self._track_end = self._time

    def _close_lap(self) -> None:
        lap, self._lap = self._lap or {}, None
        if isnan(lap.get("start", nan)) or len(self.laps) >= MOST_LAPS:
            return
        self.laps.append(
            Lap(
                start=lap["start"],
                elapsed=_known(lap.get("elapsed")) or 0.0,
                timer=_known(lap.get("elapsed")),
                distance=_known(lap.get("distance")),
                average_heart_rate=_known(lap.get("average")),
                maximum_heart_rate=_known(lap.get("maximum")),
                trigger=TRIGGERS.get(self._words.get("TriggerMethod", ""), "other"),
                intensity=INTENSITIES.get(self._words.get("Intensity", ""), ""),
            )
        )
        self._activity_laps.append(self.laps[-1])

    def end_activity(self) -> None:
        """Make a session of the laps since the last one."""
        laps, self._activity_laps = self._activity_laps, []
        if not laps:
            return
        end = max(lap.start + lap.elapsed for lap in laps)
        distances = [lap.distance for lap in laps if lap.distance is not None]
        self.sessions.append(
            Session(
                sport=self._sport,
                sub_sport="",
                start=laps[0].start,
                elapsed=end - laps[0].start,
                timer=sum(lap.elapsed for lap in laps),
                distance=sum(distances) if distances else None,
            )
        )


def _known(value: float | None) -> float | None:
    return None if value is None or isnan(value) else value


def tcx_recording(handler: Tcx, damage: tuple[Damage, ...]) -> Recording:
    """The recording that a TCX file's handler has gathered."""
    handler.end_activity()  # one that was cut off
    return Recording(
        source="tcx",
        samples=handler.columns.samples(),
        sessions=tuple(handler.sessions),
        laps=tuple(handler.laps),
        records=handler.columns.count,
        pauses=tuple(handler.pauses),
        device=handler.device,
        damage=damage + handler.columns.damage(),
    )
