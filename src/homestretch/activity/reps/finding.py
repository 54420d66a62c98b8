"""`find_reps`: the reps of one run, from its plan, its laps and its speed, in this order of trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from homestretch.activity.recording import RUNNING, Lap
from homestretch.activity.reps.detect import Cut, Found, cut, search
from homestretch.activity.reps.efforts import EASY_BLOCK, KNOWN_GAP, find_efforts
from homestretch.activity.reps.efforts import RUNNING as WALKING
from homestretch.activity.reps.grouping import grouped, lie_between, nominal_distances
from homestretch.activity.reps.model import PlannedRep, Rep, RepKind, Reps, Source
from homestretch.activity.reps.planned import (
    LONGEST_STRIDE,
    STRIDE_METRES,
    Alignment,
    align,
    match_cost,
    planned_reps,
    recovery_cost,
)
from homestretch.activity.reps.pressed import BY_HAND, presses
from homestretch.activity.reps.speed import evenly, smooth_altitude, trace_of
from homestretch.activity.reps.stretches import Stretch
from homestretch.activity.reps.structure import Candidate, meant, spread_of
from homestretch.activity.streams import Streams

ON_FOOT = (RUNNING, "")
HOUR_RECORD = 21_330 / 3600  # m/s (Farah, Brussels 2020); what goes faster all the time is no runner
NOMINAL_OFF = 0.15  # a planned distance stands for the measured one if it is off by less


def find_reps(
    streams: Streams, laps: Sequence[Lap] = (), planned: str | Sequence[PlannedRep] | None = None
) -> Reps:
    """The reps of a run.

    Efforts are found in the speed; the watch's lag is estimated and taken off their edges. Where the runner
    pressed the lap button, the press is the edge, and a small change of speed is enough. A plan says what each
    effort was meant to be; reps may be missing or added.

    Args:
        streams: one session. Only running, or a sport that is not said, has reps.
        laps: of the file; only those pressed by hand count (`pressed.presses`).
        planned: the session's notation, or its reps from `planned_reps`.

    Returns:
        Reps, what lies between them, and their sets; without reps one piece of easy running.

    Raises:
        NotationError: the notation can't be read.
    """
    plan = planned_reps(planned) if isinstance(planned, str) else tuple(planned or ())
    if streams.sport not in ON_FOOT or _rides(streams):
        return Reps(skipped=plan)
    trace = trace_of(streams)
    if trace is None:
        stretches = _lap_stretches(streams, laps)
        found = _from_laps_alone(stretches)
        return _put_together(streams, found, _Way(stretches), plan, _aligned(plan, found, _Way(stretches)))
    marks = presses(laps, streams.start, float(trace.time[-1]))
    run = cut(trace, smooth_altitude(streams), marks, streams.total_distance)
    found, alignment = _meant(*_best_for(plan, run, marks), run)
    return _put_together(streams, found, run, plan, alignment)


def _rides(streams: Streams) -> bool:
    """Whether a session whose sport is not said is too fast for a runner."""
    covered = streams.total_distance or 0.0
    return streams.sport == "" and streams.duration > 0 and covered / streams.duration > HOUR_RECORD


@dataclass(frozen=True, slots=True)
class _Way:
    """What laps alone tell of a run."""

    stretches: tuple[Stretch, ...]
    tau: float | None = None

    def distance(self, start: float, end: float) -> float:
        """m from start to end."""
        return sum(max(min(s.end, end) - max(s.start, start), 0.0) * s.speed for s in self.stretches)


def _best_for(plan: Sequence[PlannedRep], run: Cut, marks: Sequence[float]) -> tuple[list[Found], Alignment]:
    """The efforts, sought again with a finer eye if planned ones are missing."""
    found = search(run, marks)
    alignment = _aligned(plan, found, run)
    if len(alignment.pairs) == len(plan):
        return found, alignment
    finer = search(run, marks, KNOWN_GAP)
    closer = _aligned(plan, finer, run)
    return (finer, closer) if closer.cost < alignment.cost else (found, alignment)


def _meant(found: list[Found], alignment: Alignment, run: Cut) -> tuple[list[Found], Alignment]:
    """Without the efforts that nobody meant, and the alignment with the places of those that are left."""
    answered = {r for _, r in alignment.pairs}
    slow = [
        s.speed
        for s in run.stretches
        if s.speed >= WALKING and s.duration >= EASY_BLOCK and not any(_overlap(s, e) for e in found)
    ]
    candidates = []
    for number, effort in enumerate(found):
        certain = number in answered or (effort.start_pressed and effort.end_pressed)
        candidates.append(
            Candidate(
                duration=effort.end - effort.start,
                distance=run.distance(effort.start, effort.end),
                around=min(slow, default=0.0),
                gap=max(run.trace.gap(effort.start), run.trace.gap(effort.end)),
                spread=spread_of(evenly(run.trace, effort.start, effort.end)),
                certain=certain,
            )
        )
    kept = [number for number, answer in enumerate(meant(candidates)) if answer]
    places = {number: place for place, number in enumerate(kept)}
    pairs = tuple((p, places[r]) for p, r in alignment.pairs)
    return [found[number] for number in kept], Alignment(pairs, alignment.cost)


def _overlap(stretch: Stretch, effort: Found) -> bool:
    return min(stretch.end, effort.end) - max(stretch.start, effort.start) > stretch.duration / 2


def _lap_stretches(streams: Streams, laps: Sequence[Lap]) -> tuple[Stretch, ...]:
    """Pressed laps with distances as stretches of one speed; none if any lap is of another sort."""
    if any(lap.distance is None or lap.trigger not in BY_HAND for lap in laps):
        return ()
    first = streams.start if len(streams) or not laps else laps[0].start
    return tuple(
        Stretch(lap.start - first, lap.start - first + lap.elapsed, (lap.distance or 0.0) / lap.elapsed)
        for lap in laps
        if lap.elapsed > 0
    )


def _from_laps_alone(stretches: Sequence[Stretch]) -> list[Found]:
    """Efforts of a file without speed."""
    known = frozenset(edge for s in stretches for edge in (s.start, s.end))
    efforts = find_efforts(stretches, known)
    return [Found(stretches[e.first].start, stretches[e.last].end, True, True) for e in efforts]


def _aligned(plan: Sequence[PlannedRep], found: Sequence[Found], run: Cut | _Way) -> Alignment:
    metres = [run.distance(effort.start, effort.end) for effort in found]

    def match(p: int, r: int) -> float | None:
        return match_cost(plan[p], metres[r], found[r].end - found[r].start)

    def between(p: int, r: int) -> float:
        return recovery_cost(plan[p], found[r + 1].start - found[r].end)

    return align(len(plan), len(found), match, between)


def _kind_of(duration: float, distance: float) -> RepKind:
    return "stride" if duration <= LONGEST_STRIDE and distance <= STRIDE_METRES else "rep"


def _put_together(
    streams: Streams,
    found: Sequence[Found],
    run: Cut | _Way,
    plan: Sequence[PlannedRep],
    alignment: Alignment,
) -> Reps:
    answers = {r: plan[p] for p, r in alignment.pairs}
    bare: list[Rep] = []
    for number, effort in enumerate(found):
        asked = answers.get(number)
        metres = run.distance(effort.start, effort.end)
        source: Source = "laps" if effort.start_pressed and effort.end_pressed else "detected"
        kind = asked.kind if asked else _kind_of(effort.end - effort.start, metres)
        bare.append(
            Rep(effort.start, effort.end, metres, None, kind, "planned" if asked else source, 0, 0, asked)
        )
    reps, sets = grouped(bare)
    reps, sets = nominal_distances(reps, sets, NOMINAL_OFF)
    end = max(streams.duration, run.stretches[-1].end if run.stretches else 0.0)
    paired = {p for p, _ in alignment.pairs}
    return Reps(
        reps=reps,
        pieces=lie_between(reps, run.stretches, run.distance, end),
        sets=sets,
        source=_whole_source(reps),
        skipped=tuple(asked for p, asked in enumerate(plan) if p not in paired),
        lag_s=float("nan") if run.tau is None else run.tau,
    )


def _whole_source(reps: Sequence[Rep]) -> Source | Literal[""]:
    """What most reps stand on; the plan if it answers any."""
    sources = [rep.source for rep in reps]
    if not sources:
        return ""
    if "planned" in sources:
        return "planned"
    return "laps" if 2 * sources.count("laps") >= len(sources) else "detected"
