"""What was done against what was planned, as values: matches, reps against targets, doses, load.

Times in s, distances in m, speeds in m/s, doses in minutes, session load in AU (RPE x minutes).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from homestretch.activity.analysis.load import Load
from homestretch.activity.reps import PlannedRep, Rep, Reps, SetFigures
from homestretch.athlete.model import Pillar
from homestretch.planning.season import PlannedSession

Status = Literal["planned", "done", "shortened", "moved", "replaced", "missed"]
Answer = Literal["done", "missed"]
RepWord = Literal["at target", "slow", "fast", "done", "cut short", "skipped"]
Outcome = Literal["success", "partial", "fail"]


@dataclass(frozen=True, slots=True, order=True)
class SessionRef:
    """Names a planned session for good: its day, its id, and which of that id on that day, from 0."""

    day: date
    session_id: str
    number: int = 0

    def __str__(self) -> str:
        name = f"{self.day.isoformat()}/{self.session_id}"
        return f"{name}/{self.number + 1}" if self.number else name


@dataclass(frozen=True, slots=True)
class Done:
    """One activity, or one log entry without a file, as far as matching needs it.

    Attributes:
        id: names it, unique among the activities of an athlete.
        day: local date of its start.
        sport: as the file says; "" if it does not.
        duration_s: without pauses; for a log entry as typed.
        distance_m: None if unknown.
        start_s: s since 1970, to tell what was recorded apart; None if unknown.
        lasted_s: s from start to end with pauses, None if unknown.
        reps: found or typed; their `planned` may be empty, matching aligns them.
        located: whether speed was recorded, so that no reps means that none were run.
        edge_s: s that a rep's time may be off because of how it was recorded.
        load: by kind; None for a log entry.
        rpe: session RPE, 0 to 10, None if not said.
        find: finds its reps again with planned ones in mind, None where that can't be done.
    """

    id: str
    day: date
    sport: str
    duration_s: float
    distance_m: float | None = None
    start_s: float | None = None
    lasted_s: float | None = None
    reps: Reps = field(default_factory=Reps)
    located: bool = False
    edge_s: float = 0.0
    load: Load | None = None
    rpe: float | None = None
    find: Callable[[tuple[PlannedRep, ...]], Reps] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RepAgainst:
    """One planned rep beside what was run.

    Attributes:
        number: from 1, its place among the planned reps; an added one has the number after the last.
        planned: what was meant; None for an added rep.
        rep: what was run; None where it was left out.
        share: length of the rep by the planned length.
        target_low_s, target_high_s: fastest and slowest time that meets the target, None without one.
        off_s: s over the slowest or under the fastest time, 0 between them.
        off_pct: the same by that time, per cent; positive is slow.
        word: at target, slow or fast; done where there is no target; cut short, skipped.
        recovery_s, recovery_planned_s: after it; None where nobody knows or none is asked.
    """

    number: int
    planned: PlannedRep | None
    rep: Rep | None
    share: float
    target_low_s: float | None
    target_high_s: float | None
    off_s: float | None
    off_pct: float | None
    word: RepWord
    recovery_s: float | None = None
    recovery_planned_s: float | None = None


@dataclass(frozen=True, slots=True)
class RepsAgainst:
    """The reps of a session against its plan.

    Attributes:
        rows: one for each planned rep, in order.
        added: reps that nobody planned; warm-up strides are not among them.
        planned, done: how many; a rep counts as done from `REP_DONE` of its length on.
        share: of the planned reps' length that was run, each weighted by its planned time, at most 1.
        pace_error_pct: mean of the reps' `off_pct`; None without targets.
        fade_pct: time by target, last third of the reps over the first third, 0 within the targets; by plain time
            where equal reps have none; None for fewer than three.
        unsure_pct: by which the time of one rep may be off because of how it was recorded.
        recovery_kept_pct: recovery taken by recovery planned, None where unknown.
        reps: all that were run, each with the step that it answers.
        sets: their figures (activity.reps).
    """

    rows: tuple[RepAgainst, ...]
    added: tuple[RepAgainst, ...]
    planned: int
    done: int
    share: float
    pace_error_pct: float | None
    fade_pct: float | None
    unsure_pct: float
    recovery_kept_pct: float | None
    reps: Reps
    sets: tuple[SetFigures, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Something done and something planned, in the same unit; `open` is planned and not answered yet.

    Attributes:
        estimated: whether `done` stands on the plan or a usual value, because nothing measured it.
    """

    planned: float = 0.0
    done: float = 0.0
    open: float = 0.0
    estimated: bool = False

    @property
    def share(self) -> float | None:
        """Done by what was planned and is no longer open; None where nothing was."""
        answered = self.planned - self.open
        return self.done / answered if answered > 0 else None

    def __add__(self, other: Pair) -> Pair:
        return Pair(
            self.planned + other.planned,
            self.done + other.done,
            self.open + other.open,
            self.estimated or other.estimated,
        )


@dataclass(frozen=True, slots=True)
class SessionMatch:
    """One planned session and what became of it.

    Attributes:
        ref, session: what was planned.
        status: planned (open: nobody has answered), done, shortened, moved, replaced or missed.
        activities: that serve it, in order of time; empty for planned and missed.
        by_hand: whether the athlete chose the match.
        days_moved: days that it was run after (before: negative) its day.
        share: of the main part that was done; None where nothing was.
        reps: against the plan; None where no reps were planned or nothing tells of them.
        outcome: success, partial or fail of the ladder's rules (SCIENCE 4.1), without the next day's pain;
            None while open, missed or replaced, and where no ladder applies.
        pillars: minutes for each pillar.
    """

    ref: SessionRef
    session: PlannedSession
    status: Status
    activities: tuple[Done, ...] = ()
    by_hand: bool = False
    days_moved: int = 0
    share: float | None = None
    reps: RepsAgainst | None = None
    outcome: Outcome | None = None
    pillars: Mapping[Pillar, Pair] = field(default_factory=dict)

    @property
    def rpe(self) -> float | None:
        """The largest that was said of its activities, None if none was."""
        return max((done.rpe for done in self.activities if done.rpe is not None), default=None)

    @property
    def duration_s(self) -> float:
        """s of all its activities, without pauses."""
        return sum(done.duration_s for done in self.activities)

    @property
    def distance_m(self) -> float | None:
        """m of all its activities, None where none tells."""
        known = [done.distance_m for done in self.activities if done.distance_m is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Matches:
    """All planned sessions of some days with all activities.

    Attributes:
        sessions: in the order of the plan.
        unplanned: activities that serve no planned session; they count for load.
        lost: ids of activities whose session, chosen by hand, is not among the planned days.
        begins: the first planned day; None where nothing was planned.
    """

    sessions: tuple[SessionMatch, ...]
    unplanned: tuple[Done, ...] = ()
    lost: tuple[str, ...] = ()
    begins: date | None = None

    @property
    def beside(self) -> tuple[Done, ...]:
        """Unplanned activities since the plan began; what was done before it has no plan to stand beside."""
        return tuple(done for done in self.unplanned if self.begins is None or done.day >= self.begins)

    def of(self, ref: SessionRef) -> SessionMatch:
        """The match of a session.

        Raises:
            KeyError: it is not among the planned days.
        """
        for one in self.sessions:
            if one.ref == ref:
                return one
        raise KeyError(f"{ref} is not among the planned days")

    def between(self, first: date, last: date) -> Matches:
        """Sessions planned, and unplanned activities done, from the first to the last day, both included."""
        return Matches(
            tuple(one for one in self.sessions if first <= one.ref.day <= last),
            tuple(done for done in self.unplanned if first <= done.day <= last),
            self.lost,
            self.begins,
        )


@dataclass(frozen=True, slots=True)
class Compliance:
    """Done against planned over some days, each kind for itself.

    Attributes:
        pillars: minutes of each pillar's dose.
        load_au: session RPE x minutes of running; an RPE that nobody said is the planned or a usual one.
        other_load_au: the same of strength and other sports.
        distance_m, running_min: of running.
        under_lt1_min, to_cs_min, over_cs_min: running time under LT1, from there to CS, over CS.
        fast_m: m at 1500 m speed or faster; sprint_m: at 90 % of top speed or faster.
        statuses: how many sessions have each status.
        untold_min: minutes of reps that nobody planned; they are in no pillar, for nobody says what they were for.
    """

    pillars: Mapping[Pillar, Pair]
    load_au: Pair
    other_load_au: Pair
    distance_m: Pair
    running_min: Pair
    under_lt1_min: Pair
    to_cs_min: Pair
    over_cs_min: Pair
    fast_m: Pair
    sprint_m: Pair
    statuses: Mapping[Status, int]
    untold_min: float = 0.0
