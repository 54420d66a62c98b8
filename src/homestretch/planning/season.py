"""The season as a value: what the planner issues, the invariants check and every face shows.

Made in ``planning``; read, never edited, elsewhere. Field names follow ``plan --json`` (docs/contracts.md).
Distances in m, times in s, speeds in m/s, loads in AU (RPE x minutes).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from homestretch.athlete.model import Abilities, Pillar, Span

StepKind = Literal["warmup", "drills", "work", "recovery", "easy", "cooldown", "strength"]
Phase = Literal["general base", "build", "specific", "taper", "race", "transition"]
Emphasis = Literal["volume", "intensity", "deload", "test", "taper", "race", "return"]


AS_THE_CLUB = "as the club sets it"  # anchor of a club's fast running, of which only the sum is known


@dataclass(frozen=True, slots=True)
class Target:
    speed_low: float | None = None
    speed_high: float | None = None
    hr_low: int | None = None
    hr_high: int | None = None
    rpe: float | None = None
    anchor: str | None = None  # as the runner says it: "1500 pace", "threshold", "easy"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a session. With ``repeat`` the inner ``steps`` are run that many times, else distance or duration."""

    kind: StepKind
    distance_m: int | None = None
    duration_s: int | None = None
    target: Target = field(default_factory=Target)
    text: str = ""
    repeat: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def in_all(self) -> bool:
        """Is the distance a sum of repetitions that the club decides on, not one effort?"""
        return self.target.anchor == AS_THE_CLUB


@dataclass(frozen=True, slots=True)
class PlannedSession:
    id: str  # library id, or RACE, CLUB
    name: str
    pillar: Pillar | Literal["support"] | None  # None: race, rest
    level: int  # ladder step, 0 where none applies
    quality: bool
    notation: str
    distance_m: int  # running only; walking is not counted
    duration_s: int
    planned_rpe: float
    load: int  # AU, RPE x minutes of all steps
    main_minutes: float  # main part with its recoveries, credited to the pillar
    hsr_m: int  # metres at or above V1500 (not strides of a warm-up, not the race itself)
    sprint_m: int  # metres at or above 0.90 MSS
    contacts: int
    zone_seconds: tuple[int, int, int]  # running time under LT1, LT1 to CS, over CS
    steps: tuple[Step, ...]
    cues: tuple[str, ...]  # texts
    why: str
    terrain: str = ""
    objective: str = ""
    lighter: str = ""  # notation of the version for a harder day than planned

    @property
    def felt_rpe(self) -> float:
        """RPE as it is told: of an easy run without anything fast in it, that of the run itself.

        ``planned_rpe`` is the method's for the kind of session, on which its load stands.
        """
        own = self.steps[0].target.rpe if len(self.steps) == 1 and self.steps[0].kind == "easy" else None
        return self.planned_rpe if own is None or self.quality else own


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    sessions: tuple[PlannedSession, ...]


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    start: date  # Monday
    phase: Phase
    emphasis: Emphasis
    objective: str
    distance_m: int
    load: int  # running sessions only (SCIENCE 13.26)
    pillar_minutes: tuple[float, float, float, float]  # in the order of PILLARS
    pillar_load: tuple[float, float, float, float]  # AU counted for the pillar's dose (SCIENCE 13.23)
    pillar_band: tuple[tuple[int, int], ...]  # least and most share of quality load this week, %
    high_speed_m: int
    contacts: int
    days: tuple[Day, ...]  # seven, from Monday
    notes: tuple[str, ...] = ()  # what could not be placed, and what stands in


MOSTLY_AWAY = 4  # days of seven: a week that is told as one of days away (design choice)


def days_away(week: Week, away: Iterable[Span]) -> int:
    """Days of a week on which the athlete is away."""
    return days_away_from(week.start, away)


def days_away_from(monday: date, away: Iterable[Span]) -> int:
    """Of the seven days from ``monday`` on, those on which the athlete is away."""
    days = [monday + timedelta(days=n) for n in range(7)]
    return len({d for span in away for d in days if span.start <= d <= span.end})


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    name: Phase
    start: date
    weeks: int
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    id: str  # INV-xx
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no plan, for people; ``rule`` is the safety limit's number, for programs (empty: none).

    ``colliding`` cannot all be kept, and is no larger than it must be; ``loosen`` are ways out, each enough by itself.
    ``others`` are further reasons, which would stay when this one is mended.
    """

    reason: str
    colliding: tuple[str, ...]
    loosen: tuple[str, ...]
    rule: str = ""
    others: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class SpineReport:
    """What the specific phase holds of SCIENCE 13.18, and what stands in for the rest."""

    required: tuple[str, ...]
    reached: tuple[str, ...]
    missing: tuple[str, ...]
    stands_in: tuple[str, ...]
    room: int = 0  # key sessions that days, kilometres and limits leave room for, as the spine reckons them
    asked: int = 0  # of so many
    threshold_said: str = ""  # where the specific phase goes longer without threshold than it should

    @property
    def room_said(self) -> str:
        """One sentence where there is room for fewer than are asked for, else nothing."""
        if not self.missing or self.room >= self.asked:
            return ""
        return (
            f"Days, kilometres and safety limits leave room for {self.room} of the {self.asked} key sessions."
        )


@dataclass(frozen=True, slots=True)
class Season:
    """A whole season, or its refusal (then ``weeks`` is empty)."""

    athlete_name: str
    abilities: Abilities
    start: date
    phases: tuple[PhaseSpan, ...]
    weeks: tuple[Week, ...]
    refused: Refusal | None = None
    violations: tuple[Violation, ...] = ()
    spine: SpineReport | None = None
    assumptions: tuple[str, ...] = ()
