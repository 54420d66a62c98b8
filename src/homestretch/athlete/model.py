"""What is known of an athlete: frozen values made by the file reader or the desk, read by everything else.

SI units throughout (metres, seconds, metres per second); weekdays are 0 (Monday) to 6 (Sunday).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

Sex = Literal["F", "M", "X"]
Level = Literal["beginner", "intermediate", "advanced", "elite"]
RunnerType = Literal["speed", "balanced", "endurance"]
Pillar = Literal["aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick"]
ResultKind = Literal["race", "trial", "test"]
Surface = Literal["track", "indoor", "road", "xc"]
Priority = Literal["A", "B", "C"]

LEVELS: tuple[Level, ...] = ("beginner", "intermediate", "advanced", "elite")
PILLARS: tuple[Pillar, ...] = (
    "aerobic_base",
    "lactate_tolerance",
    "transition_speed",
    "finishing_kick",
)
MILE_M = 1609.344
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_KEYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as files and forms name them


@dataclass(frozen=True, slots=True)
class Result:
    """A race, time trial or test: distance in m, time in s."""

    distance_m: float
    time_s: float
    date: date
    kind: ResultKind = "race"
    surface: Surface = "track"
    wind_mps: float | None = None
    altitude_m: float | None = None


@dataclass(frozen=True, slots=True)
class FixedSession:
    """A club session that keeps its weekday; defaults of SCIENCE 13.14 are filled in by the planner."""

    weekday: int
    what: str
    pillar: Pillar | None = None
    minutes: int | None = None
    hsr_m: int | None = None


@dataclass(frozen=True, slots=True)
class Availability:
    """When, where and with what the athlete can train."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    minutes: tuple[int | None, ...] = (None,) * 7  # per weekday; None: no limit stated
    track: tuple[int, ...] | None = None  # None: always; (): never
    gym: tuple[int, ...] = ()  # (): bodyweight strength only
    hills: bool = True
    doubles: bool = False
    long_run: int | None = None
    fixed: tuple[FixedSession, ...] = ()


@dataclass(frozen=True, slots=True)
class Race:
    """A goal race. ``goal_s``, ``standard_s``: times in s; ``rounds``: further dates of one meeting."""

    date: date
    distance_m: float
    priority: Priority = "A"
    goal_s: float | None = None
    indoor: bool = False
    rounds: tuple[dt.date, ...] = ()
    standard_s: float | None = None
    standard_by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date


# Sites of injury that the method knows (method 4.3), a spot on the shin that may be bone, and the rest.
INJURY_SITES: Final = (
    *(
        "achilles",
        "ankle",
        "calf",
        "shin",
        "shin_focal",
        "foot",
        "knee",
        "hamstring",
        "thigh",
        "hip",
        "groin",
    ),
    *("glute", "back", "other"),
)


@dataclass(frozen=True, slots=True)
class Injury:
    """``site``: one of INJURY_SITES."""

    site: str
    span: Span
    bone_stress: bool = False


@dataclass(frozen=True, slots=True)
class Restriction:
    """A hard constraint with an author: ``what`` is "no spikes", "max_minutes" or "no quality"."""

    span: Span
    what: str
    minutes: int | None
    by: str


@dataclass(frozen=True, slots=True)
class Health:
    clearance: bool = False
    heart_condition: bool = False
    pregnant: bool = False
    active_bone_stress: bool = False
    eating_disorder: bool = False
    bone_stress_history: bool = False
    guardian_consent: bool = False
    postpartum_weeks: int | None = None
    missed_periods: int = 0
    injuries: tuple[Injury, ...] = ()
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True)
class Athlete:
    """Everything that a season is made from, besides the blueprint and today's date."""

    name: str
    born: date
    sex: Sex
    training_years: float | None = None
    weekly_km: float | None = None  # mean of the last four weeks
    longest_run_km: float | None = None  # in the last 30 days
    quality_per_week: float | None = None
    weekly_km_max_12mo: float | None = None
    hsr_m_per_week: float | None = None
    contacts_per_week: float | None = None
    max_hr: int | None = None
    rest_hr: int | None = None
    threshold_hr: int | None = None
    supervised_strength: bool = False
    guardian_contact: str | None = None
    time_zone: str | None = None
    results: tuple[Result, ...] = ()
    flying30_s: float | None = None
    flying30_date: date | None = None
    availability: Availability = field(default_factory=Availability)
    races: tuple[Race, ...] = ()
    busy: tuple[Span, ...] = ()
    health: Health = field(default_factory=Health)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 80 % interval and where it comes from."""

    value: float
    low: float
    high: float
    source: str
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the athlete can run now. Speeds in m/s, always CS < V5K < V3K < V1500 < V800 < MSS (INV-62)."""

    critical_speed: Estimate
    v5000: Estimate
    v3000: Estimate
    v1500: Estimate
    v800: Estimate
    max_speed: Estimate
    mas: Estimate
    d_prime_m: Estimate
    max_hr: Estimate
    rest_hr: int | None
    threshold_hr: int | None
    type: RunnerType
    type_confidence: Literal["low", "high"]
    level: Level
    performance_index: float | None
    has_result: bool  # False: conservative estimate, a first test belongs in week 1 or 2
    assumptions: tuple[str, ...] = ()

    @property
    def v10000(self) -> float:
        """10 km speed from V5K by the piecewise Riegel exponent 1.055 (SCIENCE 2.3), m/s."""
        return self.v5000.value * float(2.0 ** (1 - 1.055))

    def anchor(self, name: str) -> float:
        """Speed in m/s of a blueprint anchor: CS, V10K, V5K, V3K, V1500, V800, MAS or MSS.

        Raises:
            KeyError: no anchor of that name.
        """
        return {
            "CS": self.critical_speed.value,
            "V10K": self.v10000,
            "V5K": self.v5000.value,
            "V3K": self.v3000.value,
            "V1500": self.v1500.value,
            "V800": self.v800.value,
            "MAS": self.mas.value,
            "MSS": self.max_speed.value,
        }[name]
