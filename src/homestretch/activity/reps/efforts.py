"""Which stretches of one speed are efforts: faster than what lies around them, and than the runner's easy running.

Candidates are the stretches that are faster than both neighbours. Going uphill counts as faster, downhill as slower,
so that a rolling run makes no reps. The easy running of the day is told from the efforts by the lowest clear gap
between the candidates' speeds; a warm-up and a cool-down are looked at apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from homestretch.activity.reps.stretches import Stretch

RUNNING = 1.9  # m/s; slower is walking (walk-to-run transition of adults 1.9 to 2.2 m/s)
SPRINTING = 10.5  # m/s, held over a stretch by nobody who trains for 800 m; faster is no runner
CLIMBING = (
    3.3  # share of speed lost by rise: 3.3 % for each 1 % (Minetti et al. 2002, slope of cost near level)
)
STEEPEST = 0.15  # rise by way that is believed of a watch's altitude
SHORTEST, LONGEST = 4.0, 4500.0  # s that an effort lasts
LEAST_GAP = 1.13  # of an effort's speed by the easy speed
KNOWN_GAP = 1.07  # the same where the lap button or a plan speaks for it
SOFT_GAP, SOFT_MEAN = (
    1.06,
    1.22,
)  # of efforts without a clear gap: the slowest and their mean by the easy speed
FLOAT_STEP = 1.09  # of a rep's speed by a float's; less is one effort run unevenly
EASY_BLOCK = 150.0  # s from which the first and the last running may be warm-up and cool-down
FEW_STEPS = 60.0  # s of running before a warm-up or after a cool-down that change nothing
EASY_SHARE = 0.92  # of the efforts' speed that warm-up and cool-down stay under
REGULAR = 0.06  # standard deviation by mean of the distances of reps without any easy running beside them
FEWEST_REGULAR = 3
LOWEST_REGULAR = 3.3  # m/s
LOWEST_RESTED = 3.8  # m/s, of unequal reps without easy running, known by their rests alone
SHORTEST_REST, REST_SHARE = 35.0, 0.35  # s of each rest, and all rests by all running, of such reps
SHOULDER = 0.9  # of an effort's speed by that of a stretch beside it that belongs to it; slower is a float
PRESSED_SHOULDER = 0.82  # the same where the button was pressed behind the stretch, and not between
SHORTEST_STRAY = 30.0  # s of it
STRAY = 0.9  # of the slowest rep's speed, from which running that is no rep speaks against reps without easy running
# A rep with a kick or a fast start is one rep. Design choices, tried on the simulated sessions with kicks added:
KICK_SHARE = 0.75  # of the faster part's speed by the slower part's
KICK_DROP = 0.8  # of the slower part's speed by what lies before and behind the rep
KICK_OVER_EASY, KICK_OVER_JOGS = (
    1.25,
    1.15,
)  # of the slower part's speed by the easy and the recoveries' speed


@dataclass(frozen=True, slots=True)
class Effort:
    """From the first to the last of neighbouring stretches, both included, as places in their list."""

    first: int
    last: int


def level_speed(stretch: Stretch) -> float:
    """m/s on level ground at the same cost."""
    grade = float(np.clip(stretch.grade, -STEEPEST, STEEPEST))
    return stretch.speed * (1 + CLIMBING * grade)


def find_efforts(
    stretches: Sequence[Stretch], known: frozenset[float] = frozenset(), gap: float = LEAST_GAP
) -> list[Effort]:
    """The efforts among the stretches of a run.

    Args:
        stretches: in order, neighbours differ in speed.
        known: s of edges that the lap button speaks for.
        gap: how much faster than easy an effort is at least.

    Returns:
        Efforts in order of time.
    """
    groups = _rep_by_rep(stretches)
    whole = [_as_one(stretches[first : last + 1]) for first, last in groups]
    found = _find(whole, known, gap)
    return [Effort(groups[effort.first][0], groups[effort.last][1]) for effort in found]


def _rep_by_rep(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """First and last of the stretches that are one: the parts of a rep with a kick, else each for itself.

    All parts must be clearly faster than easy running and than all recoveries, and what lies around the rep far
    slower; a float is as slow as the other floats, and a rep lies behind it.
    """
    speeds = [level_speed(s) for s in stretches]

    def around(at: int) -> float:
        return speeds[at] if 0 <= at < len(speeds) else 0.0

    jogs = [
        speeds[at]
        for at, s in enumerate(stretches)
        if s.speed >= RUNNING and FLOAT_STEP * speeds[at] <= min(around(at - 1), around(at + 1))
    ]
    easy = _slow_running(stretches, speeds)
    slowest = max(KICK_OVER_EASY * easy or LOWEST_REGULAR, KICK_OVER_JOGS * max(jogs, default=0.0))
    groups: list[tuple[int, int]] = []
    at = 0
    while at < len(stretches):
        last = at
        while around(last) >= slowest and around(last + 1) >= slowest:
            last += 1
        parts = speeds[at : last + 1]
        outside = max(around(at - 1), around(last + 1))
        fits = min(parts) >= max(KICK_SHARE * max(parts), outside / KICK_DROP) and max(parts) < SPRINTING
        groups += [(at, last)] if fits else [(one, one) for one in range(at, last + 1)]
        at = last + 1
    return groups


def _as_one(parts: Sequence[Stretch]) -> Stretch:
    """Neighbouring stretches as one, with their mean speed and grade."""
    if len(parts) == 1:
        return parts[0]
    start, end = parts[0].start, parts[-1].end
    way = sum(part.speed * part.duration for part in parts)
    climb = sum(part.grade * part.speed * part.duration for part in parts)
    return Stretch(start, end, way / (end - start), climb / max(way, 1.0))


def _find(stretches: Sequence[Stretch], known: frozenset[float], gap: float) -> list[Effort]:
    speeds = [level_speed(s) for s in stretches]
    peaks = [at for at in range(len(stretches)) if _is_peak(stretches, speeds, at)]
    slow = _slow_running(stretches, speeds)
    peaks = [
        at
        for at in peaks
        if stretches[at].speed < SPRINTING and not _is_surge(stretches, speeds, at, slow, known, gap)
    ]
    if not peaks:
        return []
    return _joined(stretches, speeds, _faster_than_easy(stretches, speeds, peaks, known, gap), known)


def _is_peak(stretches: Sequence[Stretch], speeds: Sequence[float], at: int) -> bool:
    if stretches[at].speed < RUNNING or stretches[at].duration < SHORTEST:
        return False
    before = speeds[at - 1] if at else 0.0
    after = speeds[at + 1] if at + 1 < len(speeds) else 0.0
    return speeds[at] > before and speeds[at] > after


def _slow_running(stretches: Sequence[Stretch], speeds: Sequence[float]) -> float:
    """Speed of the slowest long running, 0 if there is none."""
    long = (speeds[at] for at, s in enumerate(stretches) if s.duration >= EASY_BLOCK and s.speed >= RUNNING)
    return min(long, default=0.0)


def _is_surge(
    stretches: Sequence[Stretch],
    speeds: Sequence[float],
    at: int,
    slow: float,
    known: frozenset[float],
    gap: float,
) -> bool:
    """Whether a peak rises only a little over easy running beside it, and nobody pressed the button for it."""
    if stretches[at].start in known and stretches[at].end in known:
        return False
    beside = [near for near in (at - 1, at + 1) if 0 <= near < len(stretches)]
    return any(
        stretches[near].speed >= RUNNING
        and (speeds[near] < gap * slow or stretches[near].duration >= EASY_BLOCK)
        and speeds[at] < gap * speeds[near]
        for near in beside
    )


def _faster_than_easy(
    stretches: Sequence[Stretch],
    speeds: Sequence[float],
    peaks: list[int],
    known: frozenset[float],
    gap: float,
) -> list[int]:
    """The peaks that are efforts."""

    def is_pressed(at: int) -> bool:
        return stretches[at].start in known and stretches[at].end in known

    ordered = sorted(peaks, key=lambda at: speeds[at])
    for place in range(1, len(ordered)):
        below, above = ordered[:place], ordered[place:]
        ratio = speeds[above[0]] / speeds[below[-1]]
        # A small gap parts pressed efforts from what was not pressed, and not pressed efforts from each other.
        pressed = is_pressed(above[0]) and not any(is_pressed(at) for at in below)
        if ratio >= (KNOWN_GAP if pressed else gap):
            chosen = _without_ends(stretches, speeds, sorted(above))
            if chosen:
                return chosen
    for place in range(1, len(ordered)):
        below, above = ordered[:place], ordered[place:]
        apart = speeds[above[0]] >= SOFT_GAP * speeds[below[-1]]
        if apart and len(above) >= FEWEST_REGULAR:
            mean = float(np.mean([speeds[at] for at in above]))
            if mean >= SOFT_MEAN * speeds[below[-1]]:
                return _without_ends(stretches, speeds, sorted(above))
    return _without_easy(stretches, speeds, sorted(peaks), known, gap)


def _without_ends(stretches: Sequence[Stretch], speeds: Sequence[float], chosen: list[int]) -> list[int]:
    """Without a warm-up and a cool-down that are only a little slower or faster than the other easy running."""
    for end in (0, -1):
        if len(chosen) < 2:
            break
        rest = chosen[1:] if end == 0 else chosen[:-1]
        at = chosen[end]
        beyond = stretches[:at] if end == 0 else stretches[at + 1 :]
        outermost = sum(s.duration for s in beyond if s.speed >= RUNNING) < FEW_STEPS
        slower = speeds[at] < EASY_SHARE * min(speeds[c] for c in rest)
        if outermost and slower and stretches[at].duration >= EASY_BLOCK:
            chosen = rest
    return chosen


def _without_easy(
    stretches: Sequence[Stretch],
    speeds: Sequence[float],
    peaks: list[int],
    known: frozenset[float],
    gap: float,
) -> list[int]:
    """Peaks of much the same speed: reps if jogged or long rested between, as long each, or pressed; else none."""
    between = [
        speeds[at]
        for first, second in pairwise(peaks)
        for at in range(first + 1, second)
        if stretches[at].speed >= RUNNING
    ]
    slowest = min(speeds[at] for at in peaks)
    if between and len(between) >= len(peaks) - 1 and slowest >= gap * max(between):
        return peaks
    long = [
        speeds[at]
        for at, s in enumerate(stretches)
        if at not in peaks and s.duration >= EASY_BLOCK and s.speed >= RUNNING
    ]
    if long and slowest >= gap * max(long):
        return peaks
    if _runs_on(stretches, speeds, peaks):
        return []
    distances = np.array([stretches[at].duration * stretches[at].speed for at in peaks])
    regular = len(peaks) >= FEWEST_REGULAR and distances.std() <= REGULAR * distances.mean()
    if regular and slowest >= LOWEST_REGULAR:
        return peaks
    pressed = sum(edge in known for at in peaks for edge in (stretches[at].start, stretches[at].end))
    if len(peaks) >= FEWEST_REGULAR and pressed >= 2 * len(peaks) - 2 and _rested(stretches, peaks):
        return peaks
    if len(peaks) >= FEWEST_REGULAR and slowest >= LOWEST_RESTED and _rested(stretches, peaks):
        return peaks
    return []


def _runs_on(stretches: Sequence[Stretch], speeds: Sequence[float], peaks: list[int]) -> bool:
    """Whether between the peaks was run as fast as in them, and not in one go with one of them."""
    slowest = min(speeds[at] for at in peaks)
    in_one_go = {near for at in peaks for near in (at - 1, at, at + 1)}
    return any(
        speeds[at] >= STRAY * slowest and stretches[at].duration > SHORTEST_STRAY
        for at in range(peaks[0], peaks[-1])
        if at not in in_one_go
    )


def _rested(stretches: Sequence[Stretch], peaks: list[int]) -> bool:
    """Whether between peaks was walked and stood for so long that nobody would on an easy run."""
    rests = [stretches[after].start - stretches[before].end for before, after in pairwise(peaks)]
    runs = [stretches[at].duration for at in peaks]
    return min(rests) >= SHORTEST_REST and sum(rests) >= REST_SHARE * sum(runs)


def _joined(
    stretches: Sequence[Stretch], speeds: Sequence[float], chosen: list[int], known: frozenset[float]
) -> list[Effort]:
    """Efforts with their shoulders, and those that only a dip parts made one."""
    efforts: list[Effort] = []
    for at in chosen:
        first = last = at
        while first > 0 and not _taken(efforts, first - 1):
            near = stretches[first - 1]
            if not _is_shoulder(speeds, first - 1, at, -1, near.start in known and near.end not in known):
                break
            first -= 1
        while last + 1 < len(speeds):
            near = stretches[last + 1]
            if not _is_shoulder(speeds, last + 1, at, 1, near.end in known and near.start not in known):
                break
            last += 1
        pressed = stretches[first].start in known
        if efforts and not pressed and _only_a_dip(speeds, efforts[-1].last, first, at):
            efforts[-1] = Effort(efforts[-1].first, last)
        else:
            efforts.append(Effort(first, last))
    return [
        effort
        for effort in efforts
        if SHORTEST <= stretches[effort.last].end - stretches[effort.first].start <= LONGEST
    ]


def _is_shoulder(speeds: Sequence[float], at: int, peak: int, away: int, pressed: bool) -> bool:
    """Whether a stretch is nearly as fast as the effort beside it, and slower running lies beyond."""
    beyond = speeds[at + away] if 0 <= at + away < len(speeds) else 0.0
    return speeds[at] >= (PRESSED_SHOULDER if pressed else SHOULDER) * speeds[peak] and beyond < speeds[at]


def _taken(efforts: list[Effort], at: int) -> bool:
    return bool(efforts) and at <= efforts[-1].last


def _only_a_dip(speeds: Sequence[float], last: int, first: int, peak: int) -> bool:
    """Whether what lies between two efforts is nearly as fast as they are."""
    between = speeds[last + 1 : first]
    if not between:
        return False
    return min(speeds[peak], speeds[last]) < FLOAT_STEP * min(between)
