"""Reps as values: what was meant, what was run, what lay between, and the figures of each set.

Times are seconds since the start of the streams, distances metres, speeds m/s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RepKind = Literal["rep", "stride"]
PieceKind = Literal["warm-up", "recovery", "float", "cool-down", "easy"]
RecoveryStyle = Literal["", "jog", "walk", "stand", "float"]
Source = Literal["planned", "laps", "detected", "typed"]


@dataclass(frozen=True, slots=True)
class PlannedRep:
    """One effort that was meant to be run. Exactly one of distance and duration is given.

    Attributes:
        distance_m: how far; None for an effort by time.
        duration_s: how long; None for an effort by distance.
        speed_low, speed_high: the target, None where none is known.
        recovery_s, recovery_m: the recovery after it, by time or by distance; both None where none is asked.
        recovery: how to recover; "float" is a recovery that is nearly as fast as the rep.
        set_index: its set, from 0.
        kind: rep or stride.
        uphill: the target is an effort, not a speed.
    """

    distance_m: float | None = None
    duration_s: float | None = None
    speed_low: float | None = None
    speed_high: float | None = None
    recovery_s: float | None = None
    recovery_m: float | None = None
    recovery: RecoveryStyle = ""
    set_index: int = 0
    kind: RepKind = "rep"
    uphill: bool = False


@dataclass(frozen=True, slots=True)
class Rep:
    """One effort that was run.

    Attributes:
        start, end: s since the streams' start.
        distance_m: m as the watch measured them, or the nominal distance of typed splits; NaN if unknown.
        nominal_m: m that were meant or that the distance snaps to; None if it fits no usual distance.
        kind: rep, or stride: a short fast run that trains the stride and not the set.
        source: planned steps aligned with the streams, recorded laps, detected in the speed, or typed splits.
        set_index: its set, from 0, among reps and strides together.
        index: its place in the set, from 0.
        planned: the step that it answers, None where nothing was planned or the rep was added.
    """

    start: float
    end: float
    distance_m: float
    nominal_m: float | None
    kind: RepKind
    source: Source
    set_index: int
    index: int
    planned: PlannedRep | None = None

    @property
    def duration(self) -> float:
        """s from start to end."""
        return self.end - self.start

    @property
    def length_m(self) -> float:
        """m that count: the nominal distance where there is one, else the measured."""
        return self.distance_m if self.nominal_m is None else self.nominal_m

    @property
    def speed(self) -> float:
        """m/s over the distance that counts."""
        return self.length_m / self.duration if self.duration > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Piece:
    """What was not a rep: warm-up, recovery (jogged, walked or stood), float, cool-down, or easy running."""

    start: float
    end: float
    kind: PieceKind
    distance_m: float
    style: RecoveryStyle = ""

    @property
    def duration(self) -> float:
        """s from start to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class RepSet:
    """Reps that belong together: the same distance, or one group between two longer recoveries."""

    index: int
    reps: tuple[Rep, ...]

    @property
    def kind(self) -> RepKind:
        """rep or stride; a set holds only one kind."""
        return self.reps[0].kind


@dataclass(frozen=True, slots=True)
class Reps:
    """All that is known of the reps of one activity.

    Attributes:
        reps: in order of time; strides among them.
        pieces: everything between, before and after, in order of time; with the reps they fill the streams.
        sets: the reps by set.
        source: what the reps stand on; "" without reps.
        skipped: planned steps that were not run.
        lag_s: the device's smoothing that was taken off the edges, s; NaN where it was not estimated.
    """

    reps: tuple[Rep, ...] = ()
    pieces: tuple[Piece, ...] = ()
    sets: tuple[RepSet, ...] = ()
    source: Source | Literal[""] = ""
    skipped: tuple[PlannedRep, ...] = ()
    lag_s: float = float("nan")


@dataclass(frozen=True, slots=True)
class RepFigures:
    """One rep in numbers; None where the streams do not tell.

    Attributes:
        rep: the rep.
        time_s: s that it took.
        target_low_s, target_high_s: the fastest and the slowest time that would have met the target.
        off_target_s: s over the slowest (positive: too slow) or under the fastest time; 0 within the target.
        heart_rate: mean of its second half, beats a minute (the first half still rises).
        peak_heart_rate: beats a minute, to 10 s after its end.
        recovery_heart_rate_60s: beats a minute that the heart fell in the 60 s after the rep.
        step_length: m a step.
        cadence: steps a minute.
        recovery_s: s until the next rep of the set; None after the last.
        recovery_planned_s: s that were asked for.
    """

    rep: Rep
    time_s: float
    target_low_s: float | None = None
    target_high_s: float | None = None
    off_target_s: float | None = None
    heart_rate: float | None = None
    peak_heart_rate: float | None = None
    recovery_heart_rate_60s: float | None = None
    step_length: float | None = None
    cadence: float | None = None
    recovery_s: float | None = None
    recovery_planned_s: float | None = None


@dataclass(frozen=True, slots=True)
class SetFigures:
    """One set in numbers and words; None where it has too few or unequal reps, or the streams do not tell.

    Attributes:
        set_index: the set.
        reps: each rep in numbers.
        mean_s: mean time of equal reps.
        target_low_s, target_high_s: mean of the targets' times, over the reps that have one.
        off_target_s: mean of the reps' `off_target_s`.
        pace_cv_pct: standard deviation of the speeds of equal reps by their mean (SCIENCE 6.2).
        pace_word: "even", "uneven" or "pacing lesson".
        fade_pct: time of the last third of the reps over that of the first third (SCIENCE 6.2).
        fade_word: "held", "faded a little" or "faded".
        last_rep_gain_pct: speed of the last rep over the mean of the others.
        recovery_taken_s, recovery_planned_s: means over the recoveries within the set.
        recovery_kept_pct: taken by planned.
        heart_rate_rise: beats a minute, last rep against the second.
        heart_rate_word: "falling", "steady", "rising" or "rising fast".
        recovery_heart_rate_60s: mean fall over the reps, beats a minute.
        step_length, cadence: means over the set.
        step_length_change_pct, cadence_change_pct: last third of the reps against the first third.
        tightening: the stride shortened by 4 % or more at the same speed while the cadence rose.
    """

    set_index: int
    reps: tuple[RepFigures, ...]
    mean_s: float | None = None
    target_low_s: float | None = None
    target_high_s: float | None = None
    off_target_s: float | None = None
    pace_cv_pct: float | None = None
    pace_word: str = ""
    fade_pct: float | None = None
    fade_word: str = ""
    last_rep_gain_pct: float | None = None
    recovery_taken_s: float | None = None
    recovery_planned_s: float | None = None
    recovery_kept_pct: float | None = None
    heart_rate_rise: float | None = None
    heart_rate_word: str = ""
    recovery_heart_rate_60s: float | None = None
    step_length: float | None = None
    cadence: float | None = None
    step_length_change_pct: float | None = None
    cadence_change_pct: float | None = None
    tightening: bool = False
