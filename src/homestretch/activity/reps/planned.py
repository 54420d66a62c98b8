"""What was meant: the reps of a session's notation, and their alignment with the reps that were run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import log

from homestretch.activity.reps.model import PlannedRep, RecoveryStyle, RepKind
from homestretch.blueprint.model import Intensity, Pace, Part, Recovery, Repeat, Work
from homestretch.blueprint.notation import parse

EASY_BELOW = 0.90  # of critical speed; slower running is no rep (zones of SCIENCE 2.2: steady ends at 0.90)
LIKE_A_FLOAT = 1.1  # times the speed of a float; what is no quicker is run as the float is (design choice)
STRIDE_METRES = 150.0  # m; strides are 60 to 120 m long, 200 m is a rep
LONGEST_STRIDE = 26.0  # s
SPRINTS = "MSS"  # anchor of sprints, which are reps however short

# Costs of the alignment, design choice: a rep 8 % off in length costs 1; leaving a planned rep out 2, an added rep 1.
OFF_BY = 0.08
SKIPPED, ADDED = 2.0, 1.0
LONGER, SHORTER = 1.35, 0.45  # a rep that is so much longer or shorter than planned is not that rep
CUT_SHORT = 2.5  # most that a rep run in part costs
RECOVERY_OFF = 0.6  # cost of a recovery that is off by a factor of e
MOST_IN_A_ROW = 5  # skipped or added reps in a row that are thought of


def planned_reps(
    session: str | Sequence[Part], speeds: Mapping[str, float] | None = None
) -> tuple[PlannedRep, ...]:
    """The reps of a session in the order they are run.

    Works that follow each other without a stop are one rep, a float is the recovery of the rep before it, and
    easy running is no rep. What is run as the float after it is no rep either: of a tempo with surges the surges are
    the reps.

    Args:
        session: the track's notation, or its parts.
        speeds: m/s of anchors such as CS and V1500; without it the reps have no targets.

    Returns:
        PlannedReps.

    Raises:
        NotationError: the notation can't be read; says what was expected and where.
    """
    parts = parse(session) if isinstance(session, str) else tuple(session)
    writer = _Writer(speeds or {})
    writer.sequence(parts)
    return tuple(writer.reps)


class _Writer:
    """Walks through parts and writes reps down."""

    def __init__(self, speeds: Mapping[str, float]) -> None:
        self.speeds = speeds
        self.reps: list[PlannedRep] = []
        self.set_index = 0
        self.running_on = False  # no recovery since the last work
        self.works: list[PlannedRep] = []  # that the last rep is made of
        self.paces: list[Pace | None] = []  # of these

    def sequence(self, parts: Sequence[Part]) -> None:
        for at, part in enumerate(parts):
            if isinstance(part, Recovery):
                self.recovery(part)
            elif isinstance(part, Work):
                self.work(part)
            else:
                self.repeat(part)
                if at + 1 < len(parts):
                    self.next_set()

    def repeat(self, part: Repeat) -> None:
        single = sum(isinstance(inner, Work) and inner.text != "float" for inner in part.parts)
        one_rep = not any(isinstance(inner, Recovery | Repeat) for inner in part.parts) and single >= 1
        if self.reps and self.reps[-1].set_index == self.set_index:
            self.next_set()
        for number in range(part.count):
            if number and not one_rep:
                self.next_set()
            if number and one_rep and part.between is None and not self.floated():
                self.running_on = False  # rounds of a rep are reps, even without a stop
            self.sequence(part.parts)
            if part.between is not None:
                self.recovery(part.between)

    def floated(self) -> bool:
        return bool(self.reps) and self.reps[-1].recovery == "float"

    def next_set(self) -> None:
        if self.reps and self.reps[-1].set_index == self.set_index:
            self.set_index += 1
        self.running_on = False

    def recovery(self, part: Recovery) -> None:
        self.running_on = False
        if self.reps:
            self.reps[-1] = replace(
                self.reps[-1], recovery_s=part.duration_s, recovery_m=part.distance_m, recovery=part.mode
            )

    def work(self, part: Work) -> None:
        if part.text == "float":
            style: RecoveryStyle = "float"
            if self.reps and self.running_on:
                floating = part.intensity.high if part.intensity else None
                leads = sum(1 for _ in takewhile(lambda pace: _as_slow(pace, floating), self.paces))
                surge_alone(self.reps, self.works, leads)
            self.running_on = False
            if self.reps:
                self.reps[-1] = replace(
                    self.reps[-1], recovery_s=part.duration_s, recovery_m=part.distance_m, recovery=style
                )
            return
        if _is_easy(part.intensity):
            self.running_on = False
            return
        low, high = self.target(part)
        rep = PlannedRep(
            distance_m=part.distance_m,
            duration_s=part.duration_s,
            speed_low=low,
            speed_high=high,
            set_index=self.set_index,
            kind=_kind(part),
            uphill=part.uphill,
        )
        before = self.reps[-1] if self.reps and self.running_on else None
        if before is not None and (before.distance_m is None) == (rep.distance_m is None):
            self.reps[-1] = together(before, rep)
        else:
            self.reps.append(rep)
            self.works, self.paces = [], []
        self.works.append(rep)
        self.paces.append(part.intensity.high if part.intensity else None)
        self.running_on = True

    def target(self, part: Work) -> tuple[float | None, float | None]:
        band = part.intensity
        if band is None or part.uphill:
            return None, None
        if band.low.anchor not in self.speeds or band.high.anchor not in self.speeds:
            return None, None
        ends = [pace.fraction * self.speeds[pace.anchor] for pace in (band.low, band.high)]
        return min(ends), max(ends)


def _is_easy(band: Intensity | None) -> bool:
    return band is not None and band.high.anchor == "CS" and band.high.fraction < EASY_BELOW


def _as_slow(pace: Pace | None, floating: Pace | None) -> bool:
    if pace is None or floating is None or pace.anchor != floating.anchor:
        return False
    return pace.fraction <= LIKE_A_FLOAT * floating.fraction


def surge_alone(reps: list[PlannedRep], works: Sequence[PlannedRep], leads: int) -> None:
    """Make the last rep what of its works is quicker than the float after it; the rest lengthens the float before.

    Args:
        reps: so far; changed in place.
        works: that the last rep is made of, in order.
        leads: how many of them, from the first, are run like the float.
    """
    if not 0 < leads < len(works):
        return
    rep = works[leads]
    for other in works[leads + 1 :]:
        rep = together(rep, other)
    reps[-1] = replace(rep, set_index=reps[-1].set_index)
    seconds = [work.duration_s for work in works[:leads]]
    if len(reps) > 1 and reps[-2].recovery == "float" and reps[-2].recovery_s is not None:
        known = [one for one in seconds if one is not None]
        whole = reps[-2].recovery_s + sum(known) if len(known) == leads else None
        reps[-2] = replace(reps[-2], recovery_s=whole)


def _kind(part: Work) -> RepKind:
    if part.intensity is not None and part.intensity.high.anchor == SPRINTS:
        return "rep"
    short = (part.distance_m or 0) <= STRIDE_METRES and (part.duration_s or 0) <= LONGEST_STRIDE
    return "stride" if short and not part.uphill else "rep"


def together(first: PlannedRep, second: PlannedRep) -> PlannedRep:
    """Two works without a stop as one rep: its target lies between that of a whole run at either end of each."""
    if first.distance_m is not None and second.distance_m is not None:
        distance: float | None = first.distance_m + second.distance_m
        duration = None
    else:
        distance, duration = None, (first.duration_s or 0) + (second.duration_s or 0)
    low = _mean_speed(first, second, first.speed_low, second.speed_low)
    high = _mean_speed(first, second, first.speed_high, second.speed_high)
    kind: RepKind = (
        "stride" if first.kind == second.kind == "stride" and (distance or 0) <= STRIDE_METRES else "rep"
    )
    return replace(first, distance_m=distance, duration_s=duration, speed_low=low, speed_high=high, kind=kind)


def _mean_speed(
    first: PlannedRep, second: PlannedRep, speed: float | None, then: float | None
) -> float | None:
    if speed is None or then is None:
        return None
    if first.distance_m is not None and second.distance_m is not None:
        whole = first.distance_m + second.distance_m
        return whole / (first.distance_m / speed + second.distance_m / then)
    one, two = first.duration_s or 0.0, second.duration_s or 0.0
    return (one * speed + two * then) / (one + two)


# -- alignment -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which planned rep each rep answers: pairs (planned, run) of places, in order, and the cost of it all."""

    pairs: tuple[tuple[int, int], ...]
    cost: float


def align(
    planned: int,
    run: int,
    match: Callable[[int, int], float | None],
    between: Callable[[int, int], float] = lambda _planned, _run: 0.0,
) -> Alignment:
    """The cheapest way to pair planned reps with those that were run, in order, with some left out on either side.

    Args:
        planned, run: how many there are.
        match: cost of a pair, None if it can't be one.
        between: cost of the recovery after a pair, if the next of each are a pair as well.

    Returns:
        Pairs and cost; dynamic programming over the last pair.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    for p in range(planned):
        for r in range(run):
            own = match(p, r)
            if own is None:
                continue
            choice: tuple[float, tuple[int, int] | None] = (p * SKIPPED + r * ADDED, None)
            for q in range(max(p - MOST_IN_A_ROW, 0), p):
                for s in range(max(r - MOST_IN_A_ROW, 0), r):
                    if (q, s) not in best:
                        continue
                    cost = best[q, s][0] + (p - q - 1) * SKIPPED + (r - s - 1) * ADDED
                    if p - q == r - s == 1:
                        cost += between(q, s)
                    if cost < choice[0] - 1e-9:
                        choice = cost, (q, s)
            best[p, r] = choice[0] + own, choice[1]
    cost, last = planned * SKIPPED + run * ADDED, None
    for (p, r), (so_far, _) in best.items():
        whole = so_far + (planned - p - 1) * SKIPPED + (run - r - 1) * ADDED
        if whole < cost - 1e-9:
            cost, last = whole, (p, r)
    pairs: list[tuple[int, int]] = []
    while last is not None:
        pairs.append(last)
        last = best[last][1]
    return Alignment(tuple(reversed(pairs)), cost)


def match_cost(planned: PlannedRep, distance_m: float, duration_s: float) -> float | None:
    """What it costs to take a rep of so many m and s for a planned one, None if it can't be."""
    if planned.distance_m is not None:
        ratio = distance_m / planned.distance_m
    elif planned.duration_s is not None:
        ratio = duration_s / planned.duration_s
    else:
        return None
    if not SHORTER <= ratio <= LONGER:
        return None
    return min(abs(log(ratio)) / OFF_BY, CUT_SHORT)


def recovery_cost(planned: PlannedRep, seconds: float) -> float:
    """What it costs that a recovery took so many s."""
    if planned.recovery_s is None or seconds <= 0:
        return 0.0
    return min(RECOVERY_OFF * abs(log(seconds / planned.recovery_s)), 1.0)
