"""Which efforts were meant: reps come equal in number, length and speed; surges, hills and GPS noise do not.

Only efforts that nobody planned and for which nobody pressed the button need this proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homestretch.activity.streams import Floats

ALIKE = 0.10  # by which lengths (in m or in s) of equal reps differ at most from the middle one
ALIKE_S = 2.5  # s; edges are no better than this, more where samples are few
ALIKE_SPEED = 0.10  # the same for their speeds
FEWEST = 3  # equal efforts that are taken for reps
TEMPO = 300.0  # s from which an effort stands for itself, beside easy running
TEMPO_SPREAD = 0.12  # of its speed: standard deviation, over 10 s, that running at one pace keeps under
STRIDE_S = 26.0  # s; shorter efforts are strides
STRIDE_SPEED, STRIDE_OVER_EASY = 3.6, 1.2  # m/s and by the slow running around: slower is no stride
# An effort that nobody can mistake: m/s, by the easy speed, and its spread.
CLEAR_SPEED, CLEAR_OVER_EASY, CLEAR_SPREAD = 3.9, 1.4, 0.08
LADDER = (200, 300, 400, 500, 600, 800, 1000, 1200, 1600)  # m of pyramids
LADDER_WITHIN = 0.03
LADDER_SHARE, LADDER_FEWEST = 0.75, 4
AS_FAST = 0.95  # of the slowest rep that passed, by an effort that passes with them
MEANT_SHARE = 0.75  # of all efforts that must pass, else all is play


@dataclass(frozen=True, slots=True)
class Candidate:
    """An effort with what speaks for it.

    Attributes:
        duration, distance: s and m.
        around: m/s, speed of the slow running of the day, 0 if there is none.
        gap: s between samples at its edges.
        spread: standard deviation of its speed, averaged over 10 s, by its mean.
        certain: planned, or pressed at both ends.
    """

    duration: float
    distance: float
    around: float
    gap: float
    spread: float
    certain: bool

    @property
    def speed(self) -> float:
        """m/s."""
        return self.distance / max(self.duration, 1e-9)


def meant(candidates: Sequence[Candidate]) -> list[bool]:
    """Whether each effort was meant as one.

    Args:
        candidates: the efforts of one run.
    """
    if not candidates:
        return []
    fit = np.array([item.certain or _fast_enough(item) for item in candidates])
    passed = np.array([item.certain for item in candidates])
    for at, item in enumerate(candidates):
        if not fit[at] or passed[at]:
            continue
        alike = sum(bool(fit[other]) and _alike(item, candidates[other]) for other in range(len(candidates)))
        alone = item.duration >= TEMPO and item.spread <= TEMPO_SPREAD and item.around > 0
        passed[at] = alike >= FEWEST or alone
    passed |= _ladder(candidates, fit) | _clear(candidates)
    unsure = np.array([not item.certain for item in candidates])
    if passed.sum() < MEANT_SHARE * len(candidates):
        passed &= ~unsure
    elif passed.any():
        passed |= _like_the_others(candidates, fit, passed)
    return [bool(answer) for answer in passed]


def _like_the_others(candidates: Sequence[Candidate], fit: np.ndarray, passed: np.ndarray) -> np.ndarray:
    """Efforts as fast as those that passed: one rep cut short, or one whose edges are blurred."""
    short = np.array([item.duration <= STRIDE_S for item in candidates])
    speeds = np.array([item.speed for item in candidates])
    joined = np.zeros(len(candidates), bool)
    for kind in (short, ~short):
        if (passed & kind).any():
            joined |= kind & fit & (speeds >= AS_FAST * float(speeds[passed & kind].min()))
    return joined


def _fast_enough(item: Candidate) -> bool:
    if item.duration > STRIDE_S:
        return True
    return item.speed >= max(STRIDE_SPEED, STRIDE_OVER_EASY * item.around)


def _alike(first: Candidate, second: Candidate) -> bool:
    longer = max(first.duration, second.duration)
    slack = max(ALIKE_S, first.gap, second.gap)
    times = abs(first.duration - second.duration) <= max(ALIKE * longer, slack)
    farther = max(first.distance, second.distance)
    ways = abs(first.distance - second.distance) <= max(ALIKE * farther, slack * first.speed)
    faster = max(first.speed, second.speed)
    blurred = slack / longer  # a short effort's speed is no better known than its length
    return (times or ways) and abs(first.speed - second.speed) <= max(ALIKE_SPEED, blurred) * faster


def _ladder(candidates: Sequence[Candidate], fit: np.ndarray) -> np.ndarray:
    """The efforts of a pyramid: unequal, but nearly all of a track's distances."""
    near = np.array([_on_ladder(item) for item in candidates]) & fit
    longer = np.array([item.duration > STRIDE_S for item in candidates])
    count = int(longer.sum())
    if count < LADDER_FEWEST or (near & longer).sum() < LADDER_SHARE * count:
        return np.zeros(len(candidates), bool)
    return np.asarray(longer)


def _clear(candidates: Sequence[Candidate]) -> np.ndarray:
    """Efforts that are far faster than the easy running of the day, and even: several cannot be chance."""
    clear = np.array(
        [
            item.duration > STRIDE_S
            and item.around > 0
            and item.speed >= max(CLEAR_SPEED, CLEAR_OVER_EASY * item.around)
            and item.spread <= CLEAR_SPREAD
            for item in candidates
        ]
    )
    return clear if clear.sum() >= FEWEST else np.zeros(len(candidates), bool)


def _on_ladder(item: Candidate) -> bool:
    slack = max(1.0, 0.5 * item.gap) * item.speed
    return any(abs(item.distance - rung) <= max(LADDER_WITHIN * rung, slack) for rung in LADDER)


def spread_of(speed: Floats) -> float:
    """Standard deviation by mean; 0 for too few."""
    return float(speed.std() / max(speed.mean(), 1e-9)) if len(speed) > 2 else 0.0
