"""Activities as plain values on their way into the database and out of it. No framework is loaded here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from homestretch.activity.archives.model import WellnessRow

if TYPE_CHECKING:
    from homestretch.activity.analysis.bands import BandKind

__all__ = (
    "ActivityLine",
    "BandLine",
    "BandRow",
    "EffortKind",
    "EffortLine",
    "EffortRow",
    "Figures",
    "FileLine",
    "Filter",
    "ImportState",
    "LapRow",
    "Month",
    "NewActivity",
    "Page",
    "StoredActivity",
    "WellnessRow",
)

EffortKind = Literal["distance", "duration"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The columns of one activity; SI units, heart rate and cadence a minute. None where not known.

    Attributes:
        started_at: with its zone, UTC.
        utc_offset_s: s that local time was ahead of UTC, None where the file does not say.
        local_date: the runner's own day.
        flags: how many remarks on quality there are.
        records: samples as recorded; channels: how many things the watch itself recorded.
        kick_ratio: speed of the last 200 m over that of the body of the effort.
        kick_share_of_mss: kick retention, speed of the last 100 m over sprint speed.
        energy_kcal: kilocalories, as the watch or the telephone guessed them.
    """

    started_at: datetime
    utc_offset_s: int | None
    local_date: date
    sport: str
    sub_sport: str
    name: str
    note: str
    source: str
    device: str
    duration_s: float
    moving_s: float
    distance_m: float | None
    avg_hr: float | None = None
    max_hr: float | None = None
    cadence_spm: float | None = None
    climb_m: float | None = None
    rpe: float | None = None
    srpe: float | None = None
    trimp: float | None = None
    near_max_m: float | None = None
    decoupling_pct: float | None = None
    kick_of: str = ""
    kick_ratio: float | None = None
    kick_share_of_mss: float | None = None
    flags: int = 0
    records: int = 0
    channels: int = 0
    on_track: bool = False
    has_route: bool = False
    reps: int = 0
    reps_words: str = ""
    energy_kcal: float | None = None


@dataclass(frozen=True, slots=True)
class LapRow:
    """A lap as recorded; `start_s` since the activity's start."""

    number: int
    start_s: float
    duration_s: float
    moving_s: float | None
    distance_m: float | None
    avg_hr: float | None
    max_hr: float | None
    trigger: str
    intensity: str


@dataclass(frozen=True, slots=True)
class EffortRow:
    """The best over `amount` m (value: s) or `amount` s (value: m) of one activity."""

    kind: EffortKind
    amount: float
    value: float
    start_s: float


@dataclass(frozen=True, slots=True)
class BandRow:
    """Means of one activity over one band of heart rate, speed or gain of speed, as `activity.analysis.bands` makes them."""

    kind: BandKind
    low: float
    seconds: float
    flat_speed: float
    heart_rate: float | None = None
    cadence: float | None = None
    step_length: float | None = None
    ground_contact: float | None = None
    balance: float | None = None
    climb_speed: float | None = None
    speed_gain: float | None = None
    cadence_gain: float | None = None


@dataclass(frozen=True, slots=True)
class NewActivity:
    """Everything that is stored of one activity but its original.

    Attributes:
        part: which session of the file, from 0.
        version: of the analysis; judged_by: hash of the profile it was judged by, "" without; abilities: hash of
            what the athlete could run on its day.
        document: JSON as `analyse --json` prints it.
        streams_head: JSON of what the columns leave out.
        columns: packed streams by channel, `time` among them.
    """

    part: int
    figures: Figures
    version: int
    judged_by: str
    document: str
    streams_head: str
    columns: Mapping[str, bytes]
    laps: tuple[LapRow, ...]
    efforts: tuple[EffortRow, ...]
    bands: tuple[BandRow, ...] = ()
    abilities: str = ""


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity in a list."""

    id: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class StoredActivity:
    """One activity in full, but for its streams.

    Attributes:
        document: what `analyse --json` prints.
        original_name: of the file, as found; original_hash: where its bytes lie.
        same_as: the richer recording of the same run, None where this is it.
        others: the poorer recordings of the same run.
    """

    id: int
    athlete_id: int
    figures: Figures
    version: int
    judged_by: str
    document: Mapping[str, Any]
    laps: tuple[LapRow, ...]
    efforts: tuple[EffortRow, ...]
    part: int
    original_name: str
    original_hash: str
    same_as: int | None
    others: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which activities of a list; what is empty filters nothing.

    Attributes:
        text: words that must all stand in name, note, reps, device or sport.
        since, until: local days, both included.
        with_reps, on_track: only those.
        least_m, most_m: distance, both included; what has none is left out.
        longest_first: by distance instead of newest first.
    """

    text: str = ""
    sport: str | None = None
    since: date | None = None
    until: date | None = None
    with_reps: bool = False
    on_track: bool = False
    longest_first: bool = False
    least_m: float | None = None
    most_m: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list: `number` from 1 to `pages`; `total` activities in all of it."""

    lines: tuple[ActivityLine, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EffortLine:
    """A best effort with the day and the activity that it is from."""

    kind: EffortKind
    amount: float
    value: float
    local_date: date
    activity_id: int


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band with the day and the activity that it is from."""

    activity_id: int
    local_date: date
    band: BandRow


@dataclass(frozen=True, slots=True)
class Month:
    """What one month of running came to; `first` is its first day."""

    first: date
    activities: int
    distance_m: float
    moving_s: float
    climb_m: float
    srpe: float
    decoupling_pct: float | None  # mean of the steady runs
    kick_share_of_mss: float | None  # best


@dataclass(frozen=True, slots=True)
class FileLine:
    """What came of one file of an import: imported, skipped or failed, and why."""

    name: str
    outcome: Literal["imported", "skipped", "failed"]
    reason: str = ""
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportState:
    """An import as it stands; `finished_at` is None while it runs and after it was killed."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    asked: tuple[str, ...]
    total: int
    imported: int
    skipped: int
    failed: int
    wellness: int
    files: tuple[FileLine, ...] = field(default=())
