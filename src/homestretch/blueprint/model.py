"""The training method as values: what the TOML files say, checked and typed. No athlete's data is known here.

``read.py`` makes these from TOML; ``notation.py`` makes ``Part`` trees from the track's notation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LevelName = Literal["beginner", "intermediate", "advanced", "elite"]
PillarName = Literal["aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick", "support"]
PhaseName = Literal["transition", "general base", "build", "specific", "taper"]
RecoveryMode = Literal["jog", "walk", "stand", "float"]
ANCHORS = ("CS", "V10K", "V5K", "V3K", "V1500", "V800", "MAS", "MSS")
LONG_RUNS = ("AB04", "AB05", "FK05")  # ids in the library: long run, progressive long run, fast finish


@dataclass(frozen=True, slots=True)
class Pace:
    """A fraction of an anchor speed: Pace(1.02, "CS")."""

    fraction: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Intensity:
    """A band from the slower to the faster pace. ``progressive``: start at low, end at high."""

    low: Pace
    high: Pace
    progressive: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """Between two works. Exactly one of duration (s) and distance (m)."""

    mode: RecoveryMode
    duration_s: int | None = None
    distance_m: int | None = None
    intensity: Intensity | None = None  # floats and prescribed jogs; None: an easy jog


@dataclass(frozen=True, slots=True)
class Work:
    """One effort. Exactly one of duration (s) and distance (m)."""

    duration_s: int | None = None
    distance_m: int | None = None
    intensity: Intensity | None = None
    uphill: bool = False  # target by effort (flat-equivalent speed), not by clock
    text: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """``count`` times ``parts``; ``between`` after each round, after the last only if work follows."""

    count: int
    parts: tuple[Part, ...]
    between: Recovery | None = None


Part = Work | Recovery | Repeat


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One rung: the notation as written, the same parsed, and its doses in m (contacts for plyometrics)."""

    notation: str
    main: tuple[Part, ...]
    quality_m: int = 0
    hsr_m: int = 0
    sprint_m: int = 0
    contacts: int = 0
    minutes: int | None = None  # for sessions sized in minutes (easy runs, strength, mobility)


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """``count`` occurrences of any of ``any_of`` in 42 days (``weeks``: in so many different weeks).

    ``by_history``: an athlete with a base meets it from the past (SCIENCE 13.9, 13.25).
    """

    any_of: tuple[str, ...]
    count: int
    weeks: bool = False
    by_history: bool = False


@dataclass(frozen=True, slots=True)
class Contraindication:
    """Forbidden when pain at ``site`` (0 to 10) is at or above ``pain``."""

    site: str
    pain: int


@dataclass(frozen=True, slots=True)
class SessionType:
    """One of the sessions of the library (SCIENCE 4)."""

    id: str
    name: str
    pillar: PillarName
    phases: frozenset[PhaseName]
    zone: str  # cap code of SCIENCE 4.2, "EZ" for easy running, "-" for support
    rpe: float
    minutes: int  # typical whole duration, mid ladder, intermediate
    ladder: tuple[LadderStep, ...]  # step k is ladder[k - 1]
    max_step: Mapping[LevelName, int]  # 0: forbidden at this level
    recovery_h: int
    needs: frozenset[str]  # of: "track", "hill", "gym", "flat"
    terrain: str
    requires: tuple[Prerequisite, ...]
    contra: tuple[Contraindication, ...]
    cues: tuple[str, ...]  # cue ids, C1 to C8
    objective: str
    quality: bool  # SCIENCE "Q": RPE >= 6 or >= 600 m at >= V1500, with the named exceptions
    sized_in_minutes: bool = False  # 13.24: the first Work of main is the easy run, of any 5-minute length
    siblings: tuple[str, ...] = ()  # nearest in kind, when this one can't be run (no track, pain, ...)
    min_age: int | None = None
    min_weekly_km: float | None = None
    min_training_years: float | None = None
    touch: LadderStep | None = (
        None  # step 0: a light version inside an easy run, never quality (13.23); or an opener
    )
    easy_up_to_m: int | None = None  # rungs with at most this many quality_m are not quality (quality.py)
    exercises: tuple[str, ...] = ()  # strength, plyometrics, mobility, drills: what is done, in order
    variants: Mapping[str, str] = field(default_factory=dict)  # "hotel", "bodyweight", "from_50", ...: text


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the method with unit and source. ``value``: a number, a text, a table or list of them."""

    value: object
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class KeySession:
    """One demand of the spine (SCIENCE 13.18): ``count`` of ``any_of`` in the phase, at their step or higher.

    ``own_steps`` holds the sessions that ask for another step than ``step``.
    """

    any_of: tuple[str, ...]
    count: int
    step: int = 1
    own_steps: tuple[tuple[str, int], ...] = ()

    def step_of(self, session_id: str) -> int:
        """The least step at which ``session_id`` counts."""
        return dict(self.own_steps).get(session_id, self.step)


@dataclass(frozen=True, slots=True)
class Guidance:
    """Sleep, food and low-stress advice for a type of day (SCIENCE 10)."""

    day: str
    sleep: str
    food: str
    other: str


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The whole method. ``limits`` holds every other number by its dotted name."""

    sessions: Mapping[str, SessionType]
    cues: Mapping[str, str]
    caps: Mapping[str, Mapping[LevelName, int]]  # zone code -> level -> m per session
    weekly_caps: Mapping[str, Mapping[LevelName, float]]  # SCIENCE 4.2, the rows marked week
    pillar_share: Mapping[
        str, Mapping[PhaseName, tuple[int, int, int, int]]
    ]  # event -> phase -> % AB/LTOL/TS/FK
    volume_km: Mapping[str, Mapping[LevelName, tuple[int, int]]]  # event -> level -> km a week at the peak
    key_sessions: Mapping[str, Mapping[str, tuple[KeySession, ...]]]  # event -> level, or under_14
    guidance: Mapping[str, Guidance]
    phases: Mapping[PhaseName, str]  # purpose of each phase in a sentence
    pillars: Mapping[PillarName, str]  # what each pillar is for, in a sentence
    limits: Mapping[str, Value] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # the files it was read from, in order

    def number(self, name: str) -> float:
        """The single number called ``name`` in limits.

        Raises:
            KeyError: no limit of that name.
            TypeError: the limit is a table, not a number.
        """
        found = self.limits[name].value
        if not isinstance(found, int | float):
            raise TypeError(f"limit {name} is not a single number")
        return float(found)
