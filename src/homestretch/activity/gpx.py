"""GPX files: tracks of segments of points, with the heart rate and cadence extensions that watches add."""

from __future__ import annotations

from math import nan

import numpy as np

from homestretch.activity.markup import Columns, Handler, moment, number
from homestretch.activity.recording import Damage, Recording, Session

# Elements within a point, extensions included, that hold one number, and the channel that it goes to.
POINT = {
    "ele": "altitude",
    "hr": "heart_rate",
    "heartrate": "heart_rate",
    "cad": "cadence",
    "cadence": "cadence",
    "speed": "speed",
    "power": "power",
    "PowerInWatts": "power",
    "atemp": "temperature",
    "temp": "temperature",
    "distance": "distance",
}
# Words for a track's type that services write, numbers of Strava among them.
SPORTS = {
    "running": "running",
    "run": "running",
    "9": "running",
    "trail_running": "running",
    "track_running": "running",
    "treadmill_running": "running",
    "jogging": "running",
    "cycling": "cycling",
    "ride": "cycling",
    "biking": "cycling",
    "1": "cycling",
    "walking": "walking",
    "walk": "walking",
    "10": "walking",
    "hiking": "hiking",
    "hike": "hiking",
    "4": "hiking",
    "swimming": "swimming",
    "swim": "swimming",
}


class Gpx(Handler):
    """Gathers the points of all tracks of a GPX file."""

    texts = frozenset((*POINT, "time", "type"))

    def __init__(self) -> None:
        super().__init__()
        self.columns = Columns()
        self.sport = ""
        self.device = ""
        self._point: dict[str, float] | None = None
        self._time = nan
        self.starts = {"gpx": self._open_file, "trkpt": self._open_point}
        self.ends = {"trkpt": self._close_point}

    def _open_file(self, attributes: dict[str, str]) -> None:
        self.device = attributes.get("creator", "").strip()

    def _open_point(self, attributes: dict[str, str]) -> None:
        self._point = {
            "latitude": number(attributes.get("lat", "")),
            "longitude": number(attributes.get("lon", "")),
        }
        self._time = nan

    def _close_point(self) -> None:
        self.columns.add(self._time, self._point or {})
        self._point = None

    def text(self, name: str, text: str) -> None:
        if self._point is not None:
            if name == "time":
                self._time = moment(text)
            elif name in POINT:
                self._point[POINT[name]] = number(text)
        elif name == "type" and self.path[-1:] == ["trk"] and not self.sport:
            word = text.strip().lower()
            self.sport = SPORTS.get(word, word)


def gpx_recording(handler: Gpx, damage: tuple[Damage, ...]) -> Recording:
    """The recording that a GPX file's handler has gathered."""
    samples = handler.columns.samples()
    times = samples.time[np.isfinite(samples.time)]
    sessions: tuple[Session, ...] = ()
    if len(times):
        sessions = (Session(handler.sport, "", float(times.min()), float(np.ptp(times))),)
    return Recording(
        source="gpx",
        samples=samples,
        sessions=sessions,
        laps=(),
        records=handler.columns.count,
        device=handler.device,
        damage=damage + handler.columns.damage(),
    )
